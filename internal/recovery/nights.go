package recovery

import (
	"math"
	"slices"

	"fallow.dev/fallow/internal/recovery/sleep"
)

// sleep reads debt, last night and regularity. It takes naps as sleep, and the
// athlete's own upper quartile as a bound of the declared need, so that an
// ambitious need does not put a healthy person into lasting debt.
func (h *history) sleep(p *Params, needMinutes float64, a *Assessment) {
	c := &a.Channels[Sleep]
	sp := &p.Sleep
	c.Expected = h.asleep.count(p.Evidence.DeliveredWindowDays) >= p.Evidence.DeliveredDays
	var nights [sleep.DebtNights]sleep.Night
	n := 0
	for back := range sp.Nights {
		if tst := h.asleep[today-back]; !math.IsNaN(tst) {
			nights[n] = sleep.Night{AsleepMinutes: tst, NapMinutes: orZero(h.nap[today-back])}
			n++
		}
	}
	a.DebtHours = math.NaN()
	if n < sp.MinimumNights {
		return
	}
	debt, ok := sleep.Debt(nights[:n], needMinutes, h.ownNeed(p, needMinutes))
	if !ok {
		return
	}
	a.DebtHours = min(debt/60, sp.DebtCapHours)
	u := sp.DebtWeight * a.DebtHours / sp.DebtScaleHours
	if tst := h.asleep[today]; !math.IsNaN(tst) {
		u += sp.ShortWeight * max(0, needMinutes-tst-orZero(h.nap[today])) / (60 * sp.ShortScaleHours)
	}
	u += sp.RegularityWeight * h.irregularity(sp) / sp.RegularityScale
	c.Used, c.Fresh, c.Quality = true, 1, 1
	c.U = max(0, min(maxU, u))
}

// ownNeed is the athlete's own percentile of sleep in a reference before the
// nights that are summed, so that sleeping worse never lowers it.
func (h *history) ownNeed(p *Params, declared float64) float64 {
	var nights [HistoryDays]float64
	n := 0
	end := today - p.Sleep.Nights
	for i := max(0, end-p.Baseline.ReferenceDays+1); i <= end; i++ {
		if !math.IsNaN(h.asleep[i]) {
			nights[n] = h.asleep[i]
			n++
		}
	}
	if n < p.Baseline.ProvisionalValues {
		return declared
	}
	return percentile(nights[:n], p.Sleep.OwnNeedPercentile)
}

// irregularity is how far the regularity of the last week lies below its floor.
func (h *history) irregularity(sp *SleepParams) float64 {
	var nights [8]sleep.Interval
	n := 0
	for i := today - 7; i <= today; i++ {
		if !math.IsNaN(h.onset[i]) && !math.IsNaN(h.wake[i]) {
			nights[n] = sleep.Interval{Onset: int(h.onset[i]), Wake: int(h.wake[i])}
		}
		n++
	}
	index, ok := sleep.RegularityIndex(nights[:n])
	if !ok {
		return 0
	}
	return max(0, sp.RegularityFloor-index)
}

// unusual reports whether sleep is worse than the athlete's own usual: otherwise
// a chronic short sleeper would always have one of two channels.
func (h *history) unusual(l *Ledger, u float64, p *Params) bool {
	var past [HistoryDays]float64
	n := 0
	for i := len(l.Verdicts) - 1; i >= 0 && n < p.Baseline.ReferenceDays; i-- {
		v := &l.Verdicts[i]
		if v.Day >= h.day {
			continue
		}
		if h.day-v.Day > Day(p.Baseline.ReferenceDays) {
			break
		}
		if v.U[Sleep] != NoValue {
			past[n] = recorded(v.U[Sleep])
			n++
		}
	}
	if n == 0 {
		return u >= p.Sleep.MedianMargin
	}
	return u-percentile(past[:n], 50) >= p.Sleep.MedianMargin
}

// percentile of values by linear interpolation (Hyndman and Fan 1996, type 7);
// it sorts them in place.
func percentile(values []float64, percent float64) float64 {
	slices.Sort(values)
	at := percent / 100 * float64(len(values)-1)
	i := min(int(at), len(values)-1)
	j := min(i+1, len(values)-1)
	return values[i] + (at-float64(i))*(values[j]-values[i])
}
