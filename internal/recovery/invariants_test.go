package recovery_test

import (
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"fallow.dev/fallow/internal/recovery"
)

// decided is one call of Decide with what it was given.
type decided struct {
	in  recovery.Input
	out recovery.Decision
}

// decide decides, and checks what holds of every decision whatever it was given.
func decide(tb rapid.TB, in recovery.Input) recovery.Decision {
	tb.Helper()
	d := decided{in, recovery.Decide(in)}
	d.again(tb)
	d.sequence(tb)
	d.verdicts(tb)
	d.episode(tb)
	d.release(tb)
	d.bounds(tb)
	return d.out
}

// again: a second call with the result, and the same reports or none, changes nothing.
func (d *decided) again(tb rapid.TB) {
	tb.Helper()
	in := d.in
	in.Ledger = d.out.Ledger
	for _, reports := range [][]recovery.Report{nil, d.in.Reports} {
		in.Reports = reports
		second := recovery.Decide(in)
		if second.Changed {
			tb.Fatalf("deciding again on %d reports changed the ledger (-first +second):\n%s", len(reports), cmp.Diff(d.out.Ledger, second.Ledger))
		}
		if len(second.Changes) > 0 {
			tb.Fatalf("nothing changed, yet %v is announced", second.Changes)
		}
	}
}

// sequence: it rises with every change, and only then; next lies ahead.
func (d *decided) sequence(tb rapid.TB) {
	tb.Helper()
	if risen := d.out.Ledger.Sequence > d.in.Ledger.Sequence; risen != d.out.Changed {
		tb.Fatalf("sequence %d after %d, changed %t", d.out.Ledger.Sequence, d.in.Ledger.Sequence, d.out.Changed)
	}
	if d.out.Next <= d.in.Now {
		tb.Fatalf("next decision at %s, now is %s", d.out.Next.Time(), d.in.Now.Time())
	}
}

// verdicts are consecutive days up to today at most; those of past days are final.
func (d *decided) verdicts(tb rapid.TB) {
	tb.Helper()
	now := d.out.Ledger.Verdicts
	today := recovery.DayOf(d.in.Now.Time(), d.in.Setting.Zone)
	recorded := map[recovery.Day]recovery.Verdict{}
	for i, v := range now {
		recorded[v.Day] = v
		if i > 0 && v.Day != now[i-1].Day+1 {
			tb.Fatalf("the verdict of %s follows that of %s", v.Day, now[i-1].Day)
		}
	}
	for _, v := range d.in.Ledger.Verdicts {
		if after, kept := recorded[v.Day]; kept && v.Day < today && after != v {
			tb.Fatalf("the verdict of %s was changed on %s (-before +after):\n%s", v.Day, today, cmp.Diff(v, after))
		}
	}
}

// episode: an open window has a length, holds a main sleep, and gives no less
// rest than the same window did before.
func (d *decided) episode(tb rapid.TB) {
	tb.Helper()
	was, is := &d.in.Ledger.Standing.Episode, &d.out.Ledger.Standing.Episode
	if is.ID < was.ID && is.ID != 0 || d.out.Ledger.Standing.LastEpisode < d.in.Ledger.Standing.LastEpisode {
		tb.Fatalf("episode %d after %d: an id is used again", is.ID, was.ID)
	}
	if !is.Open() {
		return
	}
	if is.Start >= is.End || is.EasyFrom < is.Start || is.EasyFrom > is.End {
		tb.Fatalf("window from %s to %s, Easy from %s", is.Start.Time(), is.End.Time(), is.EasyFrom.Time())
	}
	if !holdsMainSleep(&d.in.Setting, is) {
		tb.Fatalf("window from %s to %s holds no main sleep", is.Start.Time(), is.End.Time())
	}
	begins := was.Approval == recovery.Observed && is.Approval != recovery.Observed
	if !was.Open() || was.ID != is.ID || begins {
		return
	}
	resting := d.out.Ledger.Standing.Illness.Active && d.out.Ledger.Standing.Illness.Stage == recovery.StageRest
	staged := (was.Trigger == recovery.TriggerIllness || is.Trigger == recovery.TriggerIllness) && !resting
	if is.End < was.End || is.Start > was.Start || is.EasyFrom < was.EasyFrom && !staged {
		tb.Fatalf("less rest (-before +after):\n%s", cmp.Diff(*was, *is))
	}
}

// holdsMainSleep reports whether a whole usual main sleep lies in the window.
func holdsMainSleep(set *recovery.Setting, e *recovery.Episode) bool {
	for day := recovery.DayOf(e.Start.Time(), set.Zone); day <= recovery.DayOf(e.End.Time(), set.Zone); day++ {
		habit := set.Athlete.Habit[day.Weekday()]
		onset, wake := recovery.InstantOf((day-1).At(habit.Onset+720, set.Zone)), recovery.InstantOf(day.At(habit.Wake, set.Zone))
		if e.Start <= onset && wake <= e.End {
			return true
		}
	}
	return false
}

// release: an episode ends on an answer, by a person, or unverified after the
// whole of its grace and cap.
func (d *decided) release(tb rapid.TB) {
	tb.Helper()
	was, is := &d.in.Ledger.Standing.Episode, &d.out.Ledger.Standing.Episode
	if !was.Open() || is.ID != was.ID || is.Open() {
		return
	}
	answered := false
	for _, v := range d.out.Ledger.Verdicts {
		answered = answered || v.Answered && v.Day >= recovery.DayOf(is.Released.Time(), d.in.Setting.Zone)
	}
	switch is.Reason {
	case recovery.ReleasedRestored, recovery.ReleasedBrief:
		if is.Trigger != recovery.TriggerIllness && !answered && !evaluated(d, is.Released) {
			tb.Fatalf("released without an answer: %+v", *is)
		}
	case recovery.ReleasedCleared:
		if len(d.in.Windows) == 0 {
			tb.Fatalf("cleared by nobody: %+v", *is)
		}
	case recovery.ReleasedUnverified:
		capped := recovery.Instant(3600 * d.in.Setting.Params.Silence.CappedHours)
		inForce := is.Approval == recovery.Automatic || is.Approval == recovery.Approved
		if was.Silence == recovery.Answering && inForce && is.Released < was.End+capped {
			tb.Fatalf("released unverified before the cap was over (-before +after):\n%s", cmp.Diff(*was, *is))
		}
	default:
		tb.Fatalf("released for no reason: %+v", *is)
	}
}

// evaluated reports whether the day of an instant, by the athlete's habit, has an
// answered verdict.
func evaluated(d *decided, at recovery.Instant) bool {
	day := recovery.DayOf(at.Time(), d.in.Setting.Zone)
	for _, v := range d.out.Ledger.Verdicts {
		if v.Day == day {
			return v.Answered
		}
	}
	return false
}

// bounds: nothing grows without end, and every number can be recorded.
func (d *decided) bounds(tb rapid.TB) {
	tb.Helper()
	l := &d.out.Ledger
	for _, v := range l.Verdicts {
		if v.Permille < 0 || v.Permille > 1000 || v.Confidence < 0 || v.Confidence > 100 {
			tb.Fatalf("out of range: %+v", v)
		}
		for _, u := range v.U {
			if u != recovery.NoValue && (u < -200 || u > 200) {
				tb.Fatalf("a channel beyond 2 SD: %+v", v)
			}
		}
	}
	if l.Days > recovery.HistoryDays || len(l.Verdicts) > recovery.HistoryDays || len(l.Episodes) > recovery.MaxEpisodes ||
		len(l.Sessions) > recovery.MaxSessions || len(l.Series) > recovery.MaxSeries {
		tb.Fatalf("%d days, %d verdicts, %d episodes, %d sessions, %d series", l.Days, len(l.Verdicts), len(l.Episodes), len(l.Sessions), len(l.Series))
	}
}

// strictRest counts the days of rest without any training, illness apart.
type strictRest []bool

// live counts a day by its noon.
func (r *strictRest) live(set *recovery.Setting, s *recovery.Standing, day recovery.Day) {
	noon := recovery.InstantOf(day.At(720, set.Zone))
	e := &s.Episode
	*r = append(*r, s.InForce(noon) && noon < e.EasyFrom && e.Trigger != recovery.TriggerIllness)
}

// check: at most five days of any fortnight, and a sixth begun, however many
// windows there were.
func (r *strictRest) check(tb rapid.TB, set *recovery.Setting) {
	tb.Helper()
	p := &set.Params.Dose
	for last := range *r {
		n := 0
		for _, strict := range (*r)[max(0, last+1-p.NothingWindowDays) : last+1] {
			if strict {
				n++
			}
		}
		if n > p.NothingDays+1 {
			tb.Fatalf("%d days of strict rest in the fortnight to day %d", n, last)
		}
	}
}
