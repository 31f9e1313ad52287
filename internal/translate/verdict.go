package translate

import (
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"fallow.dev/fallow/api/v1alpha1"
	"fallow.dev/fallow/internal/recovery"
)

// maxReasons is the most that a status lists.
const maxReasons = 16

// Recovery is the verdict as an Athlete's status shows it: coarse, without a
// value. The zero status: nothing was judged yet.
func Recovery(l *recovery.Ledger, set *recovery.Setting) v1alpha1.RecoveryStatus {
	v, ok := l.LastVerdict()
	if !ok {
		return v1alpha1.RecoveryStatus{}
	}
	s := &l.Standing
	out := v1alpha1.RecoveryStatus{
		State: states.name(int(s.State)), Since: since(s.Since, v.Day, set), EvaluatedDay: DayString(v.Day),
		ConfidencePercent: new(v.Confidence), Phase: v1alpha1.PhaseEstablished, AutonomicShift: shifts.name(int(s.Shift)),
	}
	if v.Rules.Has(recovery.RuleLearning) {
		out.Phase = v1alpha1.PhaseLearning
	}
	for _, r := range l.Explanation.Reasons {
		if len(out.Reasons) < maxReasons {
			out.Reasons = append(out.Reasons, v1alpha1.Reason{
				Rule: r.Rule.String(), Direction: directions.name(int(r.Direction)), Margin: margins.name(int(r.Coarse())),
			})
		}
	}
	for tissue, c := range recovery.Clocks(l, set.Wake(v.Day), &set.Params.Clocks) {
		if c.Until != 0 {
			out.Clocks = append(out.Clocks, v1alpha1.TissueClock{Tissue: tissues.name(tissue), Until: metav1.NewTime(c.Until.Time())})
		}
	}
	return out
}

// since is the usual wake of the day that entered the state.
func since(day, evaluated recovery.Day, set *recovery.Setting) metav1.Time {
	if day == 0 {
		day = evaluated
	}
	return metav1.NewTime(set.Wake(day).Time())
}
