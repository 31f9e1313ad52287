package translate

import (
	"math"
	"strconv"
	"time"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"fallow.dev/fallow/api/v1alpha1"
	"fallow.dev/fallow/internal/recovery"
)

// Day returns the engine's day, 0 for an absent or impossible one.
func Day(d v1alpha1.Day) recovery.Day {
	day, err := recovery.ParseDay(string(d))
	if err != nil {
		return 0
	}
	return day
}

// DayString returns the API's day, absent for day 0.
func DayString(d recovery.Day) v1alpha1.Day {
	if d == 0 {
		return ""
	}
	return v1alpha1.Day(d.String())
}

// Time returns the API's time of an instant, nil for none.
func Time(i recovery.Instant) *metav1.Time {
	if i == 0 {
		return nil
	}
	return new(metav1.NewTime(i.Time()))
}

// Instant returns the engine's instant of an optional time.
func Instant(t *metav1.Time) recovery.Instant {
	if t == nil {
		return 0
	}
	return recovery.InstantOf(t.Time)
}

// decimal parses a Decimal; admission has checked its form. What is no number is
// NaN, which the engine refuses.
func decimal(d v1alpha1.Decimal) float64 {
	v, err := strconv.ParseFloat(string(d), 64)
	if err != nil {
		return math.NaN()
	}
	return v
}

// minuteOfDay parses HH:MM.
func minuteOfDay(t v1alpha1.TimeOfDay) (int, bool) {
	clock, err := time.Parse("15:04", string(t))
	if err != nil {
		return 0, false
	}
	return clock.Hour()*60 + clock.Minute(), true
}

func isTrue(b *bool) bool { return b != nil && *b }

func valueOr[T any](p *T, absent T) T {
	if p == nil {
		return absent
	}
	return *p
}

// optional returns nil for the zero value.
func optional[T comparable](v T) *T {
	var zero T
	if v == zero {
		return nil
	}
	return &v
}

// names maps an engine's enumeration to the API's, by position.
type names[T ~string] []T

func (n names[T]) name(i int) T {
	if i < 0 || i >= len(n) {
		return n[0]
	}
	return n[i]
}

func (n names[T]) index(name T) int {
	for i := range n {
		if n[i] == name {
			return i
		}
	}
	return 0
}

var (
	states      = names[v1alpha1.RecoveryState]{v1alpha1.StateUnknown, v1alpha1.StateRestored, v1alpha1.StateStrained, v1alpha1.StateIncomplete, v1alpha1.StateOverreached, v1alpha1.StateHold}
	shifts      = names[v1alpha1.AutonomicShift]{v1alpha1.ShiftUnknown, v1alpha1.ShiftSympathetic, v1alpha1.ShiftShifting, v1alpha1.ShiftParasympathetic}
	directions  = names[v1alpha1.Direction]{v1alpha1.DirectionNeutral, v1alpha1.DirectionWorse, v1alpha1.DirectionBetter}
	margins     = names[v1alpha1.Margin]{"", v1alpha1.MarginNear, v1alpha1.MarginClear, v1alpha1.MarginFar}
	tissues     = names[v1alpha1.Tissue]{v1alpha1.TissueAutonomic, v1alpha1.TissueGlycogen, v1alpha1.TissueNeuromuscular, v1alpha1.TissueMuscle}
	triggers    = names[v1alpha1.Trigger]{"", v1alpha1.TriggerStrained, v1alpha1.TriggerIncomplete, v1alpha1.TriggerOverreached, v1alpha1.TriggerIllness}
	approvals   = names[v1alpha1.Approval]{"", v1alpha1.ApprovalPending, v1alpha1.ApprovalApproved, v1alpha1.ApprovalRejected, v1alpha1.ApprovalAutomatic}
	illnesses   = names[v1alpha1.Illness]{v1alpha1.IllnessNone, v1alpha1.IllnessAboveNeck, v1alpha1.IllnessSystemic}
	intents     = names[v1alpha1.WeekIntent]{"", v1alpha1.IntentBuild, v1alpha1.IntentOverload, v1alpha1.IntentTaper, v1alpha1.IntentDeload, v1alpha1.IntentRace}
	intensities = names[v1alpha1.Intensity]{"", v1alpha1.IntensityEasy, v1alpha1.IntensityModerate, v1alpha1.IntensityThreshold, v1alpha1.IntensityHigh}
	modes       = names[v1alpha1.Enforcement]{v1alpha1.Observe, v1alpha1.Propose, v1alpha1.Enforce}
	criteria    = names[v1alpha1.CriterionState]{"", v1alpha1.CriterionMet, v1alpha1.CriterionUnmet, v1alpha1.CriterionUnknown}
	channels    = names[string]{"Subjective", "Autonomic", "Performance", "Sleep"}
)
