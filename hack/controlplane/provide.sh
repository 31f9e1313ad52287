#!/bin/sh
# Makes kube-apiserver, etcd, kube-controller-manager and kubectl available and
# prints the folder that holds them on standard output; all else that it has to
# say goes to standard error.
#
# The folder is, in this order:
#   1. $KUBEBUILDER_ASSETS, if set;
#   2. bin/k8s of this repository, if a person put the four programs there;
#   3. the user's cache folder, keyed by the versions that go.mod beside this
#      script pins; programs that are missing there are first built from that
#      module. bin/k8s is then a link to it.
#
# Two clones may call this at once: one builds, the other waits. Each program is
# built in a folder of its own and moved in place by one rename, so that what is
# in the cache is whole, whenever a build was interrupted; the lock only saves
# building the same thing twice.
set -eu

programs='etcd kube-apiserver kube-controller-manager kubectl'
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
root=$(CDPATH='' cd -- "$here/../.." && pwd)
link=$root/bin/k8s

# A lock whose holder shows no life for this many seconds was left behind by a
# build that was killed.
stale_seconds=30

say() { printf '%s\n' "$*" >&2; }
die() { say "provide.sh: $*"; exit 1; }

# missing prints the programs that folder $1 lacks.
missing() {
	for program in $programs; do
		[ -x "$1/$program" ] || printf ' %s' "$program"
	done
}

has_all() { [ -z "$(missing "$1")" ]; }

# module prints the version of module $1 that go.mod pins. `go list -m` would ask
# the module proxy on a machine that has the programs but not their sources.
module() {
	version=$(awk -v module="$1" '$1 == "require" { $1 = $2; $2 = $3 } $1 == module && $2 ~ "^v" { print $2; exit }' "$here/go.mod")
	[ -n "$version" ] || die "$here/go.mod requires no $1"
	printf '%s\n' "$version"
}

user_cache() {
	if [ -n "${XDG_CACHE_HOME:-}" ]; then
		printf '%s\n' "$XDG_CACHE_HOME"
	elif [ "$(uname -s)" = Darwin ]; then
		printf '%s\n' "${HOME:?HOME is not set}/Library/Caches"
	else
		printf '%s\n' "${HOME:?neither HOME nor XDG_CACHE_HOME is set}/.cache"
	fi
}

# progress shows one line: on a terminal in place every second, elsewhere (a CI
# log) every 15 seconds.
progress() {
	if [ -t 2 ]; then
		printf '\r\033[K%.79s' "$*" >&2
	elif [ $(($(date +%s) - shown)) -ge 15 ]; then
		say "$*"
		shown=$(date +%s)
	fi
}
shown=0

# alive tells those who wait for the lock that its holder still works.
alive() {
	beats=$((beats + 1))
	printf '%s %s\n' "$$" "$beats" >"$lock/beat" 2>/dev/null || :
}
beats=0

# acquire takes the lock; it fails if, while it waited, another build finished.
acquire() {
	started=$(date +%s)
	seen='' still=0
	until mkdir "$lock" 2>/dev/null; do
		[ -d "$lock" ] || [ -w "$cache" ] || die "cannot write to $cache"
		sleep 1
		if has_all "$folder"; then return 1; fi
		beat=$(cat "$lock/beat" 2>/dev/null || :)
		if [ "$beat" != "$seen" ]; then seen=$beat still=0; else still=$((still + 1)); fi
		if [ "$still" -ge "$stale_seconds" ]; then
			say "Removing the lock of a build that was killed."
			if mv "$lock" "$lock.dead.$$" 2>/dev/null; then rm -rf "$lock.dead.$$" || :; fi
			still=0
		fi
		progress "Waiting for another build of the control plane  $(($(date +%s) - started)) s"
	done
	printf '%s\n' "$me" >"$lock/owner"
	alive
}

# release gives the lock back, unless someone thought it dead and took it.
release() {
	if [ -n "$compiler" ]; then
		kill -INT "$compiler" 2>/dev/null || :
		wait "$compiler" 2>/dev/null || :
	fi
	if [ "$(cat "$lock/owner" 2>/dev/null || :)" = "$me" ]; then rm -rf "$lock"; fi
}
compiler=''

# version_of prints what program $1 says about its version.
version_of() {
	case $(basename "$1") in
	kubectl) KUBECONFIG=/dev/null "$1" version --client ;;
	*) "$1" --version ;;
	esac
}

# stamps prints the linker flags without which the server calls itself
# v0.0.0-master and `kubectl version` and Helm's version check fail. No date and
# no commit: the same sources give the same bytes.
stamps() {
	bare=${kubernetes#v}
	minor=${bare#*.}
	printf '%s' '-s -w'
	for package in k8s.io/component-base/version k8s.io/client-go/pkg/version; do
		for value in "gitVersion=$kubernetes" "gitMajor=${bare%%.*}" "gitMinor=${minor%%.*}" \
			gitTreeState=clean gitCommit=unknown buildDate=1970-01-01T00:00:00Z; do
			printf ' -X %s.%s' "$package" "$value"
		done
	done
}

# build makes program $2, the $1th, from package $3; it must then say version $4.
build() {
	[ -x "$folder/$2" ] && return
	work=$lock/work
	log=$lock/log
	mkdir -p "$work/tmp"
	started=$(date +%s)
	say "[$1/4] $2: building from $3"
	(
		cd "$here"
		export CGO_ENABLED=0 GOOS="$os" GOARCH="$arch" GOWORK=off GOTMPDIR="$work/tmp"
		exec go build -mod=readonly -trimpath -v -ldflags "$(stamps)" -o "$work/$2" "$3"
	) >"$log" 2>&1 &
	compiler=$!
	while kill -0 "$compiler" 2>/dev/null; do
		alive
		progress "[$1/4] $2  $(($(date +%s) - started)) s  $(wc -l <"$log" 2>/dev/null || echo 0) steps  $(tail -n 1 "$log" 2>/dev/null || :)"
		sleep 1
	done
	status=0
	wait "$compiler" || status=$?
	compiler=''
	if [ -t 2 ]; then printf '\r\033[K' >&2; fi
	# Who was suspended for long may have lost the lock to a build that has
	# finished since: then there is nothing left to do.
	[ -x "$folder/$2" ] && return
	if [ "$status" -ne 0 ]; then
		tail -n 30 "$log" >&2 || :
		die "building $2 failed"
	fi
	version_of "$work/$2" | grep -qF -- "$4" || die "$2 was built, but does not say that it is $4"
	mv -f "$work/$2" "$folder/$2"
	say "[$1/4] $2: built in $(($(date +%s) - started)) s"
}

# fill builds what the cache lacks.
fill() {
	mkdir -p "$folder"
	trap release EXIT
	trap 'exit 130' INT
	trap 'exit 143' TERM HUP
	acquire || return 0
	say "Building the control plane (Kubernetes $kubernetes, etcd $etcd) from Go modules into"
	say "$folder"
	say "This happens once for these versions and takes about 7 minutes on 2 cores."
	build 1 etcd go.etcd.io/etcd/server/v3 "etcd Version: ${etcd#v}"
	build 2 kube-apiserver k8s.io/kubernetes/cmd/kube-apiserver "Kubernetes $kubernetes"
	build 3 kube-controller-manager k8s.io/kubernetes/cmd/kube-controller-manager "Kubernetes $kubernetes"
	build 4 kubectl k8s.io/kubernetes/cmd/kubectl "Client Version: $kubernetes"
	trap - EXIT INT TERM HUP
	release
}

# relink points bin/k8s to the cache. Another process of the same clone may do
# the same at the same time.
relink() {
	[ "$(readlink "$link" 2>/dev/null || :)" = "$folder" ] && return
	mkdir -p "$root/bin"
	rm -f "$link"
	ln -sn "$folder" "$link" 2>/dev/null || [ "$(readlink "$link")" = "$folder" ] ||
		die "cannot link $link to $folder"
}

if [ -n "${KUBEBUILDER_ASSETS:-}" ]; then
	[ -d "$KUBEBUILDER_ASSETS" ] || die "KUBEBUILDER_ASSETS is not a folder: $KUBEBUILDER_ASSETS"
	has_all "$KUBEBUILDER_ASSETS" ||
		die "KUBEBUILDER_ASSETS lacks$(missing "$KUBEBUILDER_ASSETS"); unset it to have all four built"
	CDPATH='' cd -- "$KUBEBUILDER_ASSETS" && pwd
	exit
fi
if [ ! -L "$link" ] && has_all "$link"; then
	printf '%s\n' "$link"
	exit
fi
[ -L "$link" ] || [ ! -e "$link" ] || die "$link is there, but lacks$(missing "$link"); remove or complete it"

kubernetes=$(module k8s.io/kubernetes)
etcd=$(module go.etcd.io/etcd/server/v3)
os=$(go env GOHOSTOS)
arch=$(go env GOHOSTARCH)
cache=$(user_cache)/fallow
folder=$cache/controlplane-$kubernetes-etcd-$etcd-$os-$arch
lock=$folder.lock
me="$(uname -n) $$"

has_all "$folder" || fill
relink
printf '%s\n' "$link"
