package recovery

import "fmt"

// RefusalReason is why a report was not folded.
type RefusalReason string

// Reasons of a refusal.
const (
	RefusedInFuture      RefusalReason = "InFuture"
	RefusedTooOld        RefusalReason = "TooOld"
	RefusedUnknownMarker RefusalReason = "UnknownMarker"
	RefusedUnit          RefusalReason = "WrongUnit"
	RefusedRange         RefusalReason = "OutOfRange"
	RefusedSleep         RefusalReason = "InvalidSleep"
	RefusedSession       RefusalReason = "InvalidSession"
	RefusedDuplicate     RefusalReason = "DuplicateSession"
	RefusedSeries        RefusalReason = "TooManySeries"
	RefusedSessions      RefusalReason = "TooManySessions"
)

// Refusal says which field of a report is not usable, and what to do. It never
// repeats a value. A refused report leaves no trace in the ledger.
type Refusal struct {
	Reason RefusalReason
	Field  string // path below spec
	Remedy string // the bound, and what the sender can do
}

func (r *Refusal) Error() string { return fmt.Sprintf("spec.%s: %s", r.Field, r.Remedy) }

func refuse(reason RefusalReason, remedy, field string, index ...any) *Refusal {
	return &Refusal{Reason: reason, Field: fmt.Sprintf(field, index...), Remedy: remedy}
}
