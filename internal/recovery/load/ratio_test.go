package load_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"fallow.dev/fallow/internal/recovery/load"
)

type ratio = func([]float64) (load.WorkloadRatio, bool)

var ratios = map[string]ratio{
	"coupled": load.CoupledRatio, "uncoupled": load.UncoupledRatio, "EWMA": load.EWMARatio,
}

func TestWorkloadRatio(t *testing.T) {
	step := slices.Concat(days(30, 21), days(50, 7))
	for name, c := range map[string]struct {
		measure               ratio
		acute, chronic, ratio float64
		digits, ratioDigits   int
	}{
		"coupled":   {load.CoupledRatio, 50, 35, 1.42857, 9, 5},
		"uncoupled": {load.UncoupledRatio, 50, 30, 1.66667, 9, 5},
		"EWMA":      {load.EWMARatio, 47.3303, 37.8720, 1.2497, 4, 4},
	} {
		t.Run(name, func(t *testing.T) {
			got, ok := c.measure(step)
			want(t, got.Acute, ok, c.acute, c.digits)
			want(t, got.Chronic, ok, c.chronic, c.digits)
			want(t, got.Ratio, ok, c.ratio, c.ratioDigits)
		})
	}
}

func TestWorkloadRatioUndefined(t *testing.T) {
	withDay := func(day int, x float64) []float64 {
		series := days(40, 28)
		series[day] = x
		return series
	}
	series := map[string][]float64{
		"no days":             nil,
		"27 days":             days(40, 27),
		"after a long break":  days(0, 28),
		"unknown acute day":   withDay(25, load.Unknown()),
		"unknown chronic day": withDay(3, load.Unknown()),
		"negative day":        withDay(3, -1),
	}
	for name, measure := range ratios {
		for story, loads := range series {
			t.Run(name+", "+story, func(t *testing.T) {
				if got, ok := measure(loads); ok || got != (load.WorkloadRatio{}) {
					t.Errorf("got %v, %t", got, ok)
				}
			})
		}
	}
	// Only the last 28 days matter to the two means.
	old := append([]float64{load.Unknown()}, days(40, 28)...)
	got, ok := load.CoupledRatio(old)
	want(t, got.Ratio, ok, 1, 9)
	got, ok = load.UncoupledRatio(old)
	want(t, got.Ratio, ok, 1, 9)
}

// The coupled ratio is a function of the uncoupled one and never above 4.
func TestCoupledFollowsFromUncoupled(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		loads := rapid.SliceOfN(rapid.Float64Range(2, 2000), 28, 120).Draw(t, "days")
		coupled, ok := load.CoupledRatio(loads)
		if !ok || coupled.Ratio > 4 {
			t.Fatalf("coupled %v, %t", coupled, ok)
		}
		uncoupled, ok := load.UncoupledRatio(loads)
		u := uncoupled.Ratio
		if diff := coupled.Ratio - 4*u/(u+3); !ok || diff > 1e-9 || diff < -1e-9 {
			t.Fatalf("coupled %v, uncoupled %v", coupled.Ratio, u)
		}
	})
}
