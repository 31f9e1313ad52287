package v1alpha1

import metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

// RestWindow is a span of time in which sessions above an intensity are
// displaced. The engine's windows are named <athlete>-<episode id>, are owned by
// the Athlete and name one athlete; a person's have the trigger Declared, may
// select athletes by label, and are never edited by the engine.
//
// Whoever lessens rest (a later start, an earlier end, a weaker allow, a
// rejection, a waiver, another trigger) needs the RBAC verb waive on
// restwindows, for holds on restwindows/medical; approving needs approve, a
// hold needs hold, a clearance needs clear. More rest needs no such verb.
//
// +genclient
// +kubebuilder:object:root=true
// +kubebuilder:subresource:status
// +kubebuilder:resource:shortName=rest,categories=fallow
// +kubebuilder:selectablefield:JSONPath=`.spec.athleteRef.name`
// +kubebuilder:printcolumn:name="Athlete",type=string,JSONPath=`.spec.athleteRef.name`
// +kubebuilder:printcolumn:name="Start",type=string,JSONPath=`.spec.start`
// +kubebuilder:printcolumn:name="End",type=string,JSONPath=`.spec.end`
// +kubebuilder:printcolumn:name="Allow",type=string,JSONPath=`.spec.allow`
// +kubebuilder:printcolumn:name="Trigger",type=string,JSONPath=`.spec.trigger`
// +kubebuilder:printcolumn:name="Extensions",type=integer,JSONPath=`.status.extensions`
// +kubebuilder:printcolumn:name="Active",type=string,JSONPath=`.status.conditions[?(@.type=="Active")].status`
type RestWindow struct {
	metav1.TypeMeta `json:",inline"`

	// metadata is the standard object metadata.
	// +optional
	metav1.ObjectMeta `json:"metadata,omitempty"`

	// spec is the rest. The engine writes its own windows by server-side apply,
	// unforced: a field that a person has edited is that person's, and the
	// engine sets Overridden and leaves it.
	// +required
	Spec RestWindowSpec `json:"spec,omitzero"`

	// status is how the window stands.
	// +optional
	// +kubebuilder:default={"observedGeneration":-1}
	Status RestWindowStatus `json:"status,omitempty,omitzero"`
}

// RestWindowSpec is a span of rest.
//
// +kubebuilder:validation:XValidation:rule="has(self.athleteRef) != has(self.athleteSelector)",message="exactly one of athleteRef and athleteSelector must be set: the one for a single athlete, the other for all that its labels match"
// +kubebuilder:validation:XValidation:rule="!has(self.athleteSelector) || ((!has(self.athleteSelector.matchLabels) || self.athleteSelector.matchLabels.size() <= 16) && (!has(self.athleteSelector.matchExpressions) || self.athleteSelector.matchExpressions.size() <= 16))",fieldPath=".athleteSelector",message="must have at most 16 matchLabels and 16 matchExpressions"
// +kubebuilder:validation:XValidation:rule="self.trigger == 'Declared' || has(self.athleteRef)",fieldPath=".trigger",message="every trigger but Declared is about one athlete: set athleteRef"
// +kubebuilder:validation:XValidation:rule="has(self.end) || self.trigger in ['Illness', 'MedicalHold']",fieldPath=".end",message="is required: only the triggers Illness and MedicalHold may leave it out"
// +kubebuilder:validation:XValidation:rule="!has(self.end) || self.end > self.start",fieldPath=".end",message="must be after start"
// +kubebuilder:validation:XValidation:rule="!has(self.end) || self.end - self.start <= duration('8784h')",fieldPath=".end",message="must be at most 366 days after start"
// +kubebuilder:validation:XValidation:rule="has(self.athleteRef) == has(oldSelf.athleteRef) && (!has(self.athleteRef) || self.athleteRef.name == oldSelf.athleteRef.name)",fieldPath=".athleteRef",message="is immutable: delete the window and create another"
// +kubebuilder:validation:XValidation:rule="!has(oldSelf.decision) || (has(self.decision) && self.decision >= oldSelf.decision)",fieldPath=".decision",message="must not go back: the ledger has decided since; read the RecoveryLedger and the window again and decide on those"
type RestWindowSpec struct {
	// athleteRef names the one athlete who rests. Immutable.
	// +optional
	AthleteRef AthleteRef `json:"athleteRef,omitzero"`

	// athleteSelector selects the athletes of this namespace who rest, by their
	// labels; only with the trigger Declared. The empty selector selects all of
	// them. Immutable.
	// +optional
	// +kubebuilder:validation:XValidation:rule="self == oldSelf",message="is immutable: delete the window and create another"
	AthleteSelector *metav1.LabelSelector `json:"athleteSelector,omitempty"`

	// start is the first instant of rest.
	// +required
	// +kubebuilder:validation:XValidation:rule="self >= timestamp('2000-01-01T00:00:00Z') && self < timestamp('2200-01-01T00:00:00Z')",message="must be an instant from 2000 to 2199",reason=FieldValueForbidden
	Start metav1.Time `json:"start,omitzero"`

	// end is the instant at which the rest is reviewed, at most 366 days after
	// start. A person's window ends there. The engine's ends by a release, not
	// by a lapse: after end and until released, sessions above Easy stand as
	// Provisional. Only Illness and MedicalHold may leave it out.
	// +optional
	// +kubebuilder:validation:XValidation:rule="self >= timestamp('2000-01-01T00:00:00Z') && self < timestamp('2200-01-01T00:00:00Z')",message="must be an instant from 2000 to 2199",reason=FieldValueForbidden
	End *metav1.Time `json:"end,omitempty"`

	// allow is the hardest kind of session that the window leaves in place.
	// +required
	Allow Allow `json:"allow,omitempty"`

	// easyFrom is the instant from which a window that allows Nothing allows
	// Easy. It has no effect with allow Easy or after end; before start it means
	// Easy from the start. Absent: Nothing until the end.
	// +optional
	// +kubebuilder:validation:XValidation:rule="self >= timestamp('2000-01-01T00:00:00Z') && self < timestamp('2200-01-01T00:00:00Z')",message="must be an instant from 2000 to 2199",reason=FieldValueForbidden
	EasyFrom *metav1.Time `json:"easyFrom,omitempty"`

	// allowance narrows what allow leaves in place. Absent: not narrowed.
	// +optional
	Allowance Allowance `json:"allowance,omitzero"`

	// trigger says why there is rest. It is health data of a mild kind and is
	// repeated in no name, event, log, metric or EffectivePlan.
	// +required
	Trigger Trigger `json:"trigger,omitempty"`

	// approval belongs to people. The engine sets Automatic when it creates a
	// window under Enforce, or for an illness or a medical hold, and keeps it. A
	// pending window displaces nothing, may be approved late for what is left of
	// it, lapses at its end, and is proposed once in an episode. For the trigger
	// Declared it is not read.
	// +optional
	// +kubebuilder:default=Pending
	Approval Approval `json:"approval,omitempty"`

	// waiver lifts the rest for this episode only. A person writes it.
	// +optional
	Waiver Waiver `json:"waiver,omitzero"`

	// clearance ends an illness, a medical hold or a suspected overreaching from
	// its instant on, with every stage of the return. A person writes it.
	// +optional
	Clearance Clearance `json:"clearance,omitzero"`

	// releasedAt is the instant at which the episode ended, by the leave rule or
	// by a clearance. The window displaces nothing from then on. Absent: not
	// released.
	// +optional
	// +kubebuilder:validation:XValidation:rule="self >= timestamp('2000-01-01T00:00:00Z') && self < timestamp('2200-01-01T00:00:00Z')",message="must be an instant from 2000 to 2199",reason=FieldValueForbidden
	ReleasedAt *metav1.Time `json:"releasedAt,omitempty"`

	// episode is the ledger's id of the rest episode, from 1. Absent in a
	// person's window.
	// +optional
	// +kubebuilder:validation:Minimum=1
	// +kubebuilder:validation:Maximum=2147483647
	Episode int32 `json:"episode,omitempty"`

	// decision is the ledger's sequence number that this spec projects. A write
	// with a lower one is refused, so that a writer with a stale view changes
	// nothing: it must read ledger and window again. Absent in a person's window.
	// +optional
	// +kubebuilder:validation:Minimum=0
	Decision *int64 `json:"decision,omitempty"`

	// handBack gives a window that a person has edited back to the engine: with
	// true, the engine takes over every field that it would set and then removes
	// handBack.
	// +optional
	HandBack *bool `json:"handBack,omitempty"`
}

// Allowance narrows what a window leaves in place.
//
// +kubebuilder:validation:MinProperties=1
type Allowance struct {
	// maxIntensity is the hardest intensity of a session. Absent: as allow says.
	// +optional
	MaxIntensity Intensity `json:"maxIntensity,omitempty"`

	// maxMinutes is the longest session, in minutes, 0 to 600. Absent: any.
	// +optional
	// +kubebuilder:validation:Minimum=0
	// +kubebuilder:validation:Maximum=600
	MaxMinutes *int32 `json:"maxMinutes,omitempty"`

	// maxHeartRatePercent is the highest heart rate of a session, in percent of
	// the athlete's maximum, 40 to 100. Absent: any.
	// +optional
	// +kubebuilder:validation:Minimum=40
	// +kubebuilder:validation:Maximum=100
	MaxHeartRatePercent int32 `json:"maxHeartRatePercent,omitempty"`
}

// Trigger says why there is rest.
//
// +kubebuilder:validation:Enum=Strained;Incomplete;Overreached;Illness;MedicalHold;Declared
type Trigger string

const (
	// TriggerStrained is strain on several days.
	TriggerStrained Trigger = "Strained"
	// TriggerIncomplete is incomplete recovery.
	TriggerIncomplete Trigger = "Incomplete"
	// TriggerOverreached is a course that fits overreaching.
	TriggerOverreached Trigger = "Overreached"
	// TriggerIllness is a reported illness.
	TriggerIllness Trigger = "Illness"
	// TriggerMedicalHold is a hold by a clinician or by a red-flag symptom.
	TriggerMedicalHold Trigger = "MedicalHold"
	// TriggerDeclared is a person's own rest: an exam week, a planned deload.
	TriggerDeclared Trigger = "Declared"
)

// Approval says whether people agree to a window.
//
// +kubebuilder:validation:Enum=Pending;Approved;Rejected;Automatic
type Approval string

const (
	// ApprovalPending waits for a person.
	ApprovalPending Approval = "Pending"
	// ApprovalApproved puts a proposed window in force.
	ApprovalApproved Approval = "Approved"
	// ApprovalRejected takes the window out of force for this episode.
	ApprovalRejected Approval = "Rejected"
	// ApprovalAutomatic is in force without a person.
	ApprovalAutomatic Approval = "Automatic"
)

// Waiver lifts the rest of an episode until an instant.
type Waiver struct {
	// reason is why, in the words of whoever waives. It must hold no health
	// data.
	// +required
	// +kubebuilder:validation:MinLength=1
	// +kubebuilder:validation:MaxLength=256
	Reason string `json:"reason,omitempty"`

	// until is the instant up to which the rest is lifted; after it, what is
	// left of the episode is in force again.
	// +required
	// +kubebuilder:validation:XValidation:rule="self >= timestamp('2000-01-01T00:00:00Z') && self < timestamp('2200-01-01T00:00:00Z')",message="must be an instant from 2000 to 2199",reason=FieldValueForbidden
	Until metav1.Time `json:"until,omitzero"`
}

// Clearance is a person's word that a hold is over.
type Clearance struct {
	// reason is who cleared and why. It must hold no health data.
	// +required
	// +kubebuilder:validation:MinLength=1
	// +kubebuilder:validation:MaxLength=256
	Reason string `json:"reason,omitempty"`

	// at is the instant from which the clearance holds.
	// +required
	// +kubebuilder:validation:XValidation:rule="self >= timestamp('2000-01-01T00:00:00Z') && self < timestamp('2200-01-01T00:00:00Z')",message="must be an instant from 2000 to 2199",reason=FieldValueForbidden
	At metav1.Time `json:"at,omitzero"`
}

// RestWindowStatus is how a window stands.
//
// +kubebuilder:validation:MinProperties=1
type RestWindowStatus struct {
	// conditions are Ready, Reconciling, Stalled, Active, Overridden and
	// ReviewRequired. Reasons are listed with the types.
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

	// extensions is how often the end was put off. Absent: never, or not the
	// engine's window.
	// +optional
	// +kubebuilder:validation:Minimum=0
	// +kubebuilder:validation:Maximum=1000
	Extensions *int32 `json:"extensions,omitempty"`

	// exitCriteria are what has to be met for a release, each as it stood at the
	// last answered evaluation.
	// +optional
	// +listType=map
	// +listMapKey=name
	// +kubebuilder:validation:MaxItems=16
	ExitCriteria []ExitCriterion `json:"exitCriteria,omitempty"`

	// prescription is what serves recovery in this window. It is advice, never
	// an order, and not medical.
	// +optional
	// +listType=atomic
	// +kubebuilder:validation:MaxItems=10
	Prescription []PrescriptionItem `json:"prescription,omitempty"`
}

// ExitCriterion is one of the things that have to be met for a release.
type ExitCriterion struct {
	// name is the id of the criterion, such as Exit.subjective, as the model's
	// documentation lists it.
	// +required
	// +kubebuilder:validation:MinLength=1
	// +kubebuilder:validation:MaxLength=64
	// +kubebuilder:validation:Pattern=`^[A-Za-z][A-Za-z0-9._-]*$`
	Name string `json:"name,omitempty"`

	// state says whether it was met.
	// +required
	State CriterionState `json:"state,omitempty"`
}

// CriterionState says whether a criterion is met.
//
// +kubebuilder:validation:Enum=Met;Unmet;Unknown
type CriterionState string

const (
	// CriterionMet is met.
	CriterionMet CriterionState = "Met"
	// CriterionUnmet is not met.
	CriterionUnmet CriterionState = "Unmet"
	// CriterionUnknown lacks a fresh answer, which does not count as met.
	CriterionUnknown CriterionState = "Unknown"
)

// EvidenceGrade grades the evidence for a recommendation: A meta-analysis or
// several randomised trials, B one such trial or consistent cohorts, C small or
// observational studies, D expert judgement.
//
// +kubebuilder:validation:Enum=A;B;C;D
type EvidenceGrade string

// PrescriptionItem is one thing that serves recovery, when and in what dose.
type PrescriptionItem struct {
	// modality is what to do.
	// +required
	Modality Modality `json:"modality,omitempty"`

	// from is the instant from which it is advised.
	// +required
	From metav1.Time `json:"from,omitzero"`

	// to is the instant until which it is advised.
	// +required
	To metav1.Time `json:"to,omitzero"`

	// dose is how much, in words with units.
	// +required
	// +kubebuilder:validation:MinLength=1
	// +kubebuilder:validation:MaxLength=256
	Dose string `json:"dose,omitempty"`

	// serves is which part of recovery it serves.
	// +required
	// +kubebuilder:validation:MinLength=1
	// +kubebuilder:validation:MaxLength=256
	Serves string `json:"serves,omitempty"`

	// evidence grades the evidence.
	// +required
	Evidence EvidenceGrade `json:"evidence,omitempty"`

	// source is the literature, author and year.
	// +required
	// +kubebuilder:validation:MinLength=1
	// +kubebuilder:validation:MaxLength=256
	Source string `json:"source,omitempty"`

	// exclusions says when not to do it. Absent: none known.
	// +optional
	// +kubebuilder:validation:MinLength=1
	// +kubebuilder:validation:MaxLength=256
	Exclusions string `json:"exclusions,omitempty"`
}

// RestWindowList is a list of RestWindows.
//
// +kubebuilder:object:root=true
type RestWindowList struct {
	metav1.TypeMeta `json:",inline"`
	metav1.ListMeta `json:"metadata,omitempty"`

	Items []RestWindow `json:"items"`
}
