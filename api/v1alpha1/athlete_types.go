package v1alpha1

import metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

// Athlete is a person in training, under a pseudonym. Deleting an Athlete is
// erasure: its ledger, its plan, its windows and its reports go with it.
//
// metadata.name must be a pseudonym that stands for no person's name, one DNS
// label of at most 40 characters, because the names of the athlete's windows
// are built from it.
//
// +genclient
// +kubebuilder:object:root=true
// +kubebuilder:subresource:status
// +kubebuilder:resource:shortName=ath,categories=fallow
// +kubebuilder:printcolumn:name="State",type=string,JSONPath=`.status.recovery.state`
// +kubebuilder:printcolumn:name="Since",type=string,JSONPath=`.status.recovery.since`
// +kubebuilder:printcolumn:name="Rest Until",type=string,JSONPath=`.status.restUntil`
// +kubebuilder:printcolumn:name="Fresh",type=string,JSONPath=`.status.conditions[?(@.type=="MarkersFresh")].status`
// +kubebuilder:printcolumn:name="Ready",type=string,JSONPath=`.status.conditions[?(@.type=="Ready")].status`
// +kubebuilder:validation:XValidation:rule="self.metadata.name.size() <= 40 && !self.metadata.name.contains('.')",message="metadata.name must be one DNS label of at most 40 characters: lower-case letters, digits and hyphens"
type Athlete struct {
	metav1.TypeMeta `json:",inline"`

	// metadata is the standard object metadata.
	// +optional
	metav1.ObjectMeta `json:"metadata,omitempty"`

	// spec says how this athlete lives and what the readings are measured
	// against. Only people write it.
	// +required
	Spec AthleteSpec `json:"spec,omitzero"`

	// status is what the operator decided last. It is never an input.
	// +optional
	// +kubebuilder:default={"observedGeneration":-1}
	Status AthleteStatus `json:"status,omitempty,omitzero"`
}

// AthleteSpec says how an athlete lives and what readings are measured against.
type AthleteSpec struct {
	// timeZone is the zone whose calendar divides the athlete's days. A day's
	// zone is recorded with its verdict, so that a later change moves no past
	// day. An unknown zone stalls the Athlete with InvalidTimeZone, and an open
	// episode then goes on in the last known zone.
	// +required
	TimeZone TimeZone `json:"timeZone,omitempty"`

	// policyRef names the RecoveryPolicy by which this athlete is judged. While
	// it does not exist the Athlete is Reconciling with PolicyNotFound, and an
	// open episode goes on under the policy that was resolved last.
	// +required
	PolicyRef PolicyRef `json:"policyRef,omitzero"`

	// sleep states the athlete's sleep need and usual times. Absent: a need of
	// 500 minutes and an unknown habit, so that windows end at 07:00.
	// +optional
	Sleep *SleepHabit `json:"sleep,omitempty"`

	// anchors are the heart rates and the power that load is computed from.
	// Absent anchors leave out the measures that need them.
	// +optional
	Anchors Anchors `json:"anchors,omitzero"`

	// availability lists when sessions may be placed. Absent or empty: always.
	// A planned session outside these times stands as it was planned.
	// +optional
	// +listType=atomic
	// +kubebuilder:validation:MaxItems=21
	Availability []Availability `json:"availability,omitempty"`
}

// SleepHabit is an athlete's sleep need and usual times.
type SleepHabit struct {
	// needMinutes is the sleep that the athlete needs in 24 hours, in minutes,
	// 420 to 600 (Walsh 2021). Absent: 500, the 8.3 hours that elite athletes
	// state (Sargent 2021).
	// +optional
	// +kubebuilder:validation:Minimum=1
	// +kubebuilder:validation:XValidation:rule="self >= 420 && self <= 600",message="must be 420 to 600 minutes of sleep in 24 hours",reason=FieldValueForbidden
	NeedMinutes int32 `json:"needMinutes,omitempty"`

	// usualOnset is when the athlete usually falls asleep. Absent: the usual
	// wake less the need.
	// +optional
	UsualOnset TimeOfDay `json:"usualOnset,omitempty"`

	// usualWake is when the athlete usually wakes. Evaluations follow it and
	// windows end at it. Absent: 07:00.
	// +optional
	UsualWake TimeOfDay `json:"usualWake,omitempty"`

	// schedule gives other times for some weekdays, for shift workers and free
	// days. A weekday that no entry names has the usual times; the first entry
	// that names a weekday counts. The weekday is that of the wake.
	// +optional
	// +listType=atomic
	// +kubebuilder:validation:MaxItems=7
	Schedule []SleepScheduleEntry `json:"schedule,omitempty"`
}

// SleepScheduleEntry gives usual sleep times for some weekdays.
type SleepScheduleEntry struct {
	// weekdays are the days on which the sleep ends.
	// +required
	// +listType=set
	// +kubebuilder:validation:MinItems=1
	// +kubebuilder:validation:MaxItems=7
	Weekdays []Weekday `json:"weekdays,omitempty"`

	// onset is the usual sleep onset before such a day. An onset later in the
	// day than wake lies on the day before.
	// +required
	Onset TimeOfDay `json:"onset,omitempty"`

	// wake is the usual wake on such a day.
	// +required
	Wake TimeOfDay `json:"wake,omitempty"`
}

// Anchors are the athlete's own heart rates and power. Where two heart rates
// are given, resting < threshold < maximum holds.
//
// +kubebuilder:validation:MinProperties=1
// +kubebuilder:validation:XValidation:rule="!has(self.restingHeartRateBPM) || !has(self.maximumHeartRateBPM) || self.restingHeartRateBPM < self.maximumHeartRateBPM",fieldPath=".restingHeartRateBPM",message="must be below maximumHeartRateBPM"
// +kubebuilder:validation:XValidation:rule="!has(self.restingHeartRateBPM) || !has(self.thresholdHeartRateBPM) || self.restingHeartRateBPM < self.thresholdHeartRateBPM",fieldPath=".thresholdHeartRateBPM",message="must be above restingHeartRateBPM"
// +kubebuilder:validation:XValidation:rule="!has(self.thresholdHeartRateBPM) || !has(self.maximumHeartRateBPM) || self.thresholdHeartRateBPM < self.maximumHeartRateBPM",fieldPath=".thresholdHeartRateBPM",message="must be below maximumHeartRateBPM"
type Anchors struct {
	// restingHeartRateBPM is the resting heart rate in beats per minute, 25 to
	// 120, measured in the morning, lying.
	// +optional
	// +kubebuilder:validation:XValidation:rule="self >= 25 && self <= 120",message="must be 25 to 120 beats per minute",reason=FieldValueForbidden
	RestingHeartRateBPM *int32 `json:"restingHeartRateBPM,omitempty"`

	// maximumHeartRateBPM is the highest heart rate seen in a maximal effort,
	// in beats per minute, 100 to 240.
	// +optional
	// +kubebuilder:validation:XValidation:rule="self >= 100 && self <= 240",message="must be 100 to 240 beats per minute",reason=FieldValueForbidden
	MaximumHeartRateBPM *int32 `json:"maximumHeartRateBPM,omitempty"`

	// thresholdHeartRateBPM is the heart rate at the second ventilatory or
	// lactate threshold, in beats per minute, 80 to 230.
	// +optional
	// +kubebuilder:validation:XValidation:rule="self >= 80 && self <= 230",message="must be 80 to 230 beats per minute",reason=FieldValueForbidden
	ThresholdHeartRateBPM *int32 `json:"thresholdHeartRateBPM,omitempty"`

	// functionalThresholdPowerWatts is the power that the athlete can hold for
	// about an hour, in watts, 40 to 600 (Coggan 2003).
	// +optional
	// +kubebuilder:validation:XValidation:rule="self >= 40 && self <= 600",message="must be 40 to 600 watts",reason=FieldValueForbidden
	FunctionalThresholdPowerWatts *int32 `json:"functionalThresholdPowerWatts,omitempty"`

	// trimpWeighting selects the constants of the training impulse (Banister
	// 1991, Morton 1990), which were fitted to women and to men. Absent: no
	// training impulse is computed.
	// +optional
	TRIMPWeighting TRIMPWeighting `json:"trimpWeighting,omitempty"`
}

// TRIMPWeighting selects the constants of the training impulse.
//
// +kubebuilder:validation:Enum=Female;Male
type TRIMPWeighting string

const (
	// TRIMPWeightingFemale is 0.86·e^(1.67·x).
	TRIMPWeightingFemale TRIMPWeighting = "Female"
	// TRIMPWeightingMale is 0.64·e^(1.92·x).
	TRIMPWeightingMale TRIMPWeighting = "Male"
)

// Availability is a span of the day in which sessions may be placed, on some
// weekdays.
//
// +kubebuilder:validation:XValidation:rule="self.from < self.to",fieldPath=".to",message="must be later in the day than from; give a span over midnight as two entries"
type Availability struct {
	// weekdays are the days on which the span holds.
	// +required
	// +listType=set
	// +kubebuilder:validation:MinItems=1
	// +kubebuilder:validation:MaxItems=7
	Weekdays []Weekday `json:"weekdays,omitempty"`

	// from is the first minute at which a session may start.
	// +required
	From TimeOfDay `json:"from,omitempty"`

	// to is the minute by which a session must have ended.
	// +required
	To TimeOfDay `json:"to,omitempty"`
}

// AthleteStatus is what the operator decided last about an athlete. It holds no
// marker value and no exact margin; those are in the RecoveryLedger.
//
// +kubebuilder:validation:MinProperties=1
type AthleteStatus struct {
	// conditions are Ready, Reconciling, Stalled, MarkersFresh, Resting,
	// Overridden and ReviewRequired. Reasons are listed with the types.
	// +optional
	// +listType=map
	// +listMapKey=type
	// +kubebuilder:validation:MaxItems=16
	Conditions []metav1.Condition `json:"conditions,omitempty"`

	// observedGeneration is the generation of the spec that this status speaks
	// about; -1 before the first decision.
	// +optional
	// +kubebuilder:validation:Minimum=-1
	ObservedGeneration int64 `json:"observedGeneration,omitempty"`

	// recovery is the state of the last evaluated day. Absent before the first.
	// +optional
	Recovery RecoveryStatus `json:"recovery,omitzero"`

	// currentWindow names the RestWindow of the open episode. Absent when no
	// episode is open.
	// +optional
	CurrentWindow WindowRef `json:"currentWindow,omitzero"`

	// restUntil is the instant at which the rest that is in force now is next
	// reviewed. Absent when the athlete does not rest, or rests without an end.
	// +optional
	RestUntil *metav1.Time `json:"restUntil,omitempty"`

	// decidedOn says which inputs the last decision used, so that two decisions
	// can be told apart without their values.
	// +optional
	DecidedOn DecidedOn `json:"decidedOn,omitzero"`

	// lastFolded says which reports were folded last, so that a sender can see
	// that its report arrived.
	// +optional
	LastFolded LastFolded `json:"lastFolded,omitzero"`
}

// WindowRef names a RestWindow in the same namespace.
type WindowRef struct {
	// name is the RestWindow's metadata.name.
	// +required
	// +kubebuilder:validation:MinLength=1
	// +kubebuilder:validation:MaxLength=253
	Name string `json:"name,omitempty"`
}

// DecidedOn says which inputs a decision used.
type DecidedOn struct {
	// policyHash is the resolvedHash of the policy, 64 hexadecimal digits.
	// +required
	PolicyHash Hash `json:"policyHash,omitempty"`

	// engineVersion is the version of the model and of its defaults.
	// +required
	// +kubebuilder:validation:MinLength=1
	// +kubebuilder:validation:MaxLength=64
	EngineVersion string `json:"engineVersion,omitempty"`

	// blocksHash is a hash over the specs of the blocks and of the people's
	// windows that apply to the athlete, 64 hexadecimal digits.
	// +required
	BlocksHash Hash `json:"blocksHash,omitempty"`

	// sequence is the ledger's sequence number of the decision, from 1.
	// +required
	// +kubebuilder:validation:Minimum=1
	Sequence int64 `json:"sequence,omitempty"`
}

// Hash is a SHA-256 digest in lower-case hexadecimal digits.
//
// +kubebuilder:validation:MinLength=64
// +kubebuilder:validation:MaxLength=64
// +kubebuilder:validation:Pattern=`^[0-9a-f]{64}$`
type Hash string

// LastFolded says which reports the last fold took.
type LastFolded struct {
	// day is the newest day that any of the reports was about.
	// +required
	Day Day `json:"day,omitempty"`

	// count is the number of reports that the last fold took, 1 to 256.
	// +required
	// +kubebuilder:validation:Minimum=1
	// +kubebuilder:validation:Maximum=256
	Count int32 `json:"count,omitempty"`

	// reportUIDs are the metadata.uid of these reports, in ascending order. A
	// report that is listed here is in the ledger and may be deleted.
	// +optional
	// +listType=atomic
	// +kubebuilder:validation:MaxItems=256
	// +kubebuilder:validation:items:MinLength=1
	// +kubebuilder:validation:items:MaxLength=64
	ReportUIDs []string `json:"reportUIDs,omitempty"`
}

// AthleteList is a list of Athletes.
//
// +kubebuilder:object:root=true
type AthleteList struct {
	metav1.TypeMeta `json:",inline"`
	metav1.ListMeta `json:"metadata,omitempty"`

	Items []Athlete `json:"items"`
}
