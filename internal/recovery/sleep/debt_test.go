package sleep_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"fallow.dev/fallow/internal/recovery/sleep"
)

// nights repeats a night without naps.
func nights(count int, asleepMinutes float64) []sleep.Night {
	return slices.Repeat([]sleep.Night{{AsleepMinutes: asleepMinutes}}, count)
}

func TestDebt(t *testing.T) {
	for name, c := range map[string]struct {
		nights    []sleep.Night
		need, p75 float64
		want      float64
	}{
		"need met":                        {nights(7, 498), 498, 498, 0},
		"half an hour short every night":  {nights(7, 468), 498, 498, 210},
		"own quartile below the need":     {nights(7, 402), 498, 432, 210},
		"own quartile above the need":     {nights(7, 468), 498, 540, 210},
		"only reported nights count":      {nights(3, 438), 498, 498, 180},
		"naps repay":                      {[]sleep.Night{{400, 40}, {400, 60}}, 480, 480, 60},
		"a long night repays":             {slices.Concat(nights(5, 420), nights(1, 600)), 480, 480, 180},
		"surplus is no credit":            {nights(7, 600), 480, 480, 0},
		"a night awake":                   {nights(1, 0), 480, 480, 480},
		"seven nights of four hours: cap": {nights(7, 240), 498, 498, sleep.MaximumDebtMinutes},
	} {
		t.Run(name, func(t *testing.T) {
			got, ok := sleep.Debt(c.nights, c.need, c.p75)
			want(t, got, ok, c.want, 9)
		})
	}
}

func TestDebtUndefined(t *testing.T) {
	for name, c := range map[string]struct {
		nights    []sleep.Night
		need, p75 float64
	}{
		"no reported night":  {nil, 498, 498},
		"eight nights":       {nights(8, 480), 498, 498},
		"no need":            {nights(7, 480), 0, 498},
		"no quartile":        {nights(7, 480), 498, 0},
		"need beyond a day":  {nights(7, 480), 29_880, 498}, // seconds for minutes
		"sleep beyond a day": {nights(7, 28_800), 498, 498},
	} {
		t.Run(name, func(t *testing.T) {
			got, ok := sleep.Debt(c.nights, c.need, c.p75)
			wantUndefined(t, got, ok)
		})
	}
	for _, x := range absurd {
		for _, args := range [][4]float64{{x, 0, 498, 498}, {480, x, 498, 498}, {480, 0, x, 498}, {480, 0, 498, x}} {
			got, ok := sleep.Debt([]sleep.Night{{args[0], args[1]}}, args[2], args[3])
			wantUndefined(t, got, ok)
		}
	}
}

// More sleep, in bed or in a nap, never raises the debt.
func TestDebtFallsWithSleep(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		asleep := rapid.SliceOfN(rapid.Float64Range(0, 700), 1, 7).Draw(t, "asleep")
		var reported []sleep.Night
		for _, minutes := range asleep {
			reported = append(reported, sleep.Night{AsleepMinutes: minutes})
		}
		before, ok := sleep.Debt(reported, 498, 480)
		if !ok || before < 0 || before > sleep.MaximumDebtMinutes {
			t.Fatalf("debt %v, %t", before, ok)
		}
		reported[rapid.IntRange(0, len(reported)-1).Draw(t, "night")].NapMinutes = 30
		if after, ok := sleep.Debt(reported, 498, 480); !ok || after > before {
			t.Fatalf("debt %v, %t after a nap, was %v", after, ok, before)
		}
	})
}
