package recovery_test

import (
	"testing"
	"time"

	"fallow.dev/fallow/internal/recovery"
	"fallow.dev/fallow/internal/simulate"
)

// startDay is the first day of every simulated season, Monday 2026-03-09.
const startDay = recovery.Day(20521)

// freshSeed is the first of the seeds that tests use. The model was tuned on
// seeds 1000 to 1029, so that nothing may be claimed of those.
const freshSeed = 5000

// home is where the simulated athletes live; it changes to summer time on day 20
// of every season.
const home = "Europe/Berlin"

func location(tb testing.TB, name string) *time.Location {
	tb.Helper()
	zone, err := time.LoadLocation(name)
	if err != nil {
		tb.Fatal(err)
	}
	return zone
}

// setting is that of an athlete who sleeps from 22:45 to 07:00 and needs 8 h,
// under the default policy.
func setting(tb testing.TB) recovery.Setting {
	tb.Helper()
	p := recovery.Default()
	s := recovery.Setting{Params: &p, Zone: location(tb, home), Enforcement: recovery.Enforce}
	s.Athlete.SleepNeedMinutes = 480
	for d := range s.Athlete.Habit {
		s.Athlete.Habit[d] = recovery.Habit{Onset: 645, Wake: 420}
	}
	return s
}

// week is a usual week: two threshold sessions, a long run, easy running.
func week(day int) []simulate.Session {
	switch day % 7 {
	case 1, 4:
		return []simulate.Session{{Name: "threshold", Kind: "Run", Intensity: "Threshold", Hour: 17, Minutes: 60, RPE: 6.5}}
	case 6:
		return []simulate.Session{{Name: "long-run", Kind: "Run", Intensity: "Easy", Hour: 9, Minutes: 110, RPE: 4}}
	case 0:
		return nil
	}
	return []simulate.Session{{Name: "easy", Kind: "Run", Intensity: "Easy", Hour: 17, Minutes: 45, RPE: 3}}
}

func healthy(int) simulate.Truth { return simulate.Truth{Illness: "None"} }

// replay lives a season: each morning's report is decided on, and what the
// window of the day forbids is not trained.
func replay(set *recovery.Setting, season []simulate.Day, each func(day int, d *recovery.Decision)) {
	var l recovery.Ledger
	for i := range season {
		in := morning(season, i, set.Zone)
		in.Ledger, in.Setting = l, *set
		d := recovery.Decide(in)
		l = d.Ledger
		season[i].Trained = allowed(&l.Standing, season[i].Trained, startDay+recovery.Day(i), set.Zone)
		each(i, &d)
	}
}

// allowed drops the sessions that the athlete's window forbids.
func allowed(s *recovery.Standing, planned []simulate.Done, day recovery.Day, zone *time.Location) []simulate.Done {
	var done []simulate.Done
	for _, p := range planned {
		start := recovery.InstantOf(day.At(p.Hour*60, zone))
		if !s.InForce(start) || start >= s.Episode.EasyFrom && p.Intensity == "Easy" {
			done = append(done, p)
		}
	}
	return done
}

// morning is what is reported 20 minutes after the wake of a day: the day's own
// markers, and yesterday's training. A silent day is decided on at noon.
func morning(season []simulate.Day, i int, zone *time.Location) recovery.Input {
	return morningOf(season, i, startDay+recovery.Day(i), zone)
}

// morningOf is the same on any day of the calendar.
func morningOf(season []simulate.Day, i int, day recovery.Day, zone *time.Location) recovery.Input {
	if season[i].Truth.Silent {
		return recovery.Input{Now: recovery.InstantOf(day.At(12*60, zone))}
	}
	wake := day.At(season[i].WakeMinute, zone)
	in := recovery.Input{Now: recovery.InstantOf(wake.Add(20 * time.Minute)), Reports: []recovery.Report{markers(&season[i], day, zone)}}
	if i > 0 {
		in.Reports = append(in.Reports, trained(&season[i-1], day-1, zone))
	}
	return in
}

// markers is the morning's report of a simulated day.
func markers(s *simulate.Day, day recovery.Day, zone *time.Location) recovery.Report {
	wake := day.At(s.WakeMinute, zone)
	onset, measured := day.At(s.OnsetMinute, zone), wake.Add(5*time.Minute)
	inBed := int(wake.Sub(onset).Minutes()) // an hour less where the clocks are put forward
	r := recovery.Report{
		Day: day, Source: "strap",
		Observations: []recovery.Observation{
			{Marker: recovery.RMSSD, Method: "MorningSupine", Unit: "ms", Value: min(300, s.RMSSD), Measured: measured, ArtefactPercent: s.ArtefactPct},
			{Marker: recovery.RestingHeartRate, Method: "MorningSupine", Unit: "/min", Value: s.HeartRate, Measured: measured, ArtefactPercent: -1},
		},
		Sleep:    &recovery.MainSleep{Onset: onset, Wake: wake, AsleepMinutes: int32(min(s.AsleepMinutes, inBed))},
		Context:  &recovery.Context{},
		Symptoms: &recovery.Symptoms{Illness: illnesses[s.Truth.Illness], FeverFreeHours: -1},
	}
	for item, answer := range s.Wellness {
		r.Wellness[item] = int32(answer)
	}
	return r
}

var illnesses = map[string]recovery.Illness{"AboveNeck": recovery.AboveNeck, "Systemic": recovery.Systemic}

var intensities = map[string]recovery.Intensity{"Easy": recovery.Easy, "Moderate": recovery.Moderate, "Threshold": recovery.Threshold, "High": recovery.High}

// trained is the report of a day's training, or of a day of rest.
func trained(s *simulate.Day, day recovery.Day, zone *time.Location) recovery.Report {
	r := recovery.Report{Day: day, Source: "watch", RestDay: len(s.Trained) == 0}
	for _, d := range s.Trained {
		r.Sessions = append(r.Sessions, recovery.Session{
			Kind: recovery.SessionKind(d.Kind), Intensity: intensities[d.Intensity],
			Start: day.At(d.Hour*60, zone), Minutes: int32(d.Minutes), RPE: int32(d.RPE),
		})
	}
	return r
}
