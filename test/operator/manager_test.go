package operator_test

import (
	"context"
	"testing"
	"time"

	"k8s.io/client-go/rest"
	clocktesting "k8s.io/utils/clock/testing"
	ctrl "sigs.k8s.io/controller-runtime"
	"sigs.k8s.io/controller-runtime/pkg/cache"
	"sigs.k8s.io/controller-runtime/pkg/client"
	"sigs.k8s.io/controller-runtime/pkg/event"
	metricsserver "sigs.k8s.io/controller-runtime/pkg/metrics/server"

	"fallow.dev/fallow/api/v1alpha1"
	"fallow.dev/fallow/controllers"
)

// squad is a namespace and what a test does in it.
type squad struct {
	t     *testing.T
	c     client.WithWatch // the administrator's
	ns    string
	clock *clocktesting.FakePassiveClock
	seen  *checker
}

// newSquad makes a namespace, with the clock at an instant.
func newSquad(t *testing.T, now time.Time) *squad {
	t.Helper()
	return squadIn(t, newNamespace(t, server(t).Client), now)
}

// squadIn is a squad in a namespace that stands.
func squadIn(t *testing.T, namespace string, now time.Time) *squad {
	t.Helper()
	s := &squad{t: t, c: server(t).Client, ns: namespace, clock: clocktesting.NewFakePassiveClock(now)}
	s.seen = newChecker(s)
	return s
}

// manager is a manager in this process.
type manager struct {
	squad *squad
	gate  *gate
	cache cache.Cache
	ticks chan event.TypedGenericEvent[*v1alpha1.Athlete]
	stop  func()
}

// manage starts a manager for the squad's namespace. It stops with the test, or
// before by stop.
func (s *squad) manage(change ...func(*ctrl.Options)) *manager {
	s.t.Helper()
	m := &manager{squad: s, ticks: make(chan event.TypedGenericEvent[*v1alpha1.Athlete])}
	o := controllers.ManagerOptions()
	o.Metrics = metricsserver.Options{BindAddress: "0"}
	o.HealthProbeBindAddress = "0"
	o.Controller.SkipNameValidation = new(true) // one process runs several managers
	o.Cache.DefaultNamespaces = map[string]cache.Config{s.ns: {}}
	o.GracefulShutdownTimeout = new(10 * time.Second)
	for _, c := range change {
		c(&o)
	}
	o.NewClient = func(config *rest.Config, options client.Options) (client.Client, error) {
		c, err := client.New(config, options)
		m.gate = newGate(c)
		return m.gate, err
	}
	mgr, err := ctrl.NewManager(server(s.t).Config, o)
	must(s.t, err)
	must(s.t, controllers.SetupWithManager(mgr, controllers.Options{
		Clock: s.clock, Version: "test", MaxConcurrentReconciles: 2, Ticks: m.ticks,
	}))
	m.cache = mgr.GetCache()
	ctx, cancel := context.WithCancel(context.WithoutCancel(s.t.Context()))
	ended := make(chan error, 1)
	go func() { ended <- mgr.Start(ctx) }()
	stopped := false
	m.stop = func() {
		if stopped {
			return
		}
		stopped = true
		cancel()
		if err := <-ended; err != nil {
			s.t.Errorf("the manager ended with: %v", err)
		}
	}
	s.t.Cleanup(m.stop)
	return m
}

// tick makes the manager look at athletes again.
func (m *manager) tick(names ...string) {
	m.squad.t.Helper()
	for _, name := range names {
		a := &v1alpha1.Athlete{}
		a.Namespace, a.Name = m.squad.ns, name
		select {
		case m.ticks <- event.TypedGenericEvent[*v1alpha1.Athlete]{Object: a}:
		case <-time.After(patience):
			m.squad.t.Fatal("the manager took no tick")
		}
	}
}
