package operator_test

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"k8s.io/apimachinery/pkg/api/meta"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/util/wait"
	"sigs.k8s.io/controller-runtime/pkg/client"

	"fallow.dev/fallow/api/v1alpha1"
)

const (
	// patience bounds every wait. It is no assertion: a busy machine may use it.
	patience = 90 * time.Second
	interval = 25 * time.Millisecond
)

// eventually waits until check returns nil, and fails with its last error.
func (s *squad) eventually(check func() error) {
	s.t.Helper()
	var last error
	err := wait.PollUntilContextTimeout(s.t.Context(), interval, patience, true, func(context.Context) (bool, error) {
		last = check()
		return last == nil, nil
	})
	if err != nil {
		s.t.Fatalf("waited in vain: %v", last)
	}
}

// kinds are those that the manager caches.
func kinds() []client.ObjectList {
	return []client.ObjectList{
		&v1alpha1.AthleteList{}, &v1alpha1.RecoveryPolicyList{}, &v1alpha1.TrainingBlockList{},
		&v1alpha1.MarkerReportList{}, &v1alpha1.RestWindowList{}, &v1alpha1.EffectivePlanList{},
	}
}

// versions are the resourceVersions of everything in the namespace that a
// manager caches, by kind and name, as a reader sees them.
func (s *squad) versions(r client.Reader) (map[string]string, error) {
	out := map[string]string{}
	for _, list := range kinds() {
		if err := r.List(s.t.Context(), list, client.InNamespace(s.ns)); err != nil {
			return nil, err
		}
		err := meta.EachListItem(list, func(o runtime.Object) error {
			m, err := meta.Accessor(o)
			if err != nil {
				return err
			}
			out[fmt.Sprintf("%T/%s", o, m.GetName())] = m.GetResourceVersion()
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// caughtUp waits until the manager's cache shows what the API server has.
func (m *manager) caughtUp() {
	m.squad.t.Helper()
	m.squad.eventually(func() error {
		live, err := m.squad.versions(m.squad.c)
		if err != nil {
			return err
		}
		cached, err := m.squad.versions(m.cache)
		if err != nil {
			return err
		}
		if !maps.Equal(live, cached) {
			return fmt.Errorf("the manager's cache shows %v, the API server has %v", cached, live)
		}
		return nil
	})
}

// settle waits until the manager has seen everything and passes over these
// athletes write nothing any more; then it checks what must always hold.
func (m *manager) settle(names ...string) {
	m.squad.t.Helper()
	m.delivered(names...)
	for range 50 {
		m.caughtUp()
		_, before := m.gate.counts(client.ObjectKey{})
		m.pass(names...)
		m.caughtUp()
		if _, after := m.gate.counts(client.ObjectKey{}); after == before {
			m.squad.seen.check()
			return
		}
	}
	m.squad.t.Fatal("the manager does not come to rest: every pass writes")
}

// delivered waits until every report of these athletes is folded or refused,
// which the manager does unasked.
func (m *manager) delivered(names ...string) {
	m.squad.t.Helper()
	m.squad.eventually(func() error {
		var reports v1alpha1.MarkerReportList
		if err := m.squad.c.List(m.squad.t.Context(), &reports, client.InNamespace(m.squad.ns)); err != nil {
			return err
		}
		for i := range reports.Items {
			r := &reports.Items[i]
			if slices.Contains(names, r.Spec.AthleteRef.Name) && !meta.IsStatusConditionFalse(r.Status.Conditions, v1alpha1.ConditionAccepted) {
				return fmt.Errorf("%s is still there", r.Name)
			}
		}
		return nil
	})
}

// pass makes sure that for each of these athletes a whole pass begins and ends
// after the call: the third pass that begins after it follows the end of the
// second, which began after it too.
func (m *manager) pass(names ...string) {
	m.squad.t.Helper()
	for range 3 {
		was := map[string]int{}
		for _, name := range names {
			was[name], _ = m.gate.counts(m.squad.key(name))
		}
		m.tick(names...)
		m.squad.eventually(func() error {
			for _, name := range names {
				if now, _ := m.gate.counts(m.squad.key(name)); now == was[name] {
					return fmt.Errorf("no pass over %s", name)
				}
			}
			return nil
		})
	}
}

func (s *squad) key(name string) client.ObjectKey {
	return client.ObjectKey{Namespace: s.ns, Name: name}
}
