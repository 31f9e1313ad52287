package recovery

import (
	"errors"
	"time"
)

// Day is a calendar day of the athlete, counted from 1970-01-01 (day 0). It
// belongs to no time zone: the athlete's day is the date of the wake that ends
// the main sleep, in the zone where they live that day.
type Day int32

// ErrNotADay says that a text is no calendar day.
var ErrNotADay = errors.New("not a calendar day of the form YYYY-MM-DD")

// ParseDay reads a day of the form 2006-01-02. A day that the calendar lacks,
// such as 31 February, is ErrNotADay.
func ParseDay(s string) (Day, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return 0, ErrNotADay
	}
	return Day(t.Unix() / secondsPerDay), nil
}

// DayOf returns the calendar day on which t falls in zone.
func DayOf(t time.Time, zone *time.Location) Day {
	y, m, d := t.In(zone).Date()
	return Day(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() / secondsPerDay)
}

// At returns the instant at which a clock on the wall in zone shows the given
// minute of the day; minutes below 0 or above 1439 fall on neighbouring days. A
// minute that a change of the clocks skips is taken as if the change had not
// happened yet, one that happens twice as its first occurrence. (time.Date
// leaves both open.)
func (d Day) At(minute int, zone *time.Location) time.Time {
	wall := d.date().Add(time.Duration(minute) * time.Minute)
	before, after := wall.Add(-changeMargin), wall.Add(changeMargin)
	first := wall.Add(-offset(before, zone)).In(zone)
	if last := wall.Add(-offset(after, zone)).In(zone); !shows(first, wall) && shows(last, wall) {
		return last
	}
	return first
}

// changeMargin is more than any offset from UTC and less than the time between
// two changes of the clocks.
const changeMargin = 36 * time.Hour

func offset(t time.Time, zone *time.Location) time.Duration {
	_, seconds := t.In(zone).Zone()
	return time.Duration(seconds) * time.Second
}

// shows reports whether a local time has the date and clock of wall.
func shows(local, wall time.Time) bool {
	_, seconds := local.Zone()
	return local.Unix()+int64(seconds) == wall.Unix()
}

// Weekday returns the day of the week.
func (d Day) Weekday() time.Weekday { return d.date().Weekday() }

// String formats the day as 2006-01-02.
func (d Day) String() string { return d.date().Format(time.DateOnly) }

func (d Day) date() time.Time { return time.Unix(int64(d)*secondsPerDay, 0).UTC() }

const (
	secondsPerDay = 24 * 60 * 60
	minutesPerDay = 24 * 60
)

// minuteOfDay is the minute that a clock on the wall shows at t in zone.
func minuteOfDay(t time.Time, zone *time.Location) int {
	t = t.In(zone)
	return t.Hour()*60 + t.Minute()
}
