package recovery_test

import (
	"math"
	"testing"
	"time"

	"fallow.dev/fallow/internal/recovery"
	"fallow.dev/fallow/internal/simulate"
)

// TestEmptyInput: nothing known is Unknown, without a window, on the whole range
// of clocks.
func TestEmptyInput(t *testing.T) {
	set := setting(t)
	clocks := map[string]time.Time{
		"the epoch":         time.Unix(1, 0),
		"today":             startDay.At(720, set.Zone),
		"the year 1":        time.Date(1, 1, 2, 0, 0, 0, 0, time.UTC),
		"the year 9999":     time.Date(9999, 12, 30, 23, 59, 59, 0, time.UTC),
		"before the epoch":  time.Unix(-1, 0),
		"a far future":      time.Unix(1<<40, 0),
		"a leap second day": time.Date(2016, 12, 31, 23, 59, 59, 999999999, time.UTC),
	}
	for name, now := range clocks {
		t.Run(name, func(t *testing.T) {
			d := decide(t, recovery.Input{Setting: set, Now: recovery.InstantOf(now)})
			if d.Ledger.Standing.State != recovery.Unknown || d.Ledger.Standing.LastEpisode != 0 || d.Ledger.Days != 0 {
				t.Errorf("got %+v", d.Ledger.Standing)
			}
			if windows := recovery.Windows(&d.Ledger, func(int32, bool) bool { return true }, recovery.InstantOf(now)); len(windows) != 0 {
				t.Errorf("got windows %+v", windows)
			}
		})
	}
}

// TestClockJumps: a clock that jumps ahead takes no rest away before its silence
// rules do, and one that jumps back none at all.
func TestClockJumps(t *testing.T) {
	set := setting(t)
	season := simulate.Season(freshSeed, simulate.Typical(), 60, week, func(day int) simulate.Truth {
		return simulate.Truth{Illness: "None", Fatigue: simulate.Overload{FirstDay: 50, LastDay: 57, Peak: 4, HeldDays: 9}.Fatigue(day)}
	})
	days := mornings(season, &set)
	l := live(t, recovery.Ledger{}, days)
	now := days[59].Now
	if !l.Standing.Episode.Open() {
		t.Fatal("no window to try this on")
	}
	for _, back := range []recovery.Instant{1, 3600, 86400, 10 * 86400, now - 1} {
		d := decide(t, recovery.Input{Ledger: l, Setting: set, Now: now - back})
		if d.Changed {
			t.Errorf("a clock %d s back changed the ledger", back)
		}
	}
	d := decide(t, recovery.Input{Ledger: l, Setting: set, Now: now + 86400})
	if e := d.Ledger.Standing.Episode; !e.Open() || e.End < l.Standing.Episode.End {
		t.Errorf("a day ahead: %+v", e)
	}
}

// TestTenYearsAtOnce: ten years of reports in one pass are folded, judged where
// they still matter, and bounded.
func TestTenYearsAtOnce(t *testing.T) {
	set := setting(t)
	const years = 3652
	season := simulate.Season(freshSeed, simulate.Typical(), years, week, healthy)
	days := mornings(season, &set)
	d := decide(t, backlog(recovery.Ledger{}, days))
	for i, refusal := range d.Refusals {
		if refusal != nil {
			t.Fatalf("report %d is refused: %v", i, refusal)
		}
	}
	if l := d.Ledger; l.Last() != startDay+years-1 || l.Days != recovery.HistoryDays || l.Standing.State == recovery.Unknown {
		t.Errorf("%d days to %s, state %d", l.Days, l.Last(), l.Standing.State)
	}
}

// TestAbsurdReports: reports of garbage are refused one by one and change no
// verdict; the good one among them counts.
func TestAbsurdReports(t *testing.T) {
	set := setting(t)
	season := simulate.Season(freshSeed, simulate.Typical(), 50, week, healthy)
	days := mornings(season, &set)
	l := live(t, recovery.Ledger{}, days[:49])
	today := startDay + 49
	in := days[49]
	in.Ledger = l
	want := decide(t, in)
	good := len(in.Reports)
	for _, value := range []float64{math.NaN(), math.Inf(1), math.Inf(-1), -62, 0, 1e308, -1e308, math.SmallestNonzeroFloat64, math.Copysign(0, -1), 0.062} {
		for _, marker := range recovery.Markers {
			in.Reports = append(in.Reports, recovery.Report{Day: today, Source: "strap", Wellness: recovery.Wellness{1, 1, 1, 1, 1}, Observations: []recovery.Observation{
				{Marker: marker.Marker, Method: "MorningSupine", Unit: marker.Unit, Value: value, ArtefactPercent: -1},
			}})
		}
	}
	got := decide(t, in)
	for i, refusal := range got.Refusals {
		if refused := refusal != nil; refused != (i >= good) {
			t.Errorf("report %d: %v", i, refusal)
		}
	}
	wantSame(t, "garbage beside a good report", &want.Ledger, &got.Ledger)
}

// TestExtremesThatAreValid: the ends of every range, and markers that never
// change, are judged without a number out of range.
func TestExtremesThatAreValid(t *testing.T) {
	set := setting(t)
	shapes := map[string]func(day int) (rmssd, heart float64, answer int32){
		"constant": func(int) (float64, float64, int32) { return 60, 47, 3 },
		"lowest":   func(int) (float64, float64, int32) { return 3, 25, 1 },
		"highest":  func(int) (float64, float64, int32) { return 300, 120, 5 },
		"alternating": func(day int) (float64, float64, int32) {
			return 3 + 297*float64(day%2), 25 + 95*float64(day%2), int32(1 + 4*(day%2))
		},
		"sudden loss": func(day int) (float64, float64, int32) {
			return 300 - 297*float64(day/40), 25 + 95*float64(day/40), int32(5 - 4*(day/40))
		},
		"one per week": func(day int) (float64, float64, int32) {
			return 60 * float64(1-min(1, day%7)), 47 * float64(1-min(1, day%7)), 0
		},
	}
	for name, shape := range shapes {
		t.Run(name, func(t *testing.T) {
			var l recovery.Ledger
			for i := range 80 {
				day := startDay + recovery.Day(i)
				rmssd, heart, answer := shape(min(i, 79))
				r := recovery.Report{Day: day, Source: "strap", Wellness: recovery.Wellness{answer, answer, answer, answer, answer}}
				for marker, value := range map[recovery.Marker]float64{recovery.RMSSD: rmssd, recovery.RestingHeartRate: heart} {
					if spec, _ := recovery.LookupMarker(marker); value >= spec.Min {
						r.Observations = append(r.Observations, recovery.Observation{Marker: marker, Unit: spec.Unit, Value: value, ArtefactPercent: -1})
					}
				}
				l = decide(t, recovery.Input{Ledger: l, Setting: set, Now: recovery.InstantOf(day.At(430, set.Zone)), Reports: []recovery.Report{r}}).Ledger
			}
		})
	}
}
