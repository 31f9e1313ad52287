package load_test

import (
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// near compares to half a unit of the last digit that the source prints.
func near(digits int) cmp.Option {
	return cmpopts.EquateApprox(0, 0.5000001*math.Pow10(-digits))
}

// want fails the test unless the measure is defined and as printed, to digits.
func want(t *testing.T, got float64, ok bool, printed float64, digits int) {
	t.Helper()
	if !ok {
		t.Fatalf("undefined, want %v", printed)
	}
	if diff := cmp.Diff(printed, got, near(digits)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// wantUndefined fails the test unless the measure is undefined, and zero.
func wantUndefined(t *testing.T, got float64, ok bool) {
	t.Helper()
	if ok || got != 0 {
		t.Errorf("got %v, %t, want an undefined 0", got, ok)
	}
}

// days repeats a load.
func days(load float64, count int) []float64 { return slices.Repeat([]float64{load}, count) }

// absurd lists what sensors and files have been seen to send, and worse.
var absurd = []float64{math.NaN(), math.Inf(1), math.Inf(-1), -1, 1e308, -1e308}
