package load_test

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"fallow.dev/fallow/internal/recovery/load"
)

func TestImpulseResponseOfBlockAndTaper(t *testing.T) {
	model := load.ClarkeSkiba2013()
	model.Baseline = 500
	loads := slices.Concat(days(100, 119), []float64{80, 60, 50, 40, 35, 30, 30}, days(0, 74))
	got, ok := model.Append(nil, loads)
	if !ok || len(got) != 200 {
		t.Fatalf("%d days, %t", len(got), ok)
	}
	for day, performance := range map[int]float64{
		1: 400, 2: 315.39656, 3: 244.51070, 7: 70.09763, 60: 855.80625,
		119: 1115.13924, 130: 1545.86076, 140: 1546.97458, 200: 652.68246,
	} {
		want(t, got[day-1].Performance, ok, performance, 5)
	}
	want(t, got[1].Fitness, ok, 196.36404, 5)
	want(t, got[1].Fatigue, ok, 190.48374, 5)
}

// Without the same day's load, each day shows what the day before left.
func TestImpulseResponseActsTheDayAfter(t *testing.T) {
	got, ok := load.Banister1991().Append(nil, []float64{100, 0, 0})
	if !ok {
		t.Fatal("undefined")
	}
	decay := func(days, constant float64) float64 { return 100 * math.Exp(-days/constant) }
	expected := []load.Response{
		{},
		{Fitness: decay(1, 42), Fatigue: decay(1, 7), Performance: decay(1, 42) - 2*decay(1, 7)},
		{Fitness: decay(2, 42), Fatigue: decay(2, 7), Performance: decay(2, 42) - 2*decay(2, 7)},
	}
	if diff := cmp.Diff(expected, got, near(9)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// CTL from rest is fitness scaled by the share of a day: one model, two names.
func TestImpulseResponseAgreesWithChart(t *testing.T) {
	loads := slices.Concat(days(120, 30), days(0, 4), days(90, 12))
	model := load.ImpulseResponse{FitnessGain: 1, FatigueGain: 1, FitnessDays: 42, FatigueDays: 7, SameDay: true}
	responses, ok := model.Append(nil, loads)
	if !ok {
		t.Fatal("model undefined")
	}
	chart, ok := load.GoldenCheetah().Append(nil, load.Balance{}, loads)
	if !ok {
		t.Fatal("chart undefined")
	}
	alpha, _ := load.Exponential.Alpha(42)
	for i, r := range responses {
		want(t, alpha*r.Fitness, true, chart[i].CTL, 9)
	}
}

func TestImpulseResponseDays(t *testing.T) {
	for name, c := range map[string]struct {
		model              load.ImpulseResponse
		breakEven, bestDay float64
	}{
		"Clarke and Skiba 2013": {load.ClarkeSkiba2013(), 11.009, 26.784},
		"Banister 1991":         {load.Banister1991(), 5.822, 20.873},
		"Morton 1990":           {load.Morton1990(), 15.596, 40.315},
	} {
		t.Run(name, func(t *testing.T) {
			breakEven, ok := c.model.DaysToBreakEven()
			want(t, breakEven, ok, c.breakEven, 3)
			bestDay, ok := c.model.DaysToGreatestGain()
			want(t, bestDay, ok, c.bestDay, 3)
		})
	}
	// GoldenCheetah's defaults have equal gains: training helps from the first day.
	equal := load.ImpulseResponse{FitnessGain: .2, FatigueGain: .2, FitnessDays: 50, FatigueDays: 11}
	got, ok := equal.DaysToBreakEven()
	want(t, got, ok, 0, 9)
}

func TestImpulseResponseUndefined(t *testing.T) {
	change := func(edit func(*load.ImpulseResponse)) load.ImpulseResponse {
		m := load.Banister1991()
		edit(&m)
		return m
	}
	models := map[string]load.ImpulseResponse{"zero value": {}}
	for _, x := range absurd {
		if x != 1e308 {
			models[fmt.Sprint("time constant ", x)] = change(func(m *load.ImpulseResponse) { m.FitnessDays = x })
			models[fmt.Sprint("gain ", x)] = change(func(m *load.ImpulseResponse) { m.FatigueGain = x })
		}
	}
	models["infinite baseline"] = change(func(m *load.ImpulseResponse) { m.Baseline = math.Inf(-1) })
	models["overflow"] = change(func(m *load.ImpulseResponse) { m.FitnessGain, m.FatigueGain = 1e308, 1e308 })
	for name, m := range models {
		t.Run(name, func(t *testing.T) {
			before := []load.Response{{Fitness: 1}}
			got, ok := m.Append(before, days(1000, 10))
			if ok {
				t.Error("defined")
			}
			if diff := cmp.Diff(before, got); diff != "" {
				t.Errorf("dst changed (-before +after):\n%s", diff)
			}
		})
	}
	if _, ok := load.Banister1991().Append(nil, []float64{100, load.Unknown()}); ok {
		t.Error("defined over an unknown day")
	}
	for name, m := range map[string]load.ImpulseResponse{
		"fatigue outlasts fitness": change(func(m *load.ImpulseResponse) { m.FatigueDays = 60 }),
		"no gain":                  change(func(m *load.ImpulseResponse) { m.FitnessGain, m.FatigueGain = 0, 0 }),
		"gains too far apart":      change(func(m *load.ImpulseResponse) { m.FitnessGain, m.FatigueGain = 1e-10, 1e308 }),
	} {
		t.Run(name, func(t *testing.T) {
			got, ok := m.DaysToBreakEven()
			wantUndefined(t, got, ok)
			got, ok = m.DaysToGreatestGain()
			wantUndefined(t, got, ok)
		})
	}
	helpsAtOnce := change(func(m *load.ImpulseResponse) { m.FatigueGain = .5 })
	got, ok := helpsAtOnce.DaysToBreakEven()
	wantUndefined(t, got, ok)
}
