package main

import (
	"fmt"
	"slices"
	"time"

	"fallow.dev/fallow/api/v1alpha1"
	"fallow.dev/fallow/internal/recovery"
)

// check is one thing that a story has to show.
type check struct {
	what   string
	passed bool
	seen   string // what was seen, for people
}

// passed reports whether all checks were.
func passed(checks []check) bool {
	return !slices.ContainsFunc(checks, func(c check) bool { return !c.passed })
}

// Bounds of story (a), in days.
const (
	insertedWithin = 3 // of the camp's end
	releasedWithin = 4 // of the latent fatigue falling under restoredSD
)

// checkHeldFatigue: a window is inserted after the camp, extended, and released
// about when the planted fatigue is gone.
func checkHeldFatigue(s *stage) []check {
	_, campLast := s.squad.camp()
	w := s.campWindow()
	if w == nil {
		return []check{{what: "window inserted within 3 days of the camp's end", seen: "no window"}}
	}
	below := s.story.Response.Below(restoredSD)
	return []check{
		{
			what: "window inserted within 3 days of the camp's end", passed: distance(w.inserted, campLast) <= insertedWithin,
			seen: fmt.Sprintf("%s, %+d days", s.date(w.inserted), w.inserted-campLast),
		},
		{what: "extended at least once", passed: w.extensions >= 1, seen: counted(int(w.extensions), "extension")},
		{
			what:   "released within 4 days of fatigue under 0.5 SD",
			passed: w.released != never && distance(w.released, below) <= releasedWithin,
			seen:   fmt.Sprintf("%s, %+d days", s.date(w.released), w.released-below),
		},
		{what: "exit criteria shown as they were met", passed: w.criteriaMet > 0, seen: counted(w.criteriaMet, "change") + " to Met"},
	}
}

// checkGoodResponse: sixteen weeks without a window.
func checkGoodResponse(s *stage) []check {
	n := 0
	for _, v := range s.views {
		n = max(n, len(v.windows))
	}
	return []check{{what: "no window in 16 weeks", passed: n == 0, seen: counted(n, "window")}}
}

// never is a day that did not come.
const never = -1

// course is how a window went.
type course struct {
	episode            int32
	inserted, released int // days of the season
	extensions         int32
	criteriaMet        int
	shortened          bool
}

// campWindow is the course of the first window that opened in or after the camp,
// nil if none did.
func (s *stage) campWindow() *course {
	campFirst, _ := s.squad.camp()
	var c *course
	for i, v := range s.views {
		if c == nil {
			if w := v.open(); w != nil && v.index >= campFirst {
				c = &course{episode: w.Spec.Episode, inserted: v.index, released: never}
			} else {
				continue
			}
		}
		c.follow(v, s.views[i-1])
	}
	return c
}

// follow takes the next view of the window.
func (c *course) follow(v, before *view) {
	w, earlier := v.window(c.episode), before.window(c.episode)
	if w == nil {
		return
	}
	switch {
	case w.Spec.ReleasedAt == nil:
		c.released = never // re-opened, or still open
	case c.released == never:
		c.released = v.index
	}
	if w.Status.Extensions != nil {
		c.extensions = max(c.extensions, *w.Status.Extensions)
	}
	if earlier == nil {
		return
	}
	c.criteriaMet += len(newlyMet(earlier, w))
	stillOpen := w.Spec.ReleasedAt == nil && earlier.Spec.ReleasedAt == nil
	if stillOpen && (w.Spec.End.Before(earlier.Spec.End) || earlier.Spec.Start.Before(&w.Spec.Start)) {
		c.shortened = true
	}
}

// newlyMet are the exit criteria that were not met before and are now.
func newlyMet(before, now *v1alpha1.RestWindow) []string {
	var out []string
	for _, c := range now.Status.ExitCriteria {
		was := slices.ContainsFunc(before.Status.ExitCriteria, func(o v1alpha1.ExitCriterion) bool {
			return o.Name == c.Name && o.State == v1alpha1.CriterionMet
		})
		if c.State == v1alpha1.CriterionMet && !was {
			out = append(out, c.Name)
		}
	}
	return out
}

// date writes a day of the season.
func (s *stage) date(day int) string {
	if day == never {
		return "never"
	}
	return (s.squad.start + recovery.Day(day)).At(0, time.UTC).Format("2 Jan")
}

func distance(a, b int) int { return max(a-b, b-a) }

// counted writes a number of things.
func counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
