package operator_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/api/meta"

	"fallow.dev/fallow/api/v1alpha1"
)

// TestStaleLeader stops a manager between its commit of the ledger and its write
// of the window, lets another one extend or escalate that window, and lets the
// first go on: its write is refused and changes nothing, and the next pass of
// either writes nothing more.
func TestStaleLeader(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		// day is the day whose window write is held back, from the tired one.
		day int
		// meanwhile is what the other manager decides on.
		meanwhile func(s *squad, life *season, other *manager)
		refused   func(error) bool
		jumps     bool // the days passed while the first manager stood still
	}{{
		name: "insertion-then-extension", day: 0, jumps: true, refused: apierrors.IsInvalid, // by spec.decision: no window was read
		meanwhile: func(s *squad, life *season, other *manager) {
			for day := 1; day <= reviewDay; day++ {
				s.live(life, day, other)
			}
		},
	}, {
		name: "insertion-then-illness", day: 0, refused: apierrors.IsInvalid,
		meanwhile: func(s *squad, _ *season, other *manager) {
			s.create(ill("a", tiredDay))
			other.settle("a")
		},
	}, {
		name: "extension-then-illness", day: reviewDay, refused: apierrors.IsConflict, // by the resourceVersion that was read
		meanwhile: func(s *squad, _ *season, other *manager) {
			s.create(ill("a", tiredDay+reviewDay))
			other.settle("a")
		},
	}}
	life := tiring(t, tiredDay, berlin())
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := newSquad(t, life.morning(life.tired))
			s.create(newPolicy("default", v1alpha1.Enforce), newBlock("base", tiredDay))
			s.seed("a", &life.before)
			s.create(newAthlete("a"))
			stale := s.manage()
			for day := range test.day {
				s.live(life, day, stale)
			}
			stale.settle("a")
			held := stale.gate.holdWindows()
			s.clock.SetTime(life.morning(life.tired + test.day))
			s.send(life.reports("a", life.tired+test.day)...)
			await(t, held.reached)

			other := s.manage()
			other.settle("a")
			test.meanwhile(s, life, other)
			want := s.window("a-1")
			close(held.release)
			if err := <-held.result; !test.refused(err) {
				t.Errorf("the stale write was answered with %v, want a refusal", err)
			}
			if test.jumps {
				stale.wakeAfterJump("a")
			}
			stale.settle("a")
			other.settle("a")
			if got := s.window("a-1"); got.ResourceVersion != want.ResourceVersion {
				t.Errorf("the stale manager changed the window:\n%+v\nbefore:\n%+v", got.Spec, want.Spec)
			}
			if n := len(s.windows("a")); n != 1 {
				t.Errorf("%d windows, want 1", n)
			}
		})
	}
}

// wakeAfterJump lets a manager that has stood still for days believe the clock
// again: it says that it doubts the time, and decides nothing for a minute.
func (m *manager) wakeAfterJump(name string) {
	m.squad.t.Helper()
	m.squad.eventually(func() error {
		m.tick(name)
		ready := meta.FindStatusCondition(m.squad.athlete(name).Status.Conditions, v1alpha1.ConditionReady)
		if ready == nil || ready.Reason != v1alpha1.ReasonClockJump {
			return fmt.Errorf("Ready is %+v", ready)
		}
		return nil
	})
	m.squad.clock.SetTime(m.squad.clock.Now().Add(2 * time.Minute))
}

// live lets a manager decide on a day of the season, counted from the tired one.
func (s *squad) live(life *season, day int, m *manager) {
	s.t.Helper()
	s.clock.SetTime(life.morning(life.tired + day))
	s.send(life.reports("a", life.tired+day)...)
	m.settle("a")
}

// await waits for a channel to be closed.
func await(t *testing.T, c <-chan struct{}) {
	t.Helper()
	select {
	case <-c:
	case <-time.After(patience):
		t.Fatal("waited in vain")
	}
}

// TestTwoManagers runs two managers without an election, at the same time, on
// every day of an episode: there is one window, and what the ledger says is what
// one manager alone would have said.
func TestTwoManagers(t *testing.T) {
	t.Parallel()
	life := tiring(t, tiredDay, berlin())
	var last [2]*snapshot
	for n := range last {
		s := newSquad(t, life.morning(life.tired))
		s.create(newPolicy("default", v1alpha1.Enforce), newBlock("base", tiredDay))
		s.seed("a", &life.before)
		s.create(newAthlete("a"))
		managers := []*manager{s.manage()}
		if n == 1 {
			managers = append(managers, s.manage())
		}
		for day := range 7 {
			for _, m := range managers {
				s.liveTogether(life, day, m)
			}
			if windows := s.windows("a"); len(windows) != 1 {
				t.Fatalf("day %d: %d windows, want 1", day, len(windows))
			}
		}
		last[n] = s.snapshot()
	}
	for _, v := range last {
		forgetDecisions(v) // two managers may need a commit more
	}
	wantEqual(t, last[0], last[1])
}

// liveTogether sends a day's reports, unless another manager's turn has sent them.
func (s *squad) liveTogether(life *season, day int, m *manager) {
	s.t.Helper()
	s.clock.SetTime(life.morning(life.tired + day))
	l, _ := s.ledger("a")
	if v, ok := l.LastVerdict(); !ok || v.Day != life.day(life.tired+day) {
		s.send(life.reports("a", life.tired+day)...)
	}
	m.settle("a")
}

// forgetDecisions drops the sequence numbers of a snapshot.
func forgetDecisions(v *snapshot) {
	v.Ledger.Sequence = 0
	for i := range v.Athletes {
		v.Athletes[i].LastFolded = v1alpha1.LastFolded{} // depends on how many passes took the reports
		v.Athletes[i].DecidedOn.Sequence = 0
	}
	for i := range v.Windows {
		v.Windows[i].Spec.Decision = nil
	}
	for i := range v.Plans {
		v.Plans[i].Decision = nil
	}
}

func wantEqual(t *testing.T, want, got any) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("differs (-want +got):\n%s", diff)
	}
}
