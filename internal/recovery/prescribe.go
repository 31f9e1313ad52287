package recovery

// Modality is something that serves recovery inside a window.
type Modality string

// Modalities of the default registry.
const (
	SleepOpportunity Modality = "SleepOpportunity"
	SlowBreathing    Modality = "SlowBreathing"
	EasyMovement     Modality = "EasyMovement"
	NoAlcohol        Modality = "NoAlcohol"
)

// Prescription says what serves recovery, when, and in what dose. It is not
// medical advice.
type Prescription struct {
	Modality Modality
	From, To Instant
	Dose     string
	Serves   string
	Evidence string // grade
	Source   string
}

// Hours and minutes of the prescriptions.
const (
	earlierOnsetMinutes  = 90.0 // Mah 2011; Roberts 2019: up to 60 to 90 min
	debtServedMinutes    = 120  // onset moves earlier until less debt than this is left
	breathingBeforeOnset = 60 * 60
	movementAfterWake    = 4 * 3600
	movementSeconds      = 30 * 60
)

// Prescribe lists what to do in the open window on the day of the newest
// verdict, ordered by strength of evidence and need. Disabled rows are left out.
func Prescribe(l *Ledger, set *Setting, disabled []Modality, most int) []Prescription {
	v, ok := l.LastVerdict()
	e := &l.Standing.Episode
	if !ok || !e.open() || !e.Approval.inForce() {
		return nil
	}
	wake := set.Wake(v.Day + 1)
	onset := set.onset(v.Day + 1)
	rows := []Prescription{{
		Modality: NoAlcohol, From: e.Start, To: max(e.End, wake), Dose: "none in the whole window",
		Serves: "nocturnal heart-rate variability, protein synthesis", Evidence: "B", Source: "Pietila 2018; Parr 2014",
	}, {
		Modality: SlowBreathing, From: onset - breathingBeforeOnset, To: onset - breathingBeforeOnset + 20*60,
		Dose: "about 6 breaths a minute for 10 to 20 min", Serves: "vagal activation", Evidence: "B", Source: "Laborde 2022",
	}}
	if earlier := l.earlierOnset(); earlier > 0 {
		rows = append([]Prescription{{
			Modality: SleepOpportunity, From: onset - earlier, To: wake, Dose: "lights out earlier, same wake time",
			Serves: "growth-hormone pulse of the first slow-wave sleep, all tissues", Evidence: "B", Source: "Mah 2011; Roberts 2019; Walsh 2021",
		}}, rows...)
	}
	if from := set.awake(l, v.Day) + movementAfterWake; from >= e.EasyFrom {
		rows = append(rows, Prescription{
			Modality: EasyMovement, From: from, To: from + movementSeconds, Dose: "20 to 30 min below the first ventilatory threshold, RPE 2 to 3",
			Serves: "comfort; little effect on later performance", Evidence: "C", Source: "Van Hooren and Peake 2018",
		})
	}
	return kept(rows, disabled, most)
}

// earlierOnset is by how many seconds to go to bed earlier.
func (l *Ledger) earlierOnset() Instant {
	debt := l.Explanation.DebtMinutes
	if debt <= debtServedMinutes {
		return 0
	}
	return Instant(60 * min(earlierOnsetMinutes, debt-debtServedMinutes))
}

func kept(rows []Prescription, disabled []Modality, most int) []Prescription {
	var out []Prescription
	for _, r := range rows {
		off := false
		for _, m := range disabled {
			off = off || m == r.Modality
		}
		if !off && len(out) < most {
			out = append(out, r)
		}
	}
	return out
}

// onset is the usual onset of the main sleep that ends on a day.
func (s *Setting) onset(d Day) Instant {
	return InstantOf((d - 1).At(s.Athlete.Habit[d.Weekday()].Onset+minutesPerDay/2, s.Zone))
}
