package recovery

import "math/bits"

// leave applies the leave rule: all its criteria today and on as many answered
// evaluations as are needed, of which one may have failed in between: each
// criterion fails by noise alone on some healthy days, so that a demand for days
// in a row would keep a restored athlete resting. Not before the minimum dwell.
func (e *evaluation) leave() {
	d := &e.Params.Decision
	needed := d.LeaveEvaluations
	if e.s.State == Overreached {
		needed = d.OverreachedLeaveEvaluations
	}
	held := e.criteria()
	if e.a.Answered {
		e.s.LeaveHeld = e.s.LeaveHeld<<1 | bit(held)
	}
	recent := e.s.LeaveHeld & (1<<(needed+1) - 1) // of one evaluation more than are needed
	repeated := bits.OnesCount8(recent) >= needed
	e.s.Criteria[CriterionRepeated] = criterion(repeated)
	dwelt := e.s.Episode.ID == 0 || e.asOf.hoursSince(e.s.Episode.Start) >= float64(e.Params.Dose.MinimumDwellHours)
	if held && repeated && dwelt {
		e.fire(RuleLeave)
		e.enter(Restored)
	}
}

// criteria states each criterion of the leave rule as met or not.
func (e *evaluation) criteria() bool {
	d := &e.Params.Decision
	a := &e.a
	c := &e.s.Criteria
	s := &a.Channels[Subjective]
	flat := a.Rules.Has(RuleFlatLine)
	c[CriterionAnswered] = criterion(a.Answered && a.Confidence >= d.DecideConfidence && e.freshPositives())
	c[CriterionProbability] = criterion(a.Probability <= d.LeaveProbability)
	c[CriterionSubjective] = asked(s.Used && s.Fresh >= 0.5 && !flat, s.U <= d.LeaveSubjective)
	c[CriterionAutonomic], c[CriterionPerformance] = NotAsked, NotAsked
	if a.Channels[Autonomic].Used {
		heartRate := orZero(a.EpisodeHeartRateDeviation)
		c[CriterionAutonomic] = criterion(a.EpisodeDeviation >= d.LeaveTrend && heartRate <= d.LeaveRestingHeartRate)
	}
	if a.Channels[Performance].fresh() {
		c[CriterionPerformance] = criterion(a.Channels[Performance].U <= d.LeavePerformance)
	}
	c[CriterionGates] = criterion(!e.s.Illness.Active)
	c[CriterionClocks] = criterion(e.clocksDone())
	c[CriterionMainSleep] = criterion(e.s.Episode.ID == 0 || e.day > e.s.Episode.Entered)
	for id := range CriterionRepeated {
		if c[id] == Unmet || c[id] == Unanswered {
			return false
		}
	}
	return true
}

func bit(set bool) uint8 {
	if set {
		return 1
	}
	return 0
}

func asked(answered, ok bool) Criterion {
	if !answered {
		return Unanswered
	}
	return criterion(ok)
}

// freshPositives: every channel that gave evidence at entry is still delivered,
// so that a device left in a drawer releases nobody. A performance channel needs
// sessions, which a window forbids, so that its absence is not held against it.
func (e *evaluation) freshPositives() bool {
	for _, id := range [...]ChannelID{Subjective, Autonomic, Sleep} {
		c := &e.a.Channels[id]
		if e.s.Episode.Positive.Has(channelRule[id]) && !(c.Used && c.Fresh >= 0.5) {
			return false
		}
	}
	return true
}

func (e *evaluation) clocksDone() bool {
	for _, c := range Clocks(e.l, e.asOf, &e.Params.Clocks) {
		if c.Until != 0 && c.Hours >= float64(e.Params.Clocks.LeaveWaitsHours) {
			return false
		}
	}
	return true
}
