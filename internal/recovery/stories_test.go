package recovery_test

import (
	"testing"

	"fallow.dev/fallow/internal/recovery"
	"fallow.dev/fallow/internal/simulate"
)

// stories are the seasons that are kept as goldens. Their seeds are not those on
// which the model was tuned.
func stories() map[string]story {
	hard, good := camp(1.6), camp(.35)
	ill := func(days map[int]string) func(int) simulate.Truth {
		return func(day int) simulate.Truth {
			if class, ok := days[day]; ok {
				return simulate.Truth{Illness: class}
			}
			return simulate.Truth{Illness: "None"}
		}
	}
	mode := func(m recovery.Enforcement, o simulate.Overload) func(*recovery.Setting) {
		return func(s *recovery.Setting) { s.Enforcement, s.Intent = m, declared(o) }
	}
	inCamp := func(o simulate.Overload, s story) story {
		s.days, s.plan = 100, campWeeks(o)
		s.seed = freshSeed + 10
		if s.truth == nil {
			s.truth = func(day int) simulate.Truth { return simulate.Truth{Illness: "None", Fatigue: o.Fatigue(day)} }
		}
		if s.set == nil {
			s.set = mode(recovery.Enforce, o)
		}
		return s
	}
	fever := map[int]string{60: "Systemic", 61: "Systemic", 65: "Systemic"}
	return map[string]story{
		"hard-camp":     inCamp(hard, story{check: checkHardCamp}),
		"good-response": inCamp(good, story{check: checkNoWindow}),
		"silence": inCamp(hard, story{check: checkSilence, truth: func(day int) simulate.Truth {
			return simulate.Truth{Illness: "None", Fatigue: hard.Fatigue(day), Silent: day >= 81 && day < 91}
		}}),
		"propose":       inCamp(hard, story{set: mode(recovery.Propose, hard), check: checkProposed}),
		"approved-late": inCamp(hard, story{set: mode(recovery.Propose, hard), acts: on(81, func(w *recovery.WindowSeen) { w.Approval = recovery.Approved }), check: checkApproved}),
		"observe":       inCamp(hard, story{set: mode(recovery.Observe, hard), check: checkNoWindow}),
		"rejected":      inCamp(hard, story{acts: on(81, func(w *recovery.WindowSeen) { w.Approval = recovery.Rejected }), check: checkRejected}),
		"waived":        inCamp(hard, story{acts: on(81, func(w *recovery.WindowSeen) { w.WaivedUntil = w.End }), check: checkWaived}),
		"shortened":     inCamp(hard, story{acts: on(81, func(w *recovery.WindowSeen) { w.Owned.End = w.Start + 3600 }), check: checkShortened}),
		"cleared":       {seed: freshSeed, days: 80, plan: week, truth: ill(map[int]string{60: "Systemic"}), acts: on(62, func(w *recovery.WindowSeen) { w.Cleared = true }), check: checkCleared},
		"fever-relapse": {seed: freshSeed, days: 90, plan: week, truth: ill(fever), check: checkFever},
		"cold":          {seed: freshSeed, days: 80, plan: week, truth: ill(map[int]string{60: "AboveNeck", 61: "AboveNeck"}), check: checkCold},
		"learning": {seed: freshSeed + 2, days: 40, plan: week, truth: func(day int) simulate.Truth {
			return simulate.Truth{Illness: "None", Fatigue: float64(min(1, day/20)) * 3}
		}, check: checkLearning},
		"medical-hold": inCamp(hard, story{set: func(s *recovery.Setting) { mode(recovery.Enforce, hard)(s); s.MedicalHold = heldOn(83, 86) }, check: checkMedicalHold}),
	}
}

func on(day int, act func(*recovery.WindowSeen)) map[int]func(*recovery.WindowSeen) {
	return map[int]func(*recovery.WindowSeen){day: act}
}

func heldOn(from, to int) func(recovery.Instant) bool {
	return func(at recovery.Instant) bool {
		day := int(recovery.Day(at/86400) - startDay)
		return day >= from && day <= to
	}
}

// checkHardCamp: inserted within three days of the camp, extended, and released
// within four days of the fatigue falling under half an SD, by criteria all met.
func checkHardCamp(t *testing.T, days []told) {
	t.Helper()
	o := camp(1.6)
	inserted := first(days, o.FirstDay, recovery.WindowInserted)
	wantBetween(t, "inserted", inserted, o.LastDay-1, o.LastDay+4)
	wantBetween(t, "extended", first(days, inserted, recovery.WindowExtended), inserted+1, inserted+5)
	released := first(days, inserted, recovery.WindowReleased)
	wantBetween(t, "released", released, o.Below(.5)-1, o.Below(.5)+4)
	for id, c := range days[released].standing.Criteria {
		if c != recovery.Met && c != recovery.NotAsked {
			t.Errorf("released with %s %d", recovery.CriterionNames[id], c)
		}
	}
	unmet := 0
	for _, d := range days[inserted+1 : released] {
		for _, c := range d.standing.Criteria {
			if c == recovery.Unmet {
				unmet++
			}
		}
	}
	if unmet == 0 {
		t.Error("no criterion was ever shown as unmet")
	}
}

func checkNoWindow(t *testing.T, days []told) {
	t.Helper()
	for _, d := range days {
		if len(d.windows) > 0 {
			t.Fatalf("day %d: window %+v", d.day, d.windows[0])
		}
	}
}

// checkSilence: the window outlasts the silence rules, never shorter, and the
// return is unverified.
func checkSilence(t *testing.T, days []told) {
	t.Helper()
	opened := days[80].standing.Episode
	capped := first(days, 81, recovery.WindowCapped)
	released := first(days, 81, recovery.WindowReleased)
	wantBetween(t, "opened", first(days, 70, recovery.WindowInserted), 80, 80)
	wantBetween(t, "capped at Easy", capped, 82, 82)
	if end := days[capped].standing.Episode.End; end < opened.End+72*3600 {
		t.Errorf("capped to %s, want 72 h beyond %s", end.Time(), opened.End.Time())
	}
	wantBetween(t, "resumed unverified", released, capped+3, capped+3)
	if e := days[released].standing.Episode; e.Reason != recovery.ReleasedUnverified || days[released].standing.State != recovery.Unknown {
		t.Errorf("resumed as %+v", e)
	}
	if !days[released+1].verdict.Rules.Has(recovery.RuleUnverifiedReturn) {
		t.Error("the next verdict does not name the unverified return")
	}
}

func checkProposed(t *testing.T, days []told) {
	t.Helper()
	wantBetween(t, "proposed", first(days, 70, recovery.WindowProposed), 78, 83)
	proposals := 0
	for _, d := range days {
		for _, c := range d.changes {
			if c.Kind == recovery.WindowProposed && d.day < 100 {
				proposals++
			}
		}
		if d.standing.InForce(d.standing.Episode.Start) && d.standing.Episode.Open() {
			t.Fatalf("day %d: a proposal is in force", d.day)
		}
	}
	if proposals != 1 {
		t.Errorf("%d proposals for one episode", proposals)
	}
}

func checkApproved(t *testing.T, days []told) {
	t.Helper()
	if e := days[81].standing.Episode; e.Approval != recovery.Approved || !e.Open() {
		t.Errorf("got %+v, want it in force for the remainder", e)
	}
	wantBetween(t, "extended once approved", first(days, 81, recovery.WindowExtended), 81, 86)
}

func checkRejected(t *testing.T, days []told) {
	t.Helper()
	for _, d := range days[81:] {
		if e := d.standing.Episode; e.Open() && (e.Approval != recovery.Rejected || d.standing.InForce(e.Start)) {
			t.Fatalf("day %d: %+v, want the episode without force", d.day, e)
		}
	}
}

func checkWaived(t *testing.T, days []told) {
	t.Helper()
	e := days[81].standing.Episode
	if days[81].standing.InForce(e.Start + 1) {
		t.Error("a waived window is in force")
	}
	if !e.Open() || e.WaivedUntil == 0 {
		t.Errorf("got %+v, want the episode open under its waiver", e)
	}
	if d := days[84]; d.standing.Episode.Open() && !d.standing.InForce(d.standing.Episode.End-1) {
		t.Error("the waiver outlasted its instant")
	}
}

// checkShortened: what a person's edit took away goes on in a window beside it.
func checkShortened(t *testing.T, days []told) {
	t.Helper()
	stand := days[81].windows
	if len(stand) != 2 || stand[0].Continuation || !stand[1].Continuation {
		t.Fatalf("got %+v, want the edited window and its continuation", stand)
	}
	if w := stand[1]; w.Start != stand[0].Start+3600 || w.End != stand[0].End || w.EasyFrom != stand[0].EasyFrom {
		t.Errorf("continuation %+v of %+v", w, stand[0])
	}
}

func checkCleared(t *testing.T, days []told) {
	t.Helper()
	if e := days[62].standing; e.Episode.Reason != recovery.ReleasedCleared || e.State == recovery.Hold || e.Illness.Active {
		t.Errorf("got %+v, want it cleared", e)
	}
}

// checkFever: held from the first day of fever, a relapse starts again, and the
// episode ends when the last stage is done.
func checkFever(t *testing.T, days []told) {
	t.Helper()
	latest := map[int]int32{60: 0, 61: 0, 62: 1, 63: 2, 64: 3, 65: 0, 66: 0, 67: 1} // a raised heart rate may hold a stage
	for day, stage := range latest {
		if c := days[day].standing.Illness; !c.Active || c.Stage > stage {
			t.Errorf("day %d: %+v, want at most stage %d", day, c, stage)
		}
	}
	wantBetween(t, "released", first(days, 60, recovery.WindowReleased), 77, 79)
}

func checkCold(t *testing.T, days []told) {
	t.Helper()
	for day, stage := range map[int]int32{60: 2, 61: 2, 62: 3, 63: 4, 64: 5} {
		if c := days[day].standing.Illness; c.Stage != stage {
			t.Errorf("day %d: stage %d, want %d", day, c.Stage, stage)
		}
		if e := days[day].standing.Episode; e.EasyFrom != e.Start {
			t.Errorf("day %d: easy training is not allowed", day)
		}
	}
	wantBetween(t, "released", first(days, 60, recovery.WindowReleased), 65, 66)
}

// checkLearning: while references are learned only self-report advises, and
// windows are proposed at most.
func checkLearning(t *testing.T, days []told) {
	t.Helper()
	for _, d := range days[:28] {
		if !d.verdict.Rules.Has(recovery.RuleLearning) || d.verdict.U[recovery.Autonomic] != recovery.NoValue {
			t.Fatalf("day %d is judged as established", d.day)
		}
		if e := d.standing.Episode; e.Open() && e.Approval != recovery.Pending {
			t.Fatalf("day %d: a window is in force", d.day)
		}
	}
	if d := days[28]; d.verdict.Rules.Has(recovery.RuleLearning) {
		t.Error("day 28 is still learning")
	}
}

func checkMedicalHold(t *testing.T, days []told) {
	t.Helper()
	for day := 83; day <= 86; day++ {
		if days[day].standing.State != recovery.Hold || !days[day].standing.Episode.Open() {
			t.Errorf("day %d: %+v, want a hold that ends no episode", day, days[day].standing)
		}
	}
	if d := days[87]; d.standing.State == recovery.Hold || !d.standing.Episode.Open() {
		t.Errorf("after the hold: %+v, want the episode judged on", d.standing)
	}
}
