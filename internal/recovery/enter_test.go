package recovery

import (
	"testing"

	"pgregory.net/rapid"
)

// TestEntry: which days make recovery incomplete, and by which rule.
func TestEntry(t *testing.T) {
	two := evidence{Subjective: 1.3, Autonomic: 1.3}
	alone := evidence{Subjective: 1.6}
	loaded := evidence{Subjective: 1.6, Load: 1}
	discordant := func(a *Assessment) { a.Rules = a.Rules.With(RuleDiscordance) }
	doubtful := func(a *Assessment) { a.Confidence = .39 }
	tests := map[string]struct {
		days []Assessment
		want State
		rule RuleID
	}{
		"repeated":                         {[]Assessment{answer(.6, two), answer(.6, two)}, Incomplete, RuleIncompleteRepeated},
		"once":                             {[]Assessment{answer(.79, two)}, Strained, RuleHRVTrend},
		"at once":                          {[]Assessment{answer(.8, two)}, Incomplete, RuleIncompleteAtOnce},
		"just below, for long":             {[]Assessment{answer(.59, two), answer(.59, two), answer(.59, two)}, Strained, RuleStrainedRepeated},
		"broken by a better day":           {[]Assessment{answer(.65, two), answer(.3, two), answer(.65, two)}, Strained, RuleHRVTrend},
		"over days without an answer":      {[]Assessment{answer(.65, two), silence(), silence(), answer(.65, two)}, Incomplete, RuleIncompleteRepeated},
		"one channel, however sure":        {[]Assessment{answer(.95, alone), answer(.95, alone)}, Strained, RuleOneChannel},
		"too little of the usual data":     {[]Assessment{but(answer(.9, two), doubtful), but(answer(.9, two), doubtful)}, Unknown, RuleNeedsData},
		"self-report and load, three days": {[]Assessment{answer(.5, loaded), answer(.5, loaded), answer(.5, loaded)}, Incomplete, RuleSubjectiveAlone},
		"self-report and load, two days":   {[]Assessment{answer(.5, loaded), answer(.5, loaded)}, Strained, RuleWellnessLow},
		"self-report without load":         {[]Assessment{answer(.5, alone), answer(.5, alone), answer(.5, alone)}, Strained, RuleWellnessLow},
		"self-report and harder sessions":  {[]Assessment{answer(.5, alone), answer(.5, alone), but(answer(.5, alone), discordant)}, Incomplete, RuleSubjectiveAlone},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			s := scripted(t)
			for _, a := range tt.days {
				s.next(a)
			}
			wantState(t, &s.l.Standing, tt.want)
			if v, _ := s.l.LastVerdict(); !v.Rules.Has(tt.rule) {
				t.Errorf("rules %b lack %s", v.Rules, tt.rule)
			}
			if open := s.l.Standing.Episode.open(); open != (tt.want == Incomplete || tt.rule == RuleStrainedRepeated) {
				t.Errorf("an episode is open: %t", open)
			}
		})
	}
}

// TestOverloadWeek: a declared overload accepts strain, but not a strong loss nor
// lasting self-reported strain; the morning after, the full rules hold again.
func TestOverloadWeek(t *testing.T) {
	s := scripted(t)
	end := s.today + 4
	s.set.Intent = func(d Day) Intent {
		if d < end {
			return Overload
		}
		return Build
	}
	wantState(t, s.repeat(4, tired()), Strained)
	if s.l.Standing.Episode.ID != 0 {
		t.Fatal("an accepted strain opened a window")
	}
	if v, _ := s.l.LastVerdict(); !v.Rules.Has(RuleOverloadWeek) {
		t.Error("the verdict does not name the declared intent")
	}
	wantState(t, s.next(tired()), Incomplete)

	s = scripted(t)
	s.set.Intent = func(Day) Intent { return Overload }
	wantState(t, s.next(answer(.8, evidence{Subjective: 2, Autonomic: 2})), Incomplete)

	s = scripted(t)
	s.set.Intent = func(Day) Intent { return Overload }
	wantState(t, s.repeat(3, answer(.5, evidence{Subjective: 1.5})), Incomplete)
	if e := s.l.Standing.Episode; !e.Brief || e.EasyFrom != e.Start {
		t.Errorf("self-report alone opened %+v, want a bounded Easy window", e)
	}
}

// TestRepeatedStrain: three of four strained days open an Easy window of one
// night, but not in weeks that the coach declared for strain or competition.
func TestRepeatedStrain(t *testing.T) {
	for intent, want := range map[Intent]bool{NoIntent: true, Build: true, Deload: true, Overload: false, Taper: false, RaceWeek: false} {
		s := scripted(t)
		s.set.Intent = func(Day) Intent { return intent }
		s.next(strained())
		s.next(restored())
		s.next(strained())
		if s.l.Standing.Episode.ID != 0 {
			t.Fatalf("intent %d: a window after two strained days of three", intent)
		}
		s.next(strained())
		e := s.l.Standing.Episode
		if got := e.open(); got != want {
			t.Errorf("intent %d: a window is open: %t", intent, got)
		}
		if want && (e.Trigger != TriggerStrained || e.EasyFrom != e.Start || e.End != s.set.Wake(s.today)) {
			t.Errorf("intent %d: got %+v, want Easy until the next wake", intent, e)
		}
	}
}

// TestStrainedByOneChannel: one channel never opens a window, however often.
func TestStrainedByOneChannel(t *testing.T) {
	s := scripted(t)
	wantState(t, s.repeat(14, answer(.5, evidence{Autonomic: 1.8})), Strained)
	if s.l.Standing.LastEpisode != 0 {
		t.Error("one channel opened a window")
	}
}

// TestStrainedIsCountedAnew: a bounded window is not followed by another for the
// days that opened the first.
func TestStrainedIsCountedAnew(t *testing.T) {
	s := scripted(t)
	s.repeat(3, strained())
	s.next(strained()) // the review morning: the window ends
	if e := s.l.Standing.Episode; e.Reason != ReleasedBrief {
		t.Fatalf("got %+v, want the bounded window released at its end", e)
	}
	for n := 1; !s.l.Standing.Episode.open(); n++ {
		if s.next(strained()); n > 3 {
			t.Fatal("lasting strain opened no second window")
		} else if n < 3 && s.l.Standing.Episode.open() {
			t.Fatalf("a second window after %d days of strain", n)
		}
	}
}

// TestAlternatingProbability: a probability that alternates around the entry
// threshold changes the state at most once.
func TestAlternatingProbability(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		s := scripted(t)
		s.set.Intent = func(Day) Intent { return Taper } // no window for strain alone
		start := rapid.Bool().Draw(rt, "starts high")
		days := rapid.IntRange(2, 40).Draw(rt, "days")
		changes := 0
		for i := range days {
			p := .55
			if start == (i%2 == 0) {
				p = .65
			}
			before := s.l.Standing.State
			if s.next(answer(p, evidence{Subjective: 1.3, Autonomic: 1.3})); s.l.Standing.State != before {
				changes++
			}
		}
		if changes > 1 {
			rt.Errorf("%d changes of state in %d days", changes, days)
		}
	})
}

// TestRestoredOutsideEpisodes: two calm answers, never silence, make Restored.
func TestRestoredOutsideEpisodes(t *testing.T) {
	s := scripted(t)
	wantState(t, s.next(restored()), Unknown)
	wantState(t, s.repeat(3, silence()), Unknown)
	wantState(t, s.next(restored()), Restored)

	hesitant := but(restored(), func(a *Assessment) { a.Confidence = .3 })
	s = scripted(t)
	wantState(t, s.repeat(2, hesitant), Restored)

	s = scripted(t)
	s.repeat(2, restored())
	wantState(t, s.next(but(strained(), func(a *Assessment) { a.Confidence = .3 })), Restored)
	if v, _ := s.l.LastVerdict(); !v.Rules.Has(RuleNeedsData) {
		t.Error("an answer that is too unsure does not ask for data")
	}
	wantState(t, s.next(but(strained(), func(a *Assessment) { a.Confidence = .2 })), Unknown)
}

// TestSilenceOutsideEpisodes: the last state is held for some days, then Unknown.
func TestSilenceOutsideEpisodes(t *testing.T) {
	s := scripted(t)
	s.repeat(2, restored())
	wantState(t, s.repeat(3, silence()), Restored)
	wantState(t, s.next(silence()), Unknown)
}

// TestSlowDrift: a decline too slow for the trend asks for a deload week after a
// fortnight, and opens no window.
func TestSlowDrift(t *testing.T) {
	drifting := but(restored(), func(a *Assessment) { a.Rules = a.Rules.With(RuleDriftDay) })
	s := scripted(t)
	wantState(t, s.repeat(13, drifting), Restored)
	wantState(t, s.next(drifting), Strained)
	if v, _ := s.l.LastVerdict(); !v.Rules.Has(RuleSlowDrift) {
		t.Error("the verdict does not name the drift")
	}
	if s.repeat(10, drifting); s.l.Standing.LastEpisode != 0 {
		t.Error("a slow drift opened a window")
	}
	wantState(t, s.next(restored()), Restored)
}
