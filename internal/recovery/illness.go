package recovery

// Stages of the return to training (Elliott 2020): rest, then easy within
// limits of minutes and heart rate, normal easy, all.
const (
	StageRest = 0
	StageAll  = 6
)

// illnessCaps are the longest session and the highest heart rate (percent of
// maximum) of each stage, and the RPE that such a session should not exceed by
// more than one.
var illnessCaps = [StageAll]struct{ minutes, heartRatePercent, rpe int32 }{
	{0, 0, 0}, {15, 70, 2}, {30, 80, 3}, {45, 80, 3}, {60, 80, 4}, {0, 80, 4},
}

// illness takes the day's step of the staged return. Without an answer on
// symptoms the stage holds.
func (e *evaluation) illness() {
	c := &e.s.Illness
	symptoms, answered := symptomsOf(e.l.Symptoms.At(e.l.row(e.day)))
	if !answered {
		return
	}
	c.LastAnswer = e.day
	switch {
	case symptoms.Illness == Systemic:
		e.fallIll(Systemic, StageRest)
	case symptoms.Illness == AboveNeck && !c.Active:
		e.fallIll(AboveNeck, int32(e.Params.Illness.AboveNeckStage))
	case symptoms.Illness == AboveNeck:
		if c.LastSymptom < e.day-1 {
			c.Stage = max(StageRest, c.Stage-1)
		}
		c.LastSymptom, c.StageSince = e.day, e.day
	case c.Active && e.mayAdvance(symptoms):
		c.Stage++
		c.StageSince = e.day
		c.Active = c.Stage < StageAll
	}
}

func (e *evaluation) fallIll(class Illness, stage int32) {
	c := &e.s.Illness
	if !c.Active {
		c.Active, c.Class, c.Onset = true, class, e.day
	}
	c.Class, c.Stage = max(c.Class, class), stage
	c.LastSymptom, c.StageSince = e.day, e.day
}

// mayAdvance: free of symptoms and fever long enough, the stage has lasted, the
// resting heart rate (where it was measured) is back and the last session did
// not feel harder than the stage asks.
func (e *evaluation) mayAdvance(now Symptoms) bool {
	p := &e.Params.Illness
	c := &e.s.Illness
	free := int(e.day-c.LastSymptom) * 24
	if now.FeverFreeHours >= 0 {
		free = min(free, int(now.FeverFreeHours))
	}
	days := p.StageDays
	if c.Class == Systemic && int(c.LastSymptom-c.Onset)+1 > p.ShortIllnessDays {
		days = p.LongIllnessStageDays
	}
	calm := !(e.a.HeartRateTodayZ >= p.RestingHeartRate)
	bearable := e.a.HardestRPE <= illnessCaps[min(c.Stage, StageAll-1)].rpe+1
	return free >= p.SymptomFreeHours && int(e.day-c.StageSince) >= days && calm && bearable
}
