package main

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// outcome is how one story went with one seed.
type outcome struct {
	role   *role
	stage  *stage
	checks []check
}

// firstOtherSeed is the first of the seeds by which docs/demo.md tells how the
// stories fare in general. The model was tuned on seeds 1000 to 1029, and the demo's
// own were chosen from 1 to 100.
const firstOtherSeed = 2001

const (
	storyWidth = 54
	shownSeeds = 15
)

// offline replays every role on the engine alone.
func offline(ctx context.Context, s *squad, roles []role) ([]outcome, error) {
	world, err := newEngine(s)
	if err != nil {
		return nil, err
	}
	actors, err := s.actors(roles)
	if err != nil {
		return nil, err
	}
	run := season{squad: s, actors: actors, world: world}
	if err := run.run(ctx); err != nil {
		return nil, err
	}
	return outcomes(s, actors), nil
}

// outcomes holds what was seen against what each story has to show.
func outcomes(s *squad, actors []*actor) []outcome {
	var out []outcome
	for _, a := range actors {
		st := &stage{actor: a, squad: s}
		out = append(out, outcome{role: a.role, stage: st, checks: a.checks(st)})
	}
	return out
}

// tally counts over seeds how often each check of each story passed.
type tally struct {
	role   *role
	all    int
	what   []string
	passed []int
	seeds  []string // in which all passed
}

func (t *tally) add(seed uint64, checks []check) {
	if passed(checks) {
		t.all++
		t.seeds = append(t.seeds, strconv.FormatUint(seed, 10))
	}
	for _, c := range checks {
		i := slices.Index(t.what, c.what)
		if i < 0 {
			i = len(t.what)
			t.what, t.passed = append(t.what, c.what), append(t.passed, 0)
		}
		if c.passed {
			t.passed[i]++
		}
	}
}

// seedTable replays the stories with some seeds and prints how often each check
// passed.
func seedTable(ctx context.Context, term *terminal, s *squad, first uint64, seeds int) error {
	campFirst, campLast := s.camp()
	roles := cast(campFirst, campLast)
	tallies := make([]tally, len(roles))
	for seed := first; seed < first+uint64(seeds); seed++ {
		for i := range roles {
			roles[i].seed = seed
			tallies[i].role = &roles[i]
		}
		results, err := offline(ctx, s, roles)
		if err != nil {
			return fmt.Errorf("seed %d: %w", seed, err)
		}
		for i := range results {
			tallies[i].add(seed, results[i].checks)
		}
	}
	term.row(cell{text: "STORY", width: storyWidth}, cell{text: fmt.Sprintf("SEEDS %d TO %d", first, first+uint64(seeds)-1)})
	for i := range tallies {
		tallies[i].print(term, seeds)
	}
	return nil
}

// print prints in how many seeds the story, and each of its checks, happened.
func (t *tally) print(term *terminal, seeds int) {
	term.row(cell{text: "(" + t.role.letter + ") " + t.role.title, width: storyWidth, style: bold}, cell{text: fmt.Sprintf("%4d of %d", t.all, seeds), style: bold})
	for i := range t.what {
		term.row(cell{text: "    " + t.what[i], width: storyWidth}, cell{text: fmt.Sprintf("%4d", t.passed[i])})
	}
	term.row(cell{text: "    with " + strings.Join(t.seeds[:min(shownSeeds, len(t.seeds))], " "), style: dim})
}
