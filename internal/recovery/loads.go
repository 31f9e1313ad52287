package recovery

import (
	"math"

	"fallow.dev/fallow/internal/recovery/load"
)

// loads fills the daily load of session RPE (Foster 2001). A day is known if all
// its sessions have an RPE or a day of rest was reported; silence is not rest.
func (h *history) loads(l *Ledger) {
	for i := range h.load {
		h.load[i] = math.NaN()
		if l.RestDays.At(i+h.offset(l)) == 1 {
			h.load[i] = 0
		}
	}
	trained := [HistoryDays]bool{}
	several := severalSources(l.Sessions)
	for i := range l.Sessions {
		s := &l.Sessions[i]
		at := today - int(h.day-s.Day)
		if s.Withdrawn || at < 0 || at > today || several && doubled(l.Sessions, i) {
			continue
		}
		if !trained[at] {
			trained[at], h.load[at] = true, 0 // training beats a report of rest
		}
		h.load[at] += s.load()
	}
}

func severalSources(sessions []SessionRow) bool {
	for i := range sessions {
		if sessions[i].Source != sessions[0].Source {
			return true
		}
	}
	return false
}

// load is the session's load, NaN without an RPE, which makes its day unknown.
func (s *SessionRow) load() float64 {
	if s.RPE == Missing {
		return math.NaN()
	}
	au, ok := load.SessionRPE(float64(s.RPE), float64(s.Minutes))
	if !ok {
		return math.NaN()
	}
	return au
}

// doubled reports whether another source reported the same bout: one that
// overlaps by half. Of two such rows the one with an RPE counts, then the earlier.
func doubled(sessions []SessionRow, i int) bool {
	s := &sessions[i]
	for j := range sessions {
		o := &sessions[j]
		if j == i || o.Withdrawn || o.Source == s.Source || !s.overlapsByHalf(o) {
			continue
		}
		known, otherKnown := s.RPE != Missing, o.RPE != Missing
		if otherKnown != known && otherKnown || otherKnown == known && j < i {
			return true
		}
	}
	return false
}

func (s *SessionRow) overlapsByHalf(o *SessionRow) bool {
	overlap := min(s.Start+int64(s.Minutes), o.Start+int64(o.Minutes)) - max(s.Start, o.Start)
	return 2*overlap >= int64(min(s.Minutes, o.Minutes))
}

// weekly reads strain and weekly load against the athlete's own high values of
// the last twelve weeks (Foster 1998: individual thresholds). The week ends
// yesterday: what is planned or done today changes nothing.
func (h *history) weekly(p *Params, a *Assessment) (penalty float64) {
	lp := &p.Load
	c := &a.Channels[Load]
	c.Used, c.Fresh, c.Quality = true, 1, 1
	unknown := 0
	for i := today - 7; i < today; i++ {
		if math.IsNaN(h.load[i]) {
			unknown++
		}
	}
	if unknown > lp.UnknownDays {
		a.Rules = a.Rules.With(RuleLoadUnknown)
		penalty += lp.UnknownPenalty
	}
	var past pastWeeks
	h.pastWeeks(lp, &past)
	needed := lp.MinimumDays - 7
	if past.weeks < needed {
		return penalty + lp.NoReferencePenalty
	}
	sum, _ := h.week(today - 1)
	if unknown <= lp.UnknownDays && sum > percentile(past.load[:past.weeks], lp.Percentile) {
		c.U++
	}
	if unknown == 0 && past.strains >= needed && h.strain(today-1, sum, lp) > percentile(past.strain[:past.strains], lp.Percentile) {
		c.U++
	}
	return penalty
}

// pastWeeks are the loads and strains of the weeks that ended on each earlier day.
type pastWeeks struct {
	load, strain   [HistoryDays]float64
	weeks, strains int
}

func (h *history) pastWeeks(lp *LoadParams, past *pastWeeks) {
	for end := today - 2; end >= 6 && today-1-end < lp.WindowDays; end-- {
		sum, known := h.week(end)
		if 7-known > lp.UnknownDays {
			continue
		}
		past.load[past.weeks] = sum
		past.weeks++
		if known == 7 {
			past.strain[past.strains] = h.strain(end, sum, lp)
			past.strains++
		}
	}
}

// week sums the known load of the seven days up to index end.
func (h *history) week(end int) (sum float64, known int) {
	for i := end - 6; i <= end; i++ {
		if !math.IsNaN(h.load[i]) {
			sum += h.load[i]
			known++
		}
	}
	return sum, known
}

// strain of a week with that load, whose days are all known, with the monotony of
// equal days bounded.
func (h *history) strain(end int, sum float64, lp *LoadParams) float64 {
	monotony, ok := load.Week(h.load[end-6 : end+1]).Monotony()
	if !ok {
		return 0
	}
	return sum * min(monotony, lp.MonotonyCap)
}
