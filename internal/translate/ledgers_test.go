package translate

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"fallow.dev/fallow/api/v1alpha1"
	"fallow.dev/fallow/internal/recovery"
	"fallow.dev/fallow/internal/simulate"
)

// start is the first day of every season, Monday 2026-03-09.
const start = recovery.Day(20521)

func zone(tb testing.TB, name v1alpha1.TimeZone) *time.Location {
	tb.Helper()
	z, err := Zone(name)
	if err != nil {
		tb.Fatal(err)
	}
	return z
}

// setting is that of an athlete of Berlin who states no habits.
func setting(tb testing.TB) recovery.Setting {
	tb.Helper()
	p := recovery.Default()
	return recovery.Setting{
		Params: &p, Zone: zone(tb, "Europe/Berlin"), Enforcement: recovery.Enforce, Athlete: Athlete(&v1alpha1.AthleteSpec{}),
	}
}

// lives draws a season in which anything may happen, and hands over the ledger of
// every day.
func lives(t *rapid.T, set recovery.Setting, each func(*recovery.Ledger)) {
	set.Enforcement = recovery.Enforcement(rapid.IntRange(0, 2).Draw(t, "enforcement"))
	days := rapid.IntRange(1, 120).Draw(t, "days")
	peak := rapid.Float64Range(0, 3).Draw(t, "peak")
	from := rapid.IntRange(0, 60).Draw(t, "camp")
	fatigue := simulate.Overload{FirstDay: from, LastDay: from + 10, Peak: peak, HeldDays: 4}
	ill := rapid.IntRange(-10, 110).Draw(t, "ill")
	mute := rapid.IntRange(-10, 110).Draw(t, "mute")
	class := rapid.SampledFrom([]string{"AboveNeck", "Systemic"}).Draw(t, "class")
	season := simulate.Season(rapid.Uint64().Draw(t, "seed"), simulate.Typical(), days, plan, func(day int) simulate.Truth {
		truth := simulate.Truth{Fatigue: fatigue.Fatigue(day), Illness: "None", Silent: day >= mute && day < mute+9}
		if day >= ill && day < ill+4 {
			truth.Illness = class
		}
		return truth
	})
	var l recovery.Ledger
	for i := range season {
		in := recovery.Input{Ledger: l, Setting: set, Now: recovery.InstantOf((start + recovery.Day(i)).At(10*60, set.Zone))}
		if !season[i].Truth.Silent {
			in.Reports = reports(season, i, set.Zone)
			for r := range in.Reports {
				in.Reports[r].Revision = int32(rapid.IntRange(0, 2).Draw(t, "revision"))
				in.Reports[r].Retract = rapid.IntRange(0, 30).Draw(t, "retract") == 0
			}
		}
		if ep := &l.Standing.Episode; ep.ID != 0 {
			in.Windows = []recovery.WindowSeen{act(t, ep, in.Now)}
		}
		l = recovery.Decide(in).Ledger
		each(&l)
	}
}

// act draws what a person has done to the window of an episode.
func act(t *rapid.T, ep *recovery.Episode, now recovery.Instant) recovery.WindowSeen {
	w := recovery.WindowSeen{Episode: ep.ID, Start: ep.Start, End: ep.End, EasyFrom: ep.EasyFrom, Approval: ep.Approval, Owned: ep.Override, WaivedUntil: ep.WaivedUntil}
	switch rapid.IntRange(0, 40).Draw(t, "act") {
	case 0:
		w.Approval = recovery.Rejected
	case 1:
		w.Approval = recovery.Approved
	case 2:
		w.WaivedUntil = now + 86400
	case 3:
		w.Owned.End = ep.End - 3600
	case 4:
		w.Owned = recovery.Override{Start: ep.Start + 3600, EasyFrom: ep.Start + 7200}
	case 5:
		w.HandBack = true
	}
	return w
}

func plan(day int) []simulate.Session {
	switch day % 7 {
	case 1, 4:
		return []simulate.Session{{Name: "threshold", Kind: "Run", Intensity: "Threshold", Hour: 17, Minutes: 60, RPE: 6.5}}
	case 3:
		return []simulate.Session{{Name: "lift", Kind: "HeavyStrength", Intensity: "High", Hour: 6, Minutes: 50, RPE: 7}}
	case 6:
		return []simulate.Session{{Name: "long-run", Kind: "Run", Intensity: "Easy", Hour: 9, Minutes: 110, RPE: 4}}
	}
	return []simulate.Session{{Name: "easy", Kind: "Ride", Intensity: "Easy", Hour: 17, Minutes: 45, RPE: 3}}
}

// reports are what a strap says in the morning of a day and a watch of the day
// before.
func reports(season []simulate.Day, i int, zone *time.Location) []recovery.Report {
	s, day := &season[i], start+recovery.Day(i)
	wake := day.At(s.WakeMinute, zone)
	onset := day.At(s.OnsetMinute, zone)
	asleep := min(int32(s.AsleepMinutes), int32(wake.Sub(onset)/time.Minute)) // the night of a clock change is shorter
	morning := recovery.Report{
		Day: day, Source: "strap",
		Observations: []recovery.Observation{
			{Marker: recovery.RMSSD, Method: "MorningSupine", Unit: "ms", Value: min(300, s.RMSSD), Measured: wake.Add(5 * time.Minute), ArtefactPercent: s.ArtefactPct},
			{Marker: recovery.RestingHeartRate, Method: "MorningSupine", Unit: "/min", Value: s.HeartRate, ArtefactPercent: -1},
		},
		Sleep:    &recovery.MainSleep{Onset: onset, Wake: wake, AsleepMinutes: asleep},
		Context:  &recovery.Context{Alcohol: i%11 == 5, TravelZones: int32(i % 40 / 38 * 5)},
		Symptoms: &recovery.Symptoms{Illness: recovery.Illness(illnesses.index(v1alpha1.Illness(s.Truth.Illness))), FeverFreeHours: -1},
	}
	for item, answer := range s.Wellness {
		morning.Wellness[item] = int32(answer)
	}
	if i == 0 {
		return []recovery.Report{morning}
	}
	trained := recovery.Report{Day: day - 1, Source: "watch"}
	for _, d := range season[i-1].Trained {
		trained.Sessions = append(trained.Sessions, recovery.Session{
			Kind: recovery.SessionKind(d.Kind), Intensity: recovery.Intensity(intensities.index(v1alpha1.Intensity(d.Intensity))),
			Start: (day - 1).At(d.Hour*60, zone), Minutes: int32(d.Minutes), RPE: int32(d.RPE), Eccentric: d.Name == "lift",
		})
	}
	return []recovery.Report{morning, trained}
}

// lived is the ledger after some ordinary days.
func lived(tb testing.TB, seed uint64, days int) recovery.Ledger {
	tb.Helper()
	set := setting(tb)
	season := simulate.Season(seed, simulate.Typical(), days, plan, func(int) simulate.Truth { return simulate.Truth{Illness: "None"} })
	var all []recovery.DayReports
	for i := range season {
		all = append(all, recovery.DayReports{
			Now: recovery.InstantOf((start + recovery.Day(i)).At(10*60, set.Zone)), Reports: reports(season, i, set.Zone),
		})
	}
	return recovery.Season(&set, all, nil)
}
