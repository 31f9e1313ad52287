package authorization_test

import (
	"context"
	"testing"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/wait"
	"sigs.k8s.io/controller-runtime/pkg/client"

	"fallow.dev/fallow/api/v1alpha1"
)

// TestCollect shows that no policy stands in the way of a deletion: each way of
// deleting an athlete, by a coach, and of deleting the whole namespace.
func TestCollect(t *testing.T) {
	tests := []struct {
		name      string
		propagate metav1.DeletionPropagation
		remain    bool
	}{
		{"background", metav1.DeletePropagationBackground, false},
		{"foreground", metav1.DeletePropagationForeground, false},
		{"orphan", metav1.DeletePropagationOrphan, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			c := server(t)
			ns := &corev1.Namespace{ObjectMeta: metav1.ObjectMeta{Name: "collect-" + tt.name}}
			must(t, c.Client.Create(t.Context(), ns))
			must(t, c.Client.Create(t.Context(), binding(ns.Name, "fallow-coach", "coach")))
			runner, dependents := household(t, c.Client, ns.Name)
			noticed(t, c.Client, ns.Name)
			coach, err := as(c, "coach")
			must(t, err)
			must(t, coach.Delete(t.Context(), runner, client.PropagationPolicy(tt.propagate)))
			gone(t, c.Client, runner)
			for _, o := range dependents {
				if !tt.remain {
					gone(t, c.Client, o)
					continue
				}
				must(t, c.Client.Get(t.Context(), client.ObjectKeyFromObject(o), o))
				if len(o.GetOwnerReferences()) != 0 {
					t.Errorf("%T %s was left behind with its owner", o, o.GetName())
				}
			}
			// What was declared, queued or left behind goes with the namespace.
			must(t, c.Client.Delete(t.Context(), ns))
			gone(t, c.Client, ns)
		})
	}
}

// household is an athlete with one object of every kind that belongs to it, and
// what people have for it.
func household(t *testing.T, c client.Client, namespace string) (runner *v1alpha1.Athlete, dependents []client.Object) {
	t.Helper()
	runner = athlete("a-7f3k")
	runner.Namespace = namespace
	must(t, c.Create(t.Context(), runner))
	dependents = []client.Object{ledger("a-7f3k"), plan("a-7f3k"), engines("a-7f3k-1", v1alpha1.TriggerStrained)}
	for _, o := range dependents {
		o.SetNamespace(namespace)
		o.SetOwnerReferences([]metav1.OwnerReference{owner(runner)})
		must(t, c.Create(t.Context(), o))
	}
	for _, o := range []client.Object{report("a-7f3k"), declared("exam-week"), held("surgery"), block("base")} {
		o.SetNamespace(namespace)
		must(t, c.Create(t.Context(), o))
	}
	return runner, dependents
}

// noticed waits until the garbage collector has seen every dependent that was
// created before: it sees those of a kind in order, and deletes at once one whose
// owner does not exist.
func noticed(t *testing.T, c client.Client, namespace string) {
	t.Helper()
	absent := athlete("canary")
	absent.UID = "absent"
	canaries := []client.Object{ledger("canary"), plan("canary"), engines("canary", v1alpha1.TriggerStrained)}
	for _, o := range canaries {
		o.SetNamespace(namespace)
		if w, ok := o.(*v1alpha1.RestWindow); ok {
			w.Spec.AthleteRef.Name = "canary"
		}
		o.SetOwnerReferences([]metav1.OwnerReference{owner(absent)})
		must(t, c.Create(t.Context(), o))
	}
	for _, o := range canaries {
		gone(t, c, o)
	}
}

func gone(t *testing.T, c client.Client, o client.Object) {
	t.Helper()
	err := wait.PollUntilContextTimeout(t.Context(), interval, patience, true, func(ctx context.Context) (bool, error) {
		err := c.Get(ctx, client.ObjectKeyFromObject(o), o)
		return apierrors.IsNotFound(err), client.IgnoreNotFound(err)
	})
	if err != nil {
		t.Fatalf("waiting for %T %s to go away: %v", o, o.GetName(), err)
	}
}
