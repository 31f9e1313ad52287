package recovery

// Params are the constants of the model, one field each. Default holds the
// published or proposed values; a RecoveryPolicy replaces single ones through
// the registry in parameters.go, which names unit, range, source and grade.
type Params struct {
	Baseline    BaselineParams
	Autonomic   AutonomicParams
	Subjective  SubjectiveParams
	Performance PerformanceParams
	Sleep       SleepParams
	Load        LoadParams
	Evidence    EvidenceParams
	Decision    DecisionParams
	Dose        DoseParams
	Silence     SilenceParams
	Illness     IllnessParams
	Clocks      ClockParams
}

// BaselineParams shape the athlete's own reference.
type BaselineParams struct {
	ReferenceDays, LagDays, LongLagDays, LongLagFromDays int
	MinimumValues, ProvisionalValues                     int
	ProvisionalWidening, PriorValues                     float64
	PriorSDLnRMSSD, PriorSDRestingHeartRate              float64
	PriorSDWellness, PriorSDRPE                          float64
	TrendDays, TrendMinimumValues                        int
	EpisodeTrendDays, EpisodeTrendMinimumValues          int
	Autocorrelation                                      float64
	LearningDays                                         int
}

// AutonomicParams read heart-rate variability and resting heart rate.
type AutonomicParams struct {
	TrendWeight, AcuteWeight, RestingHeartRateWeight float64
	AcuteOnlyWeight, AcuteOnlyQuality                float64
	FreshDays                                        int
	ParadoxTrend, ParadoxRestingHeartRate            float64
	ParadoxSubjective, ParadoxEvidence               float64
	OverloadDays, OverloadWindowDays                 int
	SaturationSubjective                             float64
	TravelZones, AltitudeMetres                      int
}

// SubjectiveParams read the wellness questionnaire.
type SubjectiveParams struct {
	TodayWeight, RecentWeight        float64
	RecentDays                       int
	ItemFloorSD, ItemClipSD          float64
	AnsweredSharePercent             int
	FreshHalfLifeDays, FreshDays     float64
	FlatLineDays, FlatLineDifferDays int
	FlatLineWindowDays               int
	FlatLineQuality                  float64
}

// PerformanceParams read the perceived exertion of comparable sessions.
type PerformanceParams struct {
	TypicalErrorRPE              float64
	ComparableDurationPercent    int
	ComparablePowerPercent       int
	MinimumComparable            int
	Sessions                     int
	FreshHalfLifeDays, FreshDays float64
	DiscordanceRPE               float64
	DiscordanceSessions          int
}

// SleepParams read sleep debt, last night's duration and regularity.
type SleepParams struct {
	DebtWeight, DebtScaleHours        float64
	ShortWeight, ShortScaleHours      float64
	RegularityWeight, RegularityFloor float64
	RegularityScale                   float64
	DebtCapHours, OwnNeedPercentile   float64
	Nights, MinimumNights             int
	MedianMargin                      float64
}

// LoadParams read training load, which is context and never proves fatigue.
type LoadParams struct {
	Percentile              float64
	WindowDays, MinimumDays int
	MonotonyCap             float64
	NoReferencePenalty      float64
	UnknownDays             int
	UnknownPenalty          float64
}

// EvidenceParams join the channels into one probability.
type EvidenceParams struct {
	PriorLogOdds                                                                  float64
	SubjectiveWeight, AutonomicWeight, PerformanceWeight, SleepWeight, LoadWeight float64
	DeadBand, Cap                                                                 float64
	SecondDiscount, ThirdDiscount, FourthDiscount                                 float64
	MinimumTotalWeight                                                            float64
	DeliveredDays, DeliveredWindowDays                                            int
}

// DecisionParams are the thresholds of the state machine.
type DecisionParams struct {
	EnterProbability, EnterAtOnceProbability, LeaveProbability float64
	EnterEvaluations, LeaveEvaluations, RestoredEvaluations    int
	DecideConfidence, UnknownConfidence                        float64
	Channels                                                   int
	SubjectiveAlone                                            float64
	SubjectiveAloneDays                                        int
	LeaveSubjective, LeaveTrend                                float64
	LeaveRestingHeartRate, LeavePerformance                    float64
	StrainedDays, StrainedWindowDays                           int
	DriftSD                                                    float64
	DriftDays                                                  int
	OverreachedDays, OverreachedWindowDays                     int
	OverreachedEpisodeDays, OverreachedSubjectiveDays          int
	OverreachedCertainDays, OverreachedLeaveEvaluations        int
}

// DoseParams size a rest window.
type DoseParams struct {
	HalfLifeShortHours, HalfLifeMediumHours, HalfLifeLongHours float64
	ShortDays, MediumDays                                      int
	TargetSD                                                   float64
	FallingFactor, ImprovingFactor, FallingSDPerWeek           float64
	DebtFreeHours, SleepHoursPerDebtStep, DebtStepHours        float64
	SleepCapHours                                              float64
	FirstWindowHours, ExtensionHours, PersonAskedHours         int
	StrainedHours, SubjectiveAloneHours                        int
	OverreachedFirstDays, OverreachedMaximumDays               int
	OverreachedStrictHours, OverreachedVolumePercent           int
	MinimumDwellHours, RestoredDaysToClose                     int
	NothingDays, NothingWindowDays                             int
	ReviewFirstDay, ReviewSecondDay                            int
	EasyMaxHeartRatePercent                                    int
}

// SilenceParams say what happens when nobody answers.
type SilenceParams struct {
	EvaluateAfterWakeHours, ReviewGraceHours, CappedHours, UnknownDays int
}

// IllnessParams stage the return to training after an infection.
type IllnessParams struct {
	AboveNeckStage                  int
	StageDays, LongIllnessStageDays int
	ShortIllnessDays                int
	SymptomFreeHours                int
	RestingHeartRate                float64
	BaselineGraceDays               int
	SilentReviewDays                int
}

// ClockParams are the hours until the next hard use of a tissue.
type ClockParams struct {
	EasyAutonomicHours, ModerateAutonomicHours              int
	ThresholdAutonomicHours, HighAutonomicHours             int
	GlycogenHours, GlycogenMinutes                          int
	StrengthMuscleHours, HeavyStrengthMuscleHours           int
	PlyometricsNeuromuscularHours, SprintNeuromuscularHours int
	EccentricMuscleHours, TeamMatchMuscleHours              int
	MarathonMuscleHours, MarathonMinutes                    int
	LeaveWaitsHours                                         int
}

// Default returns the constants of the default model.
func Default() Params {
	var p Params
	for i := range Parameters {
		Parameters[i].set(&p, Parameters[i].Default)
	}
	return p
}
