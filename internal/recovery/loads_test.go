package recovery

import (
	"math"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// TestLoad: high is what lies over the athlete's own 90th percentile of strain and
// of weekly load. A usual week here is six runs of 40 to 60 min and a day of rest.
func TestLoad(t *testing.T) {
	usual := []int32{0, 60, 40, 55, 45, 60, 50}
	tests := map[string]struct {
		week []int32 // minutes of each of the last seven days
		want float64
	}{
		"a usual week":              {usual, 0},
		"a week off":                {make([]int32, 7), 0},
		"twice as long":             {[]int32{0, 120, 80, 110, 90, 120, 100}, 2},
		"one long day":              {[]int32{0, 60, 40, 55, 45, 60, 180}, 1}, // more, but less monotonous
		"the same work, no day off": {[]int32{44, 44, 44, 44, 44, 44, 44}, 1},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			d := usually(t, 0)
			for i := range 91 {
				minutes := usual[i%7]
				d.train(tempo(minutes+int32(i/7%3), 5), minutes > 0)
			}
			for _, minutes := range tt.week {
				d.train(tempo(minutes, 5), minutes > 0)
			}
			a := d.train(Session{}, false).assess(false)
			if got := a.Channels[Load].U; got != tt.want {
				t.Errorf("U %v, want %v", got, tt.want)
			}
			if a.Rules.Has(RuleLoadUnknown) || a.Rules.Has(RuleLoadHigh) != (tt.want >= 1) {
				t.Errorf("unknown %t, high %t", a.Rules.Has(RuleLoadUnknown), a.Rules.Has(RuleLoadHigh))
			}
		})
	}
}

// TestUnknownLoadIsNotRest: days without any word on training are unknown, cost
// confidence, and are no zeros of a week.
func TestUnknownLoadIsNotRest(t *testing.T) {
	d := usually(t, 0)
	for i := range 84 {
		d.train(tempo(60, 6), i%2 == 0)
	}
	known := *d
	for range 7 {
		known.train(Session{}, false)
		d.write(page{})
	}
	told, silent := known.assess(false), d.assess(false)
	if told.Rules.Has(RuleLoadUnknown) || !silent.Rules.Has(RuleLoadUnknown) {
		t.Errorf("reported rest is unknown: %t, silence: %t", told.Rules.Has(RuleLoadUnknown), silent.Rules.Has(RuleLoadUnknown))
	}
	wantNear(t, "confidence lost by silence", told.Confidence-silent.Confidence, .2, 1e-9)
	var h history
	p := Default()
	h.fill(&d.l, d.today-1, &p)
	if _, n := h.load.mean(today, 7); n != 0 {
		t.Errorf("%d silent days have a load", n)
	}
}

// TestNoReferenceOfLoad: before four weeks of load none is called high, at a cost
// in confidence.
func TestNoReferenceOfLoad(t *testing.T) {
	p := Default()
	for weeks, want := range map[int]float64{2: p.Load.NoReferencePenalty, 6: 0} {
		d := usually(t, 40)
		for i := range 7 * weeks {
			d.train(tempo(60, 6), i%2 == 0)
		}
		for range 7 {
			d.train(tempo(300, 9), true)
		}
		var h history
		var a Assessment
		h.fill(&d.l, d.today-1, &p)
		penalty := h.weekly(&p, &a)
		if high := a.Channels[Load].U > 0; penalty != want || high == (want > 0) {
			t.Errorf("%d weeks of load: penalty %v, high %t", weeks, penalty, high)
		}
	}
}

// TestDoubledSessions: the same bout from two devices counts once, by the one that
// knows its RPE.
func TestDoubledSessions(t *testing.T) {
	day := Day(20458)
	row := func(source string, start, minutes int64, rpe int32) SessionRow {
		return SessionRow{Source: source, Start: day.At(17*60, time.UTC).Unix()/60 + start, Day: day, Minutes: int32(minutes), RPE: rpe, Kind: "Run", Intensity: Easy}
	}
	withdrawn := row("watch", 0, 60, 6)
	withdrawn.Withdrawn = true
	tests := map[string]struct {
		rows []SessionRow
		want float64
	}{
		"one":                           {[]SessionRow{row("watch", 0, 60, 5)}, 300},
		"two sources, the same bout":    {[]SessionRow{row("phone", 0, 60, 5), row("watch", 2, 60, 5)}, 300},
		"the second knows the RPE":      {[]SessionRow{row("phone", 0, 60, Missing), row("watch", 2, 58, 5)}, 290},
		"the first knows the RPE":       {[]SessionRow{row("phone", 0, 60, 5), row("watch", 2, 58, Missing)}, 300},
		"two bouts of the day":          {[]SessionRow{row("phone", -300, 60, 5), row("watch", 0, 60, 5)}, 600},
		"one source, twice in a row":    {[]SessionRow{row("watch", 0, 60, 5), row("watch", 10, 60, 5)}, 600},
		"overlapping by less than half": {[]SessionRow{row("phone", 0, 60, 5), row("watch", 31, 60, 5)}, 600},
		"one withdrawn":                 {[]SessionRow{row("phone", 0, 60, 5), withdrawn}, 300},
		"unknown RPE makes it unknown":  {[]SessionRow{row("watch", -300, 60, 5), row("watch", 0, 60, Missing)}, math.NaN()},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			l := Ledger{First: day, Days: 1, Sessions: tt.rows}
			p := Default()
			var h history
			h.fill(&l, day, &p)
			if got := h.load[today]; got != tt.want && !(math.IsNaN(got) && math.IsNaN(tt.want)) {
				t.Errorf("got %v AU, want %v AU", got, tt.want)
			}
		})
	}
}

// TestHarderSessionNeverComforts: the same session at a higher RPE never reads as
// better performance. (Strain may fall by it, for the week is less monotonous.)
func TestHarderSessionNeverComforts(t *testing.T) {
	known := usually(t, 0)
	for i := range 84 {
		known.train(tempo(60, 6), i%3 != 0)
	}
	rapid.Check(t, func(rt *rapid.T) {
		d := *known
		for range rapid.IntRange(0, 8).Draw(rt, "days") {
			d.train(tempo(60, rapid.Int32Range(0, 10).Draw(rt, "RPE")), rapid.Bool().Draw(rt, "trained"))
		}
		rpe := rapid.Int32Range(0, 9).Draw(rt, "yesterday")
		easier, harder := d, d
		easier.train(tempo(60, rpe), true).train(Session{}, false)
		harder.train(tempo(60, rapid.Int32Range(rpe+1, 10).Draw(rt, "harder")), true).train(Session{}, false)
		a, b := easier.assess(false), harder.assess(false)
		if b.Channels[Performance].U < a.Channels[Performance].U {
			rt.Errorf("a harder session lowers U from %v to %v", a.Channels[Performance].U, b.Channels[Performance].U)
		}
	})
}
