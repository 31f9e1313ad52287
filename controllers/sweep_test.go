package controllers

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"sigs.k8s.io/controller-runtime/pkg/client"

	"fallow.dev/fallow/api/v1alpha1"
	"fallow.dev/fallow/internal/recovery"
	"fallow.dev/fallow/internal/translate"
)

// failure is one way in which a write goes wrong.
type failure struct {
	name string
	// landed: the server has written, but the answer was an error.
	landed bool
	// died: no later call of the process comes through, and a new one starts.
	died bool
}

var (
	refusedWrite = failure{name: "refused"}
	answerLost   = failure{name: "answer lost", landed: true}
	diedBefore   = failure{name: "died before", died: true}
	diedAfter    = failure{name: "died after", landed: true, died: true}
	failures     = []failure{refusedWrite, answerLost, diedBefore, diedAfter}
)

// inject lets write n go wrong, counted from now.
func (w *world) inject(n int, f failure) {
	first := len(w.calls.writes)
	w.calls.fault = func(i int, _ call) (before, after error) {
		switch at := i - first; {
		case at == n && f.landed:
			return nil, errConnection
		case at == n, at > n && f.died:
			return errConnection, nil
		}
		return nil, nil
	}
}

// suffer takes the pass in which write n goes wrong, and starts a new manager if
// that one died.
func (w *world) suffer(n int, f failure) {
	w.tb.Helper()
	rest := w.restGiven()
	w.inject(n, f)
	_, err := w.try()
	w.calls.fault = nil
	if err == nil {
		w.tb.Fatalf("write %d went wrong (%s) and the pass does not say so", n, f.name)
	}
	if f.died {
		w.restart()
	}
	w.checkRest(rest)
}

// A scenario is a day on which the shell has more to do than to keep a ledger.
type scenario struct {
	name string
	day  func(testing.TB) *world
	// writes is how many writes the day costs, so that a sweep that stops short
	// is noticed.
	writes int
}

var scenarios = []scenario{
	{"inserted", moment{camp, recovery.WindowInserted, 0}.begin, 6},
	{"extended", moment{camp, recovery.WindowExtended, 0}.begin, 6},
	{"released", moment{camp, recovery.WindowReleased, 0}.begin, 6},
	{"illness rolled on", moment{infection, recovery.WindowInserted, 1}.begin, 6},
	{"shortened by a person", shortenedByPerson, 7},
	{"handed back by a person", handedBackByPerson, 8},
}

// shortenedByPerson is the day after the window was inserted; in the evening a
// person has made it end a day earlier.
func shortenedByPerson(tb testing.TB) *world {
	tb.Helper()
	w := moment{camp, recovery.WindowInserted, 1}.begin(tb)
	edit(w, windowName(1), &v1alpha1.RestWindow{}, func(x *v1alpha1.RestWindow) {
		x.Spec.End = new(metav1.NewTime(x.Spec.End.Add(-24 * time.Hour)))
	})
	return w
}

// handedBackByPerson is the same a day later, when they return the window.
func handedBackByPerson(tb testing.TB) *world {
	tb.Helper()
	w := shortenedByPerson(tb)
	w.settle()
	edit(w, windowName(1), &v1alpha1.RestWindow{}, func(x *v1alpha1.RestWindow) { x.Spec.HandBack = new(true) })
	day := moment{camp, recovery.WindowInserted, 2}.day(tb)
	w.create(camp().reports[day])
	w.calls.reset()
	return w.at(morning(day))
}

func windowName(episode int32) string {
	return translate.WindowName(athleteName, &recovery.Window{Episode: episode})
}

// TestFaultSweep lets every write of a day go wrong in every way; the day then
// ends as if nothing had happened.
func TestFaultSweep(t *testing.T) {
	for _, s := range scenarios {
		t.Run(s.name, func(t *testing.T) {
			reference := s.day(t)
			reference.settle()
			want, events := reference.final(), reference.events.told
			if n := len(reference.calls.writes); n != s.writes {
				t.Fatalf("the day costs %d writes, %d are swept: %v", n, s.writes, reference.calls.writes)
			}
			for n := range s.writes {
				for _, f := range failures {
					t.Run(fmt.Sprintf("%s %s", reference.calls.writes[n], f.name), func(t *testing.T) {
						w := s.day(t)
						w.suffer(n, f)
						w.settle()
						if diff := cmp.Diff(want, w.final()); diff != "" {
							t.Errorf("other than without the fault (-want +got):\n%s", diff)
						}
						w.checkEvents(events, f.died || n == 0 && f.landed)
					})
				}
			}
		})
	}
}

// TestTwoFaultsInARow lets two passes of the day of insertion go wrong, each at
// every write that it comes to.
func TestTwoFaultsInARow(t *testing.T) {
	s := scenarios[0]
	reference := s.day(t)
	reference.settle()
	want := reference.final()
	pairs := 0
	for first := range s.writes {
		for _, f := range failures {
			after := s.day(t)
			after.suffer(first, f)
			after.calls.reset()
			after.settle()
			for second := range after.calls.writes {
				for _, g := range []failure{answerLost, diedBefore} {
					pairs++
					w := s.day(t)
					w.suffer(first, f)
					w.suffer(second, g)
					w.settle()
					if diff := cmp.Diff(want, w.final()); diff != "" {
						t.Errorf("write %d %s, then write %d %s: other than without (-want +got):\n%s", first, f.name, second, g.name, diff)
					}
				}
			}
		}
	}
	if pairs < 100 {
		t.Errorf("only %d pairs were tried", pairs)
	}
}

// checkEvents: each event is sent once, even if what follows the commit fails. A
// process that dies, or a commit whose answer is lost, may take it along, but none
// is sent twice.
func (w *world) checkEvents(want []string, mayBeLost bool) {
	w.tb.Helper()
	if mayBeLost && len(w.events.told) == 0 {
		return
	}
	if diff := cmp.Diff(want, w.events.told); diff != "" {
		w.tb.Errorf("events (-want +got):\n%s", diff)
	}
}

// final is every object as it stands, without what only a server or the moment of
// a retry knows.
func (w *world) final() map[string]any {
	w.tb.Helper()
	all := map[string]any{}
	lists := []client.ObjectList{
		&v1alpha1.AthleteList{}, &v1alpha1.RecoveryLedgerList{}, &v1alpha1.RestWindowList{}, &v1alpha1.EffectivePlanList{}, &v1alpha1.MarkerReportList{},
	}
	for _, list := range lists {
		if err := w.api.List(w.tb.Context(), list); err != nil {
			w.tb.Fatal(err)
		}
		raw, err := json.Marshal(list)
		if err != nil {
			w.tb.Fatal(err)
		}
		var decoded struct{ Items []map[string]any }
		if err := json.Unmarshal(raw, &decoded); err != nil {
			w.tb.Fatal(err)
		}
		for _, o := range decoded.Items {
			meta := o["metadata"].(map[string]any)
			all[kindOf(list)+" "+meta["name"].(string)] = masked(o)
		}
	}
	return all
}

// masked leaves out what a server sets, and since when Ready holds: a pass that
// fails ends it and the next one begins it anew.
func masked(o map[string]any) map[string]any {
	meta := o["metadata"].(map[string]any)
	for _, field := range []string{"resourceVersion", "uid", "creationTimestamp", "managedFields", "generation"} {
		delete(meta, field)
	}
	status, _ := o["status"].(map[string]any)
	conditions, _ := status["conditions"].([]any)
	for _, c := range conditions {
		if c := c.(map[string]any); c["type"] == v1alpha1.ConditionReady {
			delete(c, "lastTransitionTime")
		}
	}
	return o
}

// given is the rest that an episode's windows give together.
type given struct {
	end      int64 // 0: none
	released bool
}

// restGiven lists, by episode, the rest that stands.
func (w *world) restGiven() map[int32]given {
	w.tb.Helper()
	rest := map[int32]given{}
	for _, x := range w.windows() {
		g := rest[x.Spec.Episode]
		if x.Spec.End != nil {
			g.end = max(g.end, x.Spec.End.Unix())
		}
		g.released = g.released || x.Spec.ReleasedAt != nil
		rest[x.Spec.Episode] = g
	}
	return rest
}

// checkRest: no pass, however it ended, takes rest back that the ledger has not
// released, nor gives an episode a second window.
func (w *world) checkRest(before map[int32]given) {
	w.tb.Helper()
	after := w.restGiven()
	for episode, was := range before {
		is, stands := after[episode]
		switch {
		case !stands:
			w.tb.Errorf("the window of episode %d is gone", episode)
		case is.end < was.end:
			w.tb.Errorf("episode %d ends %d s earlier", episode, was.end-is.end)
		case is.released && !was.released && w.episode(episode).Open():
			w.tb.Errorf("episode %d was released before the ledger says so", episode)
		}
	}
	for _, x := range w.windows() {
		if name := windowName(x.Spec.Episode); x.Name != name && x.Name != name+"-c" {
			w.tb.Errorf("episode %d has the window %s", x.Spec.Episode, x.Name)
		}
	}
}

// episode is what the stored ledger knows of an episode.
func (w *world) episode(id int32) *recovery.Episode {
	w.tb.Helper()
	l := w.ledger()
	if l.Standing.Episode.ID == id {
		return &l.Standing.Episode
	}
	for i := range l.Episodes {
		if l.Episodes[i].ID == id {
			return &l.Episodes[i]
		}
	}
	return &recovery.Episode{}
}

func (w *world) ledger() recovery.Ledger {
	w.tb.Helper()
	l, err := translate.DecodeLedger(&read(w, athleteName, &v1alpha1.RecoveryLedger{}).Spec)
	if err != nil {
		w.tb.Fatal(err)
	}
	return l
}
