package hrv_test

import (
	"encoding/binary"
	"math"
	"slices"
	"testing"

	"fallow.dev/fallow/internal/recovery/hrv"
)

// FuzzTotality takes any bytes for intervals: no measure panics, returns a value
// that is not finite, or one that it calls undefined.
func FuzzTotality(f *testing.F) {
	f.Add(encode([]float64{800, 810, 815, 750}))
	f.Add(encode([]float64{700, 600, 2300, 200, 1000, 230, 1200}))
	f.Add(encode([]float64{math.NaN(), math.Inf(1), math.Inf(-1), -800, 0, .8, 1e308, 5e-324}))
	f.Add([]byte(nil))
	f.Fuzz(func(t *testing.T, raw []byte) {
		rr := decode(raw)
		fuzzMeasures(t, "raw", rr)
		for name, reject := range filters {
			original := hrv.AllOriginal(len(rr))
			if !reject(original, rr) {
				t.Fatalf("%s refused a whole recording", name)
			}
			finite(t, name+" RMSSD of originals")(hrv.RMSSDOfOriginals(rr, original))
			normal, ok := hrv.AppendOriginals(nil, rr, original)
			if !ok || len(normal)+len(hrv.AppendRejected(nil, original)) != len(rr) {
				t.Errorf("%s: %d of %d are normal, %t", name, len(normal), len(rr), ok)
			}
			fuzzMeasures(t, name, normal)
		}
	})
}

func fuzzMeasures(t *testing.T, name string, rr []float64) {
	t.Helper()
	finite(t, name+" RMSSD")(hrv.RMSSD(rr))
	finite(t, name+" SDNN")(hrv.SDNN(rr))
	finite(t, name+" mean RR")(hrv.MeanRR(rr))
	for i, x := range rr {
		finite(t, name+" lnRMSSD")(hrv.LnRMSSD(x))
		finite(t, name+" quality")(hrv.Quality(x))
		finite(t, name+" standard error")(hrv.StandardErrorOfMean(i, x))
	}
}

// finite returns a check of one result: finite, and 0 if undefined.
func finite(t *testing.T, name string) func(float64, bool) {
	t.Helper()
	return func(got float64, ok bool) {
		t.Helper()
		if math.IsNaN(got) || math.IsInf(got, 0) || !ok && got != 0 {
			t.Errorf("%s: %v, %t", name, got, ok)
		}
	}
}

func encode(values []float64) []byte {
	var raw []byte
	for _, v := range values {
		raw = binary.LittleEndian.AppendUint64(raw, math.Float64bits(v))
	}
	return raw
}

func decode(raw []byte) []float64 {
	var values []float64
	for chunk := range slices.Chunk(raw, 8) {
		if len(chunk) == 8 {
			values = append(values, math.Float64frombits(binary.LittleEndian.Uint64(chunk)))
		}
	}
	return values
}
