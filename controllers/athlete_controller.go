package controllers

import (
	"context"
	"fmt"
	"sync"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/tools/events"
	"k8s.io/utils/clock"
	ctrl "sigs.k8s.io/controller-runtime"
	"sigs.k8s.io/controller-runtime/pkg/builder"
	"sigs.k8s.io/controller-runtime/pkg/client"
	"sigs.k8s.io/controller-runtime/pkg/controller"
	"sigs.k8s.io/controller-runtime/pkg/event"
	"sigs.k8s.io/controller-runtime/pkg/handler"
	"sigs.k8s.io/controller-runtime/pkg/predicate"
	"sigs.k8s.io/controller-runtime/pkg/reconcile"
	"sigs.k8s.io/controller-runtime/pkg/source"

	"fallow.dev/fallow/api/v1alpha1"
	"fallow.dev/fallow/internal/recovery"
	"fallow.dev/fallow/internal/translate"
)

// AthleteReconciler decides for one athlete at a time.
type AthleteReconciler struct {
	Client  client.Client
	Live    client.Reader // past the cache
	Clock   clock.PassiveClock
	Events  events.EventRecorder
	Version string

	clock    clockGuard
	policies sync.Map // types.NamespacedName to *translate.Policy: the last that resolved
	erased   sync.Map // types.NamespacedName: the athlete was seen being deleted
}

// Reconcile observes, lets the engine decide, applies and reports.
func (r *AthleteReconciler) Reconcile(ctx context.Context, req ctrl.Request) (ctrl.Result, error) {
	athlete := &v1alpha1.Athlete{}
	if err := r.Client.Get(ctx, req.NamespacedName, athlete); err != nil {
		if apierrors.IsNotFound(err) {
			return ctrl.Result{}, r.withoutAthlete(ctx, req.NamespacedName)
		}
		return ctrl.Result{}, fmt.Errorf("reading the athlete: %w", err)
	}
	seen, err := r.observe(ctx, athlete) // reads only
	if err != nil {
		return r.blocked(ctx, athlete, err)
	}
	decision := recovery.Decide(seen.input()) // no I/O, no clock, no error
	again, err := r.confirm(ctx, seen, &decision)
	if err != nil {
		return r.blocked(ctx, athlete, err)
	}
	if again { // the window stood otherwise than the cache had it
		decision = recovery.Decide(seen.input())
	}
	if err := r.apply(ctx, seen, &decision); err != nil { // writes only, in one order
		return r.blocked(ctx, athlete, err)
	}
	result, err := r.report(ctx, seen, &decision) // statuses, then when to look again
	if err != nil {
		return r.blocked(ctx, athlete, err)
	}
	return result, nil
}

// SetupWithManager watches everything that concerns an athlete.
func (r *AthleteReconciler) SetupWithManager(mgr ctrl.Manager, o Options) error {
	concerned := handler.EnqueueRequestsFromMapFunc(r.athletesOf)
	spec := builder.WithPredicates(predicate.GenerationChangedPredicate{})
	b := ctrl.NewControllerManagedBy(mgr).Named("athlete").
		For(&v1alpha1.Athlete{}, builder.WithPredicates(predicate.Or(
			r.deletion(), predicate.GenerationChangedPredicate{}, predicate.LabelChangedPredicate{}))). // deletion first: Or asks until one agrees
		Watches(&v1alpha1.MarkerReport{}, concerned, builder.WithPredicates(arrival)).
		Watches(&v1alpha1.RestWindow{}, concerned, builder.WithPredicates(peoplesChange)).
		Watches(&v1alpha1.EffectivePlan{}, concerned, builder.WithPredicates(loss)).
		Watches(&v1alpha1.TrainingBlock{}, concerned, spec).
		Watches(&v1alpha1.RecoveryPolicy{}, handler.EnqueueRequestsFromMapFunc(r.athletesUnder), spec).
		WithOptions(controller.Options{MaxConcurrentReconciles: max(1, o.MaxConcurrentReconciles)})
	if o.Ticks != nil {
		b.WatchesRawSource(source.Channel(o.Ticks, handler.TypedEnqueueRequestsFromMapFunc(
			func(_ context.Context, a *v1alpha1.Athlete) []reconcile.Request {
				return []reconcile.Request{request(a.Namespace, a.Name)}
			})))
	}
	return b.Complete(r)
}

// deletion remembers athletes that are deleted: deleting one is erasure, so that
// its queued reports go too, whereas a report that is merely early waits.
func (r *AthleteReconciler) deletion() predicate.Predicate {
	return predicate.Funcs{
		CreateFunc: func(e event.CreateEvent) bool {
			r.erased.Delete(client.ObjectKeyFromObject(e.Object))
			return true
		},
		DeleteFunc: func(e event.DeleteEvent) bool {
			r.erased.Store(client.ObjectKeyFromObject(e.Object), true)
			return true
		},
		UpdateFunc:  func(event.UpdateEvent) bool { return false },
		GenericFunc: func(event.GenericEvent) bool { return false },
	}
}

// withoutAthlete deletes the reports of an erased athlete, as far as is known that
// there was one, and says of others that they wait for one.
func (r *AthleteReconciler) withoutAthlete(ctx context.Context, key types.NamespacedName) error {
	r.policies.Delete(key)
	_, erased := r.erased.Load(key)
	var reports v1alpha1.MarkerReportList
	if err := r.Client.List(ctx, &reports, client.InNamespace(key.Namespace), client.MatchingFields{athleteIndex: key.Name}); err != nil {
		return fmt.Errorf("listing reports: %w", err)
	}
	for i := range reports.Items {
		report := &reports.Items[i]
		if erased || refused(report) { // a refusal was said to an athlete who was there
			if err := r.discard(ctx, report); err != nil {
				return err
			}
			continue
		}
		if err := r.accept(ctx, report, unknownAthlete); err != nil {
			return err
		}
	}
	return nil
}

// lastPolicy is the policy under which an athlete was decided on last: an open
// episode goes on under it while the policy cannot be resolved.
func (r *AthleteReconciler) lastPolicy(key types.NamespacedName) *translate.Policy {
	if p, ok := r.policies.Load(key); ok {
		return p.(*translate.Policy)
	}
	return nil
}
