package sleep

import "math"

// MCTQ holds the answers to the Munich ChronoType Questionnaire (Roenneberg
// 2012) that chronotype and social jetlag are computed from.
type MCTQ struct {
	Workdays         int     // per week, 0 to 7
	MidSleepWorkdays float64 // MSW, minutes after midnight, 0 to below 1440
	MidSleepFreeDays float64 // MSF, likewise
	SleepWorkdays    float64 // SDw, sleep duration in minutes, 0 to 1440
	SleepFreeDays    float64 // SDf, likewise
	AlarmOnFreeDays  bool
}

// CorrectedMidSleep is MSFsc, the measure of chronotype (Roenneberg 2012): mid-sleep
// on free days less half of what sleep on them exceeds the week's average, in
// minutes after midnight, 0 to below 1440. With no more sleep on free days than
// on workdays there is nothing to correct. It is undefined without a free day, or
// with an alarm clock on free days: then their sleep is not free.
func (m MCTQ) CorrectedMidSleep() (float64, bool) {
	if m.Workdays < 0 || m.Workdays > 6 || m.AlarmOnFreeDays {
		return 0, false
	}
	if !isTimeOfDay(m.MidSleepFreeDays) || !isDuration(m.SleepFreeDays) {
		return 0, false
	}
	if m.Workdays == 0 {
		return m.MidSleepFreeDays, true
	}
	if !isDuration(m.SleepWorkdays) {
		return 0, false
	}
	if m.SleepFreeDays <= m.SleepWorkdays {
		return m.MidSleepFreeDays, true
	}
	corrected := m.MidSleepFreeDays - (m.SleepFreeDays-m.weeklySleep())/2
	return timeOfDay(corrected), true
}

// SocialJetlag is the distance in minutes, 0 to 720, between mid-sleep on
// workdays and on free days, the shorter way around the clock (Wittmann 2006).
// It is undefined without workdays or without free days.
func (m MCTQ) SocialJetlag() (float64, bool) {
	if m.Workdays < 1 || m.Workdays > 6 {
		return 0, false
	}
	if !isTimeOfDay(m.MidSleepWorkdays) || !isTimeOfDay(m.MidSleepFreeDays) {
		return 0, false
	}
	apart := math.Abs(m.MidSleepFreeDays - m.MidSleepWorkdays)
	return min(apart, minutesPerDay-apart), true
}

// weeklySleep is SDweek, the mean sleep duration of the week's seven days.
func (m MCTQ) weeklySleep() float64 {
	work := float64(m.Workdays)
	return (m.SleepWorkdays*work + m.SleepFreeDays*(7-work)) / 7
}

func isTimeOfDay(minutes float64) bool { return minutes >= 0 && minutes < minutesPerDay }

// timeOfDay turns a time of at most one day before midnight into one after it.
// A hair before midnight may round to midnight itself, the start of the day.
func timeOfDay(minutes float64) float64 {
	if minutes < 0 {
		minutes += minutesPerDay
	}
	if minutes >= minutesPerDay {
		return 0
	}
	return minutes
}
