package recovery

// RuleID is a rule of the model; its number is its bit in a recorded verdict and
// never changes meaning.
type RuleID uint8

// Rules of the default model.
const (
	RuleWellnessLow RuleID = iota
	RuleHRVTrend
	RulePerformance
	RuleSleepDebt
	RuleLoadHigh
	RuleParadox
	RuleSaturation
	RuleOneChannel
	RuleIncompleteRepeated
	RuleIncompleteAtOnce
	RuleSubjectiveAlone
	RuleOverreached
	RuleSlowDrift
	RuleIllness
	RuleMedicalHold
	RuleFlatLine
	RuleNeedsData
	RuleLeave
	RuleRestored
	RuleSilent
	RuleUnverifiedReturn
	RuleLearning
	RuleOverloadWeek
	RuleStrainedRepeated
	RuleReviewRequired
	RuleTravel
	RuleDiscordance
	RuleLoadUnknown
	RuleShiftBack
	RuleShiftImproving
	RuleDriftDay
	ruleCount
)

// RuleNames are the ids under which rules are shown to people.
var RuleNames = [ruleCount]string{
	RuleWellnessLow:        "Wellness.low",
	RuleHRVTrend:           "HRV.trend",
	RulePerformance:        "RPE.fixedLoad",
	RuleSleepDebt:          "Sleep.debt",
	RuleLoadHigh:           "Load.strain",
	RuleParadox:            "HRV.paradox",
	RuleSaturation:         "HRV.saturation",
	RuleOneChannel:         "Evidence.oneChannel",
	RuleIncompleteRepeated: "Incomplete.repeated",
	RuleIncompleteAtOnce:   "Incomplete.atOnce",
	RuleSubjectiveAlone:    "Incomplete.subjectiveAlone",
	RuleOverreached:        "Overreached.suspected",
	RuleSlowDrift:          "Drift.slow",
	RuleIllness:            "Illness.gate",
	RuleMedicalHold:        "Medical.hold",
	RuleFlatLine:           "Wellness.flatLine",
	RuleNeedsData:          "Evidence.needsData",
	RuleLeave:              "Restored.leaveRule",
	RuleRestored:           "Restored.repeated",
	RuleSilent:             "Silence.held",
	RuleUnverifiedReturn:   "Silence.unverifiedReturn",
	RuleLearning:           "Phase.learning",
	RuleOverloadWeek:       "Intent.overload",
	RuleStrainedRepeated:   "Strained.repeated",
	RuleReviewRequired:     "Review.required",
	RuleTravel:             "HRV.suspended",
	RuleDiscordance:        "RPE.discordance",
	RuleLoadUnknown:        "Load.unknown",
	RuleShiftBack:          "Shift.parasympathetic",
	RuleShiftImproving:     "Shift.improving",
	RuleDriftDay:           "Drift.day",
}

// String returns the rule's id.
func (r RuleID) String() string {
	if int(r) < len(RuleNames) {
		return RuleNames[r]
	}
	return "unknown"
}

// channelRule is the rule under which a channel's evidence is reported.
var channelRule = [channelCount]RuleID{RuleWellnessLow, RuleHRVTrend, RulePerformance, RuleSleepDebt, RuleLoadHigh}
