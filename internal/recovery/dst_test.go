package recovery_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"fallow.dev/fallow/internal/recovery"
	"fallow.dev/fallow/internal/simulate"
)

// TestWindowsAcrossClockChanges: in zones with every kind of change, over days on
// which clocks change, a window has a length, and holds a whole usual main sleep
// whose wake stands where a clock on the wall says.
func TestWindowsAcrossClockChanges(t *testing.T) {
	changes := map[string][]string{
		"Europe/Berlin":       {"2026-03-29", "2026-10-25", "2038-03-28"},
		"America/New_York":    {"2026-03-08", "2026-11-01"},
		"Australia/Lord_Howe": {"2026-04-05", "2026-10-04"}, // half an hour
		"America/Santiago":    {"2026-04-05", "2026-09-06"}, // at midnight
		"Asia/Beirut":         {"2026-03-29"},               // at midnight
		"Africa/Casablanca":   {"2026-02-15", "2026-03-22"}, // around Ramadan
		"Pacific/Apia":        {"2011-12-30"},               // a day that did not happen
		"Asia/Kathmandu":      {"2026-03-29"},               // none, at +05:45
	}
	for name, days := range changes {
		zone := location(t, name)
		for _, text := range days {
			t.Run(name+" "+text, func(t *testing.T) {
				change, err := recovery.ParseDay(text)
				if err != nil {
					t.Fatal(err)
				}
				set := setting(t)
				set.Zone = zone
				inserted := 0
				for offset := range recovery.Day(5) {
					inserted += collapse(t, &set, change-offset)
				}
				if inserted < 5 {
					t.Errorf("%d windows, want one for each collapse", inserted)
				}
			})
		}
	}
}

// collapse lives eight weeks that end in a loss of everything on a day, then six
// more days of it, and counts the windows.
func collapse(t *testing.T, set *recovery.Setting, day recovery.Day) int {
	t.Helper()
	const known = 50
	season := simulate.Season(freshSeed, simulate.Typical(), known+7, week, func(i int) simulate.Truth {
		if i < known {
			return simulate.Truth{Illness: "None"}
		}
		return simulate.Truth{Illness: "None", Fatigue: 4}
	})
	var l recovery.Ledger
	inserted := 0
	for i := range season {
		in := morningOf(season, i, day-known+recovery.Day(i), set.Zone)
		in.Ledger, in.Setting = l, *set
		d := decide(t, in)
		for _, c := range d.Changes {
			if c.Kind == recovery.WindowInserted {
				inserted++
			}
		}
		// A day that did not happen cannot be answered: there the grace moves the end.
		if e := d.Ledger.Standing.Episode; e.Open() && set.Zone.String() != "Pacific/Apia" {
			wantWallClockWake(t, set, e.End)
		}
		l = d.Ledger
	}
	return inserted
}

func wantWallClockWake(t *testing.T, set *recovery.Setting, end recovery.Instant) {
	t.Helper()
	local := end.Time().In(set.Zone)
	if wake := set.Athlete.Habit[local.Weekday()].Wake; local.Hour()*60+local.Minute() != wake {
		t.Errorf("ends at %s, want the usual wake", local)
	}
}

// TestDayAt: instants of wall clocks around changes are total and in order.
func TestDayAt(t *testing.T) {
	zones := []string{"Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia", "America/Santiago", "UTC"}
	rapid.Check(t, func(t *rapid.T) {
		zone, err := time.LoadLocation(rapid.SampledFrom(zones).Draw(t, "zone"))
		if err != nil {
			t.Fatal(err)
		}
		day := recovery.Day(rapid.IntRange(10000, 40000).Draw(t, "day"))
		minute := rapid.IntRange(0, 1439).Draw(t, "minute")
		at := day.At(minute, zone)
		if next := (day + 1).At(minute, zone); next.Before(at) {
			t.Errorf("%s %d is after the same clock of the next day", day, minute)
		}
		if parsed, err := recovery.ParseDay(day.String()); err != nil || parsed != day {
			t.Errorf("%s reads %s, %v", day, parsed, err)
		}
		if exists := at.Hour()*60+at.Minute() == minute; exists && recovery.DayOf(at, zone) != day {
			t.Errorf("minute %d of %s falls on %s", minute, day, recovery.DayOf(at, zone))
		}
	})
}

// TestSkippedAndRepeatedMinutes holds the documented choice around a change.
func TestSkippedAndRepeatedMinutes(t *testing.T) {
	zone := location(t, home)
	tests := map[string]struct {
		day    string
		minute int
		want   string
	}{
		"skipped: as if the change had not happened yet": {"2026-03-29", 150, "2026-03-29T01:30:00Z"},
		"repeated: its first occurrence":                 {"2026-10-25", 150, "2026-10-25T00:30:00Z"},
		"before midnight":                                {"2026-03-10", -75, "2026-03-09T21:45:00Z"},
		"past the day":                                   {"2026-03-10", 1500, "2026-03-11T00:00:00Z"},
	}
	for name, tt := range tests {
		day, err := recovery.ParseDay(tt.day)
		if err != nil {
			t.Fatal(err)
		}
		if got := day.At(tt.minute, zone).UTC().Format(time.RFC3339); got != tt.want {
			t.Errorf("%s: got %s, want %s", name, got, tt.want)
		}
	}
}

func TestParseDay(t *testing.T) {
	for _, text := range []string{"", "2026-02-31", "2026-13-01", "2026-2-3", "20260203", "2026-02-03T00:00:00Z", " 2026-02-03", "0000-00-00", "not a day"} {
		if day, err := recovery.ParseDay(text); err == nil {
			t.Errorf("%q reads %s", text, day)
		}
	}
	for text, want := range map[string]time.Weekday{"2024-02-29": time.Thursday, "2026-03-09": time.Monday, "1970-01-01": time.Thursday, "0001-01-01": time.Monday, "9999-12-31": time.Friday} {
		day, err := recovery.ParseDay(text)
		if err != nil || day.Weekday() != want || day.String() != text {
			t.Errorf("%s reads %s, a %s, %v", text, day, day.Weekday(), err)
		}
	}
}
