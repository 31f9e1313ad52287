package load

import "math"

// REDI is the robust exponential decreasing index of Moussa (2019): the mean of
// the known days, weighted by exp(−lambda·i) where i is the age in days. Unknown
// days have no weight, neither above nor below the line, so that a gap is not
// taken for rest; no other published average of load is honest about gaps.
// Lambda is 0 or more per day; 0 is the plain mean of the known days. The index
// is undefined if no day is known, or if one is known but invalid.
func REDI(lambda float64, days []float64) (float64, bool) {
	if !(lambda >= 0) || math.IsInf(lambda, 1) {
		return 0, false
	}
	keep := math.Exp(-lambda)
	sum, weight := 0.0, 0.0
	for _, d := range trimUnknown(days) {
		sum, weight = sum*keep, weight*keep
		if math.IsNaN(d) {
			continue
		}
		if !isLoad(d) {
			return 0, false
		}
		sum, weight = sum+d, weight+1
	}
	if weight == 0 {
		return 0, false
	}
	return sum / weight, true
}

// trimUnknown drops the unknown days at the end. They scale both sums alike, and
// would in a long silence let both vanish.
func trimUnknown(days []float64) []float64 {
	for len(days) > 0 && math.IsNaN(days[len(days)-1]) {
		days = days[:len(days)-1]
	}
	return days
}
