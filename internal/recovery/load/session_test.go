package load_test

import (
	"testing"

	"fallow.dev/fallow/internal/recovery/load"
)

func TestSessionRPE(t *testing.T) {
	for name, c := range map[string]struct{ rpe, minutes, want float64 }{
		"threshold session":       {7, 75, 525},
		"half points are allowed": {3.5, 40, 140},
		"no exertion":             {0, 60, 0},
		"no time":                 {8, 0, 0},
		"longest session":         {10, load.MaximumSessionMinutes, 100_800},
	} {
		t.Run(name, func(t *testing.T) {
			got, ok := load.SessionRPE(c.rpe, c.minutes)
			want(t, got, ok, c.want, 9)
		})
	}
	for name, c := range map[string]struct{ rpe, minutes float64 }{
		"Borg 6-20 instead of CR-10": {13, 60},
		"seconds instead of minutes": {5, 4 * 3600},
		"negative duration":          {5, -60},
	} {
		t.Run(name, func(t *testing.T) {
			got, ok := load.SessionRPE(c.rpe, c.minutes)
			wantUndefined(t, got, ok)
		})
	}
	for _, x := range absurd {
		got, ok := load.SessionRPE(x, 60)
		wantUndefined(t, got, ok)
		got, ok = load.SessionRPE(5, x)
		wantUndefined(t, got, ok)
	}
}

func TestTRIMP(t *testing.T) {
	for name, c := range map[string]struct {
		minutes, x float64
		weighting  load.Weighting
		want       float64
		digits     int
	}{
		// The widespread bug, 0.64 for both sexes, gives 90.42.
		"woman, an hour at 0.7143":      {60, .7143, load.Female, 121.50, 2},
		"man, an hour at 0.7143":        {60, .7143, load.Male, 108.10, 2},
		"at rest":                       {60, 0, load.Male, 0, 9},
		"at maximum, a·exp(b) a minute": {1, 1, load.Male, 4.3654, 4},
	} {
		t.Run(name, func(t *testing.T) {
			got, ok := load.TRIMP(c.minutes, c.x, c.weighting)
			want(t, got, ok, c.want, c.digits)
		})
	}
	for name, c := range map[string]struct {
		minutes, x float64
		weighting  load.Weighting
	}{
		"no weighting":               {60, .7, 0},
		"unknown weighting":          {60, .7, load.Male + 1},
		"heart rate below resting":   {60, -.01, load.Female},
		"heart rate above maximum":   {60, 1.01, load.Female},
		"percent instead of a share": {60, 71, load.Female},
	} {
		t.Run(name, func(t *testing.T) {
			got, ok := load.TRIMP(c.minutes, c.x, c.weighting)
			wantUndefined(t, got, ok)
		})
	}
	for _, x := range absurd {
		got, ok := load.TRIMP(x, .7, load.Female)
		wantUndefined(t, got, ok)
		got, ok = load.TRIMP(60, x, load.Female)
		wantUndefined(t, got, ok)
	}
}

func TestReserveFraction(t *testing.T) {
	got, ok := load.ReserveFraction(150, 50, 190)
	want(t, got, ok, .7143, 4)
	got, ok = load.ReserveFraction(46, 46, 188)
	want(t, got, ok, 0, 9)
	got, ok = load.ReserveFraction(188, 46, 188)
	want(t, got, ok, 1, 9)

	for name, c := range map[string]struct{ average, resting, maximum float64 }{
		"average under resting":   {44, 46, 188},
		"average above maximum":   {190, 46, 188},
		"anchors exchanged":       {150, 188, 46},
		"no reserve":              {60, 60, 60},
		"resting heart rate of 0": {150, 0, 188},
	} {
		t.Run(name, func(t *testing.T) {
			got, ok := load.ReserveFraction(c.average, c.resting, c.maximum)
			wantUndefined(t, got, ok)
		})
	}
}
