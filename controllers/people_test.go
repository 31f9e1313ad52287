package controllers

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"fallow.dev/fallow/api/v1alpha1"
	"fallow.dev/fallow/internal/recovery"
)

// declared is a person's week of rest for the squad, from day 55 of a season.
func declared(name string) *v1alpha1.RestWindow {
	return &v1alpha1.RestWindow{
		ObjectMeta: metav1.ObjectMeta{Name: name, Namespace: squad, Generation: 1},
		Spec: v1alpha1.RestWindowSpec{
			AthleteSelector: &metav1.LabelSelector{MatchLabels: map[string]string{"squad": "distance"}},
			Start:           metav1.NewTime(morning(55)), End: new(metav1.NewTime(morning(62))),
			Allow: v1alpha1.AllowNothing, Trigger: v1alpha1.TriggerDeclared, Approval: v1alpha1.ApprovalPending,
		},
	}
}

// first is the first planned session with a disposition.
func (w *world) first(d v1alpha1.Disposition) (v1alpha1.EffectiveSession, bool) {
	w.tb.Helper()
	for _, s := range read(w, athleteName, &v1alpha1.EffectivePlan{}).Spec.Sessions {
		if s.Disposition == d {
			return s, true
		}
	}
	return v1alpha1.EffectiveSession{}, false
}

// disposition is what became of a session.
func (w *world) disposition(of *v1alpha1.EffectiveSession) v1alpha1.Disposition {
	w.tb.Helper()
	for _, s := range read(w, athleteName, &v1alpha1.EffectivePlan{}).Spec.Sessions {
		if s.Name == of.Name && s.PlannedDay == of.PlannedDay {
			return s.Disposition
		}
	}
	w.tb.Fatalf("the plan lost %s of %s", of.Name, of.PlannedDay)
	return ""
}

// inWindow is a cluster on the first day on which the window displaces a session
// to come and leaves another in doubt.
func inWindow(tb testing.TB) (w *world, displaced, provisional v1alpha1.EffectiveSession, day int) {
	tb.Helper()
	m := moment{camp, recovery.WindowInserted, 0}
	w = m.begin(tb)
	for w.settle(); ; w.settle() {
		displaced, found := w.first(v1alpha1.DispositionDisplaced)
		provisional, also := w.first(v1alpha1.DispositionProvisional)
		if found && also && displaced.Start.After(w.clock.Now()) {
			w.at(w.clock.Now().Add(time.Hour))
			return w, displaced, provisional, m.day(tb)
		}
		m.later++
		w.create(camp().reports[m.day(tb)])
		w.at(morning(m.day(tb)))
	}
}

func theWindow(w *world) *v1alpha1.RestWindow {
	w.tb.Helper()
	return read(w, windowName(1), &v1alpha1.RestWindow{})
}

func changeWindow(w *world, change func(*v1alpha1.RestWindowSpec)) {
	w.tb.Helper()
	edit(w, windowName(1), &v1alpha1.RestWindow{}, func(x *v1alpha1.RestWindow) { change(&x.Spec) })
	w.settle()
}

// wantWindow checks a condition of the engine's window.
func wantWindow(w *world, kind string, status metav1.ConditionStatus, reason string) {
	w.tb.Helper()
	c := meta.FindStatusCondition(theWindow(w).Status.Conditions, kind)
	if c == nil || c.Status != status || c.Reason != reason {
		w.tb.Errorf("%s: %+v, want %s with %s", kind, c, status, reason)
	}
}

// wantIdle checks that another pass has nothing to write.
func (w *world) wantIdle() {
	w.tb.Helper()
	w.calls.reset()
	w.settle()
	if len(w.calls.writes) > 0 {
		w.tb.Errorf("another pass wrote %v", w.calls.writes)
	}
}

func (w *world) wantDisposition(of *v1alpha1.EffectiveSession, want v1alpha1.Disposition) {
	w.tb.Helper()
	if got := w.disposition(of); got != want {
		w.tb.Errorf("%s of %s is %s, want %s", of.Name, of.PlannedDay, got, want)
	}
}

func TestWaiverLiftsRestUntilItEnds(t *testing.T) {
	w, displaced, _, _ := inWindow(t)
	until := metav1.NewTime(displaced.Start.Add(4 * time.Hour))
	changeWindow(w, func(s *v1alpha1.RestWindowSpec) {
		s.Waiver = v1alpha1.Waiver{Reason: "national trials", Until: until}
	})
	w.wantDisposition(&displaced, v1alpha1.DispositionAsPlanned)
	wantWindow(w, v1alpha1.ConditionActive, metav1.ConditionFalse, v1alpha1.ReasonWaived)
	wantWindow(w, v1alpha1.ConditionOverridden, metav1.ConditionTrue, v1alpha1.ReasonWaived)
	w.wantCondition(v1alpha1.ConditionResting, metav1.ConditionFalse, v1alpha1.ReasonNotResting)
	if got := w.ledger().Standing.Episode; got.WaivedUntil != recovery.InstantOf(until.Time) || !got.Open() {
		t.Errorf("the ledger has %+v", got)
	}
	w.wantIdle()
	w.restart() // so that the step of the clock is no jump
	w.at(until.Add(time.Minute)).settle()
	w.wantCondition(v1alpha1.ConditionResting, metav1.ConditionTrue, v1alpha1.ReasonInWindow)
	wantWindow(w, v1alpha1.ConditionActive, metav1.ConditionTrue, v1alpha1.ReasonInForce)
}

func TestRejectionTakesTheWindowOutOfForce(t *testing.T) {
	w, displaced, provisional, today := inWindow(t)
	changeWindow(w, func(s *v1alpha1.RestWindowSpec) { s.Approval = v1alpha1.ApprovalRejected })
	w.wantDisposition(&displaced, v1alpha1.DispositionAsPlanned)
	w.wantDisposition(&provisional, v1alpha1.DispositionAsPlanned)
	wantWindow(w, v1alpha1.ConditionActive, metav1.ConditionFalse, v1alpha1.ReasonRejected)
	wantWindow(w, v1alpha1.ConditionOverridden, metav1.ConditionTrue, v1alpha1.ReasonRejected)

	w.create(camp().reports[today+1])
	w.at(morning(today + 1)).settle()
	if got := theWindow(w).Spec.Approval; got != v1alpha1.ApprovalRejected || len(w.windows()) != 1 {
		t.Errorf("approval %s, %d windows: a rejection stands for the episode", got, len(w.windows()))
	}
}

func TestProposalWaitsForApproval(t *testing.T) {
	w := newWorld(t, newAthlete(), newBlock(), overlay(func(p *v1alpha1.RecoveryPolicy) { p.Spec.Enforcement = v1alpha1.Propose }))
	proposed := moment{camp, recovery.WindowInserted, 0}.day(t)
	w.create(storedLedger(&camp().ledgers[proposed]), camp().reports[proposed])
	w.at(morning(proposed)).settle()
	wantWindow(w, v1alpha1.ConditionActive, metav1.ConditionFalse, v1alpha1.ReasonAwaitingApproval)
	w.wantCondition(v1alpha1.ConditionResting, metav1.ConditionFalse, v1alpha1.ReasonNotResting)
	if s, found := w.first(v1alpha1.DispositionProvisional); found {
		t.Errorf("a proposal has put %s of %s in doubt", s.Name, s.PlannedDay)
	}
	if w.events.count("RestWindowProposed") != 1 || w.events.count("RestWindowInserted") != 0 {
		t.Errorf("events: %v", w.events.told)
	}

	w.wantIdle()
	w.at(w.clock.Now().Add(10 * time.Hour)) // approved late, for what is left of it
	changeWindow(w, func(s *v1alpha1.RestWindowSpec) { s.Approval = v1alpha1.ApprovalApproved })
	wantWindow(w, v1alpha1.ConditionActive, metav1.ConditionTrue, v1alpha1.ReasonInForce)
	w.wantCondition(v1alpha1.ConditionResting, metav1.ConditionTrue, v1alpha1.ReasonInWindow)
	if _, found := w.first(v1alpha1.DispositionProvisional); !found {
		t.Error("an approved window leaves no later session in doubt")
	}
	w.wantIdle()
}

func TestObserveWritesNoWindow(t *testing.T) {
	w := newWorld(t, newAthlete(), newBlock(), overlay(func(p *v1alpha1.RecoveryPolicy) { p.Spec.Enforcement = v1alpha1.Observe }))
	day := moment{camp, recovery.WindowInserted, 0}.day(t)
	w.create(storedLedger(&camp().ledgers[day]), camp().reports[day])
	w.at(morning(day)).settle()
	if n := len(w.windows()); n != 0 {
		t.Errorf("%d windows", n)
	}
	if got := w.athlete().Status.Recovery.State; got != v1alpha1.StateIncomplete {
		t.Errorf("state %s: the verdict stands without a window", got)
	}
	if len(w.events.told) != 0 {
		t.Errorf("events of a window that nobody wrote: %v", w.events.told)
	}
}

func TestClearanceEndsAnIllness(t *testing.T) {
	w := moment{infection, recovery.WindowInserted, 2}.begin(t)
	w.settle()
	w.wantCondition(v1alpha1.ConditionResting, metav1.ConditionTrue, v1alpha1.ReasonInWindow)
	w.at(w.clock.Now().Add(time.Hour))
	changeWindow(w, func(s *v1alpha1.RestWindowSpec) {
		s.Clearance = v1alpha1.Clearance{Reason: "Dr R.", At: metav1.NewTime(w.clock.Now())}
	})
	w.wantIdle()
	if got := theWindow(w).Spec.ReleasedAt; got == nil || !got.Time.Equal(w.clock.Now()) {
		t.Errorf("released at %v", got)
	}
	wantWindow(w, v1alpha1.ConditionActive, metav1.ConditionFalse, v1alpha1.ReasonReleased)
	w.wantCondition(v1alpha1.ConditionResting, metav1.ConditionFalse, v1alpha1.ReasonNotResting)
}

// A person who ends a window earlier without a waiver gets the rest of it in a
// window beside theirs; handing back makes it one again.
func TestShorterWindowIsContinued(t *testing.T) {
	w, displaced, _, _ := inWindow(t)
	decided := theWindow(w).Spec.End
	theirs := metav1.NewTime(w.clock.Now().Add(2 * time.Hour).Truncate(time.Second))
	changeWindow(w, func(s *v1alpha1.RestWindowSpec) { s.End = &theirs })
	if got := theWindow(w).Spec.End; !got.Equal(&theirs) {
		t.Errorf("their window ends %v, they wrote %v", got, theirs)
	}
	wantWindow(w, v1alpha1.ConditionOverridden, metav1.ConditionTrue, v1alpha1.ReasonPersonEdited)
	beside := read(w, windowName(1)+"-c", &v1alpha1.RestWindow{})
	if !beside.Spec.Start.Equal(&theirs) || !beside.Spec.End.Equal(decided) {
		t.Errorf("beside it: %v to %v, want %v to %v", beside.Spec.Start, beside.Spec.End, theirs, decided)
	}
	w.wantDisposition(&displaced, v1alpha1.DispositionDisplaced)

	changeWindow(w, func(s *v1alpha1.RestWindowSpec) { s.HandBack = new(true) })
	got := theWindow(w)
	if !got.Spec.End.Equal(decided) || got.Spec.HandBack != nil {
		t.Errorf("handed back: ends %v with handBack %v, want %v", got.Spec.End, got.Spec.HandBack, decided)
	}
	wantWindow(w, v1alpha1.ConditionOverridden, metav1.ConditionFalse, v1alpha1.ReasonNotOverridden)
	if w.exists(&v1alpha1.RestWindow{}, windowName(1)+"-c") {
		t.Error("the window beside it stays although it is no longer needed")
	}
	w.wantDisposition(&displaced, v1alpha1.DispositionDisplaced)
	w.wantIdle()
}

// More rest needs nobody's leave, and the engine does not take it back.
func TestLongerWindowStays(t *testing.T) {
	w, _, provisional, today := inWindow(t)
	later := metav1.NewTime(provisional.Start.Add(time.Hour).Truncate(time.Second))
	changeWindow(w, func(s *v1alpha1.RestWindowSpec) { s.End = &later })
	w.wantDisposition(&provisional, v1alpha1.DispositionDisplaced)
	for i := range 3 {
		w.create(camp().reports[today+1+i])
		w.at(morning(today + 1 + i)).settle()
		if got := theWindow(w).Spec.End; !got.Equal(&later) {
			t.Errorf("the window ends %v, they wrote %v", got, later)
		}
	}
}

// Every other field that a person makes theirs is left to them, and the pass
// goes on to extend what it may.
func TestEditsOfOtherFieldsAreLeft(t *testing.T) {
	edits := map[string]func(*v1alpha1.RestWindowSpec){
		"a cap on minutes": func(s *v1alpha1.RestWindowSpec) { s.Allowance.MaxMinutes = new(int32(30)) },
		"easier":           func(s *v1alpha1.RestWindowSpec) { s.Allow, s.EasyFrom = v1alpha1.AllowEasy, nil },
		"easy later": func(s *v1alpha1.RestWindowSpec) {
			s.EasyFrom = new(metav1.NewTime(s.End.Add(-time.Hour)))
		},
		"begun later": func(s *v1alpha1.RestWindowSpec) { s.Start = metav1.NewTime(s.Start.Add(time.Hour)) },
	}
	for name, change := range edits {
		t.Run(name, func(t *testing.T) {
			w := moment{camp, recovery.WindowExtended, 0}.begin(t) // the day's report waits: it will be extended
			edit(w, windowName(1), &v1alpha1.RestWindow{}, func(x *v1alpha1.RestWindow) { change(&x.Spec) })
			theirs := theWindow(w).Spec
			w.settle()
			got := theWindow(w).Spec
			if cmp.Diff(theirs.Allow, got.Allow) != "" || cmp.Diff(theirs.EasyFrom, got.EasyFrom) != "" ||
				cmp.Diff(theirs.Allowance, got.Allowance) != "" || !theirs.Start.Equal(&got.Start) {
				t.Errorf("their edit was written over (-theirs +now):\n%s", cmp.Diff(theirs, got))
			}
			if !theirs.End.Before(got.End) {
				t.Errorf("the window was not extended beside the edit: %v, %v", theirs.End, got.End)
			}
			wantWindow(w, v1alpha1.ConditionOverridden, metav1.ConditionTrue, v1alpha1.ReasonPersonEdited)
			w.wantCondition(v1alpha1.ConditionReady, metav1.ConditionTrue, v1alpha1.ReasonDecided)
			w.wantIdle()
		})
	}
}

// An edit that arrives between the read and the write is not written over: the
// write is under the resourceVersion that was read.
func TestEditDuringThePassIsNotLost(t *testing.T) {
	w := moment{camp, recovery.WindowExtended, 0}.begin(t)
	theirs := metav1.NewTime(theWindow(w).Spec.End.Add(-12 * time.Hour))
	w.calls.fault = func(_ int, c call) (before, after error) {
		if c.kind == "RestWindow" {
			w.calls.fault = nil
			edit(w, windowName(1), &v1alpha1.RestWindow{}, func(x *v1alpha1.RestWindow) { x.Spec.End = &theirs })
		}
		return nil, nil
	}
	result := w.pass()
	if result.RequeueAfter != conflictWait {
		t.Errorf("looks again after %v: a write that was refused waits for the cache", result.RequeueAfter)
	}
	if got := theWindow(w).Spec.End; !got.Equal(&theirs) {
		t.Fatalf("ends %v, they wrote %v", got, theirs)
	}
	w.settle()
	if got := theWindow(w).Spec.End; !got.Equal(&theirs) {
		t.Errorf("in the end it ends %v, they wrote %v", got, theirs)
	}
	wantWindow(w, v1alpha1.ConditionOverridden, metav1.ConditionTrue, v1alpha1.ReasonPersonEdited)
	beside := read(w, windowName(1)+"-c", &v1alpha1.RestWindow{})
	if ep := w.ledger().Standing.Episode; recovery.InstantOf(beside.Spec.End.Time) != ep.End {
		t.Errorf("beside it rest ends %v, the ledger has %v", beside.Spec.End, ep.End.Time())
	}
}

// An extension is decided on the window that stands, not on what a cache that
// lags still holds.
func TestExtensionIsDecidedOnALiveRead(t *testing.T) {
	w := moment{camp, recovery.WindowExtended, 0}.begin(t)
	w.calls.stale = map[string]v1alpha1.RestWindow{windowName(1): *theWindow(w)}
	theirs := metav1.NewTime(theWindow(w).Spec.End.Add(-12 * time.Hour))
	edit(w, windowName(1), &v1alpha1.RestWindow{}, func(x *v1alpha1.RestWindow) { x.Spec.End = &theirs })
	w.pass()
	if got := theWindow(w).Spec.End; !got.Equal(&theirs) {
		t.Fatalf("ends %v, they wrote %v", got, theirs)
	}
	if got := w.ledger().Standing.Episode.Override.End; got != recovery.InstantOf(theirs.Time) {
		t.Errorf("the ledger did not hear of the edit: %v", got)
	}
	if n := w.liveReads(); n > 2 {
		t.Errorf("%d live GETs: %v", n, w.calls.reads)
	}
}

// A window that the cache does not hold yet is not made a second time.
func TestWindowThatTheCacheLacks(t *testing.T) {
	w := moment{camp, recovery.WindowInserted, 0}.begin(t)
	w.pass()
	stored := theWindow(w)
	w.calls.reset()
	w.calls.hidden = true
	w.pass()
	if len(w.calls.writes) > 0 {
		t.Errorf("writes %v", w.calls.writes)
	}
	if diff := cmp.Diff(stored, theWindow(w)); diff != "" {
		t.Errorf("(-before +after):\n%s", diff)
	}
}

func TestDeletedWindowIsWrittenAgain(t *testing.T) {
	w, displaced, _, _ := inWindow(t)
	before := theWindow(w).Spec
	w.delete(&v1alpha1.RestWindow{}, windowName(1))
	w.settle()
	if diff := cmp.Diff(before, theWindow(w).Spec); diff != "" {
		t.Errorf("written again (-before +after):\n%s", diff)
	}
	w.wantDisposition(&displaced, v1alpha1.DispositionDisplaced)
}

func TestWaivedAndDeletedWindowComesBackAfterTheWaiver(t *testing.T) {
	w, displaced, _, _ := inWindow(t)
	until := w.clock.Now().Add(2 * time.Hour).Truncate(time.Second)
	changeWindow(w, func(s *v1alpha1.RestWindowSpec) {
		s.Waiver = v1alpha1.Waiver{Reason: "national trials", Until: metav1.NewTime(until)}
	})
	w.delete(&v1alpha1.RestWindow{}, windowName(1))
	w.settle()
	if n := len(w.windows()); n != 0 {
		t.Fatalf("%d windows while the waiver lasts", n)
	}
	w.at(until.Add(time.Minute)).settle()
	if n := len(w.windows()); n != 1 {
		t.Fatalf("%d windows after the waiver", n)
	}
	w.wantDisposition(&displaced, v1alpha1.DispositionDisplaced)
}

// A person's own window counts as rest and is never touched.
func TestDeclaredWindowIsRest(t *testing.T) {
	w := quiet().on(t, 55)
	theirs := declared("exam-week")
	w.create(theirs)
	w.settle()
	if s, found := w.first(v1alpha1.DispositionDisplaced); !found || s.Window != "exam-week" {
		t.Errorf("displaced: %+v", s)
	}
	w.wantCondition(v1alpha1.ConditionResting, metav1.ConditionTrue, v1alpha1.ReasonInWindow)
	if got := w.athlete().Status; got.CurrentWindow.Name != "exam-week" || !got.RestUntil.Equal(theirs.Spec.End) {
		t.Errorf("current window %+v until %v", got.CurrentWindow, got.RestUntil)
	}
	if got := read(w, "exam-week", &v1alpha1.RestWindow{}); cmp.Diff(theirs.Spec, got.Spec) != "" {
		t.Errorf("their window was changed: %s", cmp.Diff(theirs.Spec, got.Spec))
	}
	edit(w, athleteName, &v1alpha1.Athlete{}, func(a *v1alpha1.Athlete) { a.Labels = nil })
	w.settle()
	if s, found := w.first(v1alpha1.DispositionDisplaced); found {
		t.Errorf("%s of %s is displaced for one who no longer belongs to the squad", s.Name, s.PlannedDay)
	}
}

// A person's medical hold rests the athlete and opens no window of the engine.
func TestMedicalHold(t *testing.T) {
	w := moment{camp, recovery.WindowInserted, 0}.begin(t)
	hold := declared("hold")
	hold.Spec.AthleteSelector, hold.Spec.AthleteRef.Name = nil, athleteName
	hold.Spec.Trigger, hold.Spec.End = v1alpha1.TriggerMedicalHold, nil
	hold.Spec.Start = metav1.NewTime(w.clock.Now().Add(-24 * time.Hour))
	w.create(hold)
	w.settle()
	if got := w.athlete().Status.Recovery.State; got != v1alpha1.StateHold {
		t.Errorf("state %s", got)
	}
	if n := len(w.windows()); n != 1 {
		t.Errorf("%d windows, want the hold alone", n)
	}
	if got := w.athlete().Status; got.CurrentWindow.Name != "hold" || got.RestUntil != nil {
		t.Errorf("rests in %+v until %v", got.CurrentWindow, got.RestUntil)
	}
}

// A released window stays to be looked at for 42 days; its episode has a line in
// the ledger for longer.
func TestReleasedWindowGoesAfterSixWeeks(t *testing.T) {
	w := moment{camp, recovery.WindowReleased, 0}.begin(t)
	w.settle()
	released := theWindow(w).Spec.ReleasedAt
	w.restart()
	w.at(released.Add(keepReleased)).settle()
	if n := len(w.windows()); n != 1 {
		t.Fatalf("%d windows on the last of the 42 days", n)
	}
	w.restart()
	w.at(released.Add(keepReleased + time.Minute)).settle()
	if n := len(w.windows()); n != 0 {
		t.Fatalf("%d windows after 42 days", n)
	}
	w.restart()
	w.calls.reset()
	w.settle()
	if len(w.calls.writes) > 0 || len(w.windows()) != 0 {
		t.Errorf("after that: %v", w.calls.writes)
	}
}

// The status follows the edges of people's windows too, not only the wakes.
func TestEdgesOfDeclaredWindowsAreLookedAt(t *testing.T) {
	w := quiet().on(t, quietDay)
	now := w.clock.Now()
	exams, hold := declared("exam-week"), declared("hold")
	exams.Spec.Start, exams.Spec.End = metav1.NewTime(now.Add(3*time.Hour)), new(metav1.NewTime(now.Add(5*time.Hour)))
	hold.Spec.AthleteSelector, hold.Spec.AthleteRef.Name = nil, athleteName
	hold.Spec.Trigger, hold.Spec.Start, hold.Spec.End = v1alpha1.TriggerMedicalHold, metav1.NewTime(now.Add(time.Hour)), nil
	hold.Spec.Clearance = v1alpha1.Clearance{Reason: "Dr R.", At: metav1.NewTime(now.Add(2 * time.Hour))}
	w.create(exams, hold)
	steps := []struct {
		in     time.Duration
		window string
	}{{time.Hour, "hold"}, {2 * time.Hour, ""}, {3 * time.Hour, "exam-week"}, {5 * time.Hour, ""}}
	for _, s := range steps {
		due := now.Add(s.in)
		for w.clock.Now().Before(due) { // other instants may come before it
			w.at(w.clock.Now().Add(w.pass().RequeueAfter))
		}
		if late := w.clock.Now().Sub(due); late > time.Minute {
			t.Fatalf("looks %v after the edge at %v", late, due)
		}
		w.pass()
		if got := w.athlete().Status.CurrentWindow.Name; got != s.window {
			t.Errorf("after %v: rests in %q, want %q", s.in, got, s.window)
		}
	}
}
