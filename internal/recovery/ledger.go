package recovery

import "slices"

// Encoding is the version of the ledger's layout. A reader that meets a higher
// one must not write.
const Encoding = 1

// Bounds of a ledger.
const (
	MaxSeries           = 48
	MaxNewSeriesPerWeek = 4
	MaxSessions         = 640 // rows: six a day over the history
	MaxEpisodes         = 24
)

// Ledger is what the engine remembers of one athlete: the folded markers in
// columns, and the decisions taken on them. It is a value; every function of
// this package returns a new one.
type Ledger struct {
	Sequence int64 // of decisions; rises with every commit
	First    Day   // day of row 0
	Days     int   // rows; the last one is the newest day accepted

	Series   []Series // sorted by marker, source, method
	Wellness [WellnessItems]Column
	Sleep    SleepColumns
	Context  Column       // contextCell
	Symptoms Column       // Illness
	RestDays Column       // 1: the athlete reported that the day was without training
	Sessions []SessionRow // sorted by start, then source

	Verdicts []Verdict // one an evaluated day, oldest first, at most HistoryDays
	Morning  Standing  // before the newest verdict, so that more data can worsen it
	Standing Standing  // after it
	Episodes []Episode // closed ones, oldest first

	Explanation Explanation // of the newest verdict
}

// SleepColumns hold the main sleep that ended on the day, in minutes. The cells
// of Asleep carry the wake in Cell.Minute; Onset and that wake are minutes of the
// clock on the wall since noon of the day before, so that a night is one interval.
type SleepColumns struct{ Asleep, Onset, Nap Column }

// wake returns the wake that ended the sleep of row i, in minutes since noon of
// the day before.
func (s *SleepColumns) wake(i int) (int, bool) {
	if s.Asleep.At(i) == Missing {
		return 0, false
	}
	return int(s.Asleep.cell(i).Minute), true
}

// Series is one marker from one source by one method. Baselines never mix two.
type Series struct {
	Marker Marker
	Source string
	Method string
	Since  Day // day of its first value
	Column Column
}

func (s *Series) key() seriesKey { return seriesKey{s.Marker, s.Source, s.Method} }

type seriesKey struct {
	marker         Marker
	source, method string
}

// SessionRow is one training session done, keyed by source and start.
type SessionRow struct {
	Source    string
	Start     int64 // Unix minutes
	Day       Day   // local day of the start
	Kind      SessionKind
	Intensity Intensity
	Minutes   int32
	RPE       int32 // CR-10, or Missing
	Watts     int32 // mean power, 0 unknown
	Eccentric bool
	Revision  int32
	Withdrawn bool
}

// Last is the newest day that the columns hold.
func (l *Ledger) Last() Day { return l.First + Day(l.Days) - 1 }

// row returns the row of a day, which may be outside the columns.
func (l *Ledger) row(d Day) int { return int(d - l.First) }

// LastVerdict returns the newest verdict, if there is one.
func (l *Ledger) LastVerdict() (Verdict, bool) {
	if len(l.Verdicts) == 0 {
		return Verdict{}, false
	}
	return l.Verdicts[len(l.Verdicts)-1], true
}

// verdictOn returns the recorded verdict of a day. Verdicts are consecutive
// days, so that the place of one follows from the last.
func (l *Ledger) verdictOn(d Day) (*Verdict, bool) {
	if len(l.Verdicts) == 0 {
		return nil, false
	}
	i := int(d - l.Verdicts[0].Day)
	if i < 0 || i >= len(l.Verdicts) {
		return nil, false
	}
	return &l.Verdicts[i], true
}

// columns calls f for every daily column.
func (l *Ledger) columns(f func(*Column)) {
	for i := range l.Series {
		f(&l.Series[i].Column)
	}
	for i := range l.Wellness {
		f(&l.Wellness[i])
	}
	for _, c := range []*Column{&l.Sleep.Asleep, &l.Sleep.Onset, &l.Sleep.Nap, &l.Context, &l.Symptoms, &l.RestDays} {
		f(c)
	}
}

// Equal reports whether two ledgers are the same in everything; it is asked at
// every decision, which reflection would make twice as long.
func Equal(a, b *Ledger) bool {
	return a.Sequence == b.Sequence && a.First == b.First && a.Days == b.Days &&
		a.Morning == b.Morning && a.Standing == b.Standing && a.equalColumns(b) &&
		slices.Equal(a.Sessions, b.Sessions) && slices.Equal(a.Verdicts, b.Verdicts) && slices.Equal(a.Episodes, b.Episodes) &&
		a.Explanation.Counterfactual == b.Explanation.Counterfactual && a.Explanation.DebtMinutes == b.Explanation.DebtMinutes &&
		slices.Equal(a.Explanation.Reasons, b.Explanation.Reasons)
}

func (l *Ledger) equalColumns(o *Ledger) bool {
	if len(l.Series) != len(o.Series) {
		return false
	}
	for i := range l.Series {
		if a, b := &l.Series[i], &o.Series[i]; a.key() != b.key() || a.Since != b.Since {
			return false
		}
	}
	var columns []*Column
	l.columns(func(c *Column) { columns = append(columns, c) })
	same := true
	o.columns(func(c *Column) {
		same = same && c.equal(columns[0])
		columns = columns[1:]
	})
	return same
}

// Clone returns a deep copy.
func (l *Ledger) Clone() Ledger {
	c := *l
	c.Series = slices.Clone(l.Series)
	c.columns(func(col *Column) { *col = col.clone() })
	c.Sessions = slices.Clone(l.Sessions)
	c.Verdicts = slices.Clone(l.Verdicts)
	c.Episodes = slices.Clone(l.Episodes)
	c.Explanation.Reasons = slices.Clone(l.Explanation.Reasons)
	return c
}
