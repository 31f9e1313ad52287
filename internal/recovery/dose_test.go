package recovery

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

// TestDose holds the published examples and each factor.
func TestDose(t *testing.T) {
	worst := func(u float64) Assessment { return answer(.7, evidence{Subjective: u, Autonomic: u / 2}) }
	tests := map[string]struct {
		a          Assessment
		suppressed int
		want       float64
	}{
		"1 SD after days":        {worst(1), 3, 36},
		"1.5 SD after days":      {worst(1.5), 1, 57.06},
		"2 SD after days":        {worst(2), 3, 72},
		"2 SD after most a week": {worst(2), 7, 96},
		"2 SD after more":        {worst(2), 8, 120},
		"at the target":          {worst(.5), 3, 0},
		"better than usual":      {worst(-2), 3, 0},
		"nothing known":          {Assessment{}, 3, 0},
		"trend falling":          {but(worst(1), func(a *Assessment) { a.TrendChange = -.51 }), 3, 45},
		"trend falling little":   {but(worst(1), func(a *Assessment) { a.TrendChange = -.5 }), 3, 36},
		"improving":              {but(worst(1), func(a *Assessment) { a.Rules = a.Rules.With(RuleShiftImproving) }), 3, 30.6},
		"stale performance":      {but(worst(1), func(a *Assessment) { a.Channels[Performance] = Channel{Used: true, U: 2, Fresh: .49, Quality: 1} }), 3, 36},
		"performance":            {but(worst(1), func(a *Assessment) { a.Channels[Performance] = Channel{Used: true, U: 2, Fresh: .5, Quality: 1} }), 3, 72},
		"sleep is no deficit":    {but(worst(1), func(a *Assessment) { a.Channels[Sleep] = Channel{Used: true, U: 2, Fresh: 1, Quality: 1} }), 3, 36},
		"debt within the free":   {but(worst(1), func(a *Assessment) { a.DebtHours = 4 }), 3, 36},
		"a step of debt":         {but(worst(1), func(a *Assessment) { a.DebtHours = 8 }), 3, 42},
		"debt beyond its bound":  {but(worst(1), func(a *Assessment) { a.DebtHours = 14 }), 3, 48},
	}
	p := Default()
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			wantNear(t, "hours", Dose(&tt.a, tt.suppressed, &p).Hours(), tt.want, .005)
		})
	}
}

// TestWorseNeverShortensTheDose: monotone in every channel, in debt, and in how
// long the suppression has lasted.
func TestWorseNeverShortensTheDose(t *testing.T) {
	p := Default()
	rapid.Check(t, func(t *rapid.T) {
		a := Assessment{Channels: anyChannels(t), DebtHours: rapid.Float64Range(0, 14).Draw(t, "debt"), TrendChange: rapid.Float64Range(-2, 2).Draw(t, "change")}
		if rapid.Bool().Draw(t, "improving") {
			a.Rules = a.Rules.With(RuleShiftImproving)
		}
		b, days := a, rapid.IntRange(0, 20).Draw(t, "days")
		id := ChannelID(rapid.IntRange(0, int(channelCount)-1).Draw(t, "channel"))
		b.Channels[id].U = rapid.Float64Range(a.Channels[id].U, maxU).Draw(t, "worse")
		b.DebtHours = rapid.Float64Range(a.DebtHours, 14).Draw(t, "more debt")
		b.TrendChange = rapid.Float64Range(-3, a.TrendChange).Draw(t, "falls more")
		b.Rules = 0
		later := rapid.IntRange(days, 30).Draw(t, "longer")
		if before, after := Dose(&a, days, &p).Hours(), Dose(&b, later, &p).Hours(); after < before-1e-9 {
			t.Errorf("worse shortens the dose from %v h to %v h", before, after)
		}
	})
}

// TestImprovingShortensTheDose: two days of a rising three-day mean reach the dose
// of the day, one does not.
func TestImprovingShortensTheDose(t *testing.T) {
	rising := func(z float64) Assessment {
		a := answer(.85, evidence{Subjective: .75, Autonomic: .6})
		a.EpisodeDeviation, a.Rules = z, a.Rules.With(RuleSleepDebt)
		return a
	}
	for days, want := range map[int]bool{1: false, 2: true} {
		s := scripted(t)
		for i := range days {
			s.next(but(rising(-2+.5*float64(i)), func(a *Assessment) { a.Probability = .5 }))
		}
		e := evaluation{Setting: &s.set, l: &s.l, a: rising(0), day: s.today, asOf: s.set.Wake(s.today), s: s.l.Standing}
		e.take()
		full := e.a
		full.Rules = 0
		got, whole := Dose(&e.a, 1, s.set.Params).Hours(), Dose(&full, 1, s.set.Params).Hours()
		if shorter := got < whole; shorter != want {
			t.Errorf("after %d days: %v h of %v h", days, got, whole)
		}
	}
}

// TestClocks holds the hours of each tissue by kind, intensity and length.
func TestClocks(t *testing.T) {
	now := InstantOf(time.Date(2026, 1, 5, 19, 0, 0, 0, time.UTC))
	ended := func(row SessionRow) SessionRow {
		row.Start = int64(now)/60 - int64(row.Minutes)
		return row
	}
	tests := map[string]struct {
		session SessionRow
		want    [TissueCount]float64
	}{
		"easy run":              {SessionRow{Kind: "Run", Intensity: Easy, Minutes: 60}, [TissueCount]float64{12, 0, 0, 0}},
		"moderate run":          {SessionRow{Kind: "Run", Intensity: Moderate, Minutes: 60}, [TissueCount]float64{24, 0, 0, 0}},
		"threshold run":         {SessionRow{Kind: "Run", Intensity: Threshold, Minutes: 60}, [TissueCount]float64{36, 0, 0, 0}},
		"intervals":             {SessionRow{Kind: "Run", Intensity: High, Minutes: 60}, [TissueCount]float64{48, 0, 0, 0}},
		"90 min":                {SessionRow{Kind: "Run", Intensity: Easy, Minutes: 90}, [TissueCount]float64{12, 0, 0, 0}},
		"more than 90 min":      {SessionRow{Kind: "Ride", Intensity: Easy, Minutes: 91}, [TissueCount]float64{12, 36, 0, 0}},
		"strength":              {SessionRow{Kind: Strength, Intensity: Easy, Minutes: 60}, [TissueCount]float64{12, 0, 0, 48}},
		"heavy strength":        {SessionRow{Kind: HeavyStrength, Intensity: High, Minutes: 60}, [TissueCount]float64{48, 0, 0, 72}},
		"jumps":                 {SessionRow{Kind: Plyometrics, Intensity: Moderate, Minutes: 30}, [TissueCount]float64{24, 0, 48, 0}},
		"sprints":               {SessionRow{Kind: Sprint, Intensity: High, Minutes: 30}, [TissueCount]float64{48, 0, 72, 0}},
		"downhill":              {SessionRow{Kind: "Run", Intensity: Easy, Minutes: 60, Eccentric: true}, [TissueCount]float64{12, 0, 0, 96}},
		"eccentric strength":    {SessionRow{Kind: Strength, Intensity: Easy, Minutes: 60, Eccentric: true}, [TissueCount]float64{12, 0, 0, 96}},
		"team match":            {SessionRow{Kind: TeamMatch, Intensity: High, Minutes: 90}, [TissueCount]float64{48, 36, 0, 72}},
		"ten kilometres":        {SessionRow{Kind: Race, Intensity: High, Minutes: 40}, [TissueCount]float64{48, 0, 0, 0}},
		"a race called easy":    {SessionRow{Kind: Race, Intensity: Easy, Minutes: 40}, [TissueCount]float64{48, 0, 0, 0}},
		"marathon":              {SessionRow{Kind: Race, Intensity: High, Minutes: 200}, [TissueCount]float64{48, 36, 0, 168}},
		"withdrawn":             {SessionRow{Kind: Race, Intensity: High, Minutes: 200, Withdrawn: true}, [TissueCount]float64{}},
		"of unknown intensity":  {SessionRow{Kind: "Run", Minutes: 60}, [TissueCount]float64{12, 0, 0, 0}},
		"not a kind of its own": {SessionRow{Kind: "Chess", Intensity: High, Minutes: 60}, [TissueCount]float64{48, 0, 0, 0}},
	}
	p := Default()
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			l := Ledger{Sessions: []SessionRow{ended(tt.session)}}
			for tissue, c := range Clocks(&l, now, &p.Clocks) {
				if c.Hours != tt.want[tissue] || tt.want[tissue] > 0 && c.Until != now.hours(tt.want[tissue]) {
					t.Errorf("tissue %d: %v h to %s, want %v h", tissue, c.Hours, c.Until.Time(), tt.want[tissue])
				}
			}
			for tissue, c := range Clocks(&l, now.hours(168), &p.Clocks) {
				if c != (Clock{}) {
					t.Errorf("tissue %d still runs a week later", tissue)
				}
			}
		})
	}
}

// TestClocksOfSeveralSessions: the clock that ends last counts; a session that is
// still to come has no clock.
func TestClocksOfSeveralSessions(t *testing.T) {
	p := Default()
	now := InstantOf(time.Date(2026, 1, 5, 7, 0, 0, 0, time.UTC))
	at := func(hours float64, intensity Intensity) SessionRow {
		return SessionRow{Kind: "Run", Intensity: intensity, Start: int64(now.hours(hours)) / 60, Minutes: 60}
	}
	l := Ledger{Sessions: []SessionRow{at(-30, High), at(-13, Threshold), at(10, High)}}
	want := Clock{Until: now.hours(-12 + 36), Hours: 36}
	if got := Clocks(&l, now, &p.Clocks)[TissueAutonomic]; got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
}
