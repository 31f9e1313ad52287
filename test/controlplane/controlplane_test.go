package controlplane_test

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/util/wait"
	"sigs.k8s.io/controller-runtime/pkg/client"

	"fallow.dev/fallow/api/v1alpha1"
	"fallow.dev/fallow/test/controlplane"
)

const crashVariable = "FALLOW_CONTROLPLANE_CRASH"

func newScheme(t *testing.T) *runtime.Scheme {
	t.Helper()
	scheme := runtime.NewScheme()
	for _, add := range []func(*runtime.Scheme) error{corev1.AddToScheme, v1alpha1.AddToScheme} {
		if err := add(scheme); err != nil {
			t.Fatal(err)
		}
	}
	return scheme
}

// TestGarbageCollection shows that the control plane is a real one: the CRDs are
// served, owner references are collected and a namespace goes away.
func TestGarbageCollection(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	c, err := controlplane.Start(t.Context(), controlplane.Options{Scheme: newScheme(t), ControllerManager: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := c.Stop(); err != nil {
			t.Error(err)
		}
	})
	ctx := t.Context()
	namespace := &corev1.Namespace{ObjectMeta: metav1.ObjectMeta{Name: "harriers"}}
	if err := c.Client.Create(ctx, namespace); err != nil {
		t.Fatal(err)
	}
	athlete := &v1alpha1.Athlete{
		ObjectMeta: metav1.ObjectMeta{Namespace: "harriers", Name: "a-7f3k"},
		Spec:       v1alpha1.AthleteSpec{TimeZone: "UTC", PolicyRef: v1alpha1.PolicyRef{Name: "default"}},
	}
	if err := c.Client.Create(ctx, athlete); err != nil {
		t.Fatal(err)
	}
	owned := &corev1.ConfigMap{ObjectMeta: metav1.ObjectMeta{
		Namespace: "harriers", Name: "owned",
		OwnerReferences: []metav1.OwnerReference{*metav1.NewControllerRef(athlete, v1alpha1.SchemeGroupVersion.WithKind("Athlete"))},
	}}
	if err := c.Client.Create(ctx, owned); err != nil {
		t.Fatal(err)
	}

	if err := c.Client.Delete(ctx, athlete); err != nil {
		t.Fatal(err)
	}
	waitGone(t, c.Client, owned)
	if err := c.Client.Delete(ctx, namespace); err != nil {
		t.Fatal(err)
	}
	waitGone(t, c.Client, namespace)
}

func waitGone(t *testing.T, c client.Client, obj client.Object) {
	t.Helper()
	err := wait.PollUntilContextTimeout(t.Context(), 50*time.Millisecond, time.Minute, true, func(ctx context.Context) (bool, error) {
		err := c.Get(ctx, client.ObjectKeyFromObject(obj), obj)
		return apierrors.IsNotFound(err), client.IgnoreNotFound(err)
	})
	if err != nil {
		t.Fatalf("waiting for %s to go away: %v", obj.GetName(), err)
	}
}

// TestStartRefuses shows that a missing binary is named.
func TestStartRefuses(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	_, err := controlplane.Start(t.Context(), controlplane.Options{Scheme: newScheme(t), Assets: t.TempDir()})
	if err == nil || !strings.Contains(err.Error(), "make controlplane") {
		t.Errorf("Start with an empty folder of binaries returned %v, want the remedy", err)
	}
	requireEmpty(t, os.Getenv("TMPDIR"))
}

// TestCrash shows that the processes do not outlive a program that dies without
// stopping them.
func TestCrash(t *testing.T) {
	if os.Getenv(crashVariable) != "" {
		if _, err := controlplane.Start(t.Context(), controlplane.Options{Scheme: newScheme(t), CRDs: []string{}}); err != nil {
			t.Fatal(err)
		}
		os.Exit(3)
	}
	dir := t.TempDir()
	cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestCrash$")
	cmd.Env = append(os.Environ(), crashVariable+"=1", "TMPDIR="+dir)
	if out, err := cmd.CombinedOutput(); cmd.ProcessState.ExitCode() != 3 {
		t.Fatalf("the crashing program ended with %v, want exit code 3:\n%s", err, out)
	}
	err := wait.PollUntilContextTimeout(t.Context(), 50*time.Millisecond, time.Minute, true, func(context.Context) (bool, error) {
		left, err := filepath.Glob(filepath.Join(dir, "fallow-controlplane-*"))
		return len(left) == 0, err
	})
	if err != nil {
		t.Fatalf("waiting for the guard to clean up: %v", err)
	}
}

func requireEmpty(t *testing.T, dir string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		t.Errorf("%s was left behind", entry.Name())
	}
}
