package admission_test

import (
	"strings"
	"testing"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
)

// allTrials are the tables of every kind, by the kind's name.
var allTrials = map[string]kindTrials{
	"Athlete":        athleteTrials,
	"EffectivePlan":  effectivePlanTrials,
	"MarkerReport":   markerReportTrials,
	"RecoveryLedger": recoveryLedgerTrials,
	"RecoveryPolicy": recoveryPolicyTrials,
	"RestWindow":     restWindowTrials,
	"TrainingBlock":  trainingBlockTrials,
}

func TestAthlete(t *testing.T)        { try(t, athleteTrials) }
func TestEffectivePlan(t *testing.T)  { try(t, effectivePlanTrials) }
func TestMarkerReport(t *testing.T)   { try(t, markerReportTrials) }
func TestRecoveryLedger(t *testing.T) { try(t, recoveryLedgerTrials) }
func TestRecoveryPolicy(t *testing.T) { try(t, recoveryPolicyTrials) }
func TestRestWindow(t *testing.T)     { try(t, restWindowTrials) }
func TestTrainingBlock(t *testing.T)  { try(t, trainingBlockTrials) }

const (
	noSuchDay    = "must be a day that exists, written YYYY-MM-DD, from 2000-01-01 to 2199-12-31"
	noTimeOfDay  = "must be a time of day from 00:00 to 23:59, written HH:MM"
	noDecimal    = "must be a decimal number such as 62.4"
	noZone       = "must be the name of a time zone of the IANA database"
	notAnInstant = "must be of type date-time"
	wrongYears   = "must be an instant from 2000 to 2199"
)

var megabyte = strings.Repeat("x", 1<<20)

// items returns n copies of an item.
func items(n int, item any) list {
	out := make(list, n)
	for i := range out {
		out[i] = item
	}
	return out
}

var athleteTrials = kindTrials{valid: sample("athlete"), trials: []trial{
	{name: "only what is required", set: edits{"spec.sleep": removed{}, "spec.anchors": removed{}, "spec.availability": removed{}}},
	{name: "name of 40 characters", set: edits{"metadata.name": strings.Repeat("a", 40)}},
	{name: "name of 41 characters", set: edits{"metadata.name": strings.Repeat("a", 41)}, refused: "metadata.name must be one DNS label of at most 40 characters", repeats: true},
	{name: "name of two labels", set: edits{"metadata.name": "a.b"}, refused: "metadata.name must be one DNS label", repeats: true},
	{name: "no time zone", set: edits{"spec.timeZone": removed{}}, refused: "spec.timeZone"},
	{name: "no policy", set: edits{"spec.policyRef": removed{}}, refused: "spec.policyRef"},
	{name: "policy without a name", set: edits{"spec.policyRef": object{}}, refused: "spec.policyRef.name"},
	{name: "policy of another namespace", set: edits{"spec.policyRef.namespace": "elsewhere"}, refused: `unknown field \"spec.policyRef.namespace\"`},
	{name: "zone UTC", set: edits{"spec.timeZone": "UTC"}},
	{name: "zone of three parts", set: edits{"spec.timeZone": "America/Argentina/Buenos_Aires"}},
	{name: "zone Etc/GMT+12", set: edits{"spec.timeZone": "Etc/GMT+12"}},
	{name: "zone that the shape does not exclude", set: edits{"spec.timeZone": "Mars/Olympus_Mons"}},
	{name: "zone empty", set: edits{"spec.timeZone": ""}, refused: "spec.timeZone"},
	{name: "zone Local", set: edits{"spec.timeZone": "Local"}, refused: noZone},
	{name: "zone localtime", set: edits{"spec.timeZone": "localtime"}, refused: noZone},
	{name: "zone as absolute path", set: edits{"spec.timeZone": "/etc/localtime"}, refused: noZone},
	{name: "zone as relative path", set: edits{"spec.timeZone": "../../etc/passwd"}, refused: noZone},
	{name: "zone as TZ", set: edits{"spec.timeZone": "TZ=UTC"}, refused: noZone},
	{name: "zone as offset", set: edits{"spec.timeZone": "+02:00"}, refused: noZone},
	{name: "zone of 1 MB", set: edits{"spec.timeZone": megabyte}, refused: "spec.timeZone: Too long"},
	{name: "sleep need at its least", set: edits{"spec.sleep.needMinutes": 420}},
	{name: "sleep need too small", set: edits{"spec.sleep.needMinutes": 419}, refused: "must be 420 to 600 minutes"},
	{name: "sleep need too great", set: edits{"spec.sleep.needMinutes": 601}, refused: "must be 420 to 600 minutes"},
	{name: "sleep need in hours", set: edits{"spec.sleep.needMinutes": 8}, refused: "must be 420 to 600 minutes"},
	{name: "onset at 24:00", set: edits{"spec.sleep.usualOnset": "24:00"}, refused: noTimeOfDay},
	{name: "wake without leading zero", set: edits{"spec.sleep.usualWake": "7:000"}, refused: noTimeOfDay},
	{name: "shift worker", set: edits{"spec.sleep.schedule": list{object{"weekdays": list{"Monday", "Friday"}, "onset": "09:00", "wake": "17:00"}}}},
	{name: "schedule without weekdays", set: edits{"spec.sleep.schedule": list{object{"weekdays": list{}, "onset": "09:00", "wake": "17:00"}}}, refused: "spec.sleep.schedule[0].weekdays"},
	{name: "weekday twice", set: edits{"spec.availability.0.weekdays": list{"Monday", "Monday"}}, refused: "Duplicate value"},
	{name: "no such weekday", set: edits{"spec.availability.0.weekdays": list{"Mon"}}, refused: "Unsupported value", repeats: true},
	{name: "availability ends before it starts", set: edits{"spec.availability.0.to": "05:00"}, refused: "must be later in the day than from"},
	{name: "22 availabilities", set: edits{"spec.availability": items(22, object{"weekdays": list{"Monday"}, "from": "06:00", "to": "07:00"})}, refused: "must have at most 21 items"},
	{name: "no anchor", set: edits{"spec.anchors": object{}}, refused: "spec.anchors"},
	{name: "resting rate too low", set: edits{"spec.anchors.restingHeartRateBPM": 24}, refused: "must be 25 to 120 beats per minute"},
	{name: "resting rate of zero", set: edits{"spec.anchors.restingHeartRateBPM": 0}, refused: "must be 25 to 120 beats per minute", repeats: true},
	{name: "maximum rate too high", set: edits{"spec.anchors.maximumHeartRateBPM": 241}, refused: "must be 100 to 240 beats per minute"},
	{name: "threshold rate too low", set: edits{"spec.anchors.thresholdHeartRateBPM": 79}, refused: "must be 80 to 230 beats per minute"},
	{name: "power too high", set: edits{"spec.anchors.functionalThresholdPowerWatts": 601}, refused: "must be 40 to 600 watts"},
	{name: "resting rate above the maximum", set: edits{"spec.anchors.restingHeartRateBPM": 119, "spec.anchors.maximumHeartRateBPM": 101}, refused: "must be below maximumHeartRateBPM"},
	{name: "resting rate above the threshold", set: edits{"spec.anchors.restingHeartRateBPM": 119, "spec.anchors.thresholdHeartRateBPM": 111}, refused: "must be above restingHeartRateBPM"},
	{name: "threshold above the maximum", set: edits{"spec.anchors.thresholdHeartRateBPM": 199}, refused: "must be below maximumHeartRateBPM"},
	{name: "rate 1e308", set: edits{"spec.anchors.restingHeartRateBPM": 1e308}, refused: "must be of type integer"},
	{name: "rate above 32 bits", set: edits{"spec.anchors.restingHeartRateBPM": 4294967342}, refused: "must be 25 to 120 beats per minute"},
	{name: "no such weighting", set: edits{"spec.anchors.trimpWeighting": "Other"}, refused: "Unsupported value", repeats: true},
	{name: "unknown field", set: edits{"spec.fullName": "x"}, refused: `unknown field \"spec.fullName\"`, repeats: true},
}}

var recoveryPolicyTrials = kindTrials{valid: sample("recoverypolicy"), trials: []trial{
	{name: "empty spec", set: edits{"spec": object{}}},
	{name: "no spec", set: edits{"spec": removed{}}},
	{name: "overlay", set: edits{"spec": object{"basePolicyRef": object{"name": "default"}, "enforcement": "Propose"}}},
	{name: "base without a name", set: edits{"spec.basePolicyRef": object{}}, refused: "spec.basePolicyRef.name"},
	{name: "base of 1 MB", set: edits{"spec.basePolicyRef.name": megabyte}, refused: "spec.basePolicyRef.name: Too long"},
	{name: "base of another namespace", set: edits{"spec.basePolicyRef": object{"name": "default", "namespace": "elsewhere"}}, refused: `unknown field \"spec.basePolicyRef.namespace\"`},
	{name: "no such enforcement", set: edits{"spec.enforcement": "Force"}, refused: `supported values: \"Enforce\", \"Propose\", \"Observe\"`, repeats: true},
	{name: "no such model", set: edits{"spec.model": "Oracle2030"}, refused: `\"Composite\", \"Kiviniemi2007\", \"Vesterinen2016\", \"Javaloyes2019\", \"FeelingByHRV\"`, repeats: true},
	{name: "advice switched off", set: edits{"spec.prescriptions": object{"disable": list{"NoAlcohol", "SlowBreathing"}, "maximum": 10}}},
	{name: "advice empty", set: edits{"spec.prescriptions": object{}}, refused: "spec.prescriptions"},
	{name: "no such modality", set: edits{"spec.prescriptions.disable": list{"IceBath"}}, refused: "Unsupported value", repeats: true},
	{name: "modality twice", set: edits{"spec.prescriptions.disable": list{"NoAlcohol", "NoAlcohol"}}, refused: "Duplicate value"},
	{name: "no advice at most", set: edits{"spec.prescriptions.maximum": 0}, refused: "spec.prescriptions.maximum", repeats: true},
	{name: "too much advice", set: edits{"spec.prescriptions.maximum": 11}, refused: "should be less than or equal to 10", repeats: true},
}}

const planManifest = `
apiVersion: fallow.dev/v1alpha1
kind: EffectivePlan
metadata: {name: a-7f3k, namespace: harriers}
spec:
  athleteRef: {name: a-7f3k}
  decision: 7
  validUntil: "2026-03-11T06:00:00Z"
  fromDay: "2026-03-10"
  toDay: "2026-03-23"
  windows:
  - {name: a-7f3k-1, start: "2026-03-10T06:00:00Z", end: "2026-03-12T06:00:00Z", allow: Nothing, easyFrom: "2026-03-11T06:00:00Z"}
  sessions:
  - {block: spring-base, name: threshold, plannedDay: "2026-03-10", start: "2026-03-10T16:30:00Z", kind: Run, intensity: Threshold, durationMinutes: 75, plannedLoad: 420, priority: Key, disposition: Displaced, window: a-7f3k-1}
  - {block: spring-base, name: long-run, plannedDay: "2026-03-15", start: "2026-03-15T08:00:00Z", kind: Run, intensity: Easy, durationMinutes: 120, disposition: AsPlanned, effective: {durationMinutes: 90}}
`

var effectivePlanTrials = kindTrials{
	valid: func(t *testing.T) *unstructured.Unstructured { t.Helper(); return parse(t, planManifest) },
	trials: []trial{
		{name: "nothing planned", set: edits{"spec.windows": removed{}, "spec.sessions": removed{}}},
		{name: "first decision", set: edits{"spec.decision": 0}},
		{name: "window without end", set: edits{"spec.windows.0.end": removed{}}},
		{name: "256 sessions", set: edits{"spec.sessions": items(256, session("long-run"))}},
		{name: "257 sessions", set: edits{"spec.sessions": items(257, session("long-run"))}, refused: "must have at most 256 items"},
		{name: "33 windows", set: edits{"spec.windows": items(33, object{"name": "a-7f3k-1", "start": "2026-03-10T06:00:00Z", "allow": "Easy"})}, refused: "must have at most 32 items"},
		{name: "name of another", set: edits{"metadata.name": "b-11"}, refused: "metadata.name must be the name of the Athlete", repeats: true},
		{name: "decision missing", set: edits{"spec.decision": removed{}}, refused: "spec.decision"},
		{name: "decision negative", set: edits{"spec.decision": -1}, refused: "should be greater than or equal to 0", repeats: true},
		{name: "ends before it starts", set: edits{"spec.toDay": "2026-03-09"}, refused: "must not be before fromDay"},
		{name: "31 February", set: edits{"spec.sessions.0.plannedDay": "2026-02-31"}, refused: noSuchDay},
		{name: "trigger in a window", set: edits{"spec.windows.0.trigger": "Illness"}, refused: `unknown field \"spec.windows[0].trigger\"`, repeats: true},
		{name: "trigger in a session", set: edits{"spec.sessions.0.trigger": "Illness"}, refused: `unknown field \"spec.sessions[0].trigger\"`, repeats: true},
		{name: "no such disposition", set: edits{"spec.sessions.0.disposition": "Cancelled"}, refused: "Unsupported value", repeats: true},
		{name: "nothing differs", set: edits{"spec.sessions.1.effective": object{}}, refused: "spec.sessions[1].effective"},
		{name: "status", set: edits{"status": object{}}, refused: `unknown field \"status\"`},
	},
}

func session(name string) object {
	return object{
		"block": "spring-base", "name": name, "plannedDay": "2026-03-15", "start": "2026-03-15T08:00:00Z",
		"kind": "Run", "intensity": "Easy", "durationMinutes": 120, "disposition": "AsPlanned",
	}
}
