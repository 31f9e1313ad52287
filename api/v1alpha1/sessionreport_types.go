package v1alpha1

import metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

// SessionReport is a session done. Its identity is source and startedAt, so that
// sending it twice counts once.
type SessionReport struct {
	// startedAt is the instant at which the session began.
	// +required
	// +kubebuilder:validation:XValidation:rule="self >= timestamp('2000-01-01T00:00:00Z') && self < timestamp('2200-01-01T00:00:00Z')",message="must be an instant from 2000 to 2199",reason=FieldValueForbidden
	StartedAt metav1.Time `json:"startedAt,omitzero"`

	// name is what the athlete calls it. It means nothing to the engine.
	// +optional
	// +kubebuilder:validation:MinLength=1
	// +kubebuilder:validation:MaxLength=63
	// +kubebuilder:validation:Pattern=`^[a-z0-9]([-a-z0-9]*[a-z0-9])?$`
	Name string `json:"name,omitempty"`

	// kind says what the body did.
	// +required
	Kind SessionKind `json:"kind,omitempty"`

	// intensity is the hardest intensity of the session's main part. Absent: not
	// stated; a reader judges by rpe.
	// +optional
	Intensity Intensity `json:"intensity,omitempty"`

	// durationMinutes is the duration from start to end, in minutes, 1 to 1440.
	// +required
	// +kubebuilder:validation:Minimum=1
	// +kubebuilder:validation:Maximum=1440
	DurationMinutes int32 `json:"durationMinutes,omitempty"`

	// rpe is the rating of perceived exertion of the whole session, 0 to 10 on
	// the category-ratio scale, asked about half an hour after it (Foster 2001).
	// Times durationMinutes it is the session's load. Absent: the load is not
	// known, which is not zero.
	// +optional
	// +kubebuilder:validation:XValidation:rule="self >= 0 && self <= 10",message="must be 0 to 10 on the category-ratio scale",reason=FieldValueForbidden
	RPE *int32 `json:"rpe,omitempty"`

	// averageHeartRateBPM is in beats per minute, 40 to 240.
	// +optional
	// +kubebuilder:validation:XValidation:rule="self >= 40 && self <= 240",message="must be 40 to 240 beats per minute; leave out what was not measured",reason=FieldValueForbidden
	AverageHeartRateBPM *int32 `json:"averageHeartRateBPM,omitempty"`

	// averagePowerWatts is in watts, 1 to 2500.
	// +optional
	// +kubebuilder:validation:XValidation:rule="self >= 1 && self <= 2500",message="must be 1 to 2500 watts; leave out what was not measured",reason=FieldValueForbidden
	AveragePowerWatts *int32 `json:"averagePowerWatts,omitempty"`

	// distanceMetres is in metres, 1 to 1000000.
	// +optional
	// +kubebuilder:validation:XValidation:rule="self >= 1 && self <= 1000000",message="must be 1 to 1000000 metres; leave out what was not measured",reason=FieldValueForbidden
	DistanceMetres *int32 `json:"distanceMetres,omitempty"`

	// eccentric says, with true, that the session had much unaccustomed
	// lengthening work, such as running downhill, so that muscle needs longer.
	// +optional
	Eccentric *bool `json:"eccentric,omitempty"`

	// plannedRef names the planned session that this one was. Absent: a reader
	// may match by day, kind and time.
	// +optional
	PlannedRef PlannedSessionRef `json:"plannedRef,omitzero"`
}

// PlannedSessionRef is the identity of a planned session.
type PlannedSessionRef struct {
	// block is the TrainingBlock's metadata.name.
	// +required
	// +kubebuilder:validation:MinLength=1
	// +kubebuilder:validation:MaxLength=253
	// +kubebuilder:validation:Pattern=`^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$`
	Block string `json:"block,omitempty"`

	// name is the session's name within its week.
	// +required
	// +kubebuilder:validation:MinLength=1
	// +kubebuilder:validation:MaxLength=63
	// +kubebuilder:validation:Pattern=`^[a-z0-9]([-a-z0-9]*[a-z0-9])?$`
	Name string `json:"name,omitempty"`

	// day is the day that the block planned it for.
	// +required
	Day Day `json:"day,omitempty"`
}

// PerformanceTest is the result of a test of performance.
type PerformanceTest struct {
	// protocol names the test. Senders must give the same word to the same
	// protocol; results of one protocol are compared with each other only.
	// +required
	// +kubebuilder:validation:MinLength=1
	// +kubebuilder:validation:MaxLength=32
	// +kubebuilder:validation:Pattern=`^[A-Z][A-Za-z0-9]*$`
	Protocol string `json:"protocol,omitempty"`

	// value is the result in the given unit.
	// +required
	Value Decimal `json:"value,omitempty"`

	// unit is the unit of value in the notation of UCUM.
	// +required
	// +kubebuilder:validation:MinLength=1
	// +kubebuilder:validation:MaxLength=16
	// +kubebuilder:validation:Pattern=`^[A-Za-z0-9%./\[\]{}*^-]+$`
	Unit string `json:"unit,omitempty"`
}
