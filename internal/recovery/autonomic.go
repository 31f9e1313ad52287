package recovery

import "math"

// autonomic reads heart-rate variability and resting heart rate in the morning
// against the athlete's own reference, in both directions: a raised lnRMSSD is
// good news, unless it comes with fatigue and overload (Le Meur 2013), and a
// lowered one is neutral where a low heart rate explains it (Plews 2013).
func (h *history) autonomic(p *Params, inEpisode bool, a *Assessment) {
	a.Answered = a.Answered || !math.IsNaN(h.lnRMSSD[today])
	h.autonomicZ(p, a)
	c := &a.Channels[Autonomic]
	b := &p.Baseline
	_, established := b.reference(&h.lnRMSSD, &h.usable, today, b.PriorSDLnRMSSD)
	if h.travel {
		a.Rules = a.Rules.With(RuleTravel)
		return
	}
	if !established {
		return
	}
	c.Expected = h.lnRMSSD.count(p.Evidence.DeliveredWindowDays) >= p.Evidence.DeliveredDays
	if h.lnRMSSD.age() > p.Autonomic.FreshDays || h.lnRMSSD.count(b.TrendDays) < b.TrendMinimumValues {
		return
	}
	c.Used, c.Fresh = true, 1
	c.Quality, _ = h.hrvQuality.mean(today, b.TrendDays)
	trend := a.TrendZ
	if inEpisode && !math.IsNaN(a.EpisodeZ) {
		trend = a.EpisodeZ
	}
	c.U = clip(p.Autonomic.evidence(trend, a.AcuteZ, a.HeartRateZ), maxU)
	if math.IsNaN(trend) {
		c.Quality = min(c.Quality, p.Autonomic.AcuteOnlyQuality)
	}
	h.twoSided(p, trend, a)
}

// evidence joins the trend, today and the heart rate; what is missing gives none.
func (p *AutonomicParams) evidence(trend, acute, heartRate float64) float64 {
	u := 0.0
	switch {
	case math.IsNaN(trend):
		u -= p.AcuteOnlyWeight * orZero(acute)
	default:
		u -= p.TrendWeight*trend + p.AcuteWeight*orZero(acute)
	}
	return u + p.RestingHeartRateWeight*orZero(heartRate)
}

func orZero(x float64) float64 {
	if math.IsNaN(x) {
		return 0
	}
	return x
}

// autonomicZ computes the z values, each NaN where it cannot be.
func (h *history) autonomicZ(p *Params, a *Assessment) {
	b := &p.Baseline
	nan := math.NaN()
	a.TrendZ, a.AcuteZ, a.EpisodeZ, a.TrendChange = nan, nan, nan, nan
	a.HeartRateZ, a.EpisodeHeartRateZ, a.HeartRateTodayZ = nan, nan, nan
	a.EpisodeDeviation, a.EpisodeHeartRateDeviation = nan, nan
	end := today - b.lag(h)
	if r, ok := b.reference(&h.lnRMSSD, &h.restored, end, b.PriorSDLnRMSSD); ok {
		a.TrendZ = b.trendZ(&h.lnRMSSD, r, b.TrendDays, b.TrendMinimumValues)
		a.EpisodeZ = b.trendZ(&h.lnRMSSD, r, b.EpisodeTrendDays, b.EpisodeTrendMinimumValues)
		a.EpisodeDeviation = b.deviation(&h.lnRMSSD, r)
		now, _ := h.lnRMSSD.mean(today, b.TrendDays)
		before, _ := h.lnRMSSD.mean(today-7, b.TrendDays)
		a.TrendChange = (now - before) / r.sd
	}
	if r, ok := b.reference(&h.lnRMSSD, &h.usable, today, b.PriorSDLnRMSSD); ok {
		a.AcuteZ = r.z(h.lnRMSSD[today])
	}
	if r, ok := b.reference(&h.heartRate, &h.restored, end, b.PriorSDRestingHeartRate); ok {
		a.HeartRateZ = b.trendZ(&h.heartRate, r, b.TrendDays, b.TrendMinimumValues)
		a.EpisodeHeartRateZ = b.trendZ(&h.heartRate, r, b.EpisodeTrendDays, b.EpisodeTrendMinimumValues)
		a.EpisodeHeartRateDeviation = b.deviation(&h.heartRate, r)
		a.HeartRateTodayZ = r.z(h.heartRate[today])
	}
}

// twoSided applies the two readings in which the sign of lnRMSSD misleads.
func (h *history) twoSided(p *Params, trend float64, a *Assessment) {
	c := &a.Channels[Autonomic]
	s := &a.Channels[Subjective]
	felt := 0.0
	if s.Used {
		felt = s.U
	}
	heart := a.HeartRateZ
	overloaded := a.OverloadDays >= p.Autonomic.OverloadDays
	if trend >= p.Autonomic.ParadoxTrend && !(heart > p.Autonomic.ParadoxRestingHeartRate) && felt >= p.Autonomic.ParadoxSubjective && overloaded {
		c.U = max(c.U, p.Autonomic.ParadoxEvidence)
		a.Rules = a.Rules.With(RuleParadox)
		return
	}
	if trend < 0 && heart < 0 && felt < p.Autonomic.SaturationSubjective && h.ratioFell(p) {
		c.U = 0
		a.Rules = a.Rules.With(RuleSaturation)
	}
}

// ratioFell: lnRMSSD fell more than the RR interval rose (Plews 2013).
func (h *history) ratioFell(p *Params) bool {
	b := &p.Baseline
	r, ok := b.reference(&h.ratio, &h.restored, today-b.lag(h), 0)
	if !ok {
		return false
	}
	m, n := h.ratio.mean(today, b.TrendDays)
	return n >= b.TrendMinimumValues && r.z(m) < 0
}
