package controlplane

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

const (
	assetsVariable = "KUBEBUILDER_ASSETS"
	modulePath     = "fallow.dev/fallow"
	quotedLogBytes = 2000
)

// RepositoryRoot returns the folder of the repository's go.mod, found from the
// working directory upwards.
func RepositoryRoot() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", fmt.Errorf("looking for the root of the repository: %w", err)
	}
	for {
		content, err := os.ReadFile(filepath.Join(dir, "go.mod"))
		if err == nil && bytes.Contains(content, []byte("module "+modulePath+"\n")) {
			return dir, nil
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return "", errors.New("the working directory is not in the repository: no go.mod of " + modulePath + " above it")
		}
		dir = parent
	}
}

// findAssets returns the folder of the binaries as an absolute path and fails if
// one that is needed is missing, since envtest would say only that a process did
// not start.
func findAssets(opts Options) (string, error) {
	dir := opts.Assets
	if dir == "" {
		dir = os.Getenv(assetsVariable)
	}
	if dir == "" {
		root, err := RepositoryRoot()
		if err != nil {
			return "", err
		}
		dir = filepath.Join(root, "bin", "k8s")
	}
	dir, err := filepath.Abs(dir)
	if err != nil {
		return "", fmt.Errorf("looking for the control plane's binaries: %w", err)
	}
	needed := []string{"etcd", "kube-apiserver"}
	if opts.ControllerManager {
		needed = append(needed, "kube-controller-manager")
	}
	for _, name := range needed {
		if _, err := os.Stat(filepath.Join(dir, name)); err != nil {
			return "", fmt.Errorf("looking for the control plane's binaries (run make controlplane, or set %s): %w", assetsVariable, err)
		}
	}
	return dir, nil
}

func (c *ControlPlane) output(opts Options, name string) (io.Writer, error) {
	if opts.Output != nil {
		return opts.Output, nil
	}
	file, err := os.OpenFile(filepath.Join(c.dir, name+".log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, fmt.Errorf("creating the log of %s: %w", name, err)
	}
	c.files = append(c.files, file)
	return file, nil
}

// logs returns, as an error, the ends of the logs of a control plane that did
// not start, and nil for one whose server came up.
func (c *ControlPlane) logs() error {
	if c.Config != nil {
		return nil
	}
	var errs []error
	for _, file := range c.files {
		content, err := os.ReadFile(file.Name())
		if err != nil || len(content) == 0 {
			continue
		}
		tail := content[max(0, len(content)-quotedLogBytes):]
		errs = append(errs, fmt.Errorf("end of %s:\n%s", filepath.Base(file.Name()), tail))
	}
	return errors.Join(errs...)
}

func (c *ControlPlane) closeFiles() error {
	var errs []error
	for _, file := range c.files {
		errs = append(errs, file.Close())
	}
	c.files = nil
	return errors.Join(errs...)
}
