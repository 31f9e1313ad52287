#!/bin/sh
# Runs the kubectl on PATH, or else the one that comes with the control plane.
set -eu

if command -v kubectl >/dev/null 2>&1; then
	exec kubectl "$@"
fi
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
programs=$(sh "$here/controlplane/provide.sh")
exec "$programs/kubectl" "$@"
