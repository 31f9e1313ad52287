package operator_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"fallow.dev/fallow/api/v1alpha1"
	"fallow.dev/fallow/internal/recovery"
)

// TestKill kills the manager's process, with SIGKILL, at every write of the day on
// which a window is inserted: right before the write reaches the API server, and
// right after it was answered. A second process then leaves the same objects as a
// run that nothing disturbed.
func TestKill(t *testing.T) {
	t.Parallel()
	killAtEveryWrite(t, 0)
}

// killAtEveryWrite does so on a day counted from the tired one. In the thorough
// suite a second process is killed too, at its first write.
func killAtEveryWrite(t *testing.T, day int) {
	t.Helper()
	zone := morningZone(time.Now())
	life := tiring(t, recovery.DayOf(time.Now(), zone)-recovery.Day(day), zone)
	want, writes := undisturbed(t, life, day)
	for n := range writes {
		for when, after := range map[string]bool{"before": false, "after": true} {
			t.Run(fmt.Sprintf("%s-%d-%s", when, n+1, label(writes[n])), func(t *testing.T) {
				s := eve(t, life, day)
				s.powerCut(n+1, after)
				if thorough && n+1 < len(writes) {
					s.powerCut(1, after)
				}
				p := newProxy(t)
				heir := s.launch(p, offline...)
				s.reaches(want)
				s.eventually(func() error {
					if p.looked() == 0 {
						return errors.New("the second manager has not looked at the athlete")
					}
					return nil
				})
				heir.terminate()
				s.reaches(want)
				s.clock.SetTime(time.Now())
				s.seen.check()
			})
		}
	}
}

// offline are the flags of a manager that listens nowhere.
var offline = []string{"--metrics-bind-address=0", "--health-probe-bind-address=0"}

// powerCut runs a manager until its nth write.
func (s *squad) powerCut(n int, after bool) {
	s.t.Helper()
	p := newProxy(s.t)
	armed := make(chan struct{})
	var victim *process
	p.cutAt(n, after, func() {
		<-armed
		victim.kill()
	})
	victim = s.launch(p, offline...)
	close(armed)
	select {
	case <-victim.exited:
	case <-time.After(patience):
		s.t.Fatalf("the manager made only %d writes: %v", len(p.written()), p.written())
	}
}

// undisturbed is the end of the day and the writes of a manager that nothing
// disturbs.
func undisturbed(t *testing.T, life *season, day int) (want *snapshot, writes []string) {
	t.Helper()
	s := eve(t, life, day)
	before := s.snapshot()
	p := newProxy(t)
	child := s.launch(p, offline...)
	s.eventually(func() error {
		now := s.snapshot()
		if len(now.Reports) > 0 || now.Ledger.Sequence == before.Ledger.Sequence {
			return fmt.Errorf("%d reports wait", len(now.Reports))
		}
		return nil
	})
	child.terminate()
	want = s.snapshot()
	if len(want.Windows) != 1 || day > 0 && want.Windows[0].Spec.End.Equal(before.Windows[0].Spec.End) {
		t.Fatalf("the day changes no window: %+v", want.Windows)
	}
	return want, p.written()
}

// eve is a squad on the evening before a day, with the day's reports waiting: no
// manager runs, everything else is written.
func eve(t *testing.T, life *season, day int) *squad {
	t.Helper()
	s := newSquad(t, time.Now())
	s.create(newPolicy("default", v1alpha1.Enforce), newBlock("base", life.day(life.tired)))
	ledger := life.ledgerBefore(t, life.tired+day)
	s.seed("a", &ledger)
	a := newAthlete("a")
	a.Spec.TimeZone = v1alpha1.TimeZone(life.zone.String())
	s.create(a)
	m := s.manage()
	m.settle("a")
	m.stop()
	s.send(life.reports("a", life.tired+day)...)
	return s
}

// reaches waits until the squad looks as it should.
func (s *squad) reaches(want *snapshot) {
	s.t.Helper()
	s.eventually(func() error {
		if diff := cmp.Diff(want, s.snapshot()); diff != "" {
			return fmt.Errorf("differs from the undisturbed run (-want +got):\n%s", diff)
		}
		return nil
	})
}

// morningZone is a zone in which it is between 8 and 9 in the morning: after the
// usual wake, and before a day is judged without an answer.
func morningZone(now time.Time) *time.Location {
	offset := 8 - now.UTC().Hour()
	if offset < -12 {
		offset += 24
	}
	zone, err := time.LoadLocation(fmt.Sprintf("Etc/GMT%+d", -offset)) // the sign is that of POSIX
	if err != nil {
		panic(err)
	}
	return zone
}

// label is the last parts of a write's path, for a test's name.
func label(write string) string {
	method, path, _ := strings.Cut(write, " ")
	parts := strings.Split(path, "/")
	return strings.ToLower(method) + "-" + strings.Join(parts[6:], "-")
}
