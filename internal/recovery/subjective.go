package recovery

import "math"

// subjective reads the wellness questionnaire: each item against the athlete's
// own usual answer (Flatt 2018), the mean of the items today and over three days.
// Self-report tracks load better than objective markers do (Saw 2016), so that
// nothing in this model overrides it.
func (h *history) subjective(p *Params, a *Assessment) {
	c := &a.Channels[Subjective]
	a.Answered = a.Answered || h.answered(today, p)
	c.Expected = h.answeredDays(p) >= p.Evidence.DeliveredDays
	var refs [WellnessItems]reference
	var known [WellnessItems]bool
	end := today - p.Baseline.lag(h)
	for i := range refs {
		refs[i], known[i] = p.Baseline.reference(&h.wellness[i], &h.restored, end, p.Baseline.PriorSDWellness)
		refs[i].sd = max(refs[i].sd, p.Subjective.ItemFloorSD)
	}
	var recent float64
	n, age := 0, -1
	latest := math.NaN()
	for back := range p.Subjective.RecentDays {
		z := h.wellnessZ(today-back, &refs, &known, p)
		if math.IsNaN(z) {
			continue
		}
		if age < 0 {
			age, latest = back, z
		}
		recent += z
		n++
	}
	if n == 0 || float64(age) >= p.Subjective.FreshDays {
		return
	}
	c.Used = true
	c.U = clip(-(p.Subjective.TodayWeight*latest + p.Subjective.RecentWeight*recent/float64(n)), maxU)
	c.Fresh = math.Exp2(-float64(age) / p.Subjective.FreshHalfLifeDays)
	c.Quality = 1
	if h.flatLine(p) {
		c.Quality = p.Subjective.FlatLineQuality
		a.Rules = a.Rules.With(RuleFlatLine)
	}
}

// wellnessZ is the mean z of the items answered on a day, NaN if too few were.
func (h *history) wellnessZ(i int, refs *[WellnessItems]reference, known *[WellnessItems]bool, p *Params) float64 {
	var sum float64
	n := 0
	for item := range h.wellness {
		if x := h.wellness[item][i]; known[item] && !math.IsNaN(x) {
			sum += clip(refs[item].z(x), p.Subjective.ItemClipSD)
			n++
		}
	}
	if n == 0 || n*100 < p.Subjective.AnsweredSharePercent*WellnessItems {
		return math.NaN()
	}
	return sum / float64(n)
}

// answered reports whether enough items of the day were answered.
func (h *history) answered(i int, p *Params) bool {
	n := 0
	for item := range h.wellness {
		if !math.IsNaN(h.wellness[item][i]) {
			n++
		}
	}
	return n > 0 && n*100 >= p.Subjective.AnsweredSharePercent*WellnessItems
}

func (h *history) answeredDays(p *Params) int {
	n := 0
	for back := range p.Evidence.DeliveredWindowDays {
		if back < HistoryDays && h.answered(today-back, p) {
			n++
		}
	}
	return n
}

// flatLine reports straight-lining: FlatLineDays answered days alike, until
// FlatLineDifferDays of the last FlatLineWindowDays answered days differ from
// that answer again.
func (h *history) flatLine(p *Params) bool {
	var window [30]bool // of the last answered days: differs from the flat answer
	flat, run, n := false, 0, 0
	var previous, level Wellness
	for i := range HistoryDays {
		if !h.answered(i, p) {
			continue
		}
		answer := h.answer(i)
		if answer == previous {
			run++
		} else {
			run = 1
		}
		previous = answer
		if !flat && run >= p.Subjective.FlatLineDays {
			flat, level, n, window = true, answer, 0, [30]bool{}
			continue
		}
		if flat {
			window[n%p.Subjective.FlatLineWindowDays] = answer != level
			n++
			if differing(window[:p.Subjective.FlatLineWindowDays]) >= p.Subjective.FlatLineDifferDays {
				flat, run = false, 1
			}
		}
	}
	return flat
}

func differing(window []bool) int {
	n := 0
	for _, d := range window {
		if d {
			n++
		}
	}
	return n
}

func (h *history) answer(i int) Wellness {
	var w Wellness
	for item := range h.wellness {
		if x := h.wellness[item][i]; !math.IsNaN(x) {
			w[item] = int32(x)
		}
	}
	return w
}
