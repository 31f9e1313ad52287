package recovery

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// TestReasons: the decision first, then the channels by what they gave, each with
// its direction and margin.
func TestReasons(t *testing.T) {
	s := scripted(t)
	s.next(answer(.85, evidence{Subjective: 1.2, Autonomic: 2, Performance: -1, Sleep: .4, Load: 1}))
	want := []Reason{
		{Rule: RuleIncompleteAtOnce, Direction: Worse, Margin: 5},
		{Rule: RuleHRVTrend, Direction: Worse, Margin: 150},
		{Rule: RuleWellnessLow, Direction: Worse, Margin: 70},
		{Rule: RulePerformance, Direction: Better, Margin: 50},
		{Rule: RuleLoadHigh, Direction: Worse, Margin: 50},
	}
	if diff := cmp.Diff(want, s.l.Explanation.Reasons); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	s.repeat(2, but(restored(), func(a *Assessment) { a.DebtHours = 2.5 }))
	if got := s.l.Explanation; got.Reasons[0] != (Reason{Rule: RuleLeave, Direction: Better, Margin: 15}) || got.DebtMinutes != 150 {
		t.Errorf("got %+v, want the leave rule with its margin", got)
	}
	s.next(but(silence(), func(a *Assessment) { a.DebtHours = math.NaN() }))
	if got := s.l.Explanation; got.Reasons[0] != (Reason{Rule: RuleSilent, Margin: NoValue}) || got.Counterfactual.Found || got.DebtMinutes != Missing {
		t.Errorf("got %+v, want silence to explain itself", got)
	}
}

// TestCounterfactual: the named change of the named channel puts the probability
// on the other side, a tenth less of it does not.
func TestCounterfactual(t *testing.T) {
	p := Default()
	rapid.Check(t, func(t *rapid.T) {
		set := Setting{Params: &p}
		e := evaluation{Setting: &set, a: Assessment{Answered: true, Channels: anyChannels(t)}}
		for _, rule := range rapid.SampledFrom([][]RuleID{{}, {RuleIncompleteRepeated}, {RuleIncompleteAtOnce}}).Draw(t, "rule") {
			e.fire(rule)
		}
		c := e.counterfactual()
		if !c.Found {
			return
		}
		over := func(change float64) bool {
			channels := e.a.Channels
			channels[c.Channel].U += change
			return probability(p.Evidence.logOdds(&channels)) > float64(c.Permille)/1000
		}
		change := float64(c.ChangeSD) / 100
		margin := math.Copysign(.012, change)
		if now := over(0); math.Abs(change) > .03 && (over(change+margin) == now || over(change-2*margin) != now) {
			t.Errorf("%+v does not cross the threshold of %+v", c, e.a.Channels)
		}
	})
}

// TestCoarseMargins: what is shown outside the ledger has three steps.
func TestCoarseMargins(t *testing.T) {
	tests := map[Reason]Margin{
		{Rule: RuleHRVTrend, Margin: 0}:                 Near,
		{Rule: RuleHRVTrend, Margin: 49}:                Near,
		{Rule: RuleHRVTrend, Margin: -50}:               Clear,
		{Rule: RuleHRVTrend, Margin: 149}:               Clear,
		{Rule: RuleHRVTrend, Margin: 150}:               Far,
		{Rule: RuleHRVTrend, Margin: NoValue}:           NoMargin,
		{Rule: RuleIncompleteRepeated, Margin: 9}:       Near,
		{Rule: RuleIncompleteRepeated, Margin: -10}:     Clear,
		{Rule: RuleIncompleteRepeated, Margin: 30}:      Far,
		{Rule: RuleIncompleteRepeated, Margin: NoValue}: NoMargin,
	}
	for reason, want := range tests {
		if got := reason.Coarse(); got != want {
			t.Errorf("%+v: got %d, want %d", reason, got, want)
		}
	}
}

// TestRuleNames: every rule has a name of its own.
func TestRuleNames(t *testing.T) {
	seen := map[string]bool{}
	for id := range ruleCount {
		name := id.String()
		if name == "" || name == "unknown" || seen[name] {
			t.Errorf("rule %d is called %q", id, name)
		}
		seen[name] = true
	}
	if got := ruleCount.String(); got != "unknown" {
		t.Errorf("no rule is called %q", got)
	}
	if ruleCount > 32 {
		t.Error("a verdict has 32 bits for its rules")
	}
}

// TestAutonomicShift: the named balance needs two answered days to turn.
func TestAutonomicShift(t *testing.T) {
	z := func(z3, heart, u float64) Assessment {
		return but(restored(), func(a *Assessment) {
			a.EpisodeDeviation, a.EpisodeHeartRateDeviation, a.TrendZ = z3, heart, z3
			a.Channels[Subjective].U = u
		})
	}
	nan := math.NaN()
	tests := map[string]struct {
		days []Assessment
		want Shift
	}{
		"nothing known":              {[]Assessment{z(nan, nan, 0)}, ShiftUnknown},
		"low and tired":              {[]Assessment{z(-1, 0, 1)}, Sympathetic},
		"low and well":               {[]Assessment{z(-1, 0, 0)}, ShiftUnknown},
		"back for a day":             {[]Assessment{z(0, 0, 0)}, ShiftUnknown},
		"back for two days":          {[]Assessment{z(0, 0, 0), z(0, 0, 0)}, Parasympathetic},
		"back, but falling":          {[]Assessment{z(0, 0, 0), z(-.1, 0, 0)}, ShiftUnknown},
		"back, heart still fast":     {[]Assessment{z(0, 2, 0), z(0, 2, 0)}, ShiftUnknown},
		"rising for a day":           {[]Assessment{z(-2, 0, 1), z(-1.5, 0, 1)}, Sympathetic},
		"rising for two days":        {[]Assessment{z(-2, 0, 1), z(-1.5, 0, 1), z(-1, 0, 1)}, Shifting},
		"two days over a silent one": {[]Assessment{z(0, 0, 0), silence(), z(0, 0, 0)}, Parasympathetic},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			s := scripted(t)
			for _, a := range tt.days {
				s.next(a)
			}
			if got := s.l.Standing.Shift; got != tt.want {
				t.Errorf("got %d, want %d", got, tt.want)
			}
		})
	}
}
