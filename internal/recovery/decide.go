package recovery

import (
	"cmp"
	"slices"
)

// Input is everything that a decision depends on.
type Input struct {
	Ledger  Ledger
	Reports []Report
	// Before, if set, is the first day of reports that wait beyond this pass: it
	// and later days are not evaluated yet.
	Before  Day
	Windows []WindowSeen // the engine's windows of this athlete, as they stand
	Setting Setting
	Now     Instant // in the years 1 to 9999
}

// Decision is what follows from an input.
type Decision struct {
	Ledger   Ledger
	Changed  bool       // the ledger differs and has to be committed
	Refusals []*Refusal // one a report, nil where it was folded
	Changes  []Change   // for people, once committed
	Next     Instant    // when time alone changes something
}

// maxReplayDays bounds how many silent days are replayed one by one. After a
// longer gap nothing of the old state can matter, and judging starts anew.
const maxReplayDays = 400

// Decide enters what people did, folds the reports day by day, judges each day
// that is due, and says which windows should stand. It is pure and total: the
// same input gives the same bytes, and a second call with its own result and no
// news changes nothing.
func Decide(in Input) Decision {
	d := decider{in: &in, l: in.Ledger.Clone(), refusals: make([]*Refusal, len(in.Reports))}
	in.Setting.Now = in.Now
	d.today = DayOf(in.Now.Time(), in.Setting.Zone)
	d.enterActs()
	d.replay()
	d.l.Sequence = d.sequence()
	changed := !Equal(&d.l, &in.Ledger)
	if changed {
		d.l.Sequence++
	}
	return Decision{
		Ledger: d.l, Changed: changed, Refusals: d.refusals,
		Changes: Changes(&in.Ledger, &d.l), Next: d.next(),
	}
}

type decider struct {
	in       *Input
	l        Ledger
	today    Day
	order    []int // of the reports, by day
	refusals []*Refusal
	changed  bool // a report of the newest verdict's day was folded
}

// replay folds and judges in the order of the days, so that reports that waited
// while nobody decided give the state that they would have given live.
func (d *decider) replay() {
	d.order = make([]int, len(d.in.Reports))
	for i := range d.order {
		d.order[i] = i
	}
	reports := d.in.Reports
	slices.SortStableFunc(d.order, func(a, b int) int {
		return cmp.Or(cmp.Compare(reports[a].Day, reports[b].Day), cmp.Compare(reports[a].Revision, reports[b].Revision))
	})
	from := d.firstDay()
	d.foldThrough(from - 1)
	if d.changed {
		d.evaluate(from - 1)
	}
	d.tick(from - 1)
	for day := from; day <= d.today; day++ {
		d.foldThrough(day)
		if day < d.today || d.due() {
			if d.in.Before != 0 && day >= d.in.Before {
				break
			}
			d.evaluate(day)
		}
		d.tick(day)
	}
	d.foldThrough(d.today + 1 + maxReplayDays)
	if d.in.Before == 0 || d.in.Before > d.today { // else what the past opened it may still close
		d.openToday(from)
	}
}

// firstDay is the first day that has no verdict yet.
func (d *decider) firstDay() Day {
	if v, ok := d.l.LastVerdict(); ok {
		if d.today-v.Day <= maxReplayDays {
			return v.Day + 1
		}
		d.l.Verdicts = nil
		return d.today - HistoryDays
	}
	first := d.today
	if d.l.Days > 0 {
		first = min(first, d.l.First)
	}
	for i := range d.in.Reports {
		first = min(first, d.in.Reports[i].Day)
	}
	return max(first, d.today-HistoryDays)
}

// foldThrough folds the reports of the days up to and including day.
func (d *decider) foldThrough(day Day) {
	at := Calendar{Today: d.today, Zone: d.in.Setting.Zone}
	for len(d.order) > 0 {
		i := d.order[0]
		r := &d.in.Reports[i]
		if r.Day > day && day <= d.today {
			return
		}
		d.order = d.order[1:]
		if d.refusals[i] = check(&d.l, r, at); d.refusals[i] == nil {
			enter(&d.l, r, at)
		}
		if v, ok := d.l.LastVerdict(); ok && v.Day == d.today && r.Day == d.today && d.refusals[i] == nil {
			d.changed = true
		}
	}
}

// due: the athlete's day has begun, as they report it or by habit.
func (d *decider) due() bool {
	row := d.l.row(d.today)
	if minutes, ok := d.l.Sleep.wake(row); ok && InstantOf(d.today.At(minutes-minutesPerDay/2, d.in.Setting.Zone)) <= d.in.Now {
		return true
	}
	if d.answeredToday(row) {
		return true
	}
	return d.in.Now >= d.evaluationDue(d.today)
}

// evaluationDue is when a day is judged without an answer.
func (d *decider) evaluationDue(day Day) Instant {
	return d.in.Setting.Wake(day).hours(float64(d.in.Setting.Params.Silence.EvaluateAfterWakeHours))
}

func (d *decider) answeredToday(row int) bool {
	if d.l.Symptoms.At(row) != Missing { // a fever does not wait for the morning's questionnaire
		return true
	}
	for i := range d.l.Wellness {
		if d.l.Wellness[i].At(row) != Missing {
			return true
		}
	}
	for i := range d.l.Series {
		if d.l.Series[i].Column.At(row) != Missing {
			return true
		}
	}
	return false
}

// evaluate records a day's verdict. More data of the same day may worsen it but
// not improve it, unless the first one had no answer at all.
func (d *decider) evaluate(day Day) {
	l := &d.l
	before := l.Standing
	old, again := l.LastVerdict()
	again = again && old.Day == day
	if again {
		before = l.Morning
	}
	standing, verdict, why := Step(l, day, before, &d.in.Setting)
	switch {
	case again && !worse(&verdict, &old):
		return
	case again:
		standing.Episode.keepRest(&l.Standing.Episode)
		l.Verdicts[len(l.Verdicts)-1] = verdict
	default:
		l.Morning = before
		if len(l.Verdicts) == HistoryDays {
			l.Verdicts = slices.Delete(l.Verdicts, 0, 1)
		}
		l.Verdicts = append(l.Verdicts, verdict)
	}
	if before.Episode.ID != 0 && standing.Episode.ID != before.Episode.ID {
		l.archive(before.Episode)
	}
	l.Standing, l.Explanation = standing, why
}

func worse(now, before *Verdict) bool {
	if now.Answered != before.Answered {
		return now.Answered && (before.State != Hold || now.State == Hold)
	}
	return cmp.Or(cmp.Compare(now.State, before.State), cmp.Compare(now.Permille, before.Permille)) > 0
}

// keepRest never takes back rest that the day has already been given.
func (e *Episode) keepRest(given *Episode) {
	if given.ID != e.ID || given.ID == 0 {
		return
	}
	e.Start = min(e.Start, given.Start)
	e.End = max(e.End, given.End)
	e.EasyFrom = max(e.EasyFrom, given.EasyFrom)
	e.Extensions = max(e.Extensions, given.Extensions)
}

// archive keeps a line of a closed episode.
func (l *Ledger) archive(e Episode) {
	if slices.ContainsFunc(l.Episodes, func(o Episode) bool { return o.ID == e.ID }) {
		return
	}
	l.Episodes = append(l.Episodes, e)
	if len(l.Episodes) > MaxEpisodes {
		l.Episodes = slices.Delete(l.Episodes, 0, len(l.Episodes)-MaxEpisodes)
	}
}

// tick takes the steps of time up to the end of a day, or to now.
func (d *decider) tick(day Day) {
	until := min(d.in.Now, InstantOf((day+1).At(0, d.in.Setting.Zone)))
	for Tick(&d.l.Standing, until, day, d.in.Setting.Params) {
		if d.l.Standing.Episode.Reason == ReleasedUnverified {
			d.l.Explanation.Reasons = append(d.l.Explanation.Reasons, Reason{Rule: RuleUnverifiedReturn, Margin: NoValue})
		}
	}
}

// openToday lets a window that a replay of past days demands begin today: the
// past cannot be rested any more. It still holds a whole main sleep.
func (d *decider) openToday(from Day) {
	set := &d.in.Setting
	awake := set.awake(&d.l, d.today)
	was, is := &d.in.Ledger.Standing.Episode, &d.l.Standing.Episode
	if !is.open() || was.open() && was.ID == is.ID {
		return // ended (in the morning's standing too), or a window that stands already
	}
	for _, s := range []*Standing{&d.l.Morning, &d.l.Standing} {
		ep := &s.Episode
		if begun := DayOf(ep.Start.Time(), set.Zone); !ep.open() || begun < from || begun >= d.today {
			continue
		}
		ep.Start = awake
		ep.EasyFrom = max(ep.EasyFrom, ep.Start)
		ep.End = max(ep.End, set.Wake(d.today+1))
	}
}

// next is the first instant after now at which time alone changes something: a
// day to be judged, a wake, or an edge of the open window.
func (d *decider) next() Instant {
	set := &d.in.Setting
	candidates := []Instant{set.Wake(d.today + 1), d.evaluationDue(d.today), set.Wake(d.today)}
	if ep := &d.l.Standing.Episode; ep.open() {
		candidates = append(candidates, ep.Start, ep.EasyFrom, ep.End, ep.WaivedUntil)
	}
	for i := range d.in.Windows {
		candidates = append(candidates, d.in.Windows[i].Start, d.in.Windows[i].End)
	}
	next := set.Wake(d.today + 1)
	for _, c := range candidates {
		if c > d.in.Now && c < next {
			next = c
		}
	}
	return next
}
