package load_test

import (
	"encoding/binary"
	"math"
	"slices"
	"testing"

	"fallow.dev/fallow/internal/recovery/load"
)

// FuzzTotality takes any bytes for numbers: no measure panics, returns NaN, or
// returns a value that it calls undefined.
func FuzzTotality(f *testing.F) {
	f.Add(encode(days(100, 40)))
	f.Add(encode(slices.Concat(days(30, 21), days(50, 7), absurd)))
	f.Add(encode([]float64{5e-324, math.MaxFloat64, .5, 1e6, math.Copysign(0, -1)}))
	f.Add([]byte(nil))
	f.Fuzz(func(t *testing.T, raw []byte) {
		x := decode(raw)
		var first [8]float64
		copy(first[:], x)
		fuzzSession(t, first)
		fuzzWeek(t, load.Week(first[:7]))
		fuzzSeries(t, first, x)
	})
}

func fuzzSession(t *testing.T, a [8]float64) {
	t.Helper()
	finite(t, "session RPE")(load.SessionRPE(a[0], a[1]))
	finite(t, "reserve fraction")(load.ReserveFraction(a[0], a[1], a[2]))
	finite(t, "TRIMP, female")(load.TRIMP(a[0], a[1], load.Female))
	finite(t, "TRIMP, male")(load.TRIMP(a[0], a[1], load.Male))
	finite(t, "intensity factor")(load.IntensityFactor(a[0], a[1]))
	finite(t, "training stress score")(load.TrainingStressScore(a[0], a[1], a[2]))
}

func fuzzWeek(t *testing.T, w load.Week) {
	t.Helper()
	finite(t, "week load")(w.Load())
	for name, measure := range map[string]func() (float64, bool){"monotony": w.Monotony, "strain": w.Strain} {
		if got, ok := measure(); math.IsNaN(got) || got < 0 || !ok && got != 0 {
			t.Errorf("%s: %v, %t", name, got, ok)
		}
	}
}

func fuzzSeries(t *testing.T, a [8]float64, x []float64) {
	t.Helper()
	finite(t, "normalised power")(load.NormalizedPower(x))
	finite(t, "normalised power, zero-padded")(load.NormalizedPowerZeroPadded(x))
	finite(t, "EWMA")(load.EWMA(a[0], a[1], x))
	finite(t, "REDI")(load.REDI(a[0], x))
	for c := load.Convention(0); c <= load.HalfLife+1; c++ {
		finite(t, "alpha")(c.Alpha(a[0]))
		b, ok := load.Chart{Smoothing: c, CTLDays: a[0], ATLDays: a[1]}.Last(load.Balance{CTL: a[2], ATL: a[3]}, x)
		for _, v := range []float64{b.CTL, b.ATL, b.TSB} {
			finite(t, "chart")(v, ok)
		}
	}
	for name, measure := range ratios {
		r, ok := measure(x)
		for _, v := range []float64{r.Acute, r.Chronic, r.Ratio} {
			finite(t, name)(v, ok)
		}
	}
	fuzzImpulse(t, load.ImpulseResponse{
		Baseline: a[0], FitnessGain: a[1], FatigueGain: a[2], FitnessDays: a[3], FatigueDays: a[4],
		SameDay: a[5] > 0,
	}, x)
}

func fuzzImpulse(t *testing.T, m load.ImpulseResponse, x []float64) {
	t.Helper()
	finite(t, "break-even")(m.DaysToBreakEven())
	finite(t, "greatest gain")(m.DaysToGreatestGain())
	responses, _ := m.Append(nil, x)
	for _, r := range responses {
		for _, v := range []float64{r.Fitness, r.Fatigue, r.Performance} {
			finite(t, "impulse response")(v, true)
		}
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
