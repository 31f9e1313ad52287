package translate

import (
	"fmt"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"fallow.dev/fallow/api/v1alpha1"
	"fallow.dev/fallow/internal/recovery"
	"fallow.dev/fallow/internal/schedule"
)

// WindowName is the name of an episode's window, or of the window that continues
// beside one that a person made shorter.
func WindowName(athlete string, w *recovery.Window) string {
	name := fmt.Sprintf("%s-%d", athlete, w.Episode)
	if w.Continuation {
		name += "-c"
	}
	return name
}

// WindowSpec is what a window of the engine should say, without the fields that
// a person owns and without those that belong to people. Approval is stated only
// where the engine gives it.
func WindowSpec(athlete string, w *recovery.Window, decision int64) v1alpha1.RestWindowSpec {
	s := v1alpha1.RestWindowSpec{
		AthleteRef: v1alpha1.AthleteRef{Name: athlete}, Trigger: triggers.name(int(w.Trigger)),
		Episode: w.Episode, Decision: new(decision), ReleasedAt: Time(w.Released), Allow: v1alpha1.AllowEasy,
		Allowance: allowance(w),
	}
	if w.Override.Start == 0 {
		s.Start = *Time(w.Start)
	}
	if w.Override.End == 0 {
		s.End = Time(w.End)
	}
	if w.Strict() {
		s.Allow = v1alpha1.AllowNothing
		if w.Override.EasyFrom == 0 && w.EasyFrom < w.End {
			s.EasyFrom = Time(w.EasyFrom)
		}
	}
	if w.Approval == recovery.Automatic {
		s.Approval = v1alpha1.ApprovalAutomatic
	}
	return s
}

func allowance(w *recovery.Window) v1alpha1.Allowance {
	a := v1alpha1.Allowance{MaxHeartRatePercent: w.MaxHeartRatePercent}
	if w.MaxMinutes > 0 {
		a.MaxMinutes = new(w.MaxMinutes)
	}
	return a
}

// Seen is the engine's view of one of its windows as it stands; owned names the
// fields of the spec that somebody else than the engine owns.
func Seen(w *v1alpha1.RestWindow, owned func(field string) bool) recovery.WindowSeen {
	s := &w.Spec
	out := recovery.WindowSeen{
		Episode: s.Episode, Decision: valueOr(s.Decision, 0),
		Start: recovery.InstantOf(s.Start.Time), End: Instant(s.End), EasyFrom: easyFrom(s),
		Approval: recovery.Approval(approvals.index(s.Approval)), WaivedUntil: recovery.InstantOf(s.Waiver.Until.Time),
		Cleared: s.Clearance != (v1alpha1.Clearance{}), HandBack: isTrue(s.HandBack),
	}
	if owned("start") {
		out.Owned.Start = out.Start
	}
	if owned("end") && out.End != 0 {
		out.Owned.End = out.End
	}
	if owned("easyFrom") || owned("allow") {
		out.Owned.EasyFrom = out.EasyFrom
	}
	return out
}

// easyFrom is from when a window allows Easy: its end or later if never.
func easyFrom(s *v1alpha1.RestWindowSpec) recovery.Instant {
	switch {
	case s.Allow == v1alpha1.AllowEasy:
		return recovery.InstantOf(s.Start.Time)
	case s.EasyFrom != nil:
		return Instant(s.EasyFrom)
	case s.End != nil:
		return Instant(s.End)
	}
	return forever
}

// forever is later than every instant that the API admits.
const forever recovery.Instant = 1 << 40

// RestOf is the scheduler's view of a window of the engine; false if it does not
// displace anything.
func RestOf(athlete string, w *recovery.Window, waivedUntil recovery.Instant) (schedule.Window, bool) {
	if w.Approval != recovery.Approved && w.Approval != recovery.Automatic {
		return schedule.Window{}, false
	}
	out := schedule.Window{
		Name: WindowName(athlete, w), Start: w.Start, End: w.End, EasyFrom: w.EasyFrom, MaxMinutes: w.MaxMinutes,
		Hold: w.Trigger == recovery.TriggerIllness, UntilReleased: w.Released == 0,
	}
	if o := w.Override; o.Start != 0 {
		out.Start = o.Start
	}
	if o := w.Override; o.End != 0 {
		out.End = o.End
	}
	if o := w.Override; o.EasyFrom != 0 {
		out.EasyFrom = o.EasyFrom
	}
	if w.Released != 0 {
		out.End = min(out.End, w.Released)
	}
	out.Start = max(out.Start, waivedUntil)
	return out, out.End > out.Start
}

// DeclaredRest is the scheduler's view of a person's own window.
func DeclaredRest(w *v1alpha1.RestWindow) schedule.Window {
	s := &w.Spec
	out := schedule.Window{
		Name: w.Name, Start: recovery.InstantOf(s.Start.Time), End: Instant(s.End), EasyFrom: easyFrom(s),
		MaxMinutes: valueOr(s.Allowance.MaxMinutes, 0), Hold: s.Trigger == v1alpha1.TriggerMedicalHold || s.Trigger == v1alpha1.TriggerIllness,
	}
	for _, over := range []recovery.Instant{Instant(s.ReleasedAt), recovery.InstantOf(s.Clearance.At.Time)} {
		if over != 0 && (out.End == 0 || over < out.End) {
			out.End = over
		}
	}
	out.Start = max(out.Start, recovery.InstantOf(s.Waiver.Until.Time))
	return out
}

// Criteria lists the criteria of the leave rule that were asked.
func Criteria(s *recovery.Standing) []v1alpha1.ExitCriterion {
	var out []v1alpha1.ExitCriterion
	for id, c := range s.Criteria {
		if c != recovery.NotAsked {
			out = append(out, v1alpha1.ExitCriterion{Name: recovery.CriterionNames[id], State: criteria.name(int(c))})
		}
	}
	return out
}

// Prescription writes what serves recovery in a window.
func Prescription(rows []recovery.Prescription) []v1alpha1.PrescriptionItem {
	var out []v1alpha1.PrescriptionItem
	for i := range rows {
		r := &rows[i]
		out = append(out, v1alpha1.PrescriptionItem{
			Modality: v1alpha1.Modality(r.Modality), From: metav1.NewTime(r.From.Time()), To: metav1.NewTime(r.To.Time()),
			Dose: r.Dose, Serves: r.Serves, Evidence: v1alpha1.EvidenceGrade(r.Evidence), Source: r.Source,
		})
	}
	return out
}
