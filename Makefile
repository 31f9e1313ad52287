# Fallow. `make help` lists the targets. Git, make and Go are all that is needed:
# the tools and the control plane are built from the modules under hack/.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules

# Packages built and tested at once, and workers of a fuzz target.
PARALLEL ?= 2
# Time for each fuzz target.
FUZZTIME ?= 20s
# Benchmarks to run, and for how long each.
BENCH ?= .
BENCHTIME ?= 1s
# What `fallow-manager --version` says.
VERSION ?= $(shell git describe --tags --always --dirty 2>/dev/null || echo unknown)

# Tools are kept by the Go version that built them, because a tool that loads Go
# packages cannot read the standard library of a newer Go.
tools := bin/tools/$(shell go env GOVERSION 2>/dev/null)
controller_gen := $(tools)/controller-gen
crd_ref_docs := $(tools)/crd-ref-docs
linter := $(tools)/golangci-lint-kube-api-linter

with_controlplane := sh hack/with-controlplane.sh
modules := . $(patsubst %/go.mod,%,$(wildcard hack/*/go.mod))

##@ Start here

.PHONY: help
help: ## List the targets.
	@awk 'BEGIN { FS = ":.*## "; print "Usage: make <target>" } \
		/^##@ / { printf "\n%s\n", substr($$0, 5) } \
		/^[a-z-]+:.*## / { printf "  %-14s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

.PHONY: demo
demo: ## Replay sixteen weeks of four athletes against a real control plane.
	@$(with_controlplane) go run ./hack/demo

.PHONY: up
up: ## Run a control plane, the manager and the samples until Ctrl-C; prints the KUBECONFIG line.
	@assets="$$(sh hack/controlplane/provide.sh)" && \
		KUBEBUILDER_ASSETS="$$assets" KUBEBUILDER_CONTROLPLANE_START_TIMEOUT=60s go run ./hack/demo --up

.PHONY: controlplane
controlplane: ## Fill bin/k8s: kube-apiserver, etcd, kube-controller-manager, kubectl.
	@sh hack/controlplane/provide.sh

##@ Build and install

.PHONY: build
build: ## Build bin/fallow-manager.
	go build -trimpath -ldflags "-X main.version=$(VERSION)" -o bin/fallow-manager ./cmd/fallow-manager

.PHONY: install
install: ## Install the CRDs into the cluster of the current kubeconfig.
	sh hack/kubectl.sh apply --server-side -k config/crd

.PHONY: uninstall
uninstall: ## Delete the CRDs, and with them every athlete, plan and report stored there.
	sh hack/kubectl.sh delete --ignore-not-found -k config/crd

.PHONY: clean
clean: ## Delete what was built here (the control plane stays in the user's cache).
	rm -rf bin dist cover.out

##@ Generate

.PHONY: generate
generate: parameters deepcopy docs ## Generate the policy's parameters, deep copies, apply configurations and the API reference.

.PHONY: parameters
parameters: # The fields of RecoveryParameters, from the engine's own table of constants.
	go run ./hack/policygen

.PHONY: deepcopy
deepcopy: parameters $(tools)/.generators
	$(controller_gen) object applyconfiguration paths=./api/...

.PHONY: docs
docs: parameters $(tools)/.generators
	@mkdir -p docs
	$(crd_ref_docs) --source-path=api/v1alpha1 --config=hack/api-docs.yaml --log-level=ERROR --renderer=markdown --output-path=docs/api.md

.PHONY: manifests
manifests: parameters $(tools)/.generators ## Generate the CRDs and the manager's role.
	$(controller_gen) crd paths=./api/... output:crd:dir=config/crd/bases
	$(controller_gen) rbac:roleName=manager-role paths=./controllers/... output:rbac:dir=config/rbac

##@ Check

.PHONY: fmt
fmt: $(tools)/.linter ## Format the Go code.
	$(linter) fmt

.PHONY: lint
lint: $(tools)/.linter ## Lint the Go code, and the API by the Kubernetes API conventions.
	$(linter) run
	$(linter) run --config .golangci-kal.yml ./api/...

.PHONY: verify
verify: ## Regenerate everything and fail if a file changes.
	@sh hack/verify.sh \
		"$(MAKE) --no-print-directory generate manifests" \
		$(foreach module,$(modules),"cd $(module) && go mod tidy") \
		"sh hack/kubectl.sh kustomize config/default >/dev/null" \
		"sh hack/kubectl.sh kustomize config/samples >/dev/null"

.PHONY: test
test: ## Run the tests, at most 5 minutes.
	$(with_controlplane) go test -p $(PARALLEL) -timeout 5m ./...

.PHONY: test-slow
test-slow: ## Run the suites under the build tag "slow".
	@packages="$$(sh hack/slow-packages.sh)" && \
		set -x && $(with_controlplane) go test -p $(PARALLEL) -timeout 20m -tags slow $$packages

.PHONY: test-race
test-race: ## Run the tests under the race detector (needs a C compiler).
	CGO_ENABLED=1 $(with_controlplane) go test -race -p $(PARALLEL) -timeout 15m ./...

.PHONY: test-fuzz
test-fuzz: ## Run every fuzz target for FUZZTIME (20s).
	@$(with_controlplane) sh hack/fuzz.sh $(FUZZTIME) $(PARALLEL)

.PHONY: bench
bench: ## Run the benchmarks that match BENCH (.) for BENCHTIME (1s) each.
	$(with_controlplane) go test -p 1 -run '^$$' -bench '$(BENCH)' -benchmem -benchtime $(BENCHTIME) ./...

# The stamps are older than go.mod when a version has changed.
$(tools)/.generators: hack/tools/go.mod hack/tools/go.sum
	@echo "Building controller-gen and crd-ref-docs" >&2
	@cd hack/tools && GOWORK=off go build -buildvcs=false -trimpath -o "$(CURDIR)/$(tools)/" tool
	@touch $@

$(tools)/.linter: hack/lint/go.mod hack/lint/go.sum
	@echo "Building golangci-lint (about a minute)" >&2
	@cd hack/lint && GOWORK=off go build -buildvcs=false -trimpath -o "$(CURDIR)/$(tools)/" tool
	@touch $@
