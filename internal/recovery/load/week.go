package load

import "math"

// MonotonyDisplayCap is the largest monotony that is worth showing. It is a
// matter of display alone: verdicts use the uncapped value.
const MonotonyDisplayCap = 10

// Week holds the loads of the last seven calendar days in AU, rest days as 0.
// All measures of a week are undefined if one of its days is unknown.
type Week [7]float64

// Load is the week's load, the sum of its days.
func (w Week) Load() (float64, bool) {
	if !w.known() {
		return 0, false
	}
	return 7 * mean(w[:]), true
}

// Monotony is the mean of the daily loads over their sample standard deviation
// (n−1), after Foster (1998). Of seven equal days it is +Inf, also of seven rest
// days. Compare it with the athlete's own distribution; a general threshold of 2
// has no study behind it.
func (w Week) Monotony() (float64, bool) {
	if !w.known() {
		return 0, false
	}
	deviation := w.deviation()
	if deviation == 0 {
		return math.Inf(1), true
	}
	return mean(w[:]) / deviation, true
}

// Strain is the week's load times its monotony (Foster 1998), which related to
// illness at thresholds of each athlete's own. Of seven equal days it is +Inf,
// of seven rest days 0: where nothing was done, nothing strained.
func (w Week) Strain() (float64, bool) {
	weekLoad, ok := w.Load()
	if !ok || weekLoad == 0 {
		return 0, ok
	}
	monotony, _ := w.Monotony()
	return weekLoad * monotony, true
}

func (w Week) known() bool { return allLoads(w[:]) }

// deviation is the sample standard deviation (n−1) of the daily loads. Equal
// days are told first: the rounding of their mean would leave a tiny deviation
// and with it a huge, finite monotony.
func (w Week) deviation() float64 {
	if w == (Week{w[0], w[0], w[0], w[0], w[0], w[0], w[0]}) {
		return 0
	}
	m, squares := mean(w[:]), 0.0
	for _, d := range w {
		squares += (d - m) * (d - m)
	}
	return math.Sqrt(squares / 6)
}

// CapMonotony limits a monotony to [MonotonyDisplayCap] for display.
func CapMonotony(monotony float64) float64 { return min(monotony, MonotonyDisplayCap) }
