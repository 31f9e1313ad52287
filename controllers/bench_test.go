package controllers

import (
	"encoding/json"
	"fmt"
	"runtime"
	"testing"

	"k8s.io/apimachinery/pkg/types"
	toolscache "k8s.io/client-go/tools/cache"
	ctrl "sigs.k8s.io/controller-runtime"
	"sigs.k8s.io/controller-runtime/pkg/client"

	"fallow.dev/fallow/api/v1alpha1"
	"fallow.dev/fallow/internal/recovery"
)

// BenchmarkManagerMemory measures the heap that the manager's cache holds for
// 1,000 athletes: for each their Athlete with its status, one RestWindow with its
// managed fields, and the EffectivePlan of three weeks, and for every 25 of them
// one TrainingBlock and one RecoveryPolicy, decoded as an informer decodes them,
// in client-go's indexers with the manager's indexes. RecoveryLedgers are never
// cached and MarkerReports are gone once folded, so that neither counts.
func BenchmarkManagerMemory(b *testing.B) {
	w, _, _, _ := inWindow(b)
	w.reconcile(w.policyReconciler(), "default")
	w.reconcile(w.blockReconciler(), "base")
	athlete, window, plan := w.athlete(), theWindow(w), read(w, athleteName, &v1alpha1.EffectivePlan{})
	policy, block := read(w, "default", &v1alpha1.RecoveryPolicy{}), read(w, "base", &v1alpha1.TrainingBlock{})
	for _, o := range []client.Object{athlete, plan, policy, block} { // as the manager's cache strips them
		o.SetManagedFields(nil)
	}
	const athletes, squadSize = 1000, 25
	for b.Loop() {
		before := heap()
		stores := map[string]toolscache.Indexer{}
		for i := range athletes {
			for _, o := range []client.Object{athlete, window, plan} {
				keep(b, stores, o, fmt.Sprintf("a-%04d", i))
			}
			if i%squadSize == 0 {
				keep(b, stores, policy, fmt.Sprintf("policy-%04d", i))
				keep(b, stores, block, fmt.Sprintf("block-%04d", i))
			}
		}
		b.ReportMetric(float64(heap()-before)/(1<<20), "MiB/1000-athletes")
		runtime.KeepAlive(stores)
	}
}

// heap is what is live after a collection.
func heap() uint64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.GC()
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// keep decodes an object anew, under another name, into the store of its kind.
func keep(b *testing.B, stores map[string]toolscache.Indexer, like client.Object, name string) {
	b.Helper()
	kind := kindOf(like)
	if stores[kind] == nil {
		stores[kind] = toolscache.NewIndexer(toolscache.MetaNamespaceKeyFunc, toolscache.Indexers{
			toolscache.NamespaceIndex: toolscache.MetaNamespaceIndexFunc,
			"field:" + athleteIndex: func(o any) ([]string, error) {
				return []string{squad + "/" + indexAthlete(o.(client.Object))[0]}, nil
			},
		})
	}
	raw, err := json.Marshal(like)
	if err != nil {
		b.Fatal(err)
	}
	decoded, err := kinds().New(v1alpha1.SchemeGroupVersion.WithKind(kind))
	if err != nil {
		b.Fatal(err)
	}
	if err := json.Unmarshal(raw, decoded); err != nil {
		b.Fatal(err)
	}
	o := decoded.(client.Object)
	o.SetName(name)
	o.SetUID(types.UID("00000000-0000-0000-0000-" + name))
	if err := stores[kind].Add(o); err != nil {
		b.Fatal(err)
	}
}

// BenchmarkPass runs one pass of the shell on the fake client, whose own work is
// most of it: read the ratios, and the writes.
func BenchmarkPass(b *testing.B) {
	quietly := func(tb testing.TB) *world { tb.Helper(); return quiet().on(tb, quietDay) }
	folded := func(tb testing.TB) *world { tb.Helper(); w := quietly(tb); w.settle(); return w }
	for name, begin := range map[string]func(testing.TB) *world{
		"one-report": quietly, "no-news": folded, "window-inserted": moment{camp, recovery.WindowInserted, 0}.begin,
	} {
		b.Run(name, func(b *testing.B) {
			writes, reads := 0, 0
			for b.Loop() {
				b.StopTimer()
				w := begin(b)
				w.calls.reset()
				b.StartTimer()
				if _, err := w.shell.Reconcile(b.Context(), ctrl.Request{NamespacedName: athleteKey}); err != nil {
					b.Fatal(err)
				}
				writes, reads = len(w.calls.writes), len(w.calls.reads)
			}
			b.ReportMetric(float64(writes), "writes/op")
			b.ReportMetric(float64(reads), "live-GETs/op")
		})
	}
}
