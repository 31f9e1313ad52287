package v1alpha1

import metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

// MarkerReport is a message: what one source has to say about one day of one
// athlete. It is created, never changed, folded into the RecoveryLedger and then
// deleted. To correct a report, send another with the same source and day and a
// higher revision; to withdraw one, send it again with a higher revision and
// retract: true. A report is sent with create, not apply, and under a name made
// from its content, so that sending it twice is harmless. Reports are kept in no
// Git repository.
//
// +genclient
// +kubebuilder:object:root=true
// +kubebuilder:subresource:status
// +kubebuilder:resource:shortName=report,categories=fallow
// +kubebuilder:selectablefield:JSONPath=`.spec.athleteRef.name`
// +kubebuilder:printcolumn:name="Athlete",type=string,JSONPath=`.spec.athleteRef.name`
// +kubebuilder:printcolumn:name="Day",type=string,JSONPath=`.spec.day`
// +kubebuilder:printcolumn:name="Source",type=string,JSONPath=`.spec.source`
// +kubebuilder:printcolumn:name="Accepted",type=string,JSONPath=`.status.conditions[?(@.type=="Accepted")].status`
// +kubebuilder:printcolumn:name="Reason",type=string,JSONPath=`.status.conditions[?(@.type=="Accepted")].reason`
type MarkerReport struct {
	metav1.TypeMeta `json:",inline"`

	// metadata is the standard object metadata.
	// +optional
	metav1.ObjectMeta `json:"metadata,omitempty"`

	// spec is the message. It is immutable.
	// +required
	// +kubebuilder:validation:XValidation:rule="self == oldSelf",message="is immutable: create another MarkerReport with a higher revision to correct this one, or with retract: true to withdraw it"
	Spec MarkerReportSpec `json:"spec,omitzero"`

	// status says what became of the message.
	// +optional
	// +kubebuilder:default={"observedGeneration":-1}
	Status MarkerReportStatus `json:"status,omitempty,omitzero"`
}

// MarkerReportSpec is what one source has to say about one day of one athlete.
//
// +kubebuilder:validation:XValidation:rule="has(self.observations) || has(self.wellness) || has(self.sleep) || has(self.context) || has(self.symptoms) || has(self.sessions) || has(self.restDay) || has(self.tests) || has(self.injury)",message="must report something: at least one of observations, wellness, sleep, context, symptoms, sessions, restDay, tests and injury"
// +kubebuilder:validation:XValidation:rule="!has(self.retract) || !self.retract || (has(self.revision) && self.revision >= 1)",fieldPath=".revision",message="must be at least 1 with retract: true, and above the revision that is withdrawn"
type MarkerReportSpec struct {
	// athleteRef names the athlete. While it does not exist the report waits.
	// +required
	AthleteRef AthleteRef `json:"athleteRef,omitzero"`

	// day is the athlete's local day that the report is about: for a night's
	// sleep and for what is measured after it, the day of the wake. A day after
	// tomorrow is refused as InFuture, one before the ledger's columns as TooOld.
	// +required
	Day Day `json:"day,omitempty"`

	// source names who or what reports, such as a device or an application. A
	// series is marker, source and method: a change of any opens a new era of
	// the baseline, since sources do not read alike.
	// +required
	// +kubebuilder:validation:MinLength=1
	// +kubebuilder:validation:MaxLength=40
	// +kubebuilder:validation:Pattern=`^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$`
	Source string `json:"source,omitempty"`

	// revision orders reports of one source about one day: the highest counts,
	// value by value, whichever arrives first. 0 to 999. Absent: 0.
	// +optional
	// +kubebuilder:validation:Minimum=0
	// +kubebuilder:validation:Maximum=999
	Revision *int32 `json:"revision,omitempty"`

	// retract withdraws, with true, every value that this report names and that
	// the same source reported about the same day in a lower revision; the
	// values in this report are then not read. Absent: false.
	// +optional
	Retract *bool `json:"retract,omitempty"`

	// observations are measured markers.
	// +optional
	// +listType=atomic
	// +kubebuilder:validation:MinItems=1
	// +kubebuilder:validation:MaxItems=32
	Observations []Observation `json:"observations,omitempty"`

	// wellness is how the athlete feels this morning.
	// +optional
	Wellness Wellness `json:"wellness,omitzero"`

	// sleep is the main sleep that ended on day, and naps of day.
	// +optional
	Sleep *SleepReport `json:"sleep,omitempty"`

	// context is what makes the day's markers hard to compare.
	// +optional
	Context ReportContext `json:"context,omitzero"`

	// symptoms says whether the athlete is ill.
	// +optional
	Symptoms Symptoms `json:"symptoms,omitzero"`

	// sessions are sessions done. They may have been on another day than the
	// one that the rest of the report is about: startedAt says when.
	// +optional
	// +listType=atomic
	// +kubebuilder:validation:MinItems=1
	// +kubebuilder:validation:MaxItems=12
	Sessions []SessionReport `json:"sessions,omitempty"`

	// restDay says, with true, that there was no training on day: a load of
	// zero, reported. A day without sessions and without restDay has an unknown
	// load. false means the same as absent.
	// +optional
	RestDay *bool `json:"restDay,omitempty"`

	// tests are tests of performance, done on day.
	// +optional
	// +listType=atomic
	// +kubebuilder:validation:MinItems=1
	// +kubebuilder:validation:MaxItems=8
	Tests []PerformanceTest `json:"tests,omitempty"`

	// injury is an injury that hinders training on day.
	// +optional
	Injury Injury `json:"injury,omitzero"`
}

// Marker names what is measured.
//
// +kubebuilder:validation:MinLength=1
// +kubebuilder:validation:MaxLength=40
type Marker string

const (
	// MarkerRMSSD is the root mean square of successive differences of normal
	// beat-to-beat intervals, in ms, 3 to 300. The engine works on its logarithm.
	MarkerRMSSD Marker = "RMSSD"
	// MarkerRestingHeartRate is the heart rate at rest, in /min, 25 to 120.
	MarkerRestingHeartRate Marker = "RestingHeartRate"
)

// Observation is one value of a marker. The bounds of marker, unit and value are
// CEL rules because the API server repeats what an enum or a maximum refuses.
//
// +kubebuilder:validation:XValidation:rule="self.marker in ['RMSSD', 'RestingHeartRate']",fieldPath=".marker",message="must be a known marker: RMSSD or RestingHeartRate"
// +kubebuilder:validation:XValidation:rule="self.marker != 'RMSSD' || self.unit == 'ms'",fieldPath=".unit",message="RMSSD must be in ms; multiply seconds by 1000"
// +kubebuilder:validation:XValidation:rule="self.marker != 'RestingHeartRate' || self.unit == '/min'",fieldPath=".unit",message="RestingHeartRate must be in /min, beats per minute"
// +kubebuilder:validation:XValidation:rule="self.marker != 'RMSSD' || !self.value.matches('^-?(0|[1-9][0-9]{0,6})([.][0-9]{1,4})?$') || (double(self.value) >= 3.0 && double(self.value) <= 300.0)",fieldPath=".value",message="RMSSD must be 3 to 300 ms; check the unit and the artefacts, and leave out what was not measured"
// +kubebuilder:validation:XValidation:rule="self.marker != 'RestingHeartRate' || !self.value.matches('^-?(0|[1-9][0-9]{0,6})([.][0-9]{1,4})?$') || (double(self.value) >= 25.0 && double(self.value) <= 120.0)",fieldPath=".value",message="RestingHeartRate must be 25 to 120 /min; leave out what was not measured"
// +kubebuilder:validation:XValidation:rule="!has(self.artefactPercent) || !self.artefactPercent.matches('^-?(0|[1-9][0-9]{0,6})([.][0-9]{1,4})?$') || (double(self.artefactPercent) >= 0.0 && double(self.artefactPercent) <= 100.0)",fieldPath=".artefactPercent",message="must be 0 to 100 percent"
type Observation struct {
	// marker names what is measured.
	// +required
	Marker Marker `json:"marker,omitempty"`

	// value is the measured value in the given unit, within the marker's
	// physiological range. What was not measured is left out, never sent as zero.
	// +required
	Value Decimal `json:"value,omitempty"`

	// unit is the unit of value in the notation of UCUM. Each marker has exactly
	// one, which is repeated here so that a sender who means another one is
	// found out.
	// +required
	// +kubebuilder:validation:MinLength=1
	// +kubebuilder:validation:MaxLength=16
	Unit string `json:"unit,omitempty"`

	// method says how the value was taken: posture and time, such as
	// MorningSupine, MorningSeated, MorningStanding, NightFourHours, NightWhole
	// or SleepMinimum. It is part of the series. Senders must give the same word
	// to the same way of measuring.
	// +required
	// +kubebuilder:validation:MinLength=1
	// +kubebuilder:validation:MaxLength=32
	// +kubebuilder:validation:Pattern=`^[A-Z][A-Za-z0-9]*$`
	Method string `json:"method,omitempty"`

	// measuredAt is the instant of the measurement. Absent: some time on day.
	// +optional
	// +kubebuilder:validation:XValidation:rule="self >= timestamp('2000-01-01T00:00:00Z') && self < timestamp('2200-01-01T00:00:00Z')",message="must be an instant from 2000 to 2199",reason=FieldValueForbidden
	MeasuredAt *metav1.Time `json:"measuredAt,omitempty"`

	// artefactPercent is the share of beats that were corrected or left out, in
	// percent, 0 to 100. The weight of a value falls from 1 percent and is zero
	// from 5 percent on. Absent: not stated, taken as clean.
	// +optional
	ArtefactPercent Decimal `json:"artefactPercent,omitempty"`
}

// WellnessScore is an answer from 1 to 5, where 5 is the best (McLean 2010).
//
// +kubebuilder:validation:Minimum=1
// +kubebuilder:validation:XValidation:rule="self <= 5",message="must be 1 to 5, where 5 is the best",reason=FieldValueForbidden
type WellnessScore int32

// Wellness is the morning questionnaire of McLean (2010). In each item 5 is the
// best: fatigue 5 is very fresh. An absent item was not answered.
//
// +kubebuilder:validation:MinProperties=1
type Wellness struct {
	// fatigue is 1 always tired to 5 very fresh.
	// +optional
	Fatigue WellnessScore `json:"fatigue,omitempty"`

	// soreness is 1 very sore to 5 feeling great.
	// +optional
	Soreness WellnessScore `json:"soreness,omitempty"`

	// stress is 1 highly stressed to 5 very relaxed.
	// +optional
	Stress WellnessScore `json:"stress,omitempty"`

	// mood is 1 highly annoyed, irritable or down to 5 very positive.
	// +optional
	Mood WellnessScore `json:"mood,omitempty"`

	// sleepQuality is 1 insomnia to 5 very restful.
	// +optional
	SleepQuality WellnessScore `json:"sleepQuality,omitempty"`
}

// SleepReport is a main sleep and the naps of a day.
//
// +kubebuilder:validation:XValidation:rule="self.wake > self.onset",fieldPath=".wake",message="must be after onset"
// +kubebuilder:validation:XValidation:rule="self.wake - self.onset <= duration('24h')",fieldPath=".wake",message="must be at most 24 hours after onset"
// +kubebuilder:validation:XValidation:rule="!has(self.asleepMinutes) || self.asleepMinutes <= (self.wake - self.onset).getMinutes()",fieldPath=".asleepMinutes",message="must be at most the time from onset to wake, in minutes; report time asleep, not time in bed"
type SleepReport struct {
	// onset is the instant of falling asleep.
	// +required
	// +kubebuilder:validation:XValidation:rule="self >= timestamp('2000-01-01T00:00:00Z') && self < timestamp('2200-01-01T00:00:00Z')",message="must be an instant from 2000 to 2199",reason=FieldValueForbidden
	Onset metav1.Time `json:"onset,omitzero"`

	// wake is the instant of the last waking.
	// +required
	// +kubebuilder:validation:XValidation:rule="self >= timestamp('2000-01-01T00:00:00Z') && self < timestamp('2200-01-01T00:00:00Z')",message="must be an instant from 2000 to 2199",reason=FieldValueForbidden
	Wake metav1.Time `json:"wake,omitzero"`

	// asleepMinutes is the time asleep between the two, in minutes, at most the
	// time between. Absent: not known, and the night then counts for timing but
	// not for debt.
	// +optional
	// +kubebuilder:validation:XValidation:rule="self >= 0",message="must be 0 or more minutes",reason=FieldValueForbidden
	AsleepMinutes *int32 `json:"asleepMinutes,omitempty"`

	// naps are the naps of day.
	// +optional
	// +listType=atomic
	// +kubebuilder:validation:MaxItems=4
	Naps []Nap `json:"naps,omitempty"`
}

// Nap is a short sleep beside the main one.
type Nap struct {
	// startedAt is the instant of falling asleep.
	// +required
	// +kubebuilder:validation:XValidation:rule="self >= timestamp('2000-01-01T00:00:00Z') && self < timestamp('2200-01-01T00:00:00Z')",message="must be an instant from 2000 to 2199",reason=FieldValueForbidden
	StartedAt metav1.Time `json:"startedAt,omitzero"`

	// minutes is the time asleep, in minutes, 1 to 360.
	// +required
	// +kubebuilder:validation:Minimum=1
	// +kubebuilder:validation:XValidation:rule="self <= 360",message="must be 1 to 360 minutes",reason=FieldValueForbidden
	Minutes int32 `json:"minutes,omitempty"`
}

// ReportContext is what makes a day's markers hard to compare with other days.
//
// +kubebuilder:validation:MinProperties=1
type ReportContext struct {
	// alcohol says whether the athlete drank alcohol the evening before.
	// +optional
	Alcohol *bool `json:"alcohol,omitempty"`

	// travelZones is how many hours the clock was changed by travel since the
	// day before, east positive, -12 to 12.
	// +optional
	// +kubebuilder:validation:XValidation:rule="self >= -12 && self <= 12",message="must be -12 to 12 hours, east positive",reason=FieldValueForbidden
	TravelZones *int32 `json:"travelZones,omitempty"`

	// timeZone is the zone that the athlete is in while travelling. Absent: the
	// Athlete's own.
	// +optional
	TimeZone TimeZone `json:"timeZone,omitempty"`

	// altitudeMetres is the altitude at which the athlete slept, in metres above
	// the sea, 0 to 9000.
	// +optional
	// +kubebuilder:validation:XValidation:rule="self >= 0 && self <= 9000",message="must be 0 to 9000 metres",reason=FieldValueForbidden
	AltitudeMetres *int32 `json:"altitudeMetres,omitempty"`

	// heat says whether the athlete lives in unaccustomed heat.
	// +optional
	Heat *bool `json:"heat,omitempty"`

	// cycleDay is the day of the menstrual cycle, where 1 is the first day of
	// bleeding, 1 to 60.
	// +optional
	// +kubebuilder:validation:Minimum=1
	// +kubebuilder:validation:XValidation:rule="self <= 60",message="must be 1 to 60, where 1 is the first day of bleeding",reason=FieldValueForbidden
	CycleDay int32 `json:"cycleDay,omitempty"`

	// hormonalContraception says whether it is used, since the cycle then says
	// nothing about the markers.
	// +optional
	HormonalContraception *bool `json:"hormonalContraception,omitempty"`

	// medicationAffectingHeartRate says whether a medicine is taken that changes
	// the heart rate, such as a beta blocker.
	// +optional
	MedicationAffectingHeartRate *bool `json:"medicationAffectingHeartRate,omitempty"`
}

// Illness says where symptoms of an illness are.
//
// +kubebuilder:validation:MinLength=1
// +kubebuilder:validation:MaxLength=16
// +kubebuilder:validation:XValidation:rule="self in ['None', 'AboveNeck', 'Systemic']",message="must be None, AboveNeck or Systemic",reason=FieldValueForbidden
type Illness string

const (
	// IllnessNone is the answer of an athlete without symptoms. It is not the
	// same as no answer.
	IllnessNone Illness = "None"
	// IllnessAboveNeck is a runny nose, a sore throat and the like, without
	// fever.
	IllnessAboveNeck Illness = "AboveNeck"
	// IllnessSystemic is fever, aching muscles, a chest cough, an upset stomach.
	IllnessSystemic Illness = "Systemic"
)

// Symptoms says whether the athlete is ill.
type Symptoms struct {
	// illness is the worst that applies.
	// +required
	Illness Illness `json:"illness,omitempty"`

	// feverFreeHours is the time since the last fever without medicine against
	// it, in hours, 0 to 720; 0 is fever now. Absent: no fever in this illness.
	// +optional
	// +kubebuilder:validation:XValidation:rule="self >= 0 && self <= 720",message="must be 0 to 720 hours",reason=FieldValueForbidden
	FeverFreeHours *int32 `json:"feverFreeHours,omitempty"`
}

// BodyRegion says where an injury is.
//
// +kubebuilder:validation:MinLength=1
// +kubebuilder:validation:MaxLength=16
// +kubebuilder:validation:XValidation:rule="self in ['Head', 'Neck', 'Shoulder', 'Arm', 'Hand', 'Chest', 'Back', 'Hip', 'Thigh', 'Knee', 'LowerLeg', 'Ankle', 'Foot']",message="must be Head, Neck, Shoulder, Arm, Hand, Chest, Back, Hip, Thigh, Knee, LowerLeg, Ankle or Foot",reason=FieldValueForbidden
type BodyRegion string

// Severity says how much an injury hinders.
//
// +kubebuilder:validation:MinLength=1
// +kubebuilder:validation:MaxLength=16
// +kubebuilder:validation:XValidation:rule="self in ['Minor', 'Moderate', 'Severe']",message="must be Minor, Moderate or Severe",reason=FieldValueForbidden
type Severity string

const (
	// SeverityMinor is felt, but training goes on.
	SeverityMinor Severity = "Minor"
	// SeverityModerate changes training.
	SeverityModerate Severity = "Moderate"
	// SeveritySevere makes training impossible.
	SeveritySevere Severity = "Severe"
)

// Injury is an injury that hinders training.
type Injury struct {
	// region is where it is.
	// +required
	Region BodyRegion `json:"region,omitempty"`

	// severity is how much it hinders.
	// +required
	Severity Severity `json:"severity,omitempty"`
}

// MarkerReportStatus says what became of a report.
//
// +kubebuilder:validation:MinProperties=1
type MarkerReportStatus struct {
	// conditions are Ready, Reconciling, Stalled and Accepted. Reasons are listed
	// with the types.
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
}

// MarkerReportList is a list of MarkerReports.
//
// +kubebuilder:object:root=true
type MarkerReportList struct {
	metav1.TypeMeta `json:",inline"`
	metav1.ListMeta `json:"metadata,omitempty"`

	Items []MarkerReport `json:"items"`
}
