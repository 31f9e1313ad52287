package hrv

import "math"

// RMSSD is the root mean square of the successive differences of normal
// intervals, in milliseconds (Task Force 1996). It takes two intervals or more,
// each of [ShortestInterval] to [LongestInterval].
func RMSSD(nn []float64) (float64, bool) {
	if len(nn) < 2 || !isInterval(nn[0]) {
		return 0, false
	}
	squares, previous := 0.0, nn[0]
	for _, interval := range nn[1:] {
		if !isInterval(interval) {
			return 0, false
		}
		difference := interval - previous
		squares += difference * difference
		previous = interval
	}
	return math.Sqrt(squares / float64(len(nn)-1)), true
}

// RMSSDOfOriginals is [RMSSD] over those successive pairs of which both
// intervals are original: a difference to or across a marked beat is none of the
// heart's own. It is undefined without such a pair, or if the mask has another
// length than the recording.
func RMSSDOfOriginals(rr []float64, original []bool) (float64, bool) {
	if len(rr) != len(original) {
		return 0, false
	}
	squares, pairs := 0.0, 0
	for i := 1; i < len(rr); i++ {
		if !original[i] || !original[i-1] {
			continue
		}
		if !isInterval(rr[i]) || !isInterval(rr[i-1]) {
			return 0, false
		}
		difference := rr[i] - rr[i-1]
		squares += difference * difference
		pairs++
	}
	if pairs == 0 {
		return 0, false
	}
	return math.Sqrt(squares / float64(pairs)), true
}

// LnRMSSD is the natural logarithm of an RMSSD in milliseconds. It is undefined
// for 0 or less.
func LnRMSSD(rmssd float64) (float64, bool) {
	if !(rmssd > 0) || math.IsInf(rmssd, 1) {
		return 0, false
	}
	return math.Log(rmssd), true
}

// SDNN is the sample standard deviation (n−1) of normal intervals, in
// milliseconds (Task Force 1996), of two intervals or more.
func SDNN(nn []float64) (float64, bool) {
	m, ok := MeanRR(nn)
	if !ok || len(nn) < 2 {
		return 0, false
	}
	squares := 0.0
	for _, interval := range nn {
		squares += (interval - m) * (interval - m)
	}
	return math.Sqrt(squares / float64(len(nn)-1)), true
}

// MeanRR is the mean interval in milliseconds, of one interval or more. 60,000
// over it is the heart rate per minute.
func MeanRR(rr []float64) (float64, bool) {
	sum := 0.0
	for _, interval := range rr {
		if !isInterval(interval) {
			return 0, false
		}
		sum += interval
	}
	if len(rr) == 0 {
		return 0, false
	}
	return sum / float64(len(rr)), true
}
