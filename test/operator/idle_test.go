package operator_test

import (
	"errors"
	"maps"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"fallow.dev/fallow/api/v1alpha1"
)

// TestIdle looks at athletes again and again, also after an hour, after a restart
// and after a report that was sent twice: without news nothing is written.
func TestIdle(t *testing.T) {
	t.Parallel()
	s, life, m := tiredSquad(t, v1alpha1.Enforce)
	s.create(newAthlete("b"), ill("b", tiredDay), newAthlete("c"))
	names := []string{"a", "b", "c"}
	m.settle(names...)
	before := s.everything()
	for range 5 {
		m.pass(names...)
	}
	s.clock.SetTime(s.clock.Now().Add(20 * time.Minute)) // the window of a has not begun yet
	m.pass(names...)
	m.stop()
	m = s.manage()
	m.caughtUp()
	m.pass(names...)
	m.caughtUp()
	if diff := cmp.Diff(before, s.everything()); diff != "" {
		t.Errorf("an idle manager wrote (-before +after):\n%s", diff)
	}
	s.send(life.reports("a", life.tired)...)
	m.settle(names...)
	ledger := before["ledger a"]
	if after := s.everything()["ledger a"]; after != ledger {
		t.Errorf("a second delivery rewrote the ledger: %s became %s", ledger, after)
	}
}

// everything is the resourceVersion of each object of the namespace.
func (s *squad) everything() map[string]string {
	s.t.Helper()
	all, err := s.versions(s.c)
	must(s.t, err)
	var ledgers v1alpha1.RecoveryLedgerList
	must(s.t, s.c.List(s.t.Context(), &ledgers))
	for i := range ledgers.Items {
		if l := &ledgers.Items[i]; l.Namespace == s.ns {
			all["ledger "+l.Name] = l.ResourceVersion
		}
	}
	return all
}

// quiet waits until nothing has changed for a while.
func (s *squad) quiet() {
	s.t.Helper()
	last, same := map[string]string{}, 0
	s.eventually(func() error {
		now := s.everything()
		if maps.Equal(now, last) {
			same++
		} else {
			last, same = now, 0
		}
		if same < 20 {
			return errors.New("objects still change")
		}
		return nil
	})
}
