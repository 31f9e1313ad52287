package v1alpha1

import metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

// EffectivePlan is the next days of one athlete as they will really be trained.
// It has the Athlete's name, is owned by it, and is written by the operator
// alone. A reader must not act on it after validUntil. It names no trigger and
// no marker, so that it can be shown to whoever plans a day with the athlete.
//
// +genclient
// +kubebuilder:object:root=true
// +kubebuilder:resource:shortName=plan,categories=fallow
// +kubebuilder:selectablefield:JSONPath=`.spec.athleteRef.name`
// +kubebuilder:printcolumn:name="Athlete",type=string,JSONPath=`.spec.athleteRef.name`
// +kubebuilder:printcolumn:name="From",type=string,JSONPath=`.spec.fromDay`
// +kubebuilder:printcolumn:name="To",type=string,JSONPath=`.spec.toDay`
// +kubebuilder:printcolumn:name="Valid Until",type=string,JSONPath=`.spec.validUntil`
// +kubebuilder:validation:XValidation:rule="self.metadata.name == self.spec.athleteRef.name",message="metadata.name must be the name of the Athlete"
type EffectivePlan struct {
	metav1.TypeMeta `json:",inline"`

	// metadata is the standard object metadata.
	// +optional
	metav1.ObjectMeta `json:"metadata,omitempty"`

	// spec is the plan. There is no status: the plan is the operator's word.
	// +required
	Spec EffectivePlanSpec `json:"spec,omitzero"`
}

// EffectivePlanSpec is the next days of one athlete.
//
// +kubebuilder:validation:XValidation:rule="self.toDay >= self.fromDay",fieldPath=".toDay",message="must not be before fromDay"
// +kubebuilder:validation:XValidation:rule="self.decision >= oldSelf.decision",fieldPath=".decision",message="must not go back: the ledger has decided since; read the RecoveryLedger and the plan again and decide on those"
type EffectivePlanSpec struct {
	// athleteRef names the athlete.
	// +required
	AthleteRef AthleteRef `json:"athleteRef,omitzero"`

	// decision is the ledger's sequence number that this plan projects. A write
	// with a lower one is refused, so that a writer with a stale view changes
	// nothing: it must read ledger and plan again.
	// +required
	// +kubebuilder:validation:Minimum=0
	Decision *int64 `json:"decision,omitempty"`

	// validUntil is the instant at which the plan is next decided on. A plan
	// that is older is no longer known to hold.
	// +required
	ValidUntil metav1.Time `json:"validUntil,omitzero"`

	// fromDay is the first day of the plan in the athlete's calendar.
	// +required
	FromDay Day `json:"fromDay,omitempty"`

	// toDay is the last day of the plan in the athlete's calendar.
	// +required
	ToDay Day `json:"toDay,omitempty"`

	// windows are the rest windows in force in these days, by start.
	// +optional
	// +listType=atomic
	// +kubebuilder:validation:MaxItems=32
	Windows []PlanWindow `json:"windows,omitempty"`

	// sessions are the sessions of these days, by start. None is listed only if
	// none is planned.
	// +optional
	// +listType=atomic
	// +kubebuilder:validation:MaxItems=256
	Sessions []EffectiveSession `json:"sessions,omitempty"`
}

// PlanWindow is a rest window without its trigger.
type PlanWindow struct {
	// name is the RestWindow's metadata.name.
	// +required
	// +kubebuilder:validation:MinLength=1
	// +kubebuilder:validation:MaxLength=253
	Name string `json:"name,omitempty"`

	// start is the first instant of rest.
	// +required
	Start metav1.Time `json:"start,omitzero"`

	// end is the instant at which the rest is reviewed. Absent: no end is known.
	// +optional
	End *metav1.Time `json:"end,omitempty"`

	// allow is the hardest kind of session that the window leaves in place.
	// +required
	Allow Allow `json:"allow,omitempty"`

	// easyFrom is the instant from which a window that allows Nothing allows
	// Easy. Absent: never.
	// +optional
	EasyFrom *metav1.Time `json:"easyFrom,omitempty"`
}

// EffectiveSession is a planned session and what becomes of it. Block, name and
// plannedDay are its identity.
type EffectiveSession struct {
	// block is the TrainingBlock's metadata.name.
	// +required
	// +kubebuilder:validation:MinLength=1
	// +kubebuilder:validation:MaxLength=253
	Block string `json:"block,omitempty"`

	// name is the session's name within its week.
	// +required
	// +kubebuilder:validation:MinLength=1
	// +kubebuilder:validation:MaxLength=63
	Name string `json:"name,omitempty"`

	// plannedDay is the day that the block plans it for.
	// +required
	PlannedDay Day `json:"plannedDay,omitempty"`

	// start is the instant at which the block plans it.
	// +required
	Start metav1.Time `json:"start,omitzero"`

	// kind says what the body does.
	// +required
	Kind SessionKind `json:"kind,omitempty"`

	// intensity is as planned.
	// +required
	Intensity Intensity `json:"intensity,omitempty"`

	// durationMinutes is as planned, in minutes, 1 to 1440.
	// +required
	// +kubebuilder:validation:Minimum=1
	// +kubebuilder:validation:Maximum=1440
	DurationMinutes int32 `json:"durationMinutes,omitempty"`

	// plannedLoad is as planned, in arbitrary units, 0 to 14400. Absent: not
	// stated.
	// +optional
	// +kubebuilder:validation:Minimum=0
	// +kubebuilder:validation:Maximum=14400
	PlannedLoad *int32 `json:"plannedLoad,omitempty"`

	// priority is as planned. Absent: Normal.
	// +optional
	Priority Priority `json:"priority,omitempty"`

	// disposition says what becomes of the session. A reader that meets a value
	// it does not know must ask a person.
	// +required
	Disposition Disposition `json:"disposition,omitempty"`

	// window names the RestWindow that is the cause of the disposition. Absent:
	// no window is.
	// +optional
	// +kubebuilder:validation:MinLength=1
	// +kubebuilder:validation:MaxLength=253
	Window string `json:"window,omitempty"`

	// effective holds what differs from the plan. Absent: nothing does.
	// +optional
	Effective EffectiveChange `json:"effective,omitzero"`
}

// Disposition says what becomes of a planned session.
//
// +kubebuilder:validation:Enum=AsPlanned;Displaced;Provisional;AtRisk;Done
type Disposition string

const (
	// DispositionAsPlanned is trained as planned.
	DispositionAsPlanned Disposition = "AsPlanned"
	// DispositionDisplaced is not trained: it falls in a window that forbids its
	// intensity.
	DispositionDisplaced Disposition = "Displaced"
	// DispositionProvisional follows the end of a window that nothing has
	// released yet: it is trained only if the window is released before.
	DispositionProvisional Disposition = "Provisional"
	// DispositionAtRisk is a Fixed session in a window that does not displace
	// it: the coach decides.
	DispositionAtRisk Disposition = "AtRisk"
	// DispositionDone was trained.
	DispositionDone Disposition = "Done"
)

// EffectiveChange holds what differs from the plan; an absent field is as
// planned.
//
// +kubebuilder:validation:MinProperties=1
type EffectiveChange struct {
	// start is the instant at which the session really starts.
	// +optional
	Start *metav1.Time `json:"start,omitempty"`

	// intensity is the hardest intensity that is left of it.
	// +optional
	Intensity Intensity `json:"intensity,omitempty"`

	// durationMinutes is how long it really is, in minutes, 0 to 1440.
	// +optional
	// +kubebuilder:validation:Minimum=0
	// +kubebuilder:validation:Maximum=1440
	DurationMinutes *int32 `json:"durationMinutes,omitempty"`

	// plannedLoad is the load that is left of it, in arbitrary units, 0 to
	// 14400.
	// +optional
	// +kubebuilder:validation:Minimum=0
	// +kubebuilder:validation:Maximum=14400
	PlannedLoad *int32 `json:"plannedLoad,omitempty"`
}

// EffectivePlanList is a list of EffectivePlans.
//
// +kubebuilder:object:root=true
type EffectivePlanList struct {
	metav1.TypeMeta `json:",inline"`
	metav1.ListMeta `json:"metadata,omitempty"`

	Items []EffectivePlan `json:"items"`
}
