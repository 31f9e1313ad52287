package hrv_test

import (
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"fallow.dev/fallow/internal/recovery/hrv"
)

type filter = func([]bool, []float64) bool

func restingRange(original []bool, rr []float64) bool {
	return hrv.RejectRange(original, rr, hrv.RestingShortest, hrv.RestingLongest)
}

var filters = map[string]filter{
	"range": restingRange, "Malik": hrv.RejectMalik, "Kamath": hrv.RejectKamath,
}

func TestFilters(t *testing.T) {
	for name, c := range map[string]struct {
		filter   filter
		rr       []float64
		rejected []int // indices
	}{
		"range 300-2000 ms": {
			restingRange, []float64{700, 600, 2300, 200, 1000, 230, 1200}, []int{2, 3, 5},
		},
		"range includes its bounds": {restingRange, []float64{300, 2000, 299.9, 2000.1}, []int{2, 3}},
		"Malik, 130 and 70": {
			hrv.RejectMalik, []float64{100, 110, 100, 130, 100, 100, 70, 100, 120, 100}, []int{3, 6},
		},
		"Kamath, 140 and 70": {
			hrv.RejectKamath, []float64{101, 110, 100, 140, 100, 100, 70, 100, 130, 115, 100, 78}, []int{3, 6},
		},
		// The pause stands, untested, and costs the normal beat after it.
		"premature beat and its pause": {
			hrv.RejectMalik, []float64{800, 810, 500, 1100, 805, 800}, []int{2, 4},
		},
		"range, not numbers": {
			restingRange, []float64{math.NaN(), 800, math.Inf(1), 800, -800}, []int{0, 2, 4},
		},
		"Malik, not numbers": {
			hrv.RejectMalik, []float64{math.NaN(), math.Inf(1), 800, 810, 0, -800}, []int{0, 1, 4, 5},
		},
		"no beats": {hrv.RejectKamath, nil, nil},
	} {
		t.Run(name, func(t *testing.T) {
			original := hrv.AllOriginal(len(c.rr))
			if !c.filter(original, c.rr) {
				t.Fatal("refused")
			}
			if diff := cmp.Diff(c.rejected, hrv.AppendRejected(nil, original)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestFiltersRefuse(t *testing.T) {
	for name, f := range filters {
		t.Run(name+" with a mask of another length", func(t *testing.T) {
			original := hrv.AllOriginal(2)
			if f(original, []float64{800, 100, 800}) || !original[0] || !original[1] {
				t.Errorf("accepted, or marked %v", original)
			}
		})
	}
	for name, bounds := range map[string][2]float64{
		"exchanged": {2000, 300}, "NaN": {math.NaN(), 2000}, "infinite": {300, math.Inf(1)},
	} {
		t.Run(name+" bounds", func(t *testing.T) {
			original := hrv.AllOriginal(1)
			if hrv.RejectRange(original, []float64{800}, bounds[0], bounds[1]) || !original[0] {
				t.Errorf("accepted, or marked %v", original)
			}
		})
	}
}

// The whole way from a recording to a judged value: one dropped beat of 40.
func TestRecordingWithArtefact(t *testing.T) {
	rr := slices.Repeat([]float64{800, 820}, 20)
	rr[11] = 1640
	original := hrv.AllOriginal(len(rr))
	if !restingRange(original, rr) || !hrv.RejectMalik(original, rr) {
		t.Fatal("refused")
	}
	rmssd, ok := hrv.RMSSDOfOriginals(rr, original)
	want(t, rmssd, ok, 20, 9)
	percent, ok := hrv.ArtefactPercent(original)
	want(t, percent, ok, 2.5, 9)
	quality, ok := hrv.Quality(percent)
	want(t, quality, ok, .625, 9)

	normal, ok := hrv.AppendOriginals(nil, rr, original)
	if !ok || len(normal) != 39 || slices.Contains(normal, 1640) {
		t.Errorf("normal intervals %v, %t", normal, ok)
	}
	if _, ok := hrv.AppendOriginals(nil, rr, original[1:]); ok {
		t.Error("a mask of another length was accepted")
	}
}

// Filters only mark: nothing that one of them marked is original after another.
func TestFiltersCompose(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rr := rapid.SliceOf(rapid.Float64Range(100, 3000)).Draw(t, "rr")
		original := hrv.AllOriginal(len(rr))
		for _, name := range rapid.Permutation([]string{"range", "Malik", "Kamath"}).Draw(t, "order") {
			before := slices.Clone(original)
			filters[name](original, rr)
			for i := range original {
				if original[i] && !before[i] {
					t.Fatalf("%s made beat %d original again", name, i)
				}
			}
		}
	})
}

func TestArtefactPercent(t *testing.T) {
	percent, ok := hrv.ArtefactPercent([]bool{true, false, true, true})
	want(t, percent, ok, 25, 9)
	percent, ok = hrv.ArtefactPercent(nil)
	wantUndefined(t, percent, ok)
	if mask := hrv.AllOriginal(-1); len(mask) != 0 {
		t.Errorf("mask %v of a recording of -1 beats", mask)
	}
}

func TestQuality(t *testing.T) {
	for percent, quality := range map[float64]float64{0: 1, .8: 1, 1: 1, 2: .75, 3: .5, 4: .25, 5: 0} {
		got, ok := hrv.Quality(percent)
		want(t, got, ok, quality, 9)
	}
	for _, percent := range []float64{5.0001, 100, -.1, math.NaN(), math.Inf(1), math.Inf(-1)} {
		got, ok := hrv.Quality(percent)
		wantUndefined(t, got, ok)
	}
}
