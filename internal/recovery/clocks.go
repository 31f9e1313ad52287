package recovery

// Tissue is a system with a recovery time of its own.
type Tissue int

// Tissues.
const (
	TissueAutonomic Tissue = iota
	TissueGlycogen
	TissueNeuromuscular
	TissueMuscle
	TissueCount
)

// Clock says until when a tissue should not be loaded hard again.
type Clock struct {
	Until Instant // 0: free
	Hours float64 // length of the clock that ends last
}

// Clocks are the tissue clocks of the sessions done. They never set a state nor
// open a window: they forbid sessions that load the same tissue.
func Clocks(l *Ledger, now Instant, p *ClockParams) [TissueCount]Clock {
	var clocks [TissueCount]Clock
	for i := range l.Sessions {
		s := &l.Sessions[i]
		if s.Withdrawn || Instant(60*s.Start) > now {
			continue // not done, or not yet: a verdict is the same if its day's training is known
		}
		end := Instant((s.Start + int64(s.Minutes)) * 60)
		for tissue, hours := range p.hours(s) {
			if until := end.hours(hours); hours > 0 && until > now && until > clocks[tissue].Until {
				clocks[tissue] = Clock{Until: until, Hours: hours}
			}
		}
	}
	return clocks
}

// hours until the next hard use of each tissue, by kind and intensity.
func (p *ClockParams) hours(s *SessionRow) [TissueCount]float64 {
	var h [TissueCount]float64
	h[TissueAutonomic] = float64(p.autonomic(s))
	if int(s.Minutes) > p.GlycogenMinutes || s.Kind == TeamMatch {
		h[TissueGlycogen] = float64(p.GlycogenHours)
	}
	switch s.Kind {
	case Plyometrics:
		h[TissueNeuromuscular] = float64(p.PlyometricsNeuromuscularHours)
	case Sprint:
		h[TissueNeuromuscular] = float64(p.SprintNeuromuscularHours)
	case Strength:
		h[TissueMuscle] = float64(p.StrengthMuscleHours)
	case HeavyStrength:
		h[TissueMuscle] = float64(p.HeavyStrengthMuscleHours)
	case TeamMatch:
		h[TissueMuscle] = float64(p.TeamMatchMuscleHours)
	case Race:
		if int(s.Minutes) >= p.MarathonMinutes {
			h[TissueMuscle] = float64(p.MarathonMuscleHours)
		}
	}
	if s.Eccentric {
		h[TissueMuscle] = max(h[TissueMuscle], float64(p.EccentricMuscleHours))
	}
	return h
}

func (p *ClockParams) autonomic(s *SessionRow) int {
	switch {
	case s.Intensity == High || s.Kind == Race:
		return p.HighAutonomicHours
	case s.Intensity == Threshold:
		return p.ThresholdAutonomicHours
	case s.Intensity == Moderate:
		return p.ModerateAutonomicHours
	}
	return p.EasyAutonomicHours
}
