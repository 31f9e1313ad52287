package load_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"fallow.dev/fallow/internal/recovery/load"
)

func TestChartOfConstantLoad(t *testing.T) {
	for name, c := range map[string]struct {
		chart    load.Chart
		days     int
		ctl, atl float64
	}{
		"exponential, 7 days":  {load.GoldenCheetah(), 7, 15.3518, 63.2121},
		"exponential, 28 days": {load.GoldenCheetah(), 28, 48.6583, 98.1684},
		"exponential, 42 days": {load.GoldenCheetah(), 42, 63.2121, 99.7521},
		"exponential, 84 days": {load.GoldenCheetah(), 84, 86.4665, 99.9994},
		"reciprocal, 42 days":  {load.TrainingPeaks(), 42, 63.6544, 99.8457},
	} {
		t.Run(name, func(t *testing.T) {
			got, ok := c.chart.Last(load.Balance{}, days(100, c.days))
			want(t, got.CTL, ok, c.ctl, 4)
			want(t, got.ATL, ok, c.atl, 4)
		})
	}
}

func TestChartBalance(t *testing.T) {
	// From rest, one unit of load costs 0.109594 of the same day's balance.
	today, ok := load.IntervalsICU().Last(load.Balance{}, []float64{1})
	want(t, -today.TSB, ok, .109594, 6)

	// Yesterday's balance does not know today's load.
	seed := load.Balance{CTL: 60, ATL: 80}
	for name, chart := range map[string]load.Chart{
		"GoldenCheetah": load.GoldenCheetah(),
		"TrainingPeaks": load.TrainingPeaks(),
	} {
		t.Run(name, func(t *testing.T) {
			got, ok := chart.Append(nil, seed, []float64{500, 0})
			if !ok || len(got) != 2 {
				t.Fatalf("got %v, %t", got, ok)
			}
			want(t, got[0].TSB, ok, -20, 9)
			want(t, got[1].TSB, ok, got[0].CTL-got[0].ATL, 9)
		})
	}
}

func TestChartAppendAgreesWithLast(t *testing.T) {
	loads := slices.Concat(days(80, 20), days(0, 5), days(140, 20))
	series, ok := load.IntervalsICU().Append(nil, load.Balance{CTL: 50, ATL: 50}, loads)
	if !ok {
		t.Fatal("undefined")
	}
	for i := range loads {
		last, ok := load.IntervalsICU().Last(load.Balance{CTL: 50, ATL: 50}, loads[:i+1])
		if !ok {
			t.Fatalf("day %d undefined", i)
		}
		if diff := cmp.Diff(last, series[i]); diff != "" {
			t.Fatalf("day %d (-last +series):\n%s", i, diff)
		}
	}
}

func TestChartUndefined(t *testing.T) {
	good := load.GoldenCheetah()
	for name, c := range map[string]struct {
		chart load.Chart
		seed  load.Balance
		days  []float64
	}{
		"no convention":   {load.Chart{CTLDays: 42, ATLDays: 7}, load.Balance{}, days(100, 3)},
		"no time":         {load.Chart{Smoothing: load.Exponential}, load.Balance{}, days(100, 3)},
		"negative seed":   {good, load.Balance{CTL: -1}, days(100, 3)},
		"an unknown day":  {good, load.Balance{}, []float64{100, load.Unknown(), 100}},
		"a negative load": {good, load.Balance{}, []float64{100, -100, 100}},
	} {
		t.Run(name, func(t *testing.T) {
			if got, ok := c.chart.Last(c.seed, c.days); ok || got != (load.Balance{}) {
				t.Errorf("Last: %v, %t", got, ok)
			}
			before := []load.Balance{{CTL: 1}}
			got, ok := c.chart.Append(before, c.seed, c.days)
			if ok {
				t.Error("Append: defined")
			}
			if diff := cmp.Diff(before, got); diff != "" {
				t.Errorf("Append changed dst (-before +after):\n%s", diff)
			}
		})
	}
	if _, ok := good.Last(load.Balance{}, nil); ok {
		t.Error("a last day of none")
	}
}

func BenchmarkChartYear(b *testing.B) {
	loads := days(100, 365)
	b.ReportAllocs()
	for b.Loop() {
		load.GoldenCheetah().Last(load.Balance{}, loads)
	}
}
