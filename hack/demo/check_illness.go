package main

import (
	"fmt"

	"fallow.dev/fallow/api/v1alpha1"
	"fallow.dev/fallow/internal/recovery"
)

// checkIllness: a hold that rolls from day to day, a return in stages, and an end.
func checkIllness(s *stage) []check {
	h := holdOf(s)
	return []check{
		{what: "hold from the first day of symptoms", passed: h.first == s.story.Illness.FirstDay, seen: s.date(h.first)},
		{what: "rolled from day to day", passed: h.days > s.story.Illness.Days && h.notRolled == 0, seen: fmt.Sprintf("%d days held", h.days)},
		{what: "returned stage by stage", passed: h.stages == recovery.StageAll && h.backward == 0, seen: fmt.Sprintf("%d of %d stages", h.stages, recovery.StageAll)},
		{what: "cleared", passed: h.released != never && h.after != v1alpha1.StateHold, seen: s.date(h.released)},
	}
}

// hold is how an illness went.
type hold struct {
	first, released int
	days, notRolled int
	stages          int // passed one by one, of recovery.StageAll
	backward        int // steps of any other kind, after the symptoms
	after           v1alpha1.RecoveryState
}

func holdOf(s *stage) hold {
	h := hold{first: never, released: never}
	for i, v := range s.views {
		if i == 0 {
			continue
		}
		h.follow(v, s.views[i-1])
	}
	h.after = s.last().athlete.Status.Recovery.State
	return h
}

// follow takes the next view.
func (h *hold) follow(v, before *view) {
	now, earlier := &v.ledger.Standing.Illness, &before.ledger.Standing.Illness
	if v.athlete.Status.Recovery.State == v1alpha1.StateHold {
		if h.first == never {
			h.first = v.index
		}
		h.days++
		h.roll(v, before)
	}
	if now.Active || earlier.Active {
		h.step(int(now.Stage)-int(earlier.Stage), earlier.Active)
	}
	if earlier.Active && !now.Active && v.open() == nil {
		h.released = v.index
	}
}

// roll: on every day of the hold its window ends later than the day before.
func (h *hold) roll(v, before *view) {
	w := v.open()
	if w == nil || w.Spec.Trigger != v1alpha1.TriggerIllness {
		h.notRolled++
		return
	}
	if earlier := before.window(w.Spec.Episode); earlier != nil && !w.Spec.End.After(earlier.Spec.End.Time) {
		h.notRolled++
	}
}

func (h *hold) step(by int, wasActive bool) {
	switch {
	case by == 1:
		h.stages++
	case by != 0 && wasActive:
		h.backward++
	}
}
