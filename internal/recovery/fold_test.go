package recovery_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"fallow.dev/fallow/internal/recovery"
)

// fold enters reports one after another; none may be refused.
func fold(tb rapid.TB, l recovery.Ledger, at recovery.Calendar, reports ...recovery.Report) recovery.Ledger {
	tb.Helper()
	for i := range reports {
		var refusal *recovery.Refusal
		if l, refusal = recovery.Fold(l, &reports[i], at); refusal != nil {
			tb.Fatalf("report %d is refused: %v", i, refusal)
		}
	}
	return l
}

func wantSame(tb rapid.TB, what string, want, got *recovery.Ledger) {
	tb.Helper()
	if !recovery.Equal(want, got) {
		tb.Fatalf("%s (-want +got):\n%s", what, cmp.Diff(want, got))
	}
}

// calendar is that of a day in the athlete's home zone.
func calendar(tb testing.TB, today recovery.Day) recovery.Calendar {
	tb.Helper()
	return recovery.Calendar{Today: today, Zone: location(tb, home)}
}

// anyReport draws a valid report of a day: any part may be missing, values come
// from a few, so that reports of the same thing tie often.
func anyReport(t *rapid.T, day recovery.Day, zone *time.Location) recovery.Report {
	r := recovery.Report{
		Day: day, Source: rapid.SampledFrom([]string{"strap", "watch", "phone"}).Draw(t, "source"),
		Revision: rapid.Int32Range(0, 2).Draw(t, "revision"), Retract: rapid.IntRange(0, 4).Draw(t, "retract") == 0,
		RestDay: rapid.Bool().Draw(t, "rest day"), NapMinutes: rapid.SampledFrom([]int32{0, 0, 20, 30}).Draw(t, "naps"),
	}
	for range rapid.IntRange(0, 3).Draw(t, "observations") {
		r.Observations = append(r.Observations, anyObservation(t, day, zone))
	}
	for item := range r.Wellness {
		r.Wellness[item] = rapid.Int32Range(0, 5).Draw(t, "answer")
	}
	if rapid.Bool().Draw(t, "slept") {
		onset := rapid.IntRange(-120, 60).Draw(t, "onset")
		wake := rapid.IntRange(360, 540).Draw(t, "wake")
		r.Sleep = &recovery.MainSleep{
			Onset: day.At(onset, zone), Wake: day.At(wake, zone),
			AsleepMinutes: rapid.SampledFrom([]int32{recovery.Missing, 200, 240}).Draw(t, "asleep"),
		}
	}
	if rapid.Bool().Draw(t, "context") {
		r.Context = &recovery.Context{
			Alcohol: rapid.Bool().Draw(t, "alcohol"), Medication: rapid.Bool().Draw(t, "medication"),
			TravelZones: rapid.Int32Range(-12, 12).Draw(t, "zones"), AltitudeMetres: rapid.Int32Range(0, 4000).Draw(t, "altitude"),
		}
	}
	if rapid.Bool().Draw(t, "symptoms") {
		r.Symptoms = &recovery.Symptoms{
			Illness:        recovery.Illness(rapid.IntRange(0, 2).Draw(t, "illness")),
			FeverFreeHours: rapid.Int32Range(-1, 60).Draw(t, "fever free"),
		}
	}
	for i := range rapid.IntRange(0, 2).Draw(t, "sessions") {
		r.Sessions = append(r.Sessions, anySession(t, day, 6+i, zone))
	}
	return r
}

func anyObservation(t *rapid.T, day recovery.Day, zone *time.Location) recovery.Observation {
	o := recovery.Observation{
		Marker: recovery.RMSSD, Unit: "ms", Method: rapid.SampledFrom([]string{"MorningSupine", "Night"}).Draw(t, "method"),
		Value:           rapid.SampledFrom([]float64{40, 55.5, 70}).Draw(t, "value"),
		ArtefactPercent: rapid.SampledFrom([]float64{-1, 0, 3, 9}).Draw(t, "artefacts"),
	}
	if rapid.Bool().Draw(t, "heart rate") {
		o.Marker, o.Unit = recovery.RestingHeartRate, "/min"
	}
	if minute := rapid.IntRange(-1, 1).Draw(t, "measured"); minute >= 0 {
		o.Measured = day.At(400+minute, zone)
	}
	return o
}

// anySession draws a session that begins in a given hour, up to five days before.
func anySession(t *rapid.T, day recovery.Day, hour int, zone *time.Location) recovery.Session {
	began := day - recovery.Day(rapid.IntRange(0, 5).Draw(t, "days ago"))
	return recovery.Session{
		Kind:      rapid.SampledFrom([]recovery.SessionKind{"Run", recovery.Strength, recovery.Race}).Draw(t, "kind"),
		Intensity: recovery.Intensity(rapid.IntRange(0, 4).Draw(t, "intensity")), Start: began.At(60*hour, zone),
		Minutes: rapid.Int32Range(1, 90).Draw(t, "minutes"), RPE: rapid.Int32Range(-1, 10).Draw(t, "RPE"),
		Watts: rapid.SampledFrom([]int32{0, 250}).Draw(t, "watts"), Eccentric: rapid.Bool().Draw(t, "eccentric"),
	}
}

// TestFoldInAnyOrder: reports of one history, shuffled, delivered late and more
// than once, corrected and retracted, give the same columns in every byte.
func TestFoldInAnyOrder(t *testing.T) {
	at := calendar(t, startDay+100)
	rapid.Check(t, func(t *rapid.T) {
		var reports []recovery.Report
		for range rapid.IntRange(1, 12).Draw(t, "reports") {
			day := startDay + recovery.Day(rapid.SampledFrom([]int{0, 1, 2, 7, 40, 90}).Draw(t, "day"))
			reports = append(reports, anyReport(t, day, at.Zone))
		}
		want := fold(t, recovery.Ledger{}, at, reports...)
		again := rapid.Permutation(slices.Concat(reports, reports)).Draw(t, "delivery")
		got := fold(t, recovery.Ledger{}, at, again...)
		wantSame(t, "another order", &want, &got)
	})
}

// TestFoldChangesOnlyItsResult: the ledger and the report that it is given stay
// as they were.
func TestFoldChangesOnlyItsResult(t *testing.T) {
	at := calendar(t, startDay+120)
	rapid.Check(t, func(t *rapid.T) {
		l := fold(t, recovery.Ledger{}, at, anyReport(t, startDay, at.Zone), anyReport(t, startDay+3, at.Zone))
		r := anyReport(t, startDay+recovery.Day(rapid.IntRange(-7, 110).Draw(t, "day")), at.Zone)
		ledger, report := fmt.Sprintf("%+v", l), fmt.Sprintf("%+v", r)
		if _, refusal := recovery.Fold(l, &r, at); refusal != nil {
			t.Fatal(refusal)
		}
		if got := fmt.Sprintf("%+v", l); got != ledger {
			t.Errorf("the ledger changed (-want +got):\n%s", cmp.Diff(ledger, got))
		}
		if got := fmt.Sprintf("%+v", r); got != report {
			t.Errorf("the report changed (-want +got):\n%s", cmp.Diff(report, got))
		}
	})
}

// TestFoldKeepsNoOldDays: days that newer ones pushed out leave nothing, except
// since when a series is known.
func TestFoldKeepsNoOldDays(t *testing.T) {
	zone := location(t, home)
	rapid.Check(t, func(t *rapid.T) {
		gap := recovery.HistoryDays + 12 + recovery.Day(rapid.IntRange(0, 1000).Draw(t, "gap"))
		at := recovery.Calendar{Today: startDay + gap + 20, Zone: zone}
		var old, recent []recovery.Report
		for range rapid.IntRange(1, 4).Draw(t, "old") {
			old = append(old, anyReport(t, startDay+recovery.Day(rapid.IntRange(0, 6).Draw(t, "day")), zone))
		}
		for range rapid.IntRange(1, 4).Draw(t, "recent") {
			recent = append(recent, anyReport(t, startDay+gap+recovery.Day(rapid.IntRange(0, 6).Draw(t, "day")), zone))
		}
		want := fold(t, recovery.Ledger{}, at, recent...)
		got := fold(t, recovery.Ledger{}, at, slices.Concat(old, recent)...)
		for i := range got.Series {
			got.Series[i].Since = want.Series[i].Since
		}
		wantSame(t, "after older days", &want, &got)
	})
}

// TestCorrections: of two reports of the same thing, in either order, which one
// counts.
func TestCorrections(t *testing.T) {
	at := calendar(t, startDay)
	type value struct {
		rmssd, artefacts float64
		minute, revision int
		retract, heart   bool
	}
	tests := map[string]struct{ loses, wins value }{
		"a higher revision":                     {value{rmssd: 60}, value{rmssd: 70, revision: 1}},
		"a correction of lower quality":         {value{rmssd: 60}, value{rmssd: 70, revision: 1, artefacts: 4}},
		"a retraction of the same revision":     {value{rmssd: 60}, value{retract: true}},
		"a retraction of a correction":          {value{rmssd: 60, revision: 1}, value{retract: true, revision: 1}},
		"an older retraction does not hold":     {value{retract: true}, value{rmssd: 60, revision: 1}},
		"fewer artefacts":                       {value{rmssd: 60, artefacts: 3}, value{rmssd: 70}},
		"measured later":                        {value{rmssd: 60, minute: 1}, value{rmssd: 70, minute: 2}},
		"the lower lnRMSSD of equals":           {value{rmssd: 70}, value{rmssd: 60}},
		"the higher resting heart rate":         {value{rmssd: 60, heart: true}, value{rmssd: 70, heart: true}},
		"rejected for artefacts against usable": {value{rmssd: 60, artefacts: 20}, value{rmssd: 70, artefacts: 4.9}},
	}
	report := func(v value) recovery.Report {
		o := recovery.Observation{Marker: recovery.RMSSD, Unit: "ms", Value: max(10, v.rmssd), ArtefactPercent: v.artefacts}
		if v.heart {
			o.Marker, o.Unit = recovery.RestingHeartRate, "/min"
		}
		if v.minute > 0 {
			o.Measured = startDay.At(400+v.minute, at.Zone)
		}
		return recovery.Report{Day: startDay, Source: "strap", Revision: int32(v.revision), Retract: v.retract, Observations: []recovery.Observation{o}}
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			want := int32(10 * tt.wins.rmssd)
			if tt.wins.retract {
				want = recovery.Missing
			}
			for _, order := range [][]recovery.Report{{report(tt.loses), report(tt.wins)}, {report(tt.wins), report(tt.loses)}} {
				l := fold(t, recovery.Ledger{}, at, order...)
				if got := l.Series[0].Column.At(0); got != want {
					t.Errorf("kept %d, want %d", got, want)
				}
			}
		})
	}
}

// TestRetractedThings: each thing that a report can name is withdrawn by the same
// report with retract set, and back with a higher revision.
func TestRetractedThings(t *testing.T) {
	at := calendar(t, startDay)
	full := recovery.Report{
		Day: startDay, Source: "strap", Wellness: recovery.Wellness{3, 3, 3, 3, 3}, NapMinutes: 20, RestDay: true,
		Observations: []recovery.Observation{{Marker: recovery.RMSSD, Unit: "ms", Value: 60, ArtefactPercent: -1}},
		Sleep:        &recovery.MainSleep{Onset: startDay.At(-60, at.Zone), Wake: startDay.At(420, at.Zone), AsleepMinutes: 440},
		Context:      &recovery.Context{Alcohol: true}, Symptoms: &recovery.Symptoms{Illness: recovery.Systemic},
		Sessions: []recovery.Session{{Kind: "Run", Start: startDay.At(1000, at.Zone), Minutes: 60, RPE: 5, Intensity: recovery.Easy}},
	}
	withdrawn, restored := full, full
	withdrawn.Retract = true
	restored.Revision = 1
	once := fold(t, recovery.Ledger{}, at, full)
	gone := fold(t, once, at, withdrawn)
	back := fold(t, gone, at, restored)
	for name, read := range map[string]func(*recovery.Ledger) int32{
		"RMSSD":    func(l *recovery.Ledger) int32 { return l.Series[0].Column.At(0) },
		"wellness": func(l *recovery.Ledger) int32 { return l.Wellness[recovery.Mood].At(0) },
		"asleep":   func(l *recovery.Ledger) int32 { return l.Sleep.Asleep.At(0) },
		"onset":    func(l *recovery.Ledger) int32 { return l.Sleep.Onset.At(0) },
		"nap":      func(l *recovery.Ledger) int32 { return l.Sleep.Nap.At(0) },
		"context":  func(l *recovery.Ledger) int32 { return l.Context.At(0) },
		"symptoms": func(l *recovery.Ledger) int32 { return l.Symptoms.At(0) },
		"rest day": func(l *recovery.Ledger) int32 { return l.RestDays.At(0) },
		"session": func(l *recovery.Ledger) int32 {
			if len(l.Sessions) != 1 || l.Sessions[0].Withdrawn {
				return recovery.Missing
			}
			return l.Sessions[0].Minutes
		},
	} {
		if first := read(&once); first == recovery.Missing || read(&gone) != recovery.Missing || read(&back) != first {
			t.Errorf("%s: %d, withdrawn %d, restored %d", name, first, read(&gone), read(&back))
		}
	}
}

// TestFoldKeepsDays: columns end at the newest accepted day, hold 105 days, and
// begin with the first day that has anything in it.
func TestFoldKeepsDays(t *testing.T) {
	at := calendar(t, startDay+400)
	answered := func(day recovery.Day) recovery.Report {
		return recovery.Report{Day: day, Source: "phone", Wellness: recovery.Wellness{3, 3, 3, 3, 3}}
	}
	steps := []struct {
		report   recovery.Report
		first    recovery.Day
		days     int
		answered int // days with an answer
	}{
		{answered(startDay + 50), startDay + 50, 1, 1},
		{answered(startDay + 43), startDay + 43, 8, 2},
		{answered(startDay), startDay, 51, 3},
		{answered(startDay + 104), startDay, 105, 4},
		{answered(startDay + 105), startDay + 43, 63, 4},
		{recovery.Report{Day: startDay + 148, Source: "phone"}, startDay + 50, 99, 3},
		{recovery.Report{Day: startDay + 390, Source: "phone"}, startDay + 390, 1, 0},
	}
	var l recovery.Ledger
	for i, step := range steps {
		l = fold(t, l, at, step.report)
		n := 0
		for row := range l.Days {
			if l.Wellness[recovery.Stress].At(row) != recovery.Missing {
				n++
			}
		}
		if l.First != step.first || l.Days != step.days || n != step.answered {
			t.Errorf("step %d: %d days from %s, %d answered, want %d from %s, %d", i, l.Days, l.First, n, step.days, step.first, step.answered)
		}
	}
}

// TestSeriesRetire: at most 48 series are kept; the one silent for longest goes.
func TestSeriesRetire(t *testing.T) {
	at := calendar(t, startDay+recovery.Day(2*recovery.MaxSeries))
	observed := func(i int) recovery.Report {
		return recovery.Report{
			Day: startDay + recovery.Day(2*i), Source: fmt.Sprintf("device-%02d", i),
			Observations: []recovery.Observation{{Marker: recovery.RMSSD, Unit: "ms", Value: 60, ArtefactPercent: -1}},
		}
	}
	var l recovery.Ledger
	for i := range recovery.MaxSeries + 1 {
		l = fold(t, l, at, observed(i))
	}
	if len(l.Series) != recovery.MaxSeries || l.Series[0].Source != "device-01" {
		t.Errorf("%d series from %s, want the first device retired", len(l.Series), l.Series[0].Source)
	}
}
