package main

import (
	"fmt"

	"fallow.dev/fallow/api/v1alpha1"
	"fallow.dev/fallow/internal/recovery"
)

// windows tells what became of each window, and which exit criteria were met.
func (n *narrator) windows(before, now *view) []entry {
	var out []entry
	for i := range now.windows {
		w := &now.windows[i]
		earlier := before.window(w.Spec.Episode)
		if earlier == nil {
			out = append(out, n.inserted(w, now))
			continue
		}
		if met := newlyMet(earlier, w); len(met) > 0 && earlier.Spec.ReleasedAt == nil && w.Spec.Trigger != v1alpha1.TriggerIllness {
			out = append(out, criteria(w, met)...)
		}
		if e, changed := n.changed(earlier, w, now); changed {
			out = append(out, e)
		}
	}
	return out
}

// inserted tells of a new window.
func (n *narrator) inserted(w *v1alpha1.RestWindow, now *view) entry {
	why, margin := reasons(&now.ledger)
	return entry{what: fmt.Sprintf("%s inserted to %s%s", w.Name, n.until(w.Spec.End.Time), displaced(now, w)), why: why, margin: margin, style: bold}
}

// displaced tells how many coming sessions a window displaces.
func displaced(v *view, w *v1alpha1.RestWindow) string {
	count := 0
	for i := range v.plan.Spec.Sessions {
		s := &v.plan.Spec.Sessions[i]
		if s.Window == w.Name && s.Disposition == v1alpha1.DispositionDisplaced && s.Start.After(v.at) {
			count++
		}
	}
	if count == 0 {
		return ""
	}
	return fmt.Sprintf(", −%d", count)
}

// changed tells how a standing window changed.
func (n *narrator) changed(earlier, w *v1alpha1.RestWindow, now *view) (entry, bool) {
	later := w.Spec.End.After(earlier.Spec.End.Time)
	why, margin := reasons(&now.ledger)
	switch {
	case w.Spec.ReleasedAt != nil && earlier.Spec.ReleasedAt == nil:
		return n.released(w, now), true
	case w.Spec.ReleasedAt == nil && earlier.Spec.ReleasedAt != nil:
		return entry{what: fmt.Sprintf("%s re-opened to %s", w.Name, n.until(w.Spec.End.Time)), why: why, margin: margin, style: bold}, true
	case w.Spec.Trigger != earlier.Spec.Trigger:
		return entry{what: fmt.Sprintf("%s escalated to %s", w.Name, n.until(w.Spec.End.Time)), why: why, margin: margin, style: bold}, true
	case later && w.Spec.Trigger == v1alpha1.TriggerIllness:
		return entry{what: fmt.Sprintf("%s rolled to %s", w.Name, n.until(w.Spec.End.Time)), why: recovery.RuleIllness.String()}, true
	case later && now.ledger.Standing.Episode.Silence == recovery.Grace:
		return entry{what: fmt.Sprintf("%s unanswered, kept to %s", w.Name, n.local(w.Spec.End.Time).Format("15:04")), why: recovery.RuleSilent.String(), style: yellow}, true
	case later && now.ledger.Standing.Episode.Silence == recovery.Capped:
		return entry{what: fmt.Sprintf("%s capped to Easy to %s", w.Name, n.until(w.Spec.End.Time)), why: recovery.RuleSilent.String(), style: yellow}, true
	case later:
		why, margin = leaveMargin(&now.ledger)
		return entry{what: fmt.Sprintf("%s extended to %s%s", w.Name, n.until(w.Spec.End.Time), displaced(now, w)), why: why, margin: margin, style: bold}, true
	}
	return entry{}, false
}

func (n *narrator) released(w *v1alpha1.RestWindow, now *view) entry {
	e := entry{what: w.Name + " released", style: green}
	if now.ledger.Standing.Episode.Reason == recovery.ReleasedUnverified {
		e.what, e.why, e.style = w.Name+" lifted, plan resumes", recovery.RuleUnverifiedReturn.String(), yellow
		return e
	}
	e.why, e.margin = reasons(&now.ledger)
	return e
}

// leaveMargin is how far the probability of incomplete recovery lies from where
// a window may be left, and how many exit criteria are met.
func leaveMargin(l *recovery.Ledger) (why, margin string) {
	met, asked := 0, 0
	for _, c := range l.Standing.Criteria {
		if c != recovery.NotAsked {
			asked++
		}
		if c == recovery.Met {
			met++
		}
	}
	verdict, _ := l.LastVerdict()
	p := float64(verdict.Permille)/1000 - leaveProbability
	r := recovery.Reason{Rule: recovery.RuleLeave, Margin: int32(100 * p)}
	return fmt.Sprintf("%d of %d exit criteria met", met, asked), marginOf(r)
}

// leaveProbability is the default of decision.leaveProbability, which the demo's
// policy leaves alone.
var leaveProbability = func() float64 { return recovery.Default().Decision.LeaveProbability }()

// criteria tells which exit criteria are met now and were not, in as many lines
// as their names need.
func criteria(w *v1alpha1.RestWindow, met []string) []entry {
	count := 0
	for _, c := range w.Status.ExitCriteria {
		if c.State == v1alpha1.CriterionMet {
			count++
		}
	}
	e := entry{why: fmt.Sprintf("%d of %d met", count, len(w.Status.ExitCriteria)), style: green}
	var out []entry
	for _, name := range met {
		switch {
		case e.what == "":
			e.what = "exit " + name
		case len(e.what)+2+len(name) <= whatWidth:
			e.what += ", " + name
		default:
			out = append(out, e)
			e.what = "exit " + name
		}
	}
	return append(out, e)
}
