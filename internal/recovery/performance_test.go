package recovery

import (
	"math"
	"testing"
	"time"
)

// trainedEvery is a diary with a threshold run of an hour and RPE 6 every third
// day, the last one two days before the end.
func trainedEvery(tb testing.TB) *diary {
	tb.Helper()
	d := usually(tb, 0)
	for i := range 69 {
		d.train(tempo(60, 6), i%3 == 0)
	}
	return d
}

func tempo(minutes, rpe int32) Session {
	return Session{Kind: "Run", Intensity: Threshold, Minutes: minutes, RPE: rpe}
}

// train writes a usual day with a session at 17:00, or with reported rest.
func (d *diary) train(s Session, trained bool) *diary {
	d.tb.Helper()
	if !trained {
		return d.write(page{rest: true})
	}
	s.Start = d.today.At(17*60, time.UTC)
	return d.write(page{sessions: []Session{s}})
}

// TestPerformance: RPE at a fixed load against the athlete's own usual one. The
// three newest comparable sessions are judged together, whose usual RPE is 6.
func TestPerformance(t *testing.T) {
	rest := Session{}
	other := func(change func(*Session)) Session { s := tempo(60, 10); change(&s); return s }
	tests := map[string]struct {
		days   []Session
		points []float64 // of the judged sessions
		age    float64   // days of the newest of them
		flag   bool
	}{
		"as usual":                {[]Session{tempo(60, 6), rest}, []float64{0, 0, 0}, 2, false},
		"once two points harder":  {[]Session{tempo(60, 8)}, []float64{0, 0, 2}, 1, false},
		"once four points harder": {[]Session{tempo(60, 10)}, []float64{0, 0, 4}, 1, false},
		"twice two points harder": {[]Session{tempo(60, 8), rest, tempo(60, 8)}, []float64{0, 2, 2}, 1, true},
		"thrice a point harder":   {[]Session{tempo(60, 7), tempo(60, 7), tempo(60, 7), rest}, []float64{1, 1, 1}, 2, false},
		"thrice a point easier":   {[]Session{tempo(60, 5), tempo(60, 5), tempo(60, 5), rest}, []float64{-1, -1, -1}, 2, false},
		"four days ago":           {[]Session{tempo(60, 8), tempo(60, 8), rest, rest, rest}, []float64{0, 2, 2}, 4, true},
		"five minutes longer":     {[]Session{tempo(65, 10)}, []float64{0, 0, 4}, 1, false},
		"longer by a fifth":       {[]Session{tempo(72, 10)}, []float64{0, 0, 0}, 4, false},
		"another intensity":       {[]Session{other(func(s *Session) { s.Intensity = High })}, []float64{0, 0, 0}, 4, false},
		"downhill":                {[]Session{other(func(s *Session) { s.Eccentric = true })}, []float64{0, 0, 0}, 4, false},
		"another kind":            {[]Session{other(func(s *Session) { s.Kind = "Ride" })}, []float64{0, 0, 0}, 4, false},
		"without RPE":             {[]Session{other(func(s *Session) { s.RPE = Missing })}, []float64{0, 0, 0}, 4, false},
		"eleven days of rest":     {make([]Session, 11), []float64{0}, 14, false},
		"twelve days of rest":     {make([]Session, 12), nil, 0, false},
	}
	sd := math.Sqrt(5. / (20 - 1 + 5)) // of twenty equal sessions, shrunk to a prior of 1
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			d := trainedEvery(t)
			for _, s := range tt.days {
				d.train(s, s != rest)
			}
			a := d.write(page{rest: true}).assess(false)
			got := a.Channels[Performance]
			var want Channel
			if tt.points != nil {
				mean := 0.0
				for _, p := range tt.points {
					mean += p / float64(len(tt.points))
				}
				want = Channel{Used: true, Fresh: math.Exp2(-tt.age / 4), Quality: 1}
				if math.Abs(mean) > .999 {
					want.U = max(-2, min(2, mean/sd))
				}
			}
			wantNear(t, "U", got.U, want.U, .05)
			wantNear(t, "freshness", got.Fresh, want.Fresh, 1e-9)
			if got.Used != want.Used || !got.Expected || a.Rules.Has(RuleDiscordance) != tt.flag {
				t.Errorf("used %t, expected %t, discordant %t", got.Used, got.Expected, a.Rules.Has(RuleDiscordance))
			}
		})
	}
}

// TestTodaysSessionIsNotJudgedToday: training changes no verdict of its own day.
func TestTodaysSessionIsNotJudgedToday(t *testing.T) {
	rested, trained := trainedEvery(t), trainedEvery(t)
	want := rested.train(Session{}, false).assess(false)
	got := trained.train(tempo(60, 10), true).assess(false)
	if got.Channels[Performance] != want.Channels[Performance] || got.Channels[Load] != want.Channels[Load] || got.Probability != want.Probability {
		t.Errorf("got %+v, want %+v", got.Channels, want.Channels)
	}
}

// TestComparablePower: mean power tells sessions apart, where both give it.
func TestComparablePower(t *testing.T) {
	p := Default()
	ride := func(watts int32) *SessionRow {
		return &SessionRow{Kind: "Ride", Intensity: Threshold, Minutes: 60, RPE: 6, Watts: watts}
	}
	for _, tt := range []struct {
		a, b int32
		want bool
	}{{250, 250, true}, {250, 262, true}, {250, 238, true}, {250, 263, false}, {250, 237, false}, {0, 300, true}, {250, 0, true}} {
		if got := p.Performance.comparable(ride(tt.a), ride(tt.b)); got != tt.want {
			t.Errorf("%d W and %d W: comparable %t", tt.a, tt.b, got)
		}
	}
}

// TestTooFewComparable: two comparable sessions are no reference.
func TestTooFewComparable(t *testing.T) {
	for n, used := range []bool{false, false, false, true} {
		d := usually(t, 30)
		for range n {
			d.train(tempo(60, 6), true)
		}
		for range 7 {
			d.train(Session{}, false)
		}
		a := d.train(tempo(60, 8), true).train(Session{}, false).assess(false)
		if c := a.Channels[Performance]; c.Used != used {
			t.Errorf("%d sessions of reference: used %t", n, c.Used)
		}
	}
}
