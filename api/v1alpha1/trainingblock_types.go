package v1alpha1

import metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

// TrainingBlock is a plan of sessions by week, for one athlete or for many. It
// is never edited by the operator; what became of it stands in each athlete's
// EffectivePlan.
//
// +genclient
// +kubebuilder:object:root=true
// +kubebuilder:subresource:status
// +kubebuilder:resource:shortName=block,categories=fallow
// +kubebuilder:selectablefield:JSONPath=`.spec.athleteRef.name`
// +kubebuilder:printcolumn:name="Athlete",type=string,JSONPath=`.spec.athleteRef.name`
// +kubebuilder:printcolumn:name="Start",type=string,JSONPath=`.spec.startDay`
// +kubebuilder:printcolumn:name="Athletes",type=integer,JSONPath=`.status.athletes`
// +kubebuilder:printcolumn:name="Sessions",type=integer,JSONPath=`.status.sessions`
// +kubebuilder:printcolumn:name="Ready",type=string,JSONPath=`.status.conditions[?(@.type=="Ready")].status`
type TrainingBlock struct {
	metav1.TypeMeta `json:",inline"`

	// metadata is the standard object metadata.
	// +optional
	metav1.ObjectMeta `json:"metadata,omitempty"`

	// spec is the plan. Only people write it.
	// +required
	Spec TrainingBlockSpec `json:"spec,omitzero"`

	// status is what the operator found in the plan.
	// +optional
	// +kubebuilder:default={"observedGeneration":-1}
	Status TrainingBlockStatus `json:"status,omitempty,omitzero"`
}

// TrainingBlockSpec is a plan of sessions by week.
//
// +kubebuilder:validation:XValidation:rule="has(self.athleteRef) != has(self.athleteSelector)",message="exactly one of athleteRef and athleteSelector must be set: the one to plan for a single athlete, the other for all that its labels match"
// +kubebuilder:validation:XValidation:rule="!has(self.athleteSelector) || ((!has(self.athleteSelector.matchLabels) || self.athleteSelector.matchLabels.size() <= 16) && (!has(self.athleteSelector.matchExpressions) || self.athleteSelector.matchExpressions.size() <= 16))",fieldPath=".athleteSelector",message="must have at most 16 matchLabels and 16 matchExpressions"
// +kubebuilder:validation:XValidation:rule="self.weeks.map(w, has(w.repeat) ? w.repeat : 1).sum() <= 104",fieldPath=".weeks",message="must last at most 104 weeks, repeats counted; split a longer plan into blocks"
type TrainingBlockSpec struct {
	// athleteRef names the one athlete whom the block is for.
	// +optional
	AthleteRef AthleteRef `json:"athleteRef,omitzero"`

	// athleteSelector selects the athletes of this namespace whom the block is
	// for, by their labels. The empty selector selects all of them.
	// +optional
	AthleteSelector *metav1.LabelSelector `json:"athleteSelector,omitempty"`

	// startDay is the first day of the first week, in each athlete's own
	// calendar. A week is seven days from startDay; a session's weekday is the
	// one day of that week that bears this name, whichever day the week starts
	// on.
	// +required
	StartDay Day `json:"startDay,omitempty"`

	// weeks are planned one after the other.
	// +required
	// +listType=atomic
	// +kubebuilder:validation:MinItems=1
	// +kubebuilder:validation:MaxItems=60
	Weeks []TrainingWeek `json:"weeks,omitempty"` //nolint:kubeapilinter // arrayofstruct: a week of which nothing is required is a week off

	// competitions are the days that the block leads to. They displace nothing;
	// a race that is to be planned is a session, too.
	// +optional
	// +listType=map
	// +listMapKey=name
	// +kubebuilder:validation:MaxItems=16
	Competitions []Competition `json:"competitions,omitempty"`
}

// TrainingWeek is a week of sessions, planned once or several times in a row.
type TrainingWeek struct {
	// repeat is how many times in a row the week is planned, 1 to 26. Absent: 1.
	// +optional
	// +kubebuilder:validation:Minimum=1
	// +kubebuilder:validation:Maximum=26
	Repeat int32 `json:"repeat,omitempty"`

	// intent says what the week is for. Overload makes Strained advice only and
	// Incomplete harder to enter, and the full rules hold again from the morning
	// after its last day; in a Taper, Strained opens nothing. Absent: Build.
	// +optional
	Intent WeekIntent `json:"intent,omitempty"`

	// sessions are the sessions of the week. None is a week without training.
	// +optional
	// +listType=map
	// +listMapKey=name
	// +kubebuilder:validation:MaxItems=28
	Sessions []PlannedSession `json:"sessions,omitempty"`
}

// WeekIntent says what a training week is for.
//
// +kubebuilder:validation:Enum=Build;Overload;Taper;Deload;Race
type WeekIntent string

const (
	// IntentBuild raises fitness at a load that is recovered from week by week.
	IntentBuild WeekIntent = "Build"
	// IntentOverload tires on purpose, such as a training camp.
	IntentOverload WeekIntent = "Overload"
	// IntentTaper lowers the load before a competition.
	IntentTaper WeekIntent = "Taper"
	// IntentDeload lowers the load to recover.
	IntentDeload WeekIntent = "Deload"
	// IntentRace contains the competition.
	IntentRace WeekIntent = "Race"
)

// PlannedSession is a session of a week. Its identity is the block's name, its
// own name and the planned day; it survives a move.
type PlannedSession struct {
	// name is unique within its week.
	// +required
	// +kubebuilder:validation:MinLength=1
	// +kubebuilder:validation:MaxLength=63
	// +kubebuilder:validation:Pattern=`^[a-z0-9]([-a-z0-9]*[a-z0-9])?$`
	Name string `json:"name,omitempty"`

	// weekday is the day of the week on which the session is planned.
	// +required
	Weekday Weekday `json:"weekday,omitempty"`

	// time is when the session starts, in the athlete's time zone.
	// +required
	Time TimeOfDay `json:"time,omitempty"`

	// kind says what the body does.
	// +required
	Kind SessionKind `json:"kind,omitempty"`

	// intensity is the hardest intensity of the session's main part.
	// +required
	Intensity Intensity `json:"intensity,omitempty"`

	// durationMinutes is the duration from start to end, in minutes, 1 to 1440.
	// +required
	// +kubebuilder:validation:Minimum=1
	// +kubebuilder:validation:Maximum=1440
	DurationMinutes int32 `json:"durationMinutes,omitempty"`

	// plannedLoad is the load expected by session rating of perceived exertion
	// (0 to 10) times minutes (Foster 2001), in arbitrary units, 0 to 14400.
	// Absent: not stated.
	// +optional
	// +kubebuilder:validation:Minimum=0
	// +kubebuilder:validation:Maximum=14400
	PlannedLoad *int32 `json:"plannedLoad,omitempty"`

	// priority says how dear the session is. Absent: Normal.
	// +optional
	Priority Priority `json:"priority,omitempty"`

	// mayMove says how far the session may be moved. Absent: not at all.
	// +optional
	MayMove MayMove `json:"mayMove,omitzero"`
}

// MayMove says by how many whole days a session may be moved.
//
// +kubebuilder:validation:MinProperties=1
type MayMove struct {
	// earlierDays is by how many days the session may be moved forward, 0 to 6.
	// Absent: 0.
	// +optional
	// +kubebuilder:validation:Minimum=0
	// +kubebuilder:validation:Maximum=6
	EarlierDays *int32 `json:"earlierDays,omitempty"`

	// laterDays is by how many days the session may be put off, 0 to 6. Absent:
	// 0.
	// +optional
	// +kubebuilder:validation:Minimum=0
	// +kubebuilder:validation:Maximum=6
	LaterDays *int32 `json:"laterDays,omitempty"`
}

// Competition is a day that a block leads to.
type Competition struct {
	// name is unique within the block.
	// +required
	// +kubebuilder:validation:MinLength=1
	// +kubebuilder:validation:MaxLength=63
	// +kubebuilder:validation:Pattern=`^[a-z0-9]([-a-z0-9]*[a-z0-9])?$`
	Name string `json:"name,omitempty"`

	// day is the day of the competition in the athlete's calendar.
	// +required
	Day Day `json:"day,omitempty"`

	// priority says how dear the competition is. Absent: Normal.
	// +optional
	Priority Priority `json:"priority,omitempty"`
}

// TrainingBlockStatus is what the operator found in a block.
//
// +kubebuilder:validation:MinProperties=1
type TrainingBlockStatus struct {
	// conditions are Ready, Reconciling and Stalled. Reasons are listed with the
	// types.
	// +optional
	// +listType=map
	// +listMapKey=type
	// +kubebuilder:validation:MaxItems=16
	Conditions []metav1.Condition `json:"conditions,omitempty"`

	// observedGeneration is the generation of the spec that this status speaks
	// about; -1 before it was first read.
	// +optional
	// +kubebuilder:validation:Minimum=-1
	ObservedGeneration int64 `json:"observedGeneration,omitempty"`

	// athletes is the number of athletes whom the block is for now.
	// +optional
	// +kubebuilder:validation:Minimum=0
	// +kubebuilder:validation:Maximum=1000000
	Athletes *int32 `json:"athletes,omitempty"`

	// sessions is the number of sessions for each of them, over all weeks with
	// repeats, 0 to 2912.
	// +optional
	// +kubebuilder:validation:Minimum=0
	// +kubebuilder:validation:Maximum=2912
	Sessions *int32 `json:"sessions,omitempty"`
}

// TrainingBlockList is a list of TrainingBlocks.
//
// +kubebuilder:object:root=true
type TrainingBlockList struct {
	metav1.TypeMeta `json:",inline"`
	metav1.ListMeta `json:"metadata,omitempty"`

	Items []TrainingBlock `json:"items"`
}
