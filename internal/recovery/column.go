package recovery

import "slices"

// HistoryDays is how many days a daily column keeps: 12 weeks for percentiles,
// 60 days of reference behind a lag of 28, and a week for late data.
const HistoryDays = 105

// Sentinels of a stored cell. Every stored quantity is 0 or more.
const (
	Missing   int32 = -1 // never reported
	Retracted int32 = -2 // reported and withdrawn
)

// Cell is one stored value with what decides between two reports of it: the
// higher revision wins, then a retraction, then the higher quality, then the
// later minute, then the value that the column prefers. That order is total, so
// the join of any reports is the same in any order and number.
type Cell struct {
	Value    int32
	Revision int32
	Quality  int32 // percent; 100 is undisturbed
	Minute   int32 // local minute of the day at which it was measured
}

// missing is the cell of a day without a report.
var missing = Cell{Value: Missing, Quality: 100}

func (c Cell) reported() bool { return c.Value != Missing }

// supersedes reports whether c replaces other in a column that keeps the higher
// or the lower of two values that tie in everything else.
func (c Cell) supersedes(other Cell, preferHigh bool) bool {
	switch {
	case c.reported() != other.reported():
		return c.reported()
	case c.Revision != other.Revision:
		return c.Revision > other.Revision
	case (c.Value == Retracted) != (other.Value == Retracted):
		return c.Value == Retracted
	case c.Quality != other.Quality:
		return c.Quality > other.Quality
	case c.Minute != other.Minute:
		return c.Minute > other.Minute
	}
	return preferHigh && c.Value > other.Value || !preferHigh && c.Value < other.Value
}

// Column holds one quantity, a cell a day, for the days of its ledger. Quality,
// Minute and Revision are empty while every cell has the usual one.
type Column struct {
	Value    []int32
	Quality  []int32
	Minute   []int32
	Revision []int32
}

// At returns the value of row i, or Missing.
func (c *Column) At(i int) int32 {
	if i < 0 || i >= len(c.Value) {
		return Missing
	}
	return max(c.Value[i], Missing) // a retracted cell reads as missing
}

func (c *Column) cell(i int) Cell {
	cell := missing
	if i < 0 || i >= len(c.Value) {
		return cell
	}
	cell.Value = c.Value[i]
	if len(c.Quality) > 0 {
		cell.Quality = c.Quality[i]
	}
	if len(c.Minute) > 0 {
		cell.Minute = c.Minute[i]
	}
	if len(c.Revision) > 0 {
		cell.Revision = c.Revision[i]
	}
	return cell
}

// join enters a cell into row i of a column of the given number of rows and
// reports whether the column changed.
func (c *Column) join(rows, i int, cell Cell, preferHigh bool) bool {
	if !cell.supersedes(c.cell(i), preferHigh) {
		return false
	}
	c.Value = grown(c.Value, rows, Missing)
	c.Value[i] = cell.Value
	set(&c.Quality, rows, i, cell.Quality, missing.Quality)
	set(&c.Minute, rows, i, cell.Minute, missing.Minute)
	set(&c.Revision, rows, i, cell.Revision, missing.Revision)
	return true
}

func grown(s []int32, rows int, usual int32) []int32 {
	for len(s) < rows {
		s = append(s, usual)
	}
	return s
}

func set(s *[]int32, rows, i int, value, usual int32) {
	if len(*s) == 0 && value == usual {
		return
	}
	*s = grown(*s, rows, usual)
	(*s)[i] = value
}

// shift drops the first n rows and, for a negative n, puts -n empty ones before.
func (c *Column) shift(n int) {
	c.Value = shifted(c.Value, n, Missing)
	c.Quality = shifted(c.Quality, n, missing.Quality)
	c.Minute = shifted(c.Minute, n, missing.Minute)
	c.Revision = shifted(c.Revision, n, missing.Revision)
}

// shifted drops or prepends rows; a slice that holds only usual values is empty,
// so that equal columns are equal in every byte.
func shifted(s []int32, n int, usual int32) []int32 {
	switch {
	case len(s) == 0:
		return nil
	case n >= len(s):
		return nil
	case n >= 0:
		s = s[n:]
	default:
		s = append(grown(make([]int32, 0, len(s)-n), -n, usual), s...)
	}
	if !slices.ContainsFunc(s, func(v int32) bool { return v != usual }) {
		return nil
	}
	return s
}

func (c *Column) equal(d *Column) bool {
	return slices.Equal(c.Value, d.Value) && slices.Equal(c.Quality, d.Quality) &&
		slices.Equal(c.Minute, d.Minute) && slices.Equal(c.Revision, d.Revision)
}

func (c *Column) clone() Column {
	return Column{slices.Clone(c.Value), slices.Clone(c.Quality), slices.Clone(c.Minute), slices.Clone(c.Revision)}
}

// last returns the last row with a report, or -1.
func (c *Column) last() int {
	for i, v := range slices.Backward(c.Value) {
		if v != Missing {
			return i
		}
	}
	return -1
}

// first returns the first row with a report, or the number of rows.
func (c *Column) first(rows int) int {
	for i, v := range c.Value {
		if v != Missing {
			return i
		}
	}
	return rows
}
