package main

import (
	"context"
	"fmt"
	"time"

	"k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"fallow.dev/fallow/api/v1alpha1"
	"fallow.dev/fallow/internal/recovery"
	"fallow.dev/fallow/internal/schedule"
	"fallow.dev/fallow/internal/translate"
)

// engine is a world without a control plane: the pure functions that the
// operator calls, and nothing between them.
type engine struct {
	squad   *squad
	blocks  []schedule.Block
	athlete map[string]*engineAthlete
}

type engineAthlete struct {
	object  v1alpha1.Athlete
	setting recovery.Setting
	ledger  recovery.Ledger
	windows map[windowKey]bool // that exist
}

type windowKey struct {
	episode      int32
	continuation bool
}

func newEngine(s *squad) (*engine, error) {
	policy, err := translate.Resolve(&s.policy.Spec, nil)
	if err != nil {
		return nil, fmt.Errorf("resolving the policy: %w", err)
	}
	e := &engine{squad: s, blocks: []schedule.Block{translate.Block(&s.block)}, athlete: map[string]*engineAthlete{}}
	for i := range s.athletes {
		a := &s.athletes[i]
		zone, err := translate.Zone(a.Spec.TimeZone)
		if err != nil {
			return nil, fmt.Errorf("reading athlete %s: %w", a.Name, err)
		}
		e.athlete[a.Name] = &engineAthlete{object: *a, windows: map[windowKey]bool{}, setting: recovery.Setting{
			Athlete: translate.Athlete(&a.Spec), Params: &policy.Params, Zone: zone, Enforcement: policy.Mode,
			Intent: func(d recovery.Day) recovery.Intent { return schedule.Intent(e.blocks, d) },
		}}
	}
	return e, nil
}

func (e *engine) step(_ context.Context, at time.Time, deliveries []delivery) (map[string]*view, error) {
	views := map[string]*view{}
	for _, d := range deliveries {
		v, err := e.athlete[d.athlete].decide(e, at, d.reports)
		if err != nil {
			return nil, err
		}
		views[d.athlete] = v
	}
	return views, nil
}

func (a *engineAthlete) decide(e *engine, at time.Time, messages []v1alpha1.MarkerReport) (*view, error) {
	in := recovery.Input{Ledger: a.ledger, Setting: a.setting, Now: recovery.InstantOf(at)}
	for i := range messages {
		in.Reports = append(in.Reports, translate.Report(&messages[i]))
	}
	d := recovery.Decide(in)
	for i, r := range d.Refusals {
		if r != nil {
			return nil, fmt.Errorf("%s refused: %w", messages[i].Name, r)
		}
	}
	a.ledger = d.Ledger
	return a.view(e, &d, in.Now), nil
}

// view shows a decision in the form of the API.
func (a *engineAthlete) view(e *engine, d *recovery.Decision, now recovery.Instant) *view {
	v := &view{athlete: a.object, ledger: a.ledger}
	var rest []schedule.Window
	exists := func(episode int32, continuation bool) bool { return a.windows[windowKey{episode, continuation}] }
	for _, w := range recovery.Windows(&a.ledger, exists, now) {
		a.windows[windowKey{w.Episode, w.Continuation}] = true
		v.windows = append(v.windows, a.window(&w))
		if r, displaces := translate.RestOf(a.object.Name, &w, 0); displaces {
			rest = append(rest, r)
		}
	}
	v.athlete.Status.Recovery = translate.Recovery(&a.ledger, &a.setting)
	v.athlete.Status.Conditions = nil
	for _, c := range conditions(&a.ledger, now) {
		meta.SetStatusCondition(&v.athlete.Status.Conditions, c)
	}
	from, to := translate.PlanSpan(recovery.DayOf(now.Time(), a.setting.Zone))
	sessions := schedule.Fit(schedule.Expand(e.blocks, from, to, a.setting.Zone), rest)
	v.plan.Spec = translate.PlanSpec(a.object.Name, a.ledger.Sequence, from, to, d.Next, rest, sessions)
	return v
}

// window is an engine's window as the operator writes it.
func (a *engineAthlete) window(w *recovery.Window) v1alpha1.RestWindow {
	out := v1alpha1.RestWindow{Spec: translate.WindowSpec(a.object.Name, w, a.ledger.Sequence)}
	out.Name = translate.WindowName(a.object.Name, w)
	if s := &a.ledger.Standing; s.Episode.ID == w.Episode {
		out.Status.ExitCriteria = translate.Criteria(s)
		out.Status.Extensions = new(s.Episode.Extensions)
	}
	return out
}

// conditions are those of the athlete's that the stories look at.
func conditions(l *recovery.Ledger, now recovery.Instant) []metav1.Condition {
	fresh := metav1.Condition{Type: v1alpha1.ConditionMarkersFresh, Status: metav1.ConditionTrue, Reason: v1alpha1.ReasonFresh}
	if verdict, ok := l.LastVerdict(); !ok || !verdict.Answered {
		fresh.Status, fresh.Reason = metav1.ConditionFalse, v1alpha1.ReasonStale
		if l.Standing.Episode.Reason == recovery.ReleasedUnverified {
			fresh.Reason = v1alpha1.ReasonUnverifiedReturn
		}
	}
	resting := metav1.Condition{Type: v1alpha1.ConditionResting, Status: metav1.ConditionFalse, Reason: v1alpha1.ReasonNotResting}
	if l.Standing.InForce(now) {
		resting.Status, resting.Reason = metav1.ConditionTrue, v1alpha1.ReasonInWindow
	}
	return []metav1.Condition{fresh, resting}
}
