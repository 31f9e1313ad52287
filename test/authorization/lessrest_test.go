package authorization_test

import (
	"slices"
	"testing"
	"time"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"pgregory.net/rapid"
	"sigs.k8s.io/controller-runtime/pkg/client"

	"fallow.dev/fallow/api/v1alpha1"
)

// permitted is what a window leaves in place at an instant: the hardest
// intensity, of the longest session, at the highest heart rate. Each is 0 for
// nothing at all and large for anything.
type permitted struct{ intensity, minutes, heartRate int32 }

// anything is more than every bound.
const anything = 1 << 30

// within reports whether p leaves nothing in place that q does not.
func (p permitted) within(q permitted) bool {
	return p == permitted{} || p.intensity <= q.intensity && p.minutes <= q.minutes && p.heartRate <= q.heartRate
}

// permits is the meaning of a window, as the comments of its fields have it.
func permits(s *v1alpha1.RestWindowSpec, t time.Time) permitted {
	free := permitted{anything, anything, anything}
	inForce := s.Approval == v1alpha1.ApprovalApproved || s.Approval == v1alpha1.ApprovalAutomatic
	switch {
	case !inForce, t.Before(s.Start.Time), !t.Before(s.End.Time):
		return free
	case s.Waiver.Reason != "" && t.Before(s.Waiver.Until.Time), s.ReleasedAt != nil && !t.Before(s.ReleasedAt.Time):
		return free
	case s.Allow == v1alpha1.AllowNothing && (s.EasyFrom == nil || t.Before(s.EasyFrom.Time)):
		return permitted{}
	}
	easy := permitted{1, anything, anything}
	if s.Allowance.MaxMinutes != nil {
		easy.minutes = *s.Allowance.MaxMinutes
	}
	if s.Allowance.MaxHeartRatePercent != 0 {
		easy.heartRate = s.Allowance.MaxHeartRatePercent
	}
	return easy
}

// lessens reports whether at any instant the new window leaves in place what the
// old one does not. What they leave changes only at their edges.
func lessens(before, after *v1alpha1.RestWindowSpec) bool {
	var edges []time.Time
	for _, s := range []*v1alpha1.RestWindowSpec{before, after} {
		edges = append(edges, s.Start.Time, s.End.Time, s.Waiver.Until.Time)
		for _, at := range []*metav1.Time{s.EasyFrom, s.ReleasedAt} {
			if at != nil {
				edges = append(edges, at.Time)
			}
		}
	}
	return slices.ContainsFunc(edges, func(t time.Time) bool { return !permits(after, t).within(permits(before, t)) })
}

// drawSpec draws a window of the engine.
func drawSpec(t *rapid.T, label string) v1alpha1.RestWindowSpec {
	instant := func(name string, from int) metav1.Time { return day(rapid.IntRange(from, 20).Draw(t, label+" "+name)) }
	maybe := func(name string) bool { return rapid.Bool().Draw(t, label+" has "+name) }
	s := engines("drawn", v1alpha1.TriggerStrained).Spec
	s.Start = day(rapid.IntRange(8, 12).Draw(t, label+" start"))
	s.End = new(instant("end", 13))
	s.Allow = rapid.SampledFrom([]v1alpha1.Allow{v1alpha1.AllowNothing, v1alpha1.AllowEasy}).Draw(t, label+" allow")
	s.Approval = rapid.SampledFrom([]v1alpha1.Approval{
		v1alpha1.ApprovalAutomatic, v1alpha1.ApprovalApproved, v1alpha1.ApprovalPending, v1alpha1.ApprovalRejected,
	}).Draw(t, label+" approval")
	if maybe("easyFrom") {
		s.EasyFrom = new(instant("easyFrom", 8))
	}
	if maybe("releasedAt") {
		s.ReleasedAt = new(instant("releasedAt", 8))
	}
	if maybe("waiver") {
		s.Waiver = v1alpha1.Waiver{Reason: "a wedding", Until: instant("until", 8)}
	}
	if maybe("allowance") {
		s.Allowance.MaxMinutes = new(rapid.Int32Range(0, 3).Draw(t, label+" minutes"))
	}
	if maybe("heart rate") {
		s.Allowance.MaxHeartRatePercent = rapid.Int32Range(60, 63).Draw(t, label+" heart rate")
	}
	return s
}

// drawEdit draws a change of some fields of a window.
func drawEdit(t *rapid.T, before v1alpha1.RestWindowSpec) v1alpha1.RestWindowSpec {
	after, other := *before.DeepCopy(), drawSpec(t, "after")
	changes := []func(){
		func() { after.Start = other.Start }, func() { after.End = other.End },
		func() { after.Allow = other.Allow }, func() { after.EasyFrom = other.EasyFrom },
		func() { after.Allowance = other.Allowance }, func() { after.Approval = other.Approval },
		func() { after.Waiver = other.Waiver }, func() { after.ReleasedAt = other.ReleasedAt },
	}
	for _, i := range rapid.SliceOfNDistinct(rapid.IntRange(0, len(changes)-1), 1, 3, rapid.ID).Draw(t, "changed fields") {
		changes[i]()
	}
	return after
}

// TestLessRest draws windows and edits of them: one that leaves in place, at any
// instant, a session that the window did not, is never allowed to somebody without
// the verb waive.
func TestLessRest(t *testing.T) {
	c := server(t)
	editor, err := as(c, "editor")
	must(t, err)
	stored := engines("drawn", v1alpha1.TriggerStrained)
	must(t, c.Client.Create(t.Context(), stored))
	rapid.Check(t, func(t *rapid.T) {
		before := drawSpec(t, "before")
		after := drawEdit(t, before)
		stored.Spec = before
		if err := c.Client.Update(t.Context(), stored); err != nil {
			t.Fatal(err)
		}
		tried := stored.DeepCopy()
		tried.Spec = after
		err := editor.Update(t.Context(), tried, client.DryRunAll)
		if lessens(&before, &after) && policyOf(err) == "" {
			t.Errorf("answered %v, want less rest denied", err)
		}
	})
}
