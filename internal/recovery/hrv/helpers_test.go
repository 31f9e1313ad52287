package hrv_test

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// want fails the test unless the measure is defined and as printed, to half a
// unit of the last of the digits.
func want(t *testing.T, got float64, ok bool, printed float64, digits int) {
	t.Helper()
	if !ok {
		t.Fatalf("undefined, want %v", printed)
	}
	near := cmpopts.EquateApprox(0, 0.5000001*math.Pow10(-digits))
	if diff := cmp.Diff(printed, got, near); diff != "" {
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

// noIntervals lists what is no interval between two heartbeats in milliseconds.
var noIntervals = map[string]float64{
	"NaN": math.NaN(), "infinite": math.Inf(1), "minus infinite": math.Inf(-1),
	"negative": -800, "zero": 0, "in seconds": .8, "absurd": 1e308,
}
