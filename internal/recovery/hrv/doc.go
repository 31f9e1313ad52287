// Package hrv computes the published time-domain measures of heart-rate
// variability from the intervals between heartbeats:
//
//   - RMSSD, its logarithm lnRMSSD, SDNN and the mean interval (Task Force 1996);
//   - the filters that mark artefacts and ectopic beats: by range, after Malik
//     (1989) and after Kamath and Fallen (1995);
//   - the quality of a recording from the share of its beats that they marked;
//   - the standard error of a mean of autocorrelated days, in standard
//     deviations, by which a week's mean is judged against its reference.
//
// RMSSD follows the vagal, parasympathetic branch and is skewed, so work with
// lnRMSSD. SDNN is not specific to it: a device that labels the one as the other
// gives another series.
//
// # Originals
//
// RR intervals are all intervals, in milliseconds and in order. A mask of the
// same length says which of them are original: true until a filter marks the
// beat as no normal one. A marked beat is left out, never corrected, and RMSSD
// takes only pairs of which both beats are original (see [RMSSDOfOriginals]).
// Filters compose: each leaves alone what an earlier one has marked.
//
// # Totality
//
// Every function accepts any input. The last result is false, and the first
// zero, where the measure is undefined. No function returns NaN or infinity.
package hrv

import "math"

// The shortest and the longest interval in milliseconds that can be one between
// two heartbeats. They are wide enough for any rhythm, and tell a value in
// seconds from one in milliseconds; [RejectRange] is the filter for artefacts.
const (
	ShortestInterval = 100
	LongestInterval  = 10_000
)

// isInterval reports whether x may be an interval in milliseconds: NaN fails
// both comparisons.
func isInterval(x float64) bool { return x >= ShortestInterval && x <= LongestInterval }

func isFinite(x float64) bool { return !math.IsNaN(x) && !math.IsInf(x, 0) }
