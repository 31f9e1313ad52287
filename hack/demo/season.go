package main

import (
	"context"
	"fmt"
	"time"

	"fallow.dev/fallow/api/v1alpha1"
	"fallow.dev/fallow/internal/recovery"
	"fallow.dev/fallow/internal/simulate"
)

// Instants of a day, in minutes of the clock on the wall. Everybody has woken and
// measured by the morning; the others follow the instants at which silence
// matters: 3 h after the usual wake a day is judged without an answer, 4 h after
// it a window whose review nobody answered is capped.
const (
	morningMinute  = 8*60 + 30
	unansweredDue  = 10*60 + 30
	graceOver      = 11*60 + 30
	learningReport = 6 * 7 // the days that are told in one line
)

// world is where decisions are taken: a control plane, or the engine alone.
type world interface {
	// step moves the clock to an instant, delivers messages, and returns what
	// stands for each athlete named once all of it is decided on.
	step(ctx context.Context, at time.Time, deliveries []delivery) (map[string]*view, error)
}

// delivery is what reaches the operator of one athlete at one instant; without
// reports it has only to look at the clock.
type delivery struct {
	athlete string
	reports []v1alpha1.MarkerReport
}

// actor is an athlete on the stage.
type actor struct {
	*role
	athlete     *v1alpha1.Athlete
	generator   *simulate.Generator
	yesterday   *simulate.Day // as it was trained
	restingFrom int
	views       []*view
}

// stage is what the checks of a story look at.
type stage struct {
	*actor
	squad *squad
}

// season replays the calendar on a world. seen, if it is not nil, is shown every
// view in order; files, if they are not nil, take every message and give it back.
type season struct {
	squad  *squad
	actors []*actor
	world  world
	files  *reportFiles
	seen   func(a *actor, before, now *view)
	passed func(day int)
}

// run replays every day.
func (s *season) run(ctx context.Context) error {
	for day := range s.squad.days {
		if err := s.day(ctx, day); err != nil {
			return fmt.Errorf("on %s: %w", s.squad.start+recovery.Day(day), err)
		}
		if s.passed != nil {
			s.passed(day)
		}
	}
	return nil
}

// day replays one day: the morning's messages, the instants that matter to those
// who are silent, and the training that the plan of the day left as planned.
func (s *season) day(ctx context.Context, day int) error {
	today := map[*actor]*simulate.Day{}
	var morning, silent []delivery
	for _, a := range s.actors {
		d := a.generator.Day(a.story.Truth(day, a.restingFrom), s.squad.planned(day))
		today[a] = &d
		if d.Truth.Silent {
			silent = append(silent, delivery{athlete: a.athlete.Name})
			continue
		}
		reports, err := s.messages(a, &d)
		if err != nil {
			return err
		}
		morning = append(morning, delivery{a.athlete.Name, reports})
	}
	if err := s.step(ctx, day, morningMinute, morning); err != nil {
		return err
	}
	for _, minute := range []int{unansweredDue, graceOver} {
		if err := s.step(ctx, day, minute, silent); err != nil {
			return err
		}
	}
	for _, a := range s.actors {
		s.train(a, today[a])
	}
	return nil
}

// step takes one step of the world and shows what came of it.
func (s *season) step(ctx context.Context, day, minute int, deliveries []delivery) error {
	if len(deliveries) == 0 {
		return nil
	}
	at := (s.squad.start + recovery.Day(day)).At(minute, s.squad.zone)
	views, err := s.world.step(ctx, at, deliveries)
	if err != nil {
		return err
	}
	campFirst, _ := s.squad.camp()
	for _, a := range s.actors {
		v, ok := views[a.athlete.Name]
		if !ok {
			continue
		}
		v.at, v.index = at, day
		v.silent = a.story.Truth(day, a.restingFrom).Silent
		if day >= campFirst && a.restingFrom == simulate.NotResting && v.open() != nil {
			a.restingFrom = day
		}
		before := a.last()
		a.views = append(a.views, v)
		if s.seen != nil {
			s.seen(a, before, v)
		}
	}
	return nil
}

// last is the newest view, nil before the first.
func (a *actor) last() *view {
	if len(a.views) == 0 {
		return nil
	}
	return a.views[len(a.views)-1]
}

// messages are what an athlete's watch sends on a morning.
func (s *season) messages(a *actor, today *simulate.Day) ([]v1alpha1.MarkerReport, error) {
	r := reporter{namespace: s.squad.namespace, athlete: a.athlete.Name, zone: s.squad.zone, start: s.squad.start}
	reports, err := r.morning(today, a.yesterday)
	if err != nil || s.files == nil {
		return reports, err
	}
	return s.files.exchange(a.athlete.Name, s.squad.start+recovery.Day(today.Index), reports)
}

// train keeps of a day's plan what the operator left as planned: what rest
// forbids is not trained.
func (s *season) train(a *actor, d *simulate.Day) {
	kept := a.last().dispositions(s.squad.start + recovery.Day(d.Index))
	var done []simulate.Done
	for _, t := range d.Trained {
		if kept[t.Name] == v1alpha1.DispositionAsPlanned {
			done = append(done, t)
		}
	}
	d.Trained = done
	a.yesterday = d
}
