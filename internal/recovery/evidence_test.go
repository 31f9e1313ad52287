package recovery

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// evidence are the fresh, undisturbed channels of one day; absent ones are unused.
type evidence map[ChannelID]float64

func (e evidence) channels() [channelCount]Channel {
	var c [channelCount]Channel
	for id, u := range e {
		c[id] = Channel{Used: true, U: u, Fresh: 1, Quality: 1, Expected: true}
	}
	return c
}

func (e evidence) probability() float64 {
	p := Default()
	c := e.channels()
	return probability(p.Evidence.logOdds(&c))
}

// TestProbability holds the published check values of the default model.
func TestProbability(t *testing.T) {
	tests := map[string]struct {
		given evidence
		want  float64
	}{
		"nothing, the base rate":                          {evidence{}, .151},
		"self-report alone":                               {evidence{Subjective: 2}, .517},
		"autonomic alone":                                 {evidence{Autonomic: 2}, .443},
		"performance alone":                               {evidence{Performance: 2}, .591},
		"self-report and autonomic":                       {evidence{Subjective: 1.5, Autonomic: 1.5}, .567},
		"the same after a high week":                      {evidence{Subjective: 1.5, Autonomic: 1.5, Load: 1}, .684},
		"strong self-report and autonomic":                {evidence{Subjective: 2, Autonomic: 2}, .781},
		"self-report, autonomic, performance":             {evidence{Subjective: 1.5, Autonomic: 1.5, Performance: 1.5}, .782},
		"better than usual twice":                         {evidence{Subjective: -1.5, Autonomic: -1.5}, .023},
		"self-report alone after a high week":             {evidence{Subjective: 2, Load: 1}, .639},
		"feels worse, heart-rate variability raised":      {evidence{Subjective: 2, Autonomic: -2}, .517},
		"feels worse, sessions easier than usual":         {evidence{Subjective: 2, Performance: -2}, .517},
		"within the smallest worthwhile change":           {evidence{Subjective: .5, Autonomic: -.5, Performance: .5, Sleep: .5}, .151},
		"feels better, heart-rate variability raised too": {evidence{Subjective: -1, Autonomic: -2}, .024},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if got := tt.given.probability(); math.Abs(got-tt.want) > .0005 {
				t.Errorf("got %.4f, want %.3f", got, tt.want)
			}
		})
	}
}

// TestOneChannelNeverSuffices: without load no single channel reaches the entry
// threshold, whatever it shows.
func TestOneChannelNeverSuffices(t *testing.T) {
	enter := Default().Decision.EnterProbability
	for id := range Load {
		if got := (evidence{id: maxU}).probability(); got >= enter {
			t.Errorf("channel %d alone gives %.3f, at or over %.2f", id, got, enter)
		}
	}
}

// anyChannels draws channels as an assessment can make them.
func anyChannels(t *rapid.T) [channelCount]Channel {
	var c [channelCount]Channel
	for id := range channelCount {
		if !rapid.Bool().Draw(t, "used") {
			continue
		}
		c[id] = Channel{
			Used: true, U: rapid.Float64Range(-maxU, maxU).Draw(t, "u"), Expected: rapid.Bool().Draw(t, "expected"),
			Fresh: rapid.Float64Range(0, 1).Draw(t, "fresh"), Quality: rapid.Float64Range(0, 1).Draw(t, "quality"),
		}
	}
	c[Sleep].U = max(0, c[Sleep].U)
	c[Load] = Channel{Used: true, U: float64(rapid.IntRange(0, 2).Draw(t, "load")), Fresh: 1, Quality: 1}
	return c
}

// TestWorseNeverLowersProbability: the probability is monotone in every channel.
func TestWorseNeverLowersProbability(t *testing.T) {
	p := Default()
	rapid.Check(t, func(t *rapid.T) {
		c := anyChannels(t)
		before := p.Evidence.logOdds(&c)
		id := ChannelID(rapid.IntRange(0, int(channelCount)-1).Draw(t, "channel"))
		c[id].U = rapid.Float64Range(c[id].U, maxU).Draw(t, "worse")
		if after := p.Evidence.logOdds(&c); after < before-1e-12 {
			t.Errorf("channel %d worse: log-odds fell from %v to %v", id, before, after)
		}
	})
}

// TestFeelingsAreNotOverridden: while the athlete feels worse than usual neither
// heart-rate variability nor performance lowers the probability.
func TestFeelingsAreNotOverridden(t *testing.T) {
	p := Default()
	rapid.Check(t, func(t *rapid.T) {
		c := anyChannels(t)
		c[Subjective] = Channel{Used: true, U: rapid.Float64Range(.5, maxU).Draw(t, "feels"), Fresh: rapid.Float64Range(.01, 1).Draw(t, "age"), Quality: 1}
		with := p.Evidence.logOdds(&c)
		for _, id := range [...]ChannelID{Autonomic, Performance} {
			without := c
			without[id] = Channel{}
			if got := p.Evidence.logOdds(&without); with < got-1e-12 {
				t.Errorf("channel %d lowers the log-odds from %v to %v", id, got, with)
			}
		}
	})
}

// TestConfidence: the share of what the athlete usually delivers.
func TestConfidence(t *testing.T) {
	delivered := func(ids ...ChannelID) (a Assessment) {
		for _, id := range ids {
			a.Channels[id] = Channel{Used: true, Fresh: 1, Quality: 1, Expected: true}
		}
		return a
	}
	absent := func(a Assessment, ids ...ChannelID) Assessment {
		for _, id := range ids {
			a.Channels[id].Expected = true
		}
		return a
	}
	flat := delivered(Subjective)
	flat.Rules = flat.Rules.With(RuleFlatLine)
	stale := delivered(Subjective)
	stale.Channels[Subjective].Fresh = .5
	tests := map[string]struct {
		a       Assessment
		penalty float64
		want    float64
	}{
		"nothing":           {Assessment{}, 0, 0},
		"all that is usual": {delivered(Subjective, Autonomic), 0, 1},
		"self-report of an athlete without devices":      {delivered(Subjective), 0, 1},
		"sleep alone is measured against a least weight": {delivered(Sleep), 0, .5},
		"the strap is in a drawer":                       {absent(delivered(Subjective), Autonomic), 0, 1.2 / 2.2},
		"yesterday's answer":                             {stale, 0, .5},
		"straight-lining gives none":                     {flat, 0, 0},
		"unknown load and no reference":                  {delivered(Subjective), .3, .7},
		"never below none":                               {delivered(Sleep), .9, 0},
	}
	p := Default()
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if got := p.Evidence.confidence(&tt.a, tt.penalty); math.Abs(got-tt.want) > 1e-12 {
				t.Errorf("got %v, want %v", got, tt.want)
			}
		})
	}
}
