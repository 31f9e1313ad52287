package recovery_test

import (
	"slices"
	"testing"

	"fallow.dev/fallow/internal/recovery"
	"fallow.dev/fallow/internal/simulate"
)

// camp is ten days of two sessions a day, declared as overload, that leave
// fatigue of a peak at its end, held for three days.
func camp(peak float64) simulate.Overload {
	return simulate.Overload{FirstDay: 70, LastDay: 79, Peak: peak, HeldDays: 3}
}

// campWeeks trains twice a day in a camp, and as usual otherwise.
func campWeeks(o simulate.Overload) func(int) []simulate.Session {
	return func(day int) []simulate.Session {
		if day < o.FirstDay || day > o.LastDay {
			return week(day)
		}
		return []simulate.Session{
			{Name: "camp-am", Kind: "Run", Intensity: "Threshold", Hour: 9, Minutes: 75, RPE: 6.5},
			{Name: "camp-pm", Kind: "Run", Intensity: "Easy", Hour: 17, Minutes: 60, RPE: 3.5},
		}
	}
}

// declared is the coach's intent: overload during a camp.
func declared(o simulate.Overload) func(recovery.Day) recovery.Intent {
	return func(d recovery.Day) recovery.Intent {
		if day := int(d - startDay); day >= o.FirstDay && day <= o.LastDay {
			return recovery.Overload
		}
		return recovery.Build
	}
}

// course is when the window of a season was inserted, extended and released, in
// days after the camp; -99 is never.
type course struct{ inserted, extensions, released int }

const never = -99

// campCourse lives a season with a camp, closed-loop.
func campCourse(set recovery.Setting, seed uint64, o simulate.Overload) course {
	set.Intent = declared(o)
	truth := func(day int) simulate.Truth { return simulate.Truth{Illness: "None", Fatigue: o.Fatigue(day)} }
	c := course{inserted: never, released: never}
	replay(&set, simulate.Season(seed, simulate.Typical(), 112, campWeeks(o), truth), func(day int, d *recovery.Decision) {
		after := day - o.LastDay - 1
		for _, change := range d.Changes {
			switch {
			case after < -10:
			case (change.Kind == recovery.WindowInserted || change.Kind == recovery.WindowReopened) && c.inserted == never:
				c.inserted = after
			case change.Kind == recovery.WindowExtended || change.Kind == recovery.WindowEscalated:
				c.extensions++
			case change.Kind == recovery.WindowReleased && after > 0 && c.inserted != never:
				c.released = after
			}
		}
	})
	return c
}

// TestHealthyAthletes: a year of two threshold sessions and a long run a week in
// people without fatigue. The model is allowed few windows, and states are mostly
// Restored; the measured figures are logged.
func TestHealthyAthletes(t *testing.T) {
	set := setting(t)
	const seasons, days = 30, 365
	incomplete, overreached, afflicted, windows, judged, restored := 0, 0, 0, 0, 0, 0
	for seed := uint64(freshSeed); seed < freshSeed+seasons; seed++ {
		season := simulate.Season(seed, simulate.Typical(), days, week, healthy)
		triggers := map[recovery.Trigger]int{}
		replay(&set, season, func(_ int, d *recovery.Decision) {
			judged++
			if d.Ledger.Standing.State == recovery.Restored {
				restored++
			}
			for _, c := range d.Changes {
				if c.Kind == recovery.WindowInserted || c.Kind == recovery.WindowProposed || c.Kind == recovery.WindowEscalated {
					triggers[d.Ledger.Standing.Episode.Trigger]++
				}
			}
		})
		windows += triggers[recovery.TriggerStrained] + triggers[recovery.TriggerIncomplete]
		incomplete += min(1, triggers[recovery.TriggerIncomplete])
		afflicted += min(1, len(triggers))
		overreached += min(1, triggers[recovery.TriggerOverreached])
		if triggers[recovery.TriggerIllness] > 0 {
			t.Errorf("seed %d: a healthy athlete was called ill", seed)
		}
	}
	t.Logf("%d athlete-years: %d windows, %d years with any, %d with Incomplete, %d with Overreached, %.1f %% of days Restored", seasons, windows, afflicted, incomplete, overreached, 100*float64(restored)/float64(judged))
	if incomplete > seasons/2 || overreached > seasons/10 || windows > seasons {
		t.Errorf("%d windows; of %d years %d with an Incomplete one, %d with an Overreached one", windows, seasons, incomplete, overreached)
	}
	if restored < judged*3/4 {
		t.Errorf("Restored on %d of %d days", restored, judged)
	}
}

// TestHardCamps: fatigue of 1.6 SD at the end of a camp is found in most athletes
// within three days, extended until it is over, and released; a good response
// (0.35 SD) is mostly left alone. The medians of the fresh seeds are logged.
func TestHardCamps(t *testing.T) {
	set := setting(t)
	const athletes = 40
	hard, good := camp(1.6), camp(.35)
	var inserted, released []int
	soon, extended, false35 := 0, 0, 0
	below := hard.Below(.5) - hard.LastDay - 1
	for seed := uint64(freshSeed); seed < freshSeed+athletes; seed++ {
		c := campCourse(set, seed, hard)
		if c.inserted != never {
			inserted = append(inserted, c.inserted)
		}
		if c.inserted != never && c.inserted <= 3 {
			soon++
		}
		if c.extensions > 0 {
			extended++
		}
		if c.released != never {
			released = append(released, c.released-below)
		}
		if campCourse(set, seed, good).inserted != never {
			false35++
		}
	}
	slices.Sort(inserted)
	slices.Sort(released)
	t.Logf("hard: %d of %d inserted, %d within 3 days, %d extended; inserted %v, released after fatigue fell below 0.5 SD %v; good: %d inserted", len(inserted), athletes, soon, extended, inserted, released, false35)
	if soon < athletes*3/4 || extended < athletes*3/4 {
		t.Errorf("%d of %d found within 3 days, %d extended", soon, athletes, extended)
	}
	if len(released) < len(inserted) {
		t.Errorf("%d of %d windows were released by the end of the season", len(released), len(inserted))
	}
	if median := released[len(released)/2]; median < -1 || median > 6 {
		t.Errorf("released a median of %d days after fatigue fell below 0.5 SD", median)
	}
	if false35 > athletes/4 {
		t.Errorf("%d of %d good responders got a window", false35, athletes)
	}
}
