package controllers

import (
	"context"

	"k8s.io/apimachinery/pkg/api/equality"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"sigs.k8s.io/controller-runtime/pkg/client"

	"fallow.dev/fallow/api/v1alpha1"
	ac "fallow.dev/fallow/api/v1alpha1/applyconfiguration/api/v1alpha1"
	"fallow.dev/fallow/internal/recovery"
	"fallow.dev/fallow/internal/schedule"
	"fallow.dev/fallow/internal/translate"
)

// applyPlan projects the plan, if it differs.
func (r *AthleteReconciler) applyPlan(ctx context.Context, s *seen, d *recovery.Decision) error {
	spec := s.planSpec(&d.Ledger)
	if s.plan != nil {
		have := s.plan.Spec
		have.Decision = spec.Decision
		if equality.Semantic.DeepEqual(spec, have) && metav1.IsControlledBy(s.plan, s.athlete) {
			return nil
		}
	}
	plan := &v1alpha1.EffectivePlan{
		TypeMeta:   metav1.TypeMeta{APIVersion: v1alpha1.SchemeGroupVersion.String(), Kind: "EffectivePlan"},
		ObjectMeta: childMeta(s.athlete, s.athlete.Name), Spec: spec,
	}
	if s.plan != nil {
		plan.ResourceVersion = s.plan.ResourceVersion
	}
	return applyAs(ctx, r.Client, plan, ac.EffectivePlan(plan.Name, plan.Namespace), client.FieldOwner(Manager))
}

// planSpec is the plan that follows from the ledger and the blocks.
func (s *seen) planSpec(l *recovery.Ledger) v1alpha1.EffectivePlanSpec {
	from, to := translate.PlanSpan(recovery.DayOf(s.now, s.zone))
	rest := s.rest(l)
	fitted := schedule.Fit(schedule.Expand(s.blocks, from, to, s.zone), rest)
	validUntil := recovery.InstantOf((from + 7).At(planGraceMinutes, s.zone))
	return translate.PlanSpec(s.athlete.Name, l.Sequence, from, to, validUntil, rest, fitted)
}

// planGraceMinutes is the minute of a Monday until which the plan of the week
// before is valid: its successor is written at the wake.
const planGraceMinutes = 12 * 60

// rest lists the windows that displace sessions: the engine's as the ledger has
// them, and people's own.
func (s *seen) rest(l *recovery.Ledger) []schedule.Window {
	var rest []schedule.Window
	for _, w := range s.engineWindows(l) {
		waived := recovery.Instant(0)
		if l.Standing.Episode.ID == w.Episode {
			waived = l.Standing.Episode.WaivedUntil
		}
		if window, ok := translate.RestOf(s.athlete.Name, &w, waived); ok {
			rest = append(rest, window)
		}
	}
	for i := range s.windows {
		if w := &s.windows[i]; w.Spec.Episode == 0 {
			rest = append(rest, translate.DeclaredRest(w))
		}
	}
	monday, _ := translate.PlanSpan(recovery.DayOf(s.now, s.zone))
	return current(rest, recovery.InstantOf(monday.At(0, s.zone)))
}

// current leaves out windows that ended before anything that a plan lists.
func current(rest []schedule.Window, first recovery.Instant) []schedule.Window {
	var out []schedule.Window
	for _, w := range rest {
		if w.End == 0 || w.End > first || w.UntilReleased {
			out = append(out, w)
		}
	}
	return out
}
