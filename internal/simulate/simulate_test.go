package simulate_test

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"

	"fallow.dev/fallow/internal/simulate"
)

const days = 2000

func easy(int) []simulate.Session {
	return []simulate.Session{{Name: "easy", Kind: "Run", Intensity: "Easy", Hour: 17, Minutes: 45, RPE: 4}}
}

func always(t simulate.Truth) func(int) simulate.Truth {
	return func(int) simulate.Truth { return t }
}

// moments are the mean, the SD and the lag-1 autocorrelation of a series.
func moments(season []simulate.Day, value func(*simulate.Day) float64) (mean, sd, rho float64) {
	n := float64(len(season))
	for i := range season {
		mean += value(&season[i]) / n
	}
	for i := range season {
		x := value(&season[i]) - mean
		sd += x * x / n
		if i > 0 {
			rho += x * (value(&season[i-1]) - mean) / n
		}
	}
	return mean, math.Sqrt(sd), rho / sd
}

func lnRMSSD(d *simulate.Day) float64 { return math.Log(d.RMSSD) }

func wantNear(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tolerance) {
		t.Errorf("%s: got %.3f, want %.3f", what, got, want)
	}
}

// TestSeasonIsRepeatable: equal seeds give equal seasons, others do not.
func TestSeasonIsRepeatable(t *testing.T) {
	live := func(seed uint64) []simulate.Day {
		return simulate.Season(seed, simulate.Typical(), 100, easy, always(simulate.Truth{Illness: "None"}))
	}
	if diff := cmp.Diff(live(7), live(7)); diff != "" {
		t.Errorf("the same seed (-first +second):\n%s", diff)
	}
	if cmp.Equal(live(7), live(8)) {
		t.Error("another seed gives the same season")
	}
}

// TestHealthyValues: a season without fatigue has the levels, the noise and the
// autocorrelation that the athlete is described by.
func TestHealthyValues(t *testing.T) {
	a := simulate.Typical()
	season := simulate.Season(7, a, days, easy, always(simulate.Truth{Illness: "None"}))
	mean, sd, rho := moments(season, lnRMSSD)
	wantNear(t, "lnRMSSD", mean, a.LnRMSSD, .03)
	wantNear(t, "its SD", sd, a.LnRMSSDSD, .02)
	wantNear(t, "its autocorrelation", rho, a.Autocorrelation, .06)
	mean, sd, _ = moments(season, func(d *simulate.Day) float64 { return d.HeartRate })
	wantNear(t, "heart rate", mean, a.RestingHeartRate, .3)
	wantNear(t, "its SD", sd, a.HeartSD, .2)
	mean, sd, _ = moments(season, func(d *simulate.Day) float64 { return float64(d.Wellness[2]) })
	wantNear(t, "an answer", mean, a.Wellness, .06)
	wantNear(t, "its SD, rounded to points", sd, math.Sqrt(a.WellnessSD*a.WellnessSD+1./12), .05)
	mean, _, _ = moments(season, func(d *simulate.Day) float64 { return float64(d.AsleepMinutes) })
	wantNear(t, "minutes asleep, bounded by the time in bed", mean, a.AsleepMinutes, 6)
	mean, _, _ = moments(season, func(d *simulate.Day) float64 { return float64(d.Trained[0].RPE) })
	wantNear(t, "RPE", mean, 4, .06)
}

// TestValuesAreReportable: whatever the truth, values are what a device or a
// person could report.
func TestValuesAreReportable(t *testing.T) {
	for _, fatigue := range []float64{-3, 0, 2, 8} {
		for _, illness := range []string{"None", "AboveNeck", "Systemic"} {
			for _, d := range simulate.Season(7, simulate.Typical(), 300, easy, always(simulate.Truth{Fatigue: fatigue, Illness: illness})) {
				for _, answer := range d.Wellness {
					if answer < 1 || answer > 5 {
						t.Fatalf("fatigue %v: answer %d", fatigue, answer)
					}
				}
				rpe := d.Trained[0].RPE
				if !(d.RMSSD > 0) || d.ArtefactPct < 0 || d.ArtefactPct > 4 || rpe < 0 || rpe > 10 ||
					d.OnsetMinute >= d.WakeMinute || d.AsleepMinutes < 120 || d.AsleepMinutes > d.WakeMinute-d.OnsetMinute {
					t.Fatalf("fatigue %v, illness %s: %+v", fatigue, illness, d)
				}
			}
		}
	}
}

// TestFatigueShows: one SD of fatigue moves each marker by its share, in the
// direction that strain has.
func TestFatigueShows(t *testing.T) {
	a := simulate.Typical()
	well := simulate.Season(7, a, days, easy, always(simulate.Truth{Illness: "None"}))
	tired := simulate.Season(7, a, days, easy, always(simulate.Truth{Illness: "None", Fatigue: 1}))
	for name, tt := range map[string]struct {
		value     func(*simulate.Day) float64
		want, tol float64
	}{
		"lnRMSSD":    {lnRMSSD, -a.LnRMSSDSD, 1e-9},
		"heart rate": {func(d *simulate.Day) float64 { return d.HeartRate }, .6 * a.HeartSD, 1e-9},
		"an answer":  {func(d *simulate.Day) float64 { return float64(d.Wellness[0]) }, -a.WellnessSD, .05},
		"asleep":     {func(d *simulate.Day) float64 { return float64(d.AsleepMinutes) }, -12, 2.5}, // bounded by the time in bed
		"RPE":        {func(d *simulate.Day) float64 { return float64(d.Trained[0].RPE) }, .8, .05},
	} {
		before, _, _ := moments(well, tt.value)
		after, _, _ := moments(tired, tt.value)
		wantNear(t, name, after-before, tt.want, tt.tol)
	}
}

// TestFever: a systemic illness lowers lnRMSSD and raises the heart rate, a cold
// does not.
func TestFever(t *testing.T) {
	season := func(illness string) []simulate.Day {
		return simulate.Season(7, simulate.Typical(), 500, easy, always(simulate.Truth{Illness: illness}))
	}
	well, _, _ := moments(season("None"), lnRMSSD)
	for illness, want := range map[string]float64{"AboveNeck": 0, "Systemic": -.3} {
		ill, _, _ := moments(season(illness), lnRMSSD)
		wantNear(t, illness, ill-well, want, 1e-9)
	}
}

// TestOverload: fatigue rises through a camp, is held, and halves every 64 h.
func TestOverload(t *testing.T) {
	o := simulate.Overload{FirstDay: 10, LastDay: 19, Peak: 1.6, HeldDays: 3}
	for day, want := range map[int]float64{0: 0, 10: 0, 15: .8, 20: 1.6, 23: 1.6, 24: 1.6 * math.Exp2(-24./64), 31: 1.6 / 8} {
		wantNear(t, "fatigue", o.Fatigue(day), want, 1e-12)
	}
	if got := o.Below(.5); got != 28 || o.Fatigue(got-1) < .5 {
		t.Errorf("below 0.5 SD on day %d, want 28", got)
	}
	if got := o.Below(2); got != o.LastDay+1 {
		t.Errorf("below 2 SD on day %d, want the first after the camp", got)
	}
}

// TestGenerator: days asked for one by one are those of a season, and what is
// called off afterwards changes no later one.
func TestGenerator(t *testing.T) {
	want := simulate.Season(7, simulate.Typical(), 50, easy, always(simulate.Truth{Illness: "None", Fatigue: .5}))
	g := simulate.NewGenerator(7, simulate.Typical())
	for i := range want {
		got := g.Day(simulate.Truth{Illness: "None", Fatigue: .5}, easy(i))
		if diff := cmp.Diff(want[i], got); diff != "" {
			t.Fatalf("day %d (-season +generator):\n%s", i, diff)
		}
		got.Trained[0].RPE = 0
	}
}

// TestStory: the planted causes of a day, and a silence that begins the day after
// rest does.
func TestStory(t *testing.T) {
	s := simulate.Story{
		Response:   simulate.Overload{FirstDay: 10, LastDay: 19, Peak: 2},
		Illness:    simulate.Illness{FirstDay: 30, Days: 2},
		SilentDays: 3,
	}
	tests := []struct {
		day, restingFrom int
		want             simulate.Truth
	}{
		{0, simulate.NotResting, simulate.Truth{Illness: simulate.NoIllness}},
		{15, simulate.NotResting, simulate.Truth{Illness: simulate.NoIllness, Fatigue: 1}},
		{20, 20, simulate.Truth{Illness: simulate.NoIllness, Fatigue: 2}},
		{29, simulate.NotResting, simulate.Truth{Illness: simulate.NoIllness, Fatigue: s.Response.Fatigue(29)}},
		{30, simulate.NotResting, simulate.Truth{Illness: simulate.Systemic, Fatigue: s.Response.Fatigue(30)}},
		{31, simulate.NotResting, simulate.Truth{Illness: simulate.Systemic, Fatigue: s.Response.Fatigue(31)}},
		{32, 28, simulate.Truth{Illness: simulate.NoIllness, Fatigue: s.Response.Fatigue(32)}},
		{5, 4, simulate.Truth{Illness: simulate.NoIllness, Silent: true}},
		{7, 4, simulate.Truth{Illness: simulate.NoIllness, Silent: true}},
		{8, 4, simulate.Truth{Illness: simulate.NoIllness}},
		{4, 4, simulate.Truth{Illness: simulate.NoIllness}},
	}
	for _, tt := range tests {
		if got := s.Truth(tt.day, tt.restingFrom); got != tt.want {
			t.Errorf("day %d, resting from %d: got %+v, want %+v", tt.day, tt.restingFrom, got, tt.want)
		}
	}
}
