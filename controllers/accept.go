package controllers

import (
	"context"
	"fmt"

	"k8s.io/apimachinery/pkg/api/equality"
	"k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"fallow.dev/fallow/api/v1alpha1"
	ac "fallow.dev/fallow/api/v1alpha1/applyconfiguration/api/v1alpha1"
	"fallow.dev/fallow/internal/recovery"
)

// acceptance is what is said of a report that stays.
type acceptance struct {
	status  metav1.ConditionStatus
	reason  string
	message string
}

var unknownAthlete = acceptance{metav1.ConditionUnknown, v1alpha1.ReasonAthleteNotFound, "no Athlete of that name exists in this namespace; the report waits for one"}

// verdictOn says why a report was refused; the engine's text repeats no value.
func verdictOn(refusal *recovery.Refusal) acceptance {
	return acceptance{metav1.ConditionFalse, string(refusal.Reason), refusal.Error()}
}

// refused reports whether a report was judged and refused, for good.
func refused(report *v1alpha1.MarkerReport) bool {
	return meta.IsStatusConditionFalse(report.Status.Conditions, v1alpha1.ConditionAccepted)
}

// accept writes a report's status if it differs.
func (r *AthleteReconciler) accept(ctx context.Context, report *v1alpha1.MarkerReport, a acceptance) error {
	status := report.Status.DeepCopy()
	status.ObservedGeneration = report.Generation
	c := conditions{at: r.Clock.Now(), generation: report.Generation, list: &status.Conditions}
	c.set(v1alpha1.ConditionAccepted, a.status, a.reason, a.message)
	if a.status == metav1.ConditionUnknown {
		c.notReady(&trouble{reason: a.reason, message: a.message})
	} else {
		c.notReady(&trouble{reason: a.reason, message: a.message, stalled: true})
	}
	if equality.Semantic.DeepEqual(report.Status, *status) {
		return nil
	}
	if err := applyStatusAs(ctx, r.Client, "MarkerReport", report, status, ac.MarkerReport(report.Name, report.Namespace)); err != nil {
		return fmt.Errorf("applying a report's status: %w", err)
	}
	return nil
}
