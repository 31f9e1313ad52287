package v1alpha1

// Condition types. Writers set observedGeneration on each condition and on the
// status, never write over a condition with a newer observedGeneration, and put
// no marker value, symptom, trigger or timestamp into a message.
const (
	// ConditionReady says whether the current generation of the spec has been
	// decided on and everything that follows from it has been written. It says
	// nothing about how rested an athlete is.
	//
	// True: Decided (Athlete, RestWindow), Valid (TrainingBlock,
	// RecoveryPolicy), Accepted (MarkerReport).
	// False: any reason of Reconciling or of Stalled, repeated here.
	ConditionReady = "Ready"

	// ConditionReconciling says that the controller goes on by itself: a retry
	// is due or a reference does not resolve yet. It is removed, not set to
	// False, when nothing is pending. A missing reference is never Stalled, so
	// that the order of objects within one commit cannot fail a rollout.
	//
	// True: Retrying, Conflict, ClockJump, AthleteNotFound, PolicyNotFound,
	// BasePolicyNotFound, BlockReferenceNotFound.
	ConditionReconciling = "Reconciling"

	// ConditionStalled says that the controller goes on only after somebody has
	// changed something: the spec, a foreign object, or the manager's version.
	// It is removed, not set to False, when that is no longer so.
	//
	// True: InvalidSpec, InvalidTimeZone, DuplicateSession, ForeignOwner,
	// NameTaken, NewerWriter.
	ConditionStalled = "Stalled"

	// ConditionMarkersFresh is set on Athlete. It says whether the last
	// evaluated day has an answer: a subjective or an autonomic value of that
	// day. It has no part in Ready.
	//
	// True: Fresh.
	// False: Stale, UnverifiedReturn, TooManySeries.
	// Unknown: Learning (too little history for a reference).
	ConditionMarkersFresh = "MarkersFresh"

	// ConditionResting is set on Athlete. It says whether a window is in force
	// now. It has no part in Ready, and its reason names no trigger.
	//
	// True: InWindow, AwaitingReview (the window's end has passed and nothing
	// has released it).
	// False: NotResting, AwaitingApproval (a proposed window waits).
	ConditionResting = "Resting"

	// ConditionOverridden is set on Athlete and on RestWindow. It says whether
	// a person's edit of an engine's window is kept. It has no part in Ready.
	//
	// True: PersonEdited, Waived, Rejected.
	// False: NotOverridden.
	ConditionOverridden = "Overridden"

	// ConditionReviewRequired is set on Athlete and on RestWindow. It says that
	// the engine has come to the end of what it decides alone. It has no part
	// in Ready.
	//
	// True: ExtensionsExhausted, RestBudgetSpent, SuspectedOverreaching,
	// ClearanceRequired, UnverifiedReturn, NeedsData.
	// False: NotRequired.
	ConditionReviewRequired = "ReviewRequired"

	// ConditionAccepted is set on MarkerReport. A report that is accepted in
	// full is folded into the ledger and deleted, so that a lasting report is
	// one that was refused or that waits.
	//
	// True: Folded.
	// False: AthleteNotFound, UnknownMarker, OutOfRange, TooOld, InFuture,
	// TooManySeries, InvalidTimeZone, InvalidSpec, NewerWriter.
	// Unknown: Queued.
	ConditionAccepted = "Accepted"

	// ConditionActive is set on RestWindow. It says whether the window is in
	// force now: approved or automatic, begun, not released and not waived. An
	// engine's window whose end has passed without a release stays in force.
	//
	// True: InForce, AwaitingReview.
	// False: NotStarted, AwaitingApproval, Rejected, Waived, Released, Lapsed,
	// AthleteNotFound, Observing.
	ConditionActive = "Active"
)

// Reasons of Ready.
const (
	// ReasonDecided means that this generation was decided on and applied.
	ReasonDecided = "Decided"
	// ReasonValid means that the spec is complete and every reference resolves.
	ReasonValid = "Valid"
	// ReasonAccepted means that the report waits for no further step.
	ReasonAccepted = "Accepted"
)

// Reasons of Reconciling, repeated in Ready=False.
const (
	// ReasonRetrying means that a read or a write failed and is tried again.
	ReasonRetrying = "Retrying"
	// ReasonConflict means that another writer was faster; the next pass reads
	// again.
	ReasonConflict = "Conflict"
	// ReasonClockJump means that the clock moved by more than 36 hours between
	// two passes; nothing is compacted until a person or a second pass confirms
	// the time.
	ReasonClockJump = "ClockJump"
	// ReasonAthleteNotFound means that no Athlete of that name exists here.
	ReasonAthleteNotFound = "AthleteNotFound"
	// ReasonPolicyNotFound means that no RecoveryPolicy of that name exists here.
	ReasonPolicyNotFound = "PolicyNotFound"
	// ReasonBasePolicyNotFound means that the policy's base does not exist here.
	ReasonBasePolicyNotFound = "BasePolicyNotFound"
	// ReasonBlockReferenceNotFound means that a TrainingBlock names an Athlete
	// that does not exist here.
	ReasonBlockReferenceNotFound = "BlockReferenceNotFound"
)

// Reasons of Stalled, repeated in Ready=False.
const (
	// ReasonInvalidSpec means that admission let a spec pass which cannot be
	// obeyed; the message names the field.
	ReasonInvalidSpec = "InvalidSpec"
	// ReasonInvalidTimeZone means that the time zone database has no such zone.
	ReasonInvalidTimeZone = "InvalidTimeZone"
	// ReasonDuplicateSession means that two planned sessions have one identity.
	ReasonDuplicateSession = "DuplicateSession"
	// ReasonForeignOwner means that an object of the expected name is owned by
	// another Athlete's UID; it is neither read nor written.
	ReasonForeignOwner = "ForeignOwner"
	// ReasonNameTaken means that a RestWindow of the allotted name exists and
	// is not the engine's; it is never adopted.
	ReasonNameTaken = "NameTaken"
	// ReasonNewerWriter means that a newer manager wrote the ledger in an
	// encoding that this one does not know; it writes nothing for the athlete.
	ReasonNewerWriter = "NewerWriter"
)

// Reasons of MarkersFresh.
const (
	// ReasonFresh means that the last evaluated day was answered.
	ReasonFresh = "Fresh"
	// ReasonStale means that it was not, so that the last state is held.
	ReasonStale = "Stale"
	// ReasonLearning means that there is too little history for a reference.
	ReasonLearning = "Learning"
	// ReasonUnverifiedReturn means that the plan was resumed after a silence,
	// without a marker that says that the athlete is restored.
	ReasonUnverifiedReturn = "UnverifiedReturn"
)

// Reasons of Resting and of Active.
const (
	// ReasonInWindow means that the athlete is in a window.
	ReasonInWindow = "InWindow"
	// ReasonNotResting means that no window is in force.
	ReasonNotResting = "NotResting"
	// ReasonAwaitingReview means that the window's end has passed, that nothing
	// has released it, and that it therefore stays in force.
	ReasonAwaitingReview = "AwaitingReview"
	// ReasonAwaitingApproval means that a window is proposed and displaces
	// nothing until a person approves it.
	ReasonAwaitingApproval = "AwaitingApproval"
	// ReasonInForce means that the window displaces sessions now.
	ReasonInForce = "InForce"
	// ReasonNotStarted means that the window's start is still to come.
	ReasonNotStarted = "NotStarted"
	// ReasonReleased means that the episode was ended.
	ReasonReleased = "Released"
	// ReasonLapsed means that the window's end passed: of a person's window, or
	// of a proposed one that nobody approved.
	ReasonLapsed = "Lapsed"
	// ReasonObserving means that the policy records verdicts and enforces none.
	ReasonObserving = "Observing"
)

// Reasons of Overridden; Waived and Rejected are reasons of Active, too.
const (
	// ReasonPersonEdited means that a person owns a field that the engine would
	// set differently.
	ReasonPersonEdited = "PersonEdited"
	// ReasonWaived means that a person's waiver covers this episode now.
	ReasonWaived = "Waived"
	// ReasonRejected means that a person rejected the window.
	ReasonRejected = "Rejected"
	// ReasonNotOverridden means that the window stands as it was decided.
	ReasonNotOverridden = "NotOverridden"
)

// Reasons of ReviewRequired.
const (
	// ReasonExtensionsExhausted means that the last extension has been used.
	ReasonExtensionsExhausted = "ExtensionsExhausted"
	// ReasonRestBudgetSpent means that the days of Nothing-type rest which the
	// engine may order alone are used up.
	ReasonRestBudgetSpent = "RestBudgetSpent"
	// ReasonSuspectedOverreaching means that the course fits overreaching; it
	// is a question to a person, not a diagnosis.
	ReasonSuspectedOverreaching = "SuspectedOverreaching"
	// ReasonClearanceRequired means that only a clearance ends the episode.
	ReasonClearanceRequired = "ClearanceRequired"
	// ReasonNeedsData means that confidence is too low for a change of state.
	ReasonNeedsData = "NeedsData"
	// ReasonNotRequired means that no person is asked.
	ReasonNotRequired = "NotRequired"
)

// Reasons of Accepted.
const (
	// ReasonFolded means that the report's values are in the ledger.
	ReasonFolded = "Folded"
	// ReasonQueued means that the report waits for the next pass.
	ReasonQueued = "Queued"
	// ReasonUnknownMarker means that this version knows no such marker.
	ReasonUnknownMarker = "UnknownMarker"
	// ReasonOutOfRange means that a value is outside its physiological range.
	ReasonOutOfRange = "OutOfRange"
	// ReasonTooOld means that the day lies before the ledger's columns.
	ReasonTooOld = "TooOld"
	// ReasonInFuture means that the day or an instant is later than tomorrow.
	ReasonInFuture = "InFuture"
	// ReasonTooManySeries means that the athlete's sources opened more new
	// series in a week than a ledger takes.
	ReasonTooManySeries = "TooManySeries"
)
