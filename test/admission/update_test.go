package admission_test

import (
	"context"
	"testing"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"sigs.k8s.io/controller-runtime/pkg/client"
)

// change is an update of a stored object.
type change struct {
	name string
	from edits
	trial
}

const notBack = "must not go back: the ledger has decided since"

// TestUpdates tries the rules that compare with the stored object.
func TestUpdates(t *testing.T) {
	plan := func(t *testing.T) *unstructured.Unstructured { t.Helper(); return parse(t, planManifest) }
	tests := []struct {
		kind    string
		valid   func(*testing.T) *unstructured.Unstructured
		changes []change
	}{
		{"MarkerReport", sample("markerreport"), []change{
			{name: "labels", trial: trial{set: edits{"metadata.labels": object{"x": "y"}}}},
			{name: "another value", trial: trial{set: edits{"spec.observations.0.value": "63.7"}, refused: "is immutable: create another MarkerReport with a higher revision"}},
			{name: "a value less", trial: trial{set: edits{"spec.sleep": removed{}}, refused: "is immutable"}},
			{name: "another athlete", trial: trial{set: edits{"spec.athleteRef.name": "b-2222"}, refused: "is immutable"}},
		}},
		{"RestWindow of a person", sample("restwindow"), []change{
			{name: "a later end", trial: trial{set: edits{"spec.end": "2026-03-22T06:00:00Z"}}},
			{name: "another selector", trial: trial{set: edits{"spec.athleteSelector.matchLabels.squad": "sprint"}, refused: "spec.athleteSelector: Invalid value: is immutable"}},
			{name: "an athlete instead", trial: trial{set: edits{"spec.athleteSelector": removed{}, "spec.athleteRef": object{"name": "a-7f3k"}}, refused: "spec.athleteRef: Invalid value: is immutable"}},
			{name: "a decision", trial: trial{set: edits{"spec.decision": 3}}},
		}},
		{"RestWindow of the engine", sample("restwindow"), []change{
			{name: "the next decision", from: engines(nil), trial: trial{set: edits{"spec.decision": 8}}},
			{name: "the same decision", from: engines(nil), trial: trial{set: edits{"spec.end": "2026-03-22T06:00:00Z"}}},
			{name: "an older decision", from: engines(nil), trial: trial{set: edits{"spec.decision": 6}, refused: notBack, repeats: true}},
			{name: "no decision", from: engines(nil), trial: trial{set: edits{"spec.decision": removed{}}, refused: notBack}},
			{name: "another athlete", from: engines(nil), trial: trial{set: edits{"spec.athleteRef.name": "b-2222"}, refused: "spec.athleteRef: Invalid value: is immutable"}},
			{name: "a selector instead", from: engines(nil), trial: trial{set: edits{"spec.athleteRef": removed{}, "spec.trigger": "Declared", "spec.athleteSelector": object{}}, refused: "is immutable", repeats: true}},
			{name: "the end of an illness", from: engines(edits{"spec.trigger": "Illness", "spec.end": removed{}}), trial: trial{set: edits{"spec.end": "2026-03-22T06:00:00Z"}}},
		}},
		{"RecoveryLedger", ledger, []change{
			{name: "the next sequence", trial: trial{set: edits{"spec.sequence": 8, "spec.encoding": 3}}},
			{name: "an older sequence", trial: trial{set: edits{"spec.sequence": 6}, refused: "another writer has decided since", repeats: true}},
			{name: "an older encoding", trial: trial{set: edits{"spec.encoding": 1}, refused: "a newer manager has written this ledger", repeats: true}},
		}},
		{"EffectivePlan", plan, []change{
			{name: "the next decision", trial: trial{set: edits{"spec.decision": 8}}},
			{name: "the same decision", trial: trial{set: edits{"spec.validUntil": "2026-03-12T06:00:00Z"}}},
			{name: "an older decision", trial: trial{set: edits{"spec.decision": 6}, refused: notBack, repeats: true}},
		}},
	}
	for _, test := range tests {
		t.Run(test.kind, func(t *testing.T) {
			for _, change := range test.changes {
				t.Run(change.name, func(t *testing.T) {
					stored := create(t, edited(t, test.valid(t), change.from))
					changed := edited(t, stored, change.set)
					judge(t, change.trial, server(t).Client.Update(t.Context(), changed))
				})
			}
		})
	}
}

// create stores an object for as long as the test runs.
func create(t *testing.T, u *unstructured.Unstructured) *unstructured.Unstructured {
	t.Helper()
	stored := u.DeepCopy()
	c := client.WithFieldValidation(server(t).Client, metav1.FieldValidationStrict)
	if err := c.Create(t.Context(), stored); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := c.Delete(context.WithoutCancel(t.Context()), stored); client.IgnoreNotFound(err) != nil {
			t.Error(err)
		}
	})
	return stored
}
