// Package admission_test tries the rules of the API against a real API server:
// what is accepted, what is refused, and that a refusal names the field, the
// bound and the remedy without repeating a health value.
package admission_test

import (
	"context"
	"fmt"
	"os"
	"sync"
	"testing"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"

	"fallow.dev/fallow/api/v1alpha1"
	"fallow.dev/fallow/test/controlplane"
)

const namespace = "harriers"

// start starts the control plane that all tests share when the first one asks
// for it, so that the offline tests need none.
var start = sync.OnceValues(func() (*controlplane.ControlPlane, error) {
	scheme := runtime.NewScheme()
	for _, add := range []func(*runtime.Scheme) error{corev1.AddToScheme, v1alpha1.AddToScheme} {
		if err := add(scheme); err != nil {
			return nil, err
		}
	}
	ctx := context.Background()
	c, err := controlplane.Start(ctx, controlplane.Options{Scheme: scheme})
	if err != nil {
		return nil, err
	}
	started = c
	return c, c.Client.Create(ctx, &corev1.Namespace{ObjectMeta: metav1.ObjectMeta{Name: namespace}})
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
	os.Exit(code)
}

func server(t *testing.T) *controlplane.ControlPlane {
	t.Helper()
	c, err := start()
	if err != nil {
		t.Fatal(err)
	}
	return c
}
