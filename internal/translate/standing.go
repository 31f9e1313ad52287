package translate

import (
	"fallow.dev/fallow/api/v1alpha1"
	"fallow.dev/fallow/internal/recovery"
)

func standing(s *recovery.Standing) v1alpha1.LedgerStanding {
	if *s == (recovery.Standing{}) {
		return v1alpha1.LedgerStanding{}
	}
	out := v1alpha1.LedgerStanding{
		State: states.name(int(s.State)), SinceDay: DayString(s.Since), BriefReleasedDay: DayString(s.BriefReleased),
		Runs:           list(s.HighRun, s.LowRun, int32(s.LeaveHeld), s.SubjectiveRun, s.DriftRun, s.SuppressedRun, s.SilentDays),
		LastEpisode:    optional(s.LastEpisode),
		AutonomicShift: shifts.name(int(s.Shift)), Illness: illness(&s.Illness), Episode: episode(&s.Episode),
	}
	for _, c := range s.Criteria {
		out.Criteria = append(out.Criteria, int32(c))
	}
	out.Criteria = list(out.Criteria...)
	return out
}

func decodeStanding(s *v1alpha1.LedgerStanding) recovery.Standing {
	out := recovery.Standing{
		State: recovery.State(states.index(s.State)), Since: Day(s.SinceDay), BriefReleased: Day(s.BriefReleasedDay),
		HighRun: at(s.Runs, 0), LowRun: at(s.Runs, 1), LeaveHeld: uint8(at(s.Runs, 2)), SubjectiveRun: at(s.Runs, 3),
		DriftRun: at(s.Runs, 4), SuppressedRun: at(s.Runs, 5), SilentDays: at(s.Runs, 6),
		LastEpisode: valueOr(s.LastEpisode, 0), Shift: recovery.Shift(shifts.index(s.AutonomicShift)),
		Illness: decodeIllness(&s.Illness), Episode: decodeEpisode(&s.Episode),
	}
	for i := range out.Criteria {
		out.Criteria[i] = recovery.Criterion(at(s.Criteria, i))
	}
	return out
}

func illness(c *recovery.IllnessCourse) v1alpha1.LedgerIllness {
	if *c == (recovery.IllnessCourse{}) {
		return v1alpha1.LedgerIllness{}
	}
	return v1alpha1.LedgerIllness{
		Active: optional(c.Active), Class: illnesses.name(int(c.Class)), Stage: optional(c.Stage),
		StageSinceDay: DayString(c.StageSince), OnsetDay: DayString(c.Onset),
		LastSymptomDay: DayString(c.LastSymptom), LastAnswerDay: DayString(c.LastAnswer),
	}
}

func decodeIllness(c *v1alpha1.LedgerIllness) recovery.IllnessCourse {
	return recovery.IllnessCourse{
		Active: isTrue(c.Active), Class: recovery.Illness(illnesses.index(c.Class)), Stage: valueOr(c.Stage, 0),
		StageSince: Day(c.StageSinceDay), Onset: Day(c.OnsetDay), LastSymptom: Day(c.LastSymptomDay), LastAnswer: Day(c.LastAnswerDay),
	}
}

func episode(e *recovery.Episode) v1alpha1.LedgerEpisode {
	if e.ID == 0 {
		return v1alpha1.LedgerEpisode{}
	}
	return v1alpha1.LedgerEpisode{
		ID: e.ID, Trigger: triggers.name(int(e.Trigger)), EnteredDay: DayString(e.Entered), Approval: approvals.name(int(e.Approval)),
		Start: Time(e.Start), End: Time(e.End), EasyFrom: Time(e.EasyFrom), ReleasedAt: Time(e.Released), WaivedUntil: Time(e.WaivedUntil),
		OwnedStart: Time(e.Override.Start), OwnedEnd: Time(e.Override.End), OwnedEasyFrom: Time(e.Override.EasyFrom),
		Numbers: list(e.MaxMinutes, e.MaxHeartRatePercent, e.Extensions, int32(e.Positive), flag(e.Brief), int32(e.Silence),
			flag(e.Review), int32(e.Reason), e.RestoredDays),
	}
}

func decodeEpisode(e *v1alpha1.LedgerEpisode) recovery.Episode {
	if e.ID == 0 {
		return recovery.Episode{}
	}
	return recovery.Episode{
		ID: e.ID, Trigger: recovery.Trigger(triggers.index(e.Trigger)), Entered: Day(e.EnteredDay), Approval: recovery.Approval(approvals.index(e.Approval)),
		Start: Instant(e.Start), End: Instant(e.End), EasyFrom: Instant(e.EasyFrom), Released: Instant(e.ReleasedAt), WaivedUntil: Instant(e.WaivedUntil),
		Override:   recovery.Override{Start: Instant(e.OwnedStart), End: Instant(e.OwnedEnd), EasyFrom: Instant(e.OwnedEasyFrom)},
		MaxMinutes: at(e.Numbers, 0), MaxHeartRatePercent: at(e.Numbers, 1), Extensions: at(e.Numbers, 2),
		Positive: recovery.Rules(at(e.Numbers, 3)), Brief: at(e.Numbers, 4) != 0, Silence: recovery.Silence(at(e.Numbers, 5)),
		Review: at(e.Numbers, 6) != 0, Reason: recovery.ReleaseReason(at(e.Numbers, 7)), RestoredDays: at(e.Numbers, 8),
	}
}

func flag(set bool) int32 {
	if set {
		return 1
	}
	return 0
}

// list leaves out trailing zeros, which at reads back.
func list(values ...int32) v1alpha1.LedgerList {
	n := len(values)
	for n > 0 && values[n-1] == 0 {
		n--
	}
	if n == 0 {
		return nil
	}
	return values[:n]
}

func at(l v1alpha1.LedgerList, i int) int32 {
	if i >= len(l) {
		return 0
	}
	return l[i]
}
