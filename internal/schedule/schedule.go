// Package schedule fits an athlete's planned sessions around their rest windows.
// It is pure: the declared plan goes in and is never changed; what will really
// be trained comes out, each session with what became of it and the window that
// did it.
package schedule

import (
	"cmp"
	"slices"
	"time"

	"fallow.dev/fallow/internal/recovery"
)

// Block is a declared training block, week by week from its first day.
type Block struct {
	Name  string
	Start recovery.Day
	Weeks []Week // repeats written out
}

// Week is one declared week.
type Week struct {
	Intent   recovery.Intent
	Sessions []Session
}

// Session is one declared session of a week.
type Session struct {
	Name      string
	Weekday   time.Weekday
	Minute    int // of the day, on the athlete's clock
	Kind      string
	Intensity recovery.Intensity
	Minutes   int32
	Load      *int32 // planned, session RPE in arbitrary units
	Priority  Priority
}

// Priority orders sessions. Fixed ones and races are displaced by holds alone.
type Priority string

// FixedPriority is a session that does not move.
const FixedPriority Priority = "Fixed"

// Planned is a declared session on its day. Block, name and day are its identity.
type Planned struct {
	Block string
	Day   recovery.Day
	Start recovery.Instant
	Session
}

// Window is rest that is in force.
type Window struct {
	Name       string
	Start, End recovery.Instant // End 0: open
	EasyFrom   recovery.Instant // from when Easy is allowed; at or after End: never
	MaxMinutes int32            // of an Easy session, 0 unbounded
	Hold       bool             // illness or medical: displaces Fixed sessions and races too
	// UntilReleased: after End, sessions above Easy are provisional.
	UntilReleased bool
}

// Disposition is what became of a session.
type Disposition string

// Dispositions.
const (
	AsPlanned   Disposition = "AsPlanned"
	Displaced   Disposition = "Displaced"   // a window forbids it
	AtRisk      Disposition = "AtRisk"      // a window speaks against it; the coach decides
	Provisional Disposition = "Provisional" // stands if the episode has been released by then
)

// Fitted is a planned session with what became of it.
type Fitted struct {
	Planned
	Disposition Disposition
	Window      string // that did it
}

// Expand lists the sessions of the blocks from one day to another, in the order
// of their start.
func Expand(blocks []Block, from, to recovery.Day, zone *time.Location) []Planned {
	var out []Planned
	for i := range blocks {
		b := &blocks[i]
		for w := range b.Weeks {
			monday := b.Start + recovery.Day(7*w)
			if monday > to || monday+6 < from {
				continue
			}
			for _, s := range b.Weeks[w].Sessions {
				day := monday + recovery.Day((int(s.Weekday)-int(monday.Weekday())+7)%7)
				if day < from || day > to {
					continue
				}
				out = append(out, Planned{Block: b.Name, Day: day, Start: recovery.InstantOf(day.At(s.Minute, zone)), Session: s})
			}
		}
	}
	slices.SortStableFunc(out, func(a, b Planned) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.Block, b.Block), cmp.Compare(a.Name, b.Name))
	})
	return out
}

// Intent is what the blocks declare a day's week to be for. Where they disagree
// the most careful reading counts, so that Overload needs all of them.
func Intent(blocks []Block, day recovery.Day) recovery.Intent {
	caution := [...]recovery.Intent{recovery.RaceWeek, recovery.Taper, recovery.Deload, recovery.Build, recovery.Overload}
	best := len(caution)
	for i := range blocks {
		b := &blocks[i]
		week := int(day-b.Start) / 7
		if day < b.Start || week >= len(b.Weeks) {
			continue
		}
		if at := slices.Index(caution[:], b.Weeks[week].Intent); at >= 0 {
			best = min(best, at)
		}
	}
	if best == len(caution) {
		return recovery.NoIntent
	}
	return caution[best]
}

// Fit says what becomes of each planned session. Windows are judged in the order
// given; of several that forbid a session the first is named.
func Fit(planned []Planned, windows []Window) []Fitted {
	out := make([]Fitted, len(planned))
	for i := range planned {
		out[i] = Fitted{Planned: planned[i], Disposition: AsPlanned}
		for w := range windows {
			if d := windows[w].effect(&planned[i]); rank(d) > rank(out[i].Disposition) {
				out[i].Disposition, out[i].Window = d, windows[w].Name
			}
		}
	}
	return out
}

func rank(d Disposition) int {
	return slices.Index([]Disposition{AsPlanned, Provisional, AtRisk, Displaced}, d)
}

// effect is what one window does to a session.
func (w *Window) effect(p *Planned) Disposition {
	ends := p.Start + recovery.Instant(60*p.Minutes)
	if ends <= w.Start {
		return AsPlanned
	}
	if w.End != 0 && p.Start >= w.End {
		if w.UntilReleased && p.Intensity > recovery.Easy {
			return Provisional
		}
		return AsPlanned
	}
	easy := p.Start >= w.EasyFrom && p.Intensity == recovery.Easy && (w.MaxMinutes == 0 || p.Minutes <= w.MaxMinutes)
	switch {
	case easy:
		return AsPlanned
	case !w.Hold && (p.Priority == FixedPriority || p.Kind == string(recovery.Race)):
		return AtRisk
	}
	return Displaced
}
