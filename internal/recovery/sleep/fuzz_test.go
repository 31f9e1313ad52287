package sleep_test

import (
	"encoding/binary"
	"math"
	"slices"
	"testing"

	"fallow.dev/fallow/internal/recovery/sleep"
)

// FuzzTotality takes any bytes for nights and answers: no measure panics, leaves
// its range, or returns a value that it calls undefined.
func FuzzTotality(f *testing.F) {
	f.Add(encode([]float64{360, 480, 240, 180, 5}))
	f.Add(encode([]float64{480, 20, 470, 0, 500, 0, 1440, 1440, 0, 0}))
	f.Add(encode(absurd))
	f.Add(binary.LittleEndian.AppendUint64(nil, math.MaxInt64))
	f.Add([]byte(nil))
	f.Fuzz(func(t *testing.T, raw []byte) {
		x, whole := decode(raw)
		within(t, "regularity", -100, 100)(sleep.RegularityIndex(whole))
		for i := 1; i < len(whole); i++ {
			within(t, "pair regularity", -100, 100)(sleep.PairRegularity(whole[i-1], whole[i]))
		}
		var reported []sleep.Night
		for pair := range slices.Chunk(x, 2) {
			reported = append(reported, sleep.Night{AsleepMinutes: pair[0], NapMinutes: pair[len(pair)-1]})
		}
		var first [5]float64
		copy(first[:], x)
		within(t, "debt", 0, sleep.MaximumDebtMinutes)(sleep.Debt(reported, first[0], first[1]))
		fuzzMCTQ(t, first)
	})
}

func fuzzMCTQ(t *testing.T, a [5]float64) {
	t.Helper()
	for workdays := -1; workdays <= 8; workdays++ {
		m := sleep.MCTQ{
			Workdays: workdays, MidSleepWorkdays: a[0], MidSleepFreeDays: a[1],
			SleepWorkdays: a[2], SleepFreeDays: a[3], AlarmOnFreeDays: a[4] > 0,
		}
		got, ok := m.CorrectedMidSleep()
		within(t, "mid-sleep", 0, math.Nextafter(1440, 0))(got, ok)
		within(t, "social jetlag", 0, 720)(m.SocialJetlag())
	}
}

// within returns a check of one result: in its range, and 0 if undefined.
func within(t *testing.T, name string, low, high float64) func(float64, bool) {
	t.Helper()
	return func(got float64, ok bool) {
		t.Helper()
		if !(got >= low && got <= high) || !ok && got != 0 {
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

// decode reads eight bytes as a float each, and as an interval: half of them as
// small whole minutes, half of them as anything.
func decode(raw []byte) (floats []float64, nights []sleep.Interval) {
	for chunk := range slices.Chunk(raw, 8) {
		if len(chunk) < 8 {
			break
		}
		bits := binary.LittleEndian.Uint64(chunk)
		floats = append(floats, math.Float64frombits(bits))
		if bits&1 == 0 {
			onset := int(int16(bits >> 16 % 2048))
			nights = append(nights, sleep.Interval{Onset: onset, Wake: onset + int(bits>>32%1500)})
		} else {
			nights = append(nights, sleep.Interval{Onset: int(int64(bits)), Wake: int(int32(bits >> 32))})
		}
	}
	return floats, nights
}
