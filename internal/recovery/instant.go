package recovery

import "time"

// Instant is a point in time in Unix seconds; 0 is none. Unlike time.Time two
// equal instants are equal in every byte.
type Instant int64

// InstantOf returns the instant of t, none for the zero time.
func InstantOf(t time.Time) Instant {
	if t.IsZero() {
		return 0
	}
	return Instant(t.Unix())
}

// Time returns the instant in UTC, the zero time for none.
func (i Instant) Time() time.Time {
	if i == 0 {
		return time.Time{}
	}
	return time.Unix(int64(i), 0).UTC()
}

func (i Instant) hours(n float64) Instant { return i + Instant(n*secondsPerHour) }

// hoursSince is the time passed since an earlier instant.
func (i Instant) hoursSince(earlier Instant) float64 { return float64(i-earlier) / secondsPerHour }

const secondsPerHour = 3600
