package recovery

import (
	"slices"
	"testing"
)

// feel reports symptoms and lives the day.
func (s *script) feel(ill Illness, feverFreeHours int32, a Assessment) *Standing {
	s.tb.Helper()
	s.fold(Report{Day: s.today, Symptoms: &Symptoms{Illness: ill, FeverFreeHours: feverFreeHours}})
	return s.next(a)
}

func (s *script) fold(r Report) {
	s.tb.Helper()
	var refusal *Refusal
	if s.l, refusal = Fold(s.l, &r, Calendar{Today: s.today, Zone: s.set.Zone}); refusal != nil {
		s.tb.Fatal(refusal)
	}
}

// TestReturnStages holds the staged return day by day: what is answered, and the
// stage of the day; 6 is the end of the hold.
func TestReturnStages(t *testing.T) {
	const (
		none = iota
		cold
		flu
		mute
	)
	tests := map[string]struct{ answers, stages []int }{
		"a day of fever, a day a stage":            {[]int{flu, none, none, none, none, none, none}, []int{0, 1, 2, 3, 4, 5, 6}},
		"two days of fever are short":              {[]int{flu, flu, none, none}, []int{0, 0, 1, 2}},
		"three days of fever, two days a stage":    {[]int{flu, flu, flu, none, none, none, none, none}, []int{0, 0, 0, 0, 1, 1, 2, 2}},
		"above the neck starts at stage 2":         {[]int{cold, none, none, none, none}, []int{2, 3, 4, 5, 6}},
		"lasting cold holds the stage":             {[]int{cold, cold, cold, none, none}, []int{2, 2, 2, 3, 4}},
		"no answer holds the stage":                {[]int{flu, none, mute, mute, none}, []int{0, 1, 1, 1, 2}},
		"new fever starts a long illness":          {[]int{flu, none, none, flu, none, none}, []int{0, 1, 2, 0, 0, 1}},
		"a cold during the return takes one back":  {[]int{flu, none, none, none, cold, none, none}, []int{0, 1, 2, 3, 2, 2, 3}},
		"fever after a cold":                       {[]int{cold, flu, none}, []int{2, 0, 1}},
		"fever that ends in a cold stays at rest":  {[]int{flu, cold, cold, none}, []int{0, 0, 0, 0}},
		"a second cold long after a flu is a cold": {slices.Concat([]int{flu, flu, flu}, slices.Repeat([]int{none}, 14), []int{cold, cold, cold, none, none}), slices.Concat([]int{0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 6}, []int{2, 2, 2, 3, 4})},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			s := scripted(t)
			for i, answer := range tt.answers {
				if answer == mute {
					s.next(restored())
				} else {
					s.feel(Illness(answer), -1, restored())
				}
				c := s.l.Standing.Illness
				if int(c.Stage) != tt.stages[i] || c.Active != (c.Stage < StageAll) {
					t.Fatalf("day %d: stage %d, active %t, want stage %d", i, c.Stage, c.Active, tt.stages[i])
				}
				if hold := s.l.Standing.State == Hold; hold != c.Active {
					t.Errorf("day %d: on hold %t", i, hold)
				}
			}
		})
	}
}

// TestStageConditions: what keeps an athlete without symptoms on a stage.
func TestStageConditions(t *testing.T) {
	tests := map[string]struct {
		hours  int32
		change func(*Assessment)
		want   int32
	}{
		"nothing":                          {-1, func(*Assessment) {}, 1},
		"a day without fever":              {24, func(*Assessment) {}, 1},
		"fever less than a day ago":        {23, func(*Assessment) {}, 0},
		"heart rate raised":                {-1, func(a *Assessment) { a.HeartRateTodayZ = 1 }, 0},
		"heart rate nearly back":           {-1, func(a *Assessment) { a.HeartRateTodayZ = .99 }, 1},
		"a session harder than the stage":  {-1, func(a *Assessment) { a.HardestRPE = 2 }, 0},
		"a session as easy as it may be":   {-1, func(a *Assessment) { a.HardestRPE = 1 }, 1},
		"no session, no heart rate at all": {-1, func(a *Assessment) { a.HeartRateTodayZ, a.HardestRPE = orZero(0), Missing }, 1},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			s := scripted(t)
			s.feel(Systemic, -1, restored())
			if got := s.feel(NoIllness, tt.hours, but(restored(), tt.change)).Illness.Stage; got != tt.want {
				t.Errorf("stage %d, want %d", got, tt.want)
			}
		})
	}
}

// TestIllnessWindow: it rolls from day to day without counting extensions,
// needs no approval, and each stage allows more.
func TestIllnessWindow(t *testing.T) {
	for mode, want := range map[Enforcement]Approval{Enforce: Automatic, Propose: Automatic, Observe: Observed} {
		s := scripted(t)
		s.set.Enforcement = mode
		for stage := range int32(StageAll) {
			ill := NoIllness
			if stage == 0 {
				ill = Systemic
			}
			e := s.feel(ill, -1, restored()).Episode
			if e.End != s.set.Wake(s.today).hours(24) || e.Extensions != 0 || e.Approval != want {
				t.Errorf("stage %d: %+v, want it rolled a day, approval %d", stage, e, want)
			}
			if strict := e.EasyFrom == e.End; strict != (stage == StageRest) {
				t.Errorf("stage %d: nothing allowed: %t", stage, strict)
			}
			if limits := illnessCaps[stage]; e.MaxMinutes != limits.minutes || e.MaxHeartRatePercent != limits.heartRatePercent {
				t.Errorf("stage %d: %d min, %d %%, want %+v", stage, e.MaxMinutes, e.MaxHeartRatePercent, limits)
			}
		}
		if e := s.feel(NoIllness, -1, restored()).Episode; e.Released == 0 {
			t.Errorf("after the last stage: %+v, want it released", e)
		}
	}
}

// TestUnansweredIllnessIsReviewed: without an answer on symptoms the stage holds,
// and after three days a person is asked.
func TestUnansweredIllnessIsReviewed(t *testing.T) {
	s := scripted(t)
	s.feel(Systemic, -1, restored())
	for n := 1; n <= 5; n++ {
		standing := s.next(silence())
		if standing.Episode.Review != (n >= 3) || standing.Illness.Stage != 0 || !standing.Episode.open() {
			t.Errorf("day %d without an answer: %+v", n, standing)
		}
	}
}

// TestIllnessTakesNoRestAway: falling ill inside a strict window makes nothing
// easier than it was.
func TestIllnessTakesNoRestAway(t *testing.T) {
	s := entered(t)
	before := s.l.Standing.Episode
	s.today-- // the same day: symptoms come after the first report
	s.l.Verdicts = s.l.Verdicts[:len(s.l.Verdicts)-1]
	e := s.feel(AboveNeck, -1, tired()).Episode
	if e.Trigger != TriggerIllness || e.EasyFrom < before.EasyFrom || e.End < before.End {
		t.Errorf("got %+v, want no less rest than %+v", e, before)
	}
	if e := s.feel(NoIllness, -1, tired()).Episode; e.EasyFrom != before.EasyFrom || e.EasyFrom > s.set.Wake(s.today-1) {
		t.Errorf("got %+v, want the allowance of the stage once the strict part is over", e)
	}
}

// TestClearance: a person ends an illness hold; a relapse after it is a new
// window, which the old clearance does not reach.
func TestClearance(t *testing.T) {
	s := scripted(t)
	s.feel(Systemic, -1, restored())
	now := s.set.Wake(s.today).hours(2)
	cleared := []WindowSeen{{Episode: 1, Cleared: true, Approval: Automatic}}
	d := decider{in: &Input{Windows: cleared, Now: now}, l: s.l, today: s.today}
	d.enterActs()
	if e := d.l.Standing.Episode; e.Reason != ReleasedCleared || e.Released != now || d.l.Standing.Illness.Active {
		t.Fatalf("got %+v, want it cleared", d.l.Standing)
	}
	s.l = d.l
	s.feel(Systemic, -1, restored())
	d = decider{in: &Input{Windows: cleared, Now: now.hours(24)}, l: s.l, today: s.today}
	d.enterActs()
	if e := d.l.Standing.Episode; e.ID != 2 || !e.open() || d.l.Standing.State != Hold {
		t.Errorf("got %+v, want a new window that the clearance does not end", d.l.Standing)
	}
}
