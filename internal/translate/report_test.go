package translate

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"sigs.k8s.io/yaml"

	"fallow.dev/fallow/api/v1alpha1"
	"fallow.dev/fallow/internal/recovery"
)

// decode reads a report as a device writes it.
func decode(tb testing.TB, text string) *v1alpha1.MarkerReport {
	tb.Helper()
	var r v1alpha1.MarkerReport
	if err := yaml.UnmarshalStrict([]byte(text), &r); err != nil {
		tb.Fatal(err)
	}
	return &r
}

// TestReport maps every field that the engine judges.
func TestReport(t *testing.T) {
	berlin := zone(t, "Europe/Berlin")
	at := func(clock string) time.Time {
		out, err := time.Parse(time.RFC3339, clock)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	tests := map[string]struct {
		text string
		want recovery.Report
	}{
		"nothing but a day": {
			`{spec: {day: "2026-03-10", source: watch}}`,
			recovery.Report{Day: start + 1, Source: "watch"},
		},
		"observations": {
			`{spec: {day: "2026-03-10", source: s, observations: [
			  {marker: RMSSD, value: "62.4", unit: ms, method: MorningSupine, measuredAt: "2026-03-10T06:41:00+01:00", artefactPercent: "0.8"},
			  {marker: RestingHeartRate, value: "47", unit: /min, method: Night}]}}`,
			recovery.Report{Day: start + 1, Source: "s", Observations: []recovery.Observation{
				{Marker: recovery.RMSSD, Value: 62.4, Unit: "ms", Method: "MorningSupine", Measured: at("2026-03-10T06:41:00+01:00"), ArtefactPercent: .8},
				{Marker: recovery.RestingHeartRate, Value: 47, Unit: "/min", Method: "Night", ArtefactPercent: -1},
			}},
		},
		"a correction, and a retraction": {
			`{spec: {day: "2026-03-10", source: s, revision: 3, retract: true, restDay: true}}`,
			recovery.Report{Day: start + 1, Source: "s", Revision: 3, Retract: true, RestDay: true},
		},
		"wellness": {
			`{spec: {day: "2026-03-10", source: s, wellness: {fatigue: 1, soreness: 2, stress: 3, mood: 4, sleepQuality: 5}}}`,
			recovery.Report{Day: start + 1, Source: "s", Wellness: recovery.Wellness{1, 2, 3, 4, 5}},
		},
		"sleep with naps": {
			`{spec: {day: "2026-03-10", source: s, sleep: {onset: "2026-03-09T22:50:00+01:00", wake: "2026-03-10T06:35:00+01:00", asleepMinutes: 440,
			  naps: [{startedAt: "2026-03-10T13:00:00+01:00", minutes: 20}, {startedAt: "2026-03-10T17:00:00+01:00", minutes: 15}]}}}`,
			recovery.Report{Day: start + 1, Source: "s", NapMinutes: 35, Sleep: &recovery.MainSleep{
				Onset: at("2026-03-09T22:50:00+01:00"), Wake: at("2026-03-10T06:35:00+01:00"), AsleepMinutes: 440,
			}},
		},
		"only the times of a night": {
			`{spec: {day: "2026-03-10", source: s, sleep: {onset: "2026-03-09T22:50:00+01:00", wake: "2026-03-10T06:35:00+01:00"}}}`,
			recovery.Report{Day: start + 1, Source: "s", Sleep: &recovery.MainSleep{
				Onset: at("2026-03-09T22:50:00+01:00"), Wake: at("2026-03-10T06:35:00+01:00"), AsleepMinutes: recovery.Missing,
			}},
		},
		"context of a traveller": {
			`{spec: {day: "2026-03-10", source: s, context: {alcohol: true, travelZones: -7, timeZone: America/Denver, altitudeMetres: 2100, medicationAffectingHeartRate: true}}}`,
			recovery.Report{Day: start + 1, Source: "s", Zone: zone(t, "America/Denver"), Context: &recovery.Context{
				Alcohol: true, TravelZones: -7, AltitudeMetres: 2100, Medication: true,
			}},
		},
		"a context that says no is an answer": {
			`{spec: {day: "2026-03-10", source: s, context: {alcohol: false}}}`,
			recovery.Report{Day: start + 1, Source: "s", Context: &recovery.Context{}},
		},
		"a zone that does not exist is home": {
			`{spec: {day: "2026-03-10", source: s, context: {timeZone: Europe/Atlantis}}}`,
			recovery.Report{Day: start + 1, Source: "s", Context: &recovery.Context{}},
		},
		"symptoms": {
			`{spec: {day: "2026-03-10", source: s, symptoms: {illness: Systemic, feverFreeHours: 0}}}`,
			recovery.Report{Day: start + 1, Source: "s", Symptoms: &recovery.Symptoms{Illness: recovery.Systemic, FeverFreeHours: 0}},
		},
		"no symptoms is an answer": {
			`{spec: {day: "2026-03-10", source: s, symptoms: {illness: None}}}`,
			recovery.Report{Day: start + 1, Source: "s", Symptoms: &recovery.Symptoms{FeverFreeHours: -1}},
		},
		"sessions": {
			`{spec: {day: "2026-03-10", source: s, sessions: [
			  {kind: Run, intensity: Threshold, startedAt: "2026-03-09T17:32:00+01:00", durationMinutes: 74, rpe: 7, averagePowerWatts: 251, eccentric: true},
			  {kind: Other, startedAt: "2026-03-10T06:00:00+01:00", durationMinutes: 20}, 
			  {kind: Walk, intensity: Easy, startedAt: "2026-03-10T12:00:00+01:00", durationMinutes: 20, rpe: 0}]}}`,
			recovery.Report{Day: start + 1, Source: "s", Sessions: []recovery.Session{
				{Kind: "Run", Intensity: recovery.Threshold, Start: at("2026-03-09T17:32:00+01:00"), Minutes: 74, RPE: 7, Watts: 251, Eccentric: true},
				{Kind: "Other", Start: at("2026-03-10T06:00:00+01:00"), Minutes: 20, RPE: recovery.Missing},
				{Kind: "Walk", Intensity: recovery.Easy, Start: at("2026-03-10T12:00:00+01:00"), Minutes: 20},
			}},
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			got := Report(decode(t, test.text))
			if diff := cmp.Diff(test.want, got, cmp.Comparer(func(a, b *time.Location) bool { return a.String() == b.String() })); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if _, refusal := recovery.Fold(recovery.Ledger{}, &got, recovery.Calendar{Today: start + 1, Zone: berlin}); refusal != nil {
				t.Errorf("the engine refuses it: %v", refusal)
			}
		})
	}
}

// What is not a number or a day is what the engine refuses, never something near.
func TestReportThatCannotBeRead(t *testing.T) {
	for _, value := range []v1alpha1.Decimal{"", "abc", "1e308", "NaN", "+Inf", "62,4", "62.4m", "999999999999999"} {
		r := Report(&v1alpha1.MarkerReport{Spec: v1alpha1.MarkerReportSpec{Day: "2026-03-10", Source: "s", Observations: []v1alpha1.Observation{
			{Marker: v1alpha1.MarkerRMSSD, Unit: "ms", Method: "m", Value: value},
		}}})
		if _, refusal := recovery.Fold(recovery.Ledger{}, &r, recovery.Calendar{Today: start + 1, Zone: time.UTC}); refusal == nil || refusal.Reason != recovery.RefusedRange {
			t.Errorf("value %q was taken as %v: %v", value, r.Observations[0].Value, refusal)
		}
	}
	r := Report(&v1alpha1.MarkerReport{Spec: v1alpha1.MarkerReportSpec{Day: "2026-03-10", Source: "s", Observations: []v1alpha1.Observation{
		{Marker: v1alpha1.MarkerRMSSD, Unit: "ms", Method: "m", Value: "62.4", ArtefactPercent: "few"},
	}}})
	if _, refusal := recovery.Fold(recovery.Ledger{}, &r, recovery.Calendar{Today: start + 1, Zone: time.UTC}); refusal == nil {
		t.Errorf("artefacts that cannot be read were taken as %g percent", r.Observations[0].ArtefactPercent)
	}
	for _, day := range []v1alpha1.Day{"", "2026-02-31", "0000-00-00", "2026-3-1", "tomorrow"} {
		r := Report(&v1alpha1.MarkerReport{Spec: v1alpha1.MarkerReportSpec{Day: day, Source: "s"}})
		if _, refusal := recovery.Fold(recovery.Ledger{}, &r, recovery.Calendar{Today: start, Zone: time.UTC}); refusal == nil {
			t.Errorf("day %q was taken as %v", day, r.Day)
		}
	}
}

func TestScalars(t *testing.T) {
	if got := Day("2026-03-09"); got != start || DayString(got) != "2026-03-09" {
		t.Errorf("2026-03-09 is %v, %s", got, DayString(got))
	}
	if Day("2026-02-31") != 0 || DayString(0) != "" {
		t.Error("an impossible day is none")
	}
	if Time(0) != nil || Instant(nil) != 0 || Instant(&metav1.Time{}) != 0 {
		t.Error("no instant is no time")
	}
	at := metav1.NewTime(time.Date(2026, 3, 29, 1, 30, 0, 0, time.UTC))
	if got := Time(Instant(&at)); !got.Equal(&at) {
		t.Errorf("%v there and back is %v", at, got)
	}
	for text, want := range map[v1alpha1.TimeOfDay]int{"00:00": 0, "07:05": 425, "23:59": 1439} {
		if got, ok := minuteOfDay(text); !ok || got != want {
			t.Errorf("%s is minute %d, %t", text, got, ok)
		}
	}
	for _, text := range []v1alpha1.TimeOfDay{"", "24:00", "7", "07:60", "07:05:00"} {
		if got, ok := minuteOfDay(text); ok {
			t.Errorf("%q is minute %d", text, got)
		}
	}
}

// TestNames: each name of the API has one value of the engine, in its order.
func TestNames(t *testing.T) {
	checkNames(t, "states", states, 6)
	checkNames(t, "shifts", shifts, 4)
	checkNames(t, "directions", directions, 3)
	checkNames(t, "margins", margins, 4)
	checkNames(t, "tissues", tissues, 4)
	checkNames(t, "triggers", triggers, 5)
	checkNames(t, "approvals", approvals, 5)
	checkNames(t, "illnesses", illnesses, 3)
	checkNames(t, "intents", intents, 6)
	checkNames(t, "intensities", intensities, 5)
	checkNames(t, "modes", modes, 3)
	checkNames(t, "criteria", criteria, 4)
	for id, want := range map[recovery.State]v1alpha1.RecoveryState{recovery.Unknown: v1alpha1.StateUnknown, recovery.Restored: v1alpha1.StateRestored, recovery.Hold: v1alpha1.StateHold} {
		if got := states.name(int(id)); got != want {
			t.Errorf("state %d is %s, want %s", id, got, want)
		}
	}
	if triggers.name(int(recovery.TriggerIllness)) != v1alpha1.TriggerIllness || approvals.name(int(recovery.Automatic)) != v1alpha1.ApprovalAutomatic ||
		modes.name(int(recovery.Enforce)) != v1alpha1.Enforce || intents.name(int(recovery.RaceWeek)) != v1alpha1.IntentRace ||
		intensities.name(int(recovery.High)) != v1alpha1.IntensityHigh || criteria.name(int(recovery.Unanswered)) != v1alpha1.CriterionUnknown ||
		margins.name(int(recovery.Far)) != v1alpha1.MarginFar || directions.name(int(recovery.Better)) != v1alpha1.DirectionBetter ||
		shifts.name(int(recovery.Parasympathetic)) != v1alpha1.ShiftParasympathetic || illnesses.name(int(recovery.Systemic)) != v1alpha1.IllnessSystemic {
		t.Error("the last name of a list is not the engine's last value")
	}
}

func checkNames[T ~string](t *testing.T, what string, all names[T], count int) {
	t.Helper()
	if len(all) != count {
		t.Errorf("%d %s, want %d", len(all), what, count)
	}
	for i, name := range all {
		if all.index(name) != i || all.name(i) != name {
			t.Errorf("%s: %q is %d there and %q back", what, name, all.index(name), all.name(i))
		}
	}
	if all.name(-1) != all[0] || all.name(len(all)) != all[0] || all.index("no such name") != 0 {
		t.Errorf("%s: what is not known is not the first", what)
	}
}
