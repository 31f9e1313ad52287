package recovery

// shift names the autonomic balance.
func (e *evaluation) shift() {
	a := &e.a
	if !a.Answered {
		return
	}
	s := &a.Channels[Subjective]
	d := &e.Params.Decision
	before, ok := e.lastAnswered()
	z3 := record(a.EpisodeDeviation)
	rising := !ok || before.Z3 == NoValue || z3 >= before.Z3
	heart := orZero(a.EpisodeHeartRateDeviation)
	back := a.EpisodeDeviation >= d.LeaveTrend && rising && heart <= d.LeaveRestingHeartRate && s.Used && s.U <= d.LeaveSubjective
	improving := ok && before.Z3 != NoValue && z3 > before.Z3
	if back {
		e.fire(RuleShiftBack)
	}
	twice := improving && before.Rules.Has(RuleShiftImproving)
	if improving {
		e.fire(RuleShiftImproving)
	}
	if twice { // what the dose asks for
		e.a.Rules = e.a.Rules.With(RuleShiftImproving)
	}
	strained := (a.TrendZ <= -1 || a.HeartRateZ >= 1) && s.Used && s.U > 0.5
	switch {
	case back && ok && before.Rules.Has(RuleShiftBack):
		e.s.Shift = Parasympathetic
	case twice:
		e.s.Shift = Shifting
	case strained:
		e.s.Shift = Sympathetic
	default:
		e.s.Shift = ShiftUnknown
	}
}

func (e *evaluation) lastAnswered() (*Verdict, bool) {
	for i := len(e.l.Verdicts) - 1; i >= 0; i-- {
		if v := &e.l.Verdicts[i]; v.Day < e.day && v.Answered {
			return v, true
		}
	}
	return nil, false
}
