package controllers

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"fallow.dev/fallow/api/v1alpha1"
	"fallow.dev/fallow/internal/recovery"
)

// told is what the shell wrote, in order, without names.
func (c *calls) told() []string {
	var out []string
	for _, w := range c.writes {
		out = append(out, w.verb+" "+w.kind)
	}
	return out
}

// liveReads fails on a LIST past the cache and returns the number of GETs.
func (w *world) liveReads() int {
	w.tb.Helper()
	for _, r := range w.calls.reads {
		if r.verb != "GET" {
			w.tb.Errorf("%v past the cache", r)
		}
	}
	return len(w.calls.reads)
}

// quietDay is a day of the quiet season, a Wednesday, on which the plan of the
// week stands already.
const quietDay = 121

func TestOneReportCostsThreeWrites(t *testing.T) {
	w := quiet().on(t, quietDay)
	w.pass()
	want := []string{"UPDATE RecoveryLedger", "APPLY Athlete/status", "DELETE MarkerReport"}
	if diff := cmp.Diff(want, w.calls.told()); diff != "" {
		t.Errorf("writes (-want +got):\n%s", diff)
	}
	if n := w.liveReads(); n != 1 {
		t.Errorf("%d live GETs, want 1: %v", n, w.calls.reads)
	}
}

func TestChangeOfWindowCostsSixWrites(t *testing.T) {
	for _, kind := range []recovery.ChangeKind{recovery.WindowInserted, recovery.WindowExtended, recovery.WindowReleased} {
		t.Run(string(kind), func(t *testing.T) {
			w := moment{camp, kind, 0}.begin(t)
			w.pass()
			want := []string{"UPDATE RecoveryLedger", "APPLY RestWindow", "APPLY EffectivePlan", "APPLY RestWindow/status", "APPLY Athlete/status", "DELETE MarkerReport"}
			if diff := cmp.Diff(want, w.calls.told()); diff != "" {
				t.Errorf("writes (-want +got):\n%s", diff)
			}
			if n := w.liveReads(); n > 2 {
				t.Errorf("%d live GETs, want at most 2: %v", n, w.calls.reads)
			}
		})
	}
}

func TestTenReportsAreFoldedInOnePass(t *testing.T) {
	w := quiet().on(t, quietDay)
	report := quiet().reports[quietDay]
	for i := range 9 {
		more := report.DeepCopy()
		more.Name = report.Name + "-" + string(rune('a'+i))
		more.UID += "-" + more.UID
		more.Spec.Source, more.Spec.Observations = more.Name, nil
		w.create(more)
	}
	w.pass()
	told := w.calls.told()
	if diff := cmp.Diff([]string{"UPDATE RecoveryLedger", "APPLY Athlete/status"}, told[:2]); diff != "" {
		t.Errorf("writes (-want +got):\n%s", diff)
	}
	deletes := slices.DeleteFunc(told, func(s string) bool { return s != "DELETE MarkerReport" })
	if len(w.calls.writes) != 12 || len(deletes) != 10 {
		t.Errorf("12 writes, 10 of them deletes, wanted: %v", w.calls.writes)
	}
	if got := w.athlete().Status.LastFolded; got.Count != 10 || len(got.ReportUIDs) != 10 || got.Day != dayName(quietDay) {
		t.Errorf("lastFolded: %+v", got)
	}
}

func TestPassWithoutNewsWritesNothing(t *testing.T) {
	quietly := func(tb testing.TB) *world { tb.Helper(); return quiet().on(tb, quietDay) }
	tests := map[string]func(testing.TB) *world{
		"quiet":     quietly,
		"in window": moment{camp, recovery.WindowInserted, 0}.begin,
		"extended":  moment{camp, recovery.WindowExtended, 0}.begin,
		"released":  moment{camp, recovery.WindowReleased, 0}.begin,
		"ill":       moment{infection, recovery.WindowInserted, 1}.begin,
	}
	for name, begin := range tests {
		t.Run(name, func(t *testing.T) {
			w := begin(t)
			w.settle()
			for _, later := range []time.Duration{0, 0, time.Minute, time.Hour} {
				w.calls.reset()
				w.at(w.clock.Now().Add(later)).pass()
				if len(w.calls.writes) > 0 {
					t.Errorf("a pass %s later wrote %v", later, w.calls.writes)
				}
				if n := w.liveReads(); n > 1 {
					t.Errorf("a pass without news read %v past the cache", w.calls.reads)
				}
			}
			w.restart()
			w.calls.reset()
			w.pass()
			if len(w.calls.writes) > 0 {
				t.Errorf("a manager that begins wrote %v", w.calls.writes)
			}
		})
	}
}

// A report that was folded and deleted may be seen once more in a cache that lags.
func TestRedeliveredReportWritesNothing(t *testing.T) {
	w := quiet().on(t, quietDay)
	w.settle()
	w.create(quiet().reports[quietDay])
	w.calls.reset()
	w.pass()
	if told := w.calls.told(); !slices.Equal(told, []string{"DELETE MarkerReport"}) {
		t.Errorf("a report that is in the ledger already cost %v", told)
	}
}

// In a new week the plan of the weeks to come is written too, once.
func TestNewWeekWritesThePlanOnce(t *testing.T) {
	monday := quietDay + 5
	w := quiet().on(t, monday)
	w.pass()
	if n := strings.Count(strings.Join(w.calls.told(), ","), "APPLY EffectivePlan"); n != 1 || len(w.calls.writes) != 4 {
		t.Errorf("writes on a Monday: %v", w.calls.writes)
	}
	if got := read(w, athleteName, &v1alpha1.EffectivePlan{}).Spec.FromDay; got != dayName(monday) {
		t.Errorf("the plan begins on %s", got)
	}
}
