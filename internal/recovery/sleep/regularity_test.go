package sleep_test

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"fallow.dev/fallow/internal/recovery/sleep"
)

// usual is 22:45 to 07:00, from midnight.
var usual = sleep.Interval{Onset: -75, Wake: 420}

// later is the same sleep some minutes later.
func later(n sleep.Interval, minutes int) sleep.Interval {
	return sleep.Interval{Onset: n.Onset + minutes, Wake: n.Wake + minutes}
}

func TestPairRegularity(t *testing.T) {
	night, day := sleep.Interval{Onset: 0, Wake: 720}, sleep.Interval{Onset: 720, Wake: 1440}
	for name, c := range map[string]struct {
		first, second sleep.Interval
		want          float64
	}{
		"identical":                    {usual, usual, 100},
		"one hour later":               {usual, later(usual, 60), 83.33},
		"one hour earlier":             {usual, later(usual, -60), 83.33},
		"anti-phase":                   {night, day, -100},
		"slept in for two hours":       {usual, sleep.Interval{Onset: -75, Wake: 540}, 83.33},
		"around the clock, then usual": {sleep.Interval{Onset: -75, Wake: 1365}, usual, -31.25},
		"onset before and after midnight": {
			sleep.Interval{Onset: 1430, Wake: 1860}, sleep.Interval{Onset: 10, Wake: 440}, 94.44,
		},
		"the same time of day from another origin": {usual, later(usual, 1440), 100},
		"two sleeps of over twelve hours": {
			sleep.Interval{Onset: 0, Wake: 800}, sleep.Interval{Onset: 1000, Wake: 1800}, -22.22,
		},
	} {
		t.Run(name, func(t *testing.T) {
			got, ok := sleep.PairRegularity(c.first, c.second)
			want(t, got, ok, c.want, 2)
			got, ok = sleep.PairRegularity(c.second, c.first)
			want(t, got, ok, c.want, 2)
		})
	}
}

func TestRegularityIndex(t *testing.T) {
	missing := sleep.Interval{}
	for name, c := range map[string]struct {
		nights []sleep.Interval
		want   float64
	}{
		"a week of identical nights": {slices.Repeat([]sleep.Interval{usual}, 7), 100},
		"an hour forth and back": {
			[]sleep.Interval{usual, later(usual, 60), usual, later(usual, 60), usual, later(usual, 60), usual}, 83.33,
		},
		// Of six pairs two differ by two hours: 100 − 200·(2·240/1440)/6.
		"free days two hours later": {
			[]sleep.Interval{usual, usual, usual, usual, later(usual, 120), later(usual, 120), usual}, 88.89,
		},
		"a missing night leaves out two pairs": {
			slices.Concat(slices.Repeat([]sleep.Interval{usual}, 4), []sleep.Interval{missing},
				slices.Repeat([]sleep.Interval{later(usual, 300)}, 4)), 100,
		},
	} {
		t.Run(name, func(t *testing.T) {
			got, ok := sleep.RegularityIndex(c.nights)
			want(t, got, ok, c.want, 2)
		})
	}
}

func TestRegularityUndefined(t *testing.T) {
	week := slices.Repeat([]sleep.Interval{usual}, 7)
	for name, nights := range map[string][]sleep.Interval{
		"no nights":  nil,
		"six nights": week[:6],
		"every second night": {
			usual, {}, usual, {}, usual, {}, usual, {}, usual, {}, usual, {}, usual, {},
		},
	} {
		t.Run(name, func(t *testing.T) {
			got, ok := sleep.RegularityIndex(nights)
			wantUndefined(t, got, ok)
		})
	}
	for name, bad := range map[string]sleep.Interval{
		"wake before onset":  {Onset: 420, Wake: -75},
		"no time asleep":     {Onset: 420, Wake: 420},
		"longer than a day":  {Onset: 0, Wake: 1441},
		"far from midnight":  {Onset: 100_000, Wake: 100_400},
		"extreme difference": {Onset: math.MinInt, Wake: math.MaxInt},
		"extreme onset":      {Onset: math.MaxInt, Wake: math.MinInt},
	} {
		t.Run(name, func(t *testing.T) {
			got, ok := sleep.RegularityIndex(append(slices.Clone(week), bad))
			wantUndefined(t, got, ok)
			got, ok = sleep.PairRegularity(usual, bad)
			wantUndefined(t, got, ok)
			got, ok = sleep.PairRegularity(bad, usual)
			wantUndefined(t, got, ok)
		})
	}
}

// byEpochs is the definition of Phillips (2017): the state of each epoch of each
// day against the same epoch of the day after, on days of the clock's circle.
func byEpochs(nights []sleep.Interval, epochMinutes int) float64 {
	epochs := 1440 / epochMinutes
	states := make([][]bool, len(nights))
	for i, n := range nights {
		states[i] = make([]bool, epochs)
		for minute := n.Onset; minute < n.Wake; minute += epochMinutes {
			states[i][((minute/epochMinutes)%epochs+epochs)%epochs] = true
		}
	}
	same := 0
	for i := 1; i < len(states); i++ {
		for j := range epochs {
			if states[i][j] == states[i-1][j] {
				same++
			}
		}
	}
	return -100 + 200*float64(same)/float64(epochs*(len(nights)-1))
}

func TestEpochDefinition(t *testing.T) {
	for name, c := range map[string]struct {
		second sleep.Interval
		want   float64
	}{
		"identical":      {sleep.Interval{Onset: 0, Wake: 720}, 100},
		"one hour later": {sleep.Interval{Onset: 60, Wake: 780}, 83.33},
		"anti-phase":     {sleep.Interval{Onset: 720, Wake: 1440}, -100},
	} {
		t.Run(name, func(t *testing.T) {
			got := byEpochs([]sleep.Interval{{Onset: 0, Wake: 720}, c.second}, 30)
			want(t, got, true, c.want, 2)
		})
	}
}

// The overlap of intervals is the definition with epochs of one minute, and does
// not depend on where the day is cut.
func TestRegularityAgreesWithEpochs(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		nights := rapid.SliceOfN(rapid.Custom(drawNight), 7, 20).Draw(t, "nights")
		got, ok := sleep.RegularityIndex(nights)
		if expected := byEpochs(nights, 1); !ok || math.Abs(got-expected) > 1e-9 {
			t.Fatalf("got %v, %t, want %v", got, ok, expected)
		}
		if got < -100 || got > 100 {
			t.Fatalf("%v is out of range", got)
		}
		shift := rapid.IntRange(-700, 700).Draw(t, "shift")
		for i := range nights {
			nights[i] = later(nights[i], shift)
		}
		if again, ok := sleep.RegularityIndex(nights); !ok || again != got {
			t.Fatalf("%v from another origin, was %v", again, got)
		}
	})
}

func drawNight(t *rapid.T) sleep.Interval {
	onset := rapid.IntRange(-720, 720).Draw(t, "onset")
	return sleep.Interval{Onset: onset, Wake: onset + rapid.IntRange(1, 1440).Draw(t, "minutes")}
}

func TestRegularityAllocatesNothing(t *testing.T) {
	nights := slices.Repeat([]sleep.Interval{usual}, 28)
	if n := testing.AllocsPerRun(100, func() { sleep.RegularityIndex(nights) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func BenchmarkRegularityIndex28(b *testing.B) {
	nights := slices.Repeat([]sleep.Interval{usual, later(usual, 60)}, 14)
	b.ReportAllocs()
	for b.Loop() {
		sleep.RegularityIndex(nights)
	}
}
