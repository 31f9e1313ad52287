package controllers

import (
	"sync"
	"time"
)

// maxClockStep is the longest step between two passes that is taken for time
// passing. Athletes are looked at every day, so that a longer one is a clock that
// jumped, or a machine that slept.
const maxClockStep = 36 * time.Hour

// confirmClock is how long a clock has to run on from a jump before its time is
// believed.
const confirmClock = time.Minute

// clockGuard notices a clock that jumped: until the new time is confirmed nothing
// is folded or judged, so that no day is pushed out of a ledger by mistake.
type clockGuard struct {
	mu         sync.Mutex
	last, from time.Time // of the last pass; of a jump
}

// doubtful reports whether the clock has jumped and is not confirmed yet.
func (g *clockGuard) doubtful(now time.Time) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	step := now.Sub(g.last)
	jumped := !g.last.IsZero() && (step > maxClockStep || step < -maxClockStep)
	if jumped || now.Before(g.from) {
		g.from = now
	}
	g.last = now
	if !g.from.IsZero() && now.Sub(g.from) < confirmClock {
		return true
	}
	g.from = time.Time{}
	return false
}
