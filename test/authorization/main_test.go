// Package authorization_test tries who may do what with Fallow's objects against a
// real API server, on which config/default is installed as it ships: the roles,
// and the ValidatingAdmissionPolicies that ask for verbs of Fallow's own.
package authorization_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/go-logr/logr"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/util/wait"
	"k8s.io/client-go/rest"
	ctrl "sigs.k8s.io/controller-runtime"
	"sigs.k8s.io/controller-runtime/pkg/client"

	"fallow.dev/fallow/controllers"
	"fallow.dev/fallow/test/controlplane"
)

const (
	// patience bounds every wait. It is no assertion: a busy machine may use it.
	patience = 30 * time.Second
	interval = 25 * time.Millisecond
)

// start starts the control plane that all tests share, when the first one asks
// for it, installs Fallow and admits the principals.
var start = sync.OnceValues(func() (*controlplane.ControlPlane, error) {
	ctrl.SetLogger(logr.Discard())
	ctx := context.Background()
	c, err := controlplane.Start(ctx, controlplane.Options{Scheme: controllers.Scheme(), ControllerManager: true})
	if err != nil {
		return nil, err
	}
	started = c
	if err := install(ctx, c); err != nil {
		return nil, err
	}
	if err := admit(ctx, c.Client); err != nil {
		return nil, err
	}
	if err := furnish(ctx, c.Client); err != nil {
		return nil, err
	}
	return c, awaitPolicies(ctx, c)
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

// install does what an administrator does to install Fallow. The CRDs are there
// already, so that the garbage collector has known them from its start.
func install(ctx context.Context, c *controlplane.ControlPlane) error {
	root, err := controlplane.RepositoryRoot()
	if err != nil {
		return err
	}
	kubectl := exec.CommandContext(ctx, filepath.Join(c.Assets, "kubectl"), "apply", "--server-side", "--force-conflicts", "-k", filepath.Join(root, "config", "default"))
	kubectl.Env = append(os.Environ(), "KUBECONFIG="+c.Kubeconfig)
	if out, err := kubectl.CombinedOutput(); err != nil {
		return fmt.Errorf("installing config/default: %w\n%s", err, out)
	}
	return nil
}

// awaitPolicies waits until the API server enforces every policy, which it does
// some moments after they are stored.
func awaitPolicies(ctx context.Context, c *controlplane.ControlPlane) error {
	for _, p := range probes {
		var last error
		err := wait.PollUntilContextTimeout(ctx, interval, patience, true, func(ctx context.Context) (bool, error) {
			user, err := as(c, p.who)
			if err != nil {
				return false, err
			}
			last = p.do(ctx, user)
			return denied(last, p.policy), nil
		})
		if err != nil {
			return fmt.Errorf("waiting for the policy %s: %w; the last answer was %w", p.policy, err, last)
		}
	}
	return nil
}

// denied reports whether an error is the denial of a policy.
func denied(err error, policy string) bool {
	return apierrors.IsForbidden(err) && policyOf(err) == policy
}

// as returns a client that acts as a principal.
func as(c *controlplane.ControlPlane, who string) (client.Client, error) {
	return client.New(config(c, who), client.Options{Scheme: controllers.Scheme(), Mapper: c.Client.RESTMapper()})
}

// config is the access of a principal.
func config(c *controlplane.ControlPlane, who string) *rest.Config {
	user := rest.CopyConfig(c.Config)
	if name := principals[who].user; name != "" {
		user.Impersonate = rest.ImpersonationConfig{UserName: name}
	}
	return user
}
