package translate

import (
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"fallow.dev/fallow/api/v1alpha1"
	"fallow.dev/fallow/internal/recovery"
	"fallow.dev/fallow/internal/schedule"
)

// What one EffectivePlan lists at most. Sessions are fitted around every window,
// whether it is listed or not.
const (
	MaxPlanSessions = 256
	MaxPlanWindows  = 32
)

// PlanSpan is the days that a plan lists: three weeks from the Monday of today's
// week, so that it always holds 14 coming days and is written anew once a week
// only, if nothing else changes.
func PlanSpan(today recovery.Day) (from, to recovery.Day) {
	from = today - recovery.Day((int(today.Weekday())+6)%7)
	return from, from + 20
}

// PlanSpec is what an EffectivePlan should say.
func PlanSpec(athlete string, decision int64, from, to recovery.Day, validUntil recovery.Instant, windows []schedule.Window, sessions []schedule.Fitted) v1alpha1.EffectivePlanSpec {
	p := v1alpha1.EffectivePlanSpec{
		AthleteRef: v1alpha1.AthleteRef{Name: athlete}, Decision: new(decision),
		FromDay: DayString(from), ToDay: DayString(to), ValidUntil: metav1.NewTime(validUntil.Time()),
	}
	for i := range min(len(windows), MaxPlanWindows) {
		w := &windows[i]
		item := v1alpha1.PlanWindow{Name: w.Name, Start: metav1.NewTime(w.Start.Time()), End: Time(w.End), Allow: v1alpha1.AllowEasy}
		if w.EasyFrom > w.Start {
			item.Allow = v1alpha1.AllowNothing
			if w.End == 0 && w.EasyFrom < forever || w.EasyFrom < w.End {
				item.EasyFrom = Time(w.EasyFrom)
			}
		}
		p.Windows = append(p.Windows, item)
	}
	for i := range min(len(sessions), MaxPlanSessions) {
		s := &sessions[i]
		p.Sessions = append(p.Sessions, v1alpha1.EffectiveSession{
			Block: s.Block, Name: s.Name, PlannedDay: DayString(s.Day), Start: metav1.NewTime(s.Start.Time()),
			Kind: v1alpha1.SessionKind(s.Kind), Intensity: intensities.name(int(s.Intensity)), DurationMinutes: s.Minutes,
			PlannedLoad: s.Load, Priority: v1alpha1.Priority(s.Priority),
			Disposition: v1alpha1.Disposition(s.Disposition), Window: s.Window,
		})
	}
	return p
}
