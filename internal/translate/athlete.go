package translate

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"fallow.dev/fallow/api/v1alpha1"
	"fallow.dev/fallow/internal/recovery"
)

// Habits of an athlete who states none: 8.3 h of need (Sargent 2021), asleep from
// 22:40 to 07:00.
const (
	defaultNeedMinutes = 500
	defaultOnsetMinute = 10*60 + 40 // since noon
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
	a := recovery.Athlete{SleepNeedMinutes: defaultNeedMinutes}
	usual := recovery.Habit{Onset: defaultOnsetMinute, Wake: defaultWakeMinute}
	if s := spec.Sleep; s != nil {
		if s.NeedMinutes != 0 {
			a.SleepNeedMinutes = float64(s.NeedMinutes)
		}
		usual = habit(s.UsualOnset, s.UsualWake, usual)
	}
	for d := range a.Habit {
		a.Habit[d] = usual
	}
	if spec.Sleep != nil {
		for _, e := range spec.Sleep.Schedule {
			for d := range a.Habit {
				if slices.Contains(e.Weekdays, weekday(time.Weekday(d))) {
					a.Habit[d] = habit(e.Onset, e.Wake, usual)
				}
			}
		}
	}
	return a
}

// habit counts the onset from noon, so that 22:45 and 00:30 both precede the wake.
func habit(onset, wake v1alpha1.TimeOfDay, absent recovery.Habit) recovery.Habit {
	h := absent
	if m, ok := minuteOfDay(onset); ok {
		h.Onset = (m + 12*60) % (24 * 60)
	}
	if m, ok := minuteOfDay(wake); ok {
		h.Wake = m
	}
	if h.Onset >= h.Wake+12*60 { // a day sleeper: asleep and awake on the same day
		h.Onset -= 24 * 60
	}
	return h
}

func weekday(d time.Weekday) v1alpha1.Weekday { return v1alpha1.Weekday(d.String()) }
