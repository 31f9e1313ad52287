package v1alpha1

import metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

// RecoveryLedger is what the operator remembers of one athlete: the folded
// markers, in columns, and the decisions taken on them. It has the Athlete's
// name, is owned by it, and is written by the operator alone, in one update a
// pass under its resourceVersion. It is the one commit point: windows, plan and
// the Athlete's status are projections of it. Its content is health data; no
// default role reads it.
//
// +genclient
// +kubebuilder:object:root=true
// +kubebuilder:resource:shortName=ledger,categories=fallow
// +kubebuilder:printcolumn:name="Sequence",type=integer,JSONPath=`.spec.sequence`
// +kubebuilder:printcolumn:name="First Day",type=string,JSONPath=`.spec.firstDay`
// +kubebuilder:printcolumn:name="Days",type=integer,JSONPath=`.spec.days`
// +kubebuilder:validation:XValidation:rule="self.spec.athleteRef.name == self.metadata.name",message="spec.athleteRef.name must be metadata.name: a ledger has its Athlete's name"
type RecoveryLedger struct {
	metav1.TypeMeta `json:",inline"`

	// metadata is the standard object metadata.
	// +optional
	metav1.ObjectMeta `json:"metadata,omitempty"`

	// spec is what is remembered.
	// +required
	Spec RecoveryLedgerSpec `json:"spec,omitzero"`
}

// RecoveryLedgerSpec is what is remembered of one athlete. In every column -1 is
// a day without a report and -2 a report that was withdrawn.
//
// +kubebuilder:validation:XValidation:rule="self.sequence >= oldSelf.sequence",fieldPath=".sequence",message="must not go back: another writer has decided since; read the ledger again and decide on that"
// +kubebuilder:validation:XValidation:rule="self.encoding >= oldSelf.encoding",fieldPath=".encoding",message="must not go back: a newer manager has written this ledger"
type RecoveryLedgerSpec struct {
	// athleteRef names the Athlete.
	// +required
	AthleteRef AthleteRef `json:"athleteRef,omitzero"`

	// encoding is the version of this layout. A manager that meets a higher one
	// than it knows writes nothing for this athlete and sets Stalled with
	// NewerWriter.
	// +required
	// +kubebuilder:validation:Minimum=1
	// +kubebuilder:validation:Maximum=1000
	Encoding int32 `json:"encoding,omitempty"`

	// sequence counts the decisions; every commit raises it.
	// +required
	// +kubebuilder:validation:Minimum=1
	Sequence int64 `json:"sequence,omitempty"`

	// firstDay is the day of the first cell of every daily column. Absent:
	// nothing was reported yet.
	// +optional
	FirstDay Day `json:"firstDay,omitempty"`

	// days is the number of days that the columns span, at most 105; the last of
	// them is the newest day reported.
	// +optional
	// +kubebuilder:validation:Minimum=0
	// +kubebuilder:validation:Maximum=105
	Days *int32 `json:"days,omitempty"`

	// series are the daily markers, one entry for each marker, source and
	// method, sorted by these.
	// +optional
	// +listType=atomic
	// +kubebuilder:validation:MaxItems=48
	Series []LedgerSeries `json:"series,omitempty"`

	// wellness are the five items fatigue, soreness, stress, mood and
	// sleepQuality, in this order, each 1 to 5 with 5 best.
	// +optional
	// +listType=atomic
	// +kubebuilder:validation:MaxItems=5
	Wellness []LedgerColumn `json:"wellness,omitempty"` //nolint:kubeapilinter // arrayofstruct: the place tells the item, and one that was never answered is empty

	// asleep is the time asleep in the main sleep that ended on the day, in
	// minutes. Its minutes are the wake, in minutes of the clock on the wall
	// since noon of the day before.
	// +optional
	Asleep LedgerColumn `json:"asleep,omitzero"`

	// onset is the onset of that sleep, counted like the wake.
	// +optional
	Onset LedgerColumn `json:"onset,omitzero"`

	// naps is the time napped on the day, in minutes.
	// +optional
	Naps LedgerColumn `json:"naps,omitzero"`

	// context packs alcohol (1), medication that affects heart rate (2), zones
	// crossed (from bit 2, 4 bits) and altitude in metres (from bit 6).
	// +optional
	Context LedgerColumn `json:"context,omitzero"`

	// symptoms packs the class of illness (thousands: 0 none, 1 above the neck,
	// 2 systemic) and the hours without fever (999 less the hours; 0 not said).
	// +optional
	Symptoms LedgerColumn `json:"symptoms,omitzero"`

	// restDays is 1 on a day that was reported as being without training.
	// +optional
	RestDays LedgerColumn `json:"restDays,omitzero"`

	// sessions are the training sessions done.
	// +optional
	Sessions LedgerSessions `json:"sessions,omitzero"`

	// verdicts are the recorded verdicts, one a day, final once the day is over.
	// +optional
	Verdicts LedgerVerdicts `json:"verdicts,omitzero"`

	// morning is where the athlete stood before the newest verdict.
	// +optional
	Morning LedgerStanding `json:"morning,omitzero"`

	// standing is where the athlete stands after it.
	// +optional
	Standing LedgerStanding `json:"standing,omitzero"`

	// episodes are the closed rest episodes, oldest first.
	// +optional
	// +listType=atomic
	// +kubebuilder:validation:MaxItems=24
	Episodes []LedgerEpisode `json:"episodes,omitempty"`

	// explanation says why the newest verdict is what it is.
	// +optional
	Explanation LedgerExplanation `json:"explanation,omitzero"`
}

// LedgerCells are the cells of one daily column, one a day from firstDay.
//
// +kubebuilder:validation:MaxItems=105
// +kubebuilder:validation:items:Minimum=-2
// +kubebuilder:validation:items:Maximum=1000000000
// +listType=atomic
type LedgerCells []int32

// LedgerColumn is one quantity, with what decides between two reports of a cell:
// the higher revision wins, then a withdrawal, then the higher quality, then the
// later minute. A list that holds only its usual value is absent.
//
// +kubebuilder:validation:MinProperties=1
type LedgerColumn struct {
	// values are the values, scaled to integers.
	// +optional
	Values LedgerCells `json:"values,omitempty"`

	// qualities are in percent. Absent: 100 throughout.
	// +optional
	Qualities LedgerCells `json:"qualities,omitempty"`

	// minutes are the local minutes of the day at which was measured. Absent: 0
	// throughout.
	// +optional
	Minutes LedgerCells `json:"minutes,omitempty"`

	// revisions are the revisions of the reports. Absent: 0 throughout.
	// +optional
	Revisions LedgerCells `json:"revisions,omitempty"`
}

// LedgerSeries is one marker from one source by one method. Values are in tenths
// of the marker's unit.
type LedgerSeries struct {
	// marker is what was measured.
	// +required
	Marker Marker `json:"marker,omitempty"`

	// source is what reported it.
	// +required
	// +kubebuilder:validation:MinLength=1
	// +kubebuilder:validation:MaxLength=40
	Source string `json:"source,omitempty"`

	// method is how it was measured.
	// +required
	// +kubebuilder:validation:MinLength=1
	// +kubebuilder:validation:MaxLength=32
	Method string `json:"method,omitempty"`

	// sinceDay is the day of its first value.
	// +required
	SinceDay Day `json:"sinceDay,omitempty"`

	// column holds its cells.
	// +required
	Column LedgerColumn `json:"column,omitzero"`
}

// LedgerList is one property of the sessions or verdicts, one item each.
//
// +kubebuilder:validation:MaxItems=640
// +kubebuilder:validation:items:Minimum=-1000000000
// +kubebuilder:validation:items:Maximum=2147483647
// +listType=atomic
type LedgerList []int32

// LedgerSessions are training sessions in columns, sorted by start. A list that
// holds only zeros is absent.
//
// +kubebuilder:validation:MinProperties=1
type LedgerSessions struct {
	// sourceNames are the sources that the list sources points into.
	// +optional
	// +listType=atomic
	// +kubebuilder:validation:MaxItems=640
	// +kubebuilder:validation:items:MinLength=1
	// +kubebuilder:validation:items:MaxLength=40
	SourceNames []string `json:"sourceNames,omitempty"`

	// kindNames are the kinds that the list kinds points into.
	// +optional
	// +listType=atomic
	// +kubebuilder:validation:MaxItems=32
	KindNames []SessionKind `json:"kindNames,omitempty"`

	// starts are minutes since firstDay 00:00 UTC.
	// +optional
	Starts LedgerList `json:"starts,omitempty"`

	// dayOffsets are the local days of the starts, from firstDay.
	// +optional
	DayOffsets LedgerList `json:"dayOffsets,omitempty"`

	// sources are positions in sourceNames.
	// +optional
	Sources LedgerList `json:"sources,omitempty"`

	// kinds are positions in kindNames.
	// +optional
	Kinds LedgerList `json:"kinds,omitempty"`

	// intensities are 1 Easy to 4 High.
	// +optional
	Intensities LedgerList `json:"intensities,omitempty"`

	// durations are in minutes.
	// +optional
	Durations LedgerList `json:"durations,omitempty"`

	// rpes are on the category-ratio scale, -1 unknown.
	// +optional
	RPEs LedgerList `json:"rpes,omitempty"`

	// powers are mean power in watts, 0 unknown.
	// +optional
	Powers LedgerList `json:"powers,omitempty"`

	// flags are 1 eccentric, 2 withdrawn.
	// +optional
	Flags LedgerList `json:"flags,omitempty"`

	// revisions are the revisions of the reports.
	// +optional
	Revisions LedgerList `json:"revisions,omitempty"`
}

// LedgerVerdicts are the recorded verdicts of consecutive days, in columns.
// -9999 is a number that could not be computed.
//
// +kubebuilder:validation:MinProperties=1
type LedgerVerdicts struct {
	// firstDay is the day of the first verdict.
	// +optional
	FirstDay Day `json:"firstDay,omitempty"`

	// states are 0 Unknown, 1 Restored, 2 Strained, 3 Incomplete, 4 Overreached,
	// 5 Hold, and 10 more for an answered evaluation.
	// +optional
	States LedgerList `json:"states,omitempty"`

	// probabilities of incomplete recovery are in thousandths.
	// +optional
	Probabilities LedgerList `json:"probabilities,omitempty"`

	// confidences are in percent.
	// +optional
	Confidences LedgerList `json:"confidences,omitempty"`

	// subjective is what self-report gave, in hundredths of an SD,
	// above 0 worse.
	// +optional
	Subjective LedgerList `json:"subjective,omitempty"`

	// autonomic is what lnRMSSD and resting heart rate gave, likewise.
	// +optional
	Autonomic LedgerList `json:"autonomic,omitempty"`

	// performance is what perceived exertion gave, likewise.
	// +optional
	Performance LedgerList `json:"performance,omitempty"`

	// sleep is what sleep gave, likewise.
	// +optional
	Sleep LedgerList `json:"sleep,omitempty"`

	// load is how high load was, likewise.
	// +optional
	Load LedgerList `json:"load,omitempty"`

	// lnRMSSDDeviations are three-day means in hundredths of an SD.
	// +optional
	LnRMSSDDeviations LedgerList `json:"lnRMSSDDeviations,omitempty"`

	// heartRateDeviations are three-day means in hundredths of an SD.
	// +optional
	HeartRateDeviations LedgerList `json:"heartRateDeviations,omitempty"`

	// rules are the rules that fired, a bit each.
	// +optional
	Rules LedgerList `json:"rules,omitempty"`
}

// LedgerStanding is where an athlete stands: what the next evaluation has to
// know beside columns and verdicts. Runs count answered evaluations in a row.
//
// +kubebuilder:validation:MinProperties=1
type LedgerStanding struct {
	// state is the verdict.
	// +optional
	State RecoveryState `json:"state,omitempty"`

	// sinceDay is the day that entered it.
	// +optional
	SinceDay Day `json:"sinceDay,omitempty"`

	// runs are, in this order: at or over the entry threshold, at or under the
	// leave threshold, the evaluations on which the leave rule held (a bit each),
	// self-reported strain, slow drift, over the leave threshold, silent days.
	// +optional
	Runs LedgerList `json:"runs,omitempty"`

	// briefReleasedDay is the day on which a bounded window last ended.
	// +optional
	BriefReleasedDay Day `json:"briefReleasedDay,omitempty"`

	// lastEpisode is the id allotted last.
	// +optional
	// +kubebuilder:validation:Minimum=0
	// +kubebuilder:validation:Maximum=2147483647
	LastEpisode *int32 `json:"lastEpisode,omitempty"`

	// autonomicShift is where the autonomic balance stands.
	// +optional
	AutonomicShift AutonomicShift `json:"autonomicShift,omitempty"`

	// illness is the staged return to training.
	// +optional
	Illness LedgerIllness `json:"illness,omitzero"`

	// episode is the one that is open, or not closed yet.
	// +optional
	Episode LedgerEpisode `json:"episode,omitzero"`

	// criteria are those of the leave rule: 0 not asked, 1 met, 2 unmet, 3
	// unanswered, in the order of the model's documentation.
	// +optional
	Criteria LedgerList `json:"criteria,omitempty"`
}

// LedgerIllness is the staged return to training after an infection.
//
// +kubebuilder:validation:MinProperties=1
type LedgerIllness struct {
	// class is that of the worst symptoms.
	// +optional
	Class Illness `json:"class,omitempty"`

	// stage is 0 rest to 6 all; the return goes on below 6.
	// +optional
	// +kubebuilder:validation:Minimum=0
	// +kubebuilder:validation:Maximum=6
	Stage *int32 `json:"stage,omitempty"`

	// active is true while the return goes on.
	// +optional
	Active *bool `json:"active,omitempty"` //nolint:kubeapilinter // nobools: a plain record of the engine's value

	// stageSinceDay is the day that entered the stage.
	// +optional
	StageSinceDay Day `json:"stageSinceDay,omitempty"`

	// onsetDay is the first day of symptoms.
	// +optional
	OnsetDay Day `json:"onsetDay,omitempty"`

	// lastSymptomDay is the last day of symptoms.
	// +optional
	LastSymptomDay Day `json:"lastSymptomDay,omitempty"`

	// lastAnswerDay is the last day on which symptoms were asked and answered.
	// +optional
	LastAnswerDay Day `json:"lastAnswerDay,omitempty"`
}

// LedgerEpisode is one stretch of rest.
//
// +kubebuilder:validation:MinProperties=1
type LedgerEpisode struct {
	// id names the episode and its window.
	// +required
	// +kubebuilder:validation:Minimum=1
	// +kubebuilder:validation:Maximum=2147483647
	ID int32 `json:"id,omitempty"`

	// trigger is what the window stands for.
	// +optional
	Trigger Trigger `json:"trigger,omitempty"`

	// enteredDay is the day that opened it.
	// +optional
	EnteredDay Day `json:"enteredDay,omitempty"`

	// start is the window's.
	// +optional
	Start *metav1.Time `json:"start,omitempty"`

	// end is the window's, the review instant.
	// +optional
	End *metav1.Time `json:"end,omitempty"`

	// easyFrom is from when the window allows Easy; its end if never.
	// +optional
	EasyFrom *metav1.Time `json:"easyFrom,omitempty"`

	// releasedAt is the window's.
	// +optional
	ReleasedAt *metav1.Time `json:"releasedAt,omitempty"`

	// waivedUntil is what a person's waiver said.
	// +optional
	WaivedUntil *metav1.Time `json:"waivedUntil,omitempty"`

	// ownedStart is what a person set the start to.
	// +optional
	OwnedStart *metav1.Time `json:"ownedStart,omitempty"`

	// ownedEnd is what a person set the end to.
	// +optional
	OwnedEnd *metav1.Time `json:"ownedEnd,omitempty"`

	// ownedEasyFrom is what a person set easyFrom to.
	// +optional
	OwnedEasyFrom *metav1.Time `json:"ownedEasyFrom,omitempty"`

	// approval is the consent; absent: observed only, no window was written.
	// +optional
	Approval Approval `json:"approval,omitempty"`

	// numbers are, in this order: maxMinutes, maxHeartRatePercent, extensions,
	// the channels that gave evidence at entry (a bit each), bounded from the
	// start (1), silence (0 answering, 1 grace, 2 capped), review asked for (1),
	// the reason of the release, restored days since it.
	// +optional
	Numbers LedgerList `json:"numbers,omitempty"`
}

// LedgerExplanation says why a verdict is what it is, with exact margins.
//
// +kubebuilder:validation:MinProperties=1
type LedgerExplanation struct {
	// reasons are the rules that fired, decisions first.
	// +optional
	// +listType=atomic
	// +kubebuilder:validation:MaxItems=32
	Reasons []LedgerReason `json:"reasons,omitempty"`

	// counterfactual is the smallest change of one channel that would have put
	// the probability on the other side of its threshold. Absent: no single
	// change would.
	// +optional
	Counterfactual LedgerCounterfactual `json:"counterfactual,omitzero"`

	// sleepDebtMinutes is the debt of the last nights, absent if unknown.
	// +optional
	// +kubebuilder:validation:Minimum=0
	// +kubebuilder:validation:Maximum=10080
	SleepDebtMinutes *int32 `json:"sleepDebtMinutes,omitempty"`
}

// LedgerReason is a rule that fired.
type LedgerReason struct {
	// rule is the rule's id.
	// +required
	// +kubebuilder:validation:MinLength=1
	// +kubebuilder:validation:MaxLength=64
	Rule string `json:"rule,omitempty"`

	// direction says which way it points.
	// +required
	Direction Direction `json:"direction,omitempty"`

	// marginHundredths is the distance to the rule's threshold, in hundredths of
	// an SD for a channel and of probability for a decision. Absent: the rule
	// has no threshold.
	// +optional
	// +kubebuilder:validation:Minimum=-100000
	// +kubebuilder:validation:Maximum=100000
	MarginHundredths *int32 `json:"marginHundredths,omitempty"`
}

// LedgerCounterfactual is the nearest change that would have changed a verdict.
type LedgerCounterfactual struct {
	// channel is Subjective, Autonomic, Performance or Sleep.
	// +required
	// +kubebuilder:validation:Enum=Subjective;Autonomic;Performance;Sleep
	Channel string `json:"channel,omitempty"` //nolint:kubeapilinter // maxlength: the enum bounds it

	// changeHundredths is the change in hundredths of an SD, below 0 better.
	// +required
	// +kubebuilder:validation:Minimum=-1000
	// +kubebuilder:validation:Maximum=1000
	ChangeHundredths *int32 `json:"changeHundredths,omitempty"`

	// thresholdPermille is the probability that would have been crossed.
	// +required
	// +kubebuilder:validation:Minimum=1
	// +kubebuilder:validation:Maximum=999
	ThresholdPermille int32 `json:"thresholdPermille,omitempty"`
}

// RecoveryLedgerList is a list of RecoveryLedgers.
//
// +kubebuilder:object:root=true
type RecoveryLedgerList struct {
	metav1.TypeMeta `json:",inline"`
	metav1.ListMeta `json:"metadata,omitempty"`

	Items []RecoveryLedger `json:"items"`
}
