package recovery

import (
	"fmt"
	"math"
	"slices"
	"time"
)

// check finds the first reason for which a report cannot be folded.
func check(l *Ledger, r *Report, at Calendar) *Refusal {
	for _, rule := range []func(*Ledger, *Report, Calendar) *Refusal{checkDay, checkObservations, checkSources, checkWellness, checkSleep, checkAnswers, checkSessions} {
		if refusal := rule(l, r, at); refusal != nil {
			return refusal
		}
	}
	return nil
}

func checkDay(l *Ledger, r *Report, at Calendar) *Refusal {
	switch {
	case r.Day > at.Today+1:
		return refuse(RefusedInFuture, "later than tomorrow in the athlete's zone: check the sender's clock and zone", "day")
	case l.Days > 0 && r.Day <= l.Last()-HistoryDays:
		return refuse(RefusedTooOld, "older than the 105 days that are kept: it can no longer change a verdict", "day")
	case r.Day <= 0:
		return refuse(RefusedTooOld, "not after the first day of the epoch: the sender's clock was never set", "day")
	case r.Revision < 0:
		return refuse(RefusedRange, "needs 0 or more", "revision")
	}
	return nil
}

func checkObservations(_ *Ledger, r *Report, _ Calendar) *Refusal {
	for i := range r.Observations {
		o := &r.Observations[i]
		spec, known := LookupMarker(o.Marker)
		switch {
		case !known:
			return refuse(RefusedUnknownMarker, "not a known marker: see the table of markers in the docs", "observations[%d].marker", i)
		case o.Unit != spec.Unit:
			return refuse(RefusedUnit, "this marker is reported in "+spec.Unit+": convert it", "observations[%d].unit", i)
		case !(o.Value >= spec.Min && o.Value <= spec.Max):
			return refuse(RefusedRange, rangeOf(spec), "observations[%d].value", i)
		case math.IsNaN(o.ArtefactPercent) || o.ArtefactPercent > 100:
			return refuse(RefusedRange, "needs 0 to 100 percent", "observations[%d].artefactPercent", i)
		}
	}
	return nil
}

// checkSources bounds how fast an athlete's ledger can grow.
func checkSources(l *Ledger, r *Report, _ Calendar) *Refusal {
	if len(r.Observations) == 0 {
		return nil
	}
	recent := map[string]bool{}
	for i := range l.Series {
		s := &l.Series[i]
		if s.Source == r.Source {
			return nil
		}
		if r.Day-s.Since < 7 && s.Since-r.Day < 7 {
			recent[s.Source] = true
		}
	}
	if len(recent) >= MaxNewSeriesPerWeek {
		return refuse(RefusedSeries, "more than 4 new sources in a week: give each device one lasting name", "source")
	}
	return nil
}

func checkWellness(_ *Ledger, r *Report, _ Calendar) *Refusal {
	for _, answer := range r.Wellness {
		if answer < 0 || answer > 5 {
			return refuse(RefusedRange, "each item needs 1 to 5, 5 best", "wellness")
		}
	}
	return nil
}

func checkSleep(_ *Ledger, r *Report, at Calendar) *Refusal {
	if r.NapMinutes < 0 || r.NapMinutes > minutesPerDay {
		return refuse(RefusedSleep, "naps need 0 to 1440 minutes together", "sleep.naps")
	}
	s := r.Sleep
	if s == nil {
		return nil
	}
	zone := zoneOf(r, at)
	noon := (r.Day - 1).At(minutesPerDay/2, zone)
	switch {
	case DayOf(s.Wake, zone) != r.Day:
		return refuse(RefusedSleep, "the main sleep of a day ends on it: the wake falls on another day in the athlete's zone", "sleep.wake")
	case !s.Onset.Before(s.Wake):
		return refuse(RefusedSleep, "needs to be before sleep.wake", "sleep.onset")
	case s.Onset.Before(noon):
		return refuse(RefusedSleep, "needs to be after noon of the day before", "sleep.onset")
	case s.AsleepMinutes < Missing || time.Duration(s.AsleepMinutes)*time.Minute > s.Wake.Sub(s.Onset):
		return refuse(RefusedSleep, "needs to fit between onset and wake", "sleep.asleepMinutes")
	}
	return nil
}

// Bounds of the answers, those of the API. What is packed into one stored integer
// must not reach beyond its bits.
const (
	maxTravelZones    = 12
	maxAltitudeMetres = 9000
	maxFeverFreeHours = 720
	maxWatts          = 2500
)

func checkAnswers(_ *Ledger, r *Report, _ Calendar) *Refusal {
	if c := r.Context; c != nil {
		switch {
		case c.TravelZones < -maxTravelZones || c.TravelZones > maxTravelZones:
			return refuse(RefusedRange, "needs -12 to 12 zones, east positive", "context.travelZones")
		case c.AltitudeMetres > maxAltitudeMetres:
			return refuse(RefusedRange, "needs 0 to 9000 metres", "context.altitudeMetres")
		}
	}
	if s := r.Symptoms; s != nil {
		switch {
		case s.Illness < NoIllness || s.Illness > Systemic:
			return refuse(RefusedRange, "needs None, AboveNeck or Systemic", "symptoms.illness")
		case s.FeverFreeHours > maxFeverFreeHours:
			return refuse(RefusedRange, "needs 0 to 720 hours", "symptoms.feverFreeHours")
		}
	}
	return nil
}

func checkSessions(l *Ledger, r *Report, at Calendar) *Refusal {
	zone := zoneOf(r, at)
	for i := range r.Sessions {
		s := &r.Sessions[i]
		day := DayOf(s.Start, zone)
		switch {
		case s.Minutes < 1 || s.Minutes > minutesPerDay:
			return refuse(RefusedSession, "needs 1 to 1440 minutes", "sessions[%d].durationMinutes", i)
		case s.RPE != Missing && (s.RPE < 0 || s.RPE > 10):
			return refuse(RefusedSession, "needs 0 to 10 (CR-10)", "sessions[%d].rpe", i)
		case s.Intensity < 0 || s.Intensity > High:
			return refuse(RefusedSession, "needs Easy, Moderate, Threshold or High, or nothing", "sessions[%d].intensity", i)
		case s.Watts < 0 || s.Watts > maxWatts:
			return refuse(RefusedSession, "needs 0 to 2500 watts", "sessions[%d].averagePowerWatts", i)
		case day > r.Day:
			return refuse(RefusedSession, "starts after the report's day: report it on its own day or later", "sessions[%d].startedAt", i)
		case day <= max(r.Day, newest(l))-HistoryDays:
			return refuse(RefusedTooOld, "older than the 105 days that are kept", "sessions[%d].startedAt", i)
		}
		for j := range i {
			if r.Sessions[j].Start.Unix()/60 == s.Start.Unix()/60 {
				return refuse(RefusedDuplicate, "starts in the same minute as another session of the report", "sessions[%d].startedAt", i)
			}
		}
	}
	if len(l.Sessions)+added(l, r) > MaxSessions {
		return refuse(RefusedSessions, "more sessions in 105 days than are kept", "sessions")
	}
	return nil
}

// added counts the sessions of a report that the ledger does not hold yet: a
// second delivery or a correction needs no room.
func added(l *Ledger, r *Report) int {
	n := 0
	for i := range r.Sessions {
		row := SessionRow{Source: r.Source, Start: r.Sessions[i].Start.Unix() / 60}
		if _, found := slices.BinarySearchFunc(l.Sessions, row, compareSessions); !found {
			n++
		}
	}
	return n
}

func newest(l *Ledger) Day {
	if l.Days == 0 {
		return math.MinInt32 + HistoryDays
	}
	return l.Last()
}

func rangeOf(spec MarkerSpec) string {
	return fmt.Sprintf("outside the physiological range of %s (%g to %g %s): check unit and method", spec.Marker, spec.Min, spec.Max, spec.Unit)
}
