package controllers

import (
	"fmt"

	"k8s.io/apimachinery/pkg/runtime"
	utilruntime "k8s.io/apimachinery/pkg/util/runtime"
	clientgoscheme "k8s.io/client-go/kubernetes/scheme"
	"k8s.io/utils/clock"
	ctrl "sigs.k8s.io/controller-runtime"
	"sigs.k8s.io/controller-runtime/pkg/cache"
	"sigs.k8s.io/controller-runtime/pkg/client"
	"sigs.k8s.io/controller-runtime/pkg/event"

	"fallow.dev/fallow/api/v1alpha1"
)

// Manager is the field manager of what the operator applies to specs, and the
// name under which it reports events.
const Manager = "fallow-manager"

// statusManager is the field manager of statuses.
const statusManager = client.FieldOwner(Manager + "-status")

// Options say how the controllers run.
type Options struct {
	Clock clock.PassiveClock
	// Version of the engine, shown in the status of athletes.
	Version string
	// MaxConcurrentReconciles is how many athletes are decided on at once.
	MaxConcurrentReconciles int
	// Ticks makes the manager look at an athlete again, for a clock that jumps.
	// Nil: time alone brings it back.
	Ticks <-chan event.TypedGenericEvent[*v1alpha1.Athlete]
}

// Scheme knows Fallow's kinds and those of Kubernetes that the manager uses.
func Scheme() *runtime.Scheme {
	scheme := runtime.NewScheme()
	utilruntime.Must(clientgoscheme.AddToScheme(scheme))
	utilruntime.Must(v1alpha1.AddToScheme(scheme))
	return scheme
}

// ManagerOptions are what every manager of Fallow needs; callers add addresses
// and leader election. The ledger is never cached: it is large, read once a
// decision, and a decision on an old one would be refused anyway.
func ManagerOptions() ctrl.Options {
	strip := cache.ByObject{Transform: cache.TransformStripManagedFields()}
	return ctrl.Options{
		Scheme: Scheme(),
		Cache: cache.Options{
			ReaderFailOnMissingInformer: true,
			// A RestWindow keeps its managed fields: they tell what a person owns.
			ByObject: map[client.Object]cache.ByObject{
				&v1alpha1.Athlete{}: strip, &v1alpha1.TrainingBlock{}: strip, &v1alpha1.RecoveryPolicy{}: strip,
				&v1alpha1.MarkerReport{}: strip, &v1alpha1.EffectivePlan{}: strip,
			},
		},
		Client: client.Options{Cache: &client.CacheOptions{DisableFor: []client.Object{&v1alpha1.RecoveryLedger{}}}},
	}
}

// SetupWithManager adds every controller to a manager.
func SetupWithManager(mgr ctrl.Manager, o Options) error {
	if err := addIndexes(mgr); err != nil {
		return err
	}
	controllers := map[string]interface {
		SetupWithManager(mgr ctrl.Manager, o Options) error
	}{
		"athlete": &AthleteReconciler{
			Client: mgr.GetClient(), Live: mgr.GetAPIReader(), Clock: o.Clock, Version: o.Version, Events: mgr.GetEventRecorder(Manager),
		},
		"recoverypolicy": &PolicyReconciler{Client: mgr.GetClient(), Clock: o.Clock},
		"trainingblock":  &BlockReconciler{Client: mgr.GetClient(), Clock: o.Clock},
		"restwindow":     &WindowReconciler{Client: mgr.GetClient(), Clock: o.Clock},
	}
	for name, c := range controllers {
		if err := c.SetupWithManager(mgr, o); err != nil {
			return fmt.Errorf("setting up the controller of %s: %w", name, err)
		}
	}
	return nil
}
