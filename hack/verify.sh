#!/bin/sh
# Runs the commands given as arguments, each a line for the shell, then fails if
# they changed, added or removed any file that git would keep. What is not
# committed beforehand does not count, so that this can be used while working;
# in a fresh clone it means that everything generated is committed as it is
# generated.
set -eu

cd "$(dirname -- "$0")/.."
git rev-parse --git-dir >/dev/null || { echo "verify.sh: this compares by git and needs a clone" >&2; exit 1; }
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# snapshot prints the id of a git tree of all files as they are, by an index of
# its own: the person's index stays as it is.
snapshot() {
	GIT_INDEX_FILE=$scratch/index git read-tree HEAD
	GIT_INDEX_FILE=$scratch/index git add --all
	GIT_INDEX_FILE=$scratch/index git write-tree
}

before=$(snapshot)
for command in "$@"; do
	echo "verify: $command"
	sh -euc "$command"
done
after=$(snapshot)

if [ "$before" != "$after" ]; then
	git --no-pager diff "$before" "$after"
	echo
	echo "verify: the files below differ from what their sources generate. They have been"
	echo "regenerated in place: look at the difference above and commit them."
	git --no-pager diff --stat "$before" "$after"
	exit 1
fi
echo "verify: everything generated is up to date."
