package load

import "math"

// Convention names how the smoothing constant of an exponentially weighted
// moving average (EWMA) follows from a number of days. Tools differ in it and
// seldom say so; a series must keep one. The zero value is no convention.
type Convention int

// The conventions in use.
const (
	// Exponential is 1 − exp(−1/N), where N is the time constant: GoldenCheetah,
	// elevate, intervals.icu.
	Exponential Convention = iota + 1
	// Reciprocal is 1/N, its first-order approximation, for N of 1 or more:
	// TrainingPeaks, by its documentation.
	Reciprocal
	// Span is 2/(N+1), for N of 1 or more: the EWMA of Williams (2017).
	Span
	// HalfLife is 1 − 2^(−1/N): a load counts half after N days.
	HalfLife
)

// Alpha is the share of the newest day in the average, above 0 and up to 1.
func (c Convention) Alpha(days float64) (float64, bool) {
	if !(days > 0) || math.IsInf(days, 1) {
		return 0, false
	}
	switch c {
	case Exponential:
		return share(-math.Expm1(-1 / days))
	case Reciprocal:
		return share(1 / days)
	case Span:
		return share(2 / (days + 1))
	case HalfLife:
		return share(-math.Expm1(-math.Ln2 / days))
	default:
		return 0, false
	}
}

// EWMA is the average after the last day: each day moves it towards the day's
// load by the share alpha (see [Convention.Alpha]). The seed is the average
// before the first day: 0, a known value, or the first load itself, with which
// Williams (2017) starts. The average is undefined if a day is unknown; since it
// never falls when a day rises, an unknown day can be bounded by running it
// twice, with the least and the greatest load that the day may have had.
func EWMA(seed, alpha float64, days []float64) (float64, bool) {
	if _, ok := share(alpha); !ok || !isLoad(seed) || !allLoads(days) {
		return 0, false
	}
	average := seed
	for _, d := range days {
		average = smooth(average, d, alpha)
	}
	return average, true
}

// smooth moves the average towards the day's load. Written as a weighted sum it
// never falls when one of its terms rises, not even by rounding.
func smooth(average, day, alpha float64) float64 {
	return (1-alpha)*average + alpha*day
}

// share returns alpha if it is one: above 0 and up to 1.
func share(alpha float64) (float64, bool) {
	if !(alpha > 0 && alpha <= 1) {
		return 0, false
	}
	return alpha, true
}
