package load

const (
	// acuteDays and chronicDays are the windows of the acute:chronic workload
	// ratio (Gabbett 2016).
	acuteDays, chronicDays = 7, 28
	// MinimumChronic is the chronic load in AU a day under which a ratio to it
	// says nothing but that there was a break.
	MinimumChronic = 1
)

// WorkloadRatio is an acute:chronic workload ratio with its two terms. It is for
// display: a random denominator predicts injury as well (Impellizzeri 2020).
type WorkloadRatio struct {
	Acute, Chronic float64 // AU a day
	Ratio          float64
}

// CoupledRatio is the mean of the last 7 days over the mean of the last 28, the
// same 7 among them, which alone correlates the two by about 0.5 (Lolli 2017).
// All ratios are undefined before 28 days, if a day of their windows is unknown,
// or if the chronic load is below [MinimumChronic].
func CoupledRatio(days []float64) (WorkloadRatio, bool) {
	if len(days) < chronicDays {
		return WorkloadRatio{}, false
	}
	chronic := days[len(days)-chronicDays:]
	return meanRatio(chronic[chronicDays-acuteDays:], chronic)
}

// UncoupledRatio is the mean of the last 7 days over the mean of the 21 days
// before them (Windt and Gabbett 2019).
func UncoupledRatio(days []float64) (WorkloadRatio, bool) {
	if len(days) < chronicDays {
		return WorkloadRatio{}, false
	}
	window := days[len(days)-chronicDays:]
	split := chronicDays - acuteDays
	return meanRatio(window[split:], window[:split])
}

// EWMARatio is the ratio of two exponentially weighted averages over all the
// days, with spans of 7 and 28 days and the first load as their seed (Williams
// 2017).
func EWMARatio(days []float64) (WorkloadRatio, bool) {
	if len(days) < chronicDays || !allLoads(days) {
		return WorkloadRatio{}, false
	}
	// Neither constant can fail: both spans are above 1.
	alphaAcute, _ := Span.Alpha(acuteDays)
	alphaChronic, _ := Span.Alpha(chronicDays)
	acute, _ := EWMA(days[0], alphaAcute, days[1:])
	chronic, _ := EWMA(days[0], alphaChronic, days[1:])
	return workloadRatio(acute, chronic)
}

func meanRatio(acute, chronic []float64) (WorkloadRatio, bool) {
	if !allLoads(acute) || !allLoads(chronic) {
		return WorkloadRatio{}, false
	}
	return workloadRatio(mean(acute), mean(chronic))
}

func workloadRatio(acute, chronic float64) (WorkloadRatio, bool) {
	if chronic < MinimumChronic {
		return WorkloadRatio{}, false
	}
	return WorkloadRatio{Acute: acute, Chronic: chronic, Ratio: acute / chronic}, true
}
