package recovery

import (
	"errors"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// leaves lists the address of every constant of params under its Go path.
func leaves(params *Params) map[string]any {
	found := map[string]any{}
	groups := reflect.ValueOf(params).Elem()
	for i := range groups.NumField() {
		group := groups.Field(i)
		for j := range group.NumField() {
			path := groups.Type().Field(i).Name + "." + group.Type().Field(j).Name
			found[path] = group.Field(j).Addr().Interface()
		}
	}
	return found
}

// TestRegistryIsComplete: every constant stands in the registry exactly once,
// under its own name and with its own type.
func TestRegistryIsComplete(t *testing.T) {
	var params Params
	unregistered := leaves(&params)
	for i := range Parameters {
		p := &Parameters[i]
		path := p.Group + "." + p.Name
		leaf, ok := unregistered[path]
		if !ok {
			t.Errorf("%s is registered twice, or is no field of Params", path)
			continue
		}
		delete(unregistered, path)
		if p.field(&params) != leaf {
			t.Errorf("%s reads and writes another field", path)
		}
		if _, whole := leaf.(*int); whole != p.Whole {
			t.Errorf("%s: Whole is %t, its field is a %T", path, p.Whole, leaf)
		}
	}
	for path := range unregistered {
		t.Errorf("%s has no entry in the registry", path)
	}
}

func TestRegistryEntries(t *testing.T) {
	keys := map[string]bool{}
	for i := range Parameters {
		p := &Parameters[i]
		if keys[p.Key()] {
			t.Errorf("%s: the key is taken", p.Key())
		}
		keys[p.Key()] = true
		if !(p.Min < p.Max && p.Min <= p.Default && p.Default <= p.Max) {
			t.Errorf("%s: default %v outside %v to %v", p.Key(), p.Default, p.Min, p.Max)
		}
		if p.Meaning == "" || p.Unit == "" || !slices.Contains([]string{"A", "B", "C", "D"}, p.Grade) {
			t.Errorf("%s: meaning %q, unit %q or grade %q is missing", p.Key(), p.Meaning, p.Unit, p.Grade)
		}
		for _, bound := range [...]float64{p.Min, p.Max, p.Default} {
			if steps := bound * 1e4; math.Abs(steps-math.Round(steps)) > 1e-6 {
				t.Errorf("%s: %v has more than four decimals", p.Key(), bound)
			}
		}
	}
}

// TestDefault holds a few defaults of each group, so that a change of one is
// noticed and raises DefaultsVersion.
func TestDefault(t *testing.T) {
	if DefaultsVersion != 1 {
		t.Fatal("the defaults have a new version: check the values below against it")
	}
	p := Default()
	tests := map[string][2]float64{
		"reference days":            {float64(p.Baseline.ReferenceDays), 60},
		"prior SD of lnRMSSD":       {p.Baseline.PriorSDLnRMSSD, .3},
		"weight of self-report":     {p.Evidence.SubjectiveWeight, 1.2},
		"weight of autonomic":       {p.Evidence.AutonomicWeight, 1},
		"weight of performance":     {p.Evidence.PerformanceWeight, 1.4},
		"weight of sleep":           {p.Evidence.SleepWeight, .6},
		"weight of load":            {p.Evidence.LoadWeight, .5},
		"entry":                     {p.Decision.EnterProbability, .6},
		"entry at once":             {p.Decision.EnterAtOnceProbability, .8},
		"leave":                     {p.Decision.LeaveProbability, .35},
		"half-life, short":          {p.Dose.HalfLifeShortHours, 36},
		"half-life, long":           {p.Dose.HalfLifeLongHours, 60},
		"autonomic clock, high":     {float64(p.Clocks.HighAutonomicHours), 48},
		"muscle clock, eccentric":   {float64(p.Clocks.EccentricMuscleHours), 96},
		"hours capped when silent":  {float64(p.Silence.CappedHours), 72},
		"symptom-free hours needed": {float64(p.Illness.SymptomFreeHours), 24},
	}
	for name, tt := range tests {
		if tt[0] != tt[1] {
			t.Errorf("%s: got %v, want %v", name, tt[0], tt[1])
		}
	}
}

// TestSet: a value within its bounds is read back; any other is refused by name,
// bounds and remedy, and changes nothing.
func TestSet(t *testing.T) {
	for i := range Parameters {
		p := &Parameters[i]
		t.Run(p.Key(), func(t *testing.T) {
			for _, value := range [...]float64{p.Min, p.Max, p.Default} {
				params := Params{}
				if err := p.Set(&params, value); err != nil || p.Value(&params) != value {
					t.Errorf("set to %v: %v, reads %v", value, err, p.Value(&params))
				}
			}
			refused := []float64{math.Nextafter(p.Min, -math.MaxFloat64), math.Nextafter(p.Max, math.MaxFloat64), math.NaN(), math.Inf(1), math.Inf(-1), 1e308}
			if p.Whole {
				refused = append(refused, p.Min+.5)
			}
			for _, value := range refused {
				params := Default()
				wantRefused(t, p, &params, value)
				if params != Default() {
					t.Errorf("the refused value %v changed the parameters", value)
				}
			}
		})
	}
}

func wantRefused(t *testing.T, p *Parameter, params *Params, value float64) {
	t.Helper()
	err := p.Set(params, value)
	var invalid *InvalidParameter
	if !errors.As(err, &invalid) || invalid.Parameter != p {
		t.Fatalf("set to %v: got %v, want an InvalidParameter", value, err)
	}
	for _, part := range []string{"parameters." + p.Key(), fmt.Sprintf("from %g to %g", p.Min, p.Max), "leave it out for the default"} {
		if !strings.Contains(err.Error(), part) {
			t.Errorf("%q does not say %q", err, part)
		}
	}
	if whole := strings.Contains(err.Error(), "whole number"); whole != p.Whole {
		t.Errorf("%q says whole: %t", err, whole)
	}
}

func TestLowerFirst(t *testing.T) {
	tests := map[string]string{
		"A":                       "a",
		"ReferenceDays":           "referenceDays",
		"SD":                      "sd",
		"SDFloor":                 "sdFloor",
		"PriorSDLnRMSSD":          "priorSDLnRMSSD",
		"RPEAtFixedLoad":          "rpeAtFixedLoad",
		"already":                 "already",
		"FreshHalfLifeDays":       "freshHalfLifeDays",
		"HRVQuality":              "hrvQuality",
		"OverreachedStrictHours":  "overreachedStrictHours",
		"EasyMaxHeartRatePercent": "easyMaxHeartRatePercent",
	}
	for name, want := range tests {
		if got := lowerFirst(name); got != want {
			t.Errorf("%s: got %s, want %s", name, got, want)
		}
	}
}
