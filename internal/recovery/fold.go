package recovery

import (
	"cmp"
	"slices"
	"time"

	"fallow.dev/fallow/internal/recovery/hrv"
)

// Calendar is where and when a fold happens.
type Calendar struct {
	Today Day
	Zone  *time.Location // the athlete's home zone
}

// Fold enters a report into the ledger. It is a join: commutative, associative
// and idempotent over the reports that fall into the same history, and it uses
// nothing but the report and what the ledger keeps. A report that cannot be used
// as a whole is refused as a whole.
func Fold(l Ledger, r *Report, at Calendar) (Ledger, *Refusal) {
	if refusal := check(&l, r, at); refusal != nil {
		return l, refusal
	}
	l = l.Clone()
	enter(&l, r, at)
	return l, nil
}

// enter folds a report that has been checked into a ledger of the caller's own.
func enter(l *Ledger, r *Report, at Calendar) {
	f := folder{l: l, r: r, zone: zoneOf(r, at)}
	f.open(r.Day)
	f.observations()
	f.wellness()
	f.sleep()
	f.answers()
	f.sessions()
	f.normalise()
}

func zoneOf(r *Report, at Calendar) *time.Location {
	if r.Zone != nil {
		return r.Zone
	}
	return at.Zone
}

type folder struct {
	l    *Ledger
	r    *Report
	zone *time.Location
}

// open makes room for a day.
func (f *folder) open(d Day) {
	l := f.l
	if l.Days == 0 {
		l.First, l.Days = d, 1
		return
	}
	if more := int(d) - int(l.Last()); more > 0 {
		if drop := l.Days + more - HistoryDays; drop > 0 { // first, so that a long gap costs no memory
			l.columns(func(c *Column) { c.shift(drop) })
			l.First, l.Days = l.First+Day(drop), l.Days-drop
		}
		l.Days += more
		f.extend()
	}
	if d < l.First {
		n := int(l.First - d)
		l.columns(func(c *Column) { c.shift(-n) })
		l.First, l.Days = d, l.Days+n
	}
}

// extend lengthens the columns in use to the number of days.
func (f *folder) extend() {
	rows := f.l.Days
	f.l.columns(func(c *Column) {
		for _, s := range []struct {
			values *[]int32
			usual  int32
		}{{&c.Value, Missing}, {&c.Quality, missing.Quality}, {&c.Minute, missing.Minute}, {&c.Revision, missing.Revision}} {
			if len(*s.values) > 0 {
				*s.values = grown(*s.values, rows, s.usual)
			}
		}
	})
}

// join enters a value, or its withdrawal, into the report's day.
func (f *folder) join(c *Column, cell Cell, preferHigh bool) bool {
	cell.Revision = f.r.Revision
	if f.r.Retract {
		cell = Cell{Value: Retracted, Revision: f.r.Revision, Quality: missing.Quality}
	}
	return c.join(f.l.Days, f.l.row(f.r.Day), cell, preferHigh)
}

func (f *folder) observations() {
	for i := range f.r.Observations {
		o := &f.r.Observations[i]
		spec, _ := LookupMarker(o.Marker)
		cell := Cell{Value: int32(o.Value*spec.Scale + 0.5), Quality: missing.Quality}
		if o.ArtefactPercent >= 0 {
			quality, _ := hrv.Quality(o.ArtefactPercent) // 0 where it is rejected
			cell.Quality = int32(100*quality + 0.5)
		}
		if !o.Measured.IsZero() {
			cell.Minute = int32(minuteOfDay(o.Measured, f.zone))
		}
		s := f.series(seriesKey{o.Marker, f.r.Source, o.Method})
		s.Since = min(s.Since, f.r.Day)
		f.join(&s.Column, cell, spec.worseHigh)
	}
}

// series finds or adds a series; the order of the slice is the order of the keys.
func (f *folder) series(key seriesKey) *Series {
	i, found := slices.BinarySearchFunc(f.l.Series, key, func(s Series, k seriesKey) int { return compareKeys(s.key(), k) })
	if !found {
		f.l.Series = slices.Insert(f.l.Series, i, Series{Marker: key.marker, Source: key.source, Method: key.method, Since: f.r.Day})
	}
	return &f.l.Series[i]
}

func compareKeys(a, b seriesKey) int {
	return cmp.Or(cmp.Compare(a.marker, b.marker), cmp.Compare(a.source, b.source), cmp.Compare(a.method, b.method))
}

func (f *folder) wellness() {
	for i, answer := range f.r.Wellness {
		if answer != 0 {
			f.join(&f.l.Wellness[i], Cell{Value: answer, Quality: missing.Quality}, false)
		}
	}
}

func (f *folder) sleep() {
	if f.r.Sleep != nil {
		s := f.r.Sleep
		onset := int32(f.sinceNoon(s.Onset))
		asleep := Cell{Value: asleepCell(s.AsleepMinutes), Quality: missing.Quality, Minute: int32(f.sinceNoon(s.Wake))}
		columns := &f.l.Sleep
		row := f.l.row(f.r.Day)
		before := columns.Asleep.cell(row)
		switch {
		case f.join(&columns.Asleep, asleep, false):
			columns.Onset = columns.Onset.without(row)
			f.join(&columns.Onset, Cell{Value: onset, Quality: missing.Quality}, false)
		case !f.r.Retract && before.Value == asleep.Value && before.Minute == asleep.Minute && before.Revision == f.r.Revision:
			f.join(&columns.Onset, Cell{Value: onset, Quality: missing.Quality}, false)
		}
	}
	if f.r.NapMinutes > 0 {
		f.join(&f.l.Sleep.Nap, Cell{Value: f.r.NapMinutes, Quality: missing.Quality}, false)
	}
}

// without returns the column with row i empty.
func (c *Column) without(i int) Column {
	d := c.clone()
	for _, s := range []struct {
		values []int32
		usual  int32
	}{{d.Value, Missing}, {d.Quality, missing.Quality}, {d.Minute, missing.Minute}, {d.Revision, missing.Revision}} {
		if i < len(s.values) {
			s.values[i] = s.usual
		}
	}
	return d
}

// sinceNoon counts minutes of the clock on the wall since noon of the day before.
func (f *folder) sinceNoon(t time.Time) int {
	return int(DayOf(t, f.zone)-f.r.Day)*minutesPerDay + minuteOfDay(t, f.zone) + minutesPerDay/2
}

func (f *folder) answers() {
	if f.r.Context != nil {
		f.join(&f.l.Context, Cell{Value: contextCell(f.r.Context), Quality: missing.Quality}, true)
	}
	if f.r.Symptoms != nil {
		f.join(&f.l.Symptoms, Cell{Value: symptomCell(f.r.Symptoms), Quality: missing.Quality}, true)
	}
	if f.r.RestDay {
		f.join(&f.l.RestDays, Cell{Value: 1, Quality: missing.Quality}, true)
	}
}

func (f *folder) sessions() {
	for i := range f.r.Sessions {
		s := &f.r.Sessions[i]
		row := SessionRow{
			Source: f.r.Source, Start: s.Start.Unix() / 60, Day: DayOf(s.Start, f.zone),
			Kind: s.Kind, Intensity: s.intensity(), Minutes: s.Minutes, RPE: s.RPE, Watts: s.Watts,
			Eccentric: s.Eccentric, Revision: f.r.Revision, Withdrawn: f.r.Retract,
		}
		if row.Withdrawn {
			row = SessionRow{Source: row.Source, Start: row.Start, Day: row.Day, RPE: Missing, Revision: row.Revision, Withdrawn: true}
		}
		at, found := slices.BinarySearchFunc(f.l.Sessions, row, compareSessions)
		switch {
		case !found:
			f.l.Sessions = slices.Insert(f.l.Sessions, at, row)
		case row.supersedes(&f.l.Sessions[at]):
			f.l.Sessions[at] = row
		}
		f.open(row.Day)
	}
}

func compareSessions(a, b SessionRow) int {
	return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.Source, b.Source))
}

// supersedes orders two reports of the same session: revision, withdrawal, a
// known RPE, then the harder description, so that a tie never hides load.
func (s *SessionRow) supersedes(other *SessionRow) bool {
	return cmp.Or(
		cmp.Compare(s.Revision, other.Revision),
		compareBool(s.Withdrawn, other.Withdrawn),
		cmp.Compare(s.RPE, other.RPE),
		cmp.Compare(s.Minutes, other.Minutes),
		cmp.Compare(s.Intensity, other.Intensity),
		cmp.Compare(s.Kind, other.Kind),
		cmp.Compare(s.Watts, other.Watts),
		compareBool(s.Eccentric, other.Eccentric),
		cmp.Compare(s.Day, other.Day),
	) > 0
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

// normalise makes equal content equal in every byte: sessions older than the
// history go, and days before the first one with anything in it are not kept.
func (f *folder) normalise() {
	l := f.l
	oldest := l.Last() - HistoryDays + 1
	l.Sessions = without(l.Sessions, func(s SessionRow) bool { return s.Day < oldest })
	first := l.Days - 1
	l.columns(func(c *Column) { first = min(first, c.first(first)) })
	for i := range l.Sessions {
		first = min(first, max(l.row(l.Sessions[i].Day), 0))
	}
	l.columns(func(c *Column) { c.shift(first) })
	l.First, l.Days = l.First+Day(first), l.Days-first
	f.retire()
}

// without deletes what drop names; nothing left is nil, as in a new ledger.
func without[S ~[]E, E any](s S, drop func(E) bool) S {
	if s = slices.DeleteFunc(s, drop); len(s) > 0 {
		return s
	}
	return nil
}

// retire drops series without a value in the history, and beyond the bound the
// one that has been silent longest.
func (f *folder) retire() {
	l := f.l
	l.Series = without(l.Series, func(s Series) bool { return s.Column.last() < 0 })
	for len(l.Series) > MaxSeries {
		longest := 0
		for i := range l.Series {
			if l.Series[i].Column.last() < l.Series[longest].Column.last() {
				longest = i
			}
		}
		l.Series = slices.Delete(l.Series, longest, longest+1)
	}
}
