package main

import (
	"time"

	"k8s.io/apimachinery/pkg/api/meta"

	"fallow.dev/fallow/api/v1alpha1"
	"fallow.dev/fallow/internal/recovery"
)

// view is what the API shows of one athlete at one instant.
type view struct {
	at      time.Time
	index   int // days since the start of the season
	silent  bool
	athlete v1alpha1.Athlete
	windows []v1alpha1.RestWindow // the engine's, by episode
	plan    v1alpha1.EffectivePlan
	ledger  recovery.Ledger
}

// open is the window that nothing has released yet, nil if there is none.
func (v *view) open() *v1alpha1.RestWindow {
	for i := range v.windows {
		if v.windows[i].Spec.ReleasedAt == nil {
			return &v.windows[i]
		}
	}
	return nil
}

// window is the window of an episode, nil if there is none.
func (v *view) window(episode int32) *v1alpha1.RestWindow {
	for i := range v.windows {
		if v.windows[i].Spec.Episode == episode {
			return &v.windows[i]
		}
	}
	return nil
}

// condition is the reason of a condition, and whether it is True; the reason is
// empty where the condition is not set.
func (v *view) condition(name string) (reason string, isTrue bool) {
	c := meta.FindStatusCondition(v.athlete.Status.Conditions, name)
	if c == nil {
		return "", false
	}
	return c.Reason, c.Status == "True"
}

// fresh reports whether the markers of the day are.
func (v *view) fresh() bool {
	_, isTrue := v.condition(v1alpha1.ConditionMarkersFresh)
	return isTrue
}

// dispositions are what becomes of the sessions planned for a day.
func (v *view) dispositions(day recovery.Day) map[string]v1alpha1.Disposition {
	out := map[string]v1alpha1.Disposition{}
	for i := range v.plan.Spec.Sessions {
		if s := &v.plan.Spec.Sessions[i]; s.PlannedDay == v1alpha1.Day(day.String()) {
			out[s.Name] = s.Disposition
		}
	}
	return out
}

// allowed counts the sessions that the plan keeps from an instant on and before
// another: those above Easy, and the Easy ones.
func (v *view) allowed(from, to time.Time) (hard, easy int) {
	for i := range v.plan.Spec.Sessions {
		s := &v.plan.Spec.Sessions[i]
		if s.Start.Time.Before(from) || !s.Start.Time.Before(to) || s.Disposition != v1alpha1.DispositionAsPlanned {
			continue
		}
		if s.Intensity == v1alpha1.IntensityEasy {
			easy++
		} else {
			hard++
		}
	}
	return hard, easy
}
