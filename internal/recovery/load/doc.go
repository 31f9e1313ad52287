// Package load computes the published measures of training load, as a sport
// scientist knows them:
//
//   - of one session: session RPE (Foster 2001), Banister's TRIMP (Banister
//     1991), normalised power, intensity factor and training stress score
//     (Coggan 2003);
//   - of a week: load, monotony and strain (Foster 1998);
//   - of a series of days: exponentially weighted averages in the four
//     conventions in use, the performance management chart (CTL, ATL, TSB),
//     the impulse-response model (Banister 1975), the acute:chronic workload
//     ratio in three variants, and the robust exponential decreasing index
//     (Moussa 2019).
//
// Load proves no fatigue: the fatigue term of impulse-response models is hardly
// identifiable (Hellard 2006) and the acute:chronic ratio is a rescaled acute
// load (Impellizzeri 2020). These numbers are shown and serve as a prior; none
// of them decides alone.
//
// # Days
//
// A series of days runs from the oldest to the newest, one value for each
// calendar day, in arbitrary units (AU) that must not change within a series. A
// day of rest is a reported 0. A day of which nothing is known is [Unknown]
// (NaN), and is never taken for rest.
//
// # Totality
//
// Every function accepts any input. The second result is false, and the first
// zero, where the measure is undefined: too few days, an unknown day where the
// definition has no room for one, a negative or infinite value, or one beyond
// the bound that the function names. No function returns NaN, and only
// [Week.Monotony] and [Week.Strain] return +Inf, where their comments say so.
package load

import "math"

// MaximumDay is the largest load of one day that is taken for real, in AU. A
// day and night of session RPE at 10 is 14,400 AU; the bound keeps every sum
// and square far from overflow.
const MaximumDay = 1e6

// Unknown returns the load of a day of which nothing is known.
func Unknown() float64 { return math.NaN() }

// isLoad reports whether d is the known load of a day: NaN fails both comparisons.
func isLoad(d float64) bool { return d >= 0 && d <= MaximumDay }

// allLoads reports whether every day is known and valid.
func allLoads(days []float64) bool {
	for _, d := range days {
		if !isLoad(d) {
			return false
		}
	}
	return true
}

// mean is the arithmetic mean of at least one value.
func mean(values []float64) float64 {
	sum := 0.0
	for _, v := range values {
		sum += v
	}
	return sum / float64(len(values))
}
