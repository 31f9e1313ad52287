package load_test

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"fallow.dev/fallow/internal/recovery/load"
)

func TestREDI(t *testing.T) {
	unknown := load.Unknown()
	for name, c := range map[string]struct {
		lambda float64
		days   []float64
		want   float64
	}{
		// Weights 1, 1/2, 1/4 from the newest day back.
		"halving":                      {math.Ln2, []float64{400, 200, 100}, 300 / 1.75},
		"a gap has no weight":          {math.Ln2, []float64{400, unknown, 100}, 200 / 1.25},
		"a gap is not rest":            {math.Ln2, []float64{400, 0, 100}, 200 / 1.75},
		"no decay: mean of known days": {0, []float64{400, unknown, 100}, 250},
		"decay at once: newest day":    {1e308, []float64{400, 200, 100}, 100},
		"long silence":                 {1, slices.Concat([]float64{300}, days(unknown, 5000)), 300},
	} {
		t.Run(name, func(t *testing.T) {
			got, ok := load.REDI(c.lambda, c.days)
			want(t, got, ok, c.want, 9)
		})
	}
	for name, c := range map[string]struct {
		lambda float64
		days   []float64
	}{
		"no days":         {.1, nil},
		"no known day":    {.1, days(unknown, 10)},
		"negative day":    {.1, []float64{100, -1, 100}},
		"infinite day":    {.1, []float64{100, math.Inf(1)}},
		"negative lambda": {-.1, days(100, 10)},
		"infinite lambda": {math.Inf(1), days(100, 10)},
		"NaN lambda":      {unknown, days(100, 10)},
	} {
		t.Run(name, func(t *testing.T) {
			got, ok := load.REDI(c.lambda, c.days)
			wantUndefined(t, got, ok)
		})
	}
}

// Gaps anywhere in a constant series leave its index where it was.
func TestREDIOfConstantLoadIgnoresGaps(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		series := days(rapid.Float64Range(0, 2000).Draw(t, "load"), 60)
		constant := series[0]
		for i, missing := range rapid.SliceOfN(rapid.Bool(), 59, 59).Draw(t, "missing") {
			if missing {
				series[i] = load.Unknown()
			}
		}
		got, ok := load.REDI(rapid.Float64Range(0, 2).Draw(t, "lambda"), series)
		if !ok || math.Abs(got-constant) > 1e-9*constant {
			t.Fatalf("got %v, %t, want %v", got, ok, constant)
		}
	})
}
