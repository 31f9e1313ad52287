package simulate

import "math"

// HalfLifeHours is the half-life of fatigue after an overload (Baumert 2006:
// RMSSD regained half of its loss in 64 h after two weeks).
const HalfLifeHours = 64

// Overload is a planted response to a training camp: fatigue rises to Peak by its
// end, stays for HeldDays, and decays.
type Overload struct {
	FirstDay, LastDay int // of the camp
	Peak              float64
	HeldDays          int
}

// Fatigue is the planted fatigue on the morning of a day.
func (o Overload) Fatigue(day int) float64 {
	switch {
	case day <= o.FirstDay:
		return 0
	case day <= o.LastDay+1:
		return o.Peak * float64(day-o.FirstDay) / float64(o.LastDay+1-o.FirstDay)
	case day <= o.LastDay+1+o.HeldDays:
		return o.Peak
	}
	hours := 24 * float64(day-o.LastDay-1-o.HeldDays)
	return o.Peak * math.Exp2(-hours/HalfLifeHours)
}

// Below is the first day after the camp on which fatigue is under a level.
func (o Overload) Below(level float64) int {
	for day := o.LastDay + 1; ; day++ {
		if o.Fatigue(day) < level {
			return day
		}
	}
}
