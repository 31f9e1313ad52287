package recovery_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"fallow.dev/fallow/internal/recovery"
	"fallow.dev/fallow/internal/simulate"
)

var update = flag.Bool("update", false, "write the golden stories anew")

// story is a season of one athlete, what happens in it, and what people do.
type story struct {
	seed  uint64
	days  int
	plan  func(int) []simulate.Session
	truth func(int) simulate.Truth
	set   func(*recovery.Setting)
	acts  map[int]func(*recovery.WindowSeen) // on the newest window, before the decision of a day
	check func(*testing.T, []told)
}

// told is one day of a story with something to tell.
type told struct {
	day      int
	standing recovery.Standing
	changes  []recovery.Change
	windows  []recovery.Window
	verdict  recovery.Verdict
}

// TestStories tells each story's changes, one line each, and holds them against
// the golden file of its name and against what the story has to show.
func TestStories(t *testing.T) {
	for name, s := range stories() {
		t.Run(name, func(t *testing.T) {
			days := s.tell(t)
			if s.check != nil {
				s.check(t, days)
			}
			var text strings.Builder
			for i := range days {
				if i == 0 || len(days[i].changes) > 0 {
					days[i].write(&text)
				}
			}
			golden(t, name, text.String())
		})
	}
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", "stories", name+".txt")
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("run the test with -update if this is meant (-want +got):\n%s", diff)
	}
}

// tell lives the season, closed-loop, with the windows that people see.
func (s *story) tell(t *testing.T) []told {
	t.Helper()
	set := setting(t)
	if s.set != nil {
		s.set(&set)
	}
	season := simulate.Season(s.seed, simulate.Typical(), s.days, s.plan, s.truth)
	var l recovery.Ledger
	var people windows
	var days []told
	for i := range season {
		in := morning(season, i, set.Zone)
		if act := s.acts[i]; act != nil {
			act(people[l.Standing.LastEpisode])
		}
		in.Ledger, in.Setting, in.Windows = l, set, people.seen()
		d := decide(t, in)
		l = d.Ledger
		people.follow(&l, in.Now)
		season[i].Trained = allowed(&l.Standing, season[i].Trained, startDay+recovery.Day(i), set.Zone)
		v, _ := l.LastVerdict()
		days = append(days, told{i, l.Standing, d.Changes, recovery.Windows(&l, people.exists, in.Now), v})
	}
	return days
}

func (w *windows) exists(id int32, _ bool) bool { return (*w)[id] != nil }

var stateNames = map[recovery.State]string{
	recovery.Unknown: "Unknown", recovery.Restored: "Restored", recovery.Strained: "Strained",
	recovery.Incomplete: "Incomplete", recovery.Overreached: "Overreached", recovery.Hold: "Hold",
}

// write tells a day: its changes, the open window, the rules that fired.
func (d *told) write(text *strings.Builder) {
	fmt.Fprintf(text, "day %3d %-11s p %.2f", d.day, stateNames[d.standing.State], float64(d.verdict.Permille)/1000)
	for _, c := range d.changes {
		if c.Kind != recovery.StateChanged {
			fmt.Fprintf(text, " %s", c.Kind)
		}
	}
	if e := d.standing.Episode; e.Open() {
		hours := func(at recovery.Instant) int { return int(at-e.Start) / 3600 }
		fmt.Fprintf(text, "; window %d, %d h, Easy from %d h", e.ID, hours(e.End), hours(e.EasyFrom))
	}
	if d.standing.Illness.Active {
		fmt.Fprintf(text, "; stage %d", d.standing.Illness.Stage)
	}
	text.WriteString(";")
	for id := range recovery.RuleNames {
		if d.verdict.Rules.Has(recovery.RuleID(id)) {
			fmt.Fprintf(text, " %s", recovery.RuleNames[id])
		}
	}
	text.WriteString("\n")
}

// first is the day of the first change of a kind from a day on.
func first(days []told, from int, kind recovery.ChangeKind) int {
	for _, d := range days {
		for _, c := range d.changes {
			if d.day >= from && c.Kind == kind {
				return d.day
			}
		}
	}
	return never
}

func wantBetween(t *testing.T, what string, day, low, high int) {
	t.Helper()
	if day < low || day > high {
		t.Errorf("%s on day %d, want %d to %d", what, day, low, high)
	}
}
