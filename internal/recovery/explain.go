package recovery

import "math"

// Explanation says why a verdict is what it is, and what would have changed it.
type Explanation struct {
	Reasons        []Reason // the rules that fired, the one with most weight first
	Counterfactual Counterfactual
	DebtMinutes    int32 // sleep debt, Missing if unknown
}

// Direction is where a reason points.
type Direction int32

// Directions of a reason.
const (
	Neutral Direction = iota
	Worse
	Better
)

// Reason is one rule that fired, with its margin: how far, in hundredths of the
// rule's unit (SD for a channel, probability for a decision), the value lies
// beyond the rule's threshold; NoValue where the rule has none.
type Reason struct {
	Rule      RuleID
	Direction Direction
	Margin    int32
}

// Margin is the coarse size of a reason's margin, which shows no health value.
type Margin int32

// Margins.
const (
	NoMargin Margin = iota
	Near
	Clear
	Far
)

// Coarse rounds the margin to what may be shown outside the ledger: Near within
// half an SD or 10 points of probability, Far beyond one and a half or 30 points.
func (r Reason) Coarse() Margin {
	near, far := int32(50), int32(150)
	if r.Rule >= RuleOneChannel {
		near, far = 10, 30
	}
	switch m := max(r.Margin, -r.Margin); {
	case r.Margin == NoValue:
		return NoMargin
	case m < near:
		return Near
	case m < far:
		return Clear
	}
	return Far
}

// Counterfactual is the smallest change of one channel that would have put the
// probability on the other side of its threshold.
type Counterfactual struct {
	Found    bool
	Channel  ChannelID
	ChangeSD int32 // hundredths; below 0 better
	Permille int32 // the threshold
}

// explain lists the rules that fired: decisions first, then channels by what
// they gave.
func (e *evaluation) explain() Explanation {
	x := Explanation{DebtMinutes: Missing}
	if !math.IsNaN(e.a.DebtHours) {
		x.DebtMinutes = int32(math.Round(60 * e.a.DebtHours))
	}
	fired := e.rules | e.a.Rules
	for id := RuleOneChannel; id < RuleShiftBack; id++ {
		if fired.Has(id) {
			x.Reasons = append(x.Reasons, e.decision(id))
		}
	}
	x.Reasons = e.evidence(x.Reasons)
	for _, id := range [...]RuleID{RuleParadox, RuleSaturation} {
		if fired.Has(id) {
			x.Reasons = append(x.Reasons, Reason{Rule: id, Margin: NoValue})
		}
	}
	x.Counterfactual = e.counterfactual()
	return x
}

// evidence appends what each channel gave, the most first.
func (e *evaluation) evidence(reasons []Reason) []Reason {
	p := &e.Params.Evidence
	var given [channelCount]float64
	for id := range channelCount {
		if c := &e.a.Channels[id]; c.counts() {
			given[id] = p.weight(id) * c.Fresh * c.Quality * p.phi(c.U)
		}
	}
	for range given {
		best := 0
		for id := range given {
			if math.Abs(given[id]) > math.Abs(given[best]) {
				best = id
			}
		}
		if given[best] == 0 {
			break
		}
		reasons = append(reasons, Reason{
			Rule: channelRule[best], Direction: directionOf(given[best]),
			Margin: record(math.Abs(e.a.Channels[best].U) - p.DeadBand),
		})
		given[best] = 0
	}
	return reasons
}

// decision is the reason that a rule of the state machine gives.
func (e *evaluation) decision(id RuleID) Reason {
	d := &e.Params.Decision
	r := Reason{Rule: id, Direction: Worse, Margin: NoValue}
	p := e.a.Probability
	switch id {
	case RuleIncompleteRepeated, RuleOneChannel:
		r.Margin = record(p - d.EnterProbability)
	case RuleIncompleteAtOnce:
		r.Margin = record(p - d.EnterAtOnceProbability)
	case RuleStrainedRepeated:
		r.Margin = record(p - d.LeaveProbability)
	case RuleLeave, RuleRestored:
		r.Direction, r.Margin = Better, record(d.LeaveProbability-p)
	case RuleFlatLine, RuleNeedsData, RuleSilent, RuleUnverifiedReturn, RuleLearning, RuleOverloadWeek, RuleReviewRequired, RuleTravel, RuleLoadUnknown:
		r.Direction = Neutral
	default: // the others have no threshold of their own
	}
	return r
}

func directionOf(evidence float64) Direction {
	if evidence > 0 {
		return Worse
	}
	return Better
}

// counterfactual searches, channel by channel, the change that crosses the
// threshold; the log-odds are monotone in each channel, so that bisection finds it.
func (e *evaluation) counterfactual() Counterfactual {
	if !e.a.Answered {
		return Counterfactual{}
	}
	d := &e.Params.Decision
	threshold := d.LeaveProbability
	if e.rules.Has(RuleIncompleteRepeated) {
		threshold = d.EnterProbability
	} else if e.rules.Has(RuleIncompleteAtOnce) {
		threshold = d.EnterAtOnceProbability
	}
	target := math.Log(threshold / (1 - threshold))
	var best Counterfactual
	for id := range Load {
		change, ok := e.change(id, target)
		if ok && (!best.Found || abs(change) < abs(best.ChangeSD)) {
			best = Counterfactual{Found: true, Channel: id, ChangeSD: change, Permille: int32(math.Round(1000 * threshold))}
		}
	}
	return best
}

// change is the change of one channel that brings the log-odds to target, in
// hundredths of an SD.
func (e *evaluation) change(id ChannelID, target float64) (int32, bool) {
	channels := e.a.Channels
	c := &channels[id]
	if !c.counts() {
		return 0, false
	}
	from := c.U
	now := e.Params.Evidence.logOdds(&channels)
	low, high := from, float64(maxU)
	if now > target {
		low, high = -maxU, from
	}
	at := func(u float64) float64 { c.U = u; return e.Params.Evidence.logOdds(&channels) }
	if at(low) > target || at(high) <= target {
		return 0, false
	}
	for range 12 { // to a thousandth of an SD
		middle := (low + high) / 2
		if at(middle) > target {
			high = middle
		} else {
			low = middle
		}
	}
	return record((low+high)/2 - from), true
}

func abs(v int32) int32 { return max(v, -v) }
