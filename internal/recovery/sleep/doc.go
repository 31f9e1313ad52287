// Package sleep computes the published measures of sleep and its timing:
//
//   - the sleep regularity index of main sleeps (Phillips 2017);
//   - sleep debt over the last seven nights;
//   - chronotype and social jetlag by the Munich ChronoType Questionnaire
//     (Roenneberg 2004, 2012).
//
// Times of day are minutes by the athlete's local clock. Sleep that no one
// reported is left out, and never taken for a night without sleep.
//
// # Totality
//
// Every function accepts any input. The second result is false, and the first
// zero, where the measure is undefined or an input is outside the range that its
// comment names. No function returns NaN or infinity.
package sleep

// minutesPerDay is the length of a day by the clock on the wall, which is what
// the body's and the team's timetable follow; the two days of a year on which
// daylight saving changes count like any other.
const minutesPerDay = 24 * 60

// isDuration reports whether minutes is a duration within a day: NaN fails both
// comparisons.
func isDuration(minutes float64) bool { return minutes >= 0 && minutes <= minutesPerDay }
