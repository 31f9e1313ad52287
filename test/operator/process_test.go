package operator_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"syscall"
	"testing"
	"time"

	authenticationv1 "k8s.io/api/authentication/v1"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/util/wait"
	"k8s.io/client-go/tools/clientcmd"
	clientcmdapi "k8s.io/client-go/tools/clientcmd/api"
	"sigs.k8s.io/controller-runtime/pkg/client"

	"fallow.dev/fallow/test/controlplane"
)

// systemNamespace is where config/default installs the manager.
const systemNamespace = "fallow-system"

// buildManager builds the manager's binary, once.
var buildManager = sync.OnceValues(func() (string, error) {
	root, err := controlplane.RepositoryRoot()
	if err != nil {
		return "", err
	}
	dir, err := os.MkdirTemp("", "fallow-manager-")
	if err != nil {
		return "", err
	}
	built = dir
	binary := filepath.Join(dir, "fallow-manager")
	cmd := exec.Command("go", "build", "-o", binary, "./cmd/fallow-manager")
	cmd.Dir = root
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("building the manager: %w\n%s", err, out)
	}
	return binary, nil
})

// built is the folder of the binary, for TestMain to remove.
var built string

// install applies config/default, as a cluster's administrator does, once.
var install = sync.OnceValue(func() error {
	root, err := controlplane.RepositoryRoot()
	if err != nil {
		return err
	}
	_, err = runKubectl(started, "apply", "--server-side", "--force-conflicts", "-k", filepath.Join(root, "config", "default"))
	return err
})

// runKubectl runs kubectl as the administrator and returns its output.
func runKubectl(c *controlplane.ControlPlane, args ...string) (string, error) {
	cmd := exec.Command(filepath.Join(c.Assets, "kubectl"), append([]string{"--kubeconfig", c.Kubeconfig}, args...)...)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		return "", fmt.Errorf("kubectl %v: %w\n%s", args, err, stderr.String())
	}
	return string(out), nil
}

// token is a bearer token of a service account in the manager's namespace.
func token(t *testing.T, account string) string {
	t.Helper()
	server(t)
	must(t, install())
	return tokenOf(t, systemNamespace, account)
}

func tokenOf(t *testing.T, namespace, account string) string {
	t.Helper()
	c := server(t).Client
	sa := &corev1.ServiceAccount{}
	must(t, wait.PollUntilContextTimeout(t.Context(), interval, patience, true, func(ctx context.Context) (bool, error) {
		err := c.Get(ctx, client.ObjectKey{Namespace: namespace, Name: account}, sa)
		return err == nil, client.IgnoreNotFound(err)
	}))
	request := &authenticationv1.TokenRequest{}
	must(t, c.SubResource("token").Create(t.Context(), sa, request))
	return request.Status.Token
}

// process is a manager as a process of its own, with the permissions that
// config/rbac gives and no other.
type process struct {
	t      *testing.T
	cmd    *exec.Cmd
	out    bytes.Buffer
	exited chan struct{}
}

// launch starts the manager's binary behind a proxy.
func (s *squad) launch(through *proxy, flags ...string) *process {
	s.t.Helper()
	binary, err := buildManager()
	must(s.t, err)
	p := &process{t: s.t, exited: make(chan struct{})}
	p.cmd = exec.Command(binary, append([]string{
		"--kubeconfig=" + kubeconfig(s.t, through.cluster, token(s.t, "fallow-manager")), "--namespaces=" + s.ns, "--workers=1",
	}, flags...)...)
	p.cmd.Stdout, p.cmd.Stderr = &p.out, &p.out
	p.cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	must(s.t, p.cmd.Start())
	go func() {
		_ = p.cmd.Wait() // how it ended is asked of ProcessState
		close(p.exited)
	}()
	s.t.Cleanup(func() {
		p.kill()
		if p.t.Failed() {
			p.t.Logf("the manager's log:\n%s", p.log())
		}
	})
	return p
}

// kill ends the process as a power cut would.
func (p *process) kill() {
	if err := p.cmd.Process.Kill(); err != nil && !errors.Is(err, os.ErrProcessDone) {
		p.t.Error(err)
	}
	<-p.exited
}

// terminate ends the process as a cluster does, and wants it to end well.
func (p *process) terminate() {
	p.t.Helper()
	must(p.t, p.cmd.Process.Signal(syscall.SIGTERM))
	select {
	case <-p.exited:
	case <-time.After(patience):
		p.t.Fatalf("the manager does not stop:\n%s", p.log())
	}
	if !p.cmd.ProcessState.Success() {
		p.t.Errorf("the terminated manager ended with %v:\n%s", p.cmd.ProcessState, p.log())
	}
}

// log is what the process has printed. It must have ended.
func (p *process) log() string {
	<-p.exited
	return p.out.String()
}

// kubeconfig writes a file with the access of a bearer token.
func kubeconfig(t *testing.T, cluster *clientcmdapi.Cluster, token string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "kubeconfig")
	must(t, clientcmd.WriteToFile(clientcmdapi.Config{
		Clusters:       map[string]*clientcmdapi.Cluster{"c": cluster},
		AuthInfos:      map[string]*clientcmdapi.AuthInfo{"u": {Token: token}},
		Contexts:       map[string]*clientcmdapi.Context{"x": {Cluster: "c", AuthInfo: "u"}},
		CurrentContext: "x",
	}, file))
	return file
}
