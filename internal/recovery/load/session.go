package load

import "math"

// MaximumSessionMinutes is the longest session that is taken for real: a week,
// longer than any stage race without a night's sleep.
const MaximumSessionMinutes = 7 * 24 * 60

// SessionRPE is the session's load in AU: the rating of perceived exertion on
// Borg's CR-10 scale (0 to 10), asked 10 to 30 minutes after the end, times the
// duration in minutes (Foster 2001).
func SessionRPE(rpe, minutes float64) (float64, bool) {
	if !(rpe >= 0 && rpe <= 10) || !isDuration(minutes) {
		return 0, false
	}
	return rpe * minutes, true
}

// Weighting names the blood-lactate curve that weighs heart rate in Banister's
// TRIMP. The zero value is no weighting.
type Weighting int

// The two curves of Banister (1991) and Morton (1990).
const (
	// Female weighs by 0.86·exp(1.67x).
	Female Weighting = iota + 1
	// Male weighs by 0.64·exp(1.92x).
	Male
)

// ReserveFraction is x of Banister's TRIMP: the share of the heart-rate reserve
// in use, (average − resting) / (maximum − resting), all in beats per minute.
// It is undefined if an anchor is not positive, if resting is not below maximum,
// or if the average lies outside them: then one of the three is wrong.
func ReserveFraction(averageBPM, restingBPM, maximumBPM float64) (float64, bool) {
	ordered := restingBPM > 0 && restingBPM <= averageBPM && averageBPM <= maximumBPM
	if !ordered || restingBPM >= maximumBPM || math.IsInf(maximumBPM, 1) {
		return 0, false
	}
	return (averageBPM - restingBPM) / (maximumBPM - restingBPM), true
}

// TRIMP is Banister's training impulse in AU: minutes · x · a·exp(b·x), where x
// is the [ReserveFraction], 0 to 1 (Banister 1991). Both constants differ by
// sex: programs that take 0.64 for women too understate their load by a quarter.
func TRIMP(minutes, x float64, w Weighting) (float64, bool) {
	if !isDuration(minutes) || !(x >= 0 && x <= 1) {
		return 0, false
	}
	switch w {
	case Female:
		return minutes * x * 0.86 * math.Exp(1.67*x), true
	case Male:
		return minutes * x * 0.64 * math.Exp(1.92*x), true
	default:
		return 0, false
	}
}

func isDuration(minutes float64) bool { return minutes >= 0 && minutes <= MaximumSessionMinutes }
