package operator_test

import (
	"context"
	"sync"

	"k8s.io/apimachinery/pkg/runtime"
	"sigs.k8s.io/controller-runtime/pkg/client"

	"fallow.dev/fallow/api/v1alpha1"
	ac "fallow.dev/fallow/api/v1alpha1/applyconfiguration/api/v1alpha1"
)

// gate stands between a manager's controllers and the API server: it counts
// passes and writes, and can hold a window's write back.
type gate struct {
	client.Client

	mu     sync.Mutex
	passes map[client.ObjectKey]int // of the athlete's controller
	writes int
	hold   *hold
}

// hold stops the next write of a window until it is let go. result then has
// what the API server answered.
type hold struct {
	reached, release chan struct{}
	result           chan error
}

func newGate(c client.Client) *gate {
	return &gate{Client: c, passes: map[client.ObjectKey]int{}}
}

// counts returns the passes that began for an athlete and all writes.
func (g *gate) counts(key client.ObjectKey) (passes, writes int) {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.passes[key], g.writes
}

// holdWindows stops the next write of a RestWindow's spec. reached is closed
// when the manager has come to it; closing release lets it go on.
func (g *gate) holdWindows() *hold {
	h := &hold{reached: make(chan struct{}), release: make(chan struct{}), result: make(chan error, 1)}
	g.mu.Lock()
	defer g.mu.Unlock()
	g.hold = h
	return h
}

func (g *gate) wrote() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.writes++
}

// Get counts passes: the athlete's controller reads the plan once in each.
func (g *gate) Get(ctx context.Context, key client.ObjectKey, obj client.Object, opts ...client.GetOption) error {
	if _, ok := obj.(*v1alpha1.EffectivePlan); ok {
		g.mu.Lock()
		g.passes[key]++
		g.mu.Unlock()
	}
	return g.Client.Get(ctx, key, obj, opts...)
}

func (g *gate) Create(ctx context.Context, obj client.Object, opts ...client.CreateOption) error {
	g.wrote()
	return g.Client.Create(ctx, obj, opts...)
}

func (g *gate) Update(ctx context.Context, obj client.Object, opts ...client.UpdateOption) error {
	g.wrote()
	return g.Client.Update(ctx, obj, opts...)
}

func (g *gate) Delete(ctx context.Context, obj client.Object, opts ...client.DeleteOption) error {
	g.wrote()
	return g.Client.Delete(ctx, obj, opts...)
}

func (g *gate) Apply(ctx context.Context, obj runtime.ApplyConfiguration, opts ...client.ApplyOption) error {
	g.wrote()
	h := g.held(obj)
	if h == nil {
		return g.Client.Apply(ctx, obj, opts...)
	}
	close(h.reached)
	select {
	case <-h.release:
	case <-ctx.Done():
		return ctx.Err()
	}
	err := g.Client.Apply(ctx, obj, opts...)
	h.result <- err
	return err
}

// held returns what holds a write back, once.
func (g *gate) held(obj runtime.ApplyConfiguration) *hold {
	if _, ok := obj.(*ac.RestWindowApplyConfiguration); !ok {
		return nil
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	h := g.hold
	g.hold = nil
	return h
}

func (g *gate) Status() client.SubResourceWriter { return gatedStatus{g.Client.Status(), g} }

type gatedStatus struct {
	client.SubResourceWriter

	gate *gate
}

func (s gatedStatus) Apply(ctx context.Context, obj runtime.ApplyConfiguration, opts ...client.SubResourceApplyOption) error {
	s.gate.wrote()
	return s.SubResourceWriter.Apply(ctx, obj, opts...)
}
