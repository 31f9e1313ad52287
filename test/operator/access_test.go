package operator_test

import (
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	coordinationv1 "k8s.io/api/coordination/v1"
	corev1 "k8s.io/api/core/v1"
	rbacv1 "k8s.io/api/rbac/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	ctrl "sigs.k8s.io/controller-runtime"
	"sigs.k8s.io/controller-runtime/pkg/client"

	"fallow.dev/fallow/api/v1alpha1"
	"fallow.dev/fallow/controllers"
	"fallow.dev/fallow/internal/recovery"
)

// TestLeastPrivilege runs the manager's own process as the service account of
// config/default through a day of insertion, an illness, a person's edit, a
// refusal and an erasure: the API server forbids it nothing, and no rule of its
// role has a wildcard.
func TestLeastPrivilege(t *testing.T) {
	t.Parallel()
	zone := morningZone(time.Now())
	today := recovery.DayOf(time.Now(), zone)
	life := tiring(t, today, zone)
	s := eve(t, life, 0)
	b := newAthlete("b")
	b.Spec.TimeZone = v1alpha1.TimeZone(zone.String())
	future := newReport("a", today+9, "diary")
	future.Spec.RestDay = new(true)
	s.create(b, ill("b", today), &future)
	p := newProxy(t)
	child := s.launch(p, offline...)
	s.awaitWindow("a-1")
	s.awaitWindow("b-1")
	s.edit(&v1alpha1.RestWindow{}, "a-1", fmt.Sprintf(`{"spec":{"end":%q}}`, stamp(s.window("a-1").Spec.Start.Add(time.Hour))))
	s.awaitWindow("a-1-c")
	s.edit(&v1alpha1.RestWindow{}, "a-1", `{"spec":{"handBack":true}}`)
	s.eventually(func() error {
		if !s.gone(&v1alpha1.RestWindow{}, "a-1-c") {
			return errors.New("the window beside is still there")
		}
		return nil
	})
	s.delete(&v1alpha1.Athlete{}, "a")
	s.eventually(func() error {
		if !s.gone(&v1alpha1.MarkerReport{}, future.Name) {
			return errors.New("the erased athlete's report is still there")
		}
		return nil
	})
	child.terminate()
	if refused := p.refused(); len(refused) > 0 {
		t.Errorf("the API server forbade: %v", refused)
	}
	if log := child.log(); strings.Contains(strings.ToLower(log), "forbidden") {
		t.Errorf("the log speaks of something forbidden:\n%s", log)
	}
	for _, name := range []string{"fallow-manager-role", "fallow-metrics-auth-role"} {
		role := &rbacv1.ClusterRole{}
		must(t, s.c.Get(t.Context(), client.ObjectKey{Name: name}, role))
		for _, rule := range role.Rules {
			if all := fmt.Sprint(rule.APIGroups, rule.Resources, rule.Verbs); strings.Contains(all, "*") {
				t.Errorf("%s has a wildcard: %s", name, all)
			}
		}
	}
}

func (s *squad) awaitWindow(name string) {
	s.t.Helper()
	s.eventually(func() error {
		if s.gone(&v1alpha1.RestWindow{}, name) {
			return fmt.Errorf("there is no window %s", name)
		}
		return nil
	})
}

// TestEndpoints: the probes answer, and metrics are for those whom the API server
// authorizes.
func TestEndpoints(t *testing.T) {
	t.Parallel()
	s := newSquad(t, time.Now())
	metrics, probes := freeAddress(t), freeAddress(t)
	stranger, reader := token(t, "default"), scraper(t, s)
	s.launch(newProxy(t), "--metrics-bind-address="+metrics, "--health-probe-bind-address="+probes)
	for _, path := range []string{"/healthz", "/readyz"} {
		s.eventually(func() error { return answers("http://"+probes+path, "", http.StatusOK) })
	}
	s.eventually(func() error { return answers("https://"+metrics+"/metrics", reader, http.StatusOK) })
	for bearer, want := range map[string]int{"": http.StatusUnauthorized, stranger: http.StatusForbidden} {
		if err := answers("https://"+metrics+"/metrics", bearer, want); err != nil {
			t.Error(err)
		}
	}
	if err := answers("https://"+metrics+"/debug/pprof/", reader, http.StatusNotFound); err != nil { // not served at all
		t.Error(err)
	}
}

// scraper is the token of an account that may read metrics, and nothing else.
func scraper(t *testing.T, s *squad) string {
	t.Helper()
	must(t, install())
	s.create(&corev1.ServiceAccount{ObjectMeta: metav1.ObjectMeta{Name: "scraper"}})
	must(t, s.c.Create(t.Context(), &rbacv1.ClusterRoleBinding{
		ObjectMeta: metav1.ObjectMeta{Name: "scraper-" + s.ns},
		RoleRef:    rbacv1.RoleRef{APIGroup: rbacv1.GroupName, Kind: "ClusterRole", Name: "fallow-metrics-reader"},
		Subjects:   []rbacv1.Subject{{Kind: rbacv1.ServiceAccountKind, Namespace: s.ns, Name: "scraper"}},
	}))
	return tokenOf(t, s.ns, "scraper")
}

// answers gets an address and wants a status. The manager's certificate is its
// own.
func answers(address, bearer string, want int) error {
	request, err := http.NewRequest(http.MethodGet, address, http.NoBody)
	if err != nil {
		return err
	}
	if bearer != "" {
		request.Header.Set("Authorization", "Bearer "+bearer)
	}
	transport := &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}, DisableKeepAlives: true}
	response, err := (&http.Client{Transport: transport}).Do(request)
	if err != nil {
		return err
	}
	defer func() { _ = response.Body.Close() }() // read to its end below
	body, err := io.ReadAll(response.Body)
	if err != nil {
		return err
	}
	if response.StatusCode != want {
		return fmt.Errorf("%s answered %s, want %d: %.200s", address, response.Status, want, body)
	}
	return nil
}

// freeAddress is an address of this machine on which nothing listens.
func freeAddress(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	defer func() { must(t, l.Close()) }()
	return l.Addr().String()
}

// TestElection: of two managers one leads; when it stops it gives the lease back,
// and the other one decides on what came meanwhile.
func TestElection(t *testing.T) {
	t.Parallel()
	s := newSquad(t, tiredDay.At(8*60, berlin()))
	s.create(newPolicy("default", v1alpha1.Enforce), newAthlete("a"))
	elected := func(o *ctrl.Options) {
		o.LeaderElection, o.LeaderElectionID, o.LeaderElectionNamespace = true, controllers.Manager, s.ns
		o.LeaderElectionReleaseOnCancel = true
		o.RetryPeriod = new(100 * time.Millisecond)
	}
	first := s.manage(elected)
	first.settle("a")
	holder := s.holder()
	second := s.manage(elected)
	first.settle("a")
	if now := s.holder(); now != holder {
		t.Errorf("the lease went from %q to %q while its holder was alive", holder, now)
	}
	first.stop()
	s.create(ill("a", tiredDay))
	second.settle("a")
	if now := s.holder(); now == holder || now == "" {
		t.Errorf("the lease is held by %q, before it was %q", now, holder)
	}
	if len(s.windows("a")) != 1 {
		t.Error("the new leader has not decided on the report")
	}
}

// holder is who leads.
func (s *squad) holder() string {
	s.t.Helper()
	lease := &coordinationv1.Lease{}
	s.get(lease, controllers.Manager)
	if lease.Spec.HolderIdentity == nil {
		return ""
	}
	return *lease.Spec.HolderIdentity
}
