package translate

import (
	"strings"
	"testing"
	"time"

	"fallow.dev/fallow/api/v1alpha1"
	"fallow.dev/fallow/internal/recovery"
)

func TestHabit(t *testing.T) {
	tests := map[string]struct {
		onset, wake v1alpha1.TimeOfDay
		need        int32
		want        recovery.Habit // onset since noon of the day before, wake since midnight
		hours       float64
	}{
		"nothing stated":              {"", "", 0, recovery.Habit{Onset: 640, Wake: 420}, 500. / 60},
		"asleep before midnight":      {"22:45", "07:00", 0, recovery.Habit{Onset: 645, Wake: 420}, 8.25},
		"asleep after midnight":       {"00:30", "08:00", 0, recovery.Habit{Onset: 750, Wake: 480}, 7.5},
		"asleep at midnight":          {"00:00", "08:00", 0, recovery.Habit{Onset: 720, Wake: 480}, 8},
		"night worker, forenoon":      {"08:30", "16:00", 0, recovery.Habit{Onset: 1230, Wake: 960}, 7.5},
		"night worker, afternoon":     {"13:00", "20:00", 0, recovery.Habit{Onset: 1500, Wake: 1200}, 7},
		"late shift":                  {"03:10", "11:40", 0, recovery.Habit{Onset: 910, Wake: 700}, 8.5},
		"up before noon, to bed late": {"12:30", "11:00", 0, recovery.Habit{Onset: 30, Wake: 660}, 22.5},
		"only the wake":               {"", "05:00", 480, recovery.Habit{Onset: 540, Wake: 300}, 8},
		"only the onset":              {"23:00", "", 0, recovery.Habit{Onset: 660, Wake: 420}, 8},
		"not a time of day":           {"25:00", "7", 0, recovery.Habit{Onset: 640, Wake: 420}, 500. / 60},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			a := Athlete(&v1alpha1.AthleteSpec{Sleep: &v1alpha1.SleepHabit{NeedMinutes: test.need, UsualOnset: test.onset, UsualWake: test.wake}})
			for day, got := range a.Habit {
				if got != test.want {
					t.Fatalf("%v: %+v, want %+v", time.Weekday(day), got, test.want)
				}
			}
			if got := float64(a.Habit[0].Wake+noon-a.Habit[0].Onset) / 60; got != test.hours {
				t.Errorf("sleeps %g h, want %g", got, test.hours)
			}
		})
	}
}

// A shift worker's week: nights before Tuesday and Wednesday are slept by day.
func TestScheduleOfWeekdays(t *testing.T) {
	a := Athlete(&v1alpha1.AthleteSpec{Sleep: &v1alpha1.SleepHabit{
		NeedMinutes: 480, UsualOnset: "22:30", UsualWake: "06:30",
		Schedule: []v1alpha1.SleepScheduleEntry{
			{Weekdays: []v1alpha1.Weekday{"Tuesday", "Wednesday"}, Onset: "07:30", Wake: "14:30"},
			{Weekdays: []v1alpha1.Weekday{"Sunday", "Tuesday"}, Onset: "23:30", Wake: "08:00"}, // the first entry of a day counts
		},
	}})
	for day, want := range map[time.Weekday]recovery.Habit{
		time.Monday: {Onset: 630, Wake: 390}, time.Tuesday: {Onset: 1170, Wake: 870}, time.Wednesday: {Onset: 1170, Wake: 870},
		time.Thursday: {Onset: 630, Wake: 390}, time.Sunday: {Onset: 690, Wake: 480},
	} {
		if got := a.Habit[day]; got != want {
			t.Errorf("%v: %+v, want %+v", day, got, want)
		}
	}
	if a.SleepNeedMinutes != 480 {
		t.Errorf("needs %g min", a.SleepNeedMinutes)
	}
}

func TestZone(t *testing.T) {
	for name, known := range map[v1alpha1.TimeZone]bool{
		"Europe/Berlin": true, "UTC": true, "America/Argentina/Buenos_Aires": true, "Asia/Kathmandu": true, "Etc/GMT+12": true,
		"": false, "Local": false, "LOCAL": false, "Europe/Atlantis": false, "../etc/passwd": false, "CEST": false,
	} {
		zone, err := Zone(name)
		switch {
		case known && (err != nil || zone.String() != string(name)):
			t.Errorf("%s: %v, %v", name, zone, err)
		case !known && err == nil:
			t.Errorf("%q is taken for %v", name, zone)
		case !known && (!strings.HasPrefix(err.Error(), "spec.timeZone:") || !strings.Contains(err.Error(), "Europe/Berlin") || name != "" && strings.Contains(err.Error(), string(name))):
			t.Errorf("%q: %v names no field and example, or repeats the value", name, err)
		}
	}
}
