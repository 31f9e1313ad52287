package schedule

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"fallow.dev/fallow/internal/recovery"
)

// monday is 2026-03-09.
const monday = recovery.Day(20521)

func zone(tb rapid.TB, name string) *time.Location {
	tb.Helper()
	z, err := time.LoadLocation(name)
	if err != nil {
		tb.Fatal(err)
	}
	return z
}

// hour is an instant, counted from 2026-03-09 00:00 UTC.
func hour(h float64) recovery.Instant {
	return recovery.InstantOf(monday.At(0, time.UTC)) + recovery.Instant(3600*h)
}

func on(day time.Weekday, minute int, name string) Session {
	return Session{Name: name, Weekday: day, Minute: minute, Kind: "Run", Intensity: recovery.Threshold, Minutes: 60}
}

// where is the day and start of an expanded session.
type where struct{ Name, Day, Start string }

func places(planned []Planned) []where {
	var out []where
	for _, p := range planned {
		out = append(out, where{p.Name, p.Day.String(), p.Start.Time().Format(time.RFC3339)})
	}
	return out
}

func TestExpand(t *testing.T) {
	tuesday, sunday := on(time.Tuesday, 17*60+30, "threshold"), on(time.Sunday, 9*60, "long-run")
	week := Week{Sessions: []Session{sunday, tuesday}}
	tests := map[string]struct {
		blocks   []Block
		from, to recovery.Day
		zone     string
		want     []where
	}{
		"a week from Monday": {[]Block{{Name: "b", Start: monday, Weeks: []Week{week}}}, monday, monday + 20, "UTC", []where{
			{"threshold", "2026-03-10", "2026-03-10T17:30:00Z"}, {"long-run", "2026-03-15", "2026-03-15T09:00:00Z"},
		}},
		"a week from Thursday ends on Wednesday": {[]Block{{Name: "b", Start: monday + 3, Weeks: []Week{week}}}, monday, monday + 20, "UTC", []where{
			{"long-run", "2026-03-15", "2026-03-15T09:00:00Z"}, {"threshold", "2026-03-17", "2026-03-17T17:30:00Z"},
		}},
		"a week from Sunday": {[]Block{{Name: "b", Start: monday + 6, Weeks: []Week{week}}}, monday, monday + 20, "UTC", []where{
			{"long-run", "2026-03-15", "2026-03-15T09:00:00Z"}, {"threshold", "2026-03-17", "2026-03-17T17:30:00Z"},
		}},
		"weeks repeat": {[]Block{{Name: "b", Start: monday, Weeks: []Week{week, {}, week}}}, monday, monday + 20, "UTC", []where{
			{"threshold", "2026-03-10", "2026-03-10T17:30:00Z"},
			{"long-run", "2026-03-15", "2026-03-15T09:00:00Z"},
			{"threshold", "2026-03-24", "2026-03-24T17:30:00Z"},
			{"long-run", "2026-03-29", "2026-03-29T09:00:00Z"},
		}},
		"only what is asked for": {[]Block{{Name: "b", Start: monday, Weeks: []Week{week, week}}}, monday + 6, monday + 8, "UTC", []where{
			{"long-run", "2026-03-15", "2026-03-15T09:00:00Z"}, {"threshold", "2026-03-17", "2026-03-17T17:30:00Z"},
		}},
		"the clock on the wall over a change to summer time": {[]Block{{Name: "b", Start: monday + 14, Weeks: []Week{week, week}}}, monday + 14, monday + 27, "Europe/Berlin", []where{
			{"threshold", "2026-03-24", "2026-03-24T16:30:00Z"},
			{"long-run", "2026-03-29", "2026-03-29T07:00:00Z"},
			{"threshold", "2026-03-31", "2026-03-31T15:30:00Z"},
			{"long-run", "2026-04-05", "2026-04-05T07:00:00Z"},
		}},
		"an hour that the change skips": {
			[]Block{{Name: "b", Start: monday + 14, Weeks: []Week{{Sessions: []Session{on(time.Sunday, 2*60+30, "night-run")}}}}},
			monday + 14, monday + 20, "Europe/Berlin",
			[]where{{"night-run", "2026-03-29", "2026-03-29T01:30:00Z"}},
		},
		"two blocks in the order of their start, then of their names": {[]Block{
			{Name: "z", Start: monday, Weeks: []Week{{Sessions: []Session{on(time.Monday, 600, "b"), on(time.Monday, 600, "a")}}}},
			{Name: "a", Start: monday, Weeks: []Week{{Sessions: []Session{on(time.Monday, 600, "c"), on(time.Monday, 540, "d")}}}},
		}, monday, monday, "UTC", []where{
			{"d", "2026-03-09", "2026-03-09T09:00:00Z"},
			{"c", "2026-03-09", "2026-03-09T10:00:00Z"},
			{"a", "2026-03-09", "2026-03-09T10:00:00Z"},
			{"b", "2026-03-09", "2026-03-09T10:00:00Z"},
		}},
		"a block that is over":        {[]Block{{Name: "b", Start: monday - 70, Weeks: []Week{week}}}, monday, monday + 20, "UTC", nil},
		"a block that is yet to come": {[]Block{{Name: "b", Start: monday + 70, Weeks: []Week{week}}}, monday, monday + 20, "UTC", nil},
		"no block":                    {nil, monday, monday + 20, "UTC", nil},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			got := Expand(test.blocks, test.from, test.to, zone(t, test.zone))
			if diff := cmp.Diff(test.want, places(got)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestIntent(t *testing.T) {
	weeks := func(intents ...recovery.Intent) Block {
		b := Block{Start: monday}
		for _, i := range intents {
			b.Weeks = append(b.Weeks, Week{Intent: i})
		}
		return b
	}
	tests := map[string]struct {
		blocks []Block
		day    recovery.Day
		want   recovery.Intent
	}{
		"no block":                             {nil, monday, recovery.NoIntent},
		"the day before":                       {[]Block{weeks(recovery.Overload)}, monday - 1, recovery.NoIntent},
		"the first day":                        {[]Block{weeks(recovery.Overload)}, monday, recovery.Overload},
		"the last day":                         {[]Block{weeks(recovery.Overload)}, monday + 6, recovery.Overload},
		"the day after":                        {[]Block{weeks(recovery.Overload)}, monday + 7, recovery.NoIntent},
		"the second week":                      {[]Block{weeks(recovery.Overload, recovery.Deload)}, monday + 8, recovery.Deload},
		"a week without an intent":             {[]Block{weeks(recovery.NoIntent)}, monday, recovery.NoIntent},
		"overload and a race: the race":        {[]Block{weeks(recovery.Overload), weeks(recovery.RaceWeek)}, monday, recovery.RaceWeek},
		"build and overload: build":            {[]Block{weeks(recovery.Overload), weeks(recovery.Build)}, monday, recovery.Build},
		"deload and taper: taper":              {[]Block{weeks(recovery.Deload), weeks(recovery.Taper)}, monday, recovery.Taper},
		"overload where all that say so agree": {[]Block{weeks(recovery.Overload), weeks(recovery.NoIntent), weeks(recovery.Overload)}, monday, recovery.Overload},
	}
	for name, test := range tests {
		if got := Intent(test.blocks, test.day); got != test.want {
			t.Errorf("%s: %d, want %d", name, got, test.want)
		}
	}
}

// session is a planned session of an hour.
func session(start float64, intensity recovery.Intensity, change func(*Planned)) Planned {
	p := Planned{Block: "b", Start: hour(start), Session: Session{Name: "s", Kind: "Run", Intensity: intensity, Minutes: 60, Priority: "Normal"}}
	if change != nil {
		change(&p)
	}
	return p
}

func TestFit(t *testing.T) {
	// Nothing from hour 10 to 20, Easy to hour 30, and in doubt until released.
	window := Window{Name: "w", Start: hour(10), EasyFrom: hour(20), End: hour(30), UntilReleased: true}
	with := func(change func(*Window)) Window {
		w := window
		change(&w)
		return w
	}
	fixed := func(p *Planned) { p.Priority = FixedPriority }
	race := func(p *Planned) { p.Kind = "Race" }
	hold := with(func(w *Window) { w.Hold = true })
	open := with(func(w *Window) { w.End, w.EasyFrom, w.Hold = 0, hour(1e6), true })
	tests := map[string]struct {
		session Planned
		window  Window
		want    Disposition
	}{
		"hard, long before":                     {session(5, recovery.High, nil), window, AsPlanned},
		"hard, ends as the window begins":       {session(9, recovery.High, nil), window, AsPlanned},
		"hard, runs into the window":            {session(9.5, recovery.High, nil), window, Displaced},
		"easy, runs into the strict part":       {session(9.5, recovery.Easy, nil), window, Displaced},
		"easy in the strict part":               {session(12, recovery.Easy, nil), window, Displaced},
		"easy, begins before Easy is allowed":   {session(19.5, recovery.Easy, nil), window, Displaced},
		"easy as Easy begins":                   {session(20, recovery.Easy, nil), window, AsPlanned},
		"moderate in the easy part":             {session(22, recovery.Moderate, nil), window, Displaced},
		"an intensity that is not stated":       {session(22, 0, nil), window, Displaced},
		"easy, beyond the cap on minutes":       {session(22, recovery.Easy, nil), with(func(w *Window) { w.MaxMinutes = 59 }), Displaced},
		"easy, at the cap on minutes":           {session(22, recovery.Easy, nil), with(func(w *Window) { w.MaxMinutes = 60 }), AsPlanned},
		"hard, runs out of the window":          {session(29.5, recovery.High, nil), window, Displaced},
		"hard, as the window ends":              {session(30, recovery.High, nil), window, Provisional},
		"hard, long after the end":              {session(500, recovery.Threshold, nil), window, Provisional},
		"easy after the end":                    {session(31, recovery.Easy, nil), window, AsPlanned},
		"hard after the end of a released one":  {session(31, recovery.High, nil), with(func(w *Window) { w.UntilReleased = false }), AsPlanned},
		"fixed in the strict part":              {session(12, recovery.High, fixed), window, AtRisk},
		"a race in the easy part":               {session(22, recovery.High, race), window, AtRisk},
		"fixed and easy in the easy part":       {session(22, recovery.Easy, fixed), window, AsPlanned},
		"fixed after the end":                   {session(31, recovery.High, fixed), window, Provisional},
		"fixed in a hold":                       {session(12, recovery.High, fixed), hold, Displaced},
		"a race in a hold":                      {session(22, recovery.High, race), hold, Displaced},
		"a race after the end of a hold":        {session(31, recovery.High, race), hold, Provisional},
		"in a hold without an end":              {session(400, recovery.Easy, nil), open, Displaced},
		"a race in a hold without an end":       {session(400, recovery.High, race), open, Displaced},
		"a person's window, easy all along":     {session(12, recovery.Easy, nil), Window{Start: hour(10), EasyFrom: hour(10), End: hour(30)}, AsPlanned},
		"hard in a person's window":             {session(12, recovery.Threshold, nil), Window{Name: "w", Start: hour(10), EasyFrom: hour(10), End: hour(30)}, Displaced},
		"hard after a person's window":          {session(31, recovery.High, nil), Window{Name: "w", Start: hour(10), EasyFrom: hour(10), End: hour(30)}, AsPlanned},
		"easy in a person's window of nothing":  {session(29.5, recovery.Easy, nil), Window{Name: "w", Start: hour(10), EasyFrom: hour(30), End: hour(30)}, Displaced},
		"strength, which is no easy work here":  {session(22, recovery.Threshold, func(p *Planned) { p.Kind = "HeavyStrength" }), window, Displaced},
		"after a waiver, in what is left of it": {session(12, recovery.High, nil), with(func(w *Window) { w.Start = hour(14) }), AsPlanned},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			got := Fit([]Planned{test.session}, []Window{test.window})[0]
			if got.Disposition != test.want {
				t.Errorf("%s, want %s", got.Disposition, test.want)
			}
			if by := map[bool]string{true: "", false: test.window.Name}[test.want == AsPlanned]; got.Window != by {
				t.Errorf("by %q, want %q", got.Window, by)
			}
			if diff := cmp.Diff(test.session, got.Planned); diff != "" {
				t.Errorf("the planned session was changed:\n%s", diff)
			}
		})
	}
}

// Of several windows the one that says most is named, of equals the first.
func TestFitOfSeveralWindows(t *testing.T) {
	past := Window{Name: "past", Start: hour(0), EasyFrom: hour(5), End: hour(10), UntilReleased: true}
	one := Window{Name: "one", Start: hour(10), EasyFrom: hour(30), End: hour(30)}
	two := Window{Name: "two", Start: hour(10), EasyFrom: hour(30), End: hour(30)}
	hold := Window{Name: "hold", Start: hour(10), EasyFrom: hour(30), End: hour(30), Hold: true}
	race := session(12, recovery.High, func(p *Planned) { p.Kind = "Race" })
	tests := map[string]struct {
		session Planned
		windows []Window
		want    Disposition
		by      string
	}{
		"none":                             {race, nil, AsPlanned, ""},
		"in doubt, then forbidden":         {session(12, recovery.High, nil), []Window{past, one}, Displaced, "one"},
		"forbidden, then in doubt":         {session(12, recovery.High, nil), []Window{one, past}, Displaced, "one"},
		"forbidden twice":                  {session(12, recovery.High, nil), []Window{two, one}, Displaced, "two"},
		"a race: at risk, and a hold":      {race, []Window{one, hold}, Displaced, "hold"},
		"a race: in doubt, then at risk":   {race, []Window{past, two}, AtRisk, "two"},
		"only in doubt":                    {session(40, recovery.High, nil), []Window{one, past}, Provisional, "past"},
		"allowed by one, not by the other": {session(12, recovery.Easy, nil), []Window{{Name: "easy", Start: hour(10), EasyFrom: hour(10), End: hour(30)}, one}, Displaced, "one"},
	}
	for name, test := range tests {
		got := Fit([]Planned{test.session}, test.windows)[0]
		if got.Disposition != test.want || got.Window != test.by {
			t.Errorf("%s: %s by %q, want %s by %q", name, got.Disposition, got.Window, test.want, test.by)
		}
	}
}
