package load_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"fallow.dev/fallow/internal/recovery/load"
)

func TestNormalizedPower(t *testing.T) {
	steps := slices.Concat(days(200, 1800), days(300, 1800))
	full, ok := load.NormalizedPower(steps)
	want(t, full, ok, 263.826, 3)
	padded, ok := load.NormalizedPowerZeroPadded(steps)
	want(t, padded, ok, 263.326, 3)

	factor, ok := load.IntensityFactor(full, 250)
	want(t, factor, ok, 1.0553, 4)
	score, ok := load.TrainingStressScore(3600, full, 250)
	want(t, score, ok, 111.37, 2)

	even, ok := load.NormalizedPower(days(250, 30))
	want(t, even, ok, 250, 9)
}

func TestTrainingStressScore(t *testing.T) {
	score, ok := load.TrainingStressScore(3600, 250, 250)
	want(t, score, ok, 100, 9)
	score, ok = load.TrainingStressScore(5400, 200, 250)
	want(t, score, ok, 96, 9)

	for name, c := range map[string]struct{ seconds, watts, threshold float64 }{
		"no threshold":           {3600, 250, 0},
		"negative threshold":     {3600, 250, -250},
		"negative duration":      {-1, 250, 250},
		"power beyond any rider": {3600, 20_000, 250},
	} {
		t.Run(name, func(t *testing.T) {
			got, ok := load.TrainingStressScore(c.seconds, c.watts, c.threshold)
			wantUndefined(t, got, ok)
		})
	}
	for _, x := range absurd {
		for _, args := range [][3]float64{{x, 250, 250}, {3600, x, 250}, {3600, 250, x}} {
			got, ok := load.TrainingStressScore(args[0], args[1], args[2])
			wantUndefined(t, got, ok)
		}
	}
}

func TestNormalizedPowerUndefined(t *testing.T) {
	measures := map[string]func([]float64) (float64, bool){
		"full windows": load.NormalizedPower,
		"zero-padded":  load.NormalizedPowerZeroPadded,
	}
	for name, measure := range measures {
		t.Run(name, func(t *testing.T) {
			got, ok := measure(nil)
			wantUndefined(t, got, ok)
			got, ok = measure(days(200, 29))
			wantUndefined(t, got, ok)
			for _, x := range absurd {
				ride := days(200, 100)
				ride[60] = x
				got, ok = measure(ride)
				wantUndefined(t, got, ok)
			}
		})
	}
}

// Normalised power lies between the mean power of its windows and their peak,
// and the rolling sum agrees with one taken afresh for every window.
func TestNormalizedPowerAgreesWithDefinition(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ride := rapid.SliceOfN(rapid.Float64Range(0, 2000), 30, 200).Draw(t, "ride")
		got, ok := load.NormalizedPower(ride)
		if !ok {
			t.Fatal("undefined")
		}
		fourth := 0.0
		for end := 30; end <= len(ride); end++ {
			sum := 0.0
			for _, w := range ride[end-30 : end] {
				sum += w
			}
			fourth += sum / 30 * sum / 30 * sum / 30 * sum / 30
		}
		fourth /= float64(len(ride) - 29)
		if again := got * got * got * got; again < fourth*(1-1e-9) || again > fourth*(1+1e-9) {
			t.Fatalf("fourth power %v, want %v", again, fourth)
		}
	})
}

func BenchmarkNormalizedPowerHour(b *testing.B) {
	ride := slices.Concat(days(200, 1800), days(300, 1800))
	b.ReportAllocs()
	for b.Loop() {
		load.NormalizedPower(ride)
	}
}
