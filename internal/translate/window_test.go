package translate

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"fallow.dev/fallow/api/v1alpha1"
	"fallow.dev/fallow/internal/recovery"
	"fallow.dev/fallow/internal/schedule"
)

// hour is an instant on 2026-03-10, UTC.
func hour(h int) recovery.Instant {
	return recovery.InstantOf(time.Date(2026, 3, 10, h, 0, 0, 0, time.UTC))
}

func stamp(h int) metav1.Time { return metav1.NewTime(hour(h).Time()) }

// strict is a window of 48 h, the first half without anything.
func strict(change func(*recovery.Window)) recovery.Window {
	w := recovery.Window{
		Episode: 3, Trigger: recovery.TriggerIncomplete, Start: hour(6), End: hour(54), EasyFrom: hour(30),
		Approval: recovery.Automatic, MaxHeartRatePercent: 70,
	}
	if change != nil {
		change(&w)
	}
	return w
}

func TestWindowSpec(t *testing.T) {
	tests := map[string]struct {
		window recovery.Window
		want   v1alpha1.RestWindowSpec
	}{
		"nothing, then easy": {strict(nil), v1alpha1.RestWindowSpec{
			Trigger: v1alpha1.TriggerIncomplete, Start: stamp(6), End: new(stamp(54)), Allow: v1alpha1.AllowNothing, EasyFrom: new(stamp(30)),
			Approval: v1alpha1.ApprovalAutomatic, Allowance: v1alpha1.Allowance{MaxHeartRatePercent: 70},
		}},
		"easy all along": {strict(func(w *recovery.Window) { w.EasyFrom = w.Start }), v1alpha1.RestWindowSpec{
			Trigger: v1alpha1.TriggerIncomplete, Start: stamp(6), End: new(stamp(54)), Allow: v1alpha1.AllowEasy,
			Approval: v1alpha1.ApprovalAutomatic, Allowance: v1alpha1.Allowance{MaxHeartRatePercent: 70},
		}},
		"nothing all along, a stage of an illness": {strict(func(w *recovery.Window) {
			w.EasyFrom, w.Trigger, w.MaxMinutes, w.MaxHeartRatePercent = w.End, recovery.TriggerIllness, 15, 0
		}), v1alpha1.RestWindowSpec{
			Trigger: v1alpha1.TriggerIllness, Start: stamp(6), End: new(stamp(54)), Allow: v1alpha1.AllowNothing,
			Approval: v1alpha1.ApprovalAutomatic, Allowance: v1alpha1.Allowance{MaxMinutes: new(int32(15))},
		}},
		"proposed: approval is people's": {strict(func(w *recovery.Window) { w.Approval = recovery.Pending }), v1alpha1.RestWindowSpec{
			Trigger: v1alpha1.TriggerIncomplete, Start: stamp(6), End: new(stamp(54)), Allow: v1alpha1.AllowNothing, EasyFrom: new(stamp(30)),
			Allowance: v1alpha1.Allowance{MaxHeartRatePercent: 70},
		}},
		"released": {strict(func(w *recovery.Window) { w.Released = hour(31) }), v1alpha1.RestWindowSpec{
			Trigger: v1alpha1.TriggerIncomplete, Start: stamp(6), End: new(stamp(54)), Allow: v1alpha1.AllowNothing, EasyFrom: new(stamp(30)),
			ReleasedAt: new(stamp(31)), Approval: v1alpha1.ApprovalAutomatic, Allowance: v1alpha1.Allowance{MaxHeartRatePercent: 70},
		}},
		"what a person owns is left out": {strict(func(w *recovery.Window) {
			w.Override = recovery.Override{Start: hour(9), End: hour(40), EasyFrom: hour(20)}
		}), v1alpha1.RestWindowSpec{
			Trigger: v1alpha1.TriggerIncomplete, Allow: v1alpha1.AllowNothing,
			Approval: v1alpha1.ApprovalAutomatic, Allowance: v1alpha1.Allowance{MaxHeartRatePercent: 70},
		}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			test.want.AthleteRef.Name, test.want.Episode, test.want.Decision = "a-7f3k", 3, new(int64(9))
			if diff := cmp.Diff(test.want, WindowSpec("a-7f3k", &test.window, 9)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestWindowName(t *testing.T) {
	w := strict(nil)
	if got := WindowName("a-7f3k", &w); got != "a-7f3k-3" {
		t.Errorf("named %s", got)
	}
	w.Continuation = true
	if got := WindowName("a-7f3k", &w); got != "a-7f3k-3-c" {
		t.Errorf("its continuation is named %s", got)
	}
}

// TestSeen: what the engine writes it sees unchanged, and of an edit exactly what
// is the person's.
func TestSeen(t *testing.T) {
	nobody := func(string) bool { return false }
	owned := func(fields ...string) func(string) bool {
		return func(f string) bool { return slices.Contains(fields, f) }
	}
	write := func(change func(*v1alpha1.RestWindowSpec)) *v1alpha1.RestWindow {
		w := strict(nil)
		out := &v1alpha1.RestWindow{Spec: WindowSpec("a-7f3k", &w, 9)}
		if change != nil {
			change(&out.Spec)
		}
		return out
	}
	tests := map[string]struct {
		window *v1alpha1.RestWindow
		owned  func(string) bool
		want   func(*recovery.WindowSeen)
	}{
		"as written":   {write(nil), nobody, func(*recovery.WindowSeen) {}},
		"ends earlier": {write(func(s *v1alpha1.RestWindowSpec) { s.End = new(stamp(40)) }), owned("end"), func(w *recovery.WindowSeen) { w.End, w.Owned.End = hour(40), hour(40) }},
		"starts later": {write(func(s *v1alpha1.RestWindowSpec) { s.Start = stamp(9) }), owned("start"), func(w *recovery.WindowSeen) { w.Start, w.Owned.Start = hour(9), hour(9) }},
		"easy at once": {write(func(s *v1alpha1.RestWindowSpec) { s.Allow = v1alpha1.AllowEasy }), owned("allow"), func(w *recovery.WindowSeen) { w.EasyFrom, w.Owned.EasyFrom = hour(6), hour(6) }},
		"easy earlier": {write(func(s *v1alpha1.RestWindowSpec) { s.EasyFrom = new(stamp(20)) }), owned("easyFrom"), func(w *recovery.WindowSeen) { w.EasyFrom, w.Owned.EasyFrom = hour(20), hour(20) }},
		"easy never":   {write(func(s *v1alpha1.RestWindowSpec) { s.EasyFrom = nil }), owned("allow"), func(w *recovery.WindowSeen) { w.EasyFrom, w.Owned.EasyFrom = hour(54), hour(54) }},
		"owned without an end": {write(func(s *v1alpha1.RestWindowSpec) { s.End, s.EasyFrom = nil, nil }), owned("end", "allow"), func(w *recovery.WindowSeen) {
			w.End, w.EasyFrom, w.Owned.EasyFrom = 0, forever, forever
		}},
		"approved": {write(func(s *v1alpha1.RestWindowSpec) { s.Approval = v1alpha1.ApprovalApproved }), owned("approval"), func(w *recovery.WindowSeen) { w.Approval = recovery.Approved }},
		"waived": {write(func(s *v1alpha1.RestWindowSpec) {
			s.Waiver = v1alpha1.Waiver{Reason: "trials", Until: stamp(20)}
		}), owned("waiver"), func(w *recovery.WindowSeen) { w.WaivedUntil = hour(20) }},
		"handed back":     {write(func(s *v1alpha1.RestWindowSpec) { s.HandBack = new(true) }), owned("handBack"), func(w *recovery.WindowSeen) { w.HandBack = true }},
		"not handed back": {write(func(s *v1alpha1.RestWindowSpec) { s.HandBack = new(false) }), owned("handBack"), func(*recovery.WindowSeen) {}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			want := recovery.WindowSeen{Episode: 3, Decision: 9, Start: hour(6), End: hour(54), EasyFrom: hour(30), Approval: recovery.Automatic}
			test.want(&want)
			if diff := cmp.Diff(want, Seen(test.window, test.owned)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestRestOf(t *testing.T) {
	tests := map[string]struct {
		change func(*recovery.Window)
		waived recovery.Instant
		want   schedule.Window
		none   bool
	}{
		"in force":                 {nil, 0, schedule.Window{Start: hour(6), End: hour(54), EasyFrom: hour(30), UntilReleased: true}, false},
		"approved":                 {func(w *recovery.Window) { w.Approval = recovery.Approved }, 0, schedule.Window{Start: hour(6), End: hour(54), EasyFrom: hour(30), UntilReleased: true}, false},
		"proposed":                 {func(w *recovery.Window) { w.Approval = recovery.Pending }, 0, schedule.Window{}, true},
		"rejected":                 {func(w *recovery.Window) { w.Approval = recovery.Rejected }, 0, schedule.Window{}, true},
		"waived for a while":       {nil, hour(20), schedule.Window{Start: hour(20), End: hour(54), EasyFrom: hour(30), UntilReleased: true}, false},
		"released":                 {func(w *recovery.Window) { w.Released = hour(31) }, 0, schedule.Window{Start: hour(6), End: hour(31), EasyFrom: hour(30)}, false},
		"released after its end":   {func(w *recovery.Window) { w.Released = hour(60) }, 0, schedule.Window{Start: hour(6), End: hour(54), EasyFrom: hour(30)}, false},
		"released before it began": {func(w *recovery.Window) { w.Released = hour(6) }, 0, schedule.Window{}, true},
		"as a person made it": {func(w *recovery.Window) {
			w.Override = recovery.Override{Start: hour(9), End: hour(40), EasyFrom: hour(20)}
		}, 0, schedule.Window{Start: hour(9), End: hour(40), EasyFrom: hour(20), UntilReleased: true}, false},
		"an illness":                    {func(w *recovery.Window) { w.Trigger, w.MaxMinutes = recovery.TriggerIllness, 15 }, 0, schedule.Window{Start: hour(6), End: hour(54), EasyFrom: hour(30), MaxMinutes: 15, Hold: true, UntilReleased: true}, false},
		"waived until after its end":    {nil, hour(60), schedule.Window{}, true},
		"a continuation of a shortened": {func(w *recovery.Window) { w.Continuation, w.Start = true, hour(40) }, 0, schedule.Window{Start: hour(40), End: hour(54), EasyFrom: hour(30), UntilReleased: true}, false},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			w := strict(test.change)
			got, ok := RestOf("a-7f3k", &w, test.waived)
			if ok == test.none {
				t.Fatalf("displaces: %t", ok)
			}
			if test.none {
				return
			}
			test.want.Name = WindowName("a-7f3k", &w)
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestDeclaredRest(t *testing.T) {
	tests := map[string]struct {
		change func(*v1alpha1.RestWindowSpec)
		want   schedule.Window
	}{
		"easy":       {func(*v1alpha1.RestWindowSpec) {}, schedule.Window{Start: hour(6), End: hour(54), EasyFrom: hour(6)}},
		"nothing":    {func(s *v1alpha1.RestWindowSpec) { s.Allow = v1alpha1.AllowNothing }, schedule.Window{Start: hour(6), End: hour(54), EasyFrom: hour(54)}},
		"easy later": {func(s *v1alpha1.RestWindowSpec) { s.Allow, s.EasyFrom = v1alpha1.AllowNothing, new(stamp(30)) }, schedule.Window{Start: hour(6), End: hour(54), EasyFrom: hour(30)}},
		"capped":     {func(s *v1alpha1.RestWindowSpec) { s.Allowance.MaxMinutes = new(int32(30)) }, schedule.Window{Start: hour(6), End: hour(54), EasyFrom: hour(6), MaxMinutes: 30}},
		"a hold without an end": {func(s *v1alpha1.RestWindowSpec) {
			s.Trigger, s.Allow, s.End = v1alpha1.TriggerMedicalHold, v1alpha1.AllowNothing, nil
		}, schedule.Window{Start: hour(6), EasyFrom: forever, Hold: true}},
		"a hold that was cleared": {func(s *v1alpha1.RestWindowSpec) {
			s.Trigger, s.Allow, s.End = v1alpha1.TriggerMedicalHold, v1alpha1.AllowNothing, nil
			s.Clearance = v1alpha1.Clearance{Reason: "Dr R.", At: stamp(20)}
		}, schedule.Window{Start: hour(6), End: hour(20), EasyFrom: forever, Hold: true}},
		"ended by hand": {func(s *v1alpha1.RestWindowSpec) { s.ReleasedAt = new(stamp(20)) }, schedule.Window{Start: hour(6), End: hour(20), EasyFrom: hour(6)}},
		"waived for a while": {func(s *v1alpha1.RestWindowSpec) {
			s.Waiver = v1alpha1.Waiver{Reason: "trials", Until: stamp(20)}
		}, schedule.Window{Start: hour(20), End: hour(54), EasyFrom: hour(6)}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			w := &v1alpha1.RestWindow{ObjectMeta: metav1.ObjectMeta{Name: "exam-week"}, Spec: v1alpha1.RestWindowSpec{
				Start: stamp(6), End: new(stamp(54)), Allow: v1alpha1.AllowEasy, Trigger: v1alpha1.TriggerDeclared, Approval: v1alpha1.ApprovalPending,
			}}
			test.change(&w.Spec)
			test.want.Name = "exam-week"
			if diff := cmp.Diff(test.want, DeclaredRest(w)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestCriteria: those that were asked, by name.
func TestCriteria(t *testing.T) {
	var s recovery.Standing
	s.Criteria[recovery.CriterionAnswered], s.Criteria[recovery.CriterionSubjective] = recovery.Met, recovery.Unmet
	s.Criteria[recovery.CriterionRepeated] = recovery.Unanswered
	want := []v1alpha1.ExitCriterion{
		{Name: "AnsweredConfidently", State: v1alpha1.CriterionMet}, {Name: "FeelsRestored", State: v1alpha1.CriterionUnmet}, {Name: "Repeated", State: v1alpha1.CriterionUnknown},
	}
	if diff := cmp.Diff(want, Criteria(&s)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if got := Criteria(&recovery.Standing{}); got != nil {
		t.Errorf("nothing was asked: %v", got)
	}
}
