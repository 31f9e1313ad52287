package recovery

import (
	"math"
	"testing"
	"time"
)

// diary is a ledger written day by day with values around a usual level, so that
// references are known: lnRMSSD 4.1, heart rate 47 /min and every answer 3.5, each
// alternating by some SD; nights of 8 h.
type diary struct {
	tb    testing.TB
	l     Ledger
	first Day
	today Day
}

// Usual levels and their alternation.
const (
	usualLn, swingLn       = 4.1, .25
	usualHeart, swingHeart = 47.0, 3.0
)

// page is what is written on one day; its zero value is a usual day.
type page struct {
	ln, heart float64 // in swings from the usual level
	answer    int32   // every item; 0: 3 and 4 in turn
	mute      bool    // nothing
	nothing   bool    // no markers
	artefacts float64
	asleep    int32 // minutes, 0: 480
	context   Context
	sessions  []Session
	rest      bool // reported as a day without training
	symptoms  Illness
}

// usually writes a number of usual days from 2026-01-05.
func usually(tb testing.TB, days int) *diary {
	tb.Helper()
	d := &diary{tb: tb, first: 20458, today: 20458}
	for range days {
		d.write(page{})
	}
	return d
}

func (d *diary) write(p page) *diary {
	d.tb.Helper()
	day := d.today
	d.today++
	r := Report{Day: day, Source: "strap", Sessions: p.sessions, RestDay: p.rest, Context: &p.context}
	if p.symptoms != NoIllness {
		r.Symptoms = &Symptoms{Illness: p.symptoms, FeverFreeHours: -1}
	}
	turn := float64(2*(day%2)) - 1
	if !p.mute && !p.nothing {
		r.Observations = []Observation{
			{Marker: RMSSD, Unit: "ms", Value: math.Exp(usualLn + swingLn*(p.ln+turn)), ArtefactPercent: p.artefacts},
			{Marker: RestingHeartRate, Unit: "/min", Value: usualHeart + swingHeart*(p.heart+turn), ArtefactPercent: -1},
		}
	}
	if !p.mute {
		for i := range r.Wellness {
			r.Wellness[i] = p.answer
			if p.answer == 0 {
				r.Wellness[i] = 3 + int32(day%2)
			}
		}
		wake := day.At(420, time.UTC)
		asleep := int32(480)
		if p.asleep != 0 {
			asleep = p.asleep
		}
		r.Sleep = &MainSleep{Onset: wake.Add(-9 * time.Hour), Wake: wake, AsleepMinutes: asleep}
	}
	var refusal *Refusal
	if d.l, refusal = Fold(d.l, &r, Calendar{Today: day, Zone: time.UTC}); refusal != nil {
		d.tb.Fatal(refusal)
	}
	return d
}

// judge records a verdict for each of the last days.
func (d *diary) judge(days int, verdict Verdict) {
	for back := days; back > 0; back-- {
		verdict.Day = d.today - Day(back)
		d.l.Verdicts = append(d.l.Verdicts, verdict)
	}
}

func (d *diary) assess(inEpisode bool) Assessment {
	p := Default()
	return d.assessWith(&p, inEpisode)
}

func (d *diary) assessWith(p *Params, inEpisode bool) Assessment {
	return Assess(&d.l, d.today-1, &Athlete{SleepNeedMinutes: 480}, inEpisode, p)
}

func wantNear(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tolerance) {
		t.Errorf("%s: got %.4f, want %.4f", what, got, want)
	}
}
