package recovery

import "math"

// Athlete is what the judgement has to know of the person.
type Athlete struct {
	SleepNeedMinutes float64
	// Habit is the usual main sleep of each weekday on which it ends.
	Habit [7]Habit
}

// Habit is the usual main sleep that ends on a day, in minutes of the clock on
// the wall: Onset since noon of the day before, Wake since midnight of the day.
type Habit struct{ Onset, Wake int }

// Assess reads everything reported up to and including day, and nothing later,
// against the athlete's own reference. It decides nothing; Step does. It is
// total and deterministic: the same ledger, day and parameters give the same
// bytes on every machine.
func Assess(l *Ledger, day Day, athlete *Athlete, inEpisode bool, p *Params) Assessment {
	a := Assessment{Day: day, HardestRPE: hardestRPE(l, day)}
	var h history
	h.fill(l, day, p)
	a.Learning = h.length <= p.Baseline.LearningDays
	a.OverloadDays = overloadDays(l, day, p)
	penalty := h.weekly(p, &a)
	h.subjective(p, &a)
	h.autonomic(p, inEpisode, &a)
	h.performance(l, p, &a)
	h.sleep(p, athlete.SleepNeedMinutes, &a)
	if a.Learning {
		a.Rules = a.Rules.With(RuleLearning)
		a.onlySelfReport()
	}
	a.Confidence = p.Evidence.confidence(&a, penalty)
	a.Probability = probability(p.Evidence.logOdds(&a.Channels))
	for id := range channelCount {
		if p.Evidence.positive(&a.Channels[id]) {
			a.Rules = a.Rules.With(channelRule[id])
		}
	}
	h.drift(p, &a)
	if a.Channels[Sleep].Used && !h.unusual(l, a.Channels[Sleep].U, p) {
		a.Rules &^= 1 << RuleSleepDebt
	}
	return a
}

// onlySelfReport: while the references are being learned, only gates and
// self-report advise.
func (a *Assessment) onlySelfReport() {
	for id := Autonomic; id < channelCount; id++ {
		a.Channels[id] = Channel{}
	}
}

// agreeing counts the channels that give evidence: sleep only if it is worse
// than usual, load never.
func (r Rules) agreeing() int {
	n := 0
	for id := range Load {
		if r.Has(channelRule[id]) {
			n++
		}
	}
	return n
}

// overloadDays counts the recorded days of high load in the overload window.
func overloadDays(l *Ledger, day Day, p *Params) int {
	n := 0
	for i := len(l.Verdicts) - 1; i >= 0; i-- {
		v := &l.Verdicts[i]
		if day-v.Day > Day(p.Autonomic.OverloadWindowDays) {
			break
		}
		if v.Day < day && v.U[Load] != NoValue && v.U[Load] >= 100 {
			n++
		}
	}
	return n
}

func hardestRPE(l *Ledger, day Day) int32 {
	hardest := Missing
	for i := len(l.Sessions) - 1; i >= 0 && l.Sessions[i].Day >= day-1; i-- {
		if s := &l.Sessions[i]; s.Day == day-1 && !s.Withdrawn {
			hardest = max(hardest, s.RPE)
		}
	}
	return hardest
}

// drift compares the last fortnight with the 60 days that ended four weeks ago,
// for a decline too slow for the trend.
func (h *history) drift(p *Params, a *Assessment) {
	d := &p.Decision
	b := &p.Baseline
	end := today - b.LongLagDays
	if h.length <= b.LongLagDays+b.MinimumValues {
		return
	}
	if r, ok := b.reference(&h.lnRMSSD, &h.restored, end, b.PriorSDLnRMSSD); ok {
		if m, n := h.lnRMSSD.mean(today, d.DriftDays); n >= d.DriftDays/2 && r.z(m) <= -d.DriftSD {
			a.Rules = a.Rules.With(RuleDriftDay)
		}
	}
	var felt series
	for i := range felt {
		felt[i] = h.meanAnswer(i)
	}
	if r, ok := b.reference(&felt, &h.restored, end, b.PriorSDWellness); ok {
		r.sd = max(r.sd, p.Subjective.ItemFloorSD)
		if m, n := felt.mean(today, d.DriftDays); n >= d.DriftDays/2 && r.z(m) <= -d.DriftSD {
			a.Rules = a.Rules.With(RuleDriftDay)
		}
	}
}

// meanAnswer is the mean of the items answered on a day.
func (h *history) meanAnswer(i int) float64 {
	var sum float64
	n := 0
	for item := range h.wellness {
		if x := h.wellness[item][i]; !math.IsNaN(x) {
			sum += x
			n++
		}
	}
	if n == 0 {
		return math.NaN()
	}
	return sum / float64(n)
}
