// Package simulate makes seasons of an athlete's data from a planted truth: a
// latent fatigue in SD units that training raises and rest lets decay. It shares
// no code with the engine that judges such data, so that what the engine says of
// a season can be held against what is known to be true.
package simulate

import (
	"math"
	"math/rand/v2"
)

// Session is one planned training session.
type Session struct {
	Name      string
	Kind      string // as in the API, such as Run
	Intensity string
	Hour      int // of the start, local time
	Minutes   int
	RPE       float64 // usual, at no fatigue (CR-10)
}

// Athlete describes a healthy person's usual values and their day-to-day noise.
type Athlete struct {
	LnRMSSD, LnRMSSDSD        float64 // ln ms; within-person SD .21 to .45 in public exports
	RestingHeartRate, HeartSD float64 // /min; SD 3.0 to 5.5 in public exports
	Wellness, WellnessSD      float64 // usual answer of an item, 1 to 5 with 5 best
	AsleepMinutes, AsleepSD   float64
	OnsetMinute, WakeMinute   int     // clock on the wall; onset counts from midnight before
	Autocorrelation           float64 // of the autonomic noise, lag 1
	RPESD                     float64
}

// Typical is an endurance athlete with values in the middle of what is published.
func Typical() Athlete {
	return Athlete{
		LnRMSSD: 4.1, LnRMSSDSD: 0.25, RestingHeartRate: 47, HeartSD: 3,
		Wellness: 3.7, WellnessSD: 0.55, AsleepMinutes: 455, AsleepSD: 32,
		OnsetMinute: -75, WakeMinute: 7 * 60, Autocorrelation: 0.3, RPESD: 0.6,
	}
}

// Truth is the planted state of one day.
type Truth struct {
	Fatigue float64 // latent, in SD of the athlete's own noise; 0 is restored
	Illness string  // None, AboveNeck or Systemic
	Silent  bool    // the devices and the athlete report nothing
}

// Day is what is reported of one day.
type Day struct {
	Index         int // days from the start of the season
	Truth         Truth
	RMSSD         float64 // ms
	ArtefactPct   float64
	HeartRate     float64 // /min
	Wellness      [5]int  // fatigue, soreness, stress, mood, sleep quality
	OnsetMinute   int     // from midnight before the day
	WakeMinute    int
	AsleepMinutes int
	Trained       []Done // on this day, reported the morning after
}

// Done is a session as it was done.
type Done struct {
	Session
	RPE int
}

// How strongly one SD of latent fatigue shows in each marker, in SD of its own
// noise. Self-report follows fatigue most closely (Saw 2016), heart rate least.
const (
	autonomicShare   = 1.0
	heartRateShare   = 0.6
	wellnessShare    = 1.0
	rpePerSD         = 0.8 // CR-10 points
	asleepLossPerSD  = 12  // minutes
	feverHeartRate   = 8   // /min
	feverLnRMSSDDrop = 0.3
)

func (d *Day) sleep(r *rand.Rand, a Athlete) {
	d.OnsetMinute = a.OnsetMinute + int(15*r.NormFloat64())
	d.WakeMinute = a.WakeMinute + int(12*r.NormFloat64())
	asleep := a.AsleepMinutes + a.AsleepSD*r.NormFloat64() - asleepLossPerSD*d.Truth.Fatigue
	d.AsleepMinutes = int(math.Max(120, math.Min(asleep, float64(d.WakeMinute-d.OnsetMinute-5))))
}

// answer: a day's mood moves all items together, each with a noise of its own.
func (d *Day) answer(r *rand.Rand, a Athlete) {
	common := r.NormFloat64()
	for i := range d.Wellness {
		own := r.NormFloat64()
		noise := a.WellnessSD * (0.6*common + 0.8*own)
		d.Wellness[i] = score(a.Wellness+noise-a.WellnessSD*wellnessShare*d.Truth.Fatigue-fever(d.Truth), 1, 5)
	}
}

func fever(t Truth) float64 {
	if t.Illness == "Systemic" {
		return 1
	}
	return 0
}

func correlated(r *rand.Rand, last, rho float64) float64 {
	return rho*last + math.Sqrt(1-rho*rho)*r.NormFloat64()
}

func score(x float64, low, high int) int {
	return max(low, min(high, int(math.Round(x))))
}
