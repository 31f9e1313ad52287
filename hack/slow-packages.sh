#!/bin/sh
# Prints the packages that have test files under the build tag "slow", so that
# `make test-slow` runs these and does not repeat what `make test` has run.
set -eu

format='{{.ImportPath}} {{.TestGoFiles}} {{.XTestGoFiles}}'
listings=$(mktemp -d)
trap 'rm -rf "$listings"' EXIT
go list -f "$format" ./... >"$listings/fast"
go list -tags slow -f "$format" ./... >"$listings/slow"
# A line that only the second listing has belongs to a package whose test files
# the tag changes.
grep -vxF -f "$listings/fast" "$listings/slow" >"$listings/differ" ||
	{ echo 'slow-packages.sh: no test file has the build tag "slow"' >&2; exit 1; }
cut -d ' ' -f 1 "$listings/differ"
