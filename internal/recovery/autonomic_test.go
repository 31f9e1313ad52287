package recovery

import (
	"math"
	"testing"
)

// TestAutonomicQuadrants holds the two-sided reading of lnRMSSD and resting heart
// rate, with and without fatigue (Buchheit 2014; Plews 2013; Le Meur 2013).
func TestAutonomicQuadrants(t *testing.T) {
	const up, down = 1.5, -1.5
	worse, better, neutral := 1, -1, 0
	tests := map[string]struct {
		ln, heart float64
		tired     bool
		overload  bool
		want      int // sign of U
		rule      RuleID
	}{
		"low and fast, feels well":                        {down, up, false, false, worse, RuleHRVTrend},
		"low and fast, feels tired":                       {down, up, true, false, worse, RuleHRVTrend},
		"low and slow, feels well: saturation":            {down, down, false, false, neutral, RuleSaturation},
		"low and slow, feels tired: no saturation":        {down, down, true, false, worse, RuleHRVTrend},
		"high and slow, feels well: adapting":             {up, down, false, false, better, RuleLearning},
		"high and slow, feels well after overload":        {up, down, false, true, better, RuleLearning},
		"high and slow, feels tired":                      {up, down, true, false, better, RuleLearning},
		"high and slow, feels tired, overloaded: paradox": {up, down, true, true, worse, RuleParadox},
		"high and fast, feels tired, overloaded":          {up, up, true, true, better, RuleLearning},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			d := usually(t, 71) // the last day is one of the better ones
			for range 7 {
				today := page{ln: tt.ln, heart: tt.heart}
				if tt.tired {
					today.answer = 2
				}
				d.write(today)
			}
			verdict := Verdict{State: Restored}
			if tt.overload {
				verdict.U[Load] = 100
			}
			d.judge(21, verdict)
			a := d.assess(false)
			if got := a.Channels[Autonomic].U; (got > 0) != (tt.want > 0) || (got < 0) != (tt.want < 0) {
				t.Errorf("U %.2f (trend %.2f, heart rate %.2f), want sign %d", got, a.TrendZ, a.HeartRateZ, tt.want)
			}
			for _, rule := range [...]RuleID{RuleParadox, RuleSaturation} {
				if fired := a.Rules.Has(rule); fired != (tt.rule == rule) {
					t.Errorf("%s fired: %t", rule, fired)
				}
			}
			if tt.rule == RuleParadox && a.Channels[Autonomic].U != 1 {
				t.Errorf("U %v, want 1", a.Channels[Autonomic].U)
			}
		})
	}
}

// TestParadoxNeverComforts: the paradox adds evidence, also where today's value
// alone says more.
func TestParadoxNeverComforts(t *testing.T) {
	d := usually(t, 70)
	for range 6 {
		d.write(page{ln: 2.5, heart: -1, answer: 2})
	}
	d.write(page{ln: -10, heart: -1, answer: 2})
	d.judge(21, Verdict{State: Restored, U: [channelCount]int32{Load: 100}})
	p := Default()
	p.Autonomic.RestingHeartRateWeight = 0
	a := d.assessWith(&p, false)
	u := p.Autonomic.evidence(a.TrendZ, a.AcuteZ, a.HeartRateZ)
	if u <= 1 || !a.Rules.Has(RuleParadox) {
		t.Fatalf("U %v without the paradox, which fired %t: the case is not the one meant", u, a.Rules.Has(RuleParadox))
	}
	wantNear(t, "U", a.Channels[Autonomic].U, min(u, maxU), 1e-9)
}

// TestAutonomicZ holds the arithmetic of the z values against the same by hand:
// a reference of 60 alternating days, its variance shrunk to the prior.
func TestAutonomicZ(t *testing.T) {
	d := usually(t, 75)
	for range 7 {
		d.write(page{ln: -1, heart: 1})
	}
	a := d.assess(false)
	shrunk := func(swing, prior float64, n int) float64 {
		return math.Sqrt((float64(n)*swing*swing + 5*prior*prior) / float64(n-1+5))
	}
	// Days alternate, so that seven of them average a seventh of a swing off.
	turn := float64(2*((d.today-1)%2)-1) / 7
	se := math.Sqrt((1 + 2*(.3*6/7+.09*5/7+.027*4/7+.0081*3/7+.00243*2/7+.000729/7)) / 7)
	sd := shrunk(swingLn, .3, 60)
	wantNear(t, "trend z of lnRMSSD", a.TrendZ, swingLn*(turn-1)/(sd*se), .02)
	wantNear(t, "trend z of heart rate", a.HeartRateZ, swingHeart*(turn+1)/(shrunk(swingHeart, 3.5, 60)*se), .02)
	wantNear(t, "deviation of three days", a.EpisodeDeviation, swingLn*(7*turn/3-1)/sd, .02)
	if a.EpisodeZ >= 0 || math.Abs(a.EpisodeZ) < math.Abs(a.EpisodeDeviation) {
		t.Errorf("three-day z %v of a deviation of %v", a.EpisodeZ, a.EpisodeDeviation)
	}
	inside := d.assess(true)
	p := Default()
	wantNear(t, "U inside an episode", inside.Channels[Autonomic].U, min(2, p.Autonomic.evidence(inside.EpisodeZ, inside.AcuteZ, inside.HeartRateZ)), 1e-9)
}

// TestAutonomicUse: when the channel counts, how much, and what is expected.
func TestAutonomicUse(t *testing.T) {
	silent, quiet := page{mute: true}, page{nothing: true}
	tests := map[string]struct {
		known int
		pages []page
		want  Channel // U is not compared
	}{
		"every day":                       {70, []page{{}}, Channel{Used: true, Fresh: 1, Quality: 1, Expected: true}},
		"two days old":                    {70, []page{quiet, quiet}, Channel{Used: true, Fresh: 1, Quality: 1, Expected: true}},
		"three days old":                  {70, []page{quiet, quiet, quiet}, Channel{Expected: true}},
		"two values in a week":            {70, []page{silent, silent, silent, silent, silent, {}, {}}, Channel{Expected: true}},
		"three values in a week":          {70, []page{silent, silent, silent, silent, {}, {}, {}}, Channel{Used: true, Fresh: 1, Quality: 1, Expected: true}},
		"not for a month":                 {70, make([]page, 0), Channel{Used: true, Fresh: 1, Quality: 1, Expected: true}},
		"six values are no reference":     {5, []page{{}}, Channel{}},
		"seven values are too few for z7": {29, nil, Channel{Used: true, Fresh: 1, Quality: 1, Expected: true}},
		"artefacts of 3 % halve it":       {70, []page{{artefacts: 3}, {artefacts: 3}, {artefacts: 3}, {artefacts: 3}, {artefacts: 3}, {artefacts: 3}, {artefacts: 3}}, Channel{Used: true, Fresh: 1, Quality: .5, Expected: true}},
		"artefacts of 6 % are rejected":   {70, []page{{artefacts: 6}, {artefacts: 6}, {artefacts: 6}, {artefacts: 6}, {artefacts: 6}}, Channel{Expected: true}},
		"five zones crossed today":        {70, []page{{context: Context{TravelZones: -5}}}, Channel{}},
		"five zones four days ago":        {70, []page{{context: Context{TravelZones: 5}}, {}, {}, {}, {}}, Channel{}},
		"five zones five days ago":        {70, []page{{context: Context{TravelZones: 5}}, {}, {}, {}, {}, {}}, Channel{Used: true, Fresh: 1, Quality: 1, Expected: true}},
		"two zones":                       {70, []page{{context: Context{TravelZones: 2}}}, Channel{Used: true, Fresh: 1, Quality: 1, Expected: true}},
		"three days at 2500 m":            {70, []page{{context: Context{AltitudeMetres: 2500}}, {context: Context{AltitudeMetres: 2500}}, {context: Context{AltitudeMetres: 2500}}}, Channel{Expected: true}},
		"three days on medication":        {70, []page{{context: Context{Medication: true}}, {context: Context{Medication: true}}, {context: Context{Medication: true}}}, Channel{Expected: true}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			d := usually(t, tt.known)
			for _, p := range tt.pages {
				d.write(p)
			}
			a := d.assess(false)
			got := a.Channels[Autonomic]
			got.U = 0
			wantNear(t, "quality", got.Quality, tt.want.Quality, .005)
			got.Quality = tt.want.Quality
			if got != tt.want {
				t.Errorf("got %+v, want %+v", got, tt.want)
			}
			if a.Rules.Has(RuleTravel) != (name == "five zones crossed today" || name == "five zones four days ago") {
				t.Errorf("suspended: %t", a.Rules.Has(RuleTravel))
			}
		})
	}
}

// TestAcuteOnly: without a reference for the trend today's value alone counts, at
// half quality.
func TestAcuteOnly(t *testing.T) {
	p := Default()
	p.Baseline.LagDays, p.Baseline.LearningDays = 28, 7
	d := usually(t, 30).write(page{ln: -2})
	a := d.assessWith(&p, false)
	c := a.Channels[Autonomic]
	if !math.IsNaN(a.TrendZ) || c.Quality != .5 {
		t.Fatalf("trend %v, quality %v, want none and 0.5", a.TrendZ, c.Quality)
	}
	wantNear(t, "U", c.U, min(2, -.8*a.AcuteZ), 1e-9)
}

// TestReferenceDays: days that explain themselves are kept out of a reference, so
// that they do not drag it.
func TestReferenceDays(t *testing.T) {
	for name, odd := range map[string]page{
		"alcohol":    {ln: -4, context: Context{Alcohol: true}},
		"travel":     {ln: -4, context: Context{TravelZones: 3}},
		"medication": {ln: -4, context: Context{Medication: true}},
		"altitude":   {ln: -4, context: Context{AltitudeMetres: 2001}},
		"illness":    {ln: -4, symptoms: AboveNeck},
	} {
		t.Run(name, func(t *testing.T) {
			d := usually(t, 50)
			for range 10 {
				d.write(odd)
			}
			for range 14 {
				d.write(page{})
			}
			a := d.assess(false)
			if math.Abs(a.TrendZ) > .5 {
				t.Errorf("usual days read %v after ten odd ones", a.TrendZ)
			}
		})
	}
	d := usually(t, 50)
	for range 10 {
		d.write(page{ln: -4})
	}
	for range 14 {
		d.write(page{})
	}
	if a := d.assess(false); a.TrendZ < .5 {
		t.Errorf("usual days read %v after ten low ones that count", a.TrendZ)
	}
}

// TestOnlyRestoredDaysAreReference: days of strain are no reference.
func TestOnlyRestoredDaysAreReference(t *testing.T) {
	d := usually(t, 60)
	d.judge(60, Verdict{State: Restored})
	for range 20 {
		d.write(page{ln: -4})
		d.judge(1, Verdict{State: Incomplete})
	}
	if a := d.assess(false); a.TrendZ > -2 {
		t.Errorf("three weeks of Incomplete read %v, dragged their own reference", a.TrendZ)
	}
}

// TestSeriesAreNotMixed: a second device does not change the reading of the first;
// the one with more values of the week is read.
func TestSeriesAreNotMixed(t *testing.T) {
	d := usually(t, 70)
	want := d.assess(false)
	for back := range Day(3) {
		r := Report{Day: d.today - 1 - back, Source: "watch", Observations: []Observation{{Marker: RMSSD, Unit: "ms", Value: 200, ArtefactPercent: -1}}}
		var refusal *Refusal
		if d.l, refusal = Fold(d.l, &r, Calendar{Today: d.today, Zone: nil}); refusal != nil {
			t.Fatal(refusal)
		}
	}
	if got := d.assess(false); got.TrendZ != want.TrendZ || got.AcuteZ != want.AcuteZ {
		t.Errorf("trend %v and today %v, want %v and %v", got.TrendZ, got.AcuteZ, want.TrendZ, want.AcuteZ)
	}
}
