package controllers

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"sigs.k8s.io/controller-runtime/pkg/client"

	"fallow.dev/fallow/api/v1alpha1"
	"fallow.dev/fallow/internal/recovery"
	"fallow.dev/fallow/internal/translate"
)

// apply writes what was decided: first the ledger, which commits fold and
// decision in one update; then windows and plan, which project it. It takes no
// decision, so that a pass after a crash at any point writes the same. Events are
// sent between the two: only this pass knows what the commit changed, and what
// follows may fail. While more reports wait nothing is projected, because what the
// past opened it may still close.
func (r *AthleteReconciler) apply(ctx context.Context, s *seen, d *recovery.Decision) error {
	if d.Changed || s.stored != nil && !metav1.IsControlledBy(s.stored, s.athlete) {
		if err := r.commit(ctx, s, &d.Ledger); err != nil {
			return fmt.Errorf("committing the ledger: %w", err)
		}
		r.announce(s, d)
	}
	if s.before != 0 {
		return nil
	}
	for _, w := range s.engineWindows(&d.Ledger) {
		err := r.applyWindow(ctx, s, &w, d.Ledger.Sequence)
		if err != nil && !errors.As(err, &s.windowTrouble) {
			return fmt.Errorf("applying a rest window: %w", err)
		}
	}
	if err := r.applyPlan(ctx, s, d); err != nil {
		return fmt.Errorf("applying the plan: %w", err)
	}
	return r.prune(ctx, s, &d.Ledger)
}

// commit writes the ledger under the resourceVersion that was decided on.
func (r *AthleteReconciler) commit(ctx context.Context, s *seen, l *recovery.Ledger) error {
	spec := translate.LedgerSpec(s.athlete.Name, l)
	if s.stored == nil {
		ledger := &v1alpha1.RecoveryLedger{ObjectMeta: childMeta(s.athlete, s.athlete.Name), Spec: spec}
		if err := r.Client.Create(ctx, ledger, client.FieldOwner(Manager)); err != nil {
			return err
		}
		s.stored = ledger
		return nil
	}
	ledger := s.stored.DeepCopy()
	ledger.Spec = spec
	ledger.OwnerReferences = childMeta(s.athlete, s.athlete.Name).OwnerReferences
	if err := r.Client.Update(ctx, ledger, client.FieldOwner(Manager)); err != nil {
		return err
	}
	s.stored = ledger
	return nil
}

// childMeta is the metadata of everything that the operator makes for an athlete:
// a fixed label set, because copied labels make Git tools prune, and an owner
// whose deletion nothing of it blocks.
func childMeta(a *v1alpha1.Athlete, name string) metav1.ObjectMeta {
	return metav1.ObjectMeta{
		Name: name, Namespace: a.Namespace, Labels: map[string]string{"app.kubernetes.io/managed-by": Manager},
		OwnerReferences: []metav1.OwnerReference{{
			APIVersion: v1alpha1.SchemeGroupVersion.String(), Kind: "Athlete", Name: a.Name, UID: a.UID, Controller: new(true),
		}},
	}
}

// applyAs turns a typed object into its apply configuration and applies it: a
// field that the object leaves out is not claimed.
func applyAs(ctx context.Context, c client.Client, object any, configuration runtime.ApplyConfiguration, opts ...client.ApplyOption) error {
	if err := convert(object, configuration); err != nil {
		return err
	}
	return c.Apply(ctx, configuration, opts...)
}

// convert goes from a typed object to its apply configuration, or back, which
// share their JSON.
func convert(from, to any) error {
	raw, err := json.Marshal(from)
	if err != nil {
		return err
	}
	return json.Unmarshal(raw, to)
}
