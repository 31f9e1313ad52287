package recovery_test

import (
	"fmt"
	"testing"

	"fallow.dev/fallow/internal/recovery"
	"fallow.dev/fallow/internal/simulate"
)

// typical is the ledger of an athlete after a full history of daily reports, and
// the input of the next morning.
func typical(tb testing.TB) (recovery.Setting, recovery.Ledger, recovery.Input) {
	tb.Helper()
	set := setting(tb)
	season := simulate.Season(freshSeed, simulate.Typical(), recovery.HistoryDays+20, week, healthy)
	days := mornings(season, &set)
	var l recovery.Ledger
	last := len(days) - 1
	for _, in := range days[:last] {
		in.Ledger = l
		l = recovery.Decide(in).Ledger
	}
	in := days[last]
	in.Ledger = l
	return set, l, in
}

// TestAssessAllocates: an athlete-day of a full history costs at most ten
// allocations, so that a squad's morning is no work for the collector.
func TestAssessAllocates(t *testing.T) {
	set, l, _ := typical(t)
	allocations := testing.AllocsPerRun(100, func() {
		a := recovery.Assess(&l, l.Last(), &set.Athlete, false, set.Params)
		recovery.Dose(&a, 3, set.Params)
	})
	if allocations > 10 {
		t.Errorf("%v allocations, want at most 10", allocations)
	}
}

func BenchmarkAssessDose(b *testing.B) {
	set, l, _ := typical(b)
	b.ReportAllocs()
	for b.Loop() {
		a := recovery.Assess(&l, l.Last(), &set.Athlete, false, set.Params)
		recovery.Dose(&a, 3, set.Params)
	}
}

func BenchmarkStep(b *testing.B) {
	set, l, _ := typical(b)
	b.ReportAllocs()
	for b.Loop() {
		recovery.Step(&l, l.Last(), l.Standing, &set)
	}
}

func BenchmarkFold(b *testing.B) {
	set, l, in := typical(b)
	at := recovery.Calendar{Today: recovery.DayOf(in.Now.Time(), set.Zone), Zone: set.Zone}
	b.ReportAllocs()
	for b.Loop() {
		for i := range in.Reports {
			if _, refusal := recovery.Fold(l, &in.Reports[i], at); refusal != nil {
				b.Fatal(refusal)
			}
		}
	}
}

func BenchmarkDecide(b *testing.B) {
	_, _, in := typical(b)
	b.Run("morning", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			recovery.Decide(in)
		}
	})
	in.Ledger = recovery.Decide(in).Ledger
	in.Reports = nil
	b.Run("nothing new", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			recovery.Decide(in)
		}
	})
}

// BenchmarkSeason replays whole seasons; the cost of a day should not grow.
func BenchmarkSeason(b *testing.B) {
	set := setting(b)
	for _, n := range []int{91, 182, 364} {
		season := simulate.Season(freshSeed, simulate.Typical(), n, week, healthy)
		var days []recovery.DayReports
		for _, in := range mornings(season, &set) {
			days = append(days, recovery.DayReports{Now: in.Now, Reports: in.Reports})
		}
		b.Run(fmt.Sprintf("%d days", n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				recovery.Season(&set, days, nil)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*n), "ns/day")
		})
	}
}

// TestSeason: replaying days gives what deciding on them one by one gives.
func TestSeason(t *testing.T) {
	set := setting(t)
	season := simulate.Season(freshSeed, simulate.Typical(), 60, week, healthy)
	inputs := mornings(season, &set)
	want := live(t, recovery.Ledger{}, inputs)
	var days []recovery.DayReports
	for _, in := range inputs {
		days = append(days, recovery.DayReports{Now: in.Now, Reports: in.Reports})
	}
	seen := 0
	got := recovery.Season(&set, days, func(d *recovery.Decision) {
		if seen++; d.Ledger.Sequence == 0 {
			t.Error("a decision without a sequence")
		}
	})
	wantSame(t, "a replayed season", &want, &got)
	if seen != len(days) {
		t.Errorf("saw %d of %d decisions", seen, len(days))
	}
}
