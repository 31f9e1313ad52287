package recovery

import "math"

// history is the view that one evaluation has of the ledger: fixed columns that
// end on the evaluated day, the newest at index today, NaN where nothing usable
// was reported. It lives on the stack, so that an evaluation hardly allocates.
type history struct {
	day    Day
	length int // days since the first report, at most HistoryDays

	lnRMSSD, heartRate, ratio series // ratio: lnRMSSD over the mean RR interval
	hrvQuality                series
	asleep, nap               series
	onset, wake               series // minutes since noon of the day before
	load                      series // session RPE load, arbitrary units
	wellness                  [WellnessItems]series

	usable   [HistoryDays]bool // nothing said that day speaks against a reference
	restored [HistoryDays]bool // usable, and Restored or before any state

	travel bool // the autonomic channel is suspended
}

type series [HistoryDays]float64

const today = HistoryDays - 1

// load fills the history with the days up to and including day.
func (h *history) fill(l *Ledger, day Day, p *Params) {
	h.day = day
	h.length = max(0, min(HistoryDays, int(day-l.First)+1))
	h.exclusions(l, p)
	h.markers(l, p)
	for i := range h.wellness {
		h.wellness[i].fill(&l.Wellness[i], h.offset(l))
	}
	h.asleep.fill(&l.Sleep.Asleep, h.offset(l))
	for i := range h.asleep {
		if h.asleep[i] == asleepUnknown {
			h.asleep[i] = math.NaN()
		}
	}
	h.nap.fill(&l.Sleep.Nap, h.offset(l))
	h.onset.fill(&l.Sleep.Onset, h.offset(l))
	for i := range h.wake {
		h.wake[i] = math.NaN()
		if wake, ok := l.Sleep.wake(i + h.offset(l)); ok {
			h.wake[i] = float64(wake)
		}
	}
	h.loads(l)
}

// offset is what has to be added to an index of the history to get a ledger row.
func (h *history) offset(l *Ledger) int { return int(h.day-l.First) - today }

func (s *series) fill(c *Column, offset int) {
	for i := range s {
		s[i] = math.NaN()
		if v := c.At(i + offset); v != Missing {
			s[i] = float64(v)
		}
	}
}

// exclusions marks the days that may serve as a reference: not ill, no alcohol,
// no journey across zones, no altitude, no medication that affects heart rate.
func (h *history) exclusions(l *Ledger, p *Params) {
	before := firstStateDay(l)
	offset := h.offset(l)
	for i := range h.usable {
		c := contextOf(l.Context.At(i + offset))
		s, ill := symptomsOf(l.Symptoms.At(i + offset))
		h.usable[i] = !c.Alcohol && !c.Medication && int(c.TravelZones) < p.Autonomic.TravelZones &&
			int(c.AltitudeMetres) <= p.Autonomic.AltitudeMetres && (!ill || s.Illness == NoIllness)
		day := h.day - Day(today-i)
		v, judged := l.verdictOn(day)
		h.restored[i] = h.usable[i] && (day < before || judged && day < h.day && v.State == Restored)
	}
	h.excludeAfterIllness(l, p)
	h.travel = h.suspended(l, p)
}

// firstStateDay is the first day with a state other than Unknown.
func firstStateDay(l *Ledger) Day {
	for i := range l.Verdicts {
		if l.Verdicts[i].State != Unknown {
			return l.Verdicts[i].Day
		}
	}
	return math.MaxInt32
}

// excludeAfterIllness keeps the days after an illness out of the references.
func (h *history) excludeAfterIllness(l *Ledger, p *Params) {
	last, ever := Day(0), false
	for i := range h.usable {
		day := h.day - Day(today-i)
		if v, ok := l.verdictOn(day); ok && day < h.day && v.Rules.Has(RuleIllness) {
			last, ever = day, true
		}
		if ever && day-last <= Day(p.Illness.BaselineGraceDays) {
			h.usable[i], h.restored[i] = false, false
		}
	}
}

// suspended: crossing time zones suspends the autonomic channel a day a zone.
func (h *history) suspended(l *Ledger, p *Params) bool {
	for back := range contextZonesMask {
		zones := int(contextOf(l.Context.At(today - back + h.offset(l))).TravelZones)
		if zones >= p.Autonomic.TravelZones && back < zones {
			return true
		}
	}
	return false
}

// markers picks one series of each marker; baselines never mix two.
func (h *history) markers(l *Ledger, p *Params) {
	hrvSeries, heartSeries := h.preferred(l, RMSSD, p), h.preferred(l, RestingHeartRate, p)
	offset := h.offset(l)
	for i := range h.lnRMSSD {
		h.lnRMSSD[i], h.hrvQuality[i] = math.NaN(), math.NaN()
		h.heartRate[i], h.ratio[i] = math.NaN(), math.NaN()
		c := contextOf(l.Context.At(i + offset))
		if c.Medication || int(c.AltitudeMetres) > p.Autonomic.AltitudeMetres {
			continue
		}
		if v, quality := valueAt(hrvSeries, i+offset); v > 0 {
			h.lnRMSSD[i], h.hrvQuality[i] = math.Log(v/10), quality
		}
		if v, _ := valueAt(heartSeries, i+offset); v > 0 {
			h.heartRate[i] = v / 10
			h.ratio[i] = h.lnRMSSD[i] / (60000 / h.heartRate[i])
		}
	}
}

// valueAt returns a stored value and its quality, 0 where it is missing or was
// rejected for its artefacts.
func valueAt(s *Series, row int) (value, quality float64) {
	if s == nil {
		return 0, 0
	}
	cell := s.Column.cell(row)
	if cell.Value <= 0 || cell.Quality <= 0 {
		return 0, 0
	}
	return float64(cell.Value), float64(cell.Quality) / 100
}

// preferred is the series of a marker with most values in the newest trend
// window; of equals the one that has been reported longest, then by name.
func (h *history) preferred(l *Ledger, m Marker, p *Params) *Series {
	var best *Series
	most := 0
	for i := range l.Series {
		s := &l.Series[i]
		if s.Marker != m {
			continue
		}
		n := 0
		for back := range p.Baseline.TrendDays {
			if v, _ := valueAt(s, today-back+h.offset(l)); v > 0 {
				n++
			}
		}
		if n > most || n == most && best != nil && s.Since < best.Since || best == nil {
			best, most = s, n
		}
	}
	return best
}
