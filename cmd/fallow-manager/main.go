// Command fallow-manager runs Fallow's controllers, in a cluster or out of one.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"net/http"
	"os"
	"strings"
	"time"
	_ "time/tzdata" // an image without a time zone database still knows every zone

	"k8s.io/utils/clock"
	ctrl "sigs.k8s.io/controller-runtime"
	"sigs.k8s.io/controller-runtime/pkg/cache"
	"sigs.k8s.io/controller-runtime/pkg/healthz"
	"sigs.k8s.io/controller-runtime/pkg/log/zap"
	"sigs.k8s.io/controller-runtime/pkg/metrics/filters"
	metricsserver "sigs.k8s.io/controller-runtime/pkg/metrics/server"

	"fallow.dev/fallow/controllers"
)

// version is stamped by the build.
var version = "devel"

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "fallow-manager:", err)
		os.Exit(1)
	}
}

func run() error {
	var metricsAddress, probeAddress, namespaces, electionNamespace string
	var elect, showVersion bool
	workers := 4
	flag.StringVar(&metricsAddress, "metrics-bind-address", ":8443", "address of /metrics over TLS, for readers whom the API server authorizes; 0 serves none")
	flag.StringVar(&probeAddress, "health-probe-bind-address", ":8081", "address of /healthz and /readyz")
	flag.StringVar(&namespaces, "namespaces", "", "namespaces to watch, separated by commas; empty: all")
	flag.BoolVar(&elect, "leader-elect", false, "let one of several replicas lead")
	flag.StringVar(&electionNamespace, "leader-election-namespace", "", "namespace of the lease; empty: the manager's own, in a cluster")
	flag.IntVar(&workers, "workers", workers, "athletes that are decided on at once")
	flag.BoolVar(&showVersion, "version", false, "print the version and exit")
	logging := zap.Options{}
	logging.BindFlags(flag.CommandLine)
	flag.Parse()
	if showVersion {
		_, err := fmt.Println("fallow-manager", version)
		return err
	}
	ctrl.SetLogger(zap.New(zap.UseFlagOptions(&logging)))

	options := controllers.ManagerOptions()
	options.HealthProbeBindAddress = probeAddress
	options.Metrics = metricsserver.Options{
		BindAddress: metricsAddress, SecureServing: true, FilterProvider: filters.WithAuthenticationAndAuthorization,
	}
	options.LeaderElection, options.LeaderElectionID, options.LeaderElectionNamespace = elect, controllers.Manager, electionNamespace
	options.LeaderElectionReleaseOnCancel = true // main returns as soon as the manager stops
	if namespaces != "" {
		options.Cache.DefaultNamespaces = map[string]cache.Config{}
		for ns := range strings.SplitSeq(namespaces, ",") {
			options.Cache.DefaultNamespaces[strings.TrimSpace(ns)] = cache.Config{}
		}
	}
	config, err := ctrl.GetConfig()
	if err != nil {
		return fmt.Errorf("finding a cluster: %w", err)
	}
	mgr, err := ctrl.NewManager(config, options)
	if err != nil {
		return err
	}
	if err := controllers.SetupWithManager(mgr, controllers.Options{
		Clock: clock.RealClock{}, Version: version, MaxConcurrentReconciles: workers,
	}); err != nil {
		return err
	}
	if err := mgr.AddHealthzCheck("alive", healthz.Ping); err != nil {
		return err
	}
	if err := mgr.AddReadyzCheck("caches", func(r *http.Request) error {
		ctx, cancel := context.WithTimeout(r.Context(), time.Second)
		defer cancel()
		if !mgr.GetCache().WaitForCacheSync(ctx) {
			return errors.New("the caches are not filled yet")
		}
		return nil
	}); err != nil {
		return err
	}
	return mgr.Start(ctrl.SetupSignalHandler())
}
