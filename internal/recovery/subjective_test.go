package recovery

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// TestSubjective: how today's and the last days' answers read.
func TestSubjective(t *testing.T) {
	// The reference has an item SD of .52, so that a point is about 1.9 SD.
	const sd = .5225
	z := func(answer float64) float64 { return max(-2.5, min(2.5, (answer-3.5)/sd)) }
	u := func(today, mean float64) float64 { return -(.6*today + .4*mean) }
	tests := map[string]struct {
		pages []page
		want  Channel
	}{
		"as usual":               {[]page{{answer: 3}, {answer: 4}, {answer: 3}}, Channel{U: u(z(3), (2*z(3)+z(4))/3), Fresh: 1}},
		"tired today":            {[]page{{answer: 4}, {answer: 4}, {answer: 2}}, Channel{U: u(z(2), (2*z(4)+z(2))/3), Fresh: 1}},
		"one day of exhaustion":  {[]page{{answer: 4}, {answer: 4}, {answer: 1}}, Channel{U: u(-2.5, (2*z(4)-2.5)/3), Fresh: 1}},
		"exhausted for days":     {[]page{{answer: 1}, {answer: 1}, {answer: 1}}, Channel{U: 2, Fresh: 1}},
		"better than usual":      {[]page{{answer: 5}, {answer: 5}, {answer: 5}}, Channel{U: -2, Fresh: 1}},
		"answered yesterday":     {[]page{{answer: 4}, {answer: 2}, {mute: true}}, Channel{U: u(z(2), (z(4)+z(2))/2), Fresh: .5}},
		"answered two days ago":  {[]page{{answer: 2}, {mute: true}, {mute: true}}, Channel{U: u(z(2), z(2)), Fresh: .25}},
		"three days of silence":  {[]page{{mute: true}, {mute: true}, {mute: true}}, Channel{}},
		"answered after silence": {[]page{{mute: true}, {mute: true}, {answer: 3}}, Channel{U: u(z(3), z(3)), Fresh: 1}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			d := usually(t, 70)
			for _, p := range tt.pages {
				d.write(p)
			}
			a := d.assess(false)
			got := a.Channels[Subjective]
			wantNear(t, "U", got.U, max(-2, min(2, tt.want.U)), .02)
			wantNear(t, "freshness", got.Fresh, tt.want.Fresh, 0)
			if used := tt.want.Fresh > 0; got.Used != used || !got.Expected {
				t.Errorf("used %t, expected %t", got.Used, got.Expected)
			}
		})
	}
}

// TestMissingItems: three of five answers are pro-rated, two are none.
func TestMissingItems(t *testing.T) {
	for answered, used := range []bool{false, false, false, true, true, true} {
		d := usually(t, 70).write(page{mute: true}).write(page{mute: true})
		d.today++
		r := Report{Day: d.today - 1, Source: "phone"}
		for item := range answered {
			r.Wellness[item] = 2
		}
		var refusal *Refusal
		if d.l, refusal = Fold(d.l, &r, Calendar{Today: d.today}); refusal != nil {
			t.Fatal(refusal)
		}
		c := d.assess(false).Channels[Subjective]
		if fresh := c.Used && c.Fresh == 1; fresh != used {
			t.Errorf("%d answers: %+v", answered, c)
		}
		if used && c.U != 2 {
			t.Errorf("%d answers of 2: U %v", answered, c.U)
		}
	}
}

// TestFlatLine: ten equal days are straight-lining, until three of the last ten
// answered days differ from that answer.
func TestFlatLine(t *testing.T) {
	threes, other := page{answer: 3}, page{answer: 4}
	repeat := func(n int, p page) []page {
		var pages []page
		for range n {
			pages = append(pages, p)
		}
		return pages
	}
	mixed := func(days int) []page { // one of every five differs
		var pages []page
		for i := range days {
			if i%5 == 0 {
				pages = append(pages, other)
			} else {
				pages = append(pages, threes)
			}
		}
		return pages
	}
	tests := map[string]struct {
		pages []page
		want  bool
	}{
		"nine equal days":                {append([]page{{answer: 5}}, repeat(9, threes)...), false},
		"ten equal days":                 {repeat(10, threes), true},
		"ten with silence between":       {append(append(repeat(5, threes), page{mute: true}), repeat(5, threes)...), true},
		"two other days":                 {append(repeat(10, threes), other, other), true},
		"three other days":               {append(repeat(10, threes), other, other, other), false},
		"two of ten differ for long":     {append(repeat(10, threes), mixed(40)...), true},
		"three, then a new flat stretch": {append(append(repeat(10, threes), other, other, other), repeat(12, threes)...), true},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			d := usually(t, 40)
			for _, p := range tt.pages {
				d.write(p)
			}
			a := d.assess(false)
			quality := 1.0
			if tt.want {
				quality = .5
			}
			if a.Rules.Has(RuleFlatLine) != tt.want || a.Channels[Subjective].Quality != quality {
				t.Errorf("flat %t, quality %v", a.Rules.Has(RuleFlatLine), a.Channels[Subjective].Quality)
			}
		})
	}
}

// TestWorseAnswersNeverComfort: a worse answer today never lowers the probability,
// whatever the days before, unless it ends straight-lining.
func TestWorseAnswersNeverComfort(t *testing.T) {
	known := usually(t, 50)
	rapid.Check(t, func(rt *rapid.T) {
		d := *known
		for range 5 {
			d.write(page{
				ln: rapid.Float64Range(-4, 4).Draw(rt, "ln"), heart: rapid.Float64Range(-4, 4).Draw(rt, "heart"),
				answer: rapid.Int32Range(1, 5).Draw(rt, "answer"), asleep: rapid.Int32Range(120, 540).Draw(rt, "asleep"),
			})
		}
		today := page{ln: rapid.Float64Range(-4, 4).Draw(rt, "ln"), answer: rapid.Int32Range(2, 5).Draw(rt, "today")}
		better, worse := d, d
		better.write(today)
		today.answer = rapid.Int32Range(1, today.answer-1).Draw(rt, "worse")
		worse.write(today)
		a, b := better.assess(false), worse.assess(false)
		if !a.Rules.Has(RuleFlatLine) && b.Probability < a.Probability-1e-12 {
			rt.Errorf("a worse answer lowers the probability from %v to %v", a.Probability, b.Probability)
		}
	})
}

// TestShorterSleepNeverComforts: neither does a shorter night.
func TestShorterSleepNeverComforts(t *testing.T) {
	known := usually(t, 50)
	rapid.Check(t, func(rt *rapid.T) {
		d := *known
		for range rapid.IntRange(0, 8).Draw(rt, "days") {
			d.write(page{asleep: rapid.Int32Range(120, 540).Draw(rt, "asleep")})
		}
		longer, shorter := d, d
		minutes := rapid.Int32Range(121, 540).Draw(rt, "tonight")
		longer.write(page{asleep: minutes})
		shorter.write(page{asleep: rapid.Int32Range(120, minutes-1).Draw(rt, "shorter")})
		p := Default()
		a, b := longer.assess(false), shorter.assess(false)
		if b.Probability < a.Probability-1e-12 || Dose(&b, 1, &p).Hours() < Dose(&a, 1, &p).Hours()-1e-9 {
			rt.Errorf("less sleep lowers the probability from %v to %v or the dose", a.Probability, b.Probability)
		}
	})
}

// TestLearningPhase: until the end of the phase only self-report advises.
func TestLearningPhase(t *testing.T) {
	for days, learning := range map[int]bool{27: true, 28: true, 29: false} {
		a := usually(t, days).assess(false)
		others := a.Channels[Autonomic].Used || a.Channels[Sleep].Used
		if a.Learning != learning || a.Rules.Has(RuleLearning) != learning || others == learning || !a.Channels[Subjective].Used {
			t.Errorf("day %d: learning %t, other channels %t", days, a.Learning, others)
		}
	}
}

// TestSlowDriftDays: a fortnight clearly worse than the days before the last four
// weeks is a day of drift, in answers or in lnRMSSD.
func TestSlowDriftDays(t *testing.T) {
	for name, tt := range map[string]struct {
		odd  page
		want bool
	}{
		"as usual":            {page{}, false},
		"lnRMSSD lower":       {page{ln: -1.2}, true},
		"lnRMSSD higher":      {page{ln: 1.2}, false},
		"a little lower":      {page{ln: -.4}, false},
		"answers lower":       {page{answer: 3}, true},
		"answers higher":      {page{answer: 4}, false},
		"silent for the most": {page{mute: true}, false},
	} {
		d := usually(t, 80)
		for range 14 {
			d.write(tt.odd)
		}
		if got := d.assess(false).Rules.Has(RuleDriftDay); got != tt.want {
			t.Errorf("%s: a day of drift: %t", name, got)
		}
	}
	young := usually(t, 35)
	for range 7 {
		young.write(page{ln: -3, answer: 1})
	}
	if a := young.assess(false); a.Rules.Has(RuleDriftDay) || math.IsNaN(a.TrendZ) {
		t.Error("drift without the days to compare with")
	}
}
