#!/bin/sh
# Runs every fuzz target of the module for a time each: fuzz.sh TIME PARALLEL.
# go test fuzzes one target per call, so they are listed first.
set -eu

time=$1
parallel=$2
output=$(mktemp -d)
trap 'rm -rf "$output"' EXIT

# go test -list prints the targets of a package, then "ok", the package and the
# seconds.
go test -p "$parallel" -list '^Fuzz' ./... >"$output/list" || { cat "$output/list" >&2; exit 1; }
awk '/^Fuzz/ { target[++n] = $1 }
	$1 == "ok" { for (i = 1; i <= n; i++) print $2, target[i]; n = 0 }' "$output/list" >"$output/targets"
count=$(wc -l <"$output/targets")
[ "$count" -gt 0 ] || { echo "fuzz.sh: no fuzz target found" >&2; exit 1; }

# fuzz runs target $2 of package $1. Go before 1.27 sometimes reports its own
# deadline as a failure when the time is over (golang.org/issue/75804). A real
# failure always names the input that it wrote, or fails on a seed before any
# deadline.
fuzz() {
	if go test -run '^$' -fuzz "^$2\$" -fuzztime "$time" -fuzzminimizetime 200x -parallel "$parallel" "$1" >"$output/log" 2>&1; then
		tail -n 2 "$output/log"
		return
	fi
	cat "$output/log"
	grep -q '^ *context deadline exceeded$' "$output/log" || return 1
	if grep -qE 'Failing input written|panic:' "$output/log"; then return 1; fi
	echo "fuzz.sh: not a failure: Go's own deadline at the end of -fuzztime (golang.org/issue/75804)"
}

number=0
failed=''
while read -r package target <&3; do
	number=$((number + 1))
	echo "[$number/$((count))] $package $target, $time"
	fuzz "$package" "$target" || failed="$failed $target"
done 3<"$output/targets"
[ -z "$failed" ] || { echo "fuzz.sh: failed:$failed" >&2; exit 1; }
