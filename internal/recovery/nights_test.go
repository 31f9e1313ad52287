package recovery

import (
	"math"
	"testing"
)

// TestSleepChannel: debt over seven nights, last night, and what counts as worse
// than usual. The athlete needs 8 h and usually sleeps them.
func TestSleepChannel(t *testing.T) {
	night := func(minutes int32) page { return page{asleep: minutes} }
	nights := func(n int, minutes int32) []page {
		var pages []page
		for range n {
			pages = append(pages, night(minutes))
		}
		return pages
	}
	tests := map[string]struct {
		pages []page
		debt  float64
		want  float64 // U
		fires bool
	}{
		"as needed":                {nil, 0, 0, false},
		"one short night":          {nights(1, 300), 3, .5*3./4 + .3*2, true},
		"three short nights":       {nights(3, 400), 4, .5 + .3*80./90, true},
		"repaid":                   {append(nights(2, 420), nights(2, 540)...), 0, 0, false},
		"partly repaid":            {append(nights(3, 360), nights(1, 540)...), 5, .625, true},
		"eight nights ago":         {append(nights(1, 240), nights(7, 480)...), 0, 0, false},
		"a week of short nights":   {nights(7, 360), 14, 1.75 + .3*120./90, true},
		"no night reported today":  {append(nights(2, 400), page{mute: true}), 160. / 60, .5 * 160. / 240, false},
		"two nights of seven only": {append([]page{{mute: true}, {mute: true}, {mute: true}, {mute: true}, {mute: true}}, nights(2, 300)...), math.NaN(), 0, false},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			d := usually(t, 70)
			for _, p := range tt.pages {
				d.write(p)
			}
			a := d.assess(false)
			c := a.Channels[Sleep]
			if math.IsNaN(tt.debt) {
				if c.Used || !c.Expected || !math.IsNaN(a.DebtHours) {
					t.Errorf("got %+v, debt %v, want it unused", c, a.DebtHours)
				}
				return
			}
			wantNear(t, "debt", a.DebtHours, tt.debt, 1e-9)
			wantNear(t, "U", c.U, min(2, tt.want), 1e-9)
			if a.Rules.Has(RuleSleepDebt) != tt.fires {
				t.Errorf("fires: %t", a.Rules.Has(RuleSleepDebt))
			}
		})
	}
}

// TestChronicShortSleeper: who always sleeps little is in no lasting debt, and
// sleep is not always one of their two channels.
func TestChronicShortSleeper(t *testing.T) {
	d := usually(t, 0)
	for range 70 {
		d.write(page{asleep: 390})
		a := d.assess(false)
		d.judge(1, a.verdict(Restored, 0))
	}
	a := d.assess(false)
	if a.DebtHours != 0 || a.Rules.Has(RuleSleepDebt) {
		t.Errorf("debt %v h, fires %t", a.DebtHours, a.Rules.Has(RuleSleepDebt))
	}
	d.write(page{asleep: 240})
	d.write(page{asleep: 240})
	if a = d.assess(false); !a.Rules.Has(RuleSleepDebt) {
		t.Errorf("U %v after two worse nights does not fire", a.Channels[Sleep].U)
	}
}

// TestIrregularSleep: a week of turned days and nights counts, a usual week not.
func TestIrregularSleep(t *testing.T) {
	p := Default()
	var h history
	for i := range h.onset {
		h.onset[i], h.wake[i] = 600, 1140
	}
	if got := h.irregularity(&p.Sleep); got != 0 {
		t.Errorf("regular sleep reads %v", got)
	}
	for i := today - 6; i <= today; i += 2 {
		h.onset[i], h.wake[i] = 1200, 1740
	}
	if got := h.irregularity(&p.Sleep); got <= 70 {
		t.Errorf("turned days read %v below the floor", got)
	}
	h.onset[today-3] = math.NaN()
	h.onset[today-6] = math.NaN()
	if got := h.irregularity(&p.Sleep); got != 0 {
		t.Errorf("too few nights read %v", got)
	}
}

func TestPercentile(t *testing.T) {
	for _, tt := range []struct {
		values  []float64
		percent float64
		want    float64
	}{
		{[]float64{5}, 90, 5},
		{[]float64{3, 1, 2}, 50, 2},
		{[]float64{4, 1, 3, 2}, 50, 2.5},
		{[]float64{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, 90, 9.1},
		{[]float64{1, 2}, 0, 1},
		{[]float64{1, 2}, 100, 2},
	} {
		if got := percentile(tt.values, tt.percent); math.Abs(got-tt.want) > 1e-12 {
			t.Errorf("%v %% of %v: got %v, want %v", tt.percent, tt.values, got, tt.want)
		}
	}
}

// TestRecordedNumbers: what a verdict keeps is read back to a hundredth, and what
// could not be computed stays unknown.
func TestRecordedNumbers(t *testing.T) {
	for x, want := range map[float64]float64{0: 0, 1.234: 1.23, -.005: -.01, 1e308: 90, math.Inf(-1): -90} {
		if got := recorded(record(x)); got != want {
			t.Errorf("%v reads %v, want %v", x, got, want)
		}
	}
	if got := recorded(record(math.NaN())); !math.IsNaN(got) {
		t.Errorf("unknown reads %v", got)
	}
}

// TestFewInputs: an athlete who sends only session RPE and wellness gets verdicts,
// and so does one who reports no session.
func TestFewInputs(t *testing.T) {
	for name, only := range map[string]page{"answers and sessions": {nothing: true}, "everything but sessions": {}} {
		s := scripted(t)
		d := usually(t, 0)
		for i := range 60 {
			p := only
			p.sessions = nil
			d.write(p)
			if name != "everything but sessions" {
				d.l.Sleep = SleepColumns{}
				r := Report{Day: d.today - 1, Source: "watch", Sessions: []Session{tempo(60, 6)}}
				r.Sessions[0].Start = r.Day.At(17*60+i%2, s.set.Zone)
				d.l, _ = Fold(d.l, &r, Calendar{Today: d.today, Zone: s.set.Zone})
			}
			standing, verdict, why := Step(&d.l, d.today-1, d.l.Standing, &s.set)
			d.l.Standing, d.l.Explanation = standing, why
			d.l.Verdicts = append(d.l.Verdicts, verdict)
		}
		v, _ := d.l.LastVerdict()
		if v.State != Restored || !v.Answered || v.Confidence < 40 {
			t.Errorf("%s: %+v, want a confident Restored", name, v)
		}
	}
}
