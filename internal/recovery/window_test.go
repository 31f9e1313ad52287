package recovery

import (
	"slices"
	"testing"
)

// TestFirstWindow: at most 48 h, in whole nights, the first half without training.
func TestFirstWindow(t *testing.T) {
	at := func(u float64) Assessment { return answer(.85, evidence{Subjective: u, Autonomic: u}) }
	tests := map[string]struct {
		a      Assessment
		nights Day
	}{
		"36 h of need":           {at(1), 2},
		"72 h of need, bounded":  {at(2), 2},
		"little need, one night": {at(.55), 1},
		"sleep debt adds":        {but(at(.75), func(a *Assessment) { a.DebtHours = 8 }), 2},
		"the same without it":    {at(.75), 1},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			s := scripted(t)
			start := s.set.Wake(s.today)
			e := s.next(tt.a).Episode
			if want := s.set.Wake(s.today - 1 + tt.nights); e.Start != start || e.End != want {
				t.Errorf("from %s to %s, want to %s", e.Start.Time(), e.End.Time(), want.Time())
			}
			if e.EasyFrom != e.Start+(e.End-e.Start)/2 {
				t.Errorf("Easy from %s, want from the middle", e.EasyFrom.Time())
			}
		})
	}
}

// TestRestCountsNights: waking somewhat later or earlier than usual costs no day;
// waking after the next usual onset, as after a night shift, does.
func TestRestCountsNights(t *testing.T) {
	for late, want := range map[float64]Day{-2: 2, 0: 2, .02: 2, 2: 2, 15.5: 2, 16: 2} {
		s := scripted(t)
		e := evaluation{Setting: &s.set, l: &s.l, day: s.today, asOf: s.set.Wake(s.today).hours(late)}
		if got := e.wakeCovering(48); got != s.set.Wake(s.today+want) {
			t.Errorf("48 h from %v h after the usual wake: to %s", late, got.Time())
		}
		one := Day(1)
		if late > 15.75 { // 22:45
			one = 2
		}
		if got := e.wakeCovering(0); got != s.set.Wake(s.today+one) {
			t.Errorf("one night from %v h after the usual wake: to %s", late, got.Time())
		}
	}
}

// TestPolicyChangesBetweenEpisodes: a relapse under a policy that acts otherwise
// is a new window; what a person decided lasts for the episode.
func TestPolicyChangesBetweenEpisodes(t *testing.T) {
	tests := map[string]struct {
		before, after Enforcement
		decided, want Approval
		id            int32
	}{
		"enforced, then proposed":       {Enforce, Propose, 0, Pending, 2},
		"enforced, then observed":       {Enforce, Observe, 0, Observed, 2},
		"proposed, then enforced":       {Propose, Enforce, 0, Automatic, 2},
		"observed, then enforced":       {Observe, Enforce, 0, Automatic, 2},
		"still proposed":                {Propose, Propose, 0, Pending, 1},
		"approved, then enforced":       {Propose, Enforce, Approved, Approved, 1},
		"rejected, then proposed again": {Propose, Propose, Rejected, Rejected, 1},
		"rejected, then enforced":       {Propose, Enforce, Rejected, Rejected, 1},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			s := scripted(t)
			s.set.Enforcement = tt.before
			collapse := answer(.85, evidence{Subjective: 2, Autonomic: 2})
			s.next(collapse)
			if tt.decided != Observed {
				s.l.Standing.Episode.Approval = tt.decided
			}
			s.repeat(2, restored())
			s.set.Enforcement = tt.after
			if e := s.next(collapse).Episode; e.ID != tt.id || e.Approval != tt.want || !e.open() {
				t.Errorf("got %+v, want window %d with approval %d", e, tt.id, tt.want)
			}
		})
	}
}

// TestExtension: each review morning that the leave rule does not hold adds a
// night of Easy; past 96 h a person is asked, and rest goes on.
func TestExtension(t *testing.T) {
	s := entered(t)
	easy := s.l.Standing.Episode.EasyFrom
	start := s.l.Standing.Episode.Start
	s.next(tired()) // not due yet
	for n := int32(1); n <= 6; n++ {
		e := s.next(tired()).Episode
		if e.Extensions != n || e.End != s.set.Wake(s.today) {
			t.Fatalf("after %d reviews: %d extensions to %s", n, e.Extensions, e.End.Time())
		}
		if want := e.End.hoursSince(start) > 96; e.Review != want {
			t.Errorf("extension %d: a person is asked: %t, want %t", n, e.Review, want)
		}
		if e.EasyFrom != easy {
			t.Errorf("extension %d moved the strict part", n)
		}
	}
	if v, _ := s.l.LastVerdict(); !v.Rules.Has(RuleReviewRequired) {
		t.Error("the verdict does not say that a person is asked")
	}
}

// TestReopen: a relapse before three Restored days have passed opens the same
// window again, with its extensions; later it gets a new one.
func TestReopen(t *testing.T) {
	for restoredDays, want := range []int32{1, 1, 1, 2, 2} {
		s := entered(t)
		s.repeat(2, restored())
		before := s.l.Standing.Episode
		if before.Reason != ReleasedRestored {
			t.Fatal("not released")
		}
		s.repeat(restoredDays, restored())
		e := s.next(answer(.85, evidence{Subjective: 2, Autonomic: 2})).Episode
		if e.ID != want || !e.open() {
			t.Fatalf("after %d Restored days: %+v, want window %d", restoredDays, e, want)
		}
		if want == 1 && (e.Start != before.Start || e.Extensions != before.Extensions+1 || e.EasyFrom >= s.set.Wake(s.today-1)) {
			t.Errorf("after %d Restored days: %+v, want %+v extended as Easy", restoredDays, e, before)
		}
		if archived := slices.ContainsFunc(s.l.Episodes, func(e Episode) bool { return e.ID == 1 }); archived != (want == 2) {
			t.Errorf("after %d Restored days: archived %t", restoredDays, archived)
		}
	}
}

// TestReopenedIsNotOld: the days between a release and a relapse are no days of
// an episode without exit, which would make it Overreached at once.
func TestReopenedIsNotOld(t *testing.T) {
	s := entered(t)
	s.repeat(2, restored())
	for range 6 { // never three Restored days in all, never Incomplete either
		s.next(restored())
		s.next(but(strained(), func(a *Assessment) { a.Rules = 0 }))
		s.l.Standing.Episode.RestoredDays = 0
	}
	s.next(answer(.85, evidence{Subjective: 2, Autonomic: 2}))
	if s.l.Standing.Episode.ID != 1 {
		t.Fatal("the window was not opened again")
	}
	wantState(t, s.repeat(3, tired()), Incomplete)
}

// TestStrictRestIsBounded: at most five days without any training in a fortnight,
// however many windows.
func TestStrictRestIsBounded(t *testing.T) {
	s := scripted(t)
	now := s.set.Wake(s.today)
	hours := func(from, until float64) Episode {
		return Episode{ID: 1, Start: now.hours(from), EasyFrom: now.hours(until), End: now.hours(until + 24), Released: now.hours(until + 24)}
	}
	tests := map[string]struct {
		past []Episode
		want float64 // hours of 48
	}{
		"none before":                 {nil, 48},
		"four days before":            {[]Episode{hours(-200, -104)}, 24},
		"five days before":            {[]Episode{hours(-200, -80)}, 0},
		"six days in two windows":     {[]Episode{hours(-320, -248), hours(-200, -128)}, 0},
		"a fortnight ago":             {[]Episode{hours(-500, -380)}, 48},
		"half of it a fortnight ago":  {[]Episode{hours(-384, -288)}, 48},
		"Easy all along":              {[]Episode{hours(-96, -96)}, 48},
		"released before it was over": {[]Episode{{ID: 1, Start: now.hours(-120), EasyFrom: now.hours(-24), End: now, Released: now.hours(-96)}}, 48},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			l := Ledger{Episodes: tt.past}
			e := evaluation{Setting: &s.set, l: &l}
			if got := e.strictUntil(now, now.hours(48)).hoursSince(now); got != tt.want {
				t.Errorf("got %v h, want %v h", got, tt.want)
			}
		})
	}
}

// TestSilentWindow: an unanswered window is never shortened. It stays in force
// until four hours after the wake of its review, is then capped at Easy for 72 h,
// and ends unverified.
func TestSilentWindow(t *testing.T) {
	s := entered(t)
	end := s.l.Standing.Episode.End
	s.next(silence())
	if e := s.l.Standing.Episode; e.End != end || e.Silence != Answering {
		t.Fatalf("got %+v before the review", e)
	}
	review := s.today
	e := s.next(silence()).Episode
	if e.Silence != Capped || e.End != end.hours(4+72) || e.EasyFrom > end.hours(4) {
		t.Fatalf("got %+v, want it capped at Easy after its grace", e)
	}
	for s.today < review+3 {
		if e := s.next(silence()).Episode; e.End != end.hours(4+72) || !e.open() {
			t.Fatalf("got %+v on day %d of the cap", e, s.today-review)
		}
	}
	s.next(silence())
	e = s.l.Standing.Episode
	if e.Reason != ReleasedUnverified || e.Released != e.End {
		t.Errorf("got %+v, want it released unverified at its end", e)
	}
	wantState(t, &s.l.Standing, Unknown)
	s.next(silence())
	if v, _ := s.l.LastVerdict(); !v.Rules.Has(RuleUnverifiedReturn) {
		t.Error("the verdict after it does not say that the return is unverified")
	}
}

// TestAnswerWhileCapped: an answer is judged again, and nothing given is taken back.
func TestAnswerWhileCapped(t *testing.T) {
	s := entered(t)
	s.repeat(3, silence())
	end := s.l.Standing.Episode.End
	if e := s.next(tired()).Episode; e.Silence != Answering || e.End < end || !e.open() {
		t.Errorf("got %+v, want it open to %s at least", e, end.Time())
	}
	wantState(t, s.repeat(2, restored()), Restored)
}

// TestGraceIsNoCap: before the grace is over nothing changes.
func TestGraceIsNoCap(t *testing.T) {
	s := entered(t)
	standing := s.l.Standing
	standing.Episode.Silence = Grace
	standing.Episode.End = standing.Episode.End.hours(4)
	before := standing
	if Tick(&standing, standing.Episode.End-1, s.today, s.set.Params) || standing != before {
		t.Errorf("a tick before the end changed %+v", standing.Episode)
	}
	if !Tick(&standing, standing.Episode.End, s.today, s.set.Params) || standing.Episode.Silence != Capped {
		t.Errorf("a tick at the end left %+v", standing.Episode)
	}
}

// TestProposalLapses: what nobody approved is neither extended nor capped, and
// ends with its episode.
func TestProposalLapses(t *testing.T) {
	s := scripted(t)
	s.set.Enforcement = Propose
	s.next(answer(.85, evidence{Subjective: 2, Autonomic: 2}))
	proposed := s.l.Standing.Episode
	if proposed.Approval != Pending || s.l.Standing.InForce(proposed.Start) {
		t.Fatalf("got %+v, want a proposal that displaces nothing", proposed)
	}
	if e := s.repeat(4, tired()).Episode; e.End != proposed.End || e.Extensions != 0 {
		t.Errorf("a lapsed proposal was extended: %+v", e)
	}
	if e := s.repeat(10, silence()).Episode; e.Reason != ReleasedUnverified {
		t.Errorf("got %+v, want the episode ended by lasting silence", e)
	}
}

// TestObserve: verdicts without windows; a policy that begins to act opens one
// from the day on which it does.
func TestObserve(t *testing.T) {
	s := scripted(t)
	s.set.Enforcement = Observe
	s.next(answer(.85, evidence{Subjective: 2, Autonomic: 2}))
	s.repeat(2, tired())
	if w := Windows(&s.l, func(int32, bool) bool { return true }, s.set.Wake(s.today)); len(w) != 0 {
		t.Fatalf("observing wrote %+v", w)
	}
	s.set.Enforcement = Enforce
	start := s.set.Wake(s.today)
	e := s.next(tired()).Episode
	if e.Approval != Automatic || e.Start != start || e.End <= start {
		t.Errorf("got %+v, want a window from now", e)
	}
}

// TestLearningProposes: while references are learned nothing is enforced.
func TestLearningProposes(t *testing.T) {
	s := scripted(t)
	e := s.next(but(answer(.85, evidence{Subjective: 2, Autonomic: 2}), func(a *Assessment) { a.Learning = true })).Episode
	if e.Approval != Pending {
		t.Errorf("approval %d, want it pending", e.Approval)
	}
}

// TestEscalation: evidence from markers turns a bounded window into a full one,
// which begins where the bounded one did and is never shorter.
func TestEscalation(t *testing.T) {
	s := scripted(t)
	s.repeat(3, strained())
	brief := s.l.Standing.Episode
	e := s.next(answer(.85, evidence{Subjective: 2, Autonomic: 2})).Episode
	if e.ID != brief.ID || e.Start != brief.Start || e.Trigger != TriggerIncomplete || e.Brief || e.End < brief.End || e.EasyFrom <= s.set.Wake(s.today-1) {
		t.Errorf("got %+v from %+v, want it escalated with strict rest from today", e, brief)
	}

	s = scripted(t)
	s.repeat(3, answer(.5, evidence{Subjective: 1.6, Load: 1}))
	alone := s.l.Standing.Episode
	e = s.next(answer(.85, evidence{Subjective: 2, Autonomic: 2})).Episode
	if !alone.Brief || e.Brief || e.EasyFrom <= s.set.Wake(s.today-1) {
		t.Errorf("got %+v from %+v, want a corroborated window", e, alone)
	}
}

// TestShortWindowEndsEarly: a window for strain ends as soon as the state is
// Restored again; one on self-report alone at its end, and is counted anew.
func TestShortWindowEndsEarly(t *testing.T) {
	s := scripted(t)
	s.set.Params.Dose.StrainedHours = 72
	s.repeat(3, strained())
	if e := s.repeat(2, restored()).Episode; e.Reason != ReleasedRestored || e.Released >= e.End {
		t.Errorf("got %+v, want it released before its end", e)
	}

	s = scripted(t)
	still := answer(.5, evidence{Subjective: 1.6, Load: 1})
	s.repeat(3, still)
	if e := s.repeat(2, still).Episode; e.Reason != ReleasedBrief || s.l.Standing.State != Strained {
		t.Errorf("got %+v, want it ended at its bound, Strained", e)
	}
	if s.repeat(2, still); s.l.Standing.Episode.open() {
		t.Error("opened again before three more days")
	}
}
