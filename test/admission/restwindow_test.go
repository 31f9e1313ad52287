package admission_test

import "maps"

// engines are the edits that make the sample an engine's window.
func engines(more edits) edits {
	set := edits{
		"metadata.name": "a-7f3k-1", "spec.athleteSelector": removed{}, "spec.athleteRef": object{"name": "a-7f3k"},
		"spec.trigger": "Incomplete", "spec.approval": "Automatic", "spec.episode": 1, "spec.decision": 7,
	}
	maps.Copy(set, more)
	return set
}

const oneTarget = "exactly one of athleteRef and athleteSelector must be set"

var restWindowTrials = kindTrials{valid: sample("restwindow"), trials: []trial{
	{name: "declared for one athlete", set: edits{"spec.athleteSelector": removed{}, "spec.athleteRef": object{"name": "a-7f3k"}}},
	{name: "declared for all", set: edits{"spec.athleteSelector": object{}}},
	{name: "the engine's", set: engines(nil)},
	{name: "the engine's in full", set: engines(edits{
		"spec.allow": "Nothing", "spec.easyFrom": "2026-03-18T06:00:00Z", "spec.releasedAt": "2026-03-20T06:00:00Z",
		"spec.allowance": object{"maxIntensity": "Easy", "maxMinutes": 30, "maxHeartRatePercent": 70},
		"spec.waiver":    object{"reason": "national championship", "until": "2026-03-19T06:00:00Z"},
		"spec.clearance": object{"reason": "seen by the team physician", "at": "2026-03-19T06:00:00Z"},
		"spec.handBack":  true,
	})},
	{name: "neither athlete nor selector", set: edits{"spec.athleteSelector": removed{}}, refused: oneTarget},
	{name: "both athlete and selector", set: edits{"spec.athleteRef": object{"name": "a-7f3k"}}, refused: oneTarget},
	{name: "engine's trigger with a selector", set: edits{"spec.trigger": "Strained"}, refused: "every trigger but Declared is about one athlete: set athleteRef", repeats: true},
	{name: "17 labels", set: edits{"spec.athleteSelector": object{"matchLabels": labels(17)}}, refused: "must have at most 16 matchLabels"},
	{name: "end before start", set: edits{"spec.end": "2026-03-15T06:00:00Z"}, refused: "must be after start"},
	{name: "end at start", set: edits{"spec.end": "2026-03-16T06:00:00Z"}, refused: "must be after start", repeats: true},
	{name: "366 days", set: edits{"spec.end": "2027-03-17T06:00:00Z"}},
	{name: "more than 366 days", set: edits{"spec.end": "2027-03-17T06:00:01Z"}, refused: "must be at most 366 days after start"},
	{name: "a hundred years", set: edits{"spec.end": "2126-03-17T06:00:00Z"}, refused: "must be at most 366 days after start"},
	{name: "start in year 1", set: edits{"spec.start": "0001-01-01T00:00:00Z"}, refused: wrongYears},
	{name: "end in year 9999", set: edits{"spec.end": "9999-12-31T23:59:59Z"}, refused: wrongYears},
	{name: "leap second", set: edits{"spec.end": "2026-03-17T23:59:60Z"}, refused: notAnInstant, repeats: true},
	{name: "start as a day", set: edits{"spec.start": "2026-03-16"}, refused: notAnInstant, repeats: true},
	{name: "start on 31 February", set: edits{"spec.start": "2026-02-31T06:00:00Z"}, refused: notAnInstant, repeats: true},
	{name: "start missing", set: edits{"spec.start": removed{}}, refused: "spec.start"},
	{name: "declared without end", set: edits{"spec.end": removed{}}, refused: "only the triggers Illness and MedicalHold may leave it out"},
	{name: "incomplete without end", set: engines(edits{"spec.end": removed{}}), refused: "only the triggers Illness and MedicalHold may leave it out", repeats: true},
	{name: "illness without end", set: engines(edits{"spec.end": removed{}, "spec.trigger": "Illness"})},
	{name: "hold without end", set: engines(edits{"spec.end": removed{}, "spec.trigger": "MedicalHold"})},
	{name: "no such trigger", set: edits{"spec.trigger": "Tired"}, refused: "Unsupported value", repeats: true},
	{name: "allow moderate", set: edits{"spec.allow": "Moderate"}, refused: `supported values: \"Nothing\", \"Easy\"`, repeats: true},
	{name: "no such approval", set: edits{"spec.approval": "Maybe"}, refused: "Unsupported value", repeats: true},
	{name: "no allowance", set: edits{"spec.allowance": object{}}, refused: "spec.allowance"},
	{name: "allowance of 601 minutes", set: edits{"spec.allowance.maxMinutes": 601}, refused: "should be less than or equal to 600", repeats: true},
	{name: "allowance of 39 percent", set: edits{"spec.allowance.maxHeartRatePercent": 39}, refused: "should be greater than or equal to 40", repeats: true},
	{name: "waiver without a reason", set: edits{"spec.waiver": object{"until": "2026-03-19T06:00:00Z"}}, refused: "spec.waiver.reason"},
	{name: "waiver without an end", set: edits{"spec.waiver": object{"reason": "race"}}, refused: "spec.waiver.until"},
	{name: "waiver of 1 MB", set: edits{"spec.waiver": object{"until": "2026-03-19T06:00:00Z"}, "spec.waiver.reason": megabyte}, refused: "spec.waiver.reason: Too long"},
	{name: "clearance in year 9999", set: edits{"spec.clearance": object{"reason": "well", "at": "9999-12-31T23:59:59Z"}}, refused: wrongYears},
	{name: "episode 0", set: edits{"spec.episode": 0}, refused: "should be greater than or equal to 1", repeats: true},
	{name: "decision negative", set: edits{"spec.decision": -1}, refused: "should be greater than or equal to 0", repeats: true},
	{name: "of another namespace", set: engines(edits{"spec.athleteRef": object{"name": "a-7f3k", "namespace": "elsewhere"}}), refused: `unknown field \"spec.athleteRef.namespace\"`, repeats: true},
}}
