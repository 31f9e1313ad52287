package authorization_test

import (
	"context"
	"fmt"
	"net/http"
	"sync"
	"testing"
	"time"

	corev1 "k8s.io/api/core/v1"
	eventsv1 "k8s.io/api/events/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/apimachinery/pkg/util/wait"
	clocktesting "k8s.io/utils/clock/testing"
	ctrl "sigs.k8s.io/controller-runtime"
	"sigs.k8s.io/controller-runtime/pkg/cache"
	"sigs.k8s.io/controller-runtime/pkg/client"
	"sigs.k8s.io/controller-runtime/pkg/event"
	metricsserver "sigs.k8s.io/controller-runtime/pkg/metrics/server"

	"fallow.dev/fallow/api/v1alpha1"
	"fallow.dev/fallow/controllers"
	"fallow.dev/fallow/test/controlplane"
)

const (
	// tigers is the squad of the story.
	tigers = "tigers"
	sick   = "a-2h6d"
)

// story is an illness of one athlete. Everybody in it acts under their own role.
type story struct {
	t                      *testing.T
	clock                  *clocktesting.FakePassiveClock
	ticks                  chan event.TypedGenericEvent[*v1alpha1.Athlete]
	coach, medic, reporter client.Client
	refusals               *refusals
}

// TestManager lets the operator, with the roles that ship and no other, insert,
// extend, continue, take back and release a window, with every policy enforced. Nothing that it asks for may be refused.
func TestManager(t *testing.T) {
	t.Parallel()
	s := newStory(t)
	must(t, s.coach.Create(t.Context(), &v1alpha1.RecoveryPolicy{ObjectMeta: metav1.ObjectMeta{Namespace: tigers, Name: "default"}}))
	runner := athlete(sick)
	runner.Namespace = tigers
	must(t, s.coach.Create(t.Context(), runner))

	s.morning(10)
	w := s.await("is inserted", func(w *v1alpha1.RestWindow) bool { return w.Spec.Trigger == v1alpha1.TriggerIllness })
	inserted := w.Spec.End
	s.morning(11)
	s.await("is extended", func(w *v1alpha1.RestWindow) bool {
		return w.Spec.End == nil || inserted != nil && inserted.Before(w.Spec.End)
	})
	s.person(s.medic, `{"spec":{"end":"2026-03-11T13:00:00Z"}}`)
	s.beside(true)
	s.person(s.coach, `{"spec":{"handBack":true}}`)
	s.await("is taken back", func(w *v1alpha1.RestWindow) bool { return w.Spec.HandBack == nil })
	s.beside(false)
	s.person(s.medic, `{"spec":{"clearance":{"reason":"seen","at":"2026-03-11T11:00:00Z"}}}`)
	s.await("is released", func(w *v1alpha1.RestWindow) bool { return w.Spec.ReleasedAt != nil })
	s.eventually("an event is sent", func() (bool, error) {
		var events eventsv1.EventList
		err := server(t).Client.List(t.Context(), &events, client.InNamespace(tigers))
		return len(events.Items) > 0, err
	})
}

// newStory makes the squad, gives its people their roles and starts the manager.
func newStory(t *testing.T) *story {
	t.Helper()
	c := server(t)
	must(t, c.Client.Create(t.Context(), &corev1.Namespace{ObjectMeta: metav1.ObjectMeta{Name: tigers}}))
	s := &story{
		t: t, clock: clocktesting.NewFakePassiveClock(day(10).Time), refusals: &refusals{},
		ticks: make(chan event.TypedGenericEvent[*v1alpha1.Athlete]),
	}
	for who, user := range map[string]*client.Client{"coach": &s.coach, "medic": &s.medic, "reporter": &s.reporter} {
		must(t, c.Client.Create(t.Context(), binding(tigers, "fallow-"+who, who)))
		var err error
		*user, err = as(c, who)
		must(t, err)
	}
	s.manage(c)
	return s
}

// manage runs the manager as the service account that ships.
func (s *story) manage(c *controlplane.ControlPlane) {
	s.t.Helper()
	access := config(c, "manager")
	access.Wrap(s.refusals.watch)
	o := controllers.ManagerOptions()
	o.Metrics = metricsserver.Options{BindAddress: "0"}
	o.HealthProbeBindAddress = "0"
	o.Cache.DefaultNamespaces = map[string]cache.Config{tigers: {}}
	o.GracefulShutdownTimeout = new(10 * time.Second)
	mgr, err := ctrl.NewManager(access, o)
	must(s.t, err)
	must(s.t, controllers.SetupWithManager(mgr, controllers.Options{Clock: s.clock, Version: "test", MaxConcurrentReconciles: 1, Ticks: s.ticks}))
	ctx, cancel := context.WithCancel(context.WithoutCancel(s.t.Context()))
	ended := make(chan error, 1)
	go func() { ended <- mgr.Start(ctx) }()
	s.t.Cleanup(func() {
		cancel()
		must(s.t, <-ended)
		for _, refusal := range s.refusals.list() {
			s.t.Errorf("the manager was refused: %s", refusal)
		}
		if s.refusals.answers() == 0 {
			s.t.Error("no answer to the manager was seen: this test shows nothing")
		}
	})
}

// morning sends the report of a day on which the athlete is ill, and makes it noon.
func (s *story) morning(n int) {
	s.t.Helper()
	r := &v1alpha1.MarkerReport{
		ObjectMeta: metav1.ObjectMeta{Namespace: tigers, Name: fmt.Sprintf("%s-%d", sick, n)},
		Spec: v1alpha1.MarkerReportSpec{
			AthleteRef: v1alpha1.AthleteRef{Name: sick}, Day: v1alpha1.Day(day(n).Format(time.DateOnly)), Source: "diary",
			Symptoms: v1alpha1.Symptoms{Illness: v1alpha1.IllnessSystemic},
		},
	}
	must(s.t, s.reporter.Create(s.t.Context(), r))
	s.wake(day(n).Add(6 * time.Hour))
}

// wake sets the clock and makes the manager look at the athlete.
func (s *story) wake(now time.Time) {
	s.t.Helper()
	s.clock.SetTime(now)
	a := athlete(sick)
	a.Namespace = tigers
	select {
	case s.ticks <- event.TypedGenericEvent[*v1alpha1.Athlete]{Object: a}:
	case <-time.After(patience):
		s.t.Fatal("the manager took no tick")
	}
}

// person patches the window as somebody.
func (s *story) person(who client.Client, fields string) {
	s.t.Helper()
	w := &v1alpha1.RestWindow{ObjectMeta: metav1.ObjectMeta{Namespace: tigers, Name: sick + "-1"}}
	must(s.t, who.Patch(s.t.Context(), w, client.RawPatch(types.MergePatchType, []byte(fields)), client.FieldOwner("kubectl-edit")))
}

// await waits for the window to become as wanted.
func (s *story) await(what string, wanted func(w *v1alpha1.RestWindow) bool) *v1alpha1.RestWindow {
	s.t.Helper()
	var w *v1alpha1.RestWindow
	s.eventually("the window "+what, func() (bool, error) {
		w = s.window(sick + "-1")
		return w != nil && wanted(w), nil
	})
	return w
}

// beside waits until a continuation stands beside the window, or none.
func (s *story) beside(want bool) {
	s.t.Helper()
	s.eventually(fmt.Sprintf("a continuation stands: %t", want), func() (bool, error) {
		return (s.window(sick+"-1-c") != nil) == want, nil
	})
}

// window is a window as it stands, nil if it does not.
func (s *story) window(name string) *v1alpha1.RestWindow {
	s.t.Helper()
	w := &v1alpha1.RestWindow{}
	err := server(s.t).Client.Get(s.t.Context(), client.ObjectKey{Namespace: tigers, Name: name}, w)
	must(s.t, client.IgnoreNotFound(err))
	if err != nil {
		return nil
	}
	return w
}

func (s *story) eventually(what string, check func() (bool, error)) {
	s.t.Helper()
	err := wait.PollUntilContextTimeout(s.t.Context(), interval, patience, true, func(context.Context) (bool, error) { return check() })
	if err != nil {
		s.t.Fatalf("waiting until %s: %v; refusals: %v", what, err, s.refusals.list())
	}
}

// refusals are the answers Forbidden and Invalid that a client gets. Invalid is
// what a policy without a reason of its own answers.
type refusals struct {
	mu   sync.Mutex
	seen int
	said []string
}

func (r *refusals) watch(next http.RoundTripper) http.RoundTripper {
	return roundTripper(func(request *http.Request) (*http.Response, error) {
		response, err := next.RoundTrip(request)
		if err == nil {
			r.note(request, response.StatusCode)
		}
		return response, err
	})
}

func (r *refusals) note(request *http.Request, status int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.seen++
	if status == http.StatusForbidden || status == http.StatusUnprocessableEntity {
		r.said = append(r.said, fmt.Sprintf("%s %s: %d", request.Method, request.URL.Path, status))
	}
}

func (r *refusals) list() []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.said
}

func (r *refusals) answers() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.seen
}

// roundTripper is a function as a transport.
type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(request *http.Request) (*http.Response, error) { return f(request) }
