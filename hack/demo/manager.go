package main

import (
	"context"
	"fmt"
	"io"

	"github.com/go-logr/logr"
	"k8s.io/client-go/rest"
	"k8s.io/klog/v2"
	"k8s.io/utils/clock"
	ctrl "sigs.k8s.io/controller-runtime"
	"sigs.k8s.io/controller-runtime/pkg/event"
	"sigs.k8s.io/controller-runtime/pkg/log/zap"
	metricsserver "sigs.k8s.io/controller-runtime/pkg/metrics/server"

	"fallow.dev/fallow/api/v1alpha1"
	"fallow.dev/fallow/controllers"
)

// manager is the operator, running in this process.
type manager struct {
	cancel  context.CancelFunc
	stopped chan struct{}
	err     error // once stopped
}

// startManager runs the controllers that the product ships.
func startManager(ctx context.Context, access *rest.Config, c clock.PassiveClock, ticks <-chan event.TypedGenericEvent[*v1alpha1.Athlete], log logr.Logger) (*manager, error) {
	options := controllers.ManagerOptions()
	options.Metrics = metricsserver.Options{BindAddress: "0"}
	options.Logger = log
	mgr, err := ctrl.NewManager(access, options)
	if err != nil {
		return nil, fmt.Errorf("making the manager: %w", err)
	}
	err = controllers.SetupWithManager(mgr, controllers.Options{Clock: c, Version: "demo", Ticks: ticks, MaxConcurrentReconciles: 4})
	if err != nil {
		return nil, err
	}
	m := &manager{stopped: make(chan struct{})}
	ctx, m.cancel = context.WithCancel(ctx)
	go func() {
		defer close(m.stopped)
		m.err = mgr.Start(ctx)
	}()
	return m, nil
}

// stop stops the manager and returns when it has.
func (m *manager) stop() error {
	m.cancel()
	<-m.stopped
	return m.err
}

// logTo makes a log of everything that the manager and its client say.
func logTo(out io.Writer) logr.Logger {
	log := zap.New(zap.WriteTo(out), zap.UseDevMode(false))
	ctrl.SetLogger(log)
	klog.SetLogger(log)
	return log
}
