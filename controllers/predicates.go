package controllers

import (
	"sigs.k8s.io/controller-runtime/pkg/event"
	"sigs.k8s.io/controller-runtime/pkg/predicate"

	"fallow.dev/fallow/api/v1alpha1"
)

func never(event.GenericEvent) bool { return false }

// arrival lets a report through once: its spec is immutable, its status is ours,
// and that one which was folded is deleted again brings no news.
var arrival = predicate.Funcs{
	CreateFunc:  func(event.CreateEvent) bool { return true },
	UpdateFunc:  func(event.UpdateEvent) bool { return false },
	DeleteFunc:  func(event.DeleteEvent) bool { return false },
	GenericFunc: never,
}

// loss lets a deletion through, which is mended by writing again.
var loss = predicate.Funcs{
	CreateFunc:  func(event.CreateEvent) bool { return false },
	UpdateFunc:  func(event.UpdateEvent) bool { return false },
	DeleteFunc:  func(event.DeleteEvent) bool { return true },
	GenericFunc: never,
}

// peoplesChange lets through what people do to windows. The engine's own writes
// are told by spec.decision, which nobody else may set.
var peoplesChange = predicate.Funcs{
	CreateFunc: func(e event.CreateEvent) bool { return decisionOf(e.Object) == 0 },
	UpdateFunc: func(e event.UpdateEvent) bool {
		return e.ObjectNew.GetGeneration() != e.ObjectOld.GetGeneration() && decisionOf(e.ObjectNew) == decisionOf(e.ObjectOld)
	},
	DeleteFunc:  func(event.DeleteEvent) bool { return true },
	GenericFunc: never,
}

// comingAndGoing lets through that an object begins or ceases to exist.
var comingAndGoing = predicate.Funcs{
	CreateFunc:  func(event.CreateEvent) bool { return true },
	UpdateFunc:  func(event.UpdateEvent) bool { return false },
	DeleteFunc:  func(event.DeleteEvent) bool { return true },
	GenericFunc: never,
}

func decisionOf(o any) int64 {
	if w, ok := o.(*v1alpha1.RestWindow); ok && w.Spec.Decision != nil {
		return *w.Spec.Decision
	}
	return 0
}
