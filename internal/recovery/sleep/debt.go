package sleep

const (
	// DebtNights is over how many nights debt is summed.
	DebtNights = 7
	// MaximumDebtMinutes is the greatest debt, two hours a night.
	MaximumDebtMinutes = 14 * 60
	// DefaultNeedMinutes is the sleep need that elite athletes state on average,
	// 8.3 h (Sargent 2021).
	DefaultNeedMinutes = 498
)

// Night is the sleep of one reported day, in minutes.
type Night struct {
	AsleepMinutes float64 // total sleep time of the main sleep, 0 to 1440
	NapMinutes    float64 // all naps of the day after it, 0 to 1440
}

// Debt is the sleep debt in minutes: the sum over the reported ones of the last
// [DebtNights] nights of what each fell short of its target, naps counted as
// sleep, from 0 to [MaximumDebtMinutes]. A longer night repays. The target is the
// athlete's need, or the upper quartile of what they really sleep (60 days) if
// that is less: at the 6.7 h that elite athletes sleep on average a stated need
// of 8.3 h (Sargent 2021) would otherwise put healthy people in debt for good.
// Pass the need for ownP75Minutes while no quartile is known.
//
// Both targets are above 0 and up to 1440 minutes. Debt is undefined without a
// reported night or with more than [DebtNights].
func Debt(reported []Night, needMinutes, ownP75Minutes float64) (float64, bool) {
	target := min(needMinutes, ownP75Minutes)
	if len(reported) == 0 || len(reported) > DebtNights || !(target > 0) || !isDuration(max(needMinutes, ownP75Minutes)) {
		return 0, false
	}
	short := 0.0
	for _, n := range reported {
		if !isDuration(n.AsleepMinutes) || !isDuration(n.NapMinutes) {
			return 0, false
		}
		short += target - n.AsleepMinutes - n.NapMinutes
	}
	return min(max(short, 0), MaximumDebtMinutes), true
}
