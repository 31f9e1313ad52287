package sleep_test

import (
	"testing"

	"fallow.dev/fallow/internal/recovery/sleep"
)

// The vectors are those of the R package mctq.
func TestCorrectedMidSleep(t *testing.T) {
	const thousandthOfSecond = 1. / 60_000
	for name, c := range map[string]struct {
		answers sleep.MCTQ
		want    float64 // minutes
	}{
		"oversleeps on free days": {
			sleep.MCTQ{Workdays: 5, MidSleepFreeDays: clock(4, 0), SleepWorkdays: 360, SleepFreeDays: 480},
			clock(3, 17) + 8.571/60,
		},
		"mid-sleep before midnight": {
			sleep.MCTQ{Workdays: 3, MidSleepFreeDays: clock(23, 30), SleepWorkdays: 420, SleepFreeDays: 540},
			clock(23, 4) + 17.143/60,
		},
		"sleeps less on free days": {
			sleep.MCTQ{Workdays: 5, MidSleepFreeDays: clock(2, 15), SleepWorkdays: 540, SleepFreeDays: 420},
			clock(2, 15),
		},
		"corrected across midnight": {
			sleep.MCTQ{Workdays: 5, MidSleepFreeDays: clock(0, 10), SleepWorkdays: 360, SleepFreeDays: 480},
			clock(23, 27) + 8.571/60,
		},
		// The time before midnight is too small to show beside 24 hours.
		"corrected by a hair": {sleep.MCTQ{Workdays: 5, SleepFreeDays: 1e-20}, 0},
		"no workdays":         {sleep.MCTQ{MidSleepFreeDays: clock(4, 0), SleepFreeDays: 480}, clock(4, 0)},
	} {
		t.Run(name, func(t *testing.T) {
			got, ok := c.answers.CorrectedMidSleep()
			if !ok || got < c.want-thousandthOfSecond || got > c.want+thousandthOfSecond {
				t.Errorf("got %v, %t, want %v", got, ok, c.want)
			}
		})
	}
}

func TestSocialJetlag(t *testing.T) {
	for name, c := range map[string]struct{ work, free, want float64 }{
		"two hours later on free days":  {clock(2, 30), clock(4, 30), 120},
		"across midnight":               {clock(23, 0), clock(2, 0), 180},
		"earlier on free days":          {clock(5, 0), clock(3, 0), 120},
		"seven and a half hours":        {clock(11, 0), clock(18, 30), 450},
		"the shorter way over midnight": {clock(1, 0), clock(23, 0), 120},
		"none":                          {clock(3, 0), clock(3, 0), 0},
		"opposite sides of the clock":   {clock(3, 0), clock(15, 0), 720},
	} {
		t.Run(name, func(t *testing.T) {
			answers := sleep.MCTQ{Workdays: 5, MidSleepWorkdays: c.work, MidSleepFreeDays: c.free}
			got, ok := answers.SocialJetlag()
			want(t, got, ok, c.want, 9)
		})
	}
}

func TestMCTQUndefined(t *testing.T) {
	good := sleep.MCTQ{
		Workdays: 5, MidSleepWorkdays: 180, MidSleepFreeDays: 240, SleepWorkdays: 360, SleepFreeDays: 480,
	}
	type story struct {
		name    string
		answers sleep.MCTQ
	}
	change := func(name string, edit func(*sleep.MCTQ)) story {
		m := good
		edit(&m)
		return story{name, m}
	}
	both := []story{
		change("no free day", func(m *sleep.MCTQ) { m.Workdays = 7 }),
		change("negative workdays", func(m *sleep.MCTQ) { m.Workdays = -1 }),
		change("eight workdays", func(m *sleep.MCTQ) { m.Workdays = 8 }),
	}
	midSleep := []story{change("alarm on free days", func(m *sleep.MCTQ) { m.AlarmOnFreeDays = true })}
	jetlag := []story{change("no workday", func(m *sleep.MCTQ) { m.Workdays = 0 })}
	for _, x := range absurd {
		both = append(both, change("mid-sleep, free days", func(m *sleep.MCTQ) { m.MidSleepFreeDays = x }))
		midSleep = append(midSleep,
			change("sleep, workdays", func(m *sleep.MCTQ) { m.SleepWorkdays = x }),
			change("sleep, free days", func(m *sleep.MCTQ) { m.SleepFreeDays = x }))
		jetlag = append(jetlag, change("mid-sleep, workdays", func(m *sleep.MCTQ) { m.MidSleepWorkdays = x }))
	}
	for _, s := range append(midSleep, both...) {
		t.Run("mid-sleep: "+s.name, func(t *testing.T) {
			got, ok := s.answers.CorrectedMidSleep()
			wantUndefined(t, got, ok)
		})
	}
	for _, s := range append(jetlag, both...) {
		t.Run("social jetlag: "+s.name, func(t *testing.T) {
			got, ok := s.answers.SocialJetlag()
			wantUndefined(t, got, ok)
		})
	}
}
