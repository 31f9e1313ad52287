package controllers

import (
	"regexp"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	ctrl "sigs.k8s.io/controller-runtime"
	"sigs.k8s.io/controller-runtime/pkg/client"
	"sigs.k8s.io/controller-runtime/pkg/reconcile"

	"fallow.dev/fallow/api/v1alpha1"
	"fallow.dev/fallow/internal/recovery"
)

// reconcile runs one of the small controllers twice and checks that the second
// time writes nothing.
func (w *world) reconcile(r reconcile.Reconciler, name string) ctrl.Result {
	w.tb.Helper()
	var result ctrl.Result
	for again := range 2 {
		w.calls.reset()
		var err error
		if result, err = r.Reconcile(w.tb.Context(), request(squad, name)); err != nil {
			w.tb.Fatal(err)
		}
		if again == 1 && len(w.calls.writes) > 0 {
			w.tb.Errorf("a second time wrote %v", w.calls.writes)
		}
	}
	return result
}

func (w *world) policyReconciler() *PolicyReconciler {
	return &PolicyReconciler{Client: w.calls.watched(w.api, false), Clock: w.clock}
}

func (w *world) blockReconciler() *BlockReconciler {
	return &BlockReconciler{Client: w.calls.watched(w.api, false), Clock: w.clock}
}

func (w *world) windowReconciler() *WindowReconciler {
	return &WindowReconciler{Client: w.calls.watched(w.api, false), Clock: w.clock}
}

// wantReady checks the three root conditions together.
func wantReady(tb testing.TB, conditions []metav1.Condition, kind, reason string) {
	tb.Helper()
	for _, k := range []string{v1alpha1.ConditionReady, v1alpha1.ConditionReconciling, v1alpha1.ConditionStalled} {
		c := meta.FindStatusCondition(conditions, k)
		switch {
		case k == v1alpha1.ConditionReady:
			if c == nil || c.Reason != reason || (c.Status == metav1.ConditionTrue) != (kind == v1alpha1.ConditionReady) {
				tb.Errorf("Ready: %+v, want %s for %s", c, kind, reason)
			}
		case k == kind:
			if c == nil || c.Status != metav1.ConditionTrue || c.Reason != reason {
				tb.Errorf("%s: %+v, want True with %s", k, c, reason)
			}
		case c != nil:
			tb.Errorf("%s: %+v, want none", k, c)
		}
	}
}

func TestPolicyStatus(t *testing.T) {
	w := newWorld(t, newAthlete(), newPolicy(), overlay(func(p *v1alpha1.RecoveryPolicy) {
		p.Name = "club"
		p.Spec.Parameters.Baseline.ReferenceDays = 42
	}))
	r := w.policyReconciler()
	w.reconcile(r, "default")
	got := read(w, "default", &v1alpha1.RecoveryPolicy{}).Status
	wantReady(t, got.Conditions, v1alpha1.ConditionReady, v1alpha1.ReasonValid)
	if got.Resolved.Enforcement != v1alpha1.Enforce || got.Resolved.Parameters.Baseline.ReferenceDays != 60 || *got.AthletesDecided != 0 {
		t.Errorf("resolved %+v, %d athletes", got.Resolved, *got.AthletesDecided)
	}
	if !regexp.MustCompile(`^[0-9a-f]{64}$`).MatchString(string(got.ResolvedHash)) {
		t.Errorf("hash %q", got.ResolvedHash)
	}

	edit(w, "default", &v1alpha1.RecoveryPolicy{}, func(p *v1alpha1.RecoveryPolicy) { p.Spec.BasePolicyRef.Name = "club" })
	w.settle() // decides on the athlete under the base's values
	w.reconcile(r, "default")
	based := read(w, "default", &v1alpha1.RecoveryPolicy{}).Status
	if based.Resolved.Parameters.Baseline.ReferenceDays != 42 || based.ResolvedHash == got.ResolvedHash || based.ObservedGeneration != 2 {
		t.Errorf("on a base: %d days, generation %d", based.Resolved.Parameters.Baseline.ReferenceDays, based.ObservedGeneration)
	}
	w.create(quiet().reports[0])
	w.settle()
	w.reconcile(r, "default")
	if n := *read(w, "default", &v1alpha1.RecoveryPolicy{}).Status.AthletesDecided; n != 1 {
		t.Errorf("%d athletes decided on this hash, want 1", n)
	}

	edit(w, "club", &v1alpha1.RecoveryPolicy{}, func(p *v1alpha1.RecoveryPolicy) { p.Spec.Parameters.Baseline.ReferenceDays = 9999 })
	w.reconcile(r, "default")
	broken := read(w, "default", &v1alpha1.RecoveryPolicy{}).Status
	wantReady(t, broken.Conditions, v1alpha1.ConditionStalled, v1alpha1.ReasonInvalidSpec)
	if diff := cmp.Diff(based.Resolved, broken.Resolved); diff != "" {
		t.Errorf("what is in force went out of view (-before +after):\n%s", diff)
	}

	w.delete(&v1alpha1.RecoveryPolicy{}, "club")
	w.reconcile(r, "default")
	wantReady(t, read(w, "default", &v1alpha1.RecoveryPolicy{}).Status.Conditions, v1alpha1.ConditionReconciling, v1alpha1.ReasonBasePolicyNotFound)
}

func TestBlockStatus(t *testing.T) {
	other := newAthlete()
	other.Name, other.UID = "a-2m9d", "uid-other"
	tests := map[string]struct {
		change             func(*v1alpha1.TrainingBlockSpec)
		kind, reason       string
		athletes, sessions int32
	}{
		"by selector": {func(*v1alpha1.TrainingBlockSpec) {}, v1alpha1.ConditionReady, v1alpha1.ReasonValid, 2, 60},
		"by name": {func(s *v1alpha1.TrainingBlockSpec) {
			s.AthleteSelector, s.AthleteRef.Name = nil, athleteName
		}, v1alpha1.ConditionReady, v1alpha1.ReasonValid, 1, 60},
		"of nobody yet, by selector": {func(s *v1alpha1.TrainingBlockSpec) {
			s.AthleteSelector.MatchLabels["squad"] = "sprint"
		}, v1alpha1.ConditionReady, v1alpha1.ReasonValid, 0, 60},
		"unknown athlete": {func(s *v1alpha1.TrainingBlockSpec) {
			s.AthleteSelector, s.AthleteRef.Name = nil, "a-0000"
		}, v1alpha1.ConditionReconciling, v1alpha1.ReasonBlockReferenceNotFound, 0, 60},
		"selector that cannot be read": {func(s *v1alpha1.TrainingBlockSpec) {
			s.AthleteSelector = unreadable()
		}, v1alpha1.ConditionStalled, v1alpha1.ReasonInvalidSpec, 0, 60},
		"without repeat": {func(s *v1alpha1.TrainingBlockSpec) { s.Weeks[0].Repeat = 0 }, v1alpha1.ConditionReady, v1alpha1.ReasonValid, 2, 3},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			block := newBlock()
			test.change(&block.Spec)
			w := newWorld(t, newAthlete(), other.DeepCopy(), block)
			w.reconcile(w.blockReconciler(), "base")
			got := read(w, "base", &v1alpha1.TrainingBlock{}).Status
			wantReady(t, got.Conditions, test.kind, test.reason)
			if *got.Athletes != test.athletes || *got.Sessions != test.sessions || got.ObservedGeneration != 1 {
				t.Errorf("%d athletes, %d sessions, generation %d", *got.Athletes, *got.Sessions, got.ObservedGeneration)
			}
		})
	}
}

func unreadable() *metav1.LabelSelector {
	return &metav1.LabelSelector{MatchExpressions: []metav1.LabelSelectorRequirement{{Key: "squad", Operator: "Near", Values: []string{"distance"}}}}
}

func TestDeclaredWindowStatus(t *testing.T) {
	w := newWorld(t, newAthlete(), declared("exam-week"))
	r := w.windowReconciler()
	start, end := morning(55), morning(62)
	steps := []struct {
		at     time.Time
		status metav1.ConditionStatus
		reason string
		next   time.Duration
	}{
		{start.Add(-time.Hour), metav1.ConditionFalse, v1alpha1.ReasonNotStarted, time.Hour},
		{start, metav1.ConditionTrue, v1alpha1.ReasonInForce, end.Sub(start)},
		{end.Add(-time.Second), metav1.ConditionTrue, v1alpha1.ReasonInForce, time.Second},
		{end, metav1.ConditionFalse, v1alpha1.ReasonLapsed, 0},
	}
	for _, s := range steps {
		w.at(s.at)
		if got := w.reconcile(r, "exam-week").RequeueAfter; got != s.next {
			t.Errorf("at %v: looks again after %v, want %v", s.at, got, s.next)
		}
		status := read(w, "exam-week", &v1alpha1.RestWindow{}).Status
		wantReady(t, status.Conditions, v1alpha1.ConditionReady, v1alpha1.ReasonValid)
		if c := meta.FindStatusCondition(status.Conditions, v1alpha1.ConditionActive); c.Status != s.status || c.Reason != s.reason {
			t.Errorf("at %v: Active %+v, want %s with %s", s.at, c, s.status, s.reason)
		}
	}
}

func TestWindowOfNobody(t *testing.T) {
	named, selecting := declared("named"), declared("selecting")
	named.Spec.AthleteSelector, named.Spec.AthleteRef.Name = nil, "a-0000"
	selecting.Spec.AthleteSelector = unreadable()
	w := newWorld(t, newAthlete(), named, selecting)
	w.reconcile(w.windowReconciler(), "named")
	w.reconcile(w.windowReconciler(), "selecting")
	wantReady(t, read(w, "named", &v1alpha1.RestWindow{}).Status.Conditions, v1alpha1.ConditionReconciling, v1alpha1.ReasonAthleteNotFound)
	wantReady(t, read(w, "selecting", &v1alpha1.RestWindow{}).Status.Conditions, v1alpha1.ConditionStalled, v1alpha1.ReasonInvalidSpec)
}

// Each status has one writer.
func TestEngineWindowHasOneStatusWriter(t *testing.T) {
	w := moment{camp, recovery.WindowInserted, 0}.begin(t)
	w.settle()
	w.calls.reset()
	w.reconcile(w.windowReconciler(), windowName(1))
	if len(w.calls.writes) > 0 {
		t.Errorf("the windows' controller wrote %v", w.calls.writes)
	}
}

func TestSmallControllersUnderFaults(t *testing.T) {
	w := newWorld(t, newAthlete(), newPolicy(), newBlock(), declared("exam-week"))
	all := map[string]reconcile.Reconciler{"default": w.policyReconciler(), "base": w.blockReconciler(), "exam-week": w.windowReconciler()}
	conflict := apierrors.NewConflict(v1alpha1.SchemeGroupVersion.WithResource("any").GroupResource(), "any", errConnection)
	for name, r := range all {
		w.calls.fault = func(int, call) (before, after error) { return conflict, nil }
		if result, err := r.Reconcile(t.Context(), request(squad, name)); err != nil || result.RequeueAfter == 0 {
			t.Errorf("%s after a conflict: %+v, %v; wants another look and no error", name, result, err)
		}
		w.calls.fault = func(int, call) (before, after error) { return errConnection, nil }
		if _, err := r.Reconcile(t.Context(), request(squad, name)); err == nil {
			t.Errorf("%s swallowed a lost connection", name)
		}
		w.calls.reset()
		if result, err := r.Reconcile(t.Context(), request(squad, "gone")); err != nil || result.RequeueAfter != 0 {
			t.Errorf("%s that is gone: %+v, %v", name, result, err)
		}
	}
}

// TestWhoIsConcerned maps each object to those who have to look again.
func TestWhoIsConcerned(t *testing.T) {
	sprinter := newAthlete()
	sprinter.Name, sprinter.UID, sprinter.Labels["squad"], sprinter.Spec.PolicyRef.Name = "a-2m9d", "uid-other", "sprint", "overlay"
	named := newBlock()
	named.Name, named.Spec.AthleteSelector, named.Spec.AthleteRef.Name = "named", nil, athleteName
	theirs := declared("theirs")
	theirs.Spec.AthleteSelector, theirs.Spec.AthleteRef.Name = nil, athleteName
	bad := declared("bad")
	bad.Spec.AthleteSelector = unreadable()
	w := newWorld(t, newAthlete(), sprinter, newPolicy(), newBlock(), named, theirs, overlay(func(p *v1alpha1.RecoveryPolicy) {
		p.Name, p.Spec.BasePolicyRef.Name = "overlay", "default"
	}))
	plan := &v1alpha1.EffectivePlan{ObjectMeta: metav1.ObjectMeta{Namespace: squad}, Spec: v1alpha1.EffectivePlanSpec{AthleteRef: v1alpha1.AthleteRef{Name: athleteName}}}
	tests := map[string]struct {
		got  []reconcile.Request
		want []string
	}{
		"a report":                     {w.shell.athletesOf(t.Context(), quiet().reports[0]), []string{athleteName}},
		"a plan":                       {w.shell.athletesOf(t.Context(), plan), []string{athleteName}},
		"a window by name":             {w.shell.athletesOf(t.Context(), theirs), []string{athleteName}},
		"a block by selector":          {w.shell.athletesOf(t.Context(), newBlock()), []string{athleteName}},
		"a selector of everybody":      {w.shell.athletesOf(t.Context(), all(declared("all"))), []string{sprinter.Name, athleteName}},
		"a selector nobody can read":   {w.shell.athletesOf(t.Context(), bad), nil},
		"a policy and its overlays":    {w.shell.athletesUnder(t.Context(), newPolicy()), []string{sprinter.Name, athleteName}},
		"overlays of a base":           {w.policyReconciler().overlaysOf(t.Context(), newPolicy()), []string{"overlay"}},
		"blocks of an athlete":         {w.blockReconciler().blocksOf(t.Context(), newAthlete()), []string{"base", "named"}},
		"blocks that may begin to":     {w.blockReconciler().blocksOf(t.Context(), sprinter), []string{"base"}},
		"people's windows, by athlete": {w.windowReconciler().windowsOf(t.Context(), newAthlete()), []string{"theirs"}},
	}
	for name, test := range tests {
		var got []string
		for _, r := range test.got {
			if r.Namespace != squad {
				t.Errorf("%s leads out of the namespace: %v", name, r)
			}
			got = append(got, r.Name)
		}
		slices.Sort(got)
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func all(w *v1alpha1.RestWindow) client.Object {
	w.Spec.AthleteSelector = &metav1.LabelSelector{}
	return w
}

// TestWait: the next look falls within a minute after the instant, at the same
// second every day, and athletes are spread over that minute.
func TestWait(t *testing.T) {
	seen := map[time.Duration]bool{}
	for i := range 50 {
		a := newAthlete()
		a.Name = string(rune('a'+i%26)) + string(rune('a'+i/26))
		got := wait(a, morning(0), morning(1))
		if jitter := got - 24*time.Hour; jitter < 0 || jitter >= time.Minute {
			t.Errorf("%s waits %v", a.Name, got)
		}
		if again := wait(a, morning(5), morning(6)); again != got {
			t.Errorf("%s waits %v, another day %v", a.Name, got, again)
		}
		if late := wait(a, morning(1), morning(0)); late < time.Second {
			t.Errorf("%s comes back in %v for an instant that has passed", a.Name, late)
		}
		seen[got] = true
	}
	if len(seen) < 45 {
		t.Errorf("50 athletes come at %d different instants", len(seen))
	}
}
