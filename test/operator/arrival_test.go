package operator_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"

	"fallow.dev/fallow/api/v1alpha1"
	"fallow.dev/fallow/internal/recovery"
	"fallow.dev/fallow/internal/translate"
)

// downDays is for how many days reports arrive while no manager runs.
const downDays = 30

// columns is what a ledger holds of markers, without what was decided.
func columns(l recovery.Ledger) v1alpha1.RecoveryLedgerSpec {
	return translate.LedgerSpec("a", &recovery.Ledger{
		First: l.First, Days: l.Days, Series: l.Series, Wellness: l.Wellness, Sleep: l.Sleep,
		Context: l.Context, Symptoms: l.Symptoms, RestDays: l.RestDays, Sessions: l.Sessions,
	})
}

// verdicts are the recorded judgements by day.
func verdicts(l recovery.Ledger) map[recovery.Day]recovery.Verdict {
	out := map[recovery.Day]recovery.Verdict{}
	for _, v := range l.Verdicts {
		out[v.Day] = v
	}
	return out
}

// TestThirtyDaysDown sends thirty days of reports, up to the day after a window
// was inserted, to a manager that decides every day and to one that runs on the
// last day only: both have the same columns and find the athlete in the same
// state, and resting.
func TestThirtyDaysDown(t *testing.T) {
	t.Parallel()
	life := tiring(t, tiredDay, berlin())
	first, last := life.tired+2-downDays, life.tired+1
	start := life.ledgerBefore(t, first)
	var ends [2]recovery.Ledger
	for n := range ends {
		s := newSquad(t, life.morning(first))
		s.create(newPolicy("default", v1alpha1.Enforce), newBlock("base", tiredDay))
		s.seed("a", &start)
		s.create(newAthlete("a"))
		live := n == 0
		var m *manager
		if live {
			m = s.manage()
		}
		for day := first; day <= last; day++ {
			s.clock.SetTime(life.morning(day))
			s.send(life.reports("a", day)...)
			if live {
				m.settle("a")
			}
		}
		if !live {
			m = s.manage()
			m.settle("a")
		}
		s.clock.SetTime(life.day(last).At(8*60, life.zone)) // after the wake
		m.settle("a")
		if current := s.athlete("a").Status.CurrentWindow.Name; current != "a-1" {
			t.Errorf("live %t: the athlete rests in %q, want a-1", live, current)
		}
		ends[n], _ = s.ledger("a")
	}
	wantEqual(t, columns(ends[0]), columns(ends[1]))
	wantEqual(t, verdicts(ends[0]), verdicts(ends[1]))
	wantEqual(t, ends[0].Standing.State, ends[1].Standing.State)
}

// message is a report and the day on which it arrives.
type message struct {
	report v1alpha1.MarkerReport
	day    int
}

// messages are a fortnight's reports: some a week late, some twice, some of a
// wrong value that is corrected or withdrawn later, in shuffled order of a day.
func messages(life *season, first, last int) []message {
	r := rand.New(rand.NewPCG(1, 2))
	var out []message
	for day := first; day <= last; day++ {
		for _, report := range life.reports("a", day) {
			arrives := day
			if r.IntN(4) == 0 {
				arrives = min(day+7, last)
			}
			out = append(out, message{report, arrives})
			if r.IntN(3) == 0 {
				again := *report.DeepCopy()
				again.Name += "-again"
				out = append(out, message{again, min(arrives+r.IntN(3), last)})
			}
		}
		switch r.IntN(3) {
		case 0:
			out = append(out, message{value("corrected", life.day(day), "31.0", 0), day}, message{value("corrected", life.day(day), "61.0", 2), min(day+1, last)})
		case 1:
			withdrawn := value("withdrawn", life.day(day), "33.0", 1)
			withdrawn.Spec.Retract = new(true)
			out = append(out, message{withdrawn, day}, message{value("withdrawn", life.day(day), "33.0", 0), min(day+2, last)})
		}
	}
	r.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	return out
}

// value reports one lnRMSSD of a source.
func value(source string, day recovery.Day, rmssd v1alpha1.Decimal, revision int32) v1alpha1.MarkerReport {
	r := newReport("a", day, source)
	r.Name += fmt.Sprintf("-%d", revision)
	r.Spec.Revision = new(revision)
	r.Spec.Observations = []v1alpha1.Observation{{Marker: v1alpha1.MarkerRMSSD, Value: rmssd, Unit: "ms", Method: "MorningSeated"}}
	return r
}

// TestAnyArrival: duplicates, corrections, withdrawals and late reports leave the
// same columns whenever and in whatever order they arrive, and no recorded
// verdict of a past day changes.
func TestAnyArrival(t *testing.T) {
	t.Parallel()
	life := tiring(t, tiredDay, berlin())
	first, last := life.tired-14, life.tired
	start := life.ledgerBefore(t, first)
	all := messages(life, first, last)
	squads := [2]*squad{}
	for n := range squads {
		s := newSquad(t, life.morning(first))
		s.create(newPolicy("default", v1alpha1.Enforce))
		s.seed("a", &start)
		s.create(newAthlete("a"))
		squads[n] = s
	}
	live, late := squads[0], squads[1]
	m := live.manage()
	recorded := verdicts(start)
	for day := first; day <= last; day++ {
		live.clock.SetTime(life.morning(day))
		for _, msg := range all {
			if msg.day == day {
				live.send(*msg.report.DeepCopy())
			}
		}
		m.settle("a")
		l, _ := live.ledger("a")
		now := verdicts(l)
		for past, v := range recorded {
			if diff := cmp.Diff(v, now[past]); diff != "" && past < life.day(day) {
				t.Errorf("on %v the recorded verdict of %v changed:\n%s", life.day(day), past, diff)
			}
		}
		recorded = now
	}
	late.clock.SetTime(life.morning(last))
	for _, msg := range all {
		late.send(*msg.report.DeepCopy())
	}
	late.manage().settle("a")
	a, _ := live.ledger("a")
	b, _ := late.ledger("a")
	wantEqual(t, columns(a), columns(b))
}
