package simulate

import (
	"math"
	"math/rand/v2"
)

// Generator reports an athlete's days one after another, so that what is planned
// for a day may depend on what was decided the day before. Equal seeds and equal
// plans give equal days. What is planned counts, not what is trained in the end:
// a session that is called off afterwards changes no noise of a later day.
type Generator struct {
	athlete    Athlete
	rand       *rand.Rand
	next       int     // index of the next day
	hrv, heart float64 // autocorrelated noise, in SD
}

// NewGenerator starts an athlete's season at day 0.
func NewGenerator(seed uint64, a Athlete) *Generator {
	return &Generator{athlete: a, rand: rand.New(rand.NewPCG(seed, 0xfa110))}
}

// Day reports the next day: the morning's markers under the planted truth, and
// every planned session with the exertion that it would be given.
func (g *Generator) Day(t Truth, planned []Session) Day {
	a, r := &g.athlete, g.rand
	g.hrv = correlated(r, g.hrv, a.Autocorrelation)
	g.heart = correlated(r, g.heart, a.Autocorrelation)
	d := Day{Index: g.next, Truth: t}
	g.next++
	d.RMSSD = math.Exp(a.LnRMSSD + a.LnRMSSDSD*(g.hrv-autonomicShare*t.Fatigue) - fever(t)*feverLnRMSSDDrop)
	d.ArtefactPct = math.Round(10*math.Min(4, math.Abs(r.NormFloat64())*0.5)) / 10
	d.HeartRate = a.RestingHeartRate + a.HeartSD*(g.heart+heartRateShare*t.Fatigue) + fever(t)*feverHeartRate
	d.sleep(r, *a)
	d.answer(r, *a)
	for _, s := range planned {
		d.Trained = append(d.Trained, Done{s, score(s.RPE+rpePerSD*t.Fatigue+a.RPESD*r.NormFloat64(), 0, 10)})
	}
	return d
}

// Season reports a whole season whose plan is known from the start. plan says
// what is planned for a day, truth what state the athlete is in.
func Season(seed uint64, a Athlete, days int, plan func(day int) []Session, truth func(day int) Truth) []Day {
	g := NewGenerator(seed, a)
	season := make([]Day, days)
	for i := range season {
		season[i] = g.Day(truth(i), plan(i))
	}
	return season
}
