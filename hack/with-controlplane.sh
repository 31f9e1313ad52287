#!/bin/sh
# Runs a command with a control plane at hand: KUBEBUILDER_ASSETS names the
# folder of its programs, and TMPDIR is a folder of this run alone, removed
# afterwards. The exit status is the command's.
#
# A test binary that is killed cannot stop its kube-apiserver and etcd, because
# envtest gives them process groups of their own. They name a folder under this
# run's TMPDIR on their command lines, so whatever still does so at the end was
# left behind by this run and is killed.
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
KUBEBUILDER_ASSETS=$(sh "$here/controlplane/provide.sh")
# envtest gives a server 20 seconds to start, too few on a busy machine.
: "${KUBEBUILDER_CONTROLPLANE_START_TIMEOUT:=60s}"
TMPDIR=$(mktemp -d "${TMPDIR:-/tmp}/fallow.XXXXXX")
export KUBEBUILDER_ASSETS KUBEBUILDER_CONTROLPLANE_START_TIMEOUT TMPDIR

sweep() {
	for process in $(pgrep -f -- "$TMPDIR/" 2>/dev/null || :); do
		kill -KILL "$process" 2>/dev/null || :
	done
	rm -rf "$TMPDIR" 2>/dev/null || { sleep 1; rm -rf "$TMPDIR"; }
}
trap sweep EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

"$@"
