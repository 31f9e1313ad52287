package hrv

import "math"

// The bounds in milliseconds by which recordings at rest are commonly cleaned:
// 200 and 30 beats per minute.
const (
	RestingShortest = 300
	RestingLongest  = 2000
)

// AllOriginal returns the mask of a recording of which no beat is marked yet.
func AllOriginal(beats int) []bool {
	original := make([]bool, max(beats, 0))
	for i := range original {
		original[i] = true
	}
	return original
}

// RejectRange marks the intervals outside shortest to longest milliseconds, both
// included, and those that are not numbers. It does nothing and returns false if
// the mask has another length than the recording or if the bounds are not two
// finite numbers in ascending order.
func RejectRange(original []bool, rr []float64, shortest, longest float64) bool {
	if len(original) != len(rr) || !isFinite(shortest) || !isFinite(longest) || shortest > longest {
		return false
	}
	for i, interval := range rr {
		if !(interval >= shortest && interval <= longest) {
			original[i] = false
		}
	}
	return true
}

// RejectMalik marks each interval that differs by more than 20 % from the one
// before it (Malik 1989). An interval after a marked one has no normal interval
// to be compared with and stands, as in the widespread implementations; RMSSD
// leaves that pair out all the same. An interval that is not a positive finite
// number is always marked. It does nothing and returns false if the mask has
// another length than the recording.
func RejectMalik(original []bool, rr []float64) bool {
	return rejectJumps(original, rr, .20, .20)
}

// RejectKamath is [RejectMalik] with the asymmetric bounds of Kamath and Fallen
// (1995), 32.5 % longer or 24.5 % shorter than the interval before.
func RejectKamath(original []bool, rr []float64) bool {
	return rejectJumps(original, rr, .325, .245)
}

// rejectJumps marks the intervals that are longer or shorter by more than that
// share of the interval before them.
func rejectJumps(original []bool, rr []float64, longer, shorter float64) bool {
	if len(original) != len(rr) {
		return false
	}
	for i, interval := range rr {
		if !(interval > 0) || math.IsInf(interval, 1) {
			original[i] = false
			continue
		}
		if i == 0 || !original[i-1] {
			continue
		}
		change, previous := interval-rr[i-1], rr[i-1]
		if change > longer*previous || -change > shorter*previous {
			original[i] = false
		}
	}
	return true
}

// AppendOriginals appends the original intervals of a recording to dst: the
// normal intervals for [SDNN] and [MeanRR]. Not for [RMSSD], which would pair
// beats that did not follow each other. It returns dst as it was, and false, if
// the mask has another length than the recording.
func AppendOriginals(dst, rr []float64, original []bool) ([]float64, bool) {
	if len(original) != len(rr) {
		return dst, false
	}
	for i, interval := range rr {
		if original[i] {
			dst = append(dst, interval)
		}
	}
	return dst, true
}

// AppendRejected appends the indices of the marked beats to dst, in ascending order.
func AppendRejected(dst []int, original []bool) []int {
	for i, keep := range original {
		if !keep {
			dst = append(dst, i)
		}
	}
	return dst
}

// ArtefactPercent is the share of marked beats, 0 to 100. It is undefined for an
// empty recording.
func ArtefactPercent(original []bool) (float64, bool) {
	if len(original) == 0 {
		return 0, false
	}
	rejected := 0
	for _, keep := range original {
		if !keep {
			rejected++
		}
	}
	return 100 * float64(rejected) / float64(len(original)), true
}

// The gate of [Quality], a default of this project (grade D).
const (
	CleanArtefactPercent   = 1
	MaximumArtefactPercent = 5
)

// Quality weighs a recording by the percentage of its beats that were artefacts:
// 1 up to [CleanArtefactPercent], from there falling linearly to 0 at
// [MaximumArtefactPercent]. Above that, or for a percentage that is none, the
// recording is rejected: the second result is false.
func Quality(artefactPercent float64) (float64, bool) {
	if !(artefactPercent >= 0 && artefactPercent <= MaximumArtefactPercent) {
		return 0, false
	}
	const slope = MaximumArtefactPercent - CleanArtefactPercent
	return min(1, (MaximumArtefactPercent-artefactPercent)/slope), true
}
