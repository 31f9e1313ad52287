package controllers

import (
	"context"
	"fmt"
	"time"

	"k8s.io/apimachinery/pkg/api/equality"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"sigs.k8s.io/controller-runtime/pkg/client"

	"fallow.dev/fallow/api/v1alpha1"
	ac "fallow.dev/fallow/api/v1alpha1/applyconfiguration/api/v1alpha1"
	"fallow.dev/fallow/internal/recovery"
	"fallow.dev/fallow/internal/translate"
)

// windowStatuses says of each window of the engine how it stands. Those of people
// have a controller of their own.
func (r *AthleteReconciler) windowStatuses(ctx context.Context, s *seen, l *recovery.Ledger) error {
	set := s.setting()
	for _, w := range s.engineWindows(l) {
		standing := s.window(translate.WindowName(s.athlete.Name, &w))
		if standing == nil || !s.ours(standing) {
			continue
		}
		status := standing.Status.DeepCopy()
		status.ObservedGeneration = standing.Generation
		c := conditions{at: s.now, generation: standing.Generation, list: &status.Conditions}
		c.ready(v1alpha1.ReasonDecided, "the window stands as the ledger has it")
		spec := standing.Spec
		if w.Continuation { // an episode is waived and cleared on its own window
			spec.Waiver, spec.Clearance = v1alpha1.Waiver{}, v1alpha1.Clearance{}
		}
		c.active(&spec, s.now)
		c.overridden(&spec, !w.Continuation && edited(standing), s.now)
		if l.Standing.Episode.ID == w.Episode {
			c.review(l)
			status.Extensions = new(l.Standing.Episode.Extensions)
			status.ExitCriteria = translate.Criteria(&l.Standing)
			off, most := s.policy.Disabled()
			status.Prescription = translate.Prescription(recovery.Prescribe(l, &set, off, most))
		}
		if err := applyWindowStatus(ctx, r.Client, standing, status); err != nil {
			return err
		}
	}
	return nil
}

// applyWindowStatus writes a window's status if it differs.
func applyWindowStatus(ctx context.Context, c client.Client, w *v1alpha1.RestWindow, status *v1alpha1.RestWindowStatus) error {
	if equality.Semantic.DeepEqual(w.Status, *status) {
		return nil
	}
	if err := applyStatusAs(ctx, c, "RestWindow", w, status, ac.RestWindow(w.Name, w.Namespace)); err != nil {
		return fmt.Errorf("applying a window's status: %w", err)
	}
	return nil
}

// active says whether a window displaces sessions now.
func (c conditions) active(w *v1alpha1.RestWindowSpec, now time.Time) {
	set := func(status metav1.ConditionStatus, reason, message string) {
		c.set(v1alpha1.ConditionActive, status, reason, message)
	}
	engines := w.Trigger != v1alpha1.TriggerDeclared && w.Episode != 0
	switch {
	case w.ReleasedAt != nil && !now.Before(w.ReleasedAt.Time), w.Clearance.Reason != "" && !now.Before(w.Clearance.At.Time):
		set(metav1.ConditionFalse, v1alpha1.ReasonReleased, "the episode has ended")
	case engines && w.Approval == v1alpha1.ApprovalRejected:
		set(metav1.ConditionFalse, v1alpha1.ReasonRejected, "a person rejected the window")
	case w.Waiver.Reason != "" && now.Before(w.Waiver.Until.Time):
		set(metav1.ConditionFalse, v1alpha1.ReasonWaived, "a person's waiver covers this episode now")
	case engines && w.Approval == v1alpha1.ApprovalPending && w.End != nil && !now.Before(w.End.Time):
		set(metav1.ConditionFalse, v1alpha1.ReasonLapsed, "the proposal's end has passed without an approval")
	case engines && w.Approval == v1alpha1.ApprovalPending:
		set(metav1.ConditionFalse, v1alpha1.ReasonAwaitingApproval, "the window is proposed and displaces nothing until a person approves it")
	case now.Before(w.Start.Time):
		set(metav1.ConditionFalse, v1alpha1.ReasonNotStarted, "the window's start is still to come")
	case w.End == nil || now.Before(w.End.Time):
		set(metav1.ConditionTrue, v1alpha1.ReasonInForce, "the window displaces sessions now")
	case engines:
		set(metav1.ConditionTrue, v1alpha1.ReasonAwaitingReview, "the window's end has passed and nothing has released it")
	default:
		set(metav1.ConditionFalse, v1alpha1.ReasonLapsed, "the window's end has passed")
	}
}

// overridden says whether a person made the window other than it was decided.
func (c conditions) overridden(w *v1alpha1.RestWindowSpec, edited bool, now time.Time) {
	status, reason, message := metav1.ConditionFalse, v1alpha1.ReasonNotOverridden, "the window stands as it was decided"
	switch {
	case w.Approval == v1alpha1.ApprovalRejected:
		status, reason, message = metav1.ConditionTrue, v1alpha1.ReasonRejected, "a person rejected the window"
	case w.Waiver.Reason != "" && now.Before(w.Waiver.Until.Time):
		status, reason, message = metav1.ConditionTrue, v1alpha1.ReasonWaived, "a person's waiver covers this episode now"
	case edited:
		status, reason, message = metav1.ConditionTrue, v1alpha1.ReasonPersonEdited, "a person owns fields of the window; set spec.handBack to true to return them"
	}
	c.set(v1alpha1.ConditionOverridden, status, reason, message)
}
