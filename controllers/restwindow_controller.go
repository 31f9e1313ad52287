package controllers

import (
	"context"
	"fmt"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/utils/clock"
	ctrl "sigs.k8s.io/controller-runtime"
	"sigs.k8s.io/controller-runtime/pkg/builder"
	"sigs.k8s.io/controller-runtime/pkg/client"
	"sigs.k8s.io/controller-runtime/pkg/handler"
	"sigs.k8s.io/controller-runtime/pkg/predicate"
	"sigs.k8s.io/controller-runtime/pkg/reconcile"

	"fallow.dev/fallow/api/v1alpha1"
)

// WindowReconciler writes the status of the windows that people declare. The
// engine's own are reported by the athlete's controller, so that each status has
// one writer.
type WindowReconciler struct {
	Client client.Client
	Clock  clock.PassiveClock
}

// Reconcile says whether a declared window is in force, and for whom.
func (r *WindowReconciler) Reconcile(ctx context.Context, req ctrl.Request) (ctrl.Result, error) {
	w := &v1alpha1.RestWindow{}
	if err := r.Client.Get(ctx, req.NamespacedName, w); err != nil {
		return ctrl.Result{}, client.IgnoreNotFound(err)
	}
	if w.Spec.Episode != 0 && metav1.GetControllerOf(w) != nil {
		return ctrl.Result{}, nil
	}
	now := r.Clock.Now()
	status := w.Status.DeepCopy()
	status.ObservedGeneration = w.Generation
	c := conditions{at: now, generation: w.Generation, list: &status.Conditions}
	t, err := r.target(ctx, w)
	if err != nil {
		return ctrl.Result{}, err
	}
	if t != nil {
		c.notReady(t)
		c.set(v1alpha1.ConditionActive, metav1.ConditionFalse, t.reason, t.message)
	} else {
		c.ready(v1alpha1.ReasonValid, "the window counts as rest for the athletes that it concerns")
		c.active(&w.Spec, now)
	}
	c.overridden(&w.Spec, false, now)
	if err := applyWindowStatus(ctx, r.Client, w, status); err != nil {
		if apierrors.IsConflict(err) {
			return ctrl.Result{RequeueAfter: conflictWait}, nil
		}
		return ctrl.Result{}, err
	}
	return ctrl.Result{RequeueAfter: untilEdge(&w.Spec, now)}, nil
}

// target finds what is wrong with whom a window names.
func (r *WindowReconciler) target(ctx context.Context, w *v1alpha1.RestWindow) (*trouble, error) {
	if w.Spec.AthleteSelector != nil {
		if _, err := metav1.LabelSelectorAsSelector(w.Spec.AthleteSelector); err != nil {
			return &trouble{reason: v1alpha1.ReasonInvalidSpec, message: "spec.athleteSelector: " + err.Error(), stalled: true}, nil
		}
		return nil, nil //nolint:nilnil // nothing is wrong
	}
	err := r.Client.Get(ctx, client.ObjectKey{Namespace: w.Namespace, Name: w.Spec.AthleteRef.Name}, &v1alpha1.Athlete{})
	switch {
	case apierrors.IsNotFound(err):
		return &trouble{reason: v1alpha1.ReasonAthleteNotFound, message: "no Athlete of the name in spec.athleteRef exists in this namespace"}, nil
	case err != nil:
		return nil, fmt.Errorf("reading the athlete: %w", err)
	}
	return nil, nil //nolint:nilnil // nothing is wrong
}

// untilEdge is the time to the next instant at which the window changes its
// effect, 0 for none.
func untilEdge(w *v1alpha1.RestWindowSpec, now time.Time) time.Duration {
	edges := []time.Time{w.Start.Time, w.Waiver.Until.Time, w.Clearance.At.Time}
	for _, t := range []*metav1.Time{w.End, w.ReleasedAt} {
		if t != nil {
			edges = append(edges, t.Time)
		}
	}
	next := time.Duration(0)
	for _, edge := range edges {
		if left := edge.Sub(now); left > 0 && (next == 0 || left < next) {
			next = left
		}
	}
	return next
}

// SetupWithManager watches windows, and athletes for their coming and going.
func (r *WindowReconciler) SetupWithManager(mgr ctrl.Manager, _ Options) error {
	return ctrl.NewControllerManagedBy(mgr).Named("restwindow").
		For(&v1alpha1.RestWindow{}, builder.WithPredicates(predicate.GenerationChangedPredicate{})).
		Watches(&v1alpha1.Athlete{}, handler.EnqueueRequestsFromMapFunc(r.windowsOf), builder.WithPredicates(comingAndGoing)).
		Complete(r)
}

// windowsOf maps an athlete to the windows that people declared for them by name.
func (r *WindowReconciler) windowsOf(ctx context.Context, a client.Object) []reconcile.Request {
	var list v1alpha1.RestWindowList
	if err := r.Client.List(ctx, &list, client.InNamespace(a.GetNamespace()), client.MatchingFields{athleteIndex: a.GetName()}); err != nil {
		ctrl.LoggerFrom(ctx).Error(err, "Listing an athlete's windows")
		return nil
	}
	var out []reconcile.Request
	for i := range list.Items {
		if list.Items[i].Spec.Episode == 0 {
			out = append(out, request(a.GetNamespace(), list.Items[i].Name))
		}
	}
	return out
}
