package load

import "math"

// ImpulseResponse is the fitness-fatigue model of Banister (1975): performance is
// a baseline plus what the training of all days before gave, minus what it cost,
// each fading exponentially. Its parameters are so uncertain in real athletes
// (Hellard 2006) that it serves to simulate and to teach, not to decide.
type ImpulseResponse struct {
	Baseline    float64 // p0, in units of performance
	FitnessGain float64 // k1, performance per AU, 0 or more
	FatigueGain float64 // k2, performance per AU, 0 or more
	FitnessDays float64 // τ1, time constant of fitness in days, above 0
	FatigueDays float64 // τ2, time constant of fatigue in days, above 0
	// SameDay lets a day's load act on the performance of that day already, as
	// Clarke and Skiba (2013) do. Otherwise it acts from the day after.
	SameDay bool
}

// Banister1991 holds the parameters of Banister (1991): k 1 and 2, τ 42 and 7 days.
func Banister1991() ImpulseResponse {
	return ImpulseResponse{FitnessGain: 1, FatigueGain: 2, FitnessDays: 42, FatigueDays: 7}
}

// Morton1990 holds the parameters of Morton (1990): k 1 and 2, τ 45 and 15 days.
func Morton1990() ImpulseResponse {
	return ImpulseResponse{FitnessGain: 1, FatigueGain: 2, FitnessDays: 45, FatigueDays: 15}
}

// ClarkeSkiba2013 holds the teaching set of Clarke and Skiba (2013): k 1 and 2,
// τ 27 and 10 days, acting on the same day.
func ClarkeSkiba2013() ImpulseResponse {
	return ImpulseResponse{FitnessGain: 1, FatigueGain: 2, FitnessDays: 27, FatigueDays: 10, SameDay: true}
}

// Response is one day of an [ImpulseResponse].
type Response struct {
	Fitness     float64 // g, AU, before the gain k1
	Fatigue     float64 // h, AU, before the gain k2
	Performance float64 // p0 + k1·g − k2·h
}

// Append adds one response for each day to dst, starting from an untrained
// state. If a day is unknown, a parameter is out of its range or a result would
// not be finite, dst is returned as it was.
func (m ImpulseResponse) Append(dst []Response, days []float64) ([]Response, bool) {
	if !m.valid() || !allLoads(days) {
		return dst, false
	}
	start := len(dst)
	keepFitness, keepFatigue := math.Exp(-1/m.FitnessDays), math.Exp(-1/m.FatigueDays)
	fitness, fatigue := 0.0, 0.0
	for _, d := range days {
		fitness, fatigue = fitness*keepFitness, fatigue*keepFatigue
		before := m.respond(fitness, fatigue)
		fitness, fatigue = fitness+d, fatigue+d
		r := before
		if m.SameDay {
			r = m.respond(fitness, fatigue)
		}
		if !isFinite(r.Performance) {
			return dst[:start], false
		}
		dst = append(dst, r)
	}
	return dst, true
}

// DaysToBreakEven is t_n of Fitz-Clarke (1991), τ1τ2/(τ1−τ2)·ln(k2/k1): the days
// before an event from which on a load lowers the performance at the event. It
// is undefined unless fitness outlasts fatigue and no day of training helps at
// once (τ1 > τ2, k2 ≥ k1 > 0).
func (m ImpulseResponse) DaysToBreakEven() (float64, bool) {
	return m.crossing(m.FatigueGain / m.FitnessGain)
}

// DaysToGreatestGain is t_g of Fitz-Clarke (1991), τ1τ2/(τ1−τ2)·ln(k2τ1/(k1τ2)):
// the days before an event at which a load raises the performance at the event
// most. It is undefined unless τ1 > τ2 and k2τ1 ≥ k1τ2 > 0.
func (m ImpulseResponse) DaysToGreatestGain() (float64, bool) {
	return m.crossing(m.FatigueGain / m.FitnessGain * m.FitnessDays / m.FatigueDays)
}

// crossing is the time after which a decay that started ratio times as high has
// met the slower one.
func (m ImpulseResponse) crossing(ratio float64) (float64, bool) {
	if !m.valid() || m.FitnessDays <= m.FatigueDays || !(ratio >= 1) {
		return 0, false
	}
	days := math.Log(ratio) / (1/m.FatigueDays - 1/m.FitnessDays)
	if !isFinite(days) {
		return 0, false
	}
	return days, true
}

func (m ImpulseResponse) respond(fitness, fatigue float64) Response {
	return Response{
		Fitness:     fitness,
		Fatigue:     fatigue,
		Performance: m.Baseline + m.FitnessGain*fitness - m.FatigueGain*fatigue,
	}
}

func (m ImpulseResponse) valid() bool {
	gains := m.FitnessGain >= 0 && m.FatigueGain >= 0 && isFinite(m.FitnessGain) && isFinite(m.FatigueGain)
	days := m.FitnessDays > 0 && m.FatigueDays > 0 && isFinite(m.FitnessDays) && isFinite(m.FatigueDays)
	return gains && days && isFinite(m.Baseline)
}

func isFinite(x float64) bool { return !math.IsNaN(x) && !math.IsInf(x, 0) }
