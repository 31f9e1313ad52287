package hrv_test

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"fallow.dev/fallow/internal/recovery/hrv"
)

func TestStandardErrorOfMean(t *testing.T) {
	for name, c := range map[string]struct {
		k         int
		rho, want float64
	}{
		"one day":                    {1, .3, 1},
		"seven independent days":     {7, 0, 1 / math.Sqrt(7)},
		"two days":                   {2, .3, math.Sqrt(.65)},
		"three days":                 {3, .3, math.Sqrt((1 + 2*(.2+.03)) / 3)},
		"days that are all the same": {7, 1, 1},
		"two days that cancel":       {2, -1, 0},
		"three days, alternating":    {3, -1, 1. / 3},
		"ten years that cancel":      {hrv.MaximumMeanDays, -1, 0},
	} {
		t.Run(name, func(t *testing.T) {
			got, ok := hrv.StandardErrorOfMean(c.k, c.rho)
			want(t, got, ok, c.want, 7)
		})
	}
}

// A weekly mean half a standard deviation low is a false alarm on 9, 15 and 20 %
// of healthy days at autocorrelations of 0, 0.3 and 0.5.
func TestStandardErrorExplainsFalseAlarms(t *testing.T) {
	for rho, percent := range map[float64]float64{0: 9, .3: 15, .5: 20} {
		se, ok := hrv.StandardErrorOfMean(7, rho)
		want(t, 50*math.Erfc(.5/se/math.Sqrt2), ok, percent, 0)
	}
}

func TestStandardErrorOfMeanUndefined(t *testing.T) {
	for name, c := range map[string]struct {
		k   int
		rho float64
	}{
		"no days":       {0, .3},
		"negative days": {-7, .3},
		"too many days": {hrv.MaximumMeanDays + 1, .3},
		"rho above 1":   {7, 1.01},
		"rho below -1":  {7, -1.01},
		"rho NaN":       {7, math.NaN()},
		"rho infinite":  {7, math.Inf(-1)},
	} {
		t.Run(name, func(t *testing.T) {
			got, ok := hrv.StandardErrorOfMean(c.k, c.rho)
			wantUndefined(t, got, ok)
		})
	}
}

// The formula is the mean of all k² entries of the matrix of correlations.
func TestStandardErrorIsThatOfTheCorrelationMatrix(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		k := rapid.IntRange(1, 30).Draw(t, "k")
		rho := rapid.Float64Range(-1, 1).Draw(t, "rho")
		sum := 0.0
		for i := range k {
			for j := range k {
				sum += math.Pow(rho, math.Abs(float64(i-j)))
			}
		}
		got, ok := hrv.StandardErrorOfMean(k, rho)
		if variance := sum / float64(k*k); !ok || math.Abs(got*got-variance) > 1e-9 {
			t.Fatalf("variance %v, %t, want %v", got*got, ok, variance)
		}
	})
}

func TestStandardErrorAllocatesNothing(t *testing.T) {
	if n := testing.AllocsPerRun(100, func() { hrv.StandardErrorOfMean(7, .3) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func BenchmarkStandardErrorOfMean7(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		hrv.StandardErrorOfMean(7, .3)
	}
}
