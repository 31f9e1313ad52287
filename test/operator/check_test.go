package operator_test

import (
	"fmt"

	"github.com/fluxcd/cli-utils/pkg/kstatus/status"
	"k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"sigs.k8s.io/controller-runtime/pkg/client"

	"fallow.dev/fallow/api/v1alpha1"
)

// checker tests what must hold of every object after every step.
type checker struct{ *squad }

func newChecker(s *squad) *checker { return &checker{s} }

func (c *checker) check() {
	c.t.Helper()
	for _, list := range kinds() {
		must(c.t, c.c.List(c.t.Context(), list, client.InNamespace(c.ns)))
		must(c.t, meta.EachListItem(list, func(o runtime.Object) error {
			c.conditions(o)
			return nil
		}))
	}
	c.rest()
}

// statusView is what the kinds with a status have in common.
type statusView struct {
	Conditions         []metav1.Condition `json:"conditions"`
	ObservedGeneration int64              `json:"observedGeneration"`
}

// conditions: Ready and Stalled are never both true, no status speaks about a
// generation that is still to come, no condition is from the future, and kstatus,
// by which Git tools judge, sees a failure only where a spec has to be edited.
func (c *checker) conditions(o runtime.Object) {
	c.t.Helper()
	if _, ok := o.(*v1alpha1.EffectivePlan); ok {
		return // has no status
	}
	raw, err := runtime.DefaultUnstructuredConverter.ToUnstructured(o)
	must(c.t, err)
	u := &unstructured.Unstructured{Object: raw}
	fields, _, err := unstructured.NestedMap(raw, "status")
	must(c.t, err)
	s := statusView{}
	must(c.t, runtime.DefaultUnstructuredConverter.FromUnstructured(fields, &s))
	what := fmt.Sprintf("%T %s", o, u.GetName())
	ready := meta.IsStatusConditionTrue(s.Conditions, v1alpha1.ConditionReady)
	stalled := meta.IsStatusConditionTrue(s.Conditions, v1alpha1.ConditionStalled)
	if ready && stalled {
		c.t.Errorf("%s is both Ready and Stalled", what)
	}
	if s.ObservedGeneration > u.GetGeneration() {
		c.t.Errorf("%s observed generation %d of %d", what, s.ObservedGeneration, u.GetGeneration())
	}
	for _, condition := range s.Conditions {
		if condition.LastTransitionTime.After(c.clock.Now()) {
			c.t.Errorf("%s: %s changed at %v, which is still to come", what, condition.Type, condition.LastTransitionTime)
		}
	}
	want := status.InProgressStatus
	switch {
	case stalled:
		want = status.FailedStatus
	case ready && s.ObservedGeneration == u.GetGeneration():
		want = status.CurrentStatus
	}
	result, err := status.Compute(u)
	must(c.t, err)
	if result.Status != want {
		c.t.Errorf("kstatus says %s (%s) of %s, want %s; conditions %v", result.Status, result.Message, what, want, s.Conditions)
	}
}
