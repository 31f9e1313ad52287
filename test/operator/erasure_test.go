package operator_test

import (
	"fmt"
	"testing"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"sigs.k8s.io/controller-runtime/pkg/client"

	"fallow.dev/fallow/api/v1alpha1"
)

// TestErasure deletes an athlete with a window, a plan, a ledger, and reports that
// were refused or wait: nothing about the person is left. Another athlete of the
// same name begins anew.
func TestErasure(t *testing.T) {
	t.Parallel()
	s, _, m := tiredSquad(t, v1alpha1.Enforce)
	early := newReport("a", tiredDay+5, "diary")
	early.Spec.RestDay = new(true)
	s.create(&early)
	s.create(newAthlete("b"), ill("b", tiredDay))
	m.settle("a", "b")
	s.wantCondition(s.report(early.Name).Status.Conditions, v1alpha1.ConditionAccepted, metav1.ConditionFalse, v1alpha1.ReasonInFuture)

	s.delete(&v1alpha1.Athlete{}, "a")
	s.eventually(func() error {
		var left []string
		for _, o := range []client.Object{&v1alpha1.RecoveryLedger{}, &v1alpha1.EffectivePlan{}} {
			if !s.gone(o, "a") {
				left = append(left, fmt.Sprintf("%T", o))
			}
		}
		for _, w := range s.windows("a") {
			left = append(left, w.Name)
		}
		if !s.gone(&v1alpha1.MarkerReport{}, early.Name) {
			left = append(left, early.Name)
		}
		if left != nil {
			return fmt.Errorf("%v is left", left)
		}
		return nil
	})
	m.settle("b")
	if len(s.windows("b")) != 1 {
		t.Error("an erasure touched another athlete")
	}

	s.create(newAthlete("a"))
	m.settle("a")
	l, ok := s.ledger("a")
	if ok && (l.Days > 0 || l.Standing.LastEpisode > 0) {
		t.Errorf("a new athlete of an erased one's name has a history: %d days, %d episodes", l.Days, l.Standing.LastEpisode)
	}
	s.create(ill("a", tiredDay))
	m.settle("a")
	if w := s.window("a-1"); !metav1.IsControlledBy(w, s.athlete("a")) {
		t.Errorf("the new athlete's window is owned by %v", w.OwnerReferences)
	}
}

// TestErasureWhileDown deletes an athlete while no manager runs: the next one
// deletes the reports that were judged before. One that names an athlete who has
// not been seen yet waits, whatever was written before it.
func TestErasureWhileDown(t *testing.T) {
	t.Parallel()
	s, _, m := tiredSquad(t, v1alpha1.Enforce)
	refused := newReport("a", tiredDay+5, "diary")
	refused.Spec.RestDay = new(true)
	s.create(&refused)
	m.settle("a")
	m.stop()
	s.delete(&v1alpha1.Athlete{}, "a")
	waiting := ill("b", tiredDay)
	s.create(waiting)
	heir := s.manage()
	s.eventually(func() error {
		if !s.gone(&v1alpha1.MarkerReport{}, refused.Name) {
			return fmt.Errorf("%s is left", refused.Name)
		}
		if r := s.report(waiting.Name); len(r.Status.Conditions) == 0 {
			return fmt.Errorf("nothing is said of %s", r.Name)
		}
		return nil
	})
	s.wantCondition(s.report(waiting.Name).Status.Conditions, v1alpha1.ConditionAccepted, metav1.ConditionUnknown, v1alpha1.ReasonAthleteNotFound)
	s.create(newAthlete("b"))
	heir.settle("b")
	if !s.gone(&v1alpha1.MarkerReport{}, waiting.Name) || len(s.windows("b")) != 1 {
		t.Error("the report that waited for its athlete was not folded")
	}
}

func (s *squad) report(name string) *v1alpha1.MarkerReport {
	s.t.Helper()
	r := &v1alpha1.MarkerReport{}
	s.get(r, name)
	return r
}

// TestErasureBeforeGarbageCollection recreates an athlete while the ledger of the
// erased one still stands, held by a finalizer: it is neither read nor written,
// and the new athlete is decided on once it is gone.
func TestErasureBeforeGarbageCollection(t *testing.T) {
	t.Parallel()
	s, _, m := tiredSquad(t, v1alpha1.Enforce)
	s.edit(&v1alpha1.RecoveryLedger{}, "a", `{"metadata":{"finalizers":["test.fallow.dev/hold"]}}`)
	ledger := &v1alpha1.RecoveryLedger{}
	s.get(ledger, "a")
	s.delete(&v1alpha1.Athlete{}, "a")
	s.eventually(func() error {
		if windows := s.windows("a"); len(windows) > 0 {
			return fmt.Errorf("%d windows of the erased athlete are left", len(windows))
		}
		return nil
	})
	s.create(newAthlete("a"), ill("a", tiredDay))
	s.eventually(func() error {
		if c := meta.FindStatusCondition(s.athlete("a").Status.Conditions, v1alpha1.ConditionStalled); c == nil || c.Reason != v1alpha1.ReasonForeignOwner {
			return fmt.Errorf("Stalled is %+v", c)
		}
		return nil
	})
	still := &v1alpha1.RecoveryLedger{}
	s.get(still, "a")
	wantEqual(t, ledger.Spec, still.Spec)
	if s.gone(&v1alpha1.MarkerReport{}, ill("a", tiredDay).Name) {
		t.Error("a report was folded into the ledger of another person")
	}
	s.edit(&v1alpha1.RecoveryLedger{}, "a", `{"metadata":{"finalizers":null}}`)
	s.eventually(func() error {
		m.tick("a")
		if a := s.athlete("a"); !meta.IsStatusConditionTrue(a.Status.Conditions, v1alpha1.ConditionReady) {
			return fmt.Errorf("the new athlete is not decided on: %+v", a.Status.Conditions)
		}
		return nil
	})
	m.settle("a")
	if l, _ := s.ledger("a"); l.Days != 1 || l.Standing.LastEpisode != 1 {
		t.Errorf("the new athlete inherits: %d days, %d episodes", l.Days, l.Standing.LastEpisode)
	}
}

// TestNamespaceDeletion deletes a namespace in the middle of the work: it goes
// away, and nothing is written into it again.
func TestNamespaceDeletion(t *testing.T) {
	t.Parallel()
	s := newSquad(t, tiredDay.At(12*60, berlin()))
	s.create(newPolicy("default", v1alpha1.Enforce), newBlock("base", tiredDay))
	var names []string
	for i := range 20 {
		names = append(names, fmt.Sprintf("a%d", i))
		s.create(newAthlete(names[i]), ill(names[i], tiredDay))
	}
	m := s.manage()
	m.tick(names...)
	ns := &corev1.Namespace{ObjectMeta: metav1.ObjectMeta{Name: s.ns}}
	must(t, s.c.Delete(t.Context(), ns))
	s.eventually(func() error {
		m.tick(names...)
		err := s.c.Get(t.Context(), client.ObjectKey{Name: s.ns}, ns)
		if client.IgnoreNotFound(err) != nil {
			return err
		}
		if err == nil {
			return fmt.Errorf("the namespace is still %s: %+v", ns.Status.Phase, ns.Status.Conditions)
		}
		return nil
	})
	m.stop()
}
