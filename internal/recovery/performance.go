package recovery

import "math"

// performance reads the perceived exertion of sessions that are alike: a higher
// RPE at the same kind, intensity, duration and, where given, power is a loss of
// performance that needs no laboratory. Today's sessions do not count, so that
// training never changes the verdict of its own day.
func (h *history) performance(l *Ledger, p *Params, a *Assessment) {
	c := &a.Channels[Performance]
	pp := &p.Performance
	var j exertions
	for i := len(l.Sessions) - 1; i >= 0; i-- {
		s := &l.Sessions[i]
		back := int(h.day - s.Day)
		if back > p.Evidence.DeliveredWindowDays {
			break
		}
		if back < 1 || s.Withdrawn || s.RPE == Missing {
			continue
		}
		if j.days >= p.Evidence.DeliveredDays && j.complete(back, pp) {
			break
		}
		if usual, ok := h.usualRPE(l, s, p); ok {
			j.add(s, usual, back, pp)
		}
	}
	c.Expected = j.days >= p.Evidence.DeliveredDays
	if j.n == 0 {
		return
	}
	a.PerformanceDay = j.newest
	c.Used, c.Quality = true, 1
	c.Fresh = math.Exp2(-float64(h.day-j.newest) / pp.FreshHalfLifeDays)
	if math.Abs(j.points)/float64(j.n) >= pp.TypicalErrorRPE {
		c.U = clip(j.sd/float64(j.n), maxU)
	}
	if j.discordant >= pp.DiscordanceSessions {
		a.Rules = a.Rules.With(RuleDiscordance)
	}
}

// exertions sums what the newest comparable sessions say.
type exertions struct {
	n, discordant int
	sd, points    float64 // deviations from the usual RPE, in SD and in points
	newest        Day
	days          int // with a comparable session
	last          Day
}

func (j *exertions) add(s *SessionRow, usual reference, back int, p *PerformanceParams) {
	if j.days == 0 || s.Day != j.last {
		j.days, j.last = j.days+1, s.Day
	}
	if j.complete(back, p) {
		return
	}
	if j.n == 0 {
		j.newest = s.Day
	}
	delta := float64(s.RPE) - usual.mean
	j.sd += delta / usual.sd
	j.points += delta
	j.n++
	if delta >= p.DiscordanceRPE {
		j.discordant++
	}
}

// complete: older sessions than back days are not judged.
func (j *exertions) complete(back int, p *PerformanceParams) bool {
	return j.n == p.Sessions || float64(back) > p.FreshDays
}

// usualRPE is the athlete's usual RPE of sessions comparable to s, a week and
// more before the evaluated day.
func (h *history) usualRPE(l *Ledger, s *SessionRow, p *Params) (reference, bool) {
	var sum, squares float64
	n := 0
	for i := range l.Sessions {
		o := &l.Sessions[i]
		back := int(h.day - o.Day)
		if back < p.Baseline.LagDays || back >= p.Baseline.ReferenceDays+p.Baseline.LagDays || !p.Performance.comparable(s, o) {
			continue
		}
		x := float64(o.RPE)
		sum += x
		squares += x * x
		n++
	}
	if n < p.Performance.MinimumComparable {
		return reference{}, false
	}
	mean := sum / float64(n)
	prior := p.Baseline.PriorSDRPE
	variance := (max(0, squares-sum*mean) + p.Baseline.PriorValues*prior*prior) / (float64(n-1) + p.Baseline.PriorValues)
	return reference{mean: mean, sd: math.Sqrt(variance), n: n}, variance > 0
}

func (p *PerformanceParams) comparable(a, b *SessionRow) bool {
	if a.Intensity != b.Intensity || b.Withdrawn || b.RPE == Missing || a.Eccentric != b.Eccentric {
		return false
	}
	return within(a.Minutes, b.Minutes, p.ComparableDurationPercent) && a.Kind == b.Kind &&
		(a.Watts == 0 || b.Watts == 0 || within(a.Watts, b.Watts, p.ComparablePowerPercent))
}

// within reports whether b differs from a by at most the share.
func within(a, b int32, percent int) bool {
	return 100*max(a-b, b-a) <= int32(percent)*a
}
