package recovery

import "time"

// WellnessItems is the number of items of the questionnaire of McLean (2010).
const WellnessItems = 5

// Items of the questionnaire, each 1 to 5 with 5 best.
const (
	Fatigue = iota
	Soreness
	Stress
	Mood
	SleepQuality
)

// Wellness holds the answers to the questionnaire; 0 is no answer.
type Wellness [WellnessItems]int32

// Report is one message of a device, a laboratory or a person about one day.
type Report struct {
	Day          Day
	Source       string
	Revision     int32          // of two reports of the same thing the higher revision counts
	Retract      bool           // withdraws what it names instead of reporting it
	Zone         *time.Location // where the athlete woke, if not at home
	Observations []Observation
	Wellness     Wellness
	Sleep        *MainSleep
	NapMinutes   int32
	Context      *Context
	Symptoms     *Symptoms
	Sessions     []Session
	RestDay      bool
}

// Observation is one value of a marker.
type Observation struct {
	Marker   Marker
	Method   string
	Unit     string
	Value    float64
	Measured time.Time // zero: unknown
	// ArtefactPercent is the share of beats corrected; negative: unknown.
	ArtefactPercent float64
}

// MainSleep is the sleep that ended on the report's day.
type MainSleep struct {
	Onset, Wake   time.Time
	AsleepMinutes int32 // Missing: not known, so that only its timing counts
}

// Context is what else may explain a day's markers.
type Context struct {
	Alcohol        bool
	TravelZones    int32 // time zones crossed the day before, east positive
	AltitudeMetres int32
	Medication     bool // that affects heart rate
}

// Illness is the class of symptoms, by which the return to training is staged.
type Illness int32

// Classes of illness (Schwellnus 2022). The worse one is the higher.
const (
	NoIllness Illness = iota
	AboveNeck
	Systemic
)

// Symptoms is the answer to the question how ill the athlete is.
type Symptoms struct {
	Illness        Illness
	FeverFreeHours int32 // without antipyretics; negative: not said
}

// Session is one training session done.
type Session struct {
	Kind      SessionKind
	Intensity Intensity // 0 not stated: judged by the RPE
	Start     time.Time
	Minutes   int32
	RPE       int32 // CR-10, or Missing
	Watts     int32 // mean power, 0 unknown
	Eccentric bool
}

// SessionKind is what is trained.
type SessionKind string

// Kinds that load a tissue in their own way; every other kind is endurance work.
const (
	Strength      SessionKind = "Strength"
	HeavyStrength SessionKind = "HeavyStrength"
	Plyometrics   SessionKind = "Plyometrics"
	Sprint        SessionKind = "Sprint"
	TeamMatch     SessionKind = "TeamMatch"
	Race          SessionKind = "Race"
)

// Intensity orders how hard a session is, by the ventilatory thresholds: Easy
// lies below the first, Threshold at the second, High above it.
type Intensity int32

// Intensities.
const (
	Easy Intensity = iota + 1
	Moderate
	Threshold
	High
)

// intensity is the stated one, else what the RPE suggests, else Moderate.
func (s *Session) intensity() Intensity {
	switch {
	case s.Intensity != 0:
		return s.Intensity
	case s.RPE == Missing:
		return Moderate
	case s.RPE <= 3:
		return Easy
	case s.RPE <= 5:
		return Moderate
	case s.RPE <= 7:
		return Threshold
	}
	return High
}
