package v1alpha1

import metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

// RecoveryState is the state of the engine's state machine.
//
// +kubebuilder:validation:Enum=Restored;Strained;Incomplete;Overreached;Hold;Unknown
type RecoveryState string

const (
	// StateRestored means that the evidence does not speak against training.
	StateRestored RecoveryState = "Restored"
	// StateStrained means that it does, but not from two channels or not enough
	// to rest: today's sessions are capped one intensity level lower.
	StateStrained RecoveryState = "Strained"
	// StateIncomplete means that recovery is judged incomplete: a window opens.
	StateIncomplete RecoveryState = "Incomplete"
	// StateOverreached means that the course fits overreaching; a person is
	// asked to review. It is no diagnosis.
	StateOverreached RecoveryState = "Overreached"
	// StateHold means that an illness or a medical hold gates training.
	StateHold RecoveryState = "Hold"
	// StateUnknown means that there is too little fresh evidence to judge.
	StateUnknown RecoveryState = "Unknown"
)

// AutonomicShift says where the balance of the autonomic nervous system stands
// on its way from sympathetic to parasympathetic.
//
// +kubebuilder:validation:Enum=Sympathetic;Shifting;Parasympathetic;Unknown
type AutonomicShift string

const (
	// ShiftSympathetic means that markers and feeling both speak of strain.
	ShiftSympathetic AutonomicShift = "Sympathetic"
	// ShiftShifting means that the markers have improved for two days.
	ShiftShifting AutonomicShift = "Shifting"
	// ShiftParasympathetic means that the shift is complete.
	ShiftParasympathetic AutonomicShift = "Parasympathetic"
	// ShiftUnknown means that neither can be said.
	ShiftUnknown AutonomicShift = "Unknown"
)

// LearningPhase says whether the athlete's own references exist.
//
// +kubebuilder:validation:Enum=Learning;Established
type LearningPhase string

const (
	// PhaseLearning lasts for the first 28 days with data: only gates and what
	// the athlete says are acted on, and enforcement is at most Propose.
	PhaseLearning LearningPhase = "Learning"
	// PhaseEstablished means that the references rest on enough days.
	PhaseEstablished LearningPhase = "Established"
)

// Direction says which way a rule's finding points.
//
// +kubebuilder:validation:Enum=Worse;Better;Neutral
type Direction string

const (
	// DirectionWorse speaks against training.
	DirectionWorse Direction = "Worse"
	// DirectionBetter speaks for training.
	DirectionBetter Direction = "Better"
	// DirectionNeutral speaks for neither.
	DirectionNeutral Direction = "Neutral"
)

// Margin says coarsely how far a finding is from its threshold. The exact
// margin is health data and stands in the RecoveryLedger.
//
// +kubebuilder:validation:Enum=Near;Clear;Far
type Margin string

const (
	// MarginNear is under half a standard deviation, or its like, away.
	MarginNear Margin = "Near"
	// MarginClear is from half to one and a half away.
	MarginClear Margin = "Clear"
	// MarginFar is more than that away.
	MarginFar Margin = "Far"
)

// Tissue is a part of the body that recovers at its own pace.
//
// +kubebuilder:validation:Enum=Autonomic;Glycogen;Neuromuscular;Muscle
type Tissue string

const (
	// TissueAutonomic is the autonomic nervous system (Stanley 2013).
	TissueAutonomic Tissue = "Autonomic"
	// TissueGlycogen is the carbohydrate store of muscle and liver (Murray and
	// Rosenbloom 2018).
	TissueGlycogen Tissue = "Glycogen"
	// TissueNeuromuscular is the voluntary activation of muscle (Thomas 2018).
	TissueNeuromuscular Tissue = "Neuromuscular"
	// TissueMuscle is muscle fibre and the tissue around it.
	TissueMuscle Tissue = "Muscle"
)

// RecoveryStatus is the verdict of the last evaluated day, without values.
type RecoveryStatus struct {
	// state is the state that the day ended in.
	// +required
	State RecoveryState `json:"state,omitempty"`

	// since is the instant of the evaluation that entered the state.
	// +required
	Since metav1.Time `json:"since,omitzero"`

	// evaluatedDay is the athlete's local day that was evaluated last.
	// +required
	EvaluatedDay Day `json:"evaluatedDay,omitempty"`

	// confidencePercent says how much of the evidence that this athlete usually
	// delivers was there, fresh and of good quality, in percent.
	// +required
	// +kubebuilder:validation:Minimum=0
	// +kubebuilder:validation:Maximum=100
	ConfidencePercent *int32 `json:"confidencePercent,omitempty"`

	// phase says whether the athlete's own references exist.
	// +required
	Phase LearningPhase `json:"phase,omitempty"` //nolint:kubeapilinter // nophase: it is the phase of a person's data, not of this object, and no condition's summary

	// autonomicShift says where the autonomic balance stands.
	// +required
	AutonomicShift AutonomicShift `json:"autonomicShift,omitempty"`

	// reasons are the rules that spoke, the weightiest first.
	// +optional
	// +listType=atomic
	// +kubebuilder:validation:MaxItems=16
	Reasons []Reason `json:"reasons,omitempty"`

	// clocks are the tissues that are not yet ready for hard use. They forbid
	// sessions that load the same tissue; they open no window.
	// +optional
	// +listType=map
	// +listMapKey=tissue
	// +kubebuilder:validation:MaxItems=4
	Clocks []TissueClock `json:"clocks,omitempty"`
}

// Reason is a rule that spoke, with a coarse margin.
type Reason struct {
	// rule is the id of the rule, such as HRV.soft, as the model's
	// documentation lists it.
	// +required
	// +kubebuilder:validation:MinLength=1
	// +kubebuilder:validation:MaxLength=64
	// +kubebuilder:validation:Pattern=`^[A-Za-z][A-Za-z0-9._-]*$`
	Rule string `json:"rule,omitempty"`

	// direction says which way the finding points.
	// +required
	Direction Direction `json:"direction,omitempty"`

	// margin says how far the finding is from its threshold. Absent: the rule
	// has none.
	// +optional
	Margin Margin `json:"margin,omitempty"`
}

// TissueClock says until when a tissue is not ready for hard use.
type TissueClock struct {
	// tissue is what recovers.
	// +required
	Tissue Tissue `json:"tissue,omitempty"`

	// until is the instant at which it is ready.
	// +required
	Until metav1.Time `json:"until,omitzero"`
}
