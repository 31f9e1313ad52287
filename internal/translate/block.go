package translate

import (
	"fmt"
	"time"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"

	"fallow.dev/fallow/api/v1alpha1"
	"fallow.dev/fallow/internal/recovery"
	"fallow.dev/fallow/internal/schedule"
)

// Concerns reports whether a reference or a selector means an athlete. A
// selector that cannot be read is an error that only an edit of the spec mends.
func Concerns(ref v1alpha1.AthleteRef, selector *metav1.LabelSelector, name string, athleteLabels map[string]string) (bool, error) {
	if selector == nil {
		return ref.Name == name, nil
	}
	s, err := metav1.LabelSelectorAsSelector(selector)
	if err != nil {
		return false, fmt.Errorf("spec.athleteSelector: %w", err)
	}
	return s.Matches(labels.Set(athleteLabels)), nil
}

// Block returns the scheduler's view of a block, with repeats written out.
func Block(b *v1alpha1.TrainingBlock) schedule.Block {
	out := schedule.Block{Name: b.Name, Start: Day(b.Spec.StartDay)}
	for i := range b.Spec.Weeks {
		w := &b.Spec.Weeks[i]
		week := schedule.Week{Intent: recovery.Intent(intents.index(w.Intent))}
		for j := range w.Sessions {
			week.Sessions = append(week.Sessions, planned(&w.Sessions[j]))
		}
		for range max(1, w.Repeat) {
			out.Weeks = append(out.Weeks, week)
		}
	}
	return out
}

func planned(s *v1alpha1.PlannedSession) schedule.Session {
	minute, _ := minuteOfDay(s.Time)
	out := schedule.Session{
		Name: s.Name, Minute: minute, Kind: string(s.Kind), Intensity: recovery.Intensity(intensities.index(s.Intensity)),
		Minutes: s.DurationMinutes, Load: s.PlannedLoad, Priority: schedule.Priority(s.Priority),
	}
	for d := time.Sunday; d <= time.Saturday; d++ {
		if weekday(d) == s.Weekday {
			out.Weekday = d
		}
	}
	return out
}
