package admission_test

import (
	"testing"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
)

const ledgerManifest = `
apiVersion: fallow.dev/v1alpha1
kind: RecoveryLedger
metadata: {name: a-7f3k, namespace: harriers}
spec:
  athleteRef: {name: a-7f3k}
  encoding: 2
  sequence: 7
  firstDay: "2026-03-10"
  days: 2
  series:
  - {marker: RMSSD, source: hrv4training, method: MorningSupine, sinceDay: "2026-03-10", column: {values: [624, -1]}}
  standing:
    state: Hold
    sinceDay: "2026-03-11"
    illness: {class: Systemic, stage: 0, active: true, onsetDay: "2026-03-11"}
`

func ledger(t *testing.T) *unstructured.Unstructured {
	t.Helper()
	return parse(t, ledgerManifest)
}

var recoveryLedgerTrials = kindTrials{valid: ledger, trials: []trial{
	{name: "nothing yet", set: edits{"spec": object{"athleteRef": object{"name": "a-7f3k"}, "encoding": 1, "sequence": 1}}},
	{name: "48 series of 105 days", set: edits{"spec.days": 105, "spec.series": items(48, object{
		"marker": "RMSSD", "source": "hrv4training", "method": "MorningSupine", "sinceDay": "2026-03-10", "column": object{"values": items(105, 624)},
	})}},
	{name: "49 series", set: edits{"spec.series": items(49, object{
		"marker": "RMSSD", "source": "hrv4training", "method": "MorningSupine", "sinceDay": "2026-03-10", "column": object{"values": items(1, 624)},
	})}, refused: "must have at most 48 items"},
	{name: "106 days", set: edits{"spec.series.0.column.values": items(106, 624)}, refused: "must have at most 105 items"},
	{name: "name of another", set: edits{"metadata.name": "b-2222"}, refused: "a ledger has its Athlete's name", repeats: true},
	{name: "no sequence", set: edits{"spec.sequence": removed{}}, refused: "spec.sequence"},
	{name: "cell 1e308", set: edits{"spec.series.0.column.values": list{1e308}}, refused: "must be of type int", repeats: true},
	{name: "31 February", set: edits{"spec.firstDay": "2026-02-31"}, refused: noSuchDay},
	{name: "no such illness", set: edits{"spec.standing.illness.class": "Pneumonia"}, refused: "must be None, AboveNeck or Systemic"},
}}
