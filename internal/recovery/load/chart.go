package load

// Chart is a performance management chart: how chronic load (CTL, "fitness"),
// acute load (ATL, "fatigue") and their balance (TSB, "form") are computed. The
// names in quotes are hopes, not measurements.
type Chart struct {
	// Smoothing turns the two numbers of days into smoothing constants.
	Smoothing Convention
	// CTLDays and ATLDays are the time constants, commonly 42 and 7 days.
	CTLDays, ATLDays float64
	// SameDay computes TSB from the averages after the day's training. Otherwise
	// TSB is the balance with which the athlete came to that day: yesterday's.
	SameDay bool
}

// GoldenCheetah is the chart of GoldenCheetah and elevate: exponential, with
// yesterday's balance.
func GoldenCheetah() Chart { return Chart{Smoothing: Exponential, CTLDays: 42, ATLDays: 7} }

// IntervalsICU is the chart of intervals.icu: exponential, with the same day's
// balance.
func IntervalsICU() Chart {
	return Chart{Smoothing: Exponential, CTLDays: 42, ATLDays: 7, SameDay: true}
}

// TrainingPeaks is the chart of TrainingPeaks as it documents it: reciprocal,
// with yesterday's balance.
func TrainingPeaks() Chart { return Chart{Smoothing: Reciprocal, CTLDays: 42, ATLDays: 7} }

// Balance is one day of a [Chart], in the units of the loads.
type Balance struct {
	CTL, ATL float64 // after the day's training
	TSB      float64 // CTL − ATL, of the same day or the day before
}

// Append adds one balance for each day to dst. The seed gives CTL and ATL before
// the first day. If a day is unknown, dst is returned as it was.
func (c Chart) Append(dst []Balance, seed Balance, days []float64) ([]Balance, bool) {
	alphaCTL, alphaATL, ok := c.alphas(seed, days)
	if !ok {
		return dst, false
	}
	b := seed
	for _, d := range days {
		b = c.next(b, d, alphaCTL, alphaATL)
		dst = append(dst, b)
	}
	return dst, true
}

// Last is the balance of the newest of the days, of which there must be one.
func (c Chart) Last(seed Balance, days []float64) (Balance, bool) {
	alphaCTL, alphaATL, ok := c.alphas(seed, days)
	if !ok || len(days) == 0 {
		return Balance{}, false
	}
	b := seed
	for _, d := range days {
		b = c.next(b, d, alphaCTL, alphaATL)
	}
	return b, true
}

func (c Chart) next(b Balance, day, alphaCTL, alphaATL float64) Balance {
	after := Balance{CTL: smooth(b.CTL, day, alphaCTL), ATL: smooth(b.ATL, day, alphaATL)}
	if c.SameDay {
		after.TSB = after.CTL - after.ATL
	} else {
		after.TSB = b.CTL - b.ATL
	}
	return after
}

// alphas are both smoothing constants, if chart, seed and days are valid.
func (c Chart) alphas(seed Balance, days []float64) (alphaCTL, alphaATL float64, ok bool) {
	alphaCTL, validCTL := c.Smoothing.Alpha(c.CTLDays)
	alphaATL, validATL := c.Smoothing.Alpha(c.ATLDays)
	valid := validCTL && validATL && isLoad(seed.CTL) && isLoad(seed.ATL) && allLoads(days)
	return alphaCTL, alphaATL, valid
}
