package controllers

import (
	"regexp"
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"fallow.dev/fallow/api/v1alpha1"
)

// subject is what the condition checker looks at.
type subject struct {
	name       string
	generation int64
	observed   int64
	conditions []metav1.Condition
}

// checkInvariants checks, after every pass, what holds of every object, event and
// error whatever happened.
func (w *world) checkInvariants(err error) {
	w.tb.Helper()
	for _, s := range w.subjects() {
		s.check(w)
	}
	for _, e := range w.events.told {
		w.discreet("event", e)
	}
	if err != nil {
		w.discreet("error", err.Error())
	}
}

func (w *world) subjects() []subject {
	w.tb.Helper()
	var all []subject
	var athletes v1alpha1.AthleteList
	if err := w.api.List(w.tb.Context(), &athletes); err != nil {
		w.tb.Fatal(err)
	}
	for i := range athletes.Items {
		a := &athletes.Items[i]
		all = append(all, subject{"athlete " + a.Name, a.Generation, a.Status.ObservedGeneration, a.Status.Conditions})
	}
	for _, x := range w.windows() {
		all = append(all, subject{"window " + x.Name, x.Generation, x.Status.ObservedGeneration, x.Status.Conditions})
	}
	for _, r := range w.reports() {
		all = append(all, subject{"report " + r.Name, r.Generation, r.Status.ObservedGeneration, r.Status.Conditions})
	}
	return all
}

// check: Ready and Stalled are never both True, neither are Ready and
// Reconciling; what is not Ready says what it waits for; nothing speaks of a
// generation to come.
func (s subject) check(w *world) {
	w.tb.Helper()
	isTrue := func(kind string) bool { return meta.IsStatusConditionTrue(s.conditions, kind) }
	ready, stalled, reconciling := isTrue(v1alpha1.ConditionReady), isTrue(v1alpha1.ConditionStalled), isTrue(v1alpha1.ConditionReconciling)
	switch {
	case ready && (stalled || reconciling):
		w.tb.Errorf("%s is Ready beside Stalled=%t, Reconciling=%t", s.name, stalled, reconciling)
	case stalled && reconciling:
		w.tb.Errorf("%s is both Stalled and Reconciling", s.name)
	case len(s.conditions) > 0 && !ready && !stalled && !reconciling:
		w.tb.Errorf("%s is not Ready and does not say why", s.name)
	case s.observed > s.generation:
		w.tb.Errorf("%s: observedGeneration %d of generation %d", s.name, s.observed, s.generation)
	case ready && s.observed != s.generation && len(s.conditions) > 0 && meta.FindStatusCondition(s.conditions, v1alpha1.ConditionReady).ObservedGeneration > s.observed:
		w.tb.Errorf("%s: Ready speaks of a newer generation than the status", s.name)
	}
	for _, c := range s.conditions {
		if c.ObservedGeneration > s.generation {
			w.tb.Errorf("%s: %s speaks of generation %d, there is %d", s.name, c.Type, c.ObservedGeneration, s.generation)
		}
		if c.Message == "" || c.LastTransitionTime.IsZero() || c.LastTransitionTime.After(w.latest) {
			w.tb.Errorf("%s: %s lacks a message or a time of the injected clock: %+v", s.name, c.Type, c)
		}
		w.discreet(s.name+" "+c.Type, c.Message)
	}
}

// canaries are the values that tests report where a message might repeat them.
var canaries = []string{"999.1337", "1337", "87.6543"}

// healthWords are states, triggers and symptoms, which stay behind the
// permissions on status and ledger.
var healthWords = regexp.MustCompile(`(?i)\b(illness|systemic|aboveneck|fever|incomplete|overreach\w*|strained|medicalhold|restored state|sympathetic)\b`)

// timeOrNumber is what a stable message does not hold: an instant or a decimal.
var timeOrNumber = regexp.MustCompile(`\d{4}-\d{2}-\d{2}|\d{2}:\d{2}|\d+\.\d{2,}`)

// discreet checks that a text holds no health value, trigger, symptom or time.
func (w *world) discreet(where, text string) {
	w.tb.Helper()
	if i := slices.IndexFunc(canaries, func(c string) bool { return strings.Contains(text, c) }); i >= 0 {
		w.tb.Errorf("%s repeats the reported value %s: %s", where, canaries[i], text)
	}
	if strings.HasPrefix(where, "report ") { // names the field of a report, behind its own permission
		return
	}
	if found := healthWords.FindString(text); found != "" {
		w.tb.Errorf("%s tells %q: %s", where, found, text)
	}
	if found := timeOrNumber.FindString(text); found != "" {
		w.tb.Errorf("%s holds %q, which changes from pass to pass: %s", where, found, text)
	}
}
