package load_test

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"gonum.org/v1/gonum/stat"
	"pgregory.net/rapid"

	"fallow.dev/fallow/internal/recovery/load"
)

func TestWeek(t *testing.T) {
	week := load.Week{500, 0, 400, 600, 300, 700, 0}
	sum, ok := week.Load()
	want(t, sum, ok, 2500, 9)
	monotony, ok := week.Monotony() // 1.3975 with the population's deviation
	want(t, monotony, ok, 1.2939, 4)
	strain, ok := week.Strain()
	want(t, strain, ok, 3234.7, 1)
}

func TestWeekOfEqualDays(t *testing.T) {
	for name, c := range map[string]struct {
		week             load.Week
		monotony, strain float64
	}{
		"training": {load.Week{300, 300, 300, 300, 300, 300, 300}, math.Inf(1), math.Inf(1)},
		// 0.1 has no exact mean: the deviation must be 0 all the same.
		"inexact": {load.Week{.1, .1, .1, .1, .1, .1, .1}, math.Inf(1), math.Inf(1)},
		"rest":    {load.Week{}, math.Inf(1), 0},
	} {
		t.Run(name, func(t *testing.T) {
			monotony, ok := c.week.Monotony()
			if !ok || monotony != c.monotony {
				t.Errorf("monotony %v, %t, want %v", monotony, ok, c.monotony)
			}
			strain, ok := c.week.Strain()
			if !ok || strain != c.strain {
				t.Errorf("strain %v, %t, want %v", strain, ok, c.strain)
			}
		})
	}
}

func TestWeekWithoutOneDay(t *testing.T) {
	for _, x := range append([]float64{load.Unknown(), load.MaximumDay + 1}, absurd...) {
		for day := range 7 {
			week := load.Week{500, 0, 400, 600, 300, 700, 0}
			week[day] = x
			got, ok := week.Load()
			wantUndefined(t, got, ok)
			got, ok = week.Monotony()
			wantUndefined(t, got, ok)
			got, ok = week.Strain()
			wantUndefined(t, got, ok)
		}
	}
}

func TestCapMonotony(t *testing.T) {
	got := []float64{load.CapMonotony(1.29), load.CapMonotony(10), load.CapMonotony(math.Inf(1))}
	if diff := cmp.Diff([]float64{1.29, 10, 10}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// Monotony has no unit and no memory of the order of the days.
func TestMonotonyProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		loads := rapid.SliceOfN(rapid.Float64Range(0, 2000), 7, 7).Draw(t, "loads")
		loads[0]++ // two days differ
		loads[1] = 0
		monotony, ok := load.Week(loads).Monotony()
		m, deviation := stat.MeanStdDev(loads, nil)
		if !ok || math.Abs(monotony-m/deviation) > 1e-9*monotony {
			t.Fatalf("monotony %v, %t, want %v", monotony, ok, m/deviation)
		}

		scale := rapid.Float64Range(.01, 100).Draw(t, "scale")
		var other load.Week
		for i, to := range rapid.Permutation([]int{0, 1, 2, 3, 4, 5, 6}).Draw(t, "order") {
			other[to] = scale * loads[i]
		}
		again, ok := other.Monotony()
		if !ok || math.Abs(monotony-again) > 1e-9*monotony {
			t.Fatalf("%v in other units and order, was %v", again, monotony)
		}
	})
}

func TestMonotonyAllocatesNothing(t *testing.T) {
	week := load.Week{500, 0, 400, 600, 300, 700, 0}
	if n := testing.AllocsPerRun(100, func() { week.Strain() }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func BenchmarkStrain(b *testing.B) {
	week := load.Week{500, 0, 400, 600, 300, 700, 0}
	b.ReportAllocs()
	for b.Loop() {
		week.Strain()
	}
}
