package controllers

import (
	"encoding/json"
	"fmt"
	"sync"
	"testing"
	"time"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/types"

	"fallow.dev/fallow/api/v1alpha1"
	"fallow.dev/fallow/internal/recovery"
	"fallow.dev/fallow/internal/schedule"
	"fallow.dev/fallow/internal/simulate"
	"fallow.dev/fallow/internal/translate"
)

const (
	athleteName = "a-7f3k"
	athleteUID  = types.UID("uid-athlete")
)

// firstDay is day 0 of every season: Monday 2026-01-12, in winter time.
const firstDay = recovery.Day(20465)

// berlin loads the zone of the athletes.
var berlin = sync.OnceValue(func() *time.Location {
	zone, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		panic(err)
	}
	return zone
})

// morning is 07:20 on a day of the season, 20 minutes after the usual wake.
func morning(day int) time.Time { return (firstDay + recovery.Day(day)).At(7*60+20, berlin()) }

func dayName(day int) v1alpha1.Day { return translate.DayString(firstDay + recovery.Day(day)) }

func newAthlete() *v1alpha1.Athlete {
	return &v1alpha1.Athlete{
		ObjectMeta: metav1.ObjectMeta{Name: athleteName, Namespace: squad, UID: athleteUID, Generation: 1, Labels: map[string]string{"squad": "distance"}},
		Spec: v1alpha1.AthleteSpec{
			TimeZone: "Europe/Berlin", PolicyRef: v1alpha1.PolicyRef{Name: "default"},
			Sleep: &v1alpha1.SleepHabit{NeedMinutes: 480, UsualOnset: "22:45", UsualWake: "07:00"},
		},
		Status: v1alpha1.AthleteStatus{ObservedGeneration: -1}, // the server's default
	}
}

func newPolicy() *v1alpha1.RecoveryPolicy {
	return &v1alpha1.RecoveryPolicy{ObjectMeta: metav1.ObjectMeta{Name: "default", Namespace: squad, Generation: 1}}
}

// newBlock plans two threshold runs and a long one in each of 20 weeks, for the
// squad.
func newBlock() *v1alpha1.TrainingBlock {
	run := func(name string, day v1alpha1.Weekday, at v1alpha1.TimeOfDay, intensity v1alpha1.Intensity, minutes int32) v1alpha1.PlannedSession {
		return v1alpha1.PlannedSession{Name: name, Weekday: day, Time: at, Kind: "Run", Intensity: intensity, DurationMinutes: minutes, Priority: "Normal"}
	}
	return &v1alpha1.TrainingBlock{
		ObjectMeta: metav1.ObjectMeta{Name: "base", Namespace: squad, Generation: 1},
		Spec: v1alpha1.TrainingBlockSpec{
			AthleteSelector: &metav1.LabelSelector{MatchLabels: map[string]string{"squad": "distance"}}, StartDay: dayName(0),
			Weeks: []v1alpha1.TrainingWeek{{Repeat: 20, Intent: v1alpha1.IntentBuild, Sessions: []v1alpha1.PlannedSession{
				run("threshold", "Tuesday", "17:30", v1alpha1.IntensityThreshold, 75),
				run("intervals", "Friday", "17:30", v1alpha1.IntensityHigh, 60),
				run("long-run", "Sunday", "09:00", v1alpha1.IntensityEasy, 120),
			}}},
		},
	}
}

// season is what an athlete reports over many days, and what the engine decides
// on it when the shell has no part in it.
type season struct {
	reports   []*v1alpha1.MarkerReport // one a day
	ledgers   []recovery.Ledger        // before the day
	decisions []recovery.Decision
}

// camp is a season with a hard training camp from day 42 to day 55.
var camp = sync.OnceValue(func() *season {
	fatigue := simulate.Overload{FirstDay: 42, LastDay: 55, Peak: 1.8, HeldDays: 4}
	return live(1, 84, func(day int) simulate.Truth { return simulate.Truth{Fatigue: fatigue.Fatigue(day), Illness: "None"} })
})

// infection is a season with systemic symptoms from day 40 to day 43.
var infection = sync.OnceValue(func() *season {
	return live(2, 60, func(day int) simulate.Truth {
		if day >= 40 && day <= 43 {
			return simulate.Truth{Illness: "Systemic"}
		}
		return simulate.Truth{Illness: "None"}
	})
})

// quiet is a season in which nothing happens.
var quiet = sync.OnceValue(func() *season {
	return live(3, 130, func(int) simulate.Truth { return simulate.Truth{Illness: "None"} })
})

func live(seed uint64, days int, truth func(day int) simulate.Truth) *season {
	athlete := simulate.Typical()
	athlete.LnRMSSDSD, athlete.WellnessSD = 0.2, 0.45
	s := &season{}
	simulated := simulate.Season(seed, athlete, days, trains, truth)
	set := newSetting()
	var l recovery.Ledger
	for day := range simulated {
		report := reportOf(simulated, day)
		s.reports = append(s.reports, report)
		s.ledgers = append(s.ledgers, l)
		d := recovery.Decide(recovery.Input{
			Ledger: l, Reports: []recovery.Report{translate.Report(report)}, Setting: set, Now: recovery.InstantOf(morning(day)),
		})
		s.decisions = append(s.decisions, d)
		l = d.Ledger
	}
	return s
}

func trains(day int) []simulate.Session {
	switch day % 7 {
	case 1, 4:
		return []simulate.Session{{Name: "threshold", Kind: "Run", Intensity: "Threshold", Hour: 17, Minutes: 75, RPE: 6.5}}
	case 6:
		return []simulate.Session{{Name: "long-run", Kind: "Run", Intensity: "Easy", Hour: 9, Minutes: 120, RPE: 4}}
	}
	return []simulate.Session{{Name: "easy", Kind: "Run", Intensity: "Easy", Hour: 17, Minutes: 45, RPE: 3}}
}

// newSetting is what the engine is told of newAthlete under newPolicy and newBlock.
func newSetting() recovery.Setting {
	a := newAthlete()
	policy, err := translate.Resolve(&newPolicy().Spec, nil)
	if err != nil {
		panic(err)
	}
	blocks := []schedule.Block{translate.Block(newBlock())}
	return recovery.Setting{
		Athlete: translate.Athlete(&a.Spec), Params: &policy.Params, Zone: berlin(), Enforcement: policy.Mode,
		Intent: func(d recovery.Day) recovery.Intent { return schedule.Intent(blocks, d) },
	}
}

// reportOf is the one report of a morning: the night's and the day's markers, and
// the training of the day before.
func reportOf(s []simulate.Day, day int) *v1alpha1.MarkerReport {
	d := &s[day]
	name := fmt.Sprintf("%s-%s", athleteName, dayName(day))
	at := func(day, minute int) metav1.Time {
		return metav1.NewTime((firstDay + recovery.Day(day)).At(minute, berlin()))
	}
	onset, wake := at(day, d.OnsetMinute), at(day, min(d.WakeMinute, 7*60+15))
	asleep := min(int32(d.AsleepMinutes), int32(wake.Sub(onset.Time)/time.Minute)) // the night of a clock change is shorter
	r := &v1alpha1.MarkerReport{
		ObjectMeta: metav1.ObjectMeta{Name: name, Namespace: squad, UID: types.UID("uid-" + name), Generation: 1},
		Spec: v1alpha1.MarkerReportSpec{
			AthleteRef: v1alpha1.AthleteRef{Name: athleteName}, Day: dayName(day), Source: "hrv4training",
			Observations: []v1alpha1.Observation{
				{Marker: "RMSSD", Value: decimal(d.RMSSD), Unit: "ms", Method: "MorningSupine", MeasuredAt: new(at(day, 7*60+5)), ArtefactPercent: decimal(d.ArtefactPct)},
				{Marker: "RestingHeartRate", Value: decimal(d.HeartRate), Unit: "/min", Method: "MorningSupine"},
			},
			Wellness: v1alpha1.Wellness{
				Fatigue: score(d.Wellness[0]), Soreness: score(d.Wellness[1]), Stress: score(d.Wellness[2]), Mood: score(d.Wellness[3]), SleepQuality: score(d.Wellness[4]),
			},
			Sleep:    &v1alpha1.SleepReport{Onset: onset, Wake: wake, AsleepMinutes: &asleep},
			Context:  v1alpha1.ReportContext{Alcohol: new(false)},
			Symptoms: v1alpha1.Symptoms{Illness: v1alpha1.Illness(d.Truth.Illness)},
		},
	}
	if day == 0 {
		return r
	}
	for _, t := range s[day-1].Trained {
		r.Spec.Sessions = append(r.Spec.Sessions, v1alpha1.SessionReport{
			Name: t.Name, Kind: v1alpha1.SessionKind(t.Kind), Intensity: v1alpha1.Intensity(t.Intensity),
			StartedAt: at(day-1, t.Hour*60), DurationMinutes: int32(t.Minutes), RPE: new(int32(t.RPE)),
		})
	}
	return r
}

func decimal(v float64) v1alpha1.Decimal { return v1alpha1.Decimal(fmt.Sprintf("%.1f", v)) }

func score(v int) v1alpha1.WellnessScore { return v1alpha1.WellnessScore(v) }

// find is the first day on which the engine makes a change of a kind.
func (s *season) find(tb testing.TB, kind recovery.ChangeKind) int {
	tb.Helper()
	for day := range s.decisions {
		for _, c := range s.decisions[day].Changes {
			if c.Kind == kind {
				return day
			}
		}
	}
	tb.Fatalf("no %s in %d days: choose another seed", kind, len(s.decisions))
	return 0
}

// moment is a day of a season: some days after the first change of a kind.
type moment struct {
	season func() *season
	kind   recovery.ChangeKind
	later  int
}

func (m moment) day(tb testing.TB) int {
	tb.Helper()
	return m.season().find(tb, m.kind) + m.later
}

// begin is the cluster on the morning of that day, whose report waits.
func (m moment) begin(tb testing.TB) *world {
	tb.Helper()
	return m.season().on(tb, m.day(tb))
}

// on is a cluster in which the shell has lived the season up to the evening
// before a day, from the last day before anything happened; the day's report waits.
func (s *season) on(tb testing.TB, day int) *world {
	tb.Helper()
	first := day
	for d := range day {
		if s.decisions[d].Ledger.Standing.LastEpisode > 0 {
			first = d
			break
		}
	}
	w := newWorld(tb, newAthlete(), newPolicy(), newBlock(), storedLedger(&s.ledgers[first]))
	for d := first; d < day; d++ {
		w.create(s.reports[d])
		w.at(morning(d)).settle()
	}
	if first == day { // an athlete whose status tells of yesterday
		w.at(morning(day).Add(-24 * time.Hour)).settle()
	}
	w.create(s.reports[day])
	w.calls.reset()
	w.events.told = nil
	return w.at(morning(day))
}

// storedLedger is a ledger as it stands in the cluster.
func storedLedger(l *recovery.Ledger) *v1alpha1.RecoveryLedger {
	return &v1alpha1.RecoveryLedger{ObjectMeta: childMeta(newAthlete(), athleteName), Spec: translate.LedgerSpec(athleteName, l)}
}

// answer writes an object into the apply configuration that asked for it.
func answer(o any, into runtime.ApplyConfiguration) error {
	raw, err := json.Marshal(o)
	if err != nil {
		return err
	}
	return json.Unmarshal(raw, into)
}
