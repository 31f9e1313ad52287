package operator_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"sigs.k8s.io/controller-runtime/pkg/client"

	"fallow.dev/fallow/api/v1alpha1"
)

// TestRefusedReports sends what admission lets through and the athlete's history
// does not bear out. Each report stays, with Accepted=False, a reason and a
// message that names the field and repeats no value, and nothing stored is lost.
func TestRefusedReports(t *testing.T) {
	t.Parallel()
	s, life, m := tiredSquad(t, v1alpha1.Enforce)
	before, _ := s.ledger("a")
	at := func(day, hour int) metav1.Time {
		return metav1.NewTime(life.day(life.tired+day).At(hour*60, life.zone))
	}
	tests := []struct {
		name, reason, field, value string
		change                     func(r *v1alpha1.MarkerReportSpec)
	}{
		{"future", v1alpha1.ReasonInFuture, "spec.day", "2026-02-05", func(r *v1alpha1.MarkerReportSpec) { r.Day = "2026-02-05" }},
		{"too-old", v1alpha1.ReasonTooOld, "spec.day", "2025-08-01", func(r *v1alpha1.MarkerReportSpec) { r.Day = "2025-08-01" }},
		{"wake-tomorrow", "InvalidSleep", "spec.sleep.wake", at(1, 7).UTC().Format(time.DateOnly), func(r *v1alpha1.MarkerReportSpec) {
			r.Sleep = &v1alpha1.SleepReport{Onset: at(0, 23), Wake: at(1, 7)}
		}},
		{"asleep-since-yesterday-morning", "InvalidSleep", "spec.sleep.onset", at(-1, 9).UTC().Format(time.RFC3339), func(r *v1alpha1.MarkerReportSpec) {
			r.Sleep = &v1alpha1.SleepReport{Onset: at(-1, 9), Wake: at(0, 7)}
		}},
		{"session-tomorrow", "InvalidSession", "spec.sessions[0].startedAt", at(1, 9).UTC().Format(time.RFC3339), func(r *v1alpha1.MarkerReportSpec) {
			r.Sessions = []v1alpha1.SessionReport{{Name: "run", Kind: "Run", StartedAt: at(1, 9), DurationMinutes: 40}}
		}},
		{"same-minute", "DuplicateSession", "spec.sessions[1].startedAt", at(0, 9).UTC().Format(time.RFC3339), func(r *v1alpha1.MarkerReportSpec) {
			run := v1alpha1.SessionReport{Name: "run", Kind: "Run", StartedAt: at(0, 9), DurationMinutes: 40}
			other := run
			other.Name = "swim"
			r.Sessions = []v1alpha1.SessionReport{run, other}
		}},
		{"session-of-last-year", v1alpha1.ReasonTooOld, "spec.sessions[0].startedAt", at(-200, 9).UTC().Format(time.RFC3339), func(r *v1alpha1.MarkerReportSpec) {
			r.Sessions = []v1alpha1.SessionReport{{Name: "run", Kind: "Run", StartedAt: at(-200, 9), DurationMinutes: 40}}
		}},
	}
	for _, test := range tests {
		r := newReport("a", tiredDay, "bad")
		r.Name += "-" + test.name
		r.Spec.Wellness = v1alpha1.Wellness{Fatigue: 1}
		test.change(&r.Spec)
		s.create(&r)
	}
	m.settle("a")
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			r := s.report(newReport("a", tiredDay, "bad").Name + "-" + test.name)
			c := meta.FindStatusCondition(r.Status.Conditions, v1alpha1.ConditionAccepted)
			if c == nil || c.Status != metav1.ConditionFalse || c.Reason != test.reason {
				t.Fatalf("Accepted is %+v, want False for %s", c, test.reason)
			}
			if !strings.HasPrefix(c.Message, test.field+": ") || strings.Contains(c.Message, test.value) {
				t.Errorf("message %q, want the field %s and not the value %s", c.Message, test.field, test.value)
			}
		})
	}
	after, _ := s.ledger("a")
	wantEqual(t, columns(before), columns(after))
	s.wantCondition(s.athlete("a").Status.Conditions, v1alpha1.ConditionReady, metav1.ConditionTrue, v1alpha1.ReasonDecided)
}

// TestTooManySources: the fifth new device of a week is refused, the first four
// are kept.
func TestTooManySources(t *testing.T) {
	t.Parallel()
	s := newSquad(t, tiredDay.At(8*60, berlin()))
	s.create(newPolicy("default", v1alpha1.Enforce), newAthlete("a"))
	for n := range 5 {
		r := value(fmt.Sprintf("device-%d", n), tiredDay, "60.0", 0)
		s.create(&r)
	}
	m := s.manage()
	m.settle("a")
	l, _ := s.ledger("a")
	if len(l.Series) != 4 {
		t.Errorf("%d series, want 4", len(l.Series))
	}
	var left v1alpha1.MarkerReportList
	must(t, s.c.List(t.Context(), &left, client.InNamespace(s.ns)))
	if len(left.Items) != 1 {
		t.Fatalf("%d reports are left, want 1", len(left.Items))
	}
	s.wantCondition(left.Items[0].Status.Conditions, v1alpha1.ConditionAccepted, metav1.ConditionFalse, v1alpha1.ReasonTooManySeries)
}

// TestUnknownZone stalls the athlete whose zone does not exist, with nothing lost,
// until the zone is mended; reports wait meanwhile.
func TestUnknownZone(t *testing.T) {
	t.Parallel()
	s, life, m := tiredSquad(t, v1alpha1.Enforce)
	ledger, windows := s.everything()["ledger a"], s.windows("a")
	s.edit(&v1alpha1.Athlete{}, "a", `{"spec":{"timeZone":"Europe/Atlantis"}}`)
	s.eventually(func() error {
		if a := s.athlete("a"); !meta.IsStatusConditionTrue(a.Status.Conditions, v1alpha1.ConditionStalled) {
			return fmt.Errorf("conditions %+v", a.Status.Conditions)
		}
		return nil
	})
	s.wantCondition(s.athlete("a").Status.Conditions, v1alpha1.ConditionStalled, metav1.ConditionTrue, v1alpha1.ReasonInvalidTimeZone)
	s.seen.check()
	s.clock.SetTime(life.morning(life.tired + 1))
	s.send(life.reports("a", life.tired+1)...)
	m.tick("a")
	m.caughtUp()
	if s.everything()["ledger a"] != ledger || s.windows("a")[0].ResourceVersion != windows[0].ResourceVersion {
		t.Error("a stalled athlete's ledger or window was written")
	}
	s.edit(&v1alpha1.Athlete{}, "a", `{"spec":{"timeZone":"Europe/Berlin"}}`)
	m.settle("a")
	s.wantCondition(s.athlete("a").Status.Conditions, v1alpha1.ConditionReady, metav1.ConditionTrue, v1alpha1.ReasonDecided)
	if l, _ := s.ledger("a"); l.Last() != tiredDay+1 {
		t.Errorf("the newest folded day is %v, want %v", l.Last(), tiredDay+1)
	}
}
