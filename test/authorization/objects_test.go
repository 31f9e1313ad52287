package authorization_test

import (
	"context"
	"fmt"
	"time"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
	"sigs.k8s.io/controller-runtime/pkg/client"

	"fallow.dev/fallow/api/v1alpha1"
	"fallow.dev/fallow/internal/recovery"
	"fallow.dev/fallow/internal/translate"
)

// day is an instant of March 2026, at six.
func day(n int) metav1.Time {
	return metav1.NewTime(time.Date(2026, time.March, n, 6, 0, 0, 0, time.UTC))
}

func dayPointer(n int) *metav1.Time { return new(day(n)) }

func meta(name string) metav1.ObjectMeta {
	return metav1.ObjectMeta{Namespace: harriers, Name: name}
}

func athlete(name string) *v1alpha1.Athlete {
	return &v1alpha1.Athlete{
		ObjectMeta: meta(name),
		Spec:       v1alpha1.AthleteSpec{TimeZone: "UTC", PolicyRef: v1alpha1.PolicyRef{Name: "default"}},
	}
}

// declared is a person's window.
func declared(name string) *v1alpha1.RestWindow {
	return &v1alpha1.RestWindow{ObjectMeta: meta(name), Spec: v1alpha1.RestWindowSpec{
		AthleteRef: v1alpha1.AthleteRef{Name: "a-7f3k"}, Start: day(10), End: dayPointer(14),
		Allow: v1alpha1.AllowEasy, Trigger: v1alpha1.TriggerDeclared,
	}}
}

// held is a clinician's window.
func held(name string) *v1alpha1.RestWindow {
	w := declared(name)
	w.Spec.Trigger, w.Spec.Allow = v1alpha1.TriggerMedicalHold, v1alpha1.AllowNothing
	return w
}

// engines is a window of the engine.
func engines(name string, trigger v1alpha1.Trigger) *v1alpha1.RestWindow {
	w := declared(name)
	w.Spec.Trigger, w.Spec.Allow, w.Spec.Approval = trigger, v1alpha1.AllowNothing, v1alpha1.ApprovalAutomatic
	w.Spec.Episode, w.Spec.Decision = 1, new(int64(7))
	return w
}

// with returns the window after a change.
func with(w *v1alpha1.RestWindow, change func(s *v1alpha1.RestWindowSpec)) *v1alpha1.RestWindow {
	change(&w.Spec)
	return w
}

func ledger(name string) *v1alpha1.RecoveryLedger {
	return &v1alpha1.RecoveryLedger{ObjectMeta: meta(name), Spec: translate.LedgerSpec(name, &recovery.Ledger{Sequence: 1})}
}

func plan(name string) *v1alpha1.EffectivePlan {
	return &v1alpha1.EffectivePlan{ObjectMeta: meta(name), Spec: v1alpha1.EffectivePlanSpec{
		AthleteRef: v1alpha1.AthleteRef{Name: name}, Decision: new(int64(7)), ValidUntil: day(11), FromDay: "2026-03-09", ToDay: "2026-03-29",
	}}
}

func report(athlete string) *v1alpha1.MarkerReport {
	return &v1alpha1.MarkerReport{ObjectMeta: meta(athlete + "-new"), Spec: v1alpha1.MarkerReportSpec{
		AthleteRef: v1alpha1.AthleteRef{Name: athlete}, Day: "2026-03-10", Source: "strap", RestDay: new(true),
	}}
}

// furnish stores the objects that are tried. Tries are dry runs, so that every
// one finds them as they are here.
func furnish(ctx context.Context, c client.Client) error {
	waived := v1alpha1.Waiver{Reason: "a wedding", Until: day(12)}
	cleared := v1alpha1.Clearance{Reason: "seen by the physician", At: day(12)}
	runner := athlete("a-7f3k")
	if err := c.Create(ctx, runner); err != nil {
		return fmt.Errorf("creating the athlete: %w", err)
	}
	owned := engines("owned", v1alpha1.TriggerStrained)
	owned.OwnerReferences = []metav1.OwnerReference{owner(runner)}
	collected := ledger("a-7f3k")
	collected.Finalizers = []string{"fallow.dev/test"}
	queued := report("a-7f3k")
	queued.Name = "queued"
	for _, o := range []client.Object{
		owned, collected, plan("a-7f3k"), queued,
		declared("exam-week"),
		with(declared("agreed"), func(s *v1alpha1.RestWindowSpec) { s.Approval = v1alpha1.ApprovalApproved }),
		held("surgery"),
		with(held("cleared"), func(s *v1alpha1.RestWindowSpec) { s.Clearance = cleared }),
		with(engines("strict", v1alpha1.TriggerIncomplete), func(s *v1alpha1.RestWindowSpec) {
			s.EasyFrom = dayPointer(12)
			s.Allowance = v1alpha1.Allowance{MaxIntensity: v1alpha1.IntensityModerate, MaxMinutes: new(int32(30)), MaxHeartRatePercent: 75}
		}),
		engines("plain", v1alpha1.TriggerIncomplete),
		with(engines("ill", v1alpha1.TriggerIllness), func(s *v1alpha1.RestWindowSpec) { s.End = nil }),
		with(engines("proposed", v1alpha1.TriggerIncomplete), func(s *v1alpha1.RestWindowSpec) { s.Approval = v1alpha1.ApprovalPending }),
		with(engines("rejected", v1alpha1.TriggerIncomplete), func(s *v1alpha1.RestWindowSpec) { s.Approval = v1alpha1.ApprovalRejected }),
		with(engines("waived", v1alpha1.TriggerIncomplete), func(s *v1alpha1.RestWindowSpec) { s.Waiver = waived }),
		with(engines("released", v1alpha1.TriggerIncomplete), func(s *v1alpha1.RestWindowSpec) { s.ReleasedAt = dayPointer(13) }),
	} {
		if err := c.Create(ctx, o); err != nil {
			return fmt.Errorf("creating %s: %w", o.GetName(), err)
		}
	}
	return nil
}

// owner is the reference by which the operator makes an athlete the owner.
func owner(a *v1alpha1.Athlete) metav1.OwnerReference {
	return metav1.OwnerReference{
		APIVersion: v1alpha1.SchemeGroupVersion.String(), Kind: "Athlete", Name: a.Name, UID: a.UID, Controller: new(true),
	}
}

// action is something that a principal tries.
type action func(ctx context.Context, c client.Client) error

// patch merges fields into an object of harriers, as kubectl patch does.
func patch(o client.Object, name, fields string) action {
	return func(ctx context.Context, c client.Client) error {
		at := o.DeepCopyObject().(client.Object)
		at.SetNamespace(harriers)
		at.SetName(name)
		return c.Patch(ctx, at, client.RawPatch(types.MergePatchType, []byte(fields)), client.DryRunAll)
	}
}

// edit patches a window.
func edit(name, fields string) action { return patch(&v1alpha1.RestWindow{}, name, fields) }

// statusOf patches the status of a window.
func statusOf(name, fields string) action {
	return func(ctx context.Context, c client.Client) error {
		at := &v1alpha1.RestWindow{ObjectMeta: meta(name)}
		return c.Status().Patch(ctx, at, client.RawPatch(types.MergePatchType, []byte(fields)), client.DryRunAll)
	}
}

func create(o client.Object) action {
	return func(ctx context.Context, c client.Client) error {
		return c.Create(ctx, o.DeepCopyObject().(client.Object), client.DryRunAll)
	}
}

func remove(o client.Object, name string) action {
	return func(ctx context.Context, c client.Client) error {
		at := o.DeepCopyObject().(client.Object)
		at.SetNamespace(harriers)
		at.SetName(name)
		return c.Delete(ctx, at, client.DryRunAll)
	}
}
