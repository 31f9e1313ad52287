package recovery

import "math"

// phi turns a deviation into evidence: nothing within the smallest worthwhile
// change, bounded beyond.
func (e *EvidenceParams) phi(u float64) float64 {
	return math.Copysign(min(e.Cap, max(0, math.Abs(u)-e.DeadBand)), u)
}

func (e *EvidenceParams) weight(id ChannelID) float64 {
	switch id {
	case Subjective:
		return e.SubjectiveWeight
	case Autonomic:
		return e.AutonomicWeight
	case Performance:
		return e.PerformanceWeight
	case Sleep:
		return e.SleepWeight
	default:
		return e.LoadWeight
	}
}

// logOdds joins the channels into the log-odds of incomplete recovery. Evidence
// that points the same way is correlated, so that the largest piece counts
// fully and each further one less (an ordered weighted sum, which stays
// monotone). Good autonomic or performance values count nothing while the
// athlete feels worse than usual.
func (e *EvidenceParams) logOdds(channels *[channelCount]Channel) float64 {
	var worse, better [Load]float64
	s := &channels[Subjective]
	unwell := s.counts() && s.U >= e.DeadBand
	for id := range Load {
		c := &channels[id]
		if !c.counts() {
			continue
		}
		evidence := e.weight(id) * c.Fresh * c.Quality * e.phi(c.U)
		switch {
		case evidence > 0:
			worse[id] = evidence
		case unwell && (id == Autonomic || id == Performance):
		default:
			better[id] = -evidence
		}
	}
	return e.PriorLogOdds + e.LoadWeight*channels[Load].U + e.discounted(&worse) - e.discounted(&better)
}

// discounted sums the pieces in falling order, each with its discount.
func (e *EvidenceParams) discounted(pieces *[Load]float64) float64 {
	for i := 1; i < len(pieces); i++ { // insertion sort of four
		for j := i; j > 0 && pieces[j] > pieces[j-1]; j-- {
			pieces[j], pieces[j-1] = pieces[j-1], pieces[j]
		}
	}
	discounts := [Load]float64{1, e.SecondDiscount, e.ThirdDiscount, e.FourthDiscount}
	sum := 0.0
	for i, piece := range pieces {
		sum += float64(discounts[i] * piece) // the conversion forbids fused arithmetic
	}
	return sum
}

// probability is the logistic function.
func probability(logOdds float64) float64 { return 1 / (1 + math.Exp(-logOdds)) }

// confidence is the share of what this athlete usually delivers that is at hand.
func (e *EvidenceParams) confidence(a *Assessment, penalty float64) float64 {
	var have, expected float64
	for id := range Load {
		c := &a.Channels[id]
		if c.Expected || c.counts() {
			expected += e.weight(id)
		}
		if c.counts() && (id != Subjective || !a.Rules.Has(RuleFlatLine)) {
			have += e.weight(id) * c.Fresh * c.Quality
		}
	}
	return max(0, min(1, have/max(e.MinimumTotalWeight, expected)-penalty))
}

// positive reports whether a channel gives evidence of incomplete recovery.
func (e *EvidenceParams) positive(c *Channel) bool { return c.counts() && e.phi(c.U) > 0 }
