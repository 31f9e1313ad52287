package operator_test

import (
	"fmt"
	"testing"
	"time"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"fallow.dev/fallow/api/v1alpha1"
	"fallow.dev/fallow/internal/recovery"
)

// tiredSquad is a squad with the athlete a on the morning of the tired day, under
// a policy, with a manager that has decided on the day.
func tiredSquad(t *testing.T, mode v1alpha1.Enforcement) (*squad, *season, *manager) {
	t.Helper()
	life := tiring(t, tiredDay, berlin())
	s := newSquad(t, life.morning(life.tired))
	s.create(newPolicy("default", mode), newBlock("base", tiredDay))
	s.seed("a", &life.before)
	s.create(newAthlete("a"))
	m := s.manage()
	s.live(life, 0, m)
	return s, life, m
}

// at sets the clock to a time of a day counted from the tired one.
func (s *squad) at(day, hour int) {
	s.clock.SetTime((tiredDay + recovery.Day(day)).At(hour*60, berlin()))
}

// TestPropose: a proposed window displaces nothing. Approved late it holds for
// the remainder, rejected it never does, left alone it lapses at its end; none of
// them is proposed twice in an episode.
func TestPropose(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, answer string
		active       metav1.ConditionStatus
		reason       string
		hard         v1alpha1.Disposition
	}{
		{"approved", `{"spec":{"approval":"Approved"}}`, metav1.ConditionTrue, v1alpha1.ReasonInForce, v1alpha1.DispositionDisplaced},
		{"rejected", `{"spec":{"approval":"Rejected"}}`, metav1.ConditionFalse, v1alpha1.ReasonRejected, v1alpha1.DispositionAsPlanned},
		{"unanswered", `{}`, metav1.ConditionFalse, v1alpha1.ReasonAwaitingApproval, v1alpha1.DispositionAsPlanned},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			s, life, m := tiredSquad(t, v1alpha1.Propose)
			proposed := s.window("a-1")
			if proposed.Spec.Approval != v1alpha1.ApprovalPending {
				t.Fatalf("the window's approval is %s, want Pending", proposed.Spec.Approval)
			}
			s.wantDisposition("a", "hard", tiredDay, v1alpha1.DispositionAsPlanned)
			if current := s.athlete("a").Status.CurrentWindow.Name; current != "" {
				t.Errorf("the athlete rests in %s, which nobody has approved", current)
			}
			s.live(life, 1, m)
			s.at(1, 13)
			s.edit(&v1alpha1.RestWindow{}, "a-1", test.answer)
			m.settle("a")
			s.wantCondition(s.window("a-1").Status.Conditions, v1alpha1.ConditionActive, test.active, test.reason)
			s.wantDisposition("a", "hard", tiredDay+1, test.hard)
			if test.name == "approved" {
				return
			}
			for day := 2; day < 5; day++ {
				s.live(life, day, m)
			}
			s.wantDisposition("a", "hard", tiredDay+4, v1alpha1.DispositionAsPlanned)
			w := s.window("a-1")
			if test.name == "unanswered" {
				s.wantCondition(w.Status.Conditions, v1alpha1.ConditionActive, metav1.ConditionFalse, v1alpha1.ReasonLapsed)
			}
			if w.Spec.End.After(proposed.Spec.End.Time) {
				t.Errorf("a window that nobody has approved was extended to %v", w.Spec.End)
			}
			if n := len(s.windows("a")); n != 1 {
				t.Errorf("%d windows, want 1: it is proposed once", n)
			}
		})
	}
}

// TestObserve: verdicts only, until the policy begins to act.
func TestObserve(t *testing.T) {
	t.Parallel()
	s, life, m := tiredSquad(t, v1alpha1.Observe)
	if state := s.athlete("a").Status.Recovery.State; state != v1alpha1.StateIncomplete {
		t.Errorf("the athlete is %s, want Incomplete", state)
	}
	if windows := s.windows("a"); len(windows) != 0 {
		t.Fatalf("a policy that only observes made %+v", windows)
	}
	s.edit(&v1alpha1.RecoveryPolicy{}, "default", `{"spec":{"enforcement":"Enforce"}}`)
	m.settle("a")
	s.live(life, 1, m)
	if windows := s.windows("a"); len(windows) != 1 || windows[0].Spec.Approval != v1alpha1.ApprovalAutomatic {
		t.Errorf("the policy acts, and there is %+v", windows)
	}
	s.wantDisposition("a", "hard", tiredDay+1, v1alpha1.DispositionDisplaced)
}

// TestIllness: a hold needs no approval, displaces at once, and ends by a
// clearance from the instant that it names.
func TestIllness(t *testing.T) {
	t.Parallel()
	s := newSquad(t, tiredDay.At(8*60, berlin()))
	s.create(newPolicy("default", v1alpha1.Propose), newBlock("base", tiredDay), newAthlete("a"), ill("a", tiredDay))
	m := s.manage()
	m.settle("a")
	w := s.window("a-1")
	if w.Spec.Trigger != v1alpha1.TriggerIllness || w.Spec.Approval != v1alpha1.ApprovalAutomatic {
		t.Fatalf("the window is %+v, want a hold in force", w.Spec)
	}
	s.wantDisposition("a", "easy", tiredDay, v1alpha1.DispositionDisplaced)

	until := s.clock.Now().Add(3 * time.Hour)
	s.edit(&v1alpha1.RestWindow{}, "a-1", fmt.Sprintf(`{"spec":{"clearance":{"reason":"seen by the doctor","at":%q}}}`, stamp(until)))
	m.settle("a")
	if w := s.window("a-1"); w.Spec.ReleasedAt != nil {
		t.Errorf("cleared from %v, the window was released at %v", until, w.Spec.ReleasedAt)
	}
	s.wantCondition(s.window("a-1").Status.Conditions, v1alpha1.ConditionActive, metav1.ConditionTrue, v1alpha1.ReasonInForce)

	s.clock.SetTime(until)
	m.settle("a")
	w = s.window("a-1")
	if w.Spec.ReleasedAt == nil || w.Spec.ReleasedAt.After(until) {
		t.Errorf("cleared from %v, the window was released at %v", until, w.Spec.ReleasedAt)
	}
	s.wantCondition(w.Status.Conditions, v1alpha1.ConditionActive, metav1.ConditionFalse, v1alpha1.ReasonReleased)
	s.wantDisposition("a", "hard", tiredDay, v1alpha1.DispositionAsPlanned)
}

// TestDeclared: a person's window counts as rest for everyone whom it selects,
// from the moment on at which the label says so, and the engine never edits it.
func TestDeclared(t *testing.T) {
	t.Parallel()
	s := newSquad(t, tiredDay.At(8*60, berlin()))
	exam := &v1alpha1.RestWindow{
		ObjectMeta: metav1.ObjectMeta{Name: "exam-week"},
		Spec: v1alpha1.RestWindowSpec{
			AthleteSelector: &metav1.LabelSelector{MatchLabels: map[string]string{"exam": "yes"}}, Trigger: v1alpha1.TriggerDeclared,
			Start: metav1.NewTime(s.clock.Now()), End: new(metav1.NewTime(s.clock.Now().AddDate(0, 0, 3))), Allow: v1alpha1.AllowEasy,
		},
	}
	names := []string{"a", "b", "c"}
	s.create(newPolicy("default", v1alpha1.Enforce), newBlock("base", tiredDay), exam)
	for _, name := range names {
		a := newAthlete(name)
		if name != "c" {
			a.Labels["exam"] = "yes"
		}
		s.create(a)
	}
	m := s.manage()
	m.settle(names...)
	for name, want := range map[string]v1alpha1.Disposition{"a": v1alpha1.DispositionDisplaced, "b": v1alpha1.DispositionDisplaced, "c": v1alpha1.DispositionAsPlanned} {
		s.wantDisposition(name, "hard", tiredDay+1, want)
		s.wantDisposition(name, "easy", tiredDay+1, v1alpha1.DispositionAsPlanned)
		s.wantDisposition(name, "hard", tiredDay+3, v1alpha1.DispositionAsPlanned)
	}
	s.edit(&v1alpha1.Athlete{}, "c", `{"metadata":{"labels":{"exam":"yes"}}}`)
	s.edit(&v1alpha1.Athlete{}, "b", `{"metadata":{"labels":{"exam":null}}}`)
	m.settle(names...)
	s.wantDisposition("c", "hard", tiredDay+1, v1alpha1.DispositionDisplaced)
	s.wantDisposition("b", "hard", tiredDay+1, v1alpha1.DispositionAsPlanned)
	if current := s.athlete("c").Status.CurrentWindow.Name; current != "exam-week" {
		t.Errorf("the athlete rests in %q, want exam-week", current)
	}
	w := s.window("exam-week")
	if w.Generation != 1 {
		t.Errorf("somebody has edited a person's window: %+v", w.Spec)
	}
	s.wantCondition(w.Status.Conditions, v1alpha1.ConditionActive, metav1.ConditionTrue, v1alpha1.ReasonInForce)
	s.delete(&v1alpha1.RestWindow{}, "exam-week")
	m.settle(names...)
	s.wantDisposition("a", "hard", tiredDay+1, v1alpha1.DispositionAsPlanned)
}
