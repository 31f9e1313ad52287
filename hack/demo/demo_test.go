package main

import (
	"bytes"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"fallow.dev/fallow/api/v1alpha1"
	"fallow.dev/fallow/internal/recovery"
	"fallow.dev/fallow/internal/simulate"
)

func manifestsSquad(tb testing.TB) *squad {
	tb.Helper()
	s, err := loadSquad()
	if err != nil {
		tb.Fatal(err)
	}
	return s
}

// play replays roles on the engine and returns how they went by letter.
func play(tb testing.TB, s *squad, roles []role) map[string]outcome {
	tb.Helper()
	results, err := offline(tb.Context(), s, roles)
	if err != nil {
		tb.Fatal(err)
	}
	out := map[string]outcome{}
	for _, o := range results {
		out[o.role.letter] = o
	}
	return out
}

func TestManifests(t *testing.T) {
	s := manifestsSquad(t)
	first, last := s.camp()
	if s.days != 112 || first != 70 || last != 76 {
		t.Errorf("%d days with a camp from %d to %d; want 112, 70 and 76", s.days, first, last)
	}
	if !equalEmpty(s.policy.Spec) {
		t.Errorf("the policy is not empty: %+v", s.policy.Spec)
	}
	usual, camp := weekLoad(s, 9), weekLoad(s, 10)
	if usual != 1625 || camp != 3495 {
		t.Errorf("weeks of %.0f and %.0f load; want 1625 and 3495", usual, camp)
	}
}

func equalEmpty(p v1alpha1.RecoveryPolicySpec) bool {
	return cmp.Equal(p, v1alpha1.RecoveryPolicySpec{})
}

func weekLoad(s *squad, week int) float64 {
	sum := 0.0
	for day := 7 * week; day < 7*week+7; day++ {
		for _, p := range s.planned(day) {
			sum += p.RPE * float64(p.Minutes)
		}
	}
	return sum
}

// The demo's seeds, on the engine alone.
func TestStories(t *testing.T) {
	s := manifestsSquad(t)
	for letter, o := range play(t, s, cast(s.camp())) {
		for _, c := range o.checks {
			if !c.passed {
				t.Errorf("(%s) %s: %s", letter, c.what, c.seen)
			}
		}
	}
}

// A story whose cause is not planted must fail each check that speaks of it.
func TestStoriesFailWithoutTheirCause(t *testing.T) {
	s := manifestsSquad(t)
	roles := cast(s.camp())
	a, b, c, d := &roles[0], &roles[1], &roles[2], &roles[3]
	a.story.Response.Peak, a.story.Response.HeldDays = goodResponseSD, 0
	a.seed = b.seed // well borne
	b.story.Response.Peak, b.story.Response.HeldDays = badResponseSD, heldDays
	c.story.SilentDays = 0
	d.story.Illness = simulate.Illness{}
	want := map[string][]string{
		"a": {"window inserted within 3 days of the camp's end"},
		"b": {"no window in 16 weeks"},
		"c": {
			"never shortened while silent", "MarkersFresh=False on every unanswered day", "in force until its review, and kept over it",
			"then capped to Easy", "resumed as UnverifiedReturn",
		},
		"d": {"hold from the first day of symptoms", "rolled from day to day", "returned stage by stage", "cleared"},
	}
	got := map[string][]string{}
	for letter, o := range play(t, s, roles) {
		for _, check := range o.checks {
			if !check.passed {
				got[letter] = append(got[letter], check.what)
			}
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("failed checks (-want +got):\n%s", diff)
	}
}

// A fatigue that never goes must not be released in time, however the noise falls.
func TestLateReleaseFails(t *testing.T) {
	s := manifestsSquad(t)
	roles := cast(s.camp())[:1]
	roles[0].story.Response.HeldDays = 60
	o := play(t, s, roles)["a"]
	o.stage.role = &role{story: cast(s.camp())[0].story}
	checks := map[string]bool{}
	for _, c := range checkHeldFatigue(o.stage) {
		checks[c.what] = c.passed
	}
	want := map[string]bool{
		"window inserted within 3 days of the camp's end": true, "extended at least once": true,
		"released within 4 days of fatigue under 0.5 SD": false, "exit criteria shown as they were met": true,
	}
	if diff := cmp.Diff(want, checks); diff != "" {
		t.Errorf("checks (-want +got):\n%s", diff)
	}
}

func TestCourseSeesAShortenedWindow(t *testing.T) {
	at := time.Date(2026, 5, 18, 8, 30, 0, 0, time.UTC)
	window := func(start, end int) *view {
		w := v1alpha1.RestWindow{}
		w.Spec.Episode, w.Spec.Start = 1, metav1.NewTime(at.Add(time.Duration(start)*time.Hour))
		w.Spec.End = new(metav1.NewTime(at.Add(time.Duration(end) * time.Hour)))
		return &view{windows: []v1alpha1.RestWindow{w}}
	}
	for name, tc := range map[string]struct {
		now  *view
		want bool
	}{
		"same":     {window(0, 48), false},
		"extended": {window(0, 72), false},
		"earlier":  {window(0, 47), true},
		"later":    {window(1, 72), true},
	} {
		c := course{episode: 1, released: never}
		c.follow(tc.now, window(0, 48))
		if c.shortened != tc.want {
			t.Errorf("%s: shortened = %v", name, c.shortened)
		}
	}
}

// What comes back from a file is what was sent, under a name made from it.
func TestReportFiles(t *testing.T) {
	s := manifestsSquad(t)
	r := reporter{namespace: s.namespace, athlete: "a-7f3k", zone: s.zone, start: s.start}
	season := simulate.Season(1, simulate.Typical(), 3, s.planned, func(int) simulate.Truth {
		return simulate.Truth{Illness: simulate.NoIllness}
	})
	files := &reportFiles{folder: t.TempDir()}
	names := map[string]bool{}
	for day := 1; day < 3; day++ { // after a day of rest, and after one of training
		sent, err := r.morning(&season[day], &season[day-1])
		if err != nil {
			t.Fatal(err)
		}
		again, err := r.morning(&season[day], &season[day-1])
		if err != nil {
			t.Fatal(err)
		}
		got, err := files.exchange("a-7f3k", s.start+recovery.Day(day), sent)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(sent, got); diff != "" {
			t.Errorf("day %d (-sent +read):\n%s", day, diff)
		}
		for i := range sent {
			if sent[i].Name != again[i].Name {
				t.Errorf("equal reports are named %s and %s", sent[i].Name, again[i].Name)
			}
			names[sent[i].Name] = true
		}
	}
	if len(names) != 3 {
		t.Errorf("three different reports have the names %v", slices.Collect(maps.Keys(names)))
	}
	written, err := filepath.Glob(filepath.Join(files.folder, "a-7f3k", "2026-03-0[34].yaml"))
	if err != nil || len(written) != 2 {
		t.Errorf("files %v, %v; want one for each of two days", written, err)
	}
}

// The night on which the clocks go forward is an hour shorter than they show.
func TestReportOfShortNight(t *testing.T) {
	s := manifestsSquad(t)
	r := reporter{namespace: s.namespace, athlete: "a-7f3k", zone: s.zone, start: s.start}
	d := simulate.Day{Index: 27, OnsetMinute: -75, WakeMinute: 420, AsleepMinutes: 480, RMSSD: 60, HeartRate: 47} // 29 March
	got := r.markers(&d).Sleep
	if night := got.Wake.Sub(got.Onset.Time); night != 435*time.Minute || *got.AsleepMinutes != 435 {
		t.Errorf("a night of %v with %d minutes asleep; want 7h15m and 435", night, *got.AsleepMinutes)
	}
}

// Every line fits a terminal and tells what the checks say.
func TestNarration(t *testing.T) {
	s := manifestsSquad(t)
	world, err := newEngine(s)
	if err != nil {
		t.Fatal(err)
	}
	actors, err := s.actors(cast(s.camp()))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	n := &narrator{term: &terminal{out: &out}, squad: s, week: never}
	run := season{squad: s, actors: actors, world: world, seen: n.tell}
	if err := run.run(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, a := range actors {
		n.learned(a)
	}
	text := out.String()
	for line := range strings.Lines(text) {
		if utf8.RuneCountInString(strings.TrimRight(line, "\n")) > width || strings.Contains(line, "\x1b") {
			t.Errorf("too wide, or coloured: %q", line)
		}
	}
	for _, phrase := range []string{
		"a-7f3k-1 inserted to", "a-7f3k-1 extended to", "exit ", "a-7f3k-1 released", "Restored.leaveRule",
		"MarkersFresh=False", "a-5c1x-1 unanswered, kept to 11:00", "a-5c1x-1 capped to Easy", "a-5c1x-1 lifted, plan resumes",
		"Restored → Hold", "a-9q4w-1 rolled to", "return stage 1 of 6, Easy up to 15 min", "return to training complete",
		"latent fatigue under 0.5 SD", "Week 11, Overload, 11 May to 17 May",
	} {
		if !strings.Contains(text, phrase) {
			t.Errorf("not told: %q", phrase)
		}
	}
}

func TestTerminal(t *testing.T) {
	for _, tc := range []struct {
		colour bool
		want   string
	}{
		{false, "abc…  ok    end\n"},
		{true, "\x1b[31mabc…\x1b[0m  ok    end\n"},
	} {
		var out bytes.Buffer
		term := &terminal{out: &out, colour: tc.colour}
		term.row(cell{text: "abcdef", width: 4, style: red}, cell{text: "ok", width: 4}, cell{text: "end"})
		if got := out.String(); got != tc.want {
			t.Errorf("colour %v: %q, want %q", tc.colour, got, tc.want)
		}
	}
}

func TestSeedTable(t *testing.T) {
	var out bytes.Buffer
	if err := seedTable(t.Context(), &terminal{out: &out}, manifestsSquad(t), 7, 2); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"SEEDS 7 TO 8", "(a) a camp that leaves fatigue behind", "(d) an illness of three days", " of 2\n"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in\n%s", want, out.String())
		}
	}
}
