package translate

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"fallow.dev/fallow/api/v1alpha1"
	"fallow.dev/fallow/internal/recovery"
)

// Habits of an athlete who states none: 8.3 h of need (Sargent 2021), awake from
// 07:00.
const (
	defaultNeedMinutes = 500
	defaultWakeMinute  = 7 * 60
)

// Zone loads an athlete's time zone.
func Zone(name v1alpha1.TimeZone) (*time.Location, error) {
	if name == "" || strings.EqualFold(string(name), "local") {
		return nil, fmt.Errorf("spec.timeZone: needs the name of an IANA time zone such as Europe/Berlin")
	}
	zone, err := time.LoadLocation(string(name))
	if err != nil {
		return nil, fmt.Errorf("spec.timeZone: not a known IANA time zone; use a name such as Europe/Berlin")
	}
	return zone, nil
}

// Athlete returns the engine's view of a person.
func Athlete(spec *v1alpha1.AthleteSpec) recovery.Athlete {
	stated := spec.Sleep
	if stated == nil {
		stated = &v1alpha1.SleepHabit{}
	}
	need := defaultNeedMinutes
	if stated.NeedMinutes != 0 {
		need = int(stated.NeedMinutes)
	}
	a := recovery.Athlete{SleepNeedMinutes: float64(need)}
	usual := habit(stated.UsualOnset, stated.UsualWake, need)
	for d := range a.Habit {
		a.Habit[d] = usual
	}
	for _, e := range slices.Backward(stated.Schedule) { // the first entry that names a day counts
		for d := range a.Habit {
			if slices.Contains(e.Weekdays, weekday(time.Weekday(d))) {
				a.Habit[d] = habit(e.Onset, e.Wake, need)
			}
		}
	}
	return a
}

// habit counts the onset from noon of the day before the wake. An onset later in
// the day than the wake lies on that day, any other on the day of the wake, as a
// night worker's does. Who states no onset sleeps as long as they need.
func habit(onset, wake v1alpha1.TimeOfDay, need int) recovery.Habit {
	h := recovery.Habit{Wake: defaultWakeMinute}
	if m, ok := minuteOfDay(wake); ok {
		h.Wake = m
	}
	asleep, ok := minuteOfDay(onset)
	switch {
	case !ok:
		h.Onset = h.Wake + noon - need
	case asleep > h.Wake:
		h.Onset = asleep - noon
	default:
		h.Onset = asleep + noon
	}
	return h
}

// noon is its minute of the day.
const noon = 12 * 60

func weekday(d time.Weekday) v1alpha1.Weekday { return v1alpha1.Weekday(d.String()) }
