package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/api/meta"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/apimachinery/pkg/watch"
	clocktesting "k8s.io/utils/clock/testing"
	"sigs.k8s.io/controller-runtime/pkg/client"
	"sigs.k8s.io/controller-runtime/pkg/event"

	"fallow.dev/fallow/api/v1alpha1"
	"fallow.dev/fallow/internal/recovery"
	"fallow.dev/fallow/internal/translate"
)

// settleTimeout is real time: a step takes well under a second, so that a manager
// that does not come to an end in this has a fault.
const settleTimeout = 30 * time.Second

// cluster is a world with a control plane and a manager, seen from outside: it
// writes reports, and reads what the operator wrote.
type cluster struct {
	squad   *squad
	client  client.WithWatch
	clock   *clocktesting.FakePassiveClock
	ticks   chan<- event.TypedGenericEvent[*v1alpha1.Athlete]
	manager *manager
	changes chan watch.Event

	waiting map[types.UID]string // reports that are not folded yet, by name
}

// observe starts the watches by which step learns that something has changed.
// They end with ctx.
func (c *cluster) observe(ctx context.Context) error {
	c.changes = make(chan watch.Event, 1024)
	for _, list := range []client.ObjectList{
		&v1alpha1.MarkerReportList{}, &v1alpha1.AthleteList{}, &v1alpha1.RestWindowList{}, &v1alpha1.EffectivePlanList{},
	} {
		w, err := c.client.Watch(ctx, list, client.InNamespace(c.squad.namespace))
		if err != nil {
			return fmt.Errorf("watching %T: %w", list, err)
		}
		go forward(ctx, w, c.changes)
	}
	return nil
}

// forward passes a watch's events on until it or ctx ends.
func forward(ctx context.Context, w watch.Interface, to chan<- watch.Event) {
	defer w.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case e, open := <-w.ResultChan():
			if !open {
				e = watch.Event{Type: watch.Error}
			}
			select {
			case to <- e:
			case <-ctx.Done():
				return
			}
			if !open {
				return
			}
		}
	}
}

// step sets the clock, sends the reports, makes the manager look where there are
// none, and returns when everything that follows has been written.
func (c *cluster) step(ctx context.Context, at time.Time, deliveries []delivery) (map[string]*view, error) {
	c.clock.SetTime(at)
	for _, d := range deliveries {
		if err := c.deliver(ctx, d); err != nil {
			return nil, err
		}
	}
	ctx, cancel := context.WithTimeout(ctx, settleTimeout)
	defer cancel()
	views := map[string]*view{}
	for {
		if err := c.gather(ctx, at, deliveries, views); err != nil {
			return nil, err
		}
		if len(views) == len(deliveries) {
			return views, nil
		}
		if err := c.change(ctx); err != nil {
			return nil, fmt.Errorf("waiting for the manager at %s: %w", at.Format(time.RFC3339), err)
		}
	}
}

// gather adds the views of the athletes who have been decided on by now.
func (c *cluster) gather(ctx context.Context, at time.Time, deliveries []delivery, views map[string]*view) error {
	for _, d := range deliveries {
		if views[d.athlete] != nil {
			continue
		}
		v, err := c.settled(ctx, d.athlete, at)
		if err != nil {
			return err
		}
		if v != nil {
			views[d.athlete] = v
		}
	}
	return nil
}

// deliver sends what reaches the operator of one athlete.
func (c *cluster) deliver(ctx context.Context, d delivery) error {
	for i := range d.reports {
		report := d.reports[i].DeepCopy()
		if err := c.client.Create(ctx, report); err != nil {
			return fmt.Errorf("sending a report: %w", err)
		}
		c.waiting[report.UID] = d.athlete
	}
	if len(d.reports) > 0 {
		return nil
	}
	athlete := &v1alpha1.Athlete{}
	athlete.Namespace, athlete.Name = c.squad.namespace, d.athlete
	select {
	case c.ticks <- event.TypedGenericEvent[*v1alpha1.Athlete]{Object: athlete}:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

// change waits for the next change, and takes all that have come.
func (c *cluster) change(ctx context.Context) error {
	select {
	case <-ctx.Done():
		return context.Cause(ctx)
	case <-c.manager.stopped:
		return errors.Join(errors.New("the manager stopped"), c.manager.err)
	case e := <-c.changes:
		for {
			if err := c.take(e); err != nil {
				return err
			}
			select {
			case e = <-c.changes:
			default:
				return nil
			}
		}
	}
}

// take notes a report that is gone, because it was folded, or that was refused.
func (c *cluster) take(e watch.Event) error {
	if e.Type == watch.Error {
		return errors.New("a watch ended")
	}
	report, ok := e.Object.(*v1alpha1.MarkerReport)
	if !ok {
		return nil
	}
	if e.Type == watch.Deleted {
		delete(c.waiting, report.UID)
	}
	if a := meta.FindStatusCondition(report.Status.Conditions, v1alpha1.ConditionAccepted); a != nil && a.Status == "False" {
		return fmt.Errorf("report %s was refused: %s: %s", report.Name, a.Reason, a.Message)
	}
	return nil
}

// settled returns what stands for an athlete, or nil while the manager has not
// decided on all of it: a report waits, the day is not evaluated, the status is
// older than the ledger, or the end of an open window has passed without a word.
func (c *cluster) settled(ctx context.Context, athlete string, at time.Time) (*view, error) {
	for _, name := range c.waiting {
		if name == athlete {
			return nil, nil //nolint:nilnil // nil is "not yet", which is no error
		}
	}
	v, err := c.look(ctx, athlete)
	if err != nil || v == nil {
		return nil, err
	}
	status := &v.athlete.Status
	today := recovery.DayOf(at, c.squad.zone)
	if status.Recovery.EvaluatedDay != v1alpha1.Day(today.String()) || status.DecidedOn.Sequence != v.ledger.Sequence {
		return nil, nil //nolint:nilnil // as above
	}
	if w := v.open(); w != nil && v.silentAt(today) && !w.Spec.End.After(at) {
		return nil, nil //nolint:nilnil // as above
	}
	return v, nil
}

// silentAt reports whether the newest verdict had no answer to judge.
func (v *view) silentAt(today recovery.Day) bool {
	verdict, ok := v.ledger.LastVerdict()
	return ok && verdict.Day == today && !verdict.Answered
}

// look reads what stands for an athlete; nil before the first decision. The
// operator commits the ledger first and writes the status last. What is read
// between an equal status and ledger therefore belongs to both.
func (c *cluster) look(ctx context.Context, athlete string) (*view, error) {
	v := &view{}
	ledger := &v1alpha1.RecoveryLedger{}
	windows := &v1alpha1.RestWindowList{}
	key := client.ObjectKey{Namespace: c.squad.namespace, Name: athlete}
	for _, read := range []func() error{
		func() error { return c.client.Get(ctx, key, &v.athlete) },
		func() error { return c.client.Get(ctx, key, &v.plan) },
		func() error {
			return c.client.List(ctx, windows, client.InNamespace(c.squad.namespace), client.MatchingFields{"spec.athleteRef.name": athlete})
		},
		func() error { return c.client.Get(ctx, key, ledger) },
	} {
		err := read()
		if apierrors.IsNotFound(err) {
			return nil, nil //nolint:nilnil // nil is "not yet", which is no error
		}
		if err != nil {
			return nil, fmt.Errorf("reading what stands for %s: %w", athlete, err)
		}
	}
	var err error
	if v.ledger, err = translate.DecodeLedger(&ledger.Spec); err != nil {
		return nil, fmt.Errorf("reading the ledger: %w", err)
	}
	v.windows = slices.DeleteFunc(windows.Items, func(w v1alpha1.RestWindow) bool { return w.Spec.Episode == 0 })
	slices.SortFunc(v.windows, func(a, b v1alpha1.RestWindow) int { return int(a.Spec.Episode - b.Spec.Episode) })
	return v, nil
}
