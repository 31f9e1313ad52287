package load_test

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"fallow.dev/fallow/internal/recovery/load"
)

func TestAlpha(t *testing.T) {
	for name, c := range map[string]struct {
		convention load.Convention
		days, want float64
		digits     int
	}{
		"GoldenCheetah CTL":        {load.Exponential, 42, .023528, 6},
		"GoldenCheetah ATL":        {load.Exponential, 7, .1331221, 7},
		"TrainingPeaks CTL":        {load.Reciprocal, 42, .02381, 5},
		"TrainingPeaks ATL":        {load.Reciprocal, 7, .14286, 5},
		"Williams acute":           {load.Span, 7, .25, 9},
		"Williams chronic":         {load.Span, 28, .068966, 6},
		"half-life of one day":     {load.HalfLife, 1, .5, 9},
		"shortest reciprocal":      {load.Reciprocal, 1, 1, 9},
		"below a day, exponential": {load.Exponential, .1, .9999546, 7},
	} {
		t.Run(name, func(t *testing.T) {
			got, ok := c.convention.Alpha(c.days)
			want(t, got, ok, c.want, c.digits)
		})
	}
}

// A time constant of 42 days is a half-life of 29.1, one of 7 days of 4.85.
func TestHalfLifeOfTimeConstant(t *testing.T) {
	for timeConstant, halfLife := range map[float64]float64{42: 29.1, 7: 4.85} {
		exact := timeConstant * math.Ln2
		if math.Abs(exact-halfLife) > .05 {
			t.Errorf("half-life of %v is %v, want %v", timeConstant, exact, halfLife)
		}
		byHalfLife, ok := load.HalfLife.Alpha(exact)
		byConstant, _ := load.Exponential.Alpha(timeConstant)
		want(t, byHalfLife, ok, byConstant, 12)
	}
}

func TestAlphaUndefined(t *testing.T) {
	for _, c := range []load.Convention{load.Exponential, load.Reciprocal, load.Span, load.HalfLife} {
		for _, x := range append([]float64{0}, absurd...) {
			if x == 1e308 {
				continue // tiny, but a share
			}
			got, ok := c.Alpha(x)
			wantUndefined(t, got, ok)
		}
	}
	for _, c := range []load.Convention{0, load.HalfLife + 1} {
		got, ok := c.Alpha(7)
		wantUndefined(t, got, ok)
	}
	for _, c := range []load.Convention{load.Reciprocal, load.Span} {
		got, ok := c.Alpha(.5) // the share would be above 1
		wantUndefined(t, got, ok)
	}
}

func TestEWMA(t *testing.T) {
	alpha := func(c load.Convention, days float64) float64 {
		a, ok := c.Alpha(days)
		if !ok {
			t.Fatalf("no alpha for %v days", days)
		}
		return a
	}
	step := slices.Concat(days(30, 21), days(50, 7))
	for name, c := range map[string]struct {
		seed, alpha float64
		days        []float64
		want        float64
		digits      int
	}{
		"half after its half-life":    {100, alpha(load.HalfLife, 4), days(0, 4), 50, 9},
		"Williams acute after a step": {30, alpha(load.Span, 7), step, 47.3303, 4},
		"Williams chronic":            {30, alpha(load.Span, 28), step, 37.8720, 4},
		"no days: the seed":           {42, .5, nil, 42, 9},
		"share of 1: the last day":    {42, 1, []float64{7, 9}, 9, 9},
	} {
		t.Run(name, func(t *testing.T) {
			got, ok := load.EWMA(c.seed, c.alpha, c.days)
			want(t, got, ok, c.want, c.digits)
		})
	}
	for _, x := range absurd {
		got, ok := load.EWMA(x, .5, days(100, 3))
		wantUndefined(t, got, ok)
		got, ok = load.EWMA(100, x, days(100, 3))
		wantUndefined(t, got, ok)
		got, ok = load.EWMA(100, .5, []float64{100, x, 100})
		wantUndefined(t, got, ok)
	}
}

// The average stays within its inputs and never falls when one of them rises.
func TestEWMAProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		series := rapid.SliceOfN(rapid.Float64Range(0, 2000), 1, 60).Draw(t, "days")
		seed := rapid.Float64Range(0, 2000).Draw(t, "seed")
		alpha := rapid.Float64Range(.01, 1).Draw(t, "alpha")
		average, ok := load.EWMA(seed, alpha, series)
		low, high := min(seed, slices.Min(series)), max(seed, slices.Max(series))
		if !ok || average < low-1e-9 || average > high+1e-9 {
			t.Fatalf("average %v, %t, outside %v to %v", average, ok, low, high)
		}
		series[rapid.IntRange(0, len(series)-1).Draw(t, "day")] += 100
		if more, _ := load.EWMA(seed, alpha, series); more < average {
			t.Fatalf("average fell from %v to %v with more load", average, more)
		}
	})
}
