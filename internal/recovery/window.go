package recovery

// episode opens, extends, escalates or releases the episode of the day.
func (e *evaluation) episode() {
	e.settle()
	ep := &e.s.Episode
	switch {
	case e.s.Illness.Active:
		e.illnessWindow()
	case e.rules.Has(RuleMedicalHold): // the person's own window rests; nothing ends meanwhile
	case e.inIncomplete():
		e.incompleteWindow()
	case ep.open() && (e.rules.Has(RuleLeave) || ep.Trigger == TriggerIllness):
		e.s.release(e.asOf, ReleasedRestored)
	case ep.open():
		e.reviewStrained()
	case e.strainedRepeatedly():
		e.strainedWindow()
	}
}

// settle counts the restored days after a release and closes the episode.
func (e *evaluation) settle() {
	ep := &e.s.Episode
	if ep.ID == 0 || ep.Released == 0 {
		return
	}
	if e.s.State == Restored && e.a.Answered {
		ep.RestoredDays++
	}
	if int(ep.RestoredDays) >= e.Params.Dose.RestoredDaysToClose || e.asOf.hoursSince(ep.Released) > 24*float64(e.Params.Dose.NothingWindowDays) {
		e.s.Episode = Episode{}
	}
}

// begin opens a new episode, or the last one again if it is not closed yet. The
// days since its release were no rest, so that its days are counted anew.
func (e *evaluation) begin(trigger Trigger) (reopened bool) {
	ep := &e.s.Episode
	reopened = e.resumes(trigger)
	if !reopened {
		e.s.LastEpisode++
		*ep = Episode{ID: e.s.LastEpisode, Start: e.asOf, Approval: e.consent(trigger)}
	}
	ep.Entered = e.day
	ep.Trigger, ep.Released, ep.Reason, ep.RestoredDays, ep.Silence, ep.Brief = trigger, 0, NotReleased, 0, Answering, false
	for id := range Load {
		if e.a.Rules.Has(channelRule[id]) {
			ep.Positive = ep.Positive.With(channelRule[id])
		}
	}
	e.s.LeaveHeld = 0
	return reopened
}

// resumes: the last episode may be opened again. Not if a person cleared it, for
// their clearance would end the relapse; nor if the policy now acts otherwise than
// when it began, for nobody consented to that.
func (e *evaluation) resumes(trigger Trigger) bool {
	ep := &e.s.Episode
	consent := e.consent(trigger)
	decided := (ep.Approval == Approved || ep.Approval == Rejected) && consent != Observed
	return ep.ID != 0 && ep.Reason != ReleasedCleared && (decided || ep.Approval == consent)
}

// consent is the approval with which a window begins.
func (e *evaluation) consent(trigger Trigger) Approval {
	mode := e.Enforcement
	if e.a.Learning {
		mode = min(mode, Propose)
	}
	switch {
	case mode == Observe:
		return Observed
	case mode == Enforce || trigger == TriggerIllness:
		return Automatic
	}
	return Pending
}

// illnessWindow rolls from day to day while the staged return lasts; it counts
// no extension.
func (e *evaluation) illnessWindow() {
	ep := &e.s.Episode
	c := &e.s.Illness
	if !ep.open() {
		e.begin(TriggerIllness)
	}
	rested := ep.EasyFrom == 0 || ep.EasyFrom == ep.End // no strict part of another trigger to be kept
	ep.Trigger, ep.Brief, ep.Silence = TriggerIllness, false, Answering
	if e.Enforcement != Observe {
		ep.Approval = atLeastInForce(ep.Approval)
	}
	ep.End = max(ep.End, e.Wake(e.day+1).hours(24))
	switch {
	case c.Stage == StageRest:
		ep.EasyFrom = ep.End
	case rested:
		ep.EasyFrom = ep.Start
	}
	limits := illnessCaps[min(c.Stage, StageAll-1)]
	ep.MaxMinutes, ep.MaxHeartRatePercent = limits.minutes, limits.heartRatePercent
	ep.Review = int(e.day-c.LastAnswer) >= e.Params.Illness.SilentReviewDays
}

// atLeastInForce: a gate needs no approval; a person's rejection stands.
func atLeastInForce(a Approval) Approval {
	if a == Pending || a == Observed {
		return Automatic
	}
	return a
}

// incompleteWindow opens, escalates or reviews the window of incomplete recovery.
func (e *evaluation) incompleteWindow() {
	d := &e.Params.Dose
	ep := &e.s.Episode
	trigger := TriggerIncomplete
	if e.s.State == Overreached {
		trigger = TriggerOverreached
	}
	corroborated := e.rules.Has(RuleIncompleteAtOnce) || e.rules.Has(RuleIncompleteRepeated)
	switch {
	case !ep.open():
		if e.begin(trigger) {
			e.prolong(d.ExtensionHours)
		} else {
			e.open()
		}
	case ep.Approval == Observed && e.Enforcement != Observe: // the policy has begun to act
		ep.Start, ep.Approval = e.asOf, e.consent(trigger)
		e.open()
	case ep.Trigger != trigger && ep.Trigger != TriggerOverreached || ep.Brief && corroborated:
		ep.Trigger = trigger
		e.escalate()
	default:
		e.review()
	}
	e.askPerson()
}

// open sets the first extent of an episode.
func (e *evaluation) open() {
	d := &e.Params.Dose
	ep := &e.s.Episode
	ep.MaxHeartRatePercent = int32(d.EasyMaxHeartRatePercent)
	if e.rules.Has(RuleSubjectiveAlone) {
		ep.Brief = true
		ep.End = e.wakeCovering(e.bounded(d.SubjectiveAloneHours))
		ep.EasyFrom = ep.Start
		return
	}
	ep.End = e.wakeCovering(e.bounded(d.FirstWindowHours))
	ep.EasyFrom = e.strictUntil(ep.Start, ep.Start+(ep.End-ep.Start)/2)
	if ep.Trigger == TriggerOverreached {
		e.overreachedExtent()
	}
}

// escalate lengthens the open window to what the worse trigger asks for.
func (e *evaluation) escalate() {
	d := &e.Params.Dose
	ep := &e.s.Episode
	ep.Silence = Answering
	ep.MaxMinutes, ep.MaxHeartRatePercent = 0, int32(d.EasyMaxHeartRatePercent)
	switch {
	case ep.Trigger == TriggerOverreached:
		ep.Brief = false
		e.overreachedExtent()
	case e.rules.Has(RuleSubjectiveAlone):
		ep.Brief = true
		ep.End = max(ep.End, e.wakeCovering(e.bounded(d.SubjectiveAloneHours)))
	default:
		ep.Brief = false
		ep.End = max(ep.End, e.wakeCovering(e.bounded(d.FirstWindowHours)))
		ep.EasyFrom = max(ep.EasyFrom, e.strictUntil(e.asOf, e.asOf+(ep.End-e.asOf)/2))
	}
}

// overreachedExtent: a week at first, Easy after the strict part.
func (e *evaluation) overreachedExtent() {
	d := &e.Params.Dose
	ep := &e.s.Episode
	ep.End = max(ep.End, e.Wake(e.day+Day(d.OverreachedFirstDays)))
	ep.EasyFrom = max(ep.EasyFrom, min(e.strictUntil(ep.Start, ep.Start.hours(float64(d.OverreachedStrictHours))), ep.End))
}

// bounded is the hours of need up to a bound.
func (e *evaluation) bounded(hours int) float64 {
	return min(Dose(&e.a, int(e.s.SuppressedRun), e.Params).Hours(), float64(hours))
}

// wakeCovering ends rest with the first usual wake that covers the hours, after
// at least one main sleep: rest is counted in whole nights, because growth
// hormone and repair follow sleep. Hours count from the usual wake if that was
// earlier, so that sleeping in for a minute does not cost another day.
func (e *evaluation) wakeCovering(hours float64) Instant {
	need := min(e.asOf, e.Wake(e.day)).hours(hours)
	for d := e.day + 1; ; d++ {
		whole := e.onset(d) >= e.asOf
		if wake := e.Wake(d); whole && wake >= need || d > e.day+maxWindowDays {
			return wake
		}
	}
}

// maxWindowDays bounds one window whatever a policy asks for.
const maxWindowDays = 60

// strictUntil bounds rest of the kind Nothing to its days in the last fortnight.
func (e *evaluation) strictUntil(from, wanted Instant) Instant {
	d := &e.Params.Dose
	since := from.hours(-24 * float64(d.NothingWindowDays))
	left := 24 * float64(d.NothingDays)
	for i := range e.l.Episodes {
		ep := &e.l.Episodes[i]
		strictEnd := min(ep.EasyFrom, ep.End)
		if ep.Released != 0 {
			strictEnd = min(strictEnd, ep.Released)
		}
		if from := max(ep.Start, since); strictEnd > from {
			left -= strictEnd.hoursSince(from)
		}
	}
	return max(from, min(wanted, from.hours(max(0, left))))
}

// review extends a window whose review morning has come without the leave rule.
// Rest stays as it is while nobody answers, or while a person has not approved.
func (e *evaluation) review() {
	d := &e.Params.Dose
	ep := &e.s.Episode
	switch {
	case !e.reviewDue():
	case !e.a.Answered:
		e.grace()
	case ep.Brief:
		e.releaseBrief()
	case ep.Approval.inForce(): // a proposal lapses at its end
		e.prolong(d.ExtensionHours)
	}
}

// reviewDue: the window ends today or has ended.
func (e *evaluation) reviewDue() bool {
	end := e.s.Episode.End
	return DayOf(end.Time(), e.Zone) <= e.day
}

// prolong extends the window to a later wake; the added time allows Easy. Past
// its bound the window goes on in the same steps, and a person is asked.
func (e *evaluation) prolong(hours int) {
	d := &e.Params.Dose
	ep := &e.s.Episode
	end := e.wakeCovering(e.bounded(hours))
	if end <= ep.End {
		return
	}
	bound := float64(d.PersonAskedHours)
	if ep.Trigger == TriggerOverreached {
		bound = 24 * float64(d.OverreachedMaximumDays)
	}
	ep.Review = ep.Review || end.hoursSince(ep.Start) > bound
	ep.EasyFrom = min(ep.EasyFrom, ep.End)
	ep.End = end
	ep.Extensions++
}

// askPerson: an Overreached episode is reviewed by a person too.
func (e *evaluation) askPerson() {
	d := &e.Params.Dose
	ep := &e.s.Episode
	days := int(e.day - ep.Entered)
	if ep.Trigger == TriggerOverreached && days >= d.ReviewFirstDay {
		ep.Review = true
	}
	if ep.Review {
		e.fire(RuleReviewRequired)
	}
}

// grace keeps an unanswered window in force for some hours of its review morning.
func (e *evaluation) grace() {
	ep := &e.s.Episode
	if ep.Silence != Answering || !ep.Approval.inForce() {
		return
	}
	ep.Silence = Grace
	ep.End = max(ep.End, e.Wake(e.day).hours(float64(e.Params.Silence.ReviewGraceHours)))
}

// strainedRepeatedly: strain on most of the last days opens a short Easy window,
// but not in a week that the coach declared for it, nor before a competition.
func (e *evaluation) strainedRepeatedly() bool {
	d := &e.Params.Decision
	switch e.intent(e.day) {
	case Overload, Taper, RaceWeek:
		return false
	default:
	}
	n := 0
	if e.strainedToday() {
		n++
	}
	for back := 1; back < d.StrainedWindowDays; back++ {
		day := e.day - Day(back)
		v, ok := e.l.verdictOn(day)
		if ok && day > e.s.BriefReleased && v.State == Strained && v.Permille > int32(1000*d.LeaveProbability) && v.Rules.agreeing() >= d.Channels {
			n++
		}
	}
	return e.strainedToday() && n >= d.StrainedDays
}

// strainedToday: by evidence, not by a slow drift, which asks for a deload week.
func (e *evaluation) strainedToday() bool {
	d := &e.Params.Decision
	return e.s.State == Strained && e.a.Answered && !e.a.restored(d) && e.a.Rules.agreeing() >= d.Channels
}

func (e *evaluation) strainedWindow() {
	ep := &e.s.Episode
	e.fire(RuleStrainedRepeated)
	if e.begin(TriggerStrained) {
		ep.EasyFrom = min(ep.EasyFrom, ep.End)
	} else {
		ep.EasyFrom = ep.Start
	}
	ep.Brief = true
	ep.MaxMinutes, ep.MaxHeartRatePercent = 0, int32(e.Params.Dose.EasyMaxHeartRatePercent)
	ep.End = max(ep.End, e.wakeCovering(float64(e.Params.Dose.StrainedHours)))
}

// reviewStrained ends a short window: early if the state is Restored again, at
// its end otherwise.
func (e *evaluation) reviewStrained() {
	dwelt := e.asOf.hoursSince(e.s.Episode.Start) >= float64(e.Params.Dose.MinimumDwellHours)
	if e.s.State == Restored && e.a.Answered && dwelt {
		e.s.release(e.asOf, ReleasedRestored)
		return
	}
	e.review()
}

// releaseBrief ends a bounded window; what opened it is counted anew.
func (e *evaluation) releaseBrief() {
	e.s.release(e.asOf, ReleasedBrief)
	e.s.BriefReleased, e.s.SubjectiveRun = e.day, 0
	if e.inIncomplete() {
		e.enter(Strained)
	}
}

func (s *Standing) release(at Instant, why ReleaseReason) {
	ep := &s.Episode
	ep.Released, ep.Reason, ep.RestoredDays, ep.Review = max(at, ep.Start), why, 0, false
}

// Tick takes the steps that time alone brings, between evaluations: an
// unanswered window is capped at Easy after its grace, and released unverified
// after the cap. It reports whether anything changed.
func Tick(s *Standing, now Instant, day Day, p *Params) bool {
	ep := &s.Episode
	capped := float64(p.Silence.CappedHours)
	switch {
	case !ep.open() || now < ep.End || ep.Trigger == TriggerIllness:
		return false
	case ep.Silence == Grace:
		ep.Silence = Capped
		ep.EasyFrom = min(ep.EasyFrom, ep.End)
		ep.End = ep.End.hours(capped)
		return true
	case ep.Silence == Capped, !ep.Approval.inForce() && s.SilentDays > 0 && now >= ep.End.hours(capped):
		s.release(ep.End, ReleasedUnverified)
		if s.State != Unknown {
			s.State, s.Since = Unknown, day
		}
		return true
	}
	return false
}
