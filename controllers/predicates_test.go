package controllers

import (
	"testing"

	"sigs.k8s.io/controller-runtime/pkg/event"
	"sigs.k8s.io/controller-runtime/pkg/predicate"

	"fallow.dev/fallow/api/v1alpha1"
)

// written is a window of the engine at a generation and a decision.
func written(generation, decision int64) *v1alpha1.RestWindow {
	w := declared(windowName(1))
	w.Generation, w.Spec.Episode, w.Spec.Decision = generation, 1, new(decision)
	return w
}

// TestWhatIsHeard: the shell is woken by others, never by its own writes.
func TestWhatIsHeard(t *testing.T) {
	update := func(p predicate.Predicate, before, after *v1alpha1.RestWindow) bool {
		return p.Update(event.UpdateEvent{ObjectOld: before, ObjectNew: after})
	}
	report := quiet().reports[0]
	tests := map[string]struct{ got, want bool }{
		"a report arrives":                       {arrival.Create(event.CreateEvent{Object: report}), true},
		"its status is written":                  {arrival.Update(event.UpdateEvent{ObjectOld: report, ObjectNew: report}), false},
		"it is deleted once folded":              {arrival.Delete(event.DeleteEvent{Object: report}), false},
		"a person declares a window":             {peoplesChange.Create(event.CreateEvent{Object: declared("exam-week")}), true},
		"the engine creates one":                 {peoplesChange.Create(event.CreateEvent{Object: written(1, 7)}), false},
		"the engine extends it":                  {update(peoplesChange, written(1, 7), written(2, 8)), false},
		"a person edits it":                      {update(peoplesChange, written(2, 8), written(3, 8)), true},
		"its status is written, with the spec":   {update(peoplesChange, written(2, 8), written(2, 8)), false},
		"somebody deletes it":                    {peoplesChange.Delete(event.DeleteEvent{Object: written(1, 7)}), true},
		"the plan is written":                    {loss.Update(event.UpdateEvent{}), false},
		"the plan is lost":                       {loss.Delete(event.DeleteEvent{}), true},
		"an athlete comes":                       {comingAndGoing.Create(event.CreateEvent{}), true},
		"an athlete goes":                        {comingAndGoing.Delete(event.DeleteEvent{}), true},
		"an athlete's status":                    {comingAndGoing.Update(event.UpdateEvent{}), false},
		"a generic event, which nobody sends us": {arrival.Generic(event.GenericEvent{}) || loss.Generic(event.GenericEvent{}), false},
	}
	for name, test := range tests {
		if test.got != test.want {
			t.Errorf("%s: heard %t, want %t", name, test.got, test.want)
		}
	}
}

// An athlete who is created anew under the name of an erased one is not erased.
func TestErasureIsForgottenWithANewAthlete(t *testing.T) {
	w := newWorld(t, newAthlete(), newPolicy())
	w.delete(&v1alpha1.Athlete{}, athleteName)
	again := newAthlete()
	again.UID = "uid-again"
	w.shell.deletion().Create(event.CreateEvent{Object: again})
	w.create(quiet().reports[0]) // before the athlete is in the cache
	w.settle()
	if n := len(w.reports()); n != 1 {
		t.Errorf("%d reports: the new athlete's was deleted as the old one's", n)
	}
}
