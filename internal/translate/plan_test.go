package translate

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"fallow.dev/fallow/api/v1alpha1"
	"fallow.dev/fallow/internal/recovery"
	"fallow.dev/fallow/internal/schedule"
)

// TestPlanSpan: a plan begins on a Monday and always holds 14 coming days.
func TestPlanSpan(t *testing.T) {
	for today := start - 400; today < start+400; today++ {
		from, to := PlanSpan(today)
		if from.Weekday() != time.Monday || from > today || today-from > 6 || to != from+20 || to < today+14 {
			t.Fatalf("on %v, a %v: %v to %v", today, today.Weekday(), from, to)
		}
	}
}

func TestPlanSpec(t *testing.T) {
	windows := []schedule.Window{
		{Name: "w-1", Start: hour(6), End: hour(54), EasyFrom: hour(30)},
		{Name: "w-2", Start: hour(6), End: hour(54), EasyFrom: hour(6)},
		{Name: "w-3", Start: hour(6), End: hour(54), EasyFrom: hour(54)},
		{Name: "w-4", Start: hour(6), EasyFrom: forever},
		{Name: "w-5", Start: hour(6), EasyFrom: hour(30)},
	}
	session := schedule.Fitted{
		Planned: schedule.Planned{Block: "base", Day: start + 1, Start: hour(16), Session: schedule.Session{
			Name: "threshold", Kind: "Run", Intensity: recovery.Threshold, Minutes: 75, Load: new(int32(420)), Priority: "Key",
		}},
		Disposition: schedule.Displaced, Window: "w-1",
	}
	got := PlanSpec("a-7f3k", 9, start, start+20, hour(100), windows, []schedule.Fitted{session})
	want := v1alpha1.EffectivePlanSpec{
		AthleteRef: v1alpha1.AthleteRef{Name: "a-7f3k"}, Decision: new(int64(9)), FromDay: "2026-03-09", ToDay: "2026-03-29", ValidUntil: stamp(100),
		Windows: []v1alpha1.PlanWindow{
			{Name: "w-1", Start: stamp(6), End: new(stamp(54)), Allow: v1alpha1.AllowNothing, EasyFrom: new(stamp(30))},
			{Name: "w-2", Start: stamp(6), End: new(stamp(54)), Allow: v1alpha1.AllowEasy},
			{Name: "w-3", Start: stamp(6), End: new(stamp(54)), Allow: v1alpha1.AllowNothing},
			{Name: "w-4", Start: stamp(6), Allow: v1alpha1.AllowNothing},
			{Name: "w-5", Start: stamp(6), Allow: v1alpha1.AllowNothing, EasyFrom: new(stamp(30))},
		},
		Sessions: []v1alpha1.EffectiveSession{{
			Block: "base", Name: "threshold", PlannedDay: "2026-03-10", Start: stamp(16), Kind: "Run", Intensity: v1alpha1.IntensityThreshold,
			DurationMinutes: 75, PlannedLoad: new(int32(420)), Priority: v1alpha1.PriorityKey, Disposition: v1alpha1.DispositionDisplaced, Window: "w-1",
		}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if many := PlanSpec("a-7f3k", 9, start, start+20, hour(100), nil, make([]schedule.Fitted, 1000)); len(many.Sessions) != MaxPlanSessions {
		t.Errorf("%d sessions, the API takes %d", len(many.Sessions), MaxPlanSessions)
	}
	many := make([]schedule.Window, 500)
	for i := range many {
		many[i] = schedule.Window{Name: fmt.Sprintf("w-%03d", i), Start: hour(i), End: hour(i + 1)}
	}
	if got := PlanSpec("a-7f3k", 9, start, start+20, hour(100), many, nil); len(got.Windows) > MaxPlanWindows {
		t.Errorf("%d windows, the API takes %d", len(got.Windows), MaxPlanWindows)
	}
}

func TestBlock(t *testing.T) {
	block := &v1alpha1.TrainingBlock{ObjectMeta: metav1.ObjectMeta{Name: "base"}, Spec: v1alpha1.TrainingBlockSpec{
		StartDay: "2026-03-09",
		Weeks: []v1alpha1.TrainingWeek{
			{Repeat: 2, Intent: v1alpha1.IntentOverload, Sessions: []v1alpha1.PlannedSession{
				{Name: "long", Weekday: "Sunday", Time: "09:30", Kind: "Run", Intensity: v1alpha1.IntensityEasy, DurationMinutes: 120, PlannedLoad: new(int32(480)), Priority: v1alpha1.PriorityFixed},
			}},
			{}, // a week off
			{Intent: v1alpha1.IntentRace, Sessions: []v1alpha1.PlannedSession{{Name: "ten-k", Weekday: "Saturday", Time: "10:00", Kind: "Race", Intensity: v1alpha1.IntensityHigh, DurationMinutes: 40}}},
		},
	}}
	long := schedule.Session{Name: "long", Weekday: time.Sunday, Minute: 570, Kind: "Run", Intensity: recovery.Easy, Minutes: 120, Load: new(int32(480)), Priority: schedule.FixedPriority}
	want := schedule.Block{Name: "base", Start: start, Weeks: []schedule.Week{
		{Intent: recovery.Overload, Sessions: []schedule.Session{long}},
		{Intent: recovery.Overload, Sessions: []schedule.Session{long}},
		{},
		{Intent: recovery.RaceWeek, Sessions: []schedule.Session{{Name: "ten-k", Weekday: time.Saturday, Minute: 600, Kind: "Race", Intensity: recovery.High, Minutes: 40}}},
	}}
	if diff := cmp.Diff(want, Block(block)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestConcerns(t *testing.T) {
	squad := map[string]string{"squad": "distance"}
	tests := map[string]struct {
		ref      string
		selector *metav1.LabelSelector
		want     bool
		invalid  bool
	}{
		"by name":       {"a-7f3k", nil, true, false},
		"another name":  {"a-2m9d", nil, false, false},
		"by label":      {"", &metav1.LabelSelector{MatchLabels: squad}, true, false},
		"another label": {"", &metav1.LabelSelector{MatchLabels: map[string]string{"squad": "sprint"}}, false, false},
		"everybody":     {"", &metav1.LabelSelector{}, true, false},
		"unreadable":    {"", &metav1.LabelSelector{MatchExpressions: []metav1.LabelSelectorRequirement{{Key: "squad", Operator: "Near"}}}, false, true},
	}
	for name, test := range tests {
		got, err := Concerns(v1alpha1.AthleteRef{Name: test.ref}, test.selector, "a-7f3k", squad)
		if got != test.want || (err != nil) != test.invalid {
			t.Errorf("%s: %t, %v", name, got, err)
		}
	}
}

// TestRecovery: the status names rules and a coarse margin, and no value.
func TestRecovery(t *testing.T) {
	set := setting(t)
	if got := Recovery(&recovery.Ledger{}, &set); !cmp.Equal(got, v1alpha1.RecoveryStatus{}) {
		t.Errorf("nothing was judged: %+v", got)
	}
	l := lived(t, 5, 60)
	l.Standing.Since = 0
	l.Explanation.Reasons = nil
	for i := range 40 {
		l.Explanation.Reasons = append(l.Explanation.Reasons, recovery.Reason{Rule: recovery.RuleHRVTrend, Direction: recovery.Worse, Margin: int32(10 * i)})
	}
	got := Recovery(&l, &set)
	if len(got.Reasons) != maxReasons || got.Phase != v1alpha1.PhaseEstablished || got.EvaluatedDay != DayString(start+59) || got.ConfidencePercent == nil {
		t.Errorf("%+v", got)
	}
	for i, want := range map[int]v1alpha1.Margin{0: v1alpha1.MarginNear, 4: v1alpha1.MarginNear, 5: v1alpha1.MarginClear, 14: v1alpha1.MarginClear, 15: v1alpha1.MarginFar} {
		if r := got.Reasons[i]; r.Margin != want || r.Rule != "HRV.trend" || r.Direction != v1alpha1.DirectionWorse {
			t.Errorf("reason %d: %+v, want %s", i, r, want)
		}
	}
	if want := metav1.NewTime(set.Wake(start + 59).Time()); !got.Since.Equal(&want) {
		t.Errorf("since %v, want %v", got.Since, want)
	}
	if first := lived(t, 5, 3); Recovery(&first, &set).Phase != v1alpha1.PhaseLearning {
		t.Error("three days are enough to learn from")
	}
}
