package main

import (
	"time"

	"fallow.dev/fallow/api/v1alpha1"
)

// checkSilence: rest is held while nobody answers, then capped to Easy, then
// lifted as unverified, all of it during the silence.
func checkSilence(s *stage) []check {
	w := s.campWindow()
	if w == nil {
		return []check{{what: "window inserted", seen: "no window"}}
	}
	q := quiet{episode: w.episode}
	for i, v := range s.views {
		if v.silent && v.index > w.inserted {
			q.follow(v, s.views[i-1])
		}
	}
	return []check{
		{what: "never shortened while silent", passed: q.days > 0 && !w.shortened, seen: counted(q.days, "day") + " unanswered"},
		{what: "MarkersFresh=False on every unanswered day", passed: q.days > 0 && q.freshDays == 0, seen: "True on " + counted(q.freshDays, "day")},
		{
			what: "in force until its review, and kept over it", passed: q.grace.After(q.review) && q.forceGaps == 0,
			seen: stamp(q.review, s.squad.zone) + ", kept to " + stamp(q.grace, s.squad.zone),
		},
		{what: "then capped to Easy", passed: q.capped.After(q.review), seen: stamp(q.capped, s.squad.zone)},
		{what: "resumed as UnverifiedReturn", passed: q.resumed.After(q.capped) && q.hardAfter > 0, seen: stamp(q.resumed, s.squad.zone)},
	}
}

// quiet is what happened to a window while nobody answered.
type quiet struct {
	episode   int32
	days      int       // unanswered ones that were judged
	freshDays int       // of them, those with MarkersFresh=True
	forceGaps int       // views before the cap in which rest was not in force
	review    time.Time // the review instant that came without an answer
	grace     time.Time // to which rest was kept over it
	capped    time.Time // when Easy was seen to be all that is allowed after it
	resumed   time.Time
	hardAfter int // sessions above Easy kept in the two weeks after it
}

// planAhead is how far a plan is looked at for what a change of rest did to it.
const planAhead = 14 * 24 * time.Hour

// follow takes the next view of the silence.
func (q *quiet) follow(v, before *view) {
	w := v.window(q.episode)
	if w == nil {
		return
	}
	judged := v.athlete.Status.Recovery.EvaluatedDay != before.athlete.Status.Recovery.EvaluatedDay
	if judged {
		q.days++
		if v.fresh() {
			q.freshDays++
		}
	}
	if w.Spec.ReleasedAt != nil {
		reason, _ := v.condition(v1alpha1.ConditionMarkersFresh)
		if q.resumed.IsZero() && reason == v1alpha1.ReasonUnverifiedReturn {
			q.resumed = v.at
			q.hardAfter, _ = v.allowed(v.at, v.at.Add(planAhead))
		}
		return
	}
	if _, resting := v.condition(v1alpha1.ConditionResting); !resting {
		q.forceGaps++
	}
	if earlier := before.window(q.episode); earlier != nil && w.Spec.End.After(earlier.Spec.End.Time) {
		q.prolonged(v, w, earlier)
	}
}

// prolonged: at the review nobody answered, so that rest is kept for some hours,
// and then for days in which Easy sessions stand and harder ones do not.
func (q *quiet) prolonged(v *view, w, earlier *v1alpha1.RestWindow) {
	if q.review.IsZero() {
		q.review, q.grace = earlier.Spec.End.Time, w.Spec.End.Time
		return
	}
	hard, easy := v.allowed(v.at, w.Spec.End.Time)
	if q.capped.IsZero() && hard == 0 && easy > 0 {
		q.capped = v.at
	}
}

func stamp(t time.Time, zone *time.Location) string {
	if t.IsZero() {
		return "never"
	}
	return t.In(zone).Format("2 Jan 15:04")
}
