package controlplane

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// guardScript outlives this process. Its standard input is a pipe that only this
// process writes to: a line means that everything was stopped in good order, an
// end without one that this process died, by a signal or by a test's timeout, so
// that the children have to be stopped from here.
const guardScript = `trap '' INT HUP TERM
if read -r _; then exit 0; fi
for f in "$1"/pids/*; do
	[ -f "$f" ] && kill -KILL "$(cat "$f")" 2>/dev/null
done
rm -rf "$1"
`

// wrapperScript leaves its process id to the guard and becomes the binary.
const wrapperScript = `#!/bin/sh
echo $$ >%s
exec %s "$@"
`

type guard struct {
	dir   string
	cmd   *exec.Cmd
	stdin io.WriteCloser
}

// newGuard starts the guard of a control plane whose files are in dir.
func newGuard(dir string) (*guard, error) {
	if err := os.MkdirAll(filepath.Join(dir, "pids"), 0o700); err != nil {
		return nil, fmt.Errorf("creating the folder of process ids: %w", err)
	}
	cmd := exec.Command("/bin/sh", "-c", guardScript, "fallow-controlplane-guard", dir)
	stdin, err := cmd.StdinPipe()
	if err != nil {
		return nil, fmt.Errorf("connecting the guard: %w", err)
	}
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("starting the guard: %w", err)
	}
	return &guard{dir: dir, cmd: cmd, stdin: stdin}, nil
}

// wrap returns the path of a script that runs binary in the guard's sight.
func (g *guard) wrap(binary string) (string, error) {
	name := filepath.Base(binary)
	script := filepath.Join(g.dir, name+".sh")
	content := fmt.Sprintf(wrapperScript, shellQuoted(filepath.Join(g.dir, "pids", name)), shellQuoted(binary))
	if err := os.WriteFile(script, []byte(content), 0o700); err != nil {
		return "", fmt.Errorf("writing the script that starts %s: %w", name, err)
	}
	return script, nil
}

func shellQuoted(s string) string {
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}

// dismiss tells the guard that all is stopped.
func (g *guard) dismiss() error {
	_, err := io.WriteString(g.stdin, "stopped\n")
	return errors.Join(err, g.stdin.Close(), g.cmd.Wait())
}
