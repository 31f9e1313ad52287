package recovery

// Trigger is what a rest window stands for; a worse one is higher.
type Trigger int32

// Triggers of the engine's windows.
const (
	NoTrigger Trigger = iota
	TriggerStrained
	TriggerIncomplete
	TriggerOverreached
	TriggerIllness
)

// Approval is the consent to a window. Only an approved or an automatic one
// displaces sessions.
type Approval int32

// Approvals. Observed is an episode for which no window is written.
const (
	Observed Approval = iota
	Pending
	Approved
	Rejected
	Automatic
)

// inForce reports whether a window with this approval displaces sessions.
func (a Approval) inForce() bool { return a == Approved || a == Automatic }

// Silence is how far an open window has come without an answer.
type Silence int32

// Steps of silence: the review instant passed unanswered, then the cap at Easy.
const (
	Answering Silence = iota
	Grace
	Capped
)

// ReleaseReason is why an episode ended.
type ReleaseReason int32

// Reasons of a release.
const (
	NotReleased ReleaseReason = iota
	ReleasedRestored
	ReleasedBrief // the end of a window that is bounded from the start
	ReleasedCleared
	ReleasedUnverified
)

// Episode is one stretch of rest, from entry until the athlete is restored, with
// one window. The window is a projection of it.
type Episode struct {
	ID      int32 // 0: none
	Trigger Trigger
	Entered Day // the last time, if it was opened again
	Start   Instant
	End     Instant // the review instant
	// EasyFrom is when Easy begins to be allowed: from Start an Easy window, from
	// End one that allows nothing.
	EasyFrom            Instant
	MaxMinutes          int32 // of one session, 0 unbounded
	MaxHeartRatePercent int32 // of maximum, 0 unbounded
	Extensions          int32
	Positive            Rules // channels that gave evidence at entry
	Brief               bool  // bounded from the start: repeated strain, or self-report alone
	Silence             Silence
	Review              bool // a person is asked
	Released            Instant
	Reason              ReleaseReason
	RestoredDays        int32 // since the release

	Approval    Approval
	WaivedUntil Instant
	Override    Override
}

// demands is the state to judge on from when a gate has opened: an episode that
// it interrupted still has to be left by the leave rule; without one the athlete
// is judged anew.
func (e *Episode) demands() State {
	switch {
	case e.open() && e.Trigger == TriggerOverreached:
		return Overreached
	case e.open() && e.Trigger == TriggerIncomplete:
		return Incomplete
	}
	return Unknown
}

// Override is what a person made of a window's extent; zero fields are not theirs.
type Override struct{ Start, End, EasyFrom Instant }

// open reports whether the episode still demands rest.
func (e *Episode) open() bool { return e.ID != 0 && e.Released == 0 }

// Standing is where an athlete stands after an evaluation: what the next one has
// to know of the past beside the columns and the recorded verdicts.
type Standing struct {
	State         State
	Since         Day
	HighRun       int32 // answered evaluations in a row at or over the entry threshold
	LowRun        int32 // at or under the leave threshold
	LeaveHeld     uint8 // the last answered evaluations in an episode, a bit each: the leave rule held
	SubjectiveRun int32 // answered days in a row of self-reported strain
	DriftRun      int32
	SuppressedRun int32 // evaluations in a row over the leave threshold
	SilentDays    int32
	BriefReleased Day // of the last bounded window: strain is counted anew after it
	LastEpisode   int32
	Shift         Shift
	Illness       IllnessCourse
	Episode       Episode
	Criteria      [criterionCount]Criterion // of the leave rule, in an open episode
}

// IllnessCourse is the staged return to training (Elliott 2020): stage 0 rest,
// 1 to 4 easy within limits, 5 normal easy, 6 all.
type IllnessCourse struct {
	Active      bool
	Class       Illness
	Stage       int32
	StageSince  Day
	Onset       Day
	LastSymptom Day
	LastAnswer  Day
}

// Criterion is the state of one criterion of the leave rule.
type Criterion int32

// States of a criterion. NotAsked: it does not apply to this episode.
const (
	NotAsked Criterion = iota
	Met
	Unmet
	Unanswered
)

// CriterionID names a criterion of the leave rule.
type CriterionID int

// Criteria of the leave rule.
const (
	CriterionAnswered CriterionID = iota
	CriterionProbability
	CriterionSubjective
	CriterionAutonomic
	CriterionPerformance
	CriterionGates
	CriterionClocks
	CriterionMainSleep
	CriterionRepeated
	criterionCount
)

// CriterionNames are the names under which criteria are shown.
var CriterionNames = [criterionCount]string{
	"AnsweredConfidently", "LowProbability", "FeelsRestored", "ParasympatheticReturn", "PerformanceBack",
	"NoGate", "TissueClocksDone", "MainSleepSinceEntry", "Repeated",
}

func criterion(ok bool) Criterion {
	if ok {
		return Met
	}
	return Unmet
}
