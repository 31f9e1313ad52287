package operator_test

import (
	"fmt"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"sigs.k8s.io/controller-runtime/pkg/client"

	"fallow.dev/fallow/api/v1alpha1"
	"fallow.dev/fallow/internal/recovery"
	"fallow.dev/fallow/internal/translate"
)

// allowance orders what rest allows, the strictest last.
type allowance int

const (
	anything allowance = iota
	easyOnly
	nothing
)

// span is rest from start to end: nothing is allowed before easyFrom. No end is
// the zero time.
type span struct{ start, easyFrom, end time.Time }

func (s span) String() string {
	return fmt.Sprintf("%s to %s, Easy from %s", stamp(s.start), stamp(s.end), stamp(s.easyFrom))
}

func (s span) at(t time.Time) allowance {
	switch {
	case t.Before(s.start), !s.end.IsZero() && !t.Before(s.end):
		return anything
	case t.Before(s.easyFrom):
		return nothing
	}
	return easyOnly
}

// strictest is what several spans allow together.
func strictest(spans []span, t time.Time) allowance {
	most := anything
	for _, s := range spans {
		most = max(most, s.at(t))
	}
	return most
}

// rest: the windows of an athlete together, and the plan too, hold at least the
// rest that the ledger demands, unless a person has waived or rejected it.
func (c *checker) rest() {
	c.t.Helper()
	var athletes v1alpha1.AthleteList
	must(c.t, c.c.List(c.t.Context(), &athletes, client.InNamespace(c.ns)))
	for i := range athletes.Items {
		name := athletes.Items[i].Name
		l, ok := c.ledger(name)
		if !ok {
			continue
		}
		ep := &l.Standing.Episode
		inForce := ep.Approval == recovery.Automatic || ep.Approval == recovery.Approved
		if !ep.Open() || !inForce || recovery.InstantOf(c.clock.Now()) < ep.WaivedUntil {
			continue
		}
		demanded := span{ep.Start.Time(), ep.EasyFrom.Time(), ep.End.Time()}
		if waived := ep.WaivedUntil.Time(); waived.After(demanded.start) {
			demanded.start = waived
		}
		c.holds(name, "the windows", demanded, c.windowSpans(name))
		c.holds(name, "the plan", demanded, c.planSpans(name))
	}
}

// holds compares at every instant at which either side changes.
func (c *checker) holds(name, what string, demanded span, given []span) {
	c.t.Helper()
	edges := []time.Time{demanded.start, demanded.easyFrom}
	for _, s := range given {
		edges = append(edges, s.start, s.easyFrom, s.end)
	}
	for _, t := range edges {
		if want, have := demanded.at(t), strictest(given, t); have < want {
			c.t.Errorf("now %s, at %s: %s of %s rest %d, the ledger demands %d (%v); windows %v", stamp(c.clock.Now()), stamp(t), what, name, have, want, demanded, given)
		}
	}
}

// easyFrom is from when a window allows Easy, its end or later if never.
func easyFrom(allow v1alpha1.Allow, from *metav1.Time, s span) time.Time {
	switch {
	case allow == v1alpha1.AllowEasy:
		return s.start
	case from != nil:
		return from.Time
	case s.end.IsZero():
		return s.start.AddDate(100, 0, 0)
	}
	return s.end
}

func (c *checker) windowSpans(athlete string) []span {
	var spans []span
	for _, w := range c.windows(athlete) {
		inForce := w.Spec.Approval == v1alpha1.ApprovalAutomatic || w.Spec.Approval == v1alpha1.ApprovalApproved
		if w.Spec.Episode == 0 || !inForce || w.Spec.ReleasedAt != nil {
			continue
		}
		s := span{start: w.Spec.Start.Time}
		if w.Spec.End != nil {
			s.end = w.Spec.End.Time
		}
		s.easyFrom = easyFrom(w.Spec.Allow, w.Spec.EasyFrom, s)
		spans = append(spans, s)
	}
	return spans
}

func (c *checker) planSpans(athlete string) []span {
	plan := &v1alpha1.EffectivePlan{}
	must(c.t, c.c.Get(c.t.Context(), c.key(athlete), plan))
	var spans []span
	for _, w := range plan.Spec.Windows {
		s := span{start: w.Start.Time}
		if w.End != nil {
			s.end = w.End.Time
		}
		s.easyFrom = easyFrom(w.Allow, w.EasyFrom, s)
		spans = append(spans, s)
	}
	return spans
}

// ledger reads and decodes an athlete's ledger, false if there is none yet.
func (s *squad) ledger(athlete string) (recovery.Ledger, bool) {
	s.t.Helper()
	stored := &v1alpha1.RecoveryLedger{}
	err := s.c.Get(s.t.Context(), s.key(athlete), stored)
	if apierrors.IsNotFound(err) {
		return recovery.Ledger{}, false
	}
	must(s.t, err)
	l, err := translate.DecodeLedger(&stored.Spec)
	must(s.t, err)
	return l, true
}

// windows lists the windows that name an athlete.
func (s *squad) windows(athlete string) []v1alpha1.RestWindow {
	s.t.Helper()
	var list v1alpha1.RestWindowList
	must(s.t, s.c.List(s.t.Context(), &list, client.InNamespace(s.ns), client.MatchingFields{"spec.athleteRef.name": athlete}))
	return list.Items
}
