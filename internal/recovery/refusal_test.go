package recovery_test

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"fallow.dev/fallow/internal/recovery"
)

// TestRefusals: what cannot be used is refused as a whole, by field, without
// repeating the value, and leaves no trace.
func TestRefusals(t *testing.T) {
	at := calendar(t, startDay+200)
	today := startDay + 200
	observed := func(change func(*recovery.Observation)) func(*recovery.Report) {
		return func(r *recovery.Report) {
			o := recovery.Observation{Marker: recovery.RMSSD, Unit: "ms", Value: 60, ArtefactPercent: -1}
			change(&o)
			r.Observations = append(r.Observations, recovery.Observation{Marker: recovery.RMSSD, Unit: "ms", Value: 60}, o)
		}
	}
	slept := func(change func(*recovery.MainSleep)) func(*recovery.Report) {
		return func(r *recovery.Report) {
			r.Sleep = &recovery.MainSleep{Onset: today.At(-60, at.Zone), Wake: today.At(420, at.Zone), AsleepMinutes: 440}
			change(r.Sleep)
		}
	}
	session := func(change func(*recovery.Session)) func(*recovery.Report) {
		return func(r *recovery.Report) {
			s := recovery.Session{Kind: "Run", Intensity: recovery.Easy, Start: today.At(600, at.Zone), Minutes: 60, RPE: 4}
			change(&s)
			r.Sessions = append(r.Sessions, s)
		}
	}
	tests := map[string]struct {
		change func(*recovery.Report)
		reason recovery.RefusalReason
		field  string
		value  any // that the text must not show; nil: none was given
	}{
		"later than tomorrow":    {func(r *recovery.Report) { r.Day = today + 2 }, recovery.RefusedInFuture, "day", today + 2},
		"two years ahead":        {func(r *recovery.Report) { r.Day = today + 730 }, recovery.RefusedInFuture, "day", today + 730},
		"the last day there is":  {func(r *recovery.Report) { r.Day = math.MaxInt32 }, recovery.RefusedInFuture, "day", nil},
		"older than the columns": {func(r *recovery.Report) { r.Day = today - 105 }, recovery.RefusedTooOld, "day", today - 105},
		"the epoch":              {func(r *recovery.Report) { r.Day = 0 }, recovery.RefusedTooOld, "day", recovery.Day(0)},
		"the first day there is": {func(r *recovery.Report) { r.Day = math.MinInt32 }, recovery.RefusedTooOld, "day", nil},
		"negative revision":      {func(r *recovery.Report) { r.Revision = -7 }, recovery.RefusedRange, "revision", -7},

		"unknown marker":       {observed(func(o *recovery.Observation) { o.Marker = "Vibes" }), recovery.RefusedUnknownMarker, "observations[1].marker", "Vibes"},
		"no marker":            {observed(func(o *recovery.Observation) { o.Marker = "" }), recovery.RefusedUnknownMarker, "observations[1].marker", nil},
		"wrong unit":           {observed(func(o *recovery.Observation) { o.Unit = "furlong" }), recovery.RefusedUnit, "observations[1].unit", "furlong"},
		"seconds for ms":       {observed(func(o *recovery.Observation) { o.Value = 0.0624 }), recovery.RefusedRange, "observations[1].value", 0.0624},
		"under the range":      {observed(func(o *recovery.Observation) { o.Value = 2.99 }), recovery.RefusedRange, "observations[1].value", 2.99},
		"over the range":       {observed(func(o *recovery.Observation) { o.Value = 300.1 }), recovery.RefusedRange, "observations[1].value", 300.1},
		"negative":             {observed(func(o *recovery.Observation) { o.Value = -62 }), recovery.RefusedRange, "observations[1].value", -62},
		"not a number":         {observed(func(o *recovery.Observation) { o.Value = math.NaN() }), recovery.RefusedRange, "observations[1].value", math.NaN()},
		"infinite":             {observed(func(o *recovery.Observation) { o.Value = math.Inf(1) }), recovery.RefusedRange, "observations[1].value", math.Inf(1)},
		"negative infinite":    {observed(func(o *recovery.Observation) { o.Value = math.Inf(-1) }), recovery.RefusedRange, "observations[1].value", math.Inf(-1)},
		"overflowing":          {observed(func(o *recovery.Observation) { o.Value = 1e308 }), recovery.RefusedRange, "observations[1].value", 1e308},
		"artefacts over all":   {observed(func(o *recovery.Observation) { o.ArtefactPercent = 177 }), recovery.RefusedRange, "observations[1].artefactPercent", 177},
		"artefacts no number":  {observed(func(o *recovery.Observation) { o.ArtefactPercent = math.NaN() }), recovery.RefusedRange, "observations[1].artefactPercent", math.NaN()},
		"heart rate of a bird": {observed(func(o *recovery.Observation) { o.Marker, o.Unit, o.Value = recovery.RestingHeartRate, "/min", 600 }), recovery.RefusedRange, "observations[1].value", 600},

		"answer over 5":  {func(r *recovery.Report) { r.Wellness[recovery.Mood] = 77 }, recovery.RefusedRange, "wellness", 77},
		"answer under 0": {func(r *recovery.Report) { r.Wellness[recovery.Mood] = -3 }, recovery.RefusedRange, "wellness", -3},

		"nap of two days":          {func(r *recovery.Report) { r.NapMinutes = 2880 }, recovery.RefusedSleep, "sleep.naps", 2880},
		"nap of less than nothing": {func(r *recovery.Report) { r.NapMinutes = -22 }, recovery.RefusedSleep, "sleep.naps", -22},
		"wake on the day before":   {slept(func(s *recovery.MainSleep) { s.Wake = today.At(-10, at.Zone) }), recovery.RefusedSleep, "sleep.wake", nil},
		"wake on the day after":    {slept(func(s *recovery.MainSleep) { s.Wake = today.At(1500, at.Zone) }), recovery.RefusedSleep, "sleep.wake", nil},
		"end before start":         {slept(func(s *recovery.MainSleep) { s.Onset = today.At(421, at.Zone) }), recovery.RefusedSleep, "sleep.onset", nil},
		"no time at all":           {slept(func(s *recovery.MainSleep) { s.Onset = s.Wake }), recovery.RefusedSleep, "sleep.onset", nil},
		"onset two days ago":       {slept(func(s *recovery.MainSleep) { s.Onset = today.At(-800, at.Zone) }), recovery.RefusedSleep, "sleep.onset", nil},
		"asleep longer than in it": {slept(func(s *recovery.MainSleep) { s.AsleepMinutes = 481 }), recovery.RefusedSleep, "sleep.asleepMinutes", 481},
		"asleep under nothing":     {slept(func(s *recovery.MainSleep) { s.AsleepMinutes = -33 }), recovery.RefusedSleep, "sleep.asleepMinutes", -33},

		"zones round the world":    {func(r *recovery.Report) { r.Context = &recovery.Context{TravelZones: 33} }, recovery.RefusedRange, "context.travelZones", 33},
		"zones that overflow":      {func(r *recovery.Report) { r.Context = &recovery.Context{TravelZones: math.MinInt32} }, recovery.RefusedRange, "context.travelZones", math.MinInt32},
		"altitude of an aeroplane": {func(r *recovery.Report) { r.Context = &recovery.Context{AltitudeMetres: 11111} }, recovery.RefusedRange, "context.altitudeMetres", 11111},
		"altitude that overflows":  {func(r *recovery.Report) { r.Context = &recovery.Context{AltitudeMetres: math.MaxInt32} }, recovery.RefusedRange, "context.altitudeMetres", math.MaxInt32},
		"unknown class of illness": {func(r *recovery.Report) { r.Symptoms = &recovery.Symptoms{Illness: 77} }, recovery.RefusedRange, "symptoms.illness", 77},
		"fever free since ever":    {func(r *recovery.Report) { r.Symptoms = &recovery.Symptoms{FeverFreeHours: 999} }, recovery.RefusedRange, "symptoms.feverFreeHours", 999},

		"session without end":    {session(func(s *recovery.Session) { s.Minutes = 2222 }), recovery.RefusedSession, "sessions[0].durationMinutes", 2222},
		"session of no time":     {session(func(s *recovery.Session) { s.Minutes = 0 }), recovery.RefusedSession, "sessions[0].durationMinutes", nil},
		"RPE on the wrong scale": {session(func(s *recovery.Session) { s.RPE = 15 }), recovery.RefusedSession, "sessions[0].rpe", 15},
		"negative RPE":           {session(func(s *recovery.Session) { s.RPE = -2 }), recovery.RefusedSession, "sessions[0].rpe", -2},
		"unknown intensity":      {session(func(s *recovery.Session) { s.Intensity = 55 }), recovery.RefusedSession, "sessions[0].intensity", 55},
		"negative power":         {session(func(s *recovery.Session) { s.Watts = -44 }), recovery.RefusedSession, "sessions[0].averagePowerWatts", -44},
		"power of a power plant": {session(func(s *recovery.Session) { s.Watts = math.MaxInt32 }), recovery.RefusedSession, "sessions[0].averagePowerWatts", math.MaxInt32},
		"session of another day": {session(func(s *recovery.Session) { s.Start = today.At(1440, at.Zone) }), recovery.RefusedSession, "sessions[0].startedAt", nil},
		"session of last year":   {session(func(s *recovery.Session) { s.Start = today.At(-105*1440, at.Zone) }), recovery.RefusedTooOld, "sessions[0].startedAt", nil},
		"session of the epoch":   {session(func(s *recovery.Session) { s.Start = time.Time{} }), recovery.RefusedTooOld, "sessions[0].startedAt", nil},
		"two in the same minute": {func(r *recovery.Report) {
			session(func(*recovery.Session) {})(r)
			session(func(s *recovery.Session) { s.Start = s.Start.Add(59 * time.Second) })(r)
		}, recovery.RefusedDuplicate, "sessions[1].startedAt", nil},
	}
	before := fold(t, recovery.Ledger{}, at, recovery.Report{Day: today, Source: "strap", Wellness: recovery.Wellness{4, 4, 4, 4, 4}})
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			r := recovery.Report{Day: today, Source: "strap", Wellness: recovery.Wellness{3, 3, 3, 3, 3}}
			tt.change(&r)
			after, refusal := recovery.Fold(before, &r, at)
			if refusal == nil || refusal.Reason != tt.reason || refusal.Field != tt.field {
				t.Fatalf("got %#v, want %s of %s", refusal, tt.reason, tt.field)
			}
			wantSame(t, "a refused report left a trace", &before, &after)
			text := strings.TrimPrefix(refusal.Error(), "spec."+tt.field+": ")
			if text == refusal.Error() || len(text) < 10 || refusal.Remedy != text {
				t.Errorf("%q does not name the field and what to do", refusal.Error())
			}
			if tt.value != nil && strings.Contains(text, fmt.Sprint(tt.value)) {
				t.Errorf("%q repeats the value", text)
			}
		})
	}
}

// TestTooManySources: at most four new sources of markers a week, so that a
// device that renames itself cannot fill the ledger.
func TestTooManySources(t *testing.T) {
	at := calendar(t, startDay+200)
	from := func(source string, day recovery.Day) recovery.Report {
		return recovery.Report{Day: day, Source: source, Observations: []recovery.Observation{{Marker: recovery.RMSSD, Unit: "ms", Value: 60, ArtefactPercent: -1}}}
	}
	l := recovery.Ledger{}
	for i, source := range []string{"a", "b", "c", "d"} {
		l = fold(t, l, at, from(source, startDay+recovery.Day(i)))
	}
	fifth := from("e", startDay+5)
	same, refusal := recovery.Fold(l, &fifth, at)
	if refusal == nil || refusal.Reason != recovery.RefusedSeries || refusal.Field != "source" {
		t.Fatalf("got %#v, want the fifth source of a week refused", refusal)
	}
	wantSame(t, "a refused report left a trace", &l, &same)
	fold(t, l, at, from("a", startDay+5), from("e", startDay+8), recovery.Report{Day: startDay + 5, Source: "e", Wellness: recovery.Wellness{3, 3, 3, 3, 3}})
}

// TestTooManySessions: the bound counts sessions, not deliveries.
func TestTooManySessions(t *testing.T) {
	at := calendar(t, startDay+100)
	day := func(i int, from, n int) recovery.Report {
		r := recovery.Report{Day: startDay + recovery.Day(i), Source: "watch"}
		for j := range n {
			r.Sessions = append(r.Sessions, recovery.Session{Kind: "Run", Intensity: recovery.Easy, Start: r.Day.At(60+from+j, at.Zone), Minutes: 1, RPE: 1})
		}
		return r
	}
	var l recovery.Ledger
	const perDay = 10
	for i := range recovery.MaxSessions / perDay {
		l = fold(t, l, at, day(i, 0, perDay))
	}
	more := day(0, perDay, 1)
	same, refusal := recovery.Fold(l, &more, at)
	if refusal == nil || refusal.Reason != recovery.RefusedSessions || refusal.Field != "sessions" {
		t.Fatalf("got %#v, want one session too many refused", refusal)
	}
	wantSame(t, "a refused report left a trace", &l, &same)
	again := fold(t, l, at, day(5, 0, perDay))
	wantSame(t, "a second delivery", &l, &again)
	retracted := day(5, 0, 1)
	retracted.Retract = true
	fold(t, l, at, retracted)
}
