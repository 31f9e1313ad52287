package recovery

import (
	"math"

	"fallow.dev/fallow/internal/recovery/hrv"
)

// reference is the athlete's own usual level of a marker.
type reference struct {
	mean, sd float64
	n        int
}

// z is the distance of x from the reference in SD.
func (r reference) z(x float64) float64 { return (x - r.mean) / r.sd }

// reference takes the values of the newest ReferenceDays eligible days up to
// index end. Its variance is shrunk towards the prior (k0 pseudo-values of SD
// s0), so that a lucky quiet fortnight does not make every day an alarm. Below
// ProvisionalValues there is none; below MinimumValues it is widened.
func (b *BaselineParams) reference(values *series, eligible *[HistoryDays]bool, end int, priorSD float64) (reference, bool) {
	var sum, squares float64
	n := 0
	for i, days := end, 0; i >= 0 && days < b.ReferenceDays; i-- {
		if !eligible[i] {
			continue
		}
		days++
		if x := values[i]; !math.IsNaN(x) {
			sum += x
			squares += x * x
			n++
		}
	}
	if n < b.ProvisionalValues {
		return reference{n: n}, false
	}
	mean := sum / float64(n)
	spread := max(0, squares-sum*mean)
	variance := (spread + b.PriorValues*priorSD*priorSD) / (float64(n-1) + b.PriorValues)
	r := reference{mean: mean, sd: math.Sqrt(variance), n: n}
	if n < b.MinimumValues {
		r.sd *= b.ProvisionalWidening
	}
	return r, r.sd > 0
}

// lag is how far the reference of a trend lies behind today.
func (b *BaselineParams) lag(h *history) int {
	if h.length >= b.LongLagFromDays {
		return b.LongLagDays
	}
	return b.LagDays
}

// mean averages the values of the last days up to index end, in calendar days.
func (s *series) mean(end, days int) (mean float64, n int) {
	for i := max(0, end-days+1); i <= end; i++ {
		if !math.IsNaN(s[i]) {
			mean += s[i]
			n++
		}
	}
	if n == 0 {
		return math.NaN(), 0
	}
	return mean / float64(n), n
}

// trendZ is the z of the mean over the last days, in standard errors of such a
// mean; NaN with too few values.
func (b *BaselineParams) trendZ(s *series, r reference, days, minimum int) float64 {
	m, n := s.mean(today, days)
	if n < minimum {
		return math.NaN()
	}
	se, ok := hrv.StandardErrorOfMean(n, b.Autocorrelation)
	if !ok {
		return math.NaN()
	}
	return (m - r.mean) / (r.sd * se)
}

// deviation is how far the mean of the newest days lies from the reference, in
// SD of single days; NaN with too few values.
func (b *BaselineParams) deviation(s *series, r reference) float64 {
	m, n := s.mean(today, b.EpisodeTrendDays)
	if n < b.EpisodeTrendMinimumValues {
		return math.NaN()
	}
	return r.z(m)
}

// age is how many days ago the newest value was reported, or more than the history.
func (s *series) age() int {
	for i := today; i >= 0; i-- {
		if !math.IsNaN(s[i]) {
			return today - i
		}
	}
	return HistoryDays
}

// count returns how many of the last days have a value.
func (s *series) count(days int) int {
	_, n := s.mean(today, days)
	return n
}

func clip(x, bound float64) float64 { return max(-bound, min(bound, x)) }

// maxU bounds a channel's U.
const maxU = 2
