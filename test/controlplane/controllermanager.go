package controlplane

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/util/wait"
	"sigs.k8s.io/controller-runtime/pkg/client"
)

// controllers are those that change what the operator sees: owner references,
// namespaces, quota, roles and service accounts.
var controllers = []string{
	"garbage-collector-controller",
	"namespace-controller",
	"resourcequota-controller",
	"clusterrole-aggregation-controller",
	"serviceaccount-controller",
	"serviceaccount-token-controller",
}

type controllerManager struct {
	cancel context.CancelFunc
	exited chan struct{}
	err    error
}

// startControllerManager starts kube-controller-manager and returns when the
// first thing that only it does is done.
func (c *ControlPlane) startControllerManager(ctx context.Context, opts Options) error {
	binary, err := c.guard.wrap(filepath.Join(c.Assets, "kube-controller-manager"))
	if err != nil {
		return err
	}
	out, err := c.output(opts, "kube-controller-manager")
	if err != nil {
		return err
	}
	// The process lives until Stop, not only as long as ctx.
	alive, cancel := context.WithCancel(context.WithoutCancel(ctx))
	cmd := exec.CommandContext(alive, binary, c.controllerManagerFlags()...)
	cmd.Stdout, cmd.Stderr = out, out
	// A group of its own, as envtest gives the others: Ctrl-C reaches us, who stop it.
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return cmd.Process.Signal(syscall.SIGTERM) }
	cmd.WaitDelay = stopTimeout
	if err := cmd.Start(); err != nil {
		cancel()
		return fmt.Errorf("starting kube-controller-manager: %w", err)
	}
	m := &controllerManager{cancel: cancel, exited: make(chan struct{})}
	go func() {
		defer close(m.exited)
		m.err = cmd.Wait()
	}()
	c.manager = m
	return c.waitForServiceAccount(ctx)
}

func (c *ControlPlane) controllerManagerFlags() []string {
	signer := filepath.Join(c.env.ControlPlane.GetAPIServer().CertDir, "sa-signer.key")
	return []string{
		"--kubeconfig=" + c.Kubeconfig,
		"--authentication-kubeconfig=" + c.Kubeconfig,
		"--authorization-kubeconfig=" + c.Kubeconfig,
		"--controllers=" + strings.Join(controllers, ","),
		"--service-account-private-key-file=" + signer,
		"--leader-elect=false",
		"--use-service-account-credentials=false",
		"--bind-address=127.0.0.1",
		"--secure-port=0",
		"--kube-api-qps=200",
		"--kube-api-burst=400",
	}
}

// waitForServiceAccount waits for the account that each namespace is given.
func (c *ControlPlane) waitForServiceAccount(ctx context.Context) error {
	account := &metav1.PartialObjectMetadata{}
	account.SetGroupVersionKind(schema.GroupVersionKind{Version: "v1", Kind: "ServiceAccount"})
	key := client.ObjectKey{Namespace: metav1.NamespaceDefault, Name: "default"}
	err := wait.PollUntilContextTimeout(ctx, 50*time.Millisecond, startTimeout, true, func(ctx context.Context) (bool, error) {
		select {
		case <-c.manager.exited:
			return false, errors.New("it exited")
		default:
		}
		return c.Client.Get(ctx, key, account) == nil, nil
	})
	if err != nil {
		return fmt.Errorf("waiting for kube-controller-manager: %w", err)
	}
	return nil
}

// stop stops the process and returns an error if it had ended by itself.
func (m *controllerManager) stop() error {
	select {
	case <-m.exited:
		m.cancel()
		return errors.Join(errors.New("kube-controller-manager had exited by itself"), m.err)
	default:
	}
	m.cancel()
	<-m.exited
	return nil
}
