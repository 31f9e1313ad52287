package sleep_test

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

// clock is a time of day in minutes.
func clock(hour, minute int) float64 { return float64(60*hour + minute) }

// absurd lists what no duration and no time of day is.
var absurd = []float64{math.NaN(), math.Inf(1), math.Inf(-1), -1, 1e308, -1e308, 1441}
