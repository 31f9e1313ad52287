package recovery

// Window is what a RestWindow of the engine should say: a projection of an
// episode, that takes no decision.
type Window struct {
	Episode             int32
	Continuation        bool // stands beside a window that a person made shorter
	Trigger             Trigger
	Start, End          Instant
	EasyFrom            Instant // from Start: Easy all along; End or later: nothing allowed
	Released            Instant
	Approval            Approval
	MaxMinutes          int32
	MaxHeartRatePercent int32
	Override            Override // what a person owns and the engine leaves
}

// Strict reports whether the window begins by allowing nothing.
func (w *Window) Strict() bool { return w.EasyFrom > w.Start }

// Windows are the windows that should stand: that of the open episode, and of
// ended ones those that are still there, which seen tells. An episode that ended
// before anybody wrote its window gets none, and one that a person waived and
// deleted is not written again while the waiver lasts.
func Windows(l *Ledger, seen func(episode int32, continuation bool) bool, now Instant) []Window {
	var windows []Window
	for i := range l.Episodes {
		windows = l.Episodes[i].project(windows, seen, now)
	}
	return l.Standing.Episode.project(windows, seen, now)
}

func (e *Episode) project(windows []Window, seen func(episode int32, continuation bool) bool, now Instant) []Window {
	if e.ID == 0 || e.Approval == Observed {
		return windows
	}
	if demanded := e.open() && now >= e.WaivedUntil; demanded || seen(e.ID, false) {
		windows = append(windows, e.window())
	}
	if beside, needed := e.continuation(now); needed && (e.open() || seen(e.ID, true)) {
		windows = append(windows, beside)
	}
	return windows
}

func (e *Episode) window() Window {
	return Window{
		Episode: e.ID, Trigger: e.Trigger, Start: e.Start, End: e.End, EasyFrom: e.EasyFrom, Released: e.Released,
		Approval: e.Approval, MaxMinutes: e.MaxMinutes, MaxHeartRatePercent: e.MaxHeartRatePercent, Override: e.Override,
	}
}

// continuation is the rest that a person's edit took away without a waiver: it
// goes on in a window beside theirs, which stays as they wrote it.
func (e *Episode) continuation(now Instant) (Window, bool) {
	o := e.Override
	if o == (Override{}) || e.Approval == Rejected || now < e.WaivedUntil {
		return Window{}, false
	}
	later := o.Start > e.Start
	earlier := o.End != 0 && o.End < e.End
	weaker := o.EasyFrom != 0 && o.EasyFrom < e.EasyFrom && e.EasyFrom > e.Start
	if !later && !earlier && !weaker {
		return Window{}, false
	}
	w := e.window()
	w.Continuation, w.Override = true, Override{}
	if earlier && !later && !weaker {
		w.Start = max(w.Start, o.End)
		w.EasyFrom = max(w.EasyFrom, w.Start)
	}
	return w, true
}

// InForce reports whether the athlete rests at an instant: an open, approved
// window covers it, or one whose review has come without a release.
func (s *Standing) InForce(now Instant) bool {
	e := &s.Episode
	return e.open() && e.Approval.inForce() && e.Start <= now && now >= e.WaivedUntil
}

// Open reports whether an episode still demands rest.
func (e *Episode) Open() bool { return e.open() }
