package load

import "math"

const (
	// MaximumWatts is the highest power sample that is taken for real; the best
	// track sprinters reach about 2,500 W.
	MaximumWatts = 10_000
	// powerWindow is the rolling window of normalised power in samples of one
	// second: about the half-time of the body's response to a step in power
	// (Coggan 2003).
	powerWindow = 30
)

// NormalizedPower is the power in watts that would have cost the same if ridden
// evenly: the fourth root of the mean fourth power of the 30-second rolling mean
// (Coggan 2003), over full windows only. Samples are one second apart, in watts
// of 0 to [MaximumWatts], 30 or more of them; a dropout must be filled or cut
// before.
func NormalizedPower(watts []float64) (float64, bool) {
	return normalizedPower(watts, powerWindow)
}

// NormalizedPowerZeroPadded is [NormalizedPower] with 29 seconds of zero power
// before the start, so that every sample ends a window, as GoldenCheetah
// computes it. It is a little lower.
func NormalizedPowerZeroPadded(watts []float64) (float64, bool) {
	return normalizedPower(watts, 1)
}

// normalizedPower averages over the windows that end at sample number first or
// later, counted from 1. One rolling sum serves all of them: with samples bounded
// by MaximumWatts it drifts by less than a millionth of a watt in a day.
func normalizedPower(watts []float64, first int) (float64, bool) {
	if len(watts) < powerWindow {
		return 0, false
	}
	window, total := 0.0, 0.0
	for i, w := range watts {
		if !isPower(w) {
			return 0, false
		}
		window += w
		if i >= powerWindow {
			window -= watts[i-powerWindow]
		}
		if i+1 < first {
			continue
		}
		square := (window / powerWindow) * (window / powerWindow)
		total += square * square
	}
	windows := float64(len(watts) - first + 1)
	return math.Sqrt(math.Sqrt(total / windows)), true
}

// IntensityFactor is normalised power over functional threshold power, both in
// watts (Coggan 2003). An hour at threshold has 1.
func IntensityFactor(normalizedWatts, thresholdWatts float64) (float64, bool) {
	if !isPower(normalizedWatts) || !isThreshold(thresholdWatts) {
		return 0, false
	}
	return normalizedWatts / thresholdWatts, true
}

// TrainingStressScore is 100 · hours · IF² (Coggan 2003): an hour at functional
// threshold power scores 100.
func TrainingStressScore(seconds, normalizedWatts, thresholdWatts float64) (float64, bool) {
	factor, ok := IntensityFactor(normalizedWatts, thresholdWatts)
	if !ok || !isDuration(seconds/60) {
		return 0, false
	}
	return 100 * seconds / 3600 * factor * factor, true
}

func isPower(watts float64) bool { return watts >= 0 && watts <= MaximumWatts }

// isThreshold asks for 1 W at least, below which no ratio to it means anything.
func isThreshold(watts float64) bool { return watts >= 1 && watts <= MaximumWatts }
