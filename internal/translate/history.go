package translate

import (
	"slices"

	"fallow.dev/fallow/api/v1alpha1"
	"fallow.dev/fallow/internal/recovery"
)

const (
	minutesPerDay    = 24 * 60
	sessionEccentric = 1
	sessionWithdrawn = 2
	verdictAnswered  = 10
)

func sessions(l *recovery.Ledger) v1alpha1.LedgerSessions {
	var s v1alpha1.LedgerSessions
	for i := range l.Sessions {
		r := &l.Sessions[i]
		s.Sources = append(s.Sources, position(&s.SourceNames, r.Source))
		kind := int32(0)
		if !r.Withdrawn { // which has none
			kind = position(&s.KindNames, v1alpha1.SessionKind(r.Kind))
		}
		s.Kinds = append(s.Kinds, kind)
		s.Starts = append(s.Starts, int32(r.Start-int64(l.First)*minutesPerDay))
		s.DayOffsets = append(s.DayOffsets, int32(r.Day-l.First))
		s.Intensities = append(s.Intensities, int32(r.Intensity))
		s.Durations = append(s.Durations, r.Minutes)
		s.RPEs = append(s.RPEs, r.RPE)
		s.Powers = append(s.Powers, r.Watts)
		s.Flags = append(s.Flags, sessionEccentric*flag(r.Eccentric)+sessionWithdrawn*flag(r.Withdrawn))
		s.Revisions = append(s.Revisions, r.Revision)
	}
	for _, l := range []*v1alpha1.LedgerList{&s.Sources, &s.Kinds, &s.Intensities, &s.Durations, &s.RPEs, &s.Powers, &s.Flags, &s.Revisions} {
		*l = list(*l...)
	}
	return s
}

// lookup finds the name at a position.
func lookup[T any](dictionary []T, position int32) (name T, ok bool) {
	if position < 0 || int(position) >= len(dictionary) {
		return name, false
	}
	return dictionary[position], true
}

// position finds or adds a name.
func position[T comparable](dictionary *[]T, name T) int32 {
	i := slices.Index(*dictionary, name)
	if i < 0 {
		i = len(*dictionary)
		*dictionary = append(*dictionary, name)
	}
	return int32(i)
}

func decodeSessions(s *v1alpha1.LedgerSessions, first recovery.Day) []recovery.SessionRow {
	rows := make([]recovery.SessionRow, 0, len(s.Starts))
	for i := range s.Starts {
		flags := at(s.Flags, i)
		withdrawn := flags&sessionWithdrawn != 0
		source, named := lookup(s.SourceNames, at(s.Sources, i))
		kind, known := lookup(s.KindNames, at(s.Kinds, i))
		if withdrawn {
			kind = ""
		}
		if !named || !known && !withdrawn {
			continue
		}
		rows = append(rows, recovery.SessionRow{
			Source: source, Kind: recovery.SessionKind(kind),
			Start: int64(first)*minutesPerDay + int64(s.Starts[i]), Day: first + recovery.Day(at(s.DayOffsets, i)),
			Intensity: recovery.Intensity(at(s.Intensities, i)), Minutes: at(s.Durations, i), RPE: at(s.RPEs, i), Watts: at(s.Powers, i),
			Eccentric: flags&sessionEccentric != 0, Withdrawn: withdrawn, Revision: at(s.Revisions, i),
		})
	}
	if len(rows) == 0 {
		return nil
	}
	return rows
}

func verdicts(vs []recovery.Verdict) v1alpha1.LedgerVerdicts {
	var out v1alpha1.LedgerVerdicts
	if len(vs) == 0 {
		return out
	}
	out.FirstDay = DayString(vs[0].Day)
	for i := range vs {
		v := &vs[i]
		out.States = append(out.States, int32(v.State)+verdictAnswered*flag(v.Answered))
		out.Probabilities = append(out.Probabilities, v.Permille)
		out.Confidences = append(out.Confidences, v.Confidence)
		for id, channel := range channelLists(&out) {
			*channel = append(*channel, v.U[id])
		}
		out.LnRMSSDDeviations = append(out.LnRMSSDDeviations, v.Z3)
		out.HeartRateDeviations = append(out.HeartRateDeviations, v.HR3)
		out.Rules = append(out.Rules, int32(v.Rules))
	}
	return out
}

func channelLists(v *v1alpha1.LedgerVerdicts) [5]*v1alpha1.LedgerList {
	return [5]*v1alpha1.LedgerList{
		recovery.Subjective: &v.Subjective, recovery.Autonomic: &v.Autonomic, recovery.Performance: &v.Performance,
		recovery.Sleep: &v.Sleep, recovery.Load: &v.Load,
	}
}

func decodeVerdicts(in *v1alpha1.LedgerVerdicts) []recovery.Verdict {
	if len(in.States) == 0 {
		return nil
	}
	first := Day(in.FirstDay)
	out := make([]recovery.Verdict, len(in.States))
	for i := range in.States {
		v := &out[i]
		v.Day = first + recovery.Day(i)
		v.State, v.Answered = recovery.State(in.States[i]%verdictAnswered), in.States[i] >= verdictAnswered
		v.Permille, v.Confidence = at(in.Probabilities, i), at(in.Confidences, i)
		for id, channel := range channelLists(in) {
			v.U[id] = at(*channel, i)
		}
		v.Z3, v.HR3, v.Rules = at(in.LnRMSSDDeviations, i), at(in.HeartRateDeviations, i), recovery.Rules(at(in.Rules, i))
	}
	return out
}
