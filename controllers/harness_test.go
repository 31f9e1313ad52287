package controllers

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/types"
	utilruntime "k8s.io/apimachinery/pkg/util/runtime"
	clocktesting "k8s.io/utils/clock/testing"
	ctrl "sigs.k8s.io/controller-runtime"
	"sigs.k8s.io/controller-runtime/pkg/client"
	"sigs.k8s.io/controller-runtime/pkg/client/fake"
	"sigs.k8s.io/controller-runtime/pkg/client/interceptor"
	"sigs.k8s.io/controller-runtime/pkg/event"

	"fallow.dev/fallow/api/v1alpha1"
	"fallow.dev/fallow/api/v1alpha1/applyconfiguration"
)

const squad = "harriers"

// world is a cluster with the shell running in it, one pass at a time.
type world struct {
	tb     testing.TB
	api    client.WithWatch // what people and devices use: neither counted nor failed
	shell  *AthleteReconciler
	clock  *clocktesting.FakePassiveClock
	latest time.Time // that the clock has shown
	events *recorder
	calls  *calls
}

// newWorld is a cluster that holds the given objects.
func newWorld(tb testing.TB, objects ...client.Object) *world {
	tb.Helper()
	w := &world{tb: tb, api: fakeAPI(objects...), clock: clocktesting.NewFakePassiveClock(morning(0)), latest: morning(0), calls: &calls{}}
	w.restart()
	w.events = w.shell.Events.(*recorder)
	return w
}

// kinds is a scheme of nothing but Fallow's kinds, which the fake client walks
// through at every turn.
var kinds = sync.OnceValue(func() *runtime.Scheme {
	scheme := runtime.NewScheme()
	utilruntime.Must(v1alpha1.AddToScheme(scheme))
	return scheme
})

// fakeAPI is the fake client with the types, indexes and status subresources of
// the real server.
func fakeAPI(objects ...client.Object) client.WithWatch {
	scheme := kinds()
	return fake.NewClientBuilder().WithScheme(scheme).
		WithTypeConverters(applyconfiguration.NewTypeConverter(scheme)).WithReturnManagedFields().
		WithStatusSubresource(&v1alpha1.Athlete{}, &v1alpha1.TrainingBlock{}, &v1alpha1.RecoveryPolicy{}, &v1alpha1.MarkerReport{}, &v1alpha1.RestWindow{}).
		WithIndex(&v1alpha1.MarkerReport{}, athleteIndex, indexAthlete).
		WithIndex(&v1alpha1.RestWindow{}, athleteIndex, indexAthlete).
		WithIndex(&v1alpha1.TrainingBlock{}, athleteIndex, indexAthlete).
		WithIndex(&v1alpha1.Athlete{}, policyIndex, func(o client.Object) []string {
			return []string{o.(*v1alpha1.Athlete).Spec.PolicyRef.Name}
		}).
		WithIndex(&v1alpha1.RecoveryPolicy{}, baseIndex, func(o client.Object) []string {
			return []string{o.(*v1alpha1.RecoveryPolicy).Spec.BasePolicyRef.Name}
		}).
		WithObjects(objects...).Build()
}

// restart replaces the manager by one that remembers nothing.
func (w *world) restart() {
	told := w.events
	if told == nil {
		told = &recorder{}
	}
	w.shell = &AthleteReconciler{
		Client: w.calls.watched(w.api, false), Live: w.calls.watched(w.api, true),
		Clock: w.clock, Events: told, Version: "v-test",
	}
}

var athleteKey = types.NamespacedName{Namespace: squad, Name: athleteName}

// try takes one pass and checks what must hold after any.
func (w *world) try() (ctrl.Result, error) {
	w.tb.Helper()
	before := w.calls.gets()
	result, err := w.shell.Reconcile(w.tb.Context(), ctrl.Request{NamespacedName: athleteKey})
	w.calls.pass = w.calls.gets() - before
	w.checkInvariants(err)
	return result, err
}

// pass takes one pass that has to succeed.
func (w *world) pass() ctrl.Result {
	w.tb.Helper()
	result, err := w.try()
	if err != nil {
		w.tb.Fatalf("the pass failed: %v", err)
	}
	return result
}

// settle takes passes until none asks for another at once, as the queue would
// after errors and conflicts.
func (w *world) settle() {
	w.tb.Helper()
	for range 20 {
		if result, err := w.try(); err == nil && (result.RequeueAfter == 0 || result.RequeueAfter >= time.Second) {
			return
		}
	}
	w.tb.Fatal("20 passes in a row asked for another one at once")
}

// at sets the clock.
func (w *world) at(t time.Time) *world {
	w.clock.SetTime(t)
	if w.latest.Before(t) {
		w.latest = t
	}
	return w
}

// create puts an object into the cluster as its sender would.
func (w *world) create(objects ...client.Object) {
	w.tb.Helper()
	for _, o := range objects {
		o = o.DeepCopyObject().(client.Object)
		o.SetResourceVersion("")
		if err := w.api.Create(w.tb.Context(), o, client.FieldOwner("kubectl-create")); err != nil {
			w.tb.Fatal(err)
		}
	}
}

// read fetches an object that has to exist.
func read[T client.Object](w *world, name string, into T) T {
	w.tb.Helper()
	if err := w.api.Get(w.tb.Context(), client.ObjectKey{Namespace: squad, Name: name}, into); err != nil {
		w.tb.Fatal(err)
	}
	return into
}

func (w *world) athlete() *v1alpha1.Athlete { return read(w, athleteName, &v1alpha1.Athlete{}) }

func (w *world) exists(o client.Object, name string) bool {
	w.tb.Helper()
	err := w.api.Get(w.tb.Context(), client.ObjectKey{Namespace: squad, Name: name}, o)
	if client.IgnoreNotFound(err) != nil {
		w.tb.Fatal(err)
	}
	return err == nil
}

// edit changes an object's spec as a person does, which raises its generation.
func edit[T client.Object](w *world, name string, o T, change func(T)) {
	w.tb.Helper()
	read(w, name, o)
	change(o)
	o.SetGeneration(o.GetGeneration() + 1)
	if err := w.api.Update(w.tb.Context(), o, client.FieldOwner("kubectl-edit")); err != nil {
		w.tb.Fatal(err)
	}
}

func (w *world) delete(o client.Object, name string) {
	w.tb.Helper()
	o.SetNamespace(squad)
	o.SetName(name)
	if err := w.api.Delete(w.tb.Context(), o); err != nil {
		w.tb.Fatal(err)
	}
	if a, ok := o.(*v1alpha1.Athlete); ok { // what the watch would bring
		w.shell.deletion().Delete(event.DeleteEvent{Object: a})
	}
}

func (w *world) windows() []v1alpha1.RestWindow {
	w.tb.Helper()
	var list v1alpha1.RestWindowList
	if err := w.api.List(w.tb.Context(), &list, client.InNamespace(squad)); err != nil {
		w.tb.Fatal(err)
	}
	return list.Items
}

func (w *world) reports() []v1alpha1.MarkerReport {
	w.tb.Helper()
	var list v1alpha1.MarkerReportList
	if err := w.api.List(w.tb.Context(), &list, client.InNamespace(squad)); err != nil {
		w.tb.Fatal(err)
	}
	return list.Items
}

// call is one request of the shell to the API server.
type call struct{ verb, kind, name string }

func (c call) String() string { return c.verb + " " + c.kind + " " + c.name }

// calls records what the shell asks of the API server and fails what it is told to.
type calls struct {
	writes []call
	reads  []call // past the cache: of the ledger, which is never cached, and by the live reader
	pass   int    // live GETs of the last pass
	fault  func(n int, c call) (before, after error)
	stale  map[string]v1alpha1.RestWindow // windows that the cache still holds as they were
	hidden bool                           // the cache holds no window yet
}

func (c *calls) gets() int { return len(c.reads) }

// reset forgets what was recorded and mends the connection.
func (c *calls) reset() { *c = calls{} }

func (c *calls) write(verb, kind, name string, do func() error) error {
	n := len(c.writes)
	this := call{verb, kind, name}
	c.writes = append(c.writes, this)
	var before, after error
	if c.fault != nil {
		before, after = c.fault(n, this)
	}
	if before != nil {
		return before
	}
	if err := do(); err != nil {
		return err
	}
	return after
}

// errConnection is a failure that says nothing about whether a write has landed.
var errConnection = errors.New("connection reset by peer")

func kindOf(o any) string {
	name := fmt.Sprintf("%T", o)
	name = strings.TrimSuffix(name[strings.LastIndex(name, ".")+1:], "ApplyConfiguration")
	return name
}

func nameOf(o any) string {
	named, ok := o.(interface{ GetName() *string })
	if !ok || named.GetName() == nil {
		return ""
	}
	return *named.GetName()
}

// age puts windows back to what a cache that lags holds.
func (c *calls) age(windows *v1alpha1.RestWindowList) {
	if c.hidden {
		windows.Items = nil
	}
	for i := range windows.Items {
		if old, lags := c.stale[windows.Items[i].Name]; lags {
			windows.Items[i] = old
		}
	}
}

// watched is a client that records and fails calls. The reader behind live, and
// every read of a ledger, goes past the cache.
func (c *calls) watched(api client.WithWatch, live bool) client.Client {
	return interceptor.NewClient(api, interceptor.Funcs{
		Get: func(ctx context.Context, api client.WithWatch, key client.ObjectKey, o client.Object, opts ...client.GetOption) error {
			if _, ledger := o.(*v1alpha1.RecoveryLedger); ledger || live {
				c.reads = append(c.reads, call{"GET", kindOf(o), key.Name})
			}
			return api.Get(ctx, key, o, opts...)
		},
		List: func(ctx context.Context, api client.WithWatch, list client.ObjectList, opts ...client.ListOption) error {
			if live {
				c.reads = append(c.reads, call{"LIST", kindOf(list), ""})
			}
			if err := api.List(ctx, list, opts...); err != nil {
				return err
			}
			if windows, ok := list.(*v1alpha1.RestWindowList); ok && !live {
				c.age(windows)
			}
			return nil
		},
		Create: func(ctx context.Context, api client.WithWatch, o client.Object, opts ...client.CreateOption) error {
			return c.write("CREATE", kindOf(o), o.GetName(), func() error { return api.Create(ctx, o, opts...) })
		},
		Update: func(ctx context.Context, api client.WithWatch, o client.Object, opts ...client.UpdateOption) error {
			return c.write("UPDATE", kindOf(o), o.GetName(), func() error { return api.Update(ctx, o, opts...) })
		},
		Delete: func(ctx context.Context, api client.WithWatch, o client.Object, opts ...client.DeleteOption) error {
			return c.write("DELETE", kindOf(o), o.GetName(), func() error { return deleteUnderUID(ctx, api, o, opts...) })
		},
		Patch: func(_ context.Context, _ client.WithWatch, o client.Object, _ client.Patch, _ ...client.PatchOption) error {
			return fmt.Errorf("the shell patched a %T: it only applies", o)
		},
		Apply: func(ctx context.Context, api client.WithWatch, o runtime.ApplyConfiguration, opts ...client.ApplyOption) error {
			return c.write("APPLY", kindOf(o), nameOf(o), func() error { return applyAsServer(ctx, api, o, opts...) })
		},
		SubResourceApply: func(ctx context.Context, api client.Client, sub string, o runtime.ApplyConfiguration, _ ...client.SubResourceApplyOption) error {
			return c.write("APPLY", kindOf(o)+"/"+sub, nameOf(o), func() error { return applyStatusAsServer(ctx, api, sub, o) })
		},
		SubResourceUpdate: func(_ context.Context, _ client.Client, _ string, o client.Object, _ ...client.SubResourceUpdateOption) error {
			return fmt.Errorf("the shell updated the status of a %T: it only applies", o)
		},
		SubResourcePatch: func(_ context.Context, _ client.Client, _ string, o client.Object, _ client.Patch, _ ...client.SubResourcePatchOption) error {
			return fmt.Errorf("the shell patched the status of a %T: it only applies", o)
		},
	})
}

// deleteUnderUID checks the UID precondition, which the fake client does not.
func deleteUnderUID(ctx context.Context, api client.WithWatch, o client.Object, opts ...client.DeleteOption) error {
	var options client.DeleteOptions
	options.ApplyOptions(opts)
	live := o.DeepCopyObject().(client.Object)
	if err := api.Get(ctx, client.ObjectKeyFromObject(o), live); err != nil {
		return err
	}
	if p := options.Preconditions; p == nil || p.UID == nil || *p.UID != live.GetUID() {
		return apierrors.NewConflict(v1alpha1.SchemeGroupVersion.WithResource(kindOf(o)).GroupResource(), o.GetName(), errors.New("the UID in the precondition does not match"))
	}
	return api.Delete(ctx, o, opts...)
}

// applyAsServer applies, and does to a new window what the real server does: it
// sets the default of approval, which belongs to no manager, and a UID.
func applyAsServer(ctx context.Context, api client.WithWatch, o runtime.ApplyConfiguration, opts ...client.ApplyOption) error {
	if err := api.Apply(ctx, o, opts...); err != nil {
		return err
	}
	if kindOf(o) != "RestWindow" {
		return nil
	}
	w := &v1alpha1.RestWindow{}
	if err := api.Get(ctx, client.ObjectKey{Namespace: squad, Name: nameOf(o)}, w); err != nil {
		return err
	}
	if w.UID != "" && w.Spec.Approval != "" {
		return nil
	}
	w.UID = types.UID("uid-" + w.Name)
	if w.Spec.Approval == "" {
		w.Spec.Approval = v1alpha1.ApprovalPending
	}
	if err := api.Update(ctx, w, client.FieldOwner("apiserver-defaults")); err != nil {
		return err
	}
	return answer(w, o)
}

// applyStatusAsServer replaces the status, as a forced apply of the only writer
// does. The fake client's own apply of a subresource gives its manager the whole
// spec too, which then conflicts with every later change of it.
func applyStatusAsServer(ctx context.Context, api client.Client, sub string, o runtime.ApplyConfiguration) error {
	raw, err := json.Marshal(o)
	if err != nil {
		return err
	}
	live, err := kinds().New(v1alpha1.SchemeGroupVersion.WithKind(kindOf(o)))
	if err != nil {
		return err
	}
	object := live.(client.Object)
	if err := api.Get(ctx, client.ObjectKey{Namespace: squad, Name: nameOf(o)}, object); err != nil {
		return err
	}
	var given struct{ Metadata metav1.ObjectMeta }
	if err := json.Unmarshal(raw, &given); err != nil {
		return err
	}
	if given.Metadata.ResourceVersion != object.GetResourceVersion() || given.Metadata.UID != object.GetUID() {
		return apierrors.NewConflict(v1alpha1.SchemeGroupVersion.WithResource(kindOf(o)).GroupResource(), nameOf(o), errors.New("the object has been modified"))
	}
	switch object := object.(type) { // what is left out goes
	case *v1alpha1.Athlete:
		object.Status = v1alpha1.AthleteStatus{}
	case *v1alpha1.TrainingBlock:
		object.Status = v1alpha1.TrainingBlockStatus{}
	case *v1alpha1.RecoveryPolicy:
		object.Status = v1alpha1.RecoveryPolicyStatus{}
	case *v1alpha1.MarkerReport:
		object.Status = v1alpha1.MarkerReportStatus{}
	case *v1alpha1.RestWindow:
		object.Status = v1alpha1.RestWindowStatus{}
	}
	if err := json.Unmarshal(raw, object); err != nil {
		return err
	}
	return api.SubResource(sub).Update(ctx, object, statusManager)
}

// recorder keeps the events.
type recorder struct{ told []string }

func (r *recorder) Eventf(regarding, _ runtime.Object, kind, reason, action, note string, args ...any) {
	o, _ := regarding.(metav1.Object)
	r.told = append(r.told, strings.Join([]string{o.GetName(), kind, reason, action, fmt.Sprintf(note, args...)}, " "))
}

// count returns how many events have a reason.
func (r *recorder) count(reason string) int {
	n := 0
	for _, e := range r.told {
		if slices.Contains(strings.Fields(e), reason) {
			n++
		}
	}
	return n
}
