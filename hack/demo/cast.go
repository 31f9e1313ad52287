package main

import (
	"fmt"

	"fallow.dev/fallow/internal/simulate"
)

// role is a story and the athlete to whom it happens.
type role struct {
	letter string
	title  string
	label  string // of the athlete
	story  simulate.Story
	seed   uint64 // of the noise; docs/demo.md says how other seeds fare
	checks func(*stage) []check
}

// Planted truths of the stories. A peak of 1.6 SD is a response at the bad end
// of what camps show; 0.35 SD is one that a night's noise hides.
const (
	badResponseSD  = 1.6
	goodResponseSD = 0.35
	heldDays       = 3
	restoredSD     = 0.5
	illnessFirst   = 56 // Monday of the ninth week
	illnessDays    = 3
	silentDays     = 14
)

// cast is the four roles for a camp from one day to another.
func cast(campFirst, campLast int) []role {
	response := func(peak float64, held int) simulate.Overload {
		return simulate.Overload{FirstDay: campFirst, LastDay: campLast, Peak: peak, HeldDays: held}
	}
	return []role{
		{
			letter: "a", title: "a camp that leaves fatigue behind", label: "held-fatigue", seed: 85,
			story: simulate.Story{Response: response(badResponseSD, heldDays)}, checks: checkHeldFatigue,
		},
		{
			letter: "b", title: "the same camp, well borne", label: "good-response", seed: 5,
			story: simulate.Story{Response: response(goodResponseSD, 0)}, checks: checkGoodResponse,
		},
		{
			letter: "c", title: "as (a), then silence", label: "silence", seed: 52,
			story: simulate.Story{Response: response(badResponseSD, heldDays), SilentDays: silentDays}, checks: checkSilence,
		},
		{
			letter: "d", title: "an illness of three days", label: "illness", seed: 4,
			story:  simulate.Story{Response: response(goodResponseSD, 0), Illness: simulate.Illness{FirstDay: illnessFirst, Days: illnessDays}},
			checks: checkIllness,
		},
	}
}

// actors gives each role its athlete.
func (s *squad) actors(roles []role) ([]*actor, error) {
	var out []*actor
	for i := range roles {
		r := &roles[i]
		a := &actor{role: r, generator: simulate.NewGenerator(r.seed, simulate.Typical()), restingFrom: simulate.NotResting}
		for j := range s.athletes {
			if s.athletes[j].Labels["story"] == r.label {
				a.athlete = &s.athletes[j]
			}
		}
		if a.athlete == nil {
			return nil, fmt.Errorf("no athlete bears the label story: %s", r.label)
		}
		out = append(out, a)
	}
	return out, nil
}
