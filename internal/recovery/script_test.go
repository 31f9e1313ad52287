package recovery

import (
	"testing"
	"time"
)

// script lives days whose assessments are given, so that the state machine can
// be tried apart from the reading of markers.
type script struct {
	tb    testing.TB
	set   Setting
	l     Ledger
	today Day
}

// scripted begins on a Monday in winter, 2026-01-05, in UTC.
func scripted(tb testing.TB) *script {
	tb.Helper()
	p := Default()
	s := &script{tb: tb, today: 20458, set: Setting{Params: &p, Zone: time.UTC, Enforcement: Enforce}}
	for d := range s.set.Athlete.Habit {
		s.set.Athlete.Habit[d] = Habit{Onset: 645, Wake: 420}
	}
	return s
}

// next takes the step of the next day, and what time brings until its end.
func (s *script) next(a Assessment) *Standing {
	s.tb.Helper()
	a.Day = s.today
	before := s.l.Standing
	e := evaluation{Setting: &s.set, l: &s.l, a: a, day: s.today, asOf: s.set.Wake(s.today), s: before}
	standing, verdict, why := e.take()
	if before.Episode.ID != 0 && standing.Episode.ID != before.Episode.ID {
		s.l.archive(before.Episode)
	}
	s.l.Verdicts = append(s.l.Verdicts, verdict)
	s.l.Standing, s.l.Explanation = standing, why
	for Tick(&s.l.Standing, s.set.Wake(s.today+1), s.today, s.set.Params) {
	}
	s.today++
	return &s.l.Standing
}

// repeat takes the same step on some days.
func (s *script) repeat(n int, a Assessment) *Standing {
	s.tb.Helper()
	for range n {
		s.next(a)
	}
	return &s.l.Standing
}

// answer is a confident answer with a probability, from some channels.
func answer(p float64, given evidence) Assessment {
	a := Assessment{Answered: true, Probability: p, Confidence: 1, HardestRPE: Missing, Channels: given.channels()}
	params := Default()
	for id := range channelCount {
		if params.Evidence.positive(&a.Channels[id]) {
			a.Rules = a.Rules.With(channelRule[id])
		}
	}
	return a
}

// Answers that the scripts are made of.
func tired() Assessment    { return answer(.7, evidence{Subjective: 1.3, Autonomic: 1.3}) }
func strained() Assessment { return answer(.5, evidence{Subjective: 1, Autonomic: 1}) }
func restored() Assessment { return answer(.2, evidence{Subjective: 0, Autonomic: 0}) }
func silence() Assessment  { return Assessment{Probability: .151, HardestRPE: Missing} }

// but changes one thing of an assessment.
func but(a Assessment, change func(*Assessment)) Assessment {
	change(&a)
	return a
}

func wantState(t *testing.T, s *Standing, want State) {
	t.Helper()
	if s.State != want {
		t.Fatalf("state %d, want %d", s.State, want)
	}
}
