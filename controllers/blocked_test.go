package controllers

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"sigs.k8s.io/controller-runtime/pkg/reconcile"

	"fallow.dev/fallow/api/v1alpha1"
	"fallow.dev/fallow/internal/recovery"
)

// wantCondition checks one condition of the athlete; an empty reason wants it absent.
func (w *world) wantCondition(kind string, status metav1.ConditionStatus, reason string) {
	w.tb.Helper()
	c := meta.FindStatusCondition(w.athlete().Status.Conditions, kind)
	switch {
	case reason == "" && c != nil:
		w.tb.Errorf("%s: %+v, want none", kind, *c)
	case reason != "" && (c == nil || c.Status != status || c.Reason != reason):
		w.tb.Errorf("%s: %+v, want %s with %s", kind, c, status, reason)
	}
}

// wantOnlyStatus checks that nothing but the athlete's status was written.
func (w *world) wantOnlyStatus() {
	w.tb.Helper()
	if diff := cmp.Diff([]string{"APPLY Athlete/status"}, w.calls.told()); diff != "" {
		w.tb.Errorf("writes (-want +got):\n%s", diff)
	}
}

func overlay(change func(*v1alpha1.RecoveryPolicy)) *v1alpha1.RecoveryPolicy {
	p := newPolicy()
	change(p)
	return p
}

func TestPolicyThatCannotBeResolved(t *testing.T) {
	based := func(name string) func(*v1alpha1.RecoveryPolicy) {
		return func(p *v1alpha1.RecoveryPolicy) { p.Spec.BasePolicyRef.Name = name }
	}
	tests := map[string]struct {
		policies []*v1alpha1.RecoveryPolicy
		stalled  bool
		reason   string
		says     string
	}{
		"missing":      {nil, false, v1alpha1.ReasonPolicyNotFound, "create it"},
		"base missing": {[]*v1alpha1.RecoveryPolicy{overlay(based("club"))}, false, v1alpha1.ReasonBasePolicyNotFound, "create it"},
		"base of a base": {[]*v1alpha1.RecoveryPolicy{
			overlay(based("club")), overlay(func(p *v1alpha1.RecoveryPolicy) { p.Name, p.Spec.BasePolicyRef.Name = "club", "region" }),
		}, true, v1alpha1.ReasonInvalidSpec, "spec.basePolicyRef"},
		"model of another version": {[]*v1alpha1.RecoveryPolicy{
			overlay(func(p *v1alpha1.RecoveryPolicy) { p.Spec.Model = "Kiviniemi2007" }),
		}, true, v1alpha1.ReasonInvalidSpec, "spec.model"},
		"parameter out of its range": {[]*v1alpha1.RecoveryPolicy{
			overlay(func(p *v1alpha1.RecoveryPolicy) { p.Spec.Parameters.Baseline.ReferenceDays = 9999 }),
		}, true, v1alpha1.ReasonInvalidSpec, "parameters.baseline.referenceDays"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, newAthlete(), newBlock(), infection().reports[40])
			for _, p := range test.policies {
				w.create(p)
			}
			result, err := w.at(morning(40)).try()
			kind, other := v1alpha1.ConditionReconciling, v1alpha1.ConditionStalled
			if test.stalled {
				kind, other = other, kind
				if !errors.Is(err, reconcile.TerminalError(nil)) {
					t.Errorf("error %v: wants one that is not tried again", err)
				}
			} else if err != nil || result.RequeueAfter == 0 {
				t.Errorf("result %+v, error %v: wants another look", result, err)
			}
			w.wantCondition(v1alpha1.ConditionReady, metav1.ConditionFalse, test.reason)
			w.wantCondition(kind, metav1.ConditionTrue, test.reason)
			w.wantCondition(other, "", "")
			if c := meta.FindStatusCondition(w.athlete().Status.Conditions, kind); c == nil || !strings.Contains(c.Message, test.says) {
				t.Errorf("%+v does not say %q", c, test.says)
			}
			w.wantOnlyStatus()
			if got, want := w.athlete().Status.ObservedGeneration == 1, test.stalled; got != want {
				t.Errorf("observedGeneration %d, stalled %t", w.athlete().Status.ObservedGeneration, test.stalled)
			}

			for _, p := range test.policies {
				w.delete(&v1alpha1.RecoveryPolicy{}, p.Name)
			}
			w.create(newPolicy())
			w.settle()
			w.wantCondition(v1alpha1.ConditionReady, metav1.ConditionTrue, v1alpha1.ReasonDecided)
			w.wantCondition(kind, "", "")
			if n := len(w.windows()); n != 1 {
				t.Errorf("%d windows once the policy resolves, want 1", n)
			}
		})
	}
}

// An open episode goes on under the last policy that resolved.
func TestEpisodeOutlivesItsPolicy(t *testing.T) {
	w := moment{camp, recovery.WindowExtended, 0}.begin(t)
	end := w.windows()[0].Spec.End
	w.delete(&v1alpha1.RecoveryPolicy{}, "default")
	w.settle()
	if got := w.windows()[0].Spec.End; !end.Before(got) {
		t.Errorf("the window ends %v, before the day %v: it was not extended", got, end)
	}
	w.wantCondition(v1alpha1.ConditionReconciling, metav1.ConditionTrue, v1alpha1.ReasonPolicyNotFound)
	w.wantCondition(v1alpha1.ConditionResting, metav1.ConditionTrue, v1alpha1.ReasonInWindow)

	w.create(newPolicy())
	w.settle()
	w.wantCondition(v1alpha1.ConditionReady, metav1.ConditionTrue, v1alpha1.ReasonDecided)
}

// A manager that has never seen the policy leaves the rest that stands as it is.
func TestRestStandsWhereNoPolicyIsKnown(t *testing.T) {
	w := moment{camp, recovery.WindowExtended, 0}.begin(t)
	before, plan := w.windows(), read(w, athleteName, &v1alpha1.EffectivePlan{}).Spec
	w.delete(&v1alpha1.RecoveryPolicy{}, "default")
	w.restart()
	w.settle()
	w.wantOnlyStatus()
	if diff := cmp.Diff(before, w.windows()); diff != "" {
		t.Errorf("windows (-before +after):\n%s", diff)
	}
	if diff := cmp.Diff(plan, read(w, athleteName, &v1alpha1.EffectivePlan{}).Spec); diff != "" {
		t.Errorf("plan (-before +after):\n%s", diff)
	}
}

func TestUnknownZoneStalls(t *testing.T) {
	for _, zone := range []v1alpha1.TimeZone{"Europe/Atlantis", "Local", ""} {
		t.Run(string(zone), func(t *testing.T) {
			w := moment{camp, recovery.WindowInserted, 1}.begin(t)
			edit(w, athleteName, &v1alpha1.Athlete{}, func(a *v1alpha1.Athlete) { a.Spec.TimeZone = zone })
			before := w.windows()
			if _, err := w.try(); !errors.Is(err, reconcile.TerminalError(nil)) {
				t.Errorf("error %v: wants one that is not tried again", err)
			}
			w.wantCondition(v1alpha1.ConditionStalled, metav1.ConditionTrue, v1alpha1.ReasonInvalidTimeZone)
			w.wantOnlyStatus()
			if diff := cmp.Diff(before, w.windows()); diff != "" {
				t.Errorf("windows (-before +after):\n%s", diff)
			}
			if got := w.athlete(); got.Status.ObservedGeneration != got.Generation || len(w.reports()) != 1 {
				t.Errorf("observedGeneration %d of %d, %d reports wait", got.Status.ObservedGeneration, got.Generation, len(w.reports()))
			}
		})
	}
}

// A ledger in an encoding of tomorrow is not written, and neither is anything
// that would follow from it.
func TestNewerEncodingStalls(t *testing.T) {
	w := moment{camp, recovery.WindowInserted, 1}.begin(t)
	edit(w, athleteName, &v1alpha1.RecoveryLedger{}, func(l *v1alpha1.RecoveryLedger) { l.Spec.Encoding = recovery.Encoding + 1 })
	for range 2 {
		_, _ = w.try() // terminal
	}
	w.wantCondition(v1alpha1.ConditionStalled, metav1.ConditionTrue, v1alpha1.ReasonNewerWriter)
	w.wantOnlyStatus()
}

func TestForeignObjectsAreLeftAlone(t *testing.T) {
	owner := func(o metav1.Object) { o.GetOwnerReferences()[0].UID = "uid-of-a-predecessor" }
	tests := map[string]struct {
		disown func(*world)
		remove func(*world)
	}{
		"ledger": {
			func(w *world) {
				edit(w, athleteName, &v1alpha1.RecoveryLedger{}, func(o *v1alpha1.RecoveryLedger) { owner(o) })
			},
			func(w *world) { w.delete(&v1alpha1.RecoveryLedger{}, athleteName) },
		},
		"plan": {
			func(w *world) {
				edit(w, athleteName, &v1alpha1.EffectivePlan{}, func(o *v1alpha1.EffectivePlan) { owner(o) })
			},
			func(w *world) { w.delete(&v1alpha1.EffectivePlan{}, athleteName) },
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			w := quiet().on(t, quietDay)
			test.disown(w)
			result, err := w.try()
			if err != nil || result.RequeueAfter == 0 {
				t.Errorf("result %+v, error %v: nothing that is watched tells of a ledger's end, so that it has to look again", result, err)
			}
			w.wantCondition(v1alpha1.ConditionStalled, metav1.ConditionTrue, v1alpha1.ReasonForeignOwner)
			w.wantOnlyStatus()
			test.remove(w)
			w.settle()
			w.wantCondition(v1alpha1.ConditionReady, metav1.ConditionTrue, v1alpha1.ReasonDecided)
			if len(w.reports()) != 0 {
				t.Error("the report was not folded after the foreign object had gone")
			}
		})
	}
}

// What was restored from a backup without its owner is owned again, because
// deleting the athlete has to erase it.
func TestRestoredObjectsAreOwnedAgain(t *testing.T) {
	w := quiet().on(t, quietDay)
	w.settle()
	edit(w, athleteName, &v1alpha1.RecoveryLedger{}, func(o *v1alpha1.RecoveryLedger) { o.OwnerReferences = nil })
	edit(w, athleteName, &v1alpha1.EffectivePlan{}, func(o *v1alpha1.EffectivePlan) { o.OwnerReferences = nil })
	w.settle()
	if o := read(w, athleteName, &v1alpha1.RecoveryLedger{}); !metav1.IsControlledBy(o, w.athlete()) {
		t.Error("the ledger has no owner")
	}
	if o := read(w, athleteName, &v1alpha1.EffectivePlan{}); !metav1.IsControlledBy(o, w.athlete()) {
		t.Error("the plan has no owner")
	}
	w.wantIdle()
}

// A window of the name that the next one needs is never adopted; the athlete
// rests by ledger and plan all the same.
func TestTakenNameIsNotAdopted(t *testing.T) {
	tests := map[string]*v1alpha1.RestWindow{
		"by a person": declared(windowName(1)),
		"for another athlete": func() *v1alpha1.RestWindow {
			w := declared(windowName(1))
			w.Spec.AthleteRef.Name, w.Spec.AthleteSelector = "a-2m9d", nil
			return w
		}(),
		"by the engine of a predecessor": func() *v1alpha1.RestWindow {
			w := declared(windowName(1))
			w.Spec.AthleteRef.Name, w.Spec.AthleteSelector, w.Spec.Episode = athleteName, nil, 1
			w.OwnerReferences = childMeta(newAthlete(), "").OwnerReferences
			w.OwnerReferences[0].UID = "uid-of-a-predecessor"
			return w
		}(),
	}
	for name, theirs := range tests {
		t.Run(name, func(t *testing.T) {
			w := moment{camp, recovery.WindowInserted, 0}.begin(t)
			w.create(theirs)
			_, _ = w.try() // stalled, however it says so
			w.wantCondition(v1alpha1.ConditionStalled, metav1.ConditionTrue, v1alpha1.ReasonNameTaken)
			if got := read(w, windowName(1), &v1alpha1.RestWindow{}); cmp.Diff(theirs.Spec, got.Spec) != "" || len(got.OwnerReferences) != len(theirs.OwnerReferences) {
				t.Errorf("their window was changed: %s", cmp.Diff(theirs.Spec, got.Spec))
			}
			if l := w.ledger(); !l.Standing.Episode.Open() {
				t.Error("the ledger does not hold the episode")
			}
			if _, found := w.first(v1alpha1.DispositionProvisional); !found {
				t.Error("the plan does not know of the rest")
			}
			w.delete(&v1alpha1.RestWindow{}, windowName(1))
			w.settle()
			w.wantCondition(v1alpha1.ConditionReady, metav1.ConditionTrue, v1alpha1.ReasonDecided)
			if got := read(w, windowName(1), &v1alpha1.RestWindow{}); !metav1.IsControlledBy(got, w.athlete()) {
				t.Error("the window was not written after the name had become free")
			}
		})
	}
}

// A clock that jumps is not believed at once: a wrong year would push every day
// out of the ledger.
func TestClockJumpFoldsNothing(t *testing.T) {
	for name, jump := range map[string]time.Duration{"ahead": 40 * time.Hour, "a year ahead": 365 * 24 * time.Hour, "back": -40 * time.Hour} {
		t.Run(name, func(t *testing.T) {
			w := quiet().on(t, quietDay)
			w.settle()
			w.create(quiet().reports[quietDay+1])
			before := w.ledger()
			w.calls.reset()
			jumped := w.clock.Now().Add(jump)
			result := w.at(jumped).pass()
			if result.RequeueAfter < confirmClock {
				t.Errorf("looks again after %v", result.RequeueAfter)
			}
			w.wantCondition(v1alpha1.ConditionReconciling, metav1.ConditionTrue, v1alpha1.ReasonClockJump)
			w.wantOnlyStatus()
			w.at(jumped.Add(confirmClock - time.Second)).pass()
			if diff := cmp.Diff(before, w.ledger()); diff != "" {
				t.Fatalf("the ledger was changed under a doubtful clock:\n%s", diff)
			}
			w.at(jumped.Add(confirmClock)).settle()
			w.wantCondition(v1alpha1.ConditionReady, metav1.ConditionTrue, v1alpha1.ReasonDecided)
			w.wantCondition(v1alpha1.ConditionReconciling, "", "")
		})
	}
	t.Run("back to where it was", func(t *testing.T) {
		w := quiet().on(t, quietDay)
		w.settle()
		right := w.clock.Now()
		w.at(right.Add(1000 * time.Hour)).pass()
		w.at(right.Add(time.Minute)).pass()
		w.wantCondition(v1alpha1.ConditionReconciling, metav1.ConditionTrue, v1alpha1.ReasonClockJump)
		w.at(right.Add(3 * time.Minute)).settle()
		w.wantCondition(v1alpha1.ConditionReady, metav1.ConditionTrue, v1alpha1.ReasonDecided)
	})
}

// Two passes a day apart are no jump, and neither is the first pass of all.
func TestClockGuard(t *testing.T) {
	at := morning(0)
	steps := []struct {
		step     time.Duration
		doubtful bool
	}{
		{0, false},
		{24 * time.Hour, false},
		{36 * time.Hour, false},
		{36*time.Hour + time.Second, true},
		{59 * time.Second, true},
		{time.Second, false},     // ahead, believed after a minute
		{-36 * time.Hour, false}, // a correction that is no jump
		{-37 * time.Hour, true},
		{time.Hour, false}, // back
		{40 * time.Hour, true},
		{-time.Hour, true},
		{59 * time.Second, true},
		{time.Second, false}, // back while in doubt: a minute from there
	}
	var g clockGuard
	for i, s := range steps {
		if at = at.Add(s.step); g.doubtful(at) != s.doubtful {
			t.Errorf("step %d of %v: doubtful %t", i, s.step, !s.doubtful)
		}
	}
}
