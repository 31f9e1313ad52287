package v1alpha1

// Intensity is the intensity of a session by the ventilatory thresholds. The
// order is Easy < Moderate < Threshold < High.
//
// +kubebuilder:validation:Enum=Easy;Moderate;Threshold;High
type Intensity string

const (
	// IntensityEasy is below the first ventilatory threshold; talking is easy.
	IntensityEasy Intensity = "Easy"
	// IntensityModerate is between the first and the second threshold.
	IntensityModerate Intensity = "Moderate"
	// IntensityThreshold is at or about the second threshold.
	IntensityThreshold Intensity = "Threshold"
	// IntensityHigh is above the second threshold: intervals, races, sprints.
	IntensityHigh Intensity = "High"
)

// SessionKind says what the body does in a session, and with that which
// tissues it loads.
//
// +kubebuilder:validation:Enum=Run;Ride;Swim;Row;Ski;Walk;Strength;HeavyStrength;Plyometrics;Sprint;TeamMatch;Race;Mobility;Other
type SessionKind string

const (
	// SessionRun is running.
	SessionRun SessionKind = "Run"
	// SessionRide is cycling, indoors or outdoors.
	SessionRide SessionKind = "Ride"
	// SessionSwim is swimming.
	SessionSwim SessionKind = "Swim"
	// SessionRow is rowing, on water or on an ergometer.
	SessionRow SessionKind = "Row"
	// SessionSki is cross-country skiing or roller skiing.
	SessionSki SessionKind = "Ski"
	// SessionWalk is walking or hiking.
	SessionWalk SessionKind = "Walk"
	// SessionStrength is moderate resistance training.
	SessionStrength SessionKind = "Strength"
	// SessionHeavyStrength is resistance training at about 80 % of one
	// repetition maximum or more.
	SessionHeavyStrength SessionKind = "HeavyStrength"
	// SessionPlyometrics is jump training.
	SessionPlyometrics SessionKind = "Plyometrics"
	// SessionSprint is maximal sprinting.
	SessionSprint SessionKind = "Sprint"
	// SessionTeamMatch is a match of a team sport.
	SessionTeamMatch SessionKind = "TeamMatch"
	// SessionRace is a race of an endurance sport.
	SessionRace SessionKind = "Race"
	// SessionMobility is stretching, mobility work or yoga.
	SessionMobility SessionKind = "Mobility"
	// SessionOther is anything else; no tissue is assumed.
	SessionOther SessionKind = "Other"
)

// Priority says how dear a planned session is to its coach. The order is
// Optional < Normal < Key < Fixed.
//
// +kubebuilder:validation:Enum=Fixed;Key;Normal;Optional
type Priority string

const (
	// PriorityFixed marks a session that markers never displace: a race or a
	// test on a day that cannot be changed. In a window it stands AtRisk and
	// the coach decides; only illness and a medical hold displace it.
	PriorityFixed Priority = "Fixed"
	// PriorityKey marks the sessions that the week is built around.
	PriorityKey Priority = "Key"
	// PriorityNormal is the default.
	PriorityNormal Priority = "Normal"
	// PriorityOptional marks sessions that are given up first.
	PriorityOptional Priority = "Optional"
)

// Allow is the hardest kind of session that a rest window leaves in place.
//
// +kubebuilder:validation:Enum=Nothing;Easy
type Allow string

const (
	// AllowNothing leaves no session in place.
	AllowNothing Allow = "Nothing"
	// AllowEasy leaves sessions of intensity Easy in place.
	AllowEasy Allow = "Easy"
)
