package sleep

// MinimumPairs is how many pairs of successive nights a regularity index needs:
// those of seven nights in a row.
const MinimumPairs = 6

// IrregularBelow is the regularity index under which timing counts as irregular,
// a default of this project (grade D).
const IrregularBelow = 70

// maximumOrigin bounds the minutes of an [Interval], two days to either side of
// its origin.
const maximumOrigin = 2 * minutesPerDay

// Interval is one main sleep in minutes by the local clock from an origin that
// is the same for all of a series: with midnight before the day of the wake,
// 22:45 to 07:00 is −75 to 420. Only the time of day of both matters. A sleep
// lasts 1 minute to 24 hours. The zero value is a night that was not reported.
type Interval struct {
	Onset, Wake int
}

func (n Interval) reported() bool { return n != Interval{} }

func (n Interval) valid() bool {
	inRange := n.Onset >= -maximumOrigin && n.Wake <= maximumOrigin
	return inRange && n.Onset < n.Wake && n.Wake-n.Onset <= minutesPerDay
}

// RegularityIndex is the sleep regularity index (Phillips 2017): the chance of
// being in the same state, asleep or awake, at two times 24 hours apart, scaled
// so that 100 is the same sleep every day, −100 its opposite, and 0 no better
// than tossing a coin. Nights are successive days,
// oldest first, each with its main sleep. Pairs with a night that was not
// reported are left out. The index is undefined with fewer than [MinimumPairs]
// pairs, or if a reported night is no valid [Interval].
//
// It is computed from the overlap of the sleeps, not from epochs, so that it
// needs no memory and has no error of rounding to epochs. Naps are awake time to
// it.
func RegularityIndex(nights []Interval) (float64, bool) {
	for _, n := range nights {
		if n.reported() && !n.valid() {
			return 0, false
		}
	}
	pairs, agreeing := 0, 0
	for i := 1; i < len(nights); i++ {
		if !nights[i-1].reported() || !nights[i].reported() {
			continue
		}
		pairs++
		agreeing += agreement(nights[i-1], nights[i])
	}
	if pairs < MinimumPairs {
		return 0, false
	}
	return regularity(agreeing, pairs), true
}

// PairRegularity is the sleep regularity index of two successive days alone, one
// term of [RegularityIndex]. An hour's shift of onset and wake gives 83.33.
func PairRegularity(first, second Interval) (float64, bool) {
	if !first.valid() || !second.valid() {
		return 0, false
	}
	return regularity(agreement(first, second), 1), true
}

// regularity scales the agreeing minutes of some pairs of days to −100…100.
func regularity(agreeing, pairs int) float64 {
	return -100 + 200*float64(agreeing)/float64(minutesPerDay*pairs)
}

// agreement is the number of minutes of a day in which both are asleep or both
// awake: all but those in which exactly one sleeps.
func agreement(a, b Interval) int {
	asleep := (a.Wake - a.Onset) + (b.Wake - b.Onset)
	return minutesPerDay - asleep + 2*overlap(a, b)
}

// overlap is the number of minutes of the clock's circle that both sleep. Both
// begin on one turn of it, and last at most one, so that a meets b there or one
// turn to either side.
func overlap(a, b Interval) int {
	a, b = a.onFirstTurn(), b.onFirstTurn()
	total := 0
	for turn := -minutesPerDay; turn <= minutesPerDay; turn += minutesPerDay {
		from, to := max(a.Onset, b.Onset+turn), min(a.Wake, b.Wake+turn)
		total += max(0, to-from)
	}
	return total
}

// onFirstTurn moves the sleep by whole days so that it begins in 0…1439.
func (n Interval) onFirstTurn() Interval {
	onset := (n.Onset%minutesPerDay + minutesPerDay) % minutesPerDay
	return Interval{Onset: onset, Wake: onset + n.Wake - n.Onset}
}
