package schedule

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"fallow.dev/fallow/internal/recovery"
)

var zones = []string{"UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Apia"}

func anyBlocks(t *rapid.T) []Block {
	blocks := make([]Block, rapid.IntRange(0, 3).Draw(t, "blocks"))
	for i := range blocks {
		b := &blocks[i]
		b.Name = string(rune('a' + i))
		b.Start = monday + recovery.Day(rapid.IntRange(-60, 60).Draw(t, "start"))
		for range rapid.IntRange(0, 8).Draw(t, "weeks") {
			w := Week{Intent: recovery.Intent(rapid.IntRange(0, 5).Draw(t, "intent"))}
			for range rapid.IntRange(0, 4).Draw(t, "sessions") {
				w.Sessions = append(w.Sessions, Session{
					Name: rapid.StringMatching(`[a-z]{1,6}`).Draw(t, "name"), Weekday: time.Weekday(rapid.IntRange(0, 6).Draw(t, "weekday")),
					Minute: rapid.IntRange(0, 1439).Draw(t, "minute"), Intensity: recovery.Intensity(rapid.IntRange(0, 4).Draw(t, "intensity")),
					Minutes: int32(rapid.IntRange(1, 600).Draw(t, "minutes")), Kind: rapid.SampledFrom([]string{"Run", "Ride", "Race", "Strength"}).Draw(t, "kind"),
					Priority: rapid.SampledFrom([]Priority{"Low", "Normal", "Key", FixedPriority}).Draw(t, "priority"),
				})
			}
			b.Weeks = append(b.Weeks, w)
		}
	}
	return blocks
}

// anyWindows draws windows as the engine and people make them: the strict part
// first, an end after the start or, for a hold, none.
func anyWindows(t *rapid.T) []Window {
	windows := make([]Window, rapid.IntRange(0, 4).Draw(t, "windows"))
	for i := range windows {
		w := &windows[i]
		w.Name = string(rune('p' + i))
		w.Start = hour(float64(rapid.IntRange(-500, 900).Draw(t, "from")))
		w.End = w.Start + recovery.Instant(3600*rapid.IntRange(1, 400).Draw(t, "hours"))
		w.EasyFrom = w.Start + recovery.Instant(3600*rapid.IntRange(0, 500).Draw(t, "strict"))
		w.Hold, w.UntilReleased = rapid.Bool().Draw(t, "hold"), rapid.Bool().Draw(t, "until released")
		w.MaxMinutes = int32(rapid.SampledFrom([]int{0, 0, 15, 60}).Draw(t, "cap"))
		if w.Hold && rapid.Bool().Draw(t, "open") {
			w.End = 0
		}
	}
	return windows
}

// TestExpandProperties: every session of every week comes once, on its weekday,
// at its time of the wall, in the order of starts; a longer span only adds.
func TestExpandProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		blocks := anyBlocks(t)
		in := zone(t, rapid.SampledFrom(zones).Draw(t, "zone"))
		from := monday + recovery.Day(rapid.IntRange(-80, 80).Draw(t, "from"))
		to := from + recovery.Day(rapid.IntRange(0, 30).Draw(t, "days"))
		got := Expand(blocks, from, to, in)
		for i, p := range got {
			switch {
			case p.Day < from || p.Day > to || p.Day.Weekday() != p.Weekday:
				t.Fatalf("%+v is not on its day", p)
			case p.Start != recovery.InstantOf(p.Day.At(p.Minute, in)):
				t.Fatalf("%+v is not at its time", p)
			case i > 0 && p.Start < got[i-1].Start:
				t.Fatalf("%+v comes after %+v", p, got[i-1])
			}
		}
		whole := Expand(blocks, monday-200, monday+200, in)
		declared := 0
		for _, b := range blocks {
			for _, w := range b.Weeks {
				declared += len(w.Sessions)
			}
		}
		if len(whole) != declared {
			t.Fatalf("%d sessions of %d declared", len(whole), declared)
		}
		within := slices.DeleteFunc(whole, func(p Planned) bool { return p.Day < from || p.Day > to })
		if diff := cmp.Diff(within, got, cmp.Transformer("none", func(p []Planned) []Planned { return append([]Planned{}, p...) })); diff != "" {
			t.Fatalf("a longer span gives others in these days (-longer +this):\n%s", diff)
		}
	})
}

// TestFitProperties: nothing that a window forbids stays as planned; without a
// window everything does; another window never gives back what one has taken.
func TestFitProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		planned := Expand(anyBlocks(t), monday-80, monday+80, zone(t, rapid.SampledFrom(zones).Draw(t, "zone")))
		windows := anyWindows(t)
		before := slices.Clone(planned)
		got := Fit(planned, windows)
		if diff := cmp.Diff(before, planned); diff != "" {
			t.Fatalf("the declared plan was changed:\n%s", diff)
		}
		for i := range got {
			checkFitted(t, &got[i], windows)
		}
		for i, f := range Fit(planned, nil) {
			if f.Disposition != AsPlanned || f.Window != "" {
				t.Fatalf("without a window session %d is %s", i, f.Disposition)
			}
		}
		more := Fit(planned, append(slices.Clone(windows), anyWindows(t)...))
		for i := range more {
			if rank(more[i].Disposition) < rank(got[i].Disposition) {
				t.Fatalf("another window turned %s into %s", got[i].Disposition, more[i].Disposition)
			}
		}
	})
}

// checkFitted compares with what each window allows, said in another way than the
// code does.
func checkFitted(t *rapid.T, f *Fitted, windows []Window) {
	forbidden, held, doubtful := false, false, false
	for _, w := range windows {
		end := w.End
		if end == 0 {
			end = 1 << 40
		}
		overlaps := f.Start < end && f.Start+recovery.Instant(60*f.Minutes) > w.Start
		allowed := f.Intensity == recovery.Easy && f.Start >= w.EasyFrom && (w.MaxMinutes == 0 || f.Minutes <= w.MaxMinutes)
		if overlaps && !allowed {
			forbidden, held = true, held || w.Hold
		}
		doubtful = doubtful || w.UntilReleased && f.Start >= end && f.Intensity > recovery.Easy
	}
	protected := f.Priority == FixedPriority || f.Kind == "Race"
	want := AsPlanned
	switch {
	case forbidden && (held || !protected):
		want = Displaced
	case forbidden:
		want = AtRisk
	case doubtful:
		want = Provisional
	}
	if f.Disposition != want || (f.Window == "") != (want == AsPlanned) {
		t.Fatalf("%+v is %s by %q, want %s, around %+v", f.Planned, f.Disposition, f.Window, want, windows)
	}
}

// TestIntentProperties: more blocks never make a week less careful.
func TestIntentProperties(t *testing.T) {
	caution := []recovery.Intent{recovery.NoIntent, recovery.Overload, recovery.Build, recovery.Deload, recovery.Taper, recovery.RaceWeek}
	rapid.Check(t, func(t *rapid.T) {
		blocks := anyBlocks(t)
		day := monday + recovery.Day(rapid.IntRange(-80, 80).Draw(t, "day"))
		few, many := Intent(blocks, day), Intent(append(slices.Clone(blocks), anyBlocks(t)...), day)
		if slices.Index(caution, many) < slices.Index(caution, few) {
			t.Fatalf("%d, with more blocks %d", few, many)
		}
	})
}
