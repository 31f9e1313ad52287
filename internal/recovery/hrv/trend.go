package hrv

import "math"

// MaximumMeanDays is the longest mean of which [StandardErrorOfMean] gives the
// error: ten years of days.
const MaximumMeanDays = 3660

// StandardErrorOfMean is the standard error of the mean of k successive days, in
// standard deviations of a day, when days correlate as rho, rho², … at lags of
// 1, 2, … days: √((1/k)·(1 + 2·Σ_{j<k}(1 − j/k)·rho^j)), the variance of the mean
// of a first-order autoregressive series. With rho 0 it is 1/√k. Days of
// heart-rate variability correlate by about 0.3, so that a week's mean is less
// certain than seven values suggest: taking them for independent is why a mean
// half a standard deviation low seems rarer than it is (9 % of healthy days,
// where it is 15 %).
//
// k is 1 to [MaximumMeanDays], rho −1 to 1.
func StandardErrorOfMean(k int, rho float64) (float64, bool) {
	if k < 1 || k > MaximumMeanDays || !(rho >= -1 && rho <= 1) {
		return 0, false
	}
	days := float64(k)
	sum, power := 0.0, 1.0
	for j := 1; j < k; j++ {
		power *= rho
		if power == 0 {
			break
		}
		sum += (1 - float64(j)/days) * power
	}
	// With rho −1 rounding may leave the variance a hair below 0.
	return math.Sqrt(max(0, (1+2*sum)/days)), true
}
