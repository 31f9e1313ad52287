package controllers

import (
	"context"
	"errors"
	"fmt"

	"k8s.io/apimachinery/pkg/api/equality"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/utils/clock"
	ctrl "sigs.k8s.io/controller-runtime"
	"sigs.k8s.io/controller-runtime/pkg/builder"
	"sigs.k8s.io/controller-runtime/pkg/client"
	"sigs.k8s.io/controller-runtime/pkg/event"
	"sigs.k8s.io/controller-runtime/pkg/handler"
	"sigs.k8s.io/controller-runtime/pkg/predicate"
	"sigs.k8s.io/controller-runtime/pkg/reconcile"

	"fallow.dev/fallow/api/v1alpha1"
	ac "fallow.dev/fallow/api/v1alpha1/applyconfiguration/api/v1alpha1"
	"fallow.dev/fallow/internal/translate"
)

// PolicyReconciler resolves policies and says what they resolve to. It decides
// for nobody.
type PolicyReconciler struct {
	Client client.Client
	Clock  clock.PassiveClock
}

// Reconcile resolves one policy.
func (r *PolicyReconciler) Reconcile(ctx context.Context, req ctrl.Request) (ctrl.Result, error) {
	policy := &v1alpha1.RecoveryPolicy{}
	if err := r.Client.Get(ctx, req.NamespacedName, policy); err != nil {
		return ctrl.Result{}, client.IgnoreNotFound(err)
	}
	status := policy.Status.DeepCopy()
	c := conditions{at: r.Clock.Now(), generation: policy.Generation, list: &status.Conditions}
	resolved, err := resolvePolicy(ctx, r.Client, policy.Namespace, policy.Name)
	var t *trouble
	switch {
	case errors.As(err, &t): // what it resolved to before stays on view, and in force
		c.notReady(t)
		if t.stalled {
			status.ObservedGeneration = policy.Generation
		}
	case err != nil:
		return ctrl.Result{}, err
	default:
		status.ObservedGeneration = policy.Generation
		status.Resolved, status.ResolvedHash = resolved.Resolved, resolved.Hash
		c.ready(v1alpha1.ReasonValid, "every field resolves")
	}
	if status.AthletesDecided, err = r.decidedOn(ctx, policy, status.ResolvedHash); err != nil {
		return ctrl.Result{}, err
	}
	if equality.Semantic.DeepEqual(policy.Status, *status) {
		return ctrl.Result{}, nil
	}
	err = applyStatusAs(ctx, r.Client, "RecoveryPolicy", policy, status, ac.RecoveryPolicy(policy.Name, policy.Namespace))
	if apierrors.IsConflict(err) {
		return ctrl.Result{RequeueAfter: conflictWait}, nil
	}
	return ctrl.Result{}, err
}

// decidedOn counts the athletes whose last decision used a hash.
func (r *PolicyReconciler) decidedOn(ctx context.Context, policy *v1alpha1.RecoveryPolicy, hash v1alpha1.Hash) (*int32, error) {
	var athletes v1alpha1.AthleteList
	if err := r.Client.List(ctx, &athletes, client.InNamespace(policy.Namespace), client.MatchingFields{policyIndex: policy.Name}); err != nil {
		return nil, fmt.Errorf("listing the policy's athletes: %w", err)
	}
	n := int32(0)
	for i := range athletes.Items {
		if hash != "" && athletes.Items[i].Status.DecidedOn.PolicyHash == hash {
			n++
		}
	}
	return &n, nil
}

// SetupWithManager watches policies, the overlays of a base, and what athletes
// were decided on.
func (r *PolicyReconciler) SetupWithManager(mgr ctrl.Manager, _ Options) error {
	changed := builder.WithPredicates(predicate.GenerationChangedPredicate{})
	return ctrl.NewControllerManagedBy(mgr).Named("recoverypolicy").
		For(&v1alpha1.RecoveryPolicy{}, changed).
		Watches(&v1alpha1.RecoveryPolicy{}, handler.EnqueueRequestsFromMapFunc(r.overlaysOf), changed).
		Watches(&v1alpha1.Athlete{}, handler.EnqueueRequestsFromMapFunc(func(_ context.Context, o client.Object) []reconcile.Request {
			return []reconcile.Request{request(o.GetNamespace(), o.(*v1alpha1.Athlete).Spec.PolicyRef.Name)}
		}), builder.WithPredicates(predicate.Funcs{UpdateFunc: func(e event.UpdateEvent) bool {
			before, after := e.ObjectOld.(*v1alpha1.Athlete), e.ObjectNew.(*v1alpha1.Athlete)
			return before.Status.DecidedOn.PolicyHash != after.Status.DecidedOn.PolicyHash || before.Spec.PolicyRef != after.Spec.PolicyRef
		}})).
		Complete(r)
}

func (r *PolicyReconciler) overlaysOf(ctx context.Context, base client.Object) []reconcile.Request {
	var overlays v1alpha1.RecoveryPolicyList
	if err := r.Client.List(ctx, &overlays, client.InNamespace(base.GetNamespace()), client.MatchingFields{baseIndex: base.GetName()}); err != nil {
		ctrl.LoggerFrom(ctx).Error(err, "Listing the overlays of a policy")
		return nil
	}
	var out []reconcile.Request
	for i := range overlays.Items {
		out = append(out, request(base.GetNamespace(), overlays.Items[i].Name))
	}
	return out
}

// resolvePolicy resolves a policy by name. A *trouble says what is missing or
// wrong with it.
func resolvePolicy(ctx context.Context, c client.Reader, namespace, name string) (*translate.Policy, error) {
	policy, err := readPolicy(ctx, c, namespace, name, v1alpha1.ReasonPolicyNotFound)
	if err != nil {
		return nil, err
	}
	var base *v1alpha1.RecoveryPolicySpec
	if ref := policy.Spec.BasePolicyRef.Name; ref != "" {
		b, err := readPolicy(ctx, c, namespace, ref, v1alpha1.ReasonBasePolicyNotFound)
		if err != nil {
			return nil, err
		}
		if b.Spec.BasePolicyRef.Name != "" {
			return nil, &trouble{reason: v1alpha1.ReasonInvalidSpec, message: "spec.basePolicyRef: the base has a base of its own; name a policy that has none", stalled: true}
		}
		base = &b.Spec
	}
	resolved, err := translate.Resolve(&policy.Spec, base)
	if err != nil {
		return nil, &trouble{reason: v1alpha1.ReasonInvalidSpec, message: err.Error(), stalled: true}
	}
	return resolved, nil
}

func readPolicy(ctx context.Context, c client.Reader, namespace, name, missing string) (*v1alpha1.RecoveryPolicy, error) {
	policy := &v1alpha1.RecoveryPolicy{}
	err := c.Get(ctx, client.ObjectKey{Namespace: namespace, Name: name}, policy)
	switch {
	case apierrors.IsNotFound(err):
		return nil, &trouble{reason: missing, message: "no RecoveryPolicy of the name that is referred to exists in this namespace; create it"}
	case err != nil:
		return nil, fmt.Errorf("reading a policy: %w", err)
	}
	return policy, nil
}
