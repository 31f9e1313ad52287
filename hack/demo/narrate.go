package main

import (
	"fmt"
	"slices"
	"time"

	"fallow.dev/fallow/api/v1alpha1"
	"fallow.dev/fallow/internal/recovery"
	"fallow.dev/fallow/internal/translate"
)

// narrator tells what changed, one line a change.
type narrator struct {
	term  *terminal
	squad *squad
	week  int // whose heading is printed
}

// entry is one change: what, why, and how far the deciding value lies beyond its
// threshold.
type entry struct {
	what, why, margin string
	style             style
}

// Widths of the columns; with day, athlete and margin they make a line.
const (
	whatWidth = 44
	whyWidth  = 27
)

// tell prints what changed between two views of an athlete. The first weeks, in
// which the references are learned, are told in one line each by learned.
func (n *narrator) tell(a *actor, before, now *view) {
	if before == nil || now.index < learningReport {
		return
	}
	var entries []entry
	entries = append(entries, n.truth(a, before, now)...)
	entries = append(entries, freshness(before, now)...)
	entries = append(entries, state(before, now)...)
	entries = append(entries, stages(before, now)...)
	entries = append(entries, n.windows(before, now)...)
	for _, e := range entries {
		n.announceWeek(now.index)
		n.term.row(
			cell{text: n.local(now.at).Format("_2 Jan"), width: 6}, cell{text: a.athlete.Name, width: 6, style: cyan},
			cell{text: e.what, width: whatWidth, style: e.style}, cell{text: e.why, width: whyWidth, style: dim}, cell{text: e.margin, style: dim},
		)
	}
}

// announceWeek heads the changes of a week with its number, intent and days.
func (n *narrator) announceWeek(index int) {
	week := index / 7
	if week == n.week {
		return
	}
	n.week = week
	monday := (n.squad.start + recovery.Day(7*week)).At(0, time.UTC)
	intent := weekIntents(&n.squad.block)[week]
	n.term.line("%s", n.term.in(bold, fmt.Sprintf("Week %d, %s, %s to %s", week+1, intent, monday.Format("2 Jan"), monday.AddDate(0, 0, 6).Format("2 Jan"))))
}

// weekIntents are the intents of a block's weeks, repeats written out.
func weekIntents(b *v1alpha1.TrainingBlock) []v1alpha1.WeekIntent {
	var out []v1alpha1.WeekIntent
	for i := range b.Spec.Weeks {
		for range max(1, b.Spec.Weeks[i].Repeat) {
			out = append(out, b.Spec.Weeks[i].Intent)
		}
	}
	return out
}

func (n *narrator) local(t time.Time) time.Time { return t.In(n.squad.zone) }

// until writes an instant of a window.
func (n *narrator) until(t time.Time) string { return n.local(t).Format("Mon 2 Jan 15:04") }

// truth tells what was planted, which the operator does not see.
func (n *narrator) truth(a *actor, before, now *view) []entry {
	if before.index == now.index {
		return nil
	}
	told := func(format string, args ...any) []entry {
		return []entry{{what: "· " + fmt.Sprintf(format, args...), why: "planted", style: dim}}
	}
	_, campLast := n.squad.camp()
	was, is := a.story.Response.Fatigue(before.index), a.story.Response.Fatigue(now.index)
	ill := a.story.Illness
	switch {
	case now.index == campLast+1:
		return told("camp over, latent fatigue %.2f SD", is)
	case is < restoredSD && was >= restoredSD:
		return told("latent fatigue under %.1f SD", restoredSD)
	case ill.Days > 0 && now.index == ill.FirstDay:
		return told("systemic symptoms for %d days", ill.Days)
	}
	return nil
}

// freshness tells when reports stop and come back.
func freshness(before, now *view) []entry {
	reason, fresh := now.condition(v1alpha1.ConditionMarkersFresh)
	was, wasFresh := before.condition(v1alpha1.ConditionMarkersFresh)
	switch {
	case fresh == wasFresh && reason == was:
		return nil
	case fresh:
		return []entry{{what: "MarkersFresh=True", why: reason}}
	}
	return []entry{{what: "MarkersFresh=False", why: reason, style: yellow}}
}

// state tells a change of the state of recovery, with the rules that spoke.
func state(before, now *view) []entry {
	was, is := before.athlete.Status.Recovery.State, now.athlete.Status.Recovery.State
	if was == is {
		return nil
	}
	e := entry{what: fmt.Sprintf("%s → %s", was, is), style: stateStyles[is]}
	if now.index == before.index { // by time alone, not by a verdict
		e.why = recovery.RuleUnverifiedReturn.String()
		return []entry{e}
	}
	e.why, e.margin = reasons(&now.ledger)
	return []entry{e}
}

var stateStyles = map[v1alpha1.RecoveryState]style{
	v1alpha1.StateRestored: green, v1alpha1.StateStrained: yellow,
	v1alpha1.StateIncomplete: red, v1alpha1.StateOverreached: red, v1alpha1.StateHold: red,
}

// reasons are the rules of the newest verdict, the weightiest first, as many as
// fit a column, and the margin of the first. Rules that point nowhere are told
// only where no other spoke.
func reasons(l *recovery.Ledger) (why, margin string) {
	spoke := slices.Clone(l.Explanation.Reasons)
	if pointing := slices.DeleteFunc(slices.Clone(spoke), func(r recovery.Reason) bool { return r.Direction == recovery.Neutral }); len(pointing) > 0 {
		spoke = pointing
	}
	for i, r := range spoke {
		if i == 0 {
			why = r.Rule.String()
			if r.Margin != recovery.NoValue {
				margin = marginOf(r)
			}
			continue
		}
		longer := why + ", " + r.Rule.String()
		if len(longer) > whyWidth {
			break
		}
		why = longer
	}
	return why, margin
}

// marginOf writes a margin exactly, as only the ledger has it: in the
// probability of incomplete recovery, or in SD of the athlete's own reference.
func marginOf(r recovery.Reason) string {
	unit := " SD"
	if r.Rule >= recovery.RuleOneChannel {
		unit = " p"
	}
	return fmt.Sprintf("%+.2f%s", float64(r.Margin)/100, unit)
}

// stages tells a step of the staged return after an illness.
func stages(before, now *view) []entry {
	was, is := &before.ledger.Standing.Illness, &now.ledger.Standing.Illness
	if !was.Active && !is.Active || was.Stage == is.Stage && was.Active == is.Active {
		return nil
	}
	if !is.Active {
		return []entry{{what: "return to training complete", why: recovery.RuleIllness.String(), style: green}}
	}
	e := entry{what: fmt.Sprintf("return stage %d of %d", is.Stage, recovery.StageAll), why: recovery.RuleIllness.String()}
	if w := now.open(); w != nil && w.Spec.Allowance.MaxMinutes != nil {
		e.what += fmt.Sprintf(", Easy up to %d min", *w.Spec.Allowance.MaxMinutes)
	}
	return []entry{e}
}

// learned tells the first weeks of an athlete in one line.
func (n *narrator) learned(a *actor) {
	judged, strained, windows := 0, 0, 0
	var established string
	for i, v := range a.views {
		r := &v.athlete.Status.Recovery
		if i > 0 && r.EvaluatedDay == a.views[i-1].athlete.Status.Recovery.EvaluatedDay {
			continue
		}
		judged++
		if r.State != v1alpha1.StateRestored && r.State != v1alpha1.StateUnknown {
			strained++
		}
		if r.Phase == v1alpha1.PhaseLearning {
			established = (translate.Day(r.EvaluatedDay) + 1).At(0, time.UTC).Format("2 Jan")
		}
		windows = max(windows, len(v.windows))
	}
	n.term.line("        %s  %s judged, references established on %s, Strained or worse on %d, %s",
		n.term.in(cyan, a.athlete.Name), counted(judged, "day"), established, strained, counted(windows, "window"))
}
