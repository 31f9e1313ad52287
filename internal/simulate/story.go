package simulate

// Symptom classes of a planted illness, as the API names them.
const (
	NoIllness = "None"
	Systemic  = "Systemic"
)

// Illness is a planted infection: systemic symptoms on each of some days.
type Illness struct{ FirstDay, Days int }

func (i Illness) class(day int) string {
	if day >= i.FirstDay && day < i.FirstDay+i.Days {
		return Systemic
	}
	return NoIllness
}

// Story is what happens to an athlete in a season. It plants causes alone: how
// tired, how ill and how silent the athlete is, never what should be decided.
type Story struct {
	Response Overload // to the training camp
	Illness  Illness
	// SilentDays is for how long devices and athlete report nothing, from the
	// day after rest began; 0 is never.
	SilentDays int
}

// NotResting is the first day of rest of an athlete who has had none.
const NotResting = -1

// Truth is the planted state on the morning of a day. restingFrom is the first
// day of the athlete's first rest, or NotResting: the one thing that the story
// hears of the decisions, because people fall silent when they are sent home.
func (s *Story) Truth(day, restingFrom int) Truth {
	silent := restingFrom != NotResting && day > restingFrom && day <= restingFrom+s.SilentDays
	return Truth{Fatigue: s.Response.Fatigue(day), Illness: s.Illness.class(day), Silent: silent}
}
