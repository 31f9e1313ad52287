package controllers

import (
	"context"
	"time"

	"k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"sigs.k8s.io/controller-runtime/pkg/client"

	"fallow.dev/fallow/api/v1alpha1"
	"fallow.dev/fallow/internal/recovery"
)

// conditions edits a list of conditions. Times are the injected clock's.
type conditions struct {
	at         time.Time
	generation int64
	list       *[]metav1.Condition
}

func (c conditions) set(kind string, status metav1.ConditionStatus, reason, message string) {
	meta.SetStatusCondition(c.list, metav1.Condition{
		Type: kind, Status: status, Reason: reason, Message: message, ObservedGeneration: c.generation, LastTransitionTime: metav1.NewTime(c.at),
	})
}

// ready: this generation was decided on. Reconciling and Stalled are absent then.
func (c conditions) ready(reason, message string) {
	c.set(v1alpha1.ConditionReady, metav1.ConditionTrue, reason, message)
	meta.RemoveStatusCondition(c.list, v1alpha1.ConditionReconciling)
	meta.RemoveStatusCondition(c.list, v1alpha1.ConditionStalled)
}

// notReady: a retry or a missing reference is pending, or only an edit helps.
func (c conditions) notReady(t *trouble) {
	kind, other := v1alpha1.ConditionReconciling, v1alpha1.ConditionStalled
	if t.stalled {
		kind, other = other, kind
	}
	c.set(v1alpha1.ConditionReady, metav1.ConditionFalse, t.reason, t.message)
	c.set(kind, metav1.ConditionTrue, t.reason, t.message)
	meta.RemoveStatusCondition(c.list, other)
}

// athlete sets an athlete's conditions. A tired athlete is a healthy object.
func (c conditions) athlete(s *seen, l *recovery.Ledger, status *v1alpha1.AthleteStatus) {
	switch {
	case s.windowTrouble != nil:
		c.notReady(s.windowTrouble)
	case s.policyTrouble != nil:
		c.notReady(&trouble{reason: s.policyTrouble.reason, message: s.policyTrouble.message + "; decided under the last policy that resolved"})
	default:
		c.ready(v1alpha1.ReasonDecided, "this generation was decided on and applied")
	}
	c.fresh(l)
	c.resting(s, status)
	c.review(l)
}

func (c conditions) fresh(l *recovery.Ledger) {
	v, judged := l.LastVerdict()
	switch e := &l.Standing.Episode; {
	case !judged:
		c.set(v1alpha1.ConditionMarkersFresh, metav1.ConditionUnknown, v1alpha1.ReasonLearning, "nothing was reported yet")
	case v.Answered:
		c.set(v1alpha1.ConditionMarkersFresh, metav1.ConditionTrue, v1alpha1.ReasonFresh, "the last evaluated day was answered")
	case e.Reason == recovery.ReleasedUnverified:
		c.set(v1alpha1.ConditionMarkersFresh, metav1.ConditionFalse, v1alpha1.ReasonUnverifiedReturn, "the plan was resumed after a silence; no marker says that the athlete is restored")
	default:
		c.set(v1alpha1.ConditionMarkersFresh, metav1.ConditionFalse, v1alpha1.ReasonStale, "the last evaluated day was not answered; the state of the last answer is held")
	}
}

func (c conditions) resting(s *seen, status *v1alpha1.AthleteStatus) {
	switch {
	case status.CurrentWindow.Name == "":
		c.set(v1alpha1.ConditionResting, metav1.ConditionFalse, v1alpha1.ReasonNotResting, "no window is in force")
	case status.RestUntil != nil && !status.RestUntil.After(s.now):
		c.set(v1alpha1.ConditionResting, metav1.ConditionTrue, v1alpha1.ReasonAwaitingReview, "the window's end has passed and nothing has released it")
	default:
		c.set(v1alpha1.ConditionResting, metav1.ConditionTrue, v1alpha1.ReasonInWindow, "a window is in force")
	}
}

func (c conditions) review(l *recovery.Ledger) {
	status, reason, message := metav1.ConditionFalse, v1alpha1.ReasonNotRequired, "no person is asked"
	if e := &l.Standing.Episode; e.Open() && e.Review {
		status, message = metav1.ConditionTrue, "a person should look at this athlete; rest goes on meanwhile"
		switch e.Trigger {
		case recovery.TriggerIllness:
			reason = v1alpha1.ReasonClearanceRequired
		case recovery.TriggerOverreached:
			reason = v1alpha1.ReasonSuspectedOverreaching
		default:
			reason = v1alpha1.ReasonExtensionsExhausted
		}
	}
	c.set(v1alpha1.ConditionReviewRequired, status, reason, message)
}

// statusObject is an object of which only the status is applied.
type statusObject[S any] struct {
	metav1.TypeMeta   `json:",inline"`
	metav1.ObjectMeta `json:"metadata"`

	Status *S `json:"status"`
}

// statusMeta carries the resourceVersion that was read, so that a status that was
// computed from an older object is refused.
func statusMeta(o metav1.Object) metav1.ObjectMeta {
	return metav1.ObjectMeta{Name: o.GetName(), Namespace: o.GetNamespace(), UID: o.GetUID(), ResourceVersion: o.GetResourceVersion()}
}

// applyStatusAs applies the whole status of an object, forced: it has one writer.
func applyStatusAs[S any](ctx context.Context, c client.Client, kind string, of metav1.Object, status *S, configuration runtime.ApplyConfiguration) error {
	object := statusObject[S]{
		TypeMeta: metav1.TypeMeta{APIVersion: v1alpha1.SchemeGroupVersion.String(), Kind: kind}, ObjectMeta: statusMeta(of), Status: status,
	}
	if err := convert(object, configuration); err != nil {
		return err
	}
	return c.Status().Apply(ctx, configuration, statusManager, client.ForceOwnership)
}
