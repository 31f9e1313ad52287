package operator_test

import (
	"strings"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
	"sigs.k8s.io/controller-runtime/pkg/client"

	"fallow.dev/fallow/api/v1alpha1"
	"fallow.dev/fallow/internal/recovery"
	"fallow.dev/fallow/internal/translate"
)

// home is where the athletes live.
const home = "Europe/Berlin"

// tiredDay is a Wednesday in winter, far from any change of the clocks.
var tiredDay = mustDay("2026-01-28")

func mustDay(s string) recovery.Day {
	d, err := recovery.ParseDay(s)
	if err != nil {
		panic(err)
	}
	return d
}

func berlin() *time.Location {
	zone, err := time.LoadLocation(home)
	if err != nil {
		panic(err)
	}
	return zone
}

// create creates objects in the squad's namespace.
func (s *squad) create(objects ...client.Object) {
	s.t.Helper()
	for _, o := range objects {
		o.SetNamespace(s.ns)
		must(s.t, s.c.Create(s.t.Context(), o))
	}
}

// get reads an object of the squad again.
func (s *squad) get(o client.Object, name string) {
	s.t.Helper()
	must(s.t, s.c.Get(s.t.Context(), s.key(name), o))
}

func (s *squad) athlete(name string) *v1alpha1.Athlete {
	s.t.Helper()
	a := &v1alpha1.Athlete{}
	s.get(a, name)
	return a
}

func (s *squad) window(name string) *v1alpha1.RestWindow {
	s.t.Helper()
	w := &v1alpha1.RestWindow{}
	s.get(w, name)
	return w
}

func newAthlete(name string) *v1alpha1.Athlete {
	return &v1alpha1.Athlete{
		ObjectMeta: metav1.ObjectMeta{Name: name, Labels: map[string]string{"squad": "distance"}},
		Spec:       v1alpha1.AthleteSpec{TimeZone: home, PolicyRef: v1alpha1.PolicyRef{Name: "default"}},
	}
}

func newPolicy(name string, mode v1alpha1.Enforcement) *v1alpha1.RecoveryPolicy {
	return &v1alpha1.RecoveryPolicy{ObjectMeta: metav1.ObjectMeta{Name: name}, Spec: v1alpha1.RecoveryPolicySpec{Enforcement: mode}}
}

// newBlock plans a hard run every evening at 18:00 and an easy one at noon, for
// twelve weeks around a day, for whoever has the squad's label.
func newBlock(name string, around recovery.Day) *v1alpha1.TrainingBlock {
	monday, _ := translate.PlanSpan(around - 42)
	week := v1alpha1.TrainingWeek{Repeat: 12}
	for d := range recovery.Day(7) {
		weekday := v1alpha1.Weekday((monday + d).Weekday().String())
		week.Sessions = append(week.Sessions,
			v1alpha1.PlannedSession{Name: sessionName("hard", monday+d), Weekday: weekday, Time: "18:00", Kind: "Run", Intensity: v1alpha1.IntensityHigh, DurationMinutes: 60},
			v1alpha1.PlannedSession{Name: sessionName("easy", monday+d), Weekday: weekday, Time: "12:00", Kind: "Run", Intensity: v1alpha1.IntensityEasy, DurationMinutes: 40})
	}
	return &v1alpha1.TrainingBlock{
		ObjectMeta: metav1.ObjectMeta{Name: name},
		Spec: v1alpha1.TrainingBlockSpec{
			AthleteSelector: &metav1.LabelSelector{MatchLabels: map[string]string{"squad": "distance"}},
			StartDay:        translate.DayString(monday), Weeks: []v1alpha1.TrainingWeek{week},
		},
	}
}

// sessionName names the block's session of a kind on a day of the week.
func sessionName(kind string, day recovery.Day) string {
	return kind + "-" + strings.ToLower(day.Weekday().String())
}

// ill is a morning's report of a systemic illness.
func ill(athlete string, day recovery.Day) *v1alpha1.MarkerReport {
	r := newReport(athlete, day, "diary")
	r.Spec.Symptoms = v1alpha1.Symptoms{Illness: v1alpha1.IllnessSystemic}
	r.Spec.Wellness = v1alpha1.Wellness{Fatigue: 2, Soreness: 2, Stress: 3, Mood: 3, SleepQuality: 2}
	return &r
}

// seed stores a ledger as if it were restored from a backup: without an owner,
// which the manager then makes the athlete.
func (s *squad) seed(athlete string, l *recovery.Ledger) {
	s.t.Helper()
	s.create(&v1alpha1.RecoveryLedger{ObjectMeta: metav1.ObjectMeta{Name: athlete}, Spec: translate.LedgerSpec(athlete, l)})
}

// send creates reports.
func (s *squad) send(reports ...v1alpha1.MarkerReport) {
	s.t.Helper()
	for i := range reports {
		s.create(&reports[i])
	}
}

// edit is what a person does with kubectl edit or patch.
func (s *squad) edit(o client.Object, name, patch string) {
	s.t.Helper()
	o.SetNamespace(s.ns)
	o.SetName(name)
	must(s.t, s.c.Patch(s.t.Context(), o, client.RawPatch(types.MergePatchType, []byte(patch)), client.FieldOwner("kubectl-edit")))
}

func (s *squad) delete(o client.Object, name string) {
	s.t.Helper()
	o.SetNamespace(s.ns)
	o.SetName(name)
	must(s.t, s.c.Delete(s.t.Context(), o))
}

// gone reports whether an object no longer exists.
func (s *squad) gone(o client.Object, name string) bool {
	s.t.Helper()
	err := s.c.Get(s.t.Context(), s.key(name), o)
	if err != nil && !apierrors.IsNotFound(err) {
		s.t.Fatal(err)
	}
	return err != nil
}

// wantCondition compares a condition's status and reason.
func (s *squad) wantCondition(list []metav1.Condition, kind string, status metav1.ConditionStatus, reason string) {
	s.t.Helper()
	c := meta.FindStatusCondition(list, kind)
	if c == nil || c.Status != status || c.Reason != reason {
		s.t.Errorf("%s is %+v, want %s %s", kind, c, status, reason)
	}
}
