// Package operator_test runs the operator on a real control plane: etcd,
// kube-apiserver and kube-controller-manager, with the manager in this process
// under a clock that the test sets, or as a process of its own where it has to
// die. What is tested is what a user of the API sees; docs/reliability.md lists it.
package operator_test

import (
	"context"
	"fmt"
	"os"
	"sync"
	"testing"

	"github.com/go-logr/logr"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	ctrl "sigs.k8s.io/controller-runtime"
	"sigs.k8s.io/controller-runtime/pkg/client"

	"fallow.dev/fallow/controllers"
	"fallow.dev/fallow/test/controlplane"
)

// start starts the control plane that all tests share, when the first one asks
// for it. Each test has a namespace of its own.
var start = sync.OnceValues(func() (*controlplane.ControlPlane, error) {
	ctrl.SetLogger(logr.Discard())
	c, err := controlplane.Start(context.Background(), controlplane.Options{Scheme: controllers.Scheme(), ControllerManager: true})
	started = c
	return c, err
})

// started is what start has started, for TestMain to stop.
var started *controlplane.ControlPlane

func TestMain(m *testing.M) {
	code := m.Run()
	if started != nil {
		if err := started.Stop(); err != nil {
			fmt.Fprintln(os.Stderr, err)
			code = 1
		}
	}
	if built != "" {
		if err := os.RemoveAll(built); err != nil {
			fmt.Fprintln(os.Stderr, err)
			code = 1
		}
	}
	os.Exit(code)
}

func server(t *testing.T) *controlplane.ControlPlane {
	t.Helper()
	c, err := start()
	must(t, err)
	return c
}

// must ends the test on an error that is none of its subject.
func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// newNamespace creates a namespace that belongs to one test.
func newNamespace(t *testing.T, c client.Client) string {
	t.Helper()
	ns := &corev1.Namespace{ObjectMeta: metav1.ObjectMeta{GenerateName: "squad-"}}
	must(t, c.Create(t.Context(), ns))
	return ns.Name
}
