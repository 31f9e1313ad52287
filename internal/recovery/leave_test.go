package recovery

import (
	"math"
	"testing"
)

// entered is a script on the first day of a window for incomplete recovery.
func entered(t *testing.T) *script {
	t.Helper()
	s := scripted(t)
	s.repeat(2, restored())
	wantState(t, s.next(answer(.85, evidence{Subjective: 2, Autonomic: 2})), Incomplete)
	return s
}

// TestLeave: the leave rule has to hold today and on two of the last three
// answered evaluations.
func TestLeave(t *testing.T) {
	tests := map[string]struct {
		days []Assessment
		want State
	}{
		"one calm answer":             {[]Assessment{restored()}, Incomplete},
		"two calm answers":            {[]Assessment{restored(), restored()}, Restored},
		"one setback between":         {[]Assessment{restored(), strained(), restored()}, Restored},
		"two setbacks between":        {[]Assessment{restored(), strained(), strained(), restored()}, Incomplete},
		"not on the day of a setback": {[]Assessment{restored(), but(restored(), func(a *Assessment) { a.Confidence = .3 })}, Incomplete},
		"silence counts neither way":  {[]Assessment{restored(), silence(), restored()}, Restored},
		"silence alone":               {[]Assessment{silence(), silence()}, Incomplete},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			s := entered(t)
			for _, a := range tt.days {
				s.next(a)
			}
			wantState(t, &s.l.Standing, tt.want)
			if e := s.l.Standing.Episode; (e.Reason == ReleasedRestored) != (tt.want == Restored) {
				t.Errorf("released for reason %d", e.Reason)
			}
		})
	}
}

// TestLeaveCriteria: every criterion alone keeps the athlete resting, and is
// shown as the one that is not met.
func TestLeaveCriteria(t *testing.T) {
	u := func(id ChannelID, u float64) func(*Assessment) {
		return func(a *Assessment) { a.Channels[id] = Channel{Used: true, U: u, Fresh: 1, Quality: 1} }
	}
	tests := map[string]struct {
		change    func(*Assessment)
		criterion CriterionID
		want      Criterion
	}{
		"too little confidence":         {func(a *Assessment) { a.Confidence = .39 }, CriterionAnswered, Unmet},
		"a channel of entry is missing": {func(a *Assessment) { a.Channels[Autonomic] = Channel{} }, CriterionAnswered, Unmet},
		"probability":                   {func(a *Assessment) { a.Probability = .36 }, CriterionProbability, Unmet},
		"feels worse than usual":        {u(Subjective, .51), CriterionSubjective, Unmet},
		"straight-lining":               {func(a *Assessment) { a.Rules = a.Rules.With(RuleFlatLine) }, CriterionSubjective, Unanswered},
		"lnRMSSD still low":             {func(a *Assessment) { a.EpisodeDeviation = -.51 }, CriterionAutonomic, Unmet},
		"lnRMSSD of three days missing": {func(a *Assessment) { a.EpisodeDeviation = math.NaN() }, CriterionAutonomic, Unmet},
		"resting heart rate still high": {func(a *Assessment) { a.EpisodeHeartRateDeviation = 1.01 }, CriterionAutonomic, Unmet},
		"sessions harder than usual":    {u(Performance, .51), CriterionPerformance, Unmet},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			s := entered(t)
			standing := s.repeat(3, but(restored(), tt.change))
			if standing.Criteria[tt.criterion] != tt.want {
				t.Errorf("%s is %d, want %d", CriterionNames[tt.criterion], standing.Criteria[tt.criterion], tt.want)
			}
			for id := range CriterionRepeated {
				if c := standing.Criteria[id]; id != tt.criterion && c != Met && c != NotAsked {
					t.Errorf("%s is %d too", CriterionNames[id], c)
				}
			}
			if standing.Episode.Released != 0 || standing.State == Restored {
				t.Error("released against an unmet criterion")
			}
		})
	}
}

// TestCriteriaNotAsked: what an athlete does not deliver is not asked for.
func TestCriteriaNotAsked(t *testing.T) {
	s := scripted(t)
	s.repeat(3, answer(.5, evidence{Subjective: 1.6, Load: 1}))
	wantState(t, &s.l.Standing, Incomplete)
	s.next(answer(.2, evidence{Subjective: 0}))
	for _, id := range [...]CriterionID{CriterionAutonomic, CriterionPerformance} {
		if c := s.l.Standing.Criteria[id]; c != NotAsked {
			t.Errorf("%s is %d, want it not asked", CriterionNames[id], c)
		}
	}
	wantState(t, s.next(answer(.2, evidence{Subjective: 0})), Restored)
}

// TestLongClocksDelayRelease: a clock of 72 h and more has to run out; shorter
// ones constrain sessions only.
func TestLongClocksDelayRelease(t *testing.T) {
	for kind, want := range map[SessionKind]State{"Run": Restored, HeavyStrength: Incomplete} {
		s := entered(t)
		s.l.Sessions = []SessionRow{{Kind: kind, Intensity: High, Day: s.today - 1, Start: int64(s.set.Wake(s.today-1)) / 60, Minutes: 60, RPE: Missing}}
		wantState(t, s.repeat(2, restored()), want)
	}
}

// TestMinimumDwell: no release within a day of the entry, whatever is answered.
func TestMinimumDwell(t *testing.T) {
	s := entered(t)
	s.set.Params.Dose.MinimumDwellHours = 60
	wantState(t, s.repeat(2, restored()), Incomplete)
	wantState(t, s.next(restored()), Restored)
}

// TestOverreached: the suspicion needs time and a loss of performance.
func TestOverreached(t *testing.T) {
	slow := answer(.7, evidence{Subjective: 1.3, Autonomic: 1.3, Performance: 1})
	bad := answer(.9, evidence{Subjective: 1.6, Autonomic: 2})
	paradox := but(slow, func(a *Assessment) { a.Rules = a.Rules.With(RuleParadox) })
	measured := func(a Assessment, day func(*script) Day) func(*script) Assessment {
		return func(s *script) Assessment { a.PerformanceDay = day(s); return a }
	}
	within := func(s *script) Day { return s.today - 1 }
	before := func(*script) Day { return 0 }
	tests := map[string]struct {
		a    func(*script) Assessment
		days int // of Incomplete before Overreached
	}{
		"performance down within the episode":        {measured(slow, within), 5},
		"performance down before the episode only":   {measured(slow, before), 10},
		"no session to compare, feels bad":           {measured(bad, before), 5},
		"nothing but time":                           {measured(tired(), before), 10},
		"paradoxical pattern with performance down":  {measured(paradox, within), 1},
		"paradoxical pattern without a session done": {measured(paradox, before), 10},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			s := entered(t)
			if name == "no session to compare, feels bad" {
				s.l.Standing.SubjectiveRun = 1
			}
			for n := 1; n < tt.days; n++ {
				wantState(t, s.next(tt.a(s)), Incomplete)
			}
			wantState(t, s.next(tt.a(s)), Overreached)
			e := s.l.Standing.Episode
			if e.Trigger != TriggerOverreached || e.Brief {
				t.Errorf("got %+v, want the window escalated", e)
			}
			if week := s.set.Wake(s.today - 1 + 7); e.End < week {
				t.Errorf("ends %s, want a week at least, to %s", e.End.Time(), week.Time())
			}
			if s.repeat(2, restored()); s.l.Standing.State != Restored {
				t.Error("the leave rule did not end it")
			}
		})
	}
}

// TestOverreachedIsReviewed: after a week a person is asked, and rest goes on.
func TestOverreachedIsReviewed(t *testing.T) {
	s := entered(t)
	for s.l.Standing.State != Overreached {
		s.next(tired())
	}
	if !s.l.Standing.Episode.Review {
		t.Error("nobody is asked after ten days")
	}
	s.repeat(21, tired())
	if e := s.l.Standing.Episode; !e.open() || e.End < s.set.Wake(s.today) || e.EasyFrom >= e.End {
		t.Errorf("got %+v, want an open window that allows Easy", e)
	}
}

// TestMedicalHold: a person's hold suspends judgement, and ends nothing.
func TestMedicalHold(t *testing.T) {
	s := entered(t)
	from, until := s.set.Wake(s.today), s.set.Wake(s.today+3)
	s.set.MedicalHold = func(at Instant) bool { return at >= from && at < until }
	held := s.repeat(3, restored())
	wantState(t, held, Hold)
	if !held.Episode.open() {
		t.Fatal("a medical hold released a window of the engine")
	}
	wantState(t, s.next(but(restored(), func(a *Assessment) { a.Channels[Subjective].U = 1 })), Incomplete)
	wantState(t, s.repeat(2, restored()), Restored)
	if e := s.l.Standing.Episode; e.Reason != ReleasedRestored {
		t.Errorf("released for reason %d, want the leave rule", e.Reason)
	}
}
