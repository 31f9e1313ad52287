package controllers

import (
	"context"
	"fmt"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
	ctrl "sigs.k8s.io/controller-runtime"
	"sigs.k8s.io/controller-runtime/pkg/client"
	"sigs.k8s.io/controller-runtime/pkg/reconcile"

	"fallow.dev/fallow/api/v1alpha1"
	"fallow.dev/fallow/internal/translate"
)

// Field indexes. An object that selects athletes by label stands under bySelector.
const (
	athleteIndex = "spec.athleteRef.name"
	policyIndex  = "spec.policyRef.name"
	baseIndex    = "spec.basePolicyRef.name"
	bySelector   = "*"
)

func addIndexes(mgr ctrl.Manager) error {
	indexes := []struct {
		object client.Object
		field  string
		value  client.IndexerFunc
	}{
		{&v1alpha1.MarkerReport{}, athleteIndex, indexAthlete},
		{&v1alpha1.RestWindow{}, athleteIndex, indexAthlete},
		{&v1alpha1.TrainingBlock{}, athleteIndex, indexAthlete},
		{&v1alpha1.Athlete{}, policyIndex, func(o client.Object) []string {
			return []string{o.(*v1alpha1.Athlete).Spec.PolicyRef.Name}
		}},
		{&v1alpha1.RecoveryPolicy{}, baseIndex, func(o client.Object) []string {
			return []string{o.(*v1alpha1.RecoveryPolicy).Spec.BasePolicyRef.Name}
		}},
	}
	for _, i := range indexes {
		if err := mgr.GetFieldIndexer().IndexField(context.Background(), i.object, i.field, i.value); err != nil { //nolint:forbidigo // setting up has no context of its own
			return fmt.Errorf("indexing %s: %w", i.field, err)
		}
	}
	return nil
}

// concern returns the athletes that an object names or selects.
func concern(o client.Object) (ref v1alpha1.AthleteRef, selector *metav1.LabelSelector) {
	switch o := o.(type) {
	case *v1alpha1.MarkerReport:
		return o.Spec.AthleteRef, nil
	case *v1alpha1.RestWindow:
		return o.Spec.AthleteRef, o.Spec.AthleteSelector
	case *v1alpha1.TrainingBlock:
		return o.Spec.AthleteRef, o.Spec.AthleteSelector
	case *v1alpha1.EffectivePlan:
		return o.Spec.AthleteRef, nil
	}
	return ref, nil
}

func indexAthlete(o client.Object) []string {
	ref, selector := concern(o)
	if selector != nil {
		return []string{bySelector}
	}
	return []string{ref.Name}
}

// athletesOf maps an object to the athletes that it names or selects.
func (r *AthleteReconciler) athletesOf(ctx context.Context, o client.Object) []reconcile.Request {
	ref, selector := concern(o)
	if selector == nil {
		return []reconcile.Request{request(o.GetNamespace(), ref.Name)}
	}
	return r.requests(ctx, o.GetNamespace(), func(a *v1alpha1.Athlete) bool {
		selected, err := translate.Concerns(ref, selector, a.Name, a.Labels)
		return selected && err == nil
	})
}

// athletesUnder maps a policy to the athletes that it or an overlay of it governs.
func (r *AthleteReconciler) athletesUnder(ctx context.Context, o client.Object) []reconcile.Request {
	governs := map[string]bool{o.GetName(): true}
	var overlays v1alpha1.RecoveryPolicyList
	if err := r.Client.List(ctx, &overlays, client.InNamespace(o.GetNamespace()), client.MatchingFields{baseIndex: o.GetName()}); err == nil {
		for i := range overlays.Items {
			governs[overlays.Items[i].Name] = true
		}
	}
	return r.requests(ctx, o.GetNamespace(), func(a *v1alpha1.Athlete) bool { return governs[a.Spec.PolicyRef.Name] })
}

// requests lists the athletes of a namespace, from the cache.
func (r *AthleteReconciler) requests(ctx context.Context, namespace string, which func(*v1alpha1.Athlete) bool) []reconcile.Request {
	var athletes v1alpha1.AthleteList
	if err := r.Client.List(ctx, &athletes, client.InNamespace(namespace)); err != nil {
		ctrl.LoggerFrom(ctx).Error(err, "Listing the athletes of a namespace")
		return nil
	}
	var out []reconcile.Request
	for i := range athletes.Items {
		if which(&athletes.Items[i]) {
			out = append(out, request(namespace, athletes.Items[i].Name))
		}
	}
	return out
}

func request(namespace, name string) reconcile.Request {
	return reconcile.Request{NamespacedName: types.NamespacedName{Namespace: namespace, Name: name}}
}
