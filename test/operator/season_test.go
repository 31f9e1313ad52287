package operator_test

import (
	"fmt"
	"strconv"
	"testing"
	"time"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"fallow.dev/fallow/api/v1alpha1"
	"fallow.dev/fallow/internal/recovery"
	"fallow.dev/fallow/internal/simulate"
	"fallow.dev/fallow/internal/translate"
)

// season is a simulated season of one athlete, as reports.
type season struct {
	days  []simulate.Day
	first recovery.Day // of days[0]
	zone  *time.Location
	// tired is the first day on which the engine, alone, inserts a window.
	tired int
	// before is the ledger on the evening before that day.
	before recovery.Ledger
}

// seasonSeed is outside those on which the model was tuned.
const seasonSeed = 5000

const usualWakeMinute = 7 * 60

// overload is a camp from day 36 to 45 that tires more than it should.
var overload = simulate.Overload{FirstDay: 36, LastDay: 45, Peak: 2.5, HeldDays: 4}

// heldDays is for how long after the tired day the season's athlete stays tired,
// so that the window is extended before it is released.
const heldDays = 2

// tiring simulates a season in which the tired day falls on the given day. The
// overload begins after the learning phase.
func tiring(t *testing.T, tired recovery.Day, zone *time.Location) *season {
	t.Helper()
	s := &season{zone: zone, first: tired - 45} // a first guess
	fatigue := overload.Fatigue
	for range 2 { // the index of the tired day depends on neither the date nor what follows
		s.days = simulate.Season(seasonSeed, simulate.Typical(), 80, usualWeek, func(day int) simulate.Truth {
			return simulate.Truth{Illness: "None", Fatigue: fatigue(day)}
		})
		s.live(t)
		s.first = tired - recovery.Day(s.tired)
		until := s.tired + heldDays
		fatigue = func(day int) float64 {
			if day > until {
				return 0
			}
			return overload.Fatigue(day)
		}
	}
	s.live(t)
	if got := s.day(s.tired); got != tired {
		t.Fatalf("the tired day is %v, want %v", got, tired)
	}
	return s
}

// live lets the engine judge the season until it inserts a window.
func (s *season) live(t *testing.T) {
	t.Helper()
	var l recovery.Ledger
	for i := range s.days {
		next := s.decide(t, &l, i)
		if ep := &next.Standing.Episode; ep.Open() && ep.Approval == recovery.Automatic && ep.EasyFrom > ep.Start {
			s.tired, s.before = i, l
			return
		}
		l = next
	}
	t.Fatal("the engine never inserts a window that allows nothing at first")
}

// ledgerBefore is the ledger on the evening before day i.
func (s *season) ledgerBefore(t *testing.T, i int) recovery.Ledger {
	t.Helper()
	l, day := s.before, s.tired
	if i < s.tired {
		l, day = recovery.Ledger{}, 0
	}
	for ; day < i; day++ {
		l = s.decide(t, &l, day)
	}
	return l
}

// decide lets the engine judge one day of the season under the default policy.
func (s *season) decide(t *testing.T, l *recovery.Ledger, i int) recovery.Ledger {
	t.Helper()
	policy, err := translate.Resolve(&v1alpha1.RecoveryPolicySpec{}, nil)
	must(t, err)
	in := recovery.Input{Ledger: *l, Now: recovery.InstantOf(s.morning(i)), Setting: recovery.Setting{
		Athlete: translate.Athlete(&v1alpha1.AthleteSpec{}), Params: &policy.Params, Zone: s.zone, Enforcement: recovery.Enforce,
	}}
	for _, r := range s.reports("a", i) {
		in.Reports = append(in.Reports, translate.Report(&r))
	}
	d := recovery.Decide(in)
	for j, refusal := range d.Refusals {
		if refusal != nil {
			t.Fatalf("day %d, report %d: %v", i, j, refusal)
		}
	}
	return d.Ledger
}

// usualWeek is what is planned on a day.
func usualWeek(day int) []simulate.Session {
	switch day % 7 {
	case 1, 4:
		return []simulate.Session{{Name: "threshold", Kind: "Run", Intensity: "Threshold", Hour: 17, Minutes: 60, RPE: 6.5}}
	case 6:
		return []simulate.Session{{Name: "long-run", Kind: "Run", Intensity: "Easy", Hour: 9, Minutes: 110, RPE: 4}}
	case 0:
		return nil
	}
	return []simulate.Session{{Name: "easy", Kind: "Run", Intensity: "Easy", Hour: 17, Minutes: 45, RPE: 3}}
}

// day is the calendar day of index i.
func (s *season) day(i int) recovery.Day { return s.first + recovery.Day(i) }

// morning is when day i's reports are sent: an hour before the wake that they
// state, because the device takes the alarm's time for it. A window then begins
// a little after it was decided on.
func (s *season) morning(i int) time.Time { return s.day(i).At(6*60, s.zone) }

// reports are what is sent on the morning of day i: the markers of the morning
// and the training of the day before. Once the athlete rests nothing is trained.
func (s *season) reports(athlete string, i int) []v1alpha1.MarkerReport {
	d := &s.days[i]
	markers := newReport(athlete, s.day(i), "strap")
	markers.Spec.Observations = []v1alpha1.Observation{
		{Marker: v1alpha1.MarkerRMSSD, Value: decimal(min(300, d.RMSSD)), Unit: "ms", Method: "MorningSupine"},
		{Marker: v1alpha1.MarkerRestingHeartRate, Value: decimal(d.HeartRate), Unit: "/min", Method: "MorningSupine"},
	}
	w := d.Wellness
	markers.Spec.Wellness = v1alpha1.Wellness{
		Fatigue: v1alpha1.WellnessScore(w[0]), Soreness: v1alpha1.WellnessScore(w[1]), Stress: v1alpha1.WellnessScore(w[2]),
		Mood: v1alpha1.WellnessScore(w[3]), SleepQuality: v1alpha1.WellnessScore(w[4]),
	}
	markers.Spec.Sleep = &v1alpha1.SleepReport{
		Onset: metav1.NewTime(s.day(i).At(d.OnsetMinute, s.zone)), Wake: metav1.NewTime(s.day(i).At(usualWakeMinute, s.zone)),
		AsleepMinutes: new(int32(min(d.AsleepMinutes, usualWakeMinute-d.OnsetMinute))),
	}
	markers.Spec.Symptoms = v1alpha1.Symptoms{Illness: v1alpha1.Illness(d.Truth.Illness)}
	if i == 0 {
		return []v1alpha1.MarkerReport{markers}
	}
	return []v1alpha1.MarkerReport{s.trained(athlete, i-1), markers}
}

func (s *season) trained(athlete string, i int) v1alpha1.MarkerReport {
	r := newReport(athlete, s.day(i), "watch")
	if s.tired == 0 || i < s.tired {
		for _, done := range s.days[i].Trained {
			r.Spec.Sessions = append(r.Spec.Sessions, v1alpha1.SessionReport{
				Name: done.Name, Kind: v1alpha1.SessionKind(done.Kind), Intensity: v1alpha1.Intensity(done.Intensity),
				StartedAt: metav1.NewTime(s.day(i).At(done.Hour*60, s.zone)), DurationMinutes: int32(done.Minutes), RPE: new(int32(done.RPE)),
			})
		}
	}
	if r.Spec.Sessions == nil {
		r.Spec.RestDay = new(true)
	}
	return r
}

// newReport is a report without content, named by athlete, day and source.
func newReport(athlete string, day recovery.Day, source string) v1alpha1.MarkerReport {
	return v1alpha1.MarkerReport{
		ObjectMeta: metav1.ObjectMeta{Name: fmt.Sprintf("%s-%v-%s", athlete, day, source)},
		Spec: v1alpha1.MarkerReportSpec{
			AthleteRef: v1alpha1.AthleteRef{Name: athlete}, Day: translate.DayString(day), Source: source,
		},
	}
}

func decimal(v float64) v1alpha1.Decimal {
	return v1alpha1.Decimal(strconv.FormatFloat(v, 'f', 1, 64))
}
