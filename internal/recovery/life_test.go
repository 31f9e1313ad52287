package recovery_test

import (
	"testing"

	"pgregory.net/rapid"

	"fallow.dev/fallow/internal/recovery"
	"fallow.dev/fallow/internal/simulate"
)

// anyTruth draws what happens to an athlete in a season: camps, illnesses and
// silences at any time.
func anyTruth(t *rapid.T, days int) func(int) simulate.Truth {
	var camps []simulate.Overload
	for range rapid.IntRange(0, 3).Draw(t, "camps") {
		first := rapid.IntRange(0, days).Draw(t, "from")
		camps = append(camps, simulate.Overload{
			FirstDay: first, LastDay: first + rapid.IntRange(1, 12).Draw(t, "length"),
			Peak: rapid.Float64Range(0, 4).Draw(t, "peak"), HeldDays: rapid.IntRange(0, 20).Draw(t, "held"),
		})
	}
	ill := spans(t, days, "illness")
	mute := spans(t, days, "silence")
	class := rapid.SampledFrom([]string{"AboveNeck", "Systemic"}).Draw(t, "class")
	return func(day int) simulate.Truth {
		truth := simulate.Truth{Illness: "None", Silent: mute[day]}
		for _, c := range camps {
			truth.Fatigue = max(truth.Fatigue, c.Fatigue(day))
		}
		if ill[day] {
			truth.Illness = class
		}
		return truth
	}
}

// spans draws some stretches of days.
func spans(t *rapid.T, days int, what string) map[int]bool {
	in := map[int]bool{}
	for range rapid.IntRange(0, 3).Draw(t, what) {
		from := rapid.IntRange(0, days).Draw(t, "from")
		for day := range rapid.IntRange(1, 9).Draw(t, "length") {
			in[from+day] = true
		}
	}
	return in
}

// TestRestIsKept lives seasons in which anything may happen, under any policy's
// enforcement, with people who approve, reject, waive, clear and edit, and holds
// every decision against the invariants.
func TestRestIsKept(t *testing.T) {
	base := setting(t)
	rapid.Check(t, func(t *rapid.T) {
		set := base
		set.Enforcement = recovery.Enforcement(rapid.IntRange(0, 2).Draw(t, "enforcement"))
		days := rapid.IntRange(40, 110).Draw(t, "days")
		truth := anyTruth(t, days)
		season := simulate.Season(rapid.Uint64().Draw(t, "seed"), simulate.Typical(), days, week, truth)
		var l recovery.Ledger
		var people windows
		var strict strictRest
		for i := range season {
			in := morning(season, i, set.Zone)
			in.Ledger, in.Setting = l, set
			in.Windows = people.seen()
			l = decide(t, in).Ledger
			people.follow(&l, in.Now)
			season[i].Trained = allowed(&l.Standing, season[i].Trained, startDay+recovery.Day(i), set.Zone)
			strict.live(&set, &l.Standing, startDay+recovery.Day(i))
			if rapid.IntRange(0, 9).Draw(t, "act") == 0 {
				people.act(t)
				l = decide(t, recovery.Input{Ledger: l, Setting: set, Now: in.Now + 7200, Windows: people.seen()}).Ledger
			}
		}
		strict.check(t, &set)
	})
}

// windows are the engine's windows in a cluster, with what people did to them.
type windows map[int32]*recovery.WindowSeen

// follow writes what the ledger demands, as the controller does.
func (w *windows) follow(l *recovery.Ledger, now recovery.Instant) {
	if *w == nil {
		*w = windows{}
	}
	exists := func(id int32, _ bool) bool { return (*w)[id] != nil }
	for _, wanted := range recovery.Windows(l, exists, now) {
		if wanted.Continuation {
			continue
		}
		stands := (*w)[wanted.Episode]
		if stands == nil {
			stands = &recovery.WindowSeen{Episode: wanted.Episode}
			(*w)[wanted.Episode] = stands
		}
		stands.Decision, stands.Start, stands.End, stands.EasyFrom = l.Sequence, wanted.Start, wanted.End, wanted.EasyFrom
		if stands.Approval != recovery.Approved && stands.Approval != recovery.Rejected {
			stands.Approval = wanted.Approval
		}
	}
}

func (w *windows) seen() []recovery.WindowSeen {
	var seen []recovery.WindowSeen
	for id := range int32(100) {
		if stands := (*w)[id]; stands != nil {
			seen = append(seen, *stands)
		}
	}
	return seen
}

// act does something to one window.
func (w *windows) act(t *rapid.T) {
	w.actBy(rapid.IntRange(0, 6).Draw(t, "act"), 0)
}

// actBy does one of the things that a person can do to the newest window.
func (w *windows) actBy(which int, now recovery.Instant) {
	newest := (*w)[int32(len(*w))]
	if newest == nil { // none was written
		return
	}
	switch which % 7 {
	case 0:
		newest.Approval = recovery.Approved
	case 1:
		newest.Approval = recovery.Rejected
	case 2:
		newest.WaivedUntil = max(newest.End, now)
	case 3:
		newest.Cleared = true
	case 4:
		newest.Owned.End = newest.End - 6*3600
	case 5:
		newest.HandBack = true
	case 6:
		newest.WaivedUntil = 0
	}
}

// TestUnderAnyPolicy: whatever constants a policy sets within their bounds, every
// decision is total and keeps the invariants.
func TestUnderAnyPolicy(t *testing.T) {
	base := setting(t)
	rapid.Check(t, func(t *rapid.T) {
		set := base
		p := anyParams(t)
		set.Params = &p
		days := rapid.IntRange(20, 60).Draw(t, "days")
		season := simulate.Season(rapid.Uint64().Draw(t, "seed"), simulate.Typical(), days, week, anyTruth(t, days))
		var l recovery.Ledger
		for i := range season {
			in := morning(season, i, set.Zone)
			in.Ledger, in.Setting = l, set
			l = decide(t, in).Ledger
		}
	})
}

// anyParams draws constants that a policy may set, all at once.
func anyParams(t *rapid.T) recovery.Params {
	params := recovery.Default()
	for i := range recovery.Parameters {
		p := &recovery.Parameters[i]
		value := rapid.Float64Range(p.Min, p.Max).Draw(t, p.Key())
		if p.Whole {
			value = float64(rapid.IntRange(int(p.Min), int(p.Max)).Draw(t, p.Key()))
		}
		if err := p.Set(&params, value); err != nil {
			t.Fatal(err)
		}
	}
	return params
}
