package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"fallow.dev/fallow/test/controlplane"
)

// kubectl runs the real one as the administrator and returns what it printed.
func kubectl(ctx context.Context, plane *controlplane.ControlPlane, home string, args ...string) (string, error) {
	cmd := exec.CommandContext(ctx, filepath.Join(plane.Assets, "kubectl"), args...)
	cmd.Env = append(os.Environ(), "KUBECONFIG="+plane.Kubeconfig, "HOME="+home)
	out, err := cmd.CombinedOutput()
	text := strings.TrimRight(string(out), "\n")
	if err != nil {
		return text, fmt.Errorf("kubectl %s: %w\n%s", strings.Join(args, " "), err, text)
	}
	return text, nil
}

// writeManifests writes the embedded manifests to a folder.
func writeManifests(folder string) error {
	if err := os.CopyFS(folder, manifests); err != nil {
		return fmt.Errorf("writing the manifests: %w", err)
	}
	return nil
}
