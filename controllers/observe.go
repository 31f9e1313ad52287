package controllers

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"sigs.k8s.io/controller-runtime/pkg/client"

	"fallow.dev/fallow/api/v1alpha1"
	"fallow.dev/fallow/internal/recovery"
	"fallow.dev/fallow/internal/schedule"
	"fallow.dev/fallow/internal/translate"
)

// maxReports is how many reports one pass folds.
const maxReports = 256

// seen is what one pass observed.
type seen struct {
	now     time.Time
	athlete *v1alpha1.Athlete
	zone    *time.Location
	policy  *translate.Policy
	// policyTrouble is why the policy cannot be resolved; the last one that
	// resolved goes on meanwhile.
	policyTrouble *trouble
	// windowTrouble is why a window cannot be written; ledger and plan have its
	// rest all the same.
	windowTrouble *trouble

	blocks  []schedule.Block
	hash    v1alpha1.Hash         // of the blocks
	windows []v1alpha1.RestWindow // every one that concerns the athlete
	reports []v1alpha1.MarkerReport
	before  recovery.Day // first day of reports beyond this pass, 0 none
	plan    *v1alpha1.EffectivePlan

	stored *v1alpha1.RecoveryLedger // read live; nil: none yet
	ledger recovery.Ledger
}

// trouble is why an athlete cannot be decided on, or not fully.
type trouble struct {
	reason  string
	message string
	stalled bool // only an edit of a spec helps
}

func (t *trouble) Error() string { return t.message }

// observe reads everything that a decision depends on. A *trouble says what is
// missing or wrong; any other error is worth a retry.
func (r *AthleteReconciler) observe(ctx context.Context, a *v1alpha1.Athlete) (*seen, error) {
	s := &seen{now: r.Clock.Now(), athlete: a}
	var err error
	if s.zone, err = translate.Zone(a.Spec.TimeZone); err != nil {
		return nil, &trouble{reason: v1alpha1.ReasonInvalidTimeZone, message: err.Error(), stalled: true}
	}
	if r.clock.doubtful(s.now) {
		return nil, &trouble{reason: v1alpha1.ReasonClockJump, message: "the manager's clock moved by more than 36 h between two passes: nothing is decided until it has run on for a minute"}
	}
	for _, read := range []func(context.Context, *seen) error{
		r.observePolicy, r.observeBlocks, r.observeWindows, r.observeReports, r.observePlan, r.observeLedger,
	} {
		if err := read(ctx, s); err != nil {
			return nil, err
		}
	}
	return s, nil
}

func (r *AthleteReconciler) observePolicy(ctx context.Context, s *seen) error {
	key := client.ObjectKeyFromObject(s.athlete)
	policy, err := resolvePolicy(ctx, r.Client, s.athlete.Namespace, s.athlete.Spec.PolicyRef.Name)
	if err == nil {
		s.policy = policy
		r.policies.Store(key, policy)
		return nil
	}
	if !errors.As(err, &s.policyTrouble) {
		return err
	}
	if s.policy = r.lastPolicy(key); s.policy == nil {
		return s.policyTrouble
	}
	return nil
}

func (r *AthleteReconciler) observeBlocks(ctx context.Context, s *seen) error {
	var specs []v1alpha1.TrainingBlockSpec
	for _, index := range []string{s.athlete.Name, bySelector} {
		var list v1alpha1.TrainingBlockList
		if err := r.Client.List(ctx, &list, client.InNamespace(s.athlete.Namespace), client.MatchingFields{athleteIndex: index}); err != nil {
			return fmt.Errorf("listing blocks: %w", err)
		}
		slices.SortFunc(list.Items, func(a, b v1alpha1.TrainingBlock) int { return cmp.Compare(a.Name, b.Name) })
		for i := range list.Items {
			b := &list.Items[i]
			if s.concerned(b.Spec.AthleteRef, b.Spec.AthleteSelector) {
				s.blocks = append(s.blocks, translate.Block(b))
				specs = append(specs, b.Spec)
			}
		}
	}
	var err error
	s.hash, err = translate.Hash(specs)
	return err
}

func (r *AthleteReconciler) observeWindows(ctx context.Context, s *seen) error {
	for _, index := range []string{s.athlete.Name, bySelector} {
		var list v1alpha1.RestWindowList
		if err := r.Client.List(ctx, &list, client.InNamespace(s.athlete.Namespace), client.MatchingFields{athleteIndex: index}); err != nil {
			return fmt.Errorf("listing windows: %w", err)
		}
		for i := range list.Items {
			w := &list.Items[i]
			if w.DeletionTimestamp.IsZero() && s.concerned(w.Spec.AthleteRef, w.Spec.AthleteSelector) {
				s.windows = append(s.windows, *w)
			}
		}
	}
	slices.SortFunc(s.windows, func(a, b v1alpha1.RestWindow) int { return cmp.Compare(a.Name, b.Name) })
	return nil
}

// concerned: a selector that cannot be read concerns nobody; its own controller
// says so.
func (s *seen) concerned(ref v1alpha1.AthleteRef, selector *metav1.LabelSelector) bool {
	ok, err := translate.Concerns(ref, selector, s.athlete.Name, s.athlete.Labels)
	return ok && err == nil
}

// observeReports takes the reports that wait, the oldest days first.
func (r *AthleteReconciler) observeReports(ctx context.Context, s *seen) error {
	var list v1alpha1.MarkerReportList
	if err := r.Client.List(ctx, &list, client.InNamespace(s.athlete.Namespace), client.MatchingFields{athleteIndex: s.athlete.Name}); err != nil {
		return fmt.Errorf("listing reports: %w", err)
	}
	s.reports = slices.DeleteFunc(list.Items, func(m v1alpha1.MarkerReport) bool {
		return !m.DeletionTimestamp.IsZero() || refused(&m)
	})
	slices.SortFunc(s.reports, func(a, b v1alpha1.MarkerReport) int {
		return cmp.Or(cmp.Compare(a.Spec.Day, b.Spec.Day), cmp.Compare(a.Name, b.Name))
	})
	if len(s.reports) > maxReports {
		s.before = translate.Day(s.reports[maxReports].Spec.Day)
		s.reports = s.reports[:maxReports]
	}
	return nil
}

func (r *AthleteReconciler) observePlan(ctx context.Context, s *seen) error {
	plan := &v1alpha1.EffectivePlan{}
	err := r.Client.Get(ctx, client.ObjectKeyFromObject(s.athlete), plan)
	switch {
	case apierrors.IsNotFound(err):
		return nil
	case err != nil:
		return fmt.Errorf("reading the plan: %w", err)
	case foreign(plan, s.athlete):
		return &trouble{reason: v1alpha1.ReasonForeignOwner, message: "the EffectivePlan of this name is owned by another Athlete: delete it", stalled: true}
	}
	s.plan = plan
	return nil
}

// observeLedger reads the ledger past the cache.
func (r *AthleteReconciler) observeLedger(ctx context.Context, s *seen) error {
	stored := &v1alpha1.RecoveryLedger{}
	err := r.Client.Get(ctx, client.ObjectKeyFromObject(s.athlete), stored)
	switch {
	case apierrors.IsNotFound(err):
		return nil
	case err != nil:
		return fmt.Errorf("reading the ledger: %w", err)
	case foreign(stored, s.athlete):
		return &trouble{reason: v1alpha1.ReasonForeignOwner, message: "the RecoveryLedger of this name is owned by another Athlete: delete it", stalled: true}
	}
	s.stored = stored
	if s.ledger, err = translate.DecodeLedger(&stored.Spec); err != nil {
		return &trouble{reason: v1alpha1.ReasonNewerWriter, message: err.Error(), stalled: true}
	}
	return nil
}

// foreign reports whether an object is controlled by another than the live
// athlete. One without a controller was restored from a backup and is taken back.
func foreign(o metav1.Object, a *v1alpha1.Athlete) bool {
	owner := metav1.GetControllerOf(o)
	return owner != nil && owner.UID != a.UID
}

// input is the engine's view of what was observed.
func (s *seen) input() recovery.Input {
	in := recovery.Input{Ledger: s.ledger, Before: s.before, Now: recovery.InstantOf(s.now), Setting: s.setting()}
	for i := range s.reports {
		in.Reports = append(in.Reports, translate.Report(&s.reports[i]))
	}
	for i := range s.windows {
		if w := &s.windows[i]; s.ours(w) {
			seenWindow := translate.Seen(w, ownedByPeople(w))
			seenWindow.Continuation = isContinuation(w)
			seenWindow.Cleared = seenWindow.Cleared && !w.Spec.Clearance.At.After(s.now) // it holds from the instant that it names
			in.Windows = append(in.Windows, seenWindow)
		}
	}
	return in
}

func (s *seen) setting() recovery.Setting {
	return recovery.Setting{
		Athlete: translate.Athlete(&s.athlete.Spec), Params: &s.policy.Params, Zone: s.zone, Enforcement: s.policy.Mode,
		Intent:      func(d recovery.Day) recovery.Intent { return schedule.Intent(s.blocks, d) },
		MedicalHold: s.onHold,
	}
}

// onHold reports whether a person's medical hold covers an instant.
func (s *seen) onHold(at recovery.Instant) bool {
	for i := range s.windows {
		if w := &s.windows[i]; w.Spec.Trigger == v1alpha1.TriggerMedicalHold && !s.ours(w) {
			if rest := translate.DeclaredRest(w); rest.Start <= at && (rest.End == 0 || at < rest.End) {
				return true
			}
		}
	}
	return false
}

// ours reports whether a window is the engine's for this athlete.
func (s *seen) ours(w *v1alpha1.RestWindow) bool {
	return w.Spec.Episode != 0 && metav1.IsControlledBy(w, s.athlete)
}

// window finds an observed window by name.
func (s *seen) window(name string) *v1alpha1.RestWindow {
	for i := range s.windows {
		if s.windows[i].Name == name {
			return &s.windows[i]
		}
	}
	return nil
}

// engineWindows lists the windows that the ledger asks for.
func (s *seen) engineWindows(l *recovery.Ledger) []recovery.Window {
	return recovery.Windows(l, func(episode int32, continuation bool) bool {
		return slices.ContainsFunc(s.windows, func(w v1alpha1.RestWindow) bool {
			return w.Spec.Episode == episode && isContinuation(&w) == continuation && s.ours(&w)
		})
	}, recovery.InstantOf(s.now))
}
