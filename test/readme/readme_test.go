// Package readme runs what the README tells a newcomer to type.
package readme

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"k8s.io/utils/clock"
	ctrl "sigs.k8s.io/controller-runtime"
	metricsserver "sigs.k8s.io/controller-runtime/pkg/metrics/server"

	"fallow.dev/fallow/controllers"
	"fallow.dev/fallow/test/controlplane"
)

// marker precedes the block that is run.
const marker = "<!-- Run by test/readme: keep it runnable as it stands. -->\n```sh\n"

func TestFirstAthlete(t *testing.T) {
	root, err := controlplane.RepositoryRoot()
	if err != nil {
		t.Fatal(err)
	}
	readme, err := os.ReadFile(filepath.Join(root, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, rest, found := strings.Cut(string(readme), marker)
	script, _, ended := strings.Cut(rest, "\n```\n")
	if !found || !ended {
		t.Fatal("README.md has no block that this test can run")
	}
	plane, err := controlplane.Start(t.Context(), controlplane.Options{Scheme: controllers.Scheme()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := plane.Stop(); err != nil {
			t.Error(err)
		}
	})
	startManager(t, plane)

	sh := exec.CommandContext(t.Context(), "sh", "-eu", "-c", script)
	sh.Env = append(os.Environ(), "KUBECONFIG="+plane.Kubeconfig, "PATH="+plane.Assets+string(os.PathListSeparator)+os.Getenv("PATH"))
	out, err := sh.CombinedOutput()
	t.Logf("%s", out)
	if err != nil {
		t.Fatalf("the README's steps: %v", err)
	}
	for _, want := range []string{"athlete.fallow.dev/a-3k8w", "restwindow.fallow.dev/a-3k8w-1", "hills Provisional a-3k8w-1", "long-run AsPlanned"} {
		if !strings.Contains(string(out), want) {
			t.Errorf("the README's steps do not show %q", want)
		}
	}
}

// startManager runs the manager with the real clock until the test ends.
func startManager(t *testing.T, plane *controlplane.ControlPlane) {
	t.Helper()
	options := controllers.ManagerOptions()
	options.Metrics = metricsserver.Options{BindAddress: "0"}
	mgr, err := ctrl.NewManager(plane.Config, options)
	if err != nil {
		t.Fatal(err)
	}
	if err := controllers.SetupWithManager(mgr, controllers.Options{Clock: clock.RealClock{}, Version: "test"}); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	stopped := make(chan error, 1)
	go func() { stopped <- mgr.Start(ctx) }()
	t.Cleanup(func() {
		stop()
		if err := <-stopped; err != nil {
			t.Error(err)
		}
	})
}
