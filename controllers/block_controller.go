package controllers

import (
	"context"
	"fmt"

	"k8s.io/apimachinery/pkg/api/equality"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/utils/clock"
	ctrl "sigs.k8s.io/controller-runtime"
	"sigs.k8s.io/controller-runtime/pkg/builder"
	"sigs.k8s.io/controller-runtime/pkg/client"
	"sigs.k8s.io/controller-runtime/pkg/handler"
	"sigs.k8s.io/controller-runtime/pkg/predicate"
	"sigs.k8s.io/controller-runtime/pkg/reconcile"

	"fallow.dev/fallow/api/v1alpha1"
	ac "fallow.dev/fallow/api/v1alpha1/applyconfiguration/api/v1alpha1"
	"fallow.dev/fallow/internal/translate"
)

// BlockReconciler validates training blocks and counts whom they plan for. It
// never writes a spec.
type BlockReconciler struct {
	Client client.Client
	Clock  clock.PassiveClock
}

// Reconcile validates one block.
func (r *BlockReconciler) Reconcile(ctx context.Context, req ctrl.Request) (ctrl.Result, error) {
	block := &v1alpha1.TrainingBlock{}
	if err := r.Client.Get(ctx, req.NamespacedName, block); err != nil {
		return ctrl.Result{}, client.IgnoreNotFound(err)
	}
	athletes, t, err := r.athletes(ctx, block)
	if err != nil {
		return ctrl.Result{}, err
	}
	status := block.Status.DeepCopy()
	status.ObservedGeneration = block.Generation
	status.Athletes, status.Sessions = new(athletes), new(sessionCount(block))
	c := conditions{at: r.Clock.Now(), generation: block.Generation, list: &status.Conditions}
	if t != nil {
		c.notReady(t)
	} else {
		c.ready(v1alpha1.ReasonValid, "the block is planned for the athletes that it concerns")
	}
	if equality.Semantic.DeepEqual(block.Status, *status) {
		return ctrl.Result{}, nil
	}
	err = applyStatusAs(ctx, r.Client, "TrainingBlock", block, status, ac.TrainingBlock(block.Name, block.Namespace))
	if apierrors.IsConflict(err) {
		return ctrl.Result{RequeueAfter: conflictWait}, nil
	}
	return ctrl.Result{}, err
}

// athletes counts whom a block concerns, and finds what is wrong with its reference.
func (r *BlockReconciler) athletes(ctx context.Context, block *v1alpha1.TrainingBlock) (int32, *trouble, error) {
	var list v1alpha1.AthleteList
	if err := r.Client.List(ctx, &list, client.InNamespace(block.Namespace)); err != nil {
		return 0, nil, fmt.Errorf("listing athletes: %w", err)
	}
	n := int32(0)
	for i := range list.Items {
		a := &list.Items[i]
		ok, err := translate.Concerns(block.Spec.AthleteRef, block.Spec.AthleteSelector, a.Name, a.Labels)
		if err != nil {
			return 0, &trouble{reason: v1alpha1.ReasonInvalidSpec, message: err.Error(), stalled: true}, nil
		}
		if ok {
			n++
		}
	}
	if n == 0 && block.Spec.AthleteSelector == nil {
		return 0, &trouble{reason: v1alpha1.ReasonBlockReferenceNotFound, message: "no Athlete of the name in spec.athleteRef exists in this namespace"}, nil
	}
	return n, nil, nil
}

func sessionCount(block *v1alpha1.TrainingBlock) int32 {
	n := int32(0)
	for i := range block.Spec.Weeks {
		w := &block.Spec.Weeks[i]
		n += max(1, w.Repeat) * int32(len(w.Sessions))
	}
	return n
}

// SetupWithManager watches blocks, and athletes for their labels, coming and going.
func (r *BlockReconciler) SetupWithManager(mgr ctrl.Manager, _ Options) error {
	return ctrl.NewControllerManagedBy(mgr).Named("trainingblock").
		For(&v1alpha1.TrainingBlock{}, builder.WithPredicates(predicate.GenerationChangedPredicate{})).
		Watches(&v1alpha1.Athlete{}, handler.EnqueueRequestsFromMapFunc(r.blocksOf),
			builder.WithPredicates(predicate.Or(comingAndGoing, predicate.LabelChangedPredicate{}))).
		Complete(r)
}

// blocksOf maps an athlete to the blocks that name them and to those that select
// by label, which may have begun or ceased to.
func (r *BlockReconciler) blocksOf(ctx context.Context, a client.Object) []reconcile.Request {
	var out []reconcile.Request
	for _, index := range []string{a.GetName(), bySelector} {
		var list v1alpha1.TrainingBlockList
		if err := r.Client.List(ctx, &list, client.InNamespace(a.GetNamespace()), client.MatchingFields{athleteIndex: index}); err != nil {
			ctrl.LoggerFrom(ctx).Error(err, "Listing an athlete's blocks")
			return nil
		}
		for i := range list.Items {
			out = append(out, request(a.GetNamespace(), list.Items[i].Name))
		}
	}
	return out
}
