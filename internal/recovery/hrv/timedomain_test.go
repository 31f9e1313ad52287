package hrv_test

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/stat"
	"pgregory.net/rapid"

	"fallow.dev/fallow/internal/recovery/hrv"
)

type measure = func([]float64) (float64, bool)

func TestTimeDomain(t *testing.T) {
	rr := []float64{800, 810, 815, 750}
	rmssd, ok := hrv.RMSSD(rr) // √1450; in print also cut to 38.07
	want(t, rmssd, ok, 38.0789, 4)
	sdnn, ok := hrv.SDNN(rr) // in print also cut to 29.82
	want(t, sdnn, ok, 29.8259, 4)
	m, ok := hrv.MeanRR(rr)
	want(t, m, ok, 793.75, 9)
	ln, ok := hrv.LnRMSSD(rmssd)
	want(t, ln, ok, 3.6397, 4)
}

func TestTimeDomainOfFewBeats(t *testing.T) {
	for name, c := range map[string]struct {
		measure measure
		least   int
	}{
		"RMSSD": {hrv.RMSSD, 2}, "SDNN": {hrv.SDNN, 2}, "MeanRR": {hrv.MeanRR, 1},
	} {
		t.Run(name, func(t *testing.T) {
			for beats := range c.least {
				got, ok := c.measure([]float64{800, 800}[:beats])
				wantUndefined(t, got, ok)
			}
			if _, ok := c.measure([]float64{800, 800}[:c.least]); !ok {
				t.Errorf("undefined for %d beats", c.least)
			}
		})
	}
}

func TestTimeDomainOfBadBeats(t *testing.T) {
	measures := map[string]measure{
		"RMSSD": hrv.RMSSD, "SDNN": hrv.SDNN, "MeanRR": hrv.MeanRR,
		"RMSSD of originals": func(rr []float64) (float64, bool) {
			return hrv.RMSSDOfOriginals(rr, hrv.AllOriginal(len(rr)))
		},
	}
	for name, measure := range measures {
		for story, bad := range noIntervals {
			t.Run(name+", "+story, func(t *testing.T) {
				for beat := range 4 {
					rr := []float64{800, 810, 815, 750}
					rr[beat] = bad
					got, ok := measure(rr)
					wantUndefined(t, got, ok)
				}
			})
		}
	}
}

func TestLnRMSSDUndefined(t *testing.T) {
	for _, x := range []float64{0, -1, math.NaN(), math.Inf(1), math.Inf(-1)} {
		got, ok := hrv.LnRMSSD(x)
		wantUndefined(t, got, ok)
	}
}

func TestRMSSDOfOriginals(t *testing.T) {
	for name, c := range map[string]struct {
		rr       []float64
		original []bool
		want     float64
	}{
		"nothing marked": {
			[]float64{800, 810, 815, 750}, []bool{true, true, true, true}, 38.0789,
		},
		// The pairs 800-810 and 820-790 are left: √((10² + 30²)/2).
		"a marked beat breaks two pairs": {
			[]float64{800, 810, 400, 820, 790}, []bool{true, true, false, true, true}, 22.3607,
		},
		"a marked beat may be anything": {
			[]float64{800, 810, math.NaN()}, []bool{true, true, false}, 10,
		},
	} {
		t.Run(name, func(t *testing.T) {
			got, ok := hrv.RMSSDOfOriginals(c.rr, c.original)
			want(t, got, ok, c.want, 4)
		})
	}
	for name, c := range map[string]struct {
		rr       []float64
		original []bool
	}{
		"no beats":               {nil, nil},
		"no pair of originals":   {[]float64{800, 810, 820}, []bool{true, false, true}},
		"mask of another length": {[]float64{800, 810, 820}, []bool{true, true}},
	} {
		t.Run(name, func(t *testing.T) {
			got, ok := hrv.RMSSDOfOriginals(c.rr, c.original)
			wantUndefined(t, got, ok)
		})
	}
}

// With nothing marked both ways to RMSSD agree, a constant added to all
// intervals changes nothing, and SDNN is the sample standard deviation.
func TestTimeDomainProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rr := rapid.SliceOfN(rapid.Float64Range(300, 2000), 2, 400).Draw(t, "rr")
		rmssd, ok := hrv.RMSSD(rr)
		if again, same := hrv.RMSSDOfOriginals(rr, hrv.AllOriginal(len(rr))); !ok || !same || again != rmssd {
			t.Fatalf("%v, %t and %v, %t", rmssd, ok, again, same)
		}
		sdnn, ok := hrv.SDNN(rr)
		if sd := stat.StdDev(rr, nil); !ok || math.Abs(sdnn-sd) > 1e-9 {
			t.Fatalf("SDNN %v, %t, want %v", sdnn, ok, sd)
		}
		for i := range rr {
			rr[i] += 1000
		}
		if slower, ok := hrv.RMSSD(rr); !ok || math.Abs(slower-rmssd) > 1e-9 {
			t.Fatalf("RMSSD %v one second later, was %v", slower, rmssd)
		}
	})
}

// fiveMinutes is a recording of 330 beats with a breathing rhythm.
func fiveMinutes() []float64 {
	rr := make([]float64, 330)
	for i := range rr {
		rr[i] = 900 + 60*math.Sin(float64(i)/2)
	}
	return rr
}

func BenchmarkRMSSD330(b *testing.B) {
	rr := fiveMinutes()
	b.ReportAllocs()
	for b.Loop() {
		hrv.RMSSD(rr)
	}
}

func BenchmarkRMSSDOfOriginals330(b *testing.B) {
	rr := fiveMinutes()
	original := hrv.AllOriginal(len(rr))
	b.ReportAllocs()
	for b.Loop() {
		hrv.RMSSDOfOriginals(rr, original)
	}
}
