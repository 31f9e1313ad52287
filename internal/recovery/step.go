package recovery

import "time"

// Intent is what the coach declared a week to be for.
type Intent int32

// Intents. An overload week accepts strain: it is judged less strictly until the
// morning after; a taper or race week opens no window for strain alone.
const (
	NoIntent Intent = iota
	Build
	Overload
	Taper
	Deload
	RaceWeek
)

// Enforcement is what a policy lets the engine do.
type Enforcement int32

// Enforcements, from the weakest.
const (
	Observe Enforcement = iota // verdicts only
	Propose                    // windows wait for approval
	Enforce
)

// Setting is what one evaluation has to know beside the ledger.
type Setting struct {
	Athlete     Athlete
	Params      *Params
	Zone        *time.Location
	Enforcement Enforcement
	Intent      func(Day) Intent // nil: none declared
	// Now bounds the beginning of a day that is judged before the usual wake; 0:
	// unbounded.
	Now Instant
	// MedicalHold reports whether a person's hold covers the instant; nil: none.
	MedicalHold func(Instant) bool
}

func (s *Setting) intent(d Day) Intent {
	if s.Intent == nil {
		return NoIntent
	}
	return s.Intent(d)
}

// Wake is the usual wake on a day.
func (s *Setting) Wake(d Day) Instant {
	return InstantOf(d.At(s.Athlete.Habit[d.Weekday()].Wake, s.Zone))
}

// awake is the wake that begins the athlete's day: as reported, else as usual, but
// not later than now, because who reports is awake.
func (s *Setting) awake(l *Ledger, d Day) Instant {
	if minutes, ok := l.Sleep.wake(l.row(d)); ok {
		return InstantOf(d.At(minutes-minutesPerDay/2, s.Zone))
	}
	wake := s.Wake(d)
	if s.Now != 0 && wake > s.Now && DayOf(s.Now.Time(), s.Zone) == d {
		return s.Now
	}
	return wake
}

// evaluation takes one day's step of the state machine.
type evaluation struct {
	*Setting
	l     *Ledger
	a     Assessment
	day   Day
	asOf  Instant // the wake of the evaluated day, not the time of the report
	s     Standing
	rules Rules
}

// Step judges one day: gates first, then the evidence, then the state with its
// hysteresis, then the episode and its window. before is the standing at the end
// of the day before; verdicts of the day itself or later are not read.
func Step(l *Ledger, day Day, before Standing, set *Setting) (Standing, Verdict, Explanation) {
	e := evaluation{Setting: set, l: l, day: day, asOf: set.awake(l, day), s: before}
	e.a = Assess(l, day, &set.Athlete, before.Episode.open(), set.Params)
	return e.take()
}

// take takes the step that the day's assessment asks for.
func (e *evaluation) take() (Standing, Verdict, Explanation) {
	if e.a.Answered {
		e.s.Episode.Silence = Answering
	}
	e.count()
	e.illness()
	switch {
	case e.MedicalHold != nil && e.MedicalHold(e.asOf):
		e.fire(RuleMedicalHold)
		e.enter(Hold)
	case e.s.Illness.Active:
		e.fire(RuleIllness)
		e.enter(Hold)
	default:
		e.judge()
	}
	e.shift()
	e.episode()
	return e.s, e.a.verdict(e.s.State, e.rules), e.explain()
}

func (e *evaluation) fire(id RuleID) { e.rules = e.rules.With(id) }

func (e *evaluation) enter(state State) {
	if e.s.State != state {
		e.s.State, e.s.Since = state, e.day
	}
}

// count keeps the runs. A day without an answer, or with too little confidence,
// counts neither way and resets nothing.
func (e *evaluation) count() {
	d := &e.Params.Decision
	s := &e.a.Channels[Subjective]
	if !e.a.Answered {
		e.s.SilentDays++
		return
	}
	e.s.SilentDays = 0
	if s.Used && s.Fresh == 1 {
		run(&e.s.SubjectiveRun, s.U >= d.SubjectiveAlone)
	}
	if e.a.Confidence >= d.UnknownConfidence {
		run(&e.s.LowRun, e.a.Probability <= d.LeaveProbability)
		run(&e.s.SuppressedRun, e.a.Probability > d.LeaveProbability)
	}
	if e.a.Confidence >= d.DecideConfidence {
		run(&e.s.HighRun, e.a.Probability >= d.EnterProbability)
	}
	run(&e.s.DriftRun, e.a.Rules.Has(RuleDriftDay))
}

func run(n *int32, goesOn bool) {
	if goesOn {
		*n++
		return
	}
	*n = 0
}

// judge sets the state from the evidence.
func (e *evaluation) judge() {
	d := &e.Params.Decision
	if e.s.State == Hold {
		e.enter(e.s.Episode.demands())
	}
	switch {
	case !e.a.Answered:
		e.silent()
	case e.a.Confidence < d.UnknownConfidence:
		e.fire(RuleNeedsData)
		if !e.s.Episode.open() {
			e.enter(Unknown)
		}
	case e.inIncomplete():
		if e.s.Episode.Brief {
			e.enters() // may corroborate what self-report alone has opened
		}
		e.leave()
		e.overreached()
	case e.enters():
		e.enter(Incomplete)
		e.overreached()
	case e.a.Confidence < d.DecideConfidence && !e.a.restored(d):
		e.fire(RuleNeedsData)
	default:
		e.grade()
	}
}

// silent holds the state of the last answer; outside an episode only for so long.
func (e *evaluation) silent() {
	e.fire(RuleSilent)
	if e.s.Episode.Reason == ReleasedUnverified {
		e.fire(RuleUnverifiedReturn)
	}
	if !e.s.Episode.open() && int(e.s.SilentDays) > e.Params.Silence.UnknownDays {
		e.enter(Unknown)
	}
}

func (e *evaluation) inIncomplete() bool {
	return e.s.State == Incomplete || e.s.State == Overreached
}

// enters is the entry rule: repeated or strong evidence, from two channels, with
// enough of the usual data at hand; or lasting self-reported strain with load,
// which a declared overload week is by itself.
func (e *evaluation) enters() bool {
	d := &e.Params.Decision
	overload := e.intent(e.day) == Overload
	if overload {
		e.fire(RuleOverloadWeek)
	}
	agreed := e.a.Rules.agreeing() >= d.Channels && e.a.Confidence >= d.DecideConfidence
	high := e.a.Probability >= d.EnterProbability
	explained := overload || e.a.Channels[Load].U >= 1 || e.a.Rules.Has(RuleDiscordance)
	switch {
	case agreed && e.a.Probability >= d.EnterAtOnceProbability:
		e.fire(RuleIncompleteAtOnce)
		return true
	case agreed && high && !overload && int(e.s.HighRun) >= d.EnterEvaluations:
		e.fire(RuleIncompleteRepeated)
		return true
	case int(e.s.SubjectiveRun) >= d.SubjectiveAloneDays && explained:
		e.fire(RuleSubjectiveAlone)
		return true
	case high && !agreed:
		e.fire(RuleOneChannel)
	}
	return false
}

// restored: low enough for Restored outside an episode.
func (a *Assessment) restored(d *DecisionParams) bool { return a.Probability <= d.LeaveProbability }

// grade sets Restored or Strained where neither entry nor an episode decides.
func (e *evaluation) grade() {
	d := &e.Params.Decision
	switch {
	case e.s.DriftRun >= int32(d.DriftDays):
		e.fire(RuleSlowDrift)
		e.enter(Strained)
	case !e.a.restored(d):
		e.enter(Strained)
	case int(e.s.LowRun) >= d.RestoredEvaluations:
		e.fire(RuleRestored)
		e.enter(Restored)
	}
}

// overreached raises the suspicion of overreaching: incomplete for long, or the
// paradoxical pattern, together with a loss of performance.
func (e *evaluation) overreached() {
	d := &e.Params.Decision
	if e.s.State != Incomplete {
		return
	}
	days := 0
	if e.s.Episode.open() {
		days = int(e.day - e.s.Episode.Entered)
	}
	suspected := e.incompleteDays() >= d.OverreachedDays || days >= d.OverreachedEpisodeDays || e.a.Rules.Has(RuleParadox)
	down := int(e.s.SubjectiveRun) >= d.OverreachedSubjectiveDays
	if c := &e.a.Channels[Performance]; c.Used && e.a.PerformanceDay >= e.s.Episode.Entered {
		down = c.U > 0 // a loss from before the episode says nothing about how it goes
	}
	if suspected && down || days >= d.OverreachedCertainDays {
		e.fire(RuleOverreached)
		e.enter(Overreached)
	}
}

func (e *evaluation) incompleteDays() int {
	n := 1 // today
	for back := 1; back < e.Params.Decision.OverreachedWindowDays; back++ {
		if v, ok := e.l.verdictOn(e.day - Day(back)); ok && (v.State == Incomplete || v.State == Overreached) {
			n++
		}
	}
	return n
}
