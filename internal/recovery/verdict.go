package recovery

import "math"

// State is the verdict on an athlete's recovery.
type State int32

// States, in the order of how much rest they demand; Unknown demands none and
// withdraws none.
const (
	Unknown State = iota
	Restored
	Strained
	Incomplete
	Overreached // suspected; time to recover tells it from overtraining
	Hold        // illness or a medical hold
)

// ChannelID names an independent line of evidence.
type ChannelID int

// Channels of evidence. Load is context: it shifts the prior and proves nothing.
const (
	Subjective ChannelID = iota
	Autonomic
	Performance
	Sleep
	Load
	channelCount
)

// Channel is what one line of evidence says on one day. U is in SD units of the
// athlete's own reference, above 0 worse, clipped to -2 to 2.
type Channel struct {
	Used    bool
	U       float64
	Fresh   float64 // 0 to 1
	Quality float64 // 0 to 1
	// Expected: the athlete delivers this channel, so that its absence costs confidence.
	Expected bool
}

// counts reports whether the channel says anything.
func (c *Channel) counts() bool { return c.Used && c.Fresh > 0 && c.Quality > 0 }

// fresh reports whether the channel is recent enough to judge a return by. A
// performance channel ages in a window, which forbids the sessions that feed it.
func (c *Channel) fresh() bool { return c.Used && c.Fresh >= 0.5 }

// Shift is the named state of the autonomic balance.
type Shift int32

// Autonomic shifts (science: lnRMSSD, resting heart rate and self-report
// together over two answered days, never a frequency-band ratio).
const (
	ShiftUnknown Shift = iota
	Sympathetic
	Shifting
	Parasympathetic
)

// Assessment is everything that one day's data say.
type Assessment struct {
	Day         Day
	Answered    bool // a subjective or autonomic value of the day itself
	Learning    bool
	Channels    [channelCount]Channel
	Probability float64 // of incomplete recovery
	Confidence  float64 // 0 to 1

	TrendZ, AcuteZ, EpisodeZ      float64 // lnRMSSD, NaN where not computable
	HeartRateZ, EpisodeHeartRateZ float64 // resting heart rate, trend and three days
	HeartRateTodayZ               float64
	// The three-day means in SD of the reference, not in standard errors: the
	// leave rule asks for a return to within the smallest worthwhile change.
	EpisodeDeviation, EpisodeHeartRateDeviation float64
	TrendChange                                 float64 // of the trend mean, SD per week
	DebtHours                                   float64 // sleep debt, NaN unknown
	HardestRPE                                  int32   // of yesterday's sessions, Missing if none
	PerformanceDay                              Day     // of the newest session that the performance channel judged
	OverloadDays                                int
	Rules                                       Rules
}

// Rules is a set of rules that fired, one bit each.
type Rules uint32

// Has reports whether a rule is in the set.
func (r Rules) Has(id RuleID) bool { return r&(1<<id) != 0 }

// With returns the set with a rule added.
func (r Rules) With(id RuleID) Rules { return r | 1<<id }

// Verdict is the recorded outcome of one evaluation. It is final once its day is
// over: late data change later verdicts. All numbers are integers, so that a
// verdict read back is the verdict taken.
type Verdict struct {
	Day        Day
	State      State
	Answered   bool
	Permille   int32               // probability of incomplete recovery, in thousandths
	Confidence int32               // percent
	U          [channelCount]int32 // hundredths of an SD, or NoValue
	Z3, HR3    int32               // three-day deviation of lnRMSSD and resting heart rate, hundredths of an SD, or NoValue
	Rules      Rules
}

// NoValue marks a recorded number that could not be computed.
const NoValue int32 = -9999

func record(x float64) int32 {
	if math.IsNaN(x) {
		return NoValue
	}
	return int32(math.Round(100 * max(-90, min(90, x))))
}

func recorded(v int32) float64 {
	if v == NoValue {
		return math.NaN()
	}
	return float64(v) / 100
}

func (a *Assessment) verdict(state State, rules Rules) Verdict {
	v := Verdict{
		Day: a.Day, State: state, Answered: a.Answered, Rules: a.Rules | rules,
		Permille:   int32(math.Round(1000 * a.Probability)),
		Confidence: int32(math.Round(100 * a.Confidence)),
		Z3:         record(a.EpisodeDeviation), HR3: record(a.EpisodeHeartRateDeviation),
	}
	for i := range a.Channels {
		v.U[i] = NoValue
		if a.Channels[i].Used {
			v.U[i] = record(a.Channels[i].U)
		}
	}
	return v
}
