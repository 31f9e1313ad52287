package v1alpha1

import metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

// RecoveryPolicy says how restoration is judged and how rest is dosed. An empty
// spec is a complete policy. Fields resolve one by one: this policy, then its
// base, then the defaults that the field's comment names.
//
// +genclient
// +kubebuilder:object:root=true
// +kubebuilder:subresource:status
// +kubebuilder:resource:path=recoverypolicies,shortName=rpol,categories=fallow
// +kubebuilder:printcolumn:name="Enforcement",type=string,JSONPath=`.status.resolved.enforcement`
// +kubebuilder:printcolumn:name="Model",type=string,JSONPath=`.status.resolved.model`
// +kubebuilder:printcolumn:name="Athletes",type=integer,JSONPath=`.status.athletesDecided`
// +kubebuilder:printcolumn:name="Ready",type=string,JSONPath=`.status.conditions[?(@.type=="Ready")].status`
type RecoveryPolicy struct {
	metav1.TypeMeta `json:",inline"`

	// metadata is the standard object metadata.
	// +optional
	metav1.ObjectMeta `json:"metadata,omitempty"`

	// spec states what is to differ from the base or from the defaults. Only
	// people write it. Absent means the same as empty.
	// +optional
	Spec RecoveryPolicySpec `json:"spec,omitzero"` //nolint:kubeapilinter // optionalfields: an empty spec and an absent one mean the same, so a pointer would add a case

	// status is what the policy resolves to.
	// +optional
	// +kubebuilder:default={"observedGeneration":-1}
	Status RecoveryPolicyStatus `json:"status,omitempty,omitzero"`
}

// RecoveryPolicySpec states what differs from the base or from the defaults.
type RecoveryPolicySpec struct {
	// basePolicyRef names a policy from which the absent fields are taken. The
	// base itself must have no base: with one the policy is Stalled with
	// InvalidSpec. Absent: the defaults.
	// +optional
	BasePolicyRef PolicyRef `json:"basePolicyRef,omitzero"`

	// enforcement says what becomes of a verdict. Absent: the base's, or
	// Enforce. For an athlete in the learning phase Enforce acts as Propose.
	// +optional
	Enforcement Enforcement `json:"enforcement,omitempty"`

	// model names the rule by which restoration is judged. Absent: the base's,
	// or Composite.
	// +optional
	Model Model `json:"model,omitempty"`

	// parameters replaces constants of the model. An absent one is the base's,
	// or the default that its comment names.
	// +optional
	Parameters RecoveryParameters `json:"parameters,omitzero"`

	// prescriptions says what windows may advise. Absent: the base's, or all.
	// +optional
	Prescriptions PrescriptionPolicy `json:"prescriptions,omitzero"`
}

// Enforcement says what becomes of a verdict.
//
// +kubebuilder:validation:Enum=Enforce;Propose;Observe
type Enforcement string

const (
	// Enforce makes windows that are in force at once.
	Enforce Enforcement = "Enforce"
	// Propose makes windows that wait for a person's approval. Illness and
	// medical gates need none.
	Propose Enforcement = "Propose"
	// Observe records verdicts and makes no window.
	Observe Enforcement = "Observe"
)

// Model names a rule by which restoration is judged.
//
// +kubebuilder:validation:Enum=Composite;Kiviniemi2007;Vesterinen2016;Javaloyes2019;FeelingByHRV
type Model string

const (
	// ModelComposite joins the evidence of several channels; the default.
	ModelComposite Model = "Composite"
	// ModelKiviniemi2007 compares today's value with the last ten days.
	ModelKiviniemi2007 Model = "Kiviniemi2007"
	// ModelVesterinen2016 asks for a weekly mean within the smallest worthwhile
	// change of four weeks, both ways.
	ModelVesterinen2016 Model = "Vesterinen2016"
	// ModelJavaloyes2019 is the same with at most two days of a kind in a row.
	ModelJavaloyes2019 Model = "Javaloyes2019"
	// ModelFeelingByHRV is the two-by-two of daily value and feeling.
	ModelFeelingByHRV Model = "FeelingByHRV"
)

// PrescriptionPolicy says what windows may advise.
//
// +kubebuilder:validation:MinProperties=1
type PrescriptionPolicy struct {
	// disable lists modalities that no window advises.
	// +optional
	// +listType=set
	// +kubebuilder:validation:MaxItems=16
	Disable []Modality `json:"disable,omitempty"`

	// maximum is the largest number of entries that a window advises, 1 to 10.
	// Absent: the base's, or 4.
	// +optional
	// +kubebuilder:validation:Minimum=1
	// +kubebuilder:validation:Maximum=10
	Maximum int32 `json:"maximum,omitempty"`
}

// Modality is something that serves recovery.
//
// +kubebuilder:validation:Enum=SleepOpportunity;SlowBreathing;EasyMovement;NoAlcohol
type Modality string

const (
	// ModalitySleepOpportunity is an earlier bedtime.
	ModalitySleepOpportunity Modality = "SleepOpportunity"
	// ModalitySlowBreathing is breathing at about six breaths a minute.
	ModalitySlowBreathing Modality = "SlowBreathing"
	// ModalityEasyMovement is light movement below the first threshold.
	ModalityEasyMovement Modality = "EasyMovement"
	// ModalityNoAlcohol is abstaining from alcohol.
	ModalityNoAlcohol Modality = "NoAlcohol"
)

// RecoveryPolicyStatus is what a policy resolves to.
//
// +kubebuilder:validation:MinProperties=1
type RecoveryPolicyStatus struct {
	// conditions are Ready, Reconciling and Stalled. Reasons are listed with the
	// types.
	// +optional
	// +listType=map
	// +listMapKey=type
	// +kubebuilder:validation:MaxItems=16
	Conditions []metav1.Condition `json:"conditions,omitempty"`

	// observedGeneration is the generation of the spec that this status speaks
	// about; -1 before it was first resolved.
	// +optional
	// +kubebuilder:validation:Minimum=-1
	ObservedGeneration int64 `json:"observedGeneration,omitempty"`

	// resolved holds every value in force, from this policy, its base or the
	// defaults. Absent while the policy does not resolve.
	// +optional
	Resolved ResolvedPolicy `json:"resolved,omitzero"`

	// resolvedHash is the hash over resolved, 64 hexadecimal digits. Two
	// policies with one hash judge alike.
	// +optional
	ResolvedHash Hash `json:"resolvedHash,omitempty"`

	// athletesDecided is the number of athletes whose last decision used
	// resolvedHash.
	// +optional
	// +kubebuilder:validation:Minimum=0
	// +kubebuilder:validation:Maximum=1000000
	AthletesDecided *int32 `json:"athletesDecided,omitempty"`
}

// ResolvedPolicy holds every value of a policy that is in force.
type ResolvedPolicy struct {
	// enforcement is what becomes of a verdict.
	// +required
	Enforcement Enforcement `json:"enforcement,omitempty"`

	// model is the rule by which restoration is judged.
	// +required
	Model Model `json:"model,omitempty"`

	// parameters has each constant of the model set.
	// +optional
	Parameters RecoveryParameters `json:"parameters,omitzero"`

	// prescriptions says what windows may advise. Absent: all.
	// +optional
	Prescriptions PrescriptionPolicy `json:"prescriptions,omitzero"`
}

// RecoveryPolicyList is a list of RecoveryPolicies.
//
// +kubebuilder:object:root=true
type RecoveryPolicyList struct {
	metav1.TypeMeta `json:",inline"`
	metav1.ListMeta `json:"metadata,omitempty"`

	Items []RecoveryPolicy `json:"items"`
}
