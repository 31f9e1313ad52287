package admission_test

import (
	"fmt"
	"testing"
)

// labels returns n labels.
func labels(n int) object {
	out := object{}
	for i := range n {
		out[fmt.Sprintf("label-%d", i)] = "x"
	}
	return out
}

// namedSessions returns n sessions of a week with names of their own.
func namedSessions(n int) list {
	out := make(list, n)
	for i := range out {
		out[i] = object{
			"name": fmt.Sprintf("session-%d", i), "weekday": "Monday", "time": "06:00",
			"kind": "Run", "intensity": "Easy", "durationMinutes": 30,
		}
	}
	return out
}

// TestLargestBlock shows that the greatest plan that the bounds allow is within
// the server's budget for rules at run time, too.
func TestLargestBlock(t *testing.T) {
	block := edited(t, sample("trainingblock")(t), edits{"spec.weeks": items(60, object{"sessions": namedSessions(28)})})
	if err := dryRun(t, block); err != nil {
		t.Error(err)
	}
}

var trainingBlockTrials = kindTrials{valid: sample("trainingblock"), trials: []trial{
	{name: "for one athlete", set: edits{"spec.athleteSelector": removed{}, "spec.athleteRef": object{"name": "a-7f3k"}}},
	{name: "by expression", set: edits{"spec.athleteSelector": object{"matchExpressions": list{object{"key": "squad", "operator": "In", "values": list{"distance", "sprint"}}}}}},
	{name: "week off", set: edits{"spec.weeks.1": object{"intent": "Deload"}}},
	{name: "same session name in two weeks", set: edits{"spec.weeks.1.sessions.0.name": "threshold"}},
	{name: "competitions", set: edits{"spec.competitions": list{object{"name": "regionals", "day": "2026-03-28", "priority": "Fixed"}}}},
	{name: "28 sessions", set: edits{"spec.weeks.0.sessions": namedSessions(28)}},
	{name: "104 weeks", set: edits{"spec.weeks": items(4, object{"repeat": 26})}},

	{name: "neither athlete nor selector", set: edits{"spec.athleteSelector": removed{}}, refused: oneTarget},
	{name: "both athlete and selector", set: edits{"spec.athleteRef": object{"name": "a-7f3k"}}, refused: oneTarget},
	{name: "17 labels", set: edits{"spec.athleteSelector": object{"matchLabels": labels(17)}}, refused: "must have at most 16 matchLabels"},
	{name: "athlete of another namespace", set: edits{"spec.athleteSelector": removed{}, "spec.athleteRef": object{"name": "a-7f3k", "namespace": "elsewhere"}}, refused: `unknown field \"spec.athleteRef.namespace\"`},
	{name: "start on 31 February", set: edits{"spec.startDay": "2026-02-31"}, refused: noSuchDay},
	{name: "no weeks", set: edits{"spec.weeks": list{}}, refused: "spec.weeks", repeats: true},
	{name: "61 weeks", set: edits{"spec.weeks": items(61, object{})}, refused: "must have at most 60 items"},
	{name: "105 weeks by repeats", set: edits{"spec.weeks": append(items(4, object{"repeat": 26}), object{})}, refused: "must last at most 104 weeks, repeats counted"},
	{name: "repeat 0", set: edits{"spec.weeks.0.repeat": 0}, refused: "should be greater than or equal to 1", repeats: true},
	{name: "repeat 27", set: edits{"spec.weeks.0.repeat": 27}, refused: "should be less than or equal to 26", repeats: true},
	{name: "no such intent", set: edits{"spec.weeks.0.intent": "Suffer"}, refused: "Unsupported value", repeats: true},
	{name: "two sessions of one name", set: edits{"spec.weeks.0.sessions.1.name": "threshold"}, refused: `spec.weeks[0].sessions[1]: Duplicate value`, repeats: true},
	{name: "29 sessions", set: edits{"spec.weeks.0.sessions": namedSessions(29)}, refused: "must have at most 28 items"},
	{name: "session without a name", set: edits{"spec.weeks.0.sessions.0.name": removed{}}, refused: "spec.weeks[0].sessions[0].name"},
	{name: "session name with capitals", set: edits{"spec.weeks.0.sessions.0.name": "Threshold"}, refused: "spec.weeks[0].sessions[0].name", repeats: true},
	{name: "session name of 1 MB", set: edits{"spec.weeks.0.sessions.0.name": megabyte}, refused: "spec.weeks[0].sessions[0].name: Too long"},
	{name: "time 25:00", set: edits{"spec.weeks.0.sessions.0.time": "25:00"}, refused: noTimeOfDay},
	{name: "time of day with seconds", set: edits{"spec.weeks.0.sessions.0.time": "17:30:00"}, refused: "spec.weeks[0].sessions[0].time: Too long"},
	{name: "intensity Nothing", set: edits{"spec.weeks.0.sessions.0.intensity": "Nothing"}, refused: "Unsupported value", repeats: true},
	{name: "no such kind", set: edits{"spec.weeks.0.sessions.0.kind": "Chess"}, refused: "Unsupported value", repeats: true},
	{name: "duration 0", set: edits{"spec.weeks.0.sessions.0.durationMinutes": 0}, refused: "should be greater than or equal to 1", repeats: true},
	{name: "duration 1441", set: edits{"spec.weeks.0.sessions.0.durationMinutes": 1441}, refused: "should be less than or equal to 1440", repeats: true},
	{name: "duration 1e308", set: edits{"spec.weeks.0.sessions.0.durationMinutes": 1e308}, refused: "must be of type int", repeats: true},
	{name: "load negative", set: edits{"spec.weeks.0.sessions.0.plannedLoad": -1}, refused: "should be greater than or equal to 0", repeats: true},
	{name: "move by a week", set: edits{"spec.weeks.0.sessions.0.mayMove.laterDays": 7}, refused: "should be less than or equal to 6", repeats: true},
	{name: "move not at all", set: edits{"spec.weeks.0.sessions.0.mayMove": object{}}, refused: "mayMove"},
	{name: "17 competitions", set: edits{"spec.competitions": items(17, object{"name": "regionals", "day": "2026-03-28"})}, refused: "must have at most 16 items"},
	{name: "competition on 31 February", set: edits{"spec.competitions": list{object{"name": "regionals", "day": "2026-02-31"}}}, refused: noSuchDay},
}}
