package recovery_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"fallow.dev/fallow/internal/recovery"
	"fallow.dev/fallow/internal/simulate"
)

// mornings are what is reported on each day of a season that nobody rests in.
func mornings(season []simulate.Day, set *recovery.Setting) []recovery.Input {
	inputs := make([]recovery.Input, len(season))
	for i := range season {
		inputs[i] = morning(season, i, set.Zone)
		inputs[i].Setting = *set
	}
	return inputs
}

// live decides on each day as it comes.
func live(tb rapid.TB, l recovery.Ledger, days []recovery.Input) recovery.Ledger {
	tb.Helper()
	for _, in := range days {
		in.Ledger = l
		l = decide(tb, in).Ledger
	}
	return l
}

// backlog is one input with the reports of all days, decided on at the last.
func backlog(l recovery.Ledger, days []recovery.Input) recovery.Input {
	in := days[len(days)-1]
	in.Ledger, in.Reports = l, nil
	for _, day := range days {
		in.Reports = append(in.Reports, day.Reports...)
	}
	return in
}

// columns is a ledger without its decisions.
func columns(l recovery.Ledger) recovery.Ledger {
	l.Sequence, l.Verdicts, l.Episodes = 0, nil, nil
	l.Morning, l.Standing, l.Explanation = recovery.Standing{}, recovery.Standing{}, recovery.Explanation{}
	return l
}

// TestBacklog: thirty days of reports that waited while nobody decided, in any
// order, give the columns, the verdicts and the state of a live run, at once or
// in several passes.
func TestBacklog(t *testing.T) {
	set := setting(t)
	rapid.Check(t, func(t *rapid.T) {
		known := rapid.IntRange(40, 80).Draw(t, "known")
		season := simulate.Season(rapid.Uint64().Draw(t, "seed"), simulate.Typical(), known+30, week, anyTruth(t, known+30))
		days := mornings(season, &set)
		before := live(t, recovery.Ledger{}, days[:known])
		want := live(t, before, days[known:])

		in := backlog(before, days[known:])
		in.Reports = rapid.Permutation(in.Reports).Draw(t, "delivery")
		once := decide(t, in).Ledger
		wantSameOutcome(t, "in one pass", &want, &once)

		passes := before
		for len(in.Reports) > 0 {
			var next recovery.Input
			next, in.Reports = pass(in, rapid.IntRange(1, 20).Draw(t, "size"))
			next.Ledger = passes
			passes = recovery.Decide(next).Ledger
		}
		in.Ledger = passes
		passes = decide(t, in).Ledger
		wantSameOutcome(t, "in several passes", &want, &passes)
	})
}

// pass takes the oldest reports of a backlog, and says from which day more wait.
func pass(in recovery.Input, size int) (next recovery.Input, rest []recovery.Report) {
	sorted := slices.SortedStableFunc(slices.Values(in.Reports), func(a, b recovery.Report) int { return int(a.Day - b.Day) })
	size = min(size, len(sorted))
	next, rest = in, sorted[size:]
	next.Reports = sorted[:size]
	if len(rest) > 0 {
		next.Before = rest[0].Day
	}
	return next, rest
}

func wantSameOutcome(tb rapid.TB, how string, want, got *recovery.Ledger) {
	tb.Helper()
	a, b := columns(*want), columns(*got)
	wantSame(tb, "columns "+how, &a, &b)
	if diff := cmp.Diff(want.Verdicts, got.Verdicts); diff != "" {
		tb.Fatalf("verdicts %s (-live +backlog):\n%s", how, diff)
	}
	if want.Standing.State != got.Standing.State || want.Standing.Illness != got.Standing.Illness || want.Standing.Episode.Open() != got.Standing.Episode.Open() {
		tb.Fatalf("standing %s (-live +backlog):\n%s", how, cmp.Diff(want.Standing, got.Standing))
	}
}

// TestTrainingAfterTheVerdict: what is trained on a day changes no verdict of the
// day, also when both are reported together later.
func TestTrainingAfterTheVerdict(t *testing.T) {
	set := setting(t)
	season := simulate.Season(freshSeed, simulate.Typical(), 75, week, func(day int) simulate.Truth {
		return simulate.Truth{Illness: "None", Fatigue: simulate.Overload{FirstDay: 55, LastDay: 60, Peak: 3}.Fatigue(day)}
	})
	for i := range season {
		season[i].Trained = append(season[i].Trained, simulate.Done{Session: simulate.Session{Kind: "HeavyStrength", Intensity: "High", Hour: 12, Minutes: 60}, RPE: 8})
	}
	days := mornings(season, &set)
	known := live(t, recovery.Ledger{}, days[:50])
	want := live(t, known, days[50:])
	got := decide(t, backlog(known, days[50:])).Ledger
	wantSameOutcome(t, "with a lasting clock every day", &want, &got)
}

// TestLateReportsChangeNoVerdict: a report that comes up to a week late changes
// what is known, never a verdict of a past day nor the start of a window.
func TestLateReportsChangeNoVerdict(t *testing.T) {
	set := setting(t)
	rapid.Check(t, func(t *rapid.T) {
		season := simulate.Season(rapid.Uint64().Draw(t, "seed"), simulate.Typical(), 60, week, anyTruth(t, 60))
		days := mornings(season, &set)
		l := live(t, recovery.Ledger{}, days)
		in := days[len(days)-1]
		in.Ledger, in.Reports, in.Now = l, nil, in.Now+3600
		for range rapid.IntRange(1, 6).Draw(t, "late") {
			day := startDay + recovery.Day(len(days)-1-rapid.IntRange(1, 7).Draw(t, "days late"))
			in.Reports = append(in.Reports, anyReport(t, day, set.Zone))
		}
		after := decide(t, in).Ledger
		if diff := cmp.Diff(l.Verdicts, after.Verdicts); diff != "" {
			t.Fatalf("verdicts (-before +after):\n%s", diff)
		}
		if l.Standing != after.Standing {
			t.Fatalf("standing (-before +after):\n%s", cmp.Diff(l.Standing, after.Standing))
		}
	})
}

// TestMoreDataOfTheDay: further reports of the same day may worsen its verdict,
// and never improve it nor take rest back.
func TestMoreDataOfTheDay(t *testing.T) {
	set := setting(t)
	rapid.Check(t, func(t *rapid.T) {
		season := simulate.Season(rapid.Uint64().Draw(t, "seed"), simulate.Typical(), 70, week, anyTruth(t, 70))
		days := mornings(season, &set)
		l := live(t, recovery.Ledger{}, days)
		in := days[len(days)-1]
		for hour := range rapid.IntRange(1, 4).Draw(t, "reports") {
			in.Ledger, in.Now = l, in.Now+recovery.Instant(3600*hour)
			in.Reports = []recovery.Report{anyReport(t, startDay+69, set.Zone)}
			after := decide(t, in).Ledger
			was, _ := l.LastVerdict()
			is, _ := after.LastVerdict()
			if is.Day != was.Day || was.Answered && (!is.Answered || is.State < was.State) || was.State == recovery.Hold && is.State != recovery.Hold {
				t.Fatalf("improved (-before +after):\n%s", cmp.Diff(was, is))
			}
			if was.Answered && l.Standing.Episode.Open() && !after.Standing.Episode.Open() {
				t.Fatalf("released by more data of the same day (-before +after):\n%s", cmp.Diff(l.Standing, after.Standing))
			}
			l = after
		}
	})
}

// TestHoldOfTheDay: a hold that began on an unanswered day is not lifted on it by
// a correction of the symptoms that comes with answers.
func TestHoldOfTheDay(t *testing.T) {
	set := setting(t)
	season := simulate.Season(freshSeed, simulate.Typical(), 50, week, healthy)
	days := mornings(season, &set)
	in := days[49]
	well := in.Reports[0]
	well.Symptoms = nil
	in.Ledger = live(t, recovery.Ledger{}, days[:49])
	ill := recovery.Report{Day: startDay + 49, Source: "phone", Symptoms: &recovery.Symptoms{Illness: recovery.Systemic, FeverFreeHours: -1}}
	in.Reports, in.Now = []recovery.Report{ill}, recovery.InstantOf((startDay+49).At(660, set.Zone))
	in.Ledger = decide(t, in).Ledger
	if v, _ := in.Ledger.LastVerdict(); v.State != recovery.Hold || v.Answered {
		t.Fatalf("got %+v, want an unanswered hold", v)
	}
	ill.Retract, ill.Revision = true, 1
	in.Reports = []recovery.Report{ill, well}
	d := decide(t, in)
	if d.Ledger.Standing.State != recovery.Hold || !d.Ledger.Standing.Episode.Open() {
		t.Errorf("got %+v, want the hold until the next evaluation", d.Ledger.Standing)
	}
}

// TestEarlierWakeOfTheDay: a wake reported after the verdict of its day makes the
// strict part of the day's window begin earlier, not end earlier.
func TestEarlierWakeOfTheDay(t *testing.T) {
	set := setting(t)
	season := simulate.Season(freshSeed, simulate.Typical(), 50, week, func(day int) simulate.Truth {
		return simulate.Truth{Illness: "None", Fatigue: float64(day/48) * 4}
	})
	days := mornings(season, &set)
	in := days[49]
	in.Ledger = live(t, recovery.Ledger{}, days[:49])
	slept := in.Reports[0].Sleep
	in.Reports[0].Sleep = nil
	first := decide(t, in).Ledger
	if !first.Standing.Episode.Open() {
		t.Fatal("no window")
	}
	wake := (startDay + 49).At(240, set.Zone)
	night := recovery.Report{Day: startDay + 49, Source: "strap", Sleep: &recovery.MainSleep{Onset: slept.Onset, Wake: wake, AsleepMinutes: 200}}
	in.Ledger, in.Reports = first, []recovery.Report{night}
	if e := decide(t, in).Ledger.Standing.Episode; e.Start != recovery.InstantOf(wake) {
		t.Errorf("begins %s, want the reported wake", e.Start.Time())
	}
}

// TestWindowOpenedLate: a window that past days demand begins on the day that it
// is decided on, even before the wake, and still holds a main sleep.
func TestWindowOpenedLate(t *testing.T) {
	set := setting(t)
	tired := simulate.Overload{FirstDay: 52, LastDay: 58, Peak: 3.5, HeldDays: 9}
	season := simulate.Season(freshSeed, simulate.Typical(), 60, week, func(day int) simulate.Truth {
		return simulate.Truth{Illness: "None", Fatigue: tired.Fatigue(day)}
	})
	days := mornings(season, &set)
	known := live(t, recovery.Ledger{}, days[:52])
	for late := range 4 {
		for _, minute := range []int{0, 180, 419, 421, 720, 1439} {
			in := backlog(known, days[52:])
			today := startDay + recovery.Day(59+late)
			in.Now = recovery.InstantOf(today.At(minute, set.Zone))
			d := decide(t, in)
			e := d.Ledger.Standing.Episode
			if !e.Open() {
				t.Fatalf("%d days late: no window", late)
			}
			if late > 0 && recovery.DayOf(e.Start.Time(), set.Zone) != today {
				t.Errorf("%d days late, decided at minute %d: begins %s, want today", late, minute, e.Start.Time())
			}
		}
	}
}

// TestLongGap: after more than a year without a decision judging starts anew, on
// what is reported now.
func TestLongGap(t *testing.T) {
	set := setting(t)
	season := simulate.Season(freshSeed, simulate.Typical(), 60, week, healthy)
	days := mornings(season, &set)
	l := live(t, recovery.Ledger{}, days)
	for _, gap := range []recovery.Day{399, 400, 401, 5000} {
		today := startDay + 59 + gap
		d := decide(t, recovery.Input{Ledger: l, Setting: set, Now: recovery.InstantOf(today.At(720, set.Zone))})
		v, ok := d.Ledger.LastVerdict()
		if !ok || v.Day != today || v.State != recovery.Unknown || v.Answered {
			t.Errorf("%d days later: %+v, want an unanswered Unknown of today", gap, v)
		}
		if len(d.Ledger.Verdicts) > recovery.HistoryDays {
			t.Errorf("%d verdicts", len(d.Ledger.Verdicts))
		}
	}
}
