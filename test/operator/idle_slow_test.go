//go:build slow

package operator_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"sigs.k8s.io/controller-runtime/pkg/client"

	"fallow.dev/fallow/api/v1alpha1"
	"fallow.dev/fallow/internal/recovery"
)

// TestIdleMinute leaves the manager's own process alone for a minute after all is
// Ready: not one write reaches the API server.
func TestIdleMinute(t *testing.T) {
	t.Parallel()
	zone := morningZone(time.Now())
	life := tiring(t, recovery.DayOf(time.Now(), zone), zone)
	s := eve(t, life, 0)
	p := newProxy(t)
	s.launch(p, offline...)
	s.eventually(func() error {
		if s.gone(&v1alpha1.RestWindow{}, "a-1") {
			return errors.New("there is no window yet")
		}
		return nil
	})
	s.quiet()
	before, writes := s.everything(), len(p.written())
	events, err := s.c.Watch(t.Context(), &v1alpha1.AthleteList{}, client.InNamespace(s.ns))
	must(t, err)
	defer events.Stop()
	<-events.ResultChan() // the athlete as it stands
	select {
	case e := <-events.ResultChan():
		t.Errorf("the athlete changed: %+v", e)
	case <-time.After(time.Minute):
	}
	if diff := cmp.Diff(before, s.everything()); diff != "" {
		t.Errorf("an idle manager wrote (-before +after):\n%s", diff)
	}
	if after := p.written(); len(after) != writes {
		t.Errorf("an idle manager wrote %v", after[writes:])
	}
}
