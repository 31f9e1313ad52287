package recovery

// WindowSeen is one of the engine's windows as it stands in the cluster, with
// what people did to it.
type WindowSeen struct {
	Episode      int32
	Decision     int64 // the sequence of the ledger that wrote it last
	Start, End   Instant
	EasyFrom     Instant
	Approval     Approval
	WaivedUntil  Instant
	Cleared      bool
	HandBack     bool     // a person returns what they had edited
	Owned        Override // fields that a person owns, with their values; none is zero
	Continuation bool
}

// enterActs puts approvals, rejections, waivers, clearances and edits into the
// ledger before anything is decided, so that every later step projects them.
func (d *decider) enterActs() {
	for _, s := range []*Standing{&d.l.Morning, &d.l.Standing} {
		s.Episode.Override = Override{} // of a window that was deleted nothing is a person's any more
	}
	for i := range d.in.Windows {
		w := &d.in.Windows[i]
		d.l.Standing.LastEpisode = max(d.l.Standing.LastEpisode, w.Episode)
		if w.Continuation {
			continue
		}
		for _, s := range []*Standing{&d.l.Morning, &d.l.Standing} {
			s.enter(w, d.in.Now, d.today)
		}
	}
}

func (s *Standing) enter(w *WindowSeen, now Instant, today Day) {
	ep := &s.Episode
	if ep.ID != w.Episode || ep.ID == 0 {
		return
	}
	if w.Approval == Approved || w.Approval == Rejected {
		ep.Approval = w.Approval
	}
	ep.WaivedUntil = w.WaivedUntil
	ep.Override = w.Owned
	if w.HandBack {
		ep.Override = Override{}
	}
	switch {
	case w.Cleared && ep.open():
		s.clear(now, today)
	case w.Cleared:
		ep.Reason = ReleasedCleared // a relapse gets a window that nobody has cleared
	}
}

// clear ends an episode by a person's word, whatever its trigger: a clearance
// that waited for an illness to take the window over would end that one unseen.
// What opened it is counted anew.
func (s *Standing) clear(now Instant, today Day) {
	if s.Illness.Active {
		s.Illness.Active, s.Illness.Stage = false, StageAll
	}
	s.release(now, ReleasedCleared)
	s.State, s.Since = Unknown, today
	s.HighRun, s.SubjectiveRun = 0, 0
}

// sequence never falls behind what has been written to a window, so that a
// ledger restored from a backup is not refused for ever.
func (d *decider) sequence() int64 {
	n := d.l.Sequence
	for i := range d.in.Windows {
		n = max(n, d.in.Windows[i].Decision)
	}
	return n
}
