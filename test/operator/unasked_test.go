package operator_test

import (
	"errors"
	"testing"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"fallow.dev/fallow/api/v1alpha1"
)

// TestUnasked changes one thing after the other and waits, without ever asking the
// manager to look: every change that concerns an athlete reaches them by itself.
func TestUnasked(t *testing.T) {
	t.Parallel()
	s, _, m := tiredSquad(t, v1alpha1.Enforce)
	m.settle("a")
	plan := func() *v1alpha1.EffectivePlan {
		p := &v1alpha1.EffectivePlan{}
		s.gone(p, "a")
		return p
	}
	rests := func(window string) bool {
		for _, w := range plan().Spec.Windows {
			if w.Name == window {
				return true
			}
		}
		return false
	}
	hash := s.athlete("a").Status.DecidedOn.PolicyHash
	exam := &v1alpha1.RestWindow{
		ObjectMeta: metav1.ObjectMeta{Name: "exam-week"},
		Spec: v1alpha1.RestWindowSpec{
			AthleteRef: v1alpha1.AthleteRef{Name: "a"}, Trigger: v1alpha1.TriggerDeclared, Allow: v1alpha1.AllowEasy,
			Start: metav1.NewTime(s.clock.Now()), End: new(metav1.NewTime(s.clock.Now().AddDate(0, 0, 9))),
		},
	}
	wide := exam.DeepCopy()
	wide.Name, wide.Spec.AthleteRef, wide.Spec.AthleteSelector = "camp", v1alpha1.AthleteRef{}, &metav1.LabelSelector{}
	steps := []struct {
		name string
		do   func()
		done func() bool
	}{
		{"the plan is deleted", func() { s.delete(&v1alpha1.EffectivePlan{}, "a") }, func() bool { return len(plan().Spec.Sessions) > 0 }},
		{"the window is deleted", func() { s.delete(&v1alpha1.RestWindow{}, "a-1") }, func() bool { return !s.gone(&v1alpha1.RestWindow{}, "a-1") }},
		{"rest is declared", func() { s.create(exam) }, func() bool { return rests("exam-week") }},
		{"rest is declared for all", func() { s.create(wide) }, func() bool { return rests("camp") }},
		{"declared rest is withdrawn", func() { s.delete(&v1alpha1.RestWindow{}, "camp") }, func() bool { return !rests("camp") }},
		{"the policy changes", func() {
			s.edit(&v1alpha1.RecoveryPolicy{}, "default", `{"spec":{"prescriptions":{"maximum":1}}}`)
		}, func() bool { return s.athlete("a").Status.DecidedOn.PolicyHash != hash }},
		{"a label is lost", func() {
			s.edit(&v1alpha1.Athlete{}, "a", `{"metadata":{"labels":{"squad":null}}}`)
		}, func() bool { return len(plan().Spec.Sessions) == 0 }},
		{"a block names the athlete", func() {
			block := newBlock("own", tiredDay)
			block.Spec.AthleteSelector, block.Spec.AthleteRef = nil, v1alpha1.AthleteRef{Name: "a"}
			s.create(block)
		}, func() bool { return len(plan().Spec.Sessions) > 0 }},
		{"the block is deleted", func() { s.delete(&v1alpha1.TrainingBlock{}, "own") }, func() bool { return len(plan().Spec.Sessions) == 0 }},
		{"illness is reported", func() { s.create(ill("a", tiredDay)) }, func() bool { return s.athlete("a").Status.Recovery.State == v1alpha1.StateHold }},
	}
	for _, step := range steps {
		step.do()
		s.eventually(func() error {
			if !step.done() {
				return errors.New(step.name + ", and nothing follows")
			}
			return nil
		})
	}
	m.settle("a")
}
