package translate

import (
	"errors"

	"fallow.dev/fallow/api/v1alpha1"
	"fallow.dev/fallow/internal/recovery"
)

// ErrNewerWriter says that a ledger was written by a newer version, so that this
// one must not write it.
var ErrNewerWriter = errors.New("the ledger was written by a newer version of the manager: upgrade this one")

// LedgerSpec writes a ledger. DecodeLedger reads the same value back.
func LedgerSpec(athlete string, l *recovery.Ledger) v1alpha1.RecoveryLedgerSpec {
	s := v1alpha1.RecoveryLedgerSpec{
		AthleteRef: v1alpha1.AthleteRef{Name: athlete}, Encoding: recovery.Encoding, Sequence: l.Sequence,
		Asleep: column(&l.Sleep.Asleep), Onset: column(&l.Sleep.Onset), Naps: column(&l.Sleep.Nap),
		Context: column(&l.Context), Symptoms: column(&l.Symptoms), RestDays: column(&l.RestDays),
		Sessions: sessions(l), Verdicts: verdicts(l.Verdicts),
		Morning: standing(&l.Morning), Standing: standing(&l.Standing), Explanation: explanation(&l.Explanation),
	}
	if l.Days > 0 {
		s.FirstDay, s.Days = DayString(l.First), new(int32(l.Days))
	}
	for i := range l.Series {
		e := &l.Series[i]
		s.Series = append(s.Series, v1alpha1.LedgerSeries{
			Marker: v1alpha1.Marker(e.Marker), Source: e.Source, Method: e.Method, SinceDay: DayString(e.Since), Column: column(&e.Column),
		})
	}
	answered := false
	for i := range l.Wellness {
		answered = answered || len(l.Wellness[i].Value) > 0
	}
	for i := range l.Wellness {
		if answered {
			s.Wellness = append(s.Wellness, column(&l.Wellness[i]))
		}
	}
	for i := range l.Episodes {
		s.Episodes = append(s.Episodes, episode(&l.Episodes[i]))
	}
	return s
}

// DecodeLedger reads a ledger. ErrNewerWriter: its layout is not known here.
func DecodeLedger(s *v1alpha1.RecoveryLedgerSpec) (recovery.Ledger, error) {
	if s.Encoding > recovery.Encoding {
		return recovery.Ledger{}, ErrNewerWriter
	}
	rows := int(min(max(0, valueOr(s.Days, 0)), recovery.HistoryDays))
	l := recovery.Ledger{
		Sequence: s.Sequence, First: Day(s.FirstDay), Days: rows,
		Sleep:   recovery.SleepColumns{Asleep: decodeColumn(&s.Asleep, rows), Onset: decodeColumn(&s.Onset, rows), Nap: decodeColumn(&s.Naps, rows)},
		Context: decodeColumn(&s.Context, rows), Symptoms: decodeColumn(&s.Symptoms, rows), RestDays: decodeColumn(&s.RestDays, rows),
		Verdicts: decodeVerdicts(&s.Verdicts),
		Morning:  decodeStanding(&s.Morning), Standing: decodeStanding(&s.Standing), Explanation: decodeExplanation(&s.Explanation),
	}
	l.Sessions = decodeSessions(&s.Sessions, l.First)
	for i := range s.Series {
		e := &s.Series[i]
		l.Series = append(l.Series, recovery.Series{
			Marker: recovery.Marker(e.Marker), Source: e.Source, Method: e.Method, Since: Day(e.SinceDay), Column: decodeColumn(&e.Column, rows),
		})
	}
	for i := range s.Wellness {
		if i < len(l.Wellness) {
			l.Wellness[i] = decodeColumn(&s.Wellness[i], rows)
		}
	}
	for i := range s.Episodes {
		l.Episodes = append(l.Episodes, decodeEpisode(&s.Episodes[i]))
	}
	return l, nil
}

func column(c *recovery.Column) v1alpha1.LedgerColumn {
	return v1alpha1.LedgerColumn{Values: c.Value, Qualities: c.Quality, Minutes: c.Minute, Revisions: c.Revision}
}

// decodeColumn reads a column of the given number of rows. One that was cut or
// lengthened by hand is fitted to it, so that every cell of a day is there.
func decodeColumn(c *v1alpha1.LedgerColumn, rows int) recovery.Column {
	return recovery.Column{
		Value: fitted(c.Values, rows, recovery.Missing), Quality: fitted(c.Qualities, rows, usualQuality),
		Minute: fitted(c.Minutes, rows, 0), Revision: fitted(c.Revisions, rows, 0),
	}
}

// usualQuality is that of an undisturbed value, in percent.
const usualQuality = 100

func fitted(cells v1alpha1.LedgerCells, rows int, usual int32) []int32 {
	if len(cells) == 0 || rows == 0 {
		return nil
	}
	for len(cells) < rows {
		cells = append(cells, usual)
	}
	return cells[:rows]
}

func explanation(x *recovery.Explanation) v1alpha1.LedgerExplanation {
	var out v1alpha1.LedgerExplanation
	for _, r := range x.Reasons {
		reason := v1alpha1.LedgerReason{Rule: r.Rule.String(), Direction: directions.name(int(r.Direction))}
		if r.Margin != recovery.NoValue {
			reason.MarginHundredths = new(r.Margin)
		}
		out.Reasons = append(out.Reasons, reason)
	}
	if c := x.Counterfactual; c.Found {
		out.Counterfactual = v1alpha1.LedgerCounterfactual{
			Channel: channels.name(int(c.Channel)), ChangeHundredths: new(c.ChangeSD), ThresholdPermille: c.Permille,
		}
	}
	if x.DebtMinutes != recovery.Missing {
		out.SleepDebtMinutes = new(x.DebtMinutes)
	}
	return out
}

func decodeExplanation(x *v1alpha1.LedgerExplanation) recovery.Explanation {
	out := recovery.Explanation{DebtMinutes: valueOr(x.SleepDebtMinutes, recovery.Missing)}
	for i := range x.Reasons {
		r := &x.Reasons[i]
		out.Reasons = append(out.Reasons, recovery.Reason{
			Rule: rule(r.Rule), Direction: recovery.Direction(directions.index(r.Direction)), Margin: valueOr(r.MarginHundredths, recovery.NoValue),
		})
	}
	if c := &x.Counterfactual; c.ThresholdPermille != 0 {
		out.Counterfactual = recovery.Counterfactual{
			Found: true, Channel: recovery.ChannelID(channels.index(c.Channel)), ChangeSD: valueOr(c.ChangeHundredths, 0), Permille: c.ThresholdPermille,
		}
	}
	return out
}

func rule(name string) recovery.RuleID {
	for id, n := range recovery.RuleNames {
		if n == name {
			return recovery.RuleID(id)
		}
	}
	return recovery.RuleID(len(recovery.RuleNames))
}
