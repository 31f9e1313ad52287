package recovery

// ChangeKind names what a decision changed, for events and reports.
type ChangeKind string

// Kinds of change.
const (
	StateChanged    ChangeKind = "StateChanged"
	WindowInserted  ChangeKind = "RestWindowInserted"
	WindowProposed  ChangeKind = "RestWindowProposed"
	WindowReopened  ChangeKind = "RestWindowReopened"
	WindowExtended  ChangeKind = "RestWindowExtended"
	WindowEscalated ChangeKind = "RestWindowEscalated"
	WindowCapped    ChangeKind = "RestWindowCapped"
	WindowReleased  ChangeKind = "RestWindowReleased"
	StageChanged    ChangeKind = "ReturnStageChanged"
	ReviewRequired  ChangeKind = "ReviewRequired"
)

// Change is one difference between two ledgers that a person wants to hear of.
type Change struct {
	Kind    ChangeKind
	Episode int32
}

// Changes lists what a decision changed, the state first.
func Changes(before, after *Ledger) []Change {
	var changes []Change
	old, now := &before.Standing, &after.Standing
	add := func(kind ChangeKind, when bool) {
		if when {
			changes = append(changes, Change{Kind: kind, Episode: now.Episode.ID})
		}
	}
	add(StateChanged, old.State != now.State)
	was, is := &old.Episode, &now.Episode
	same := was.ID == is.ID
	began := is.open() && !same && is.Approval != Observed
	add(WindowInserted, began && is.Approval.inForce())
	add(WindowProposed, began && !is.Approval.inForce())
	add(WindowReopened, is.open() && same && !was.open())
	stays := same && was.open() && is.open()
	add(WindowEscalated, stays && is.Trigger > was.Trigger)
	add(WindowExtended, stays && is.Extensions > was.Extensions)
	add(WindowCapped, stays && is.Silence == Capped && was.Silence != Capped)
	add(WindowReleased, was.open() && (!is.open() || !same))
	add(StageChanged, now.Illness.Stage != old.Illness.Stage && (old.Illness.Active || now.Illness.Active))
	add(ReviewRequired, is.Review && !was.Review)
	return changes
}
