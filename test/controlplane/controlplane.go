// Package controlplane runs a real Kubernetes control plane as child processes:
// etcd, kube-apiserver and, if asked for, kube-controller-manager, so that
// admission, server-side apply, garbage collection, namespace deletion and quota
// are those of a cluster. Tests and the demonstration use it; no node runs.
package controlplane

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/client-go/rest"
	"sigs.k8s.io/controller-runtime/pkg/client"
	"sigs.k8s.io/controller-runtime/pkg/envtest"
)

const (
	startTimeout = 90 * time.Second
	stopTimeout  = 30 * time.Second

	startTimeoutVariable = "KUBEBUILDER_CONTROLPLANE_START_TIMEOUT"
)

// Options says what to start.
type Options struct {
	// Scheme is the scheme of ControlPlane.Client. Required.
	Scheme *runtime.Scheme

	// Assets is the folder of the binaries. Empty: KUBEBUILDER_ASSETS, or else
	// bin/k8s at the root of the repository.
	Assets string

	// CRDs are the folders whose CRDs are installed. Nil: config/crd/bases at
	// the root of the repository. Empty but not nil: none.
	CRDs []string

	// ControllerManager starts kube-controller-manager, too, so that owner
	// references are collected, namespaces go away and quota is enforced.
	ControllerManager bool

	// APIServerFlags are further flags of kube-apiserver, without the hyphens.
	APIServerFlags map[string]string

	// Output takes what the processes print. Nil: files that live as long as the
	// control plane, whose end is quoted by a failed Start.
	Output io.Writer
}

// ControlPlane is a running control plane.
type ControlPlane struct {
	// Config is the administrator's access.
	Config *rest.Config
	// Client is a client with Config and the scheme of Options.
	Client client.WithWatch
	// Kubeconfig is the path of a file with the administrator's access. It goes
	// away with Stop.
	Kubeconfig string
	// Assets is the folder of the binaries; kubectl is there, too.
	Assets string

	dir     string
	files   []*os.File
	env     *envtest.Environment
	manager *controllerManager
	guard   *guard
}

// Start starts a control plane and returns when it answers and the CRDs are
// established. The caller must Stop it; if this process dies without doing so, a
// guard stops the child processes and removes their files.
func Start(ctx context.Context, opts Options) (*ControlPlane, error) {
	dir, err := os.MkdirTemp("", "fallow-controlplane-")
	if err != nil {
		return nil, fmt.Errorf("creating the folder of the control plane: %w", err)
	}
	c := &ControlPlane{dir: dir}
	if err := c.start(ctx, opts); err != nil {
		return nil, errors.Join(err, c.Stop())
	}
	return c, nil
}

func (c *ControlPlane) start(ctx context.Context, opts Options) error {
	if opts.Scheme == nil {
		return errors.New("Options.Scheme is required")
	}
	assets, err := findAssets(opts)
	if err != nil {
		return err
	}
	c.Assets = assets
	if c.guard, err = newGuard(c.dir); err != nil {
		return err
	}
	if c.env, err = c.environment(opts); err != nil {
		return err
	}
	if c.Config, err = c.env.Start(); err != nil {
		return errors.Join(fmt.Errorf("starting etcd and kube-apiserver: %w", err), c.logs())
	}
	if err := context.Cause(ctx); err != nil {
		return err
	}
	c.Kubeconfig = filepath.Join(c.dir, "kubeconfig")
	if err := os.WriteFile(c.Kubeconfig, c.env.KubeConfig, 0o600); err != nil {
		return fmt.Errorf("writing the kubeconfig: %w", err)
	}
	if c.Client, err = client.NewWithWatch(c.Config, client.Options{Scheme: opts.Scheme}); err != nil {
		return fmt.Errorf("creating the client: %w", err)
	}
	if opts.ControllerManager {
		return c.startControllerManager(ctx, opts)
	}
	return nil
}

// environment describes etcd and kube-apiserver to envtest. Each binary is
// started by a script that leaves its process id to the guard.
func (c *ControlPlane) environment(opts Options) (*envtest.Environment, error) {
	crds := opts.CRDs
	if crds == nil {
		root, err := RepositoryRoot()
		if err != nil {
			return nil, err
		}
		crds = []string{filepath.Join(root, "config", "crd", "bases")}
	}
	env := &envtest.Environment{
		CRDDirectoryPaths:       crds,
		ErrorIfCRDPathMissing:   true,
		UseExistingCluster:      new(false),
		ControlPlaneStopTimeout: stopTimeout,
	}
	if os.Getenv(startTimeoutVariable) == "" {
		env.ControlPlaneStartTimeout = startTimeout
	}
	var err error
	etcd := &envtest.Etcd{DataDir: filepath.Join(c.dir, "etcd")}
	if etcd.Path, err = c.guard.wrap(filepath.Join(c.Assets, "etcd")); err != nil {
		return nil, err
	}
	if etcd.Out, err = c.output(opts, "etcd"); err != nil {
		return nil, err
	}
	server := env.ControlPlane.GetAPIServer()
	server.CertDir = filepath.Join(c.dir, "certificates")
	if server.Path, err = c.guard.wrap(filepath.Join(c.Assets, "kube-apiserver")); err != nil {
		return nil, err
	}
	if server.Out, err = c.output(opts, "kube-apiserver"); err != nil {
		return nil, err
	}
	for _, dir := range []string{etcd.DataDir, server.CertDir} {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			return nil, fmt.Errorf("creating a folder of the control plane: %w", err)
		}
	}
	etcd.Err, server.Err = etcd.Out, server.Out
	env.ControlPlane.Etcd = etcd
	for flag, value := range opts.APIServerFlags {
		server.Configure().Set(flag, value)
	}
	return env, nil
}

// User returns the access of a user of that name and those groups, to try
// permissions with.
func (c *ControlPlane) User(name string, groups ...string) (*rest.Config, error) {
	user, err := c.env.AddUser(envtest.User{Name: name, Groups: groups}, rest.CopyConfig(c.Config))
	if err != nil {
		return nil, fmt.Errorf("adding the user %q: %w", name, err)
	}
	return user.Config(), nil
}

// Stop stops every process that Start started, in the reverse order, and removes
// their files. A second Stop does nothing.
func (c *ControlPlane) Stop() error {
	if c.dir == "" {
		return nil
	}
	var errs []error
	if c.manager != nil {
		errs = append(errs, c.manager.stop())
	}
	if c.env != nil {
		errs = append(errs, c.env.Stop())
	}
	if c.guard != nil {
		errs = append(errs, c.guard.dismiss())
	}
	errs = append(errs, c.closeFiles(), os.RemoveAll(c.dir))
	c.dir, c.manager, c.env, c.guard = "", nil, nil, nil
	if err := errors.Join(errs...); err != nil {
		return fmt.Errorf("stopping the control plane: %w", err)
	}
	return nil
}
