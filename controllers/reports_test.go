package controllers

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"

	"fallow.dev/fallow/api/v1alpha1"
	"fallow.dev/fallow/internal/recovery"
	"fallow.dev/fallow/internal/translate"
)

// TestManyReportsAreTakenInPasses lets weeks of reports arrive while nobody
// decides, seven a day, and compares with deciding on each day as it comes.
func TestManyReportsAreTakenInPasses(t *testing.T) {
	tests := map[string]struct {
		season   *season
		from, to int
		windows  int
	}{
		"a window opens in the last pass":             {infection(), 0, 44, 1},
		"a window opens and is released in one pass":  {camp(), 0, 84, 0},
		"a pass ends inside a window":                 {camp(), 20, 84, 0},
		"a pass ends inside a window that stays open": {camp(), 20, 64, 1},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			w := compareWithLive(t, test.season.reports[test.from:test.to], test.to)
			if n := len(w.windows()); n != test.windows {
				t.Errorf("%d windows, want %d: none is made that ended before anybody could rest in it", n, test.windows)
			}
		})
	}
}

func compareWithLive(t *testing.T, reports []*v1alpha1.MarkerReport, days int) *world {
	t.Helper()
	at := morning(days - 1).Add(12 * time.Hour)
	atOnce, live := newWorld(t, newAthlete(), newPolicy(), newBlock()), newWorld(t, newAthlete(), newPolicy(), newBlock())
	first := days - len(reports)
	for i, report := range reports {
		day := first + i
		for _, r := range parts(report) {
			atOnce.create(r)
			live.create(r)
		}
		live.at(morning(day)).settle()
	}
	live.at(at).settle()

	waiting := len(atOnce.reports())
	if waiting <= maxReports {
		t.Fatalf("only %d reports wait", waiting)
	}
	atOnce.at(at)
	newest := v1alpha1.Day("")
	for passes := 1; ; passes++ {
		result := atOnce.pass()
		left := atOnce.reports()
		for _, r := range left {
			if r.Spec.Day < newest {
				t.Fatalf("a report of %s waits after days up to %s were folded", r.Spec.Day, newest)
			}
		}
		folded := atOnce.ledger()
		newest = translate.DayString(folded.Last())
		if len(left) == 0 {
			if want := (waiting + maxReports - 1) / maxReports; passes != want {
				t.Errorf("%d passes for %d reports, want %d", passes, waiting, want)
			}
			break
		}
		if result.RequeueAfter > time.Second {
			t.Fatalf("%d reports wait and the next pass comes in %v: %v", len(left), result.RequeueAfter, left[0].Status.Conditions)
		}
	}
	got, want := atOnce.ledger(), live.ledger()
	if diff := cmp.Diff(columns(&want), columns(&got)); diff != "" {
		t.Errorf("columns (-live +at once):\n%s", diff)
	}
	if diff := cmp.Diff(want.Verdicts, got.Verdicts); diff != "" {
		t.Errorf("verdicts (-live +at once):\n%s", diff)
	}
	if got.Standing.State != want.Standing.State || got.Standing.Episode.Trigger != want.Standing.Episode.Trigger {
		t.Errorf("stands at %+v, live at %+v", got.Standing, want.Standing)
	}
	return atOnce
}

// parts splits a day's report into seven of one observation or answer each.
func parts(whole *v1alpha1.MarkerReport) []*v1alpha1.MarkerReport {
	kept := []func(to, from *v1alpha1.MarkerReportSpec){
		func(to, from *v1alpha1.MarkerReportSpec) { to.Observations = from.Observations[:1] },
		func(to, from *v1alpha1.MarkerReportSpec) { to.Observations = from.Observations[1:] },
		func(to, from *v1alpha1.MarkerReportSpec) { to.Wellness = from.Wellness },
		func(to, from *v1alpha1.MarkerReportSpec) { to.Sleep = from.Sleep },
		func(to, from *v1alpha1.MarkerReportSpec) { to.Context = from.Context },
		func(to, from *v1alpha1.MarkerReportSpec) { to.Symptoms = from.Symptoms },
		func(to, from *v1alpha1.MarkerReportSpec) { to.Sessions = from.Sessions },
	}
	var out []*v1alpha1.MarkerReport
	for i, keep := range kept {
		part := whole.DeepCopy()
		part.Name = fmt.Sprintf("r-%d-%d", 99999-translate.Day(whole.Spec.Day), i) // the newest day comes first by name
		part.UID = types.UID("uid-" + part.Name)
		part.Spec = v1alpha1.MarkerReportSpec{AthleteRef: whole.Spec.AthleteRef, Day: whole.Spec.Day, Source: whole.Spec.Source}
		keep(&part.Spec, &whole.Spec)
		out = append(out, part)
	}
	return out
}

// columns is the folded part of a ledger.
func columns(l *recovery.Ledger) recovery.Ledger {
	return recovery.Ledger{
		First: l.First, Days: l.Days, Series: l.Series, Wellness: l.Wellness, Sleep: l.Sleep,
		Context: l.Context, Symptoms: l.Symptoms, RestDays: l.RestDays, Sessions: l.Sessions,
	}
}

func TestRefusedReports(t *testing.T) {
	tests := map[string]struct {
		change  func(*v1alpha1.MarkerReportSpec)
		reason  recovery.RefusalReason
		field   string
		remedy  string
		secrets []string // what the message must not repeat
	}{
		"out of range": {
			func(s *v1alpha1.MarkerReportSpec) { s.Observations[0].Value = "999.1337" },
			recovery.RefusedRange, "spec.observations[0].value", "check unit and method",
			[]string{"999"},
		},
		"seconds for milliseconds": {
			func(s *v1alpha1.MarkerReportSpec) { s.Observations[0].Unit = "s" },
			recovery.RefusedUnit, "spec.observations[0].unit", "in ms", nil,
		},
		"unknown marker": {
			func(s *v1alpha1.MarkerReportSpec) { s.Observations[1].Marker = "Testosterone" },
			recovery.RefusedUnknownMarker, "spec.observations[1].marker", "docs",
			[]string{"Testosterone"},
		},
		"later than tomorrow": {
			func(s *v1alpha1.MarkerReportSpec) { s.Day = dayName(quietDay + 2) },
			recovery.RefusedInFuture, "spec.day", "clock",
			[]string{string(dayName(quietDay + 2))},
		},
		"older than the columns": {
			func(s *v1alpha1.MarkerReportSpec) { s.Day = dayName(quietDay - 110) },
			recovery.RefusedTooOld, "spec.day", "105 days",
			[]string{string(dayName(quietDay - 110))},
		},
		"wake on another day": {
			func(s *v1alpha1.MarkerReportSpec) { s.Sleep.Wake = metav1.NewTime(s.Sleep.Wake.AddDate(0, 0, 1)) },
			recovery.RefusedSleep, "spec.sleep.wake", "another day", nil,
		},
		"session twice": {
			func(s *v1alpha1.MarkerReportSpec) { s.Sessions = append(s.Sessions, s.Sessions[0]) },
			recovery.RefusedDuplicate, "spec.sessions[1].startedAt", "same minute", nil,
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			w := quiet().on(t, quietDay)
			bad := quiet().reports[quietDay].DeepCopy()
			bad.Name, bad.UID = "bad", "uid-bad"
			bad.Spec.Sessions = []v1alpha1.SessionReport{{Kind: "Run", Intensity: "Easy", StartedAt: metav1.NewTime(morning(quietDay).Add(-15 * time.Minute)), DurationMinutes: 10}}
			test.change(&bad.Spec)
			w.create(bad)
			before := w.ledger()
			w.settle()

			left := w.reports()
			if len(left) != 1 || left[0].Name != "bad" {
				t.Fatalf("%d reports stay, want the refused one alone", len(left))
			}
			c := meta.FindStatusCondition(left[0].Status.Conditions, v1alpha1.ConditionAccepted)
			if c == nil || c.Status != metav1.ConditionFalse || c.Reason != string(test.reason) {
				t.Fatalf("Accepted: %+v, want False with %s", c, test.reason)
			}
			if !strings.HasPrefix(c.Message, test.field+":") || !strings.Contains(c.Message, test.remedy) {
				t.Errorf("message %q: wants the field %s and the remedy %q", c.Message, test.field, test.remedy)
			}
			if i := slices.IndexFunc(test.secrets, func(s string) bool { return strings.Contains(c.Message, s) }); i >= 0 {
				t.Errorf("message %q repeats %s", c.Message, test.secrets[i])
			}
			if got := w.ledger(); len(got.Verdicts) == 0 || got.Verdicts[len(got.Verdicts)-1].Day != before.Verdicts[len(before.Verdicts)-1].Day+1 {
				t.Error("the good report beside it was not decided on")
			}
			if got := w.athlete().Status.LastFolded.ReportUIDs; slices.Contains(got, "uid-bad") {
				t.Errorf("lastFolded names the refused report: %v", got)
			}
			// It is not judged again, even when it would pass now.
			w.calls.reset()
			w.at(w.clock.Now().Add(time.Hour)).settle()
			if len(w.calls.writes) > 0 || len(w.reports()) != 1 {
				t.Errorf("a refused report was judged again: %v", w.calls.writes)
			}
		})
	}
}

// A report that was refused stays refused: one of the day after tomorrow is not
// folded when that day has come, so that its sender sees that their clock is wrong.
func TestRefusalIsFinal(t *testing.T) {
	w := quiet().on(t, quietDay)
	early := quiet().reports[quietDay+2].DeepCopy()
	early.Name, early.UID = "early", "uid-early"
	w.create(early)
	for day := quietDay; day < quietDay+4; day++ {
		w.at(morning(day)).settle()
	}
	if left := w.reports(); len(left) != 1 || !refused(&left[0]) {
		t.Errorf("%d reports are left, want the refused one", len(left))
	}
	if l := w.ledger(); l.Last() != firstDay+quietDay {
		t.Errorf("the ledger ends on %v: the refused report was folded", l.Last())
	}
}

func TestReportWaitsForItsAthlete(t *testing.T) {
	w := newWorld(t, newPolicy(), newBlock(), quiet().reports[0])
	w.settle()
	report := read(w, quiet().reports[0].Name, &v1alpha1.MarkerReport{})
	c := meta.FindStatusCondition(report.Status.Conditions, v1alpha1.ConditionAccepted)
	if c == nil || c.Status != metav1.ConditionUnknown || c.Reason != v1alpha1.ReasonAthleteNotFound {
		t.Fatalf("Accepted: %+v", c)
	}
	w.calls.reset()
	w.settle()
	if len(w.calls.writes) > 0 {
		t.Errorf("waiting on cost %v", w.calls.writes)
	}
	w.create(newAthlete())
	w.settle()
	if n := len(w.reports()); n != 0 || w.athlete().Status.LastFolded.Count != 1 {
		t.Errorf("%d reports wait although the athlete has come", n)
	}
}

func TestErasureTakesQueuedReports(t *testing.T) {
	w := quiet().on(t, quietDay)
	other := quiet().reports[quietDay].DeepCopy()
	other.Name, other.UID, other.Spec.AthleteRef.Name = "other", "uid-other", "a-2m9d"
	w.create(other)
	w.delete(&v1alpha1.Athlete{}, athleteName)
	w.settle()
	left := w.reports()
	if len(left) != 1 || left[0].Name != "other" {
		t.Errorf("%d reports are left, want the other athlete's alone", len(left))
	}
	for _, c := range w.calls.writes {
		if c.verb != "DELETE" {
			t.Errorf("erasure wrote %v", c)
		}
	}
}

// A report that arrives while its namesake is folded is another message.
func TestReplacedReportIsNotDeleted(t *testing.T) {
	w := quiet().on(t, quietDay)
	report := quiet().reports[quietDay]
	replaced := false
	w.calls.fault = func(_ int, c call) (before, after error) {
		if c.verb == "DELETE" && !replaced {
			replaced = true
			w.delete(&v1alpha1.MarkerReport{}, report.Name)
			again := report.DeepCopy()
			again.UID = "uid-again"
			again.Spec.Wellness.Fatigue, again.Spec.Revision = 1, new(int32(1))
			w.create(again)
		}
		return nil, nil
	}
	if _, err := w.try(); err != nil {
		t.Fatal(err)
	}
	if n := len(w.reports()); n != 1 {
		t.Fatalf("%d reports after another one has taken the name, want 1", n)
	}
	w.settle()
	l := w.ledger()
	if n := len(w.reports()); n != 0 || l.Wellness[recovery.Fatigue].At(l.Days-1) != 1 {
		t.Error("the report that took the name was not folded")
	}
}

func TestLedgerRoundTripsThroughTheCluster(t *testing.T) {
	w := camp().on(t, camp().find(t, recovery.WindowReleased))
	w.settle()
	day := camp().find(t, recovery.WindowReleased)
	want := camp().decisions[day].Ledger
	got := w.ledger()
	got.Sequence = want.Sequence
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the shell's ledger differs from the engine's own season (-engine +shell):\n%s", diff)
	}
	if spec := translate.LedgerSpec(athleteName, &want); spec.Encoding != recovery.Encoding {
		t.Errorf("encoding %d", spec.Encoding)
	}
}
