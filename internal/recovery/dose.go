package recovery

import "math"

// Need is the rest that an assessment calls for.
type Need struct {
	DeficitSD   float64 // the worst fresh channel
	ExtentHours float64 // until the deficit has decayed to the target
	SleepHours  float64 // to repay sleep debt
}

// Hours is the whole need, before any bound.
func (n Need) Hours() float64 { return n.ExtentHours + n.SleepHours }

// Dose sizes rest: the deficit decays exponentially with a half-life that grows
// with how long the suppression has lasted (Baumert 2006), and sleep debt adds
// to it. suppressed counts the evaluations in a row over the leave threshold;
// RuleShiftImproving in the assessment says that the three-day mean has risen on
// two answered days.
func Dose(a *Assessment, suppressed int, p *Params) Need {
	d := &p.Dose
	n := Need{}
	for _, id := range [...]ChannelID{Subjective, Autonomic, Performance} {
		if c := &a.Channels[id]; c.Used && c.Fresh*c.Quality >= 0.5 {
			n.DeficitSD = max(n.DeficitSD, c.U)
		}
	}
	halfLife := d.HalfLifeLongHours
	switch {
	case suppressed <= d.ShortDays:
		halfLife = d.HalfLifeShortHours
	case suppressed <= d.MediumDays:
		halfLife = d.HalfLifeMediumHours
	}
	if n.DeficitSD > d.TargetSD {
		n.ExtentHours = halfLife * math.Log2(n.DeficitSD/d.TargetSD)
	}
	switch {
	case a.TrendChange < -d.FallingSDPerWeek:
		n.ExtentHours *= d.FallingFactor
	case a.Rules.Has(RuleShiftImproving):
		n.ExtentHours *= d.ImprovingFactor
	}
	if a.DebtHours > d.DebtFreeHours {
		n.SleepHours = min(d.SleepCapHours, (a.DebtHours-d.DebtFreeHours)/d.DebtStepHours*d.SleepHoursPerDebtStep)
	}
	return n
}
