package operator_test

import (
	"testing"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"fallow.dev/fallow/api/v1alpha1"
	"fallow.dev/fallow/internal/recovery"
	"fallow.dev/fallow/internal/translate"
)

// TestInsertExtendRelease lives the days from a window's insertion to its release
// through the API: what a coach sees of a tired athlete.
func TestInsertExtendRelease(t *testing.T) {
	t.Parallel()
	life := tiring(t, tiredDay, berlin())
	s := newSquad(t, life.morning(life.tired))
	s.create(newPolicy("default", v1alpha1.Enforce), newBlock("base", tiredDay))
	s.seed("a", &life.before)
	s.create(newAthlete("a"))
	m := s.manage()
	released := false
	for i := life.tired; i < len(life.days) && !released; i++ {
		s.clock.SetTime(life.morning(i))
		s.send(life.reports("a", i)...)
		m.settle("a")
		w := s.window("a-1")
		released = w.Spec.ReleasedAt != nil
		if !released {
			s.wantDisposition("a", "hard", life.day(i), v1alpha1.DispositionDisplaced)
		}
	}
	if !released {
		t.Fatal("the window is never released")
	}
	w := s.window("a-1")
	if e := w.Status.Extensions; e == nil || *e == 0 {
		t.Error("the window was never extended, though the athlete stayed tired")
	}
	today := translate.Day(s.athlete("a").Status.Recovery.EvaluatedDay)
	s.clock.SetTime(w.Spec.ReleasedAt.Time)
	m.settle("a")
	s.wantCondition(s.window("a-1").Status.Conditions, v1alpha1.ConditionActive, metav1.ConditionFalse, v1alpha1.ReasonReleased)
	s.wantDisposition("a", "hard", today, v1alpha1.DispositionAsPlanned)
	s.wantDisposition("a", "hard", today+1, v1alpha1.DispositionAsPlanned)
	a := s.athlete("a")
	if a.Status.Recovery.State != v1alpha1.StateRestored || a.Status.CurrentWindow.Name != "" {
		t.Errorf("after the release the athlete is %s, in window %q", a.Status.Recovery.State, a.Status.CurrentWindow.Name)
	}
}

// wantDisposition checks what became of a kind of session on a day.
func (s *squad) wantDisposition(athlete, kind string, day recovery.Day, want v1alpha1.Disposition) {
	s.t.Helper()
	plan := &v1alpha1.EffectivePlan{}
	s.get(plan, athlete)
	name := sessionName(kind, day)
	for _, session := range plan.Spec.Sessions {
		if session.PlannedDay == translate.DayString(day) && session.Name == name {
			if session.Disposition != want {
				s.t.Errorf("%s of %v is %s, want %s; windows %+v", name, day, session.Disposition, want, plan.Spec.Windows)
			}
			return
		}
	}
	s.t.Errorf("the plan of %s lists no %s on %v", athlete, name, day)
}
