package controllers

import (
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"time"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/equality"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	ctrl "sigs.k8s.io/controller-runtime"
	"sigs.k8s.io/controller-runtime/pkg/client"
	"sigs.k8s.io/controller-runtime/pkg/reconcile"

	"fallow.dev/fallow/api/v1alpha1"
	ac "fallow.dev/fallow/api/v1alpha1/applyconfiguration/api/v1alpha1"
	"fallow.dev/fallow/internal/recovery"
	"fallow.dev/fallow/internal/translate"
)

// report tells what was decided: statuses, then the reports that are accounted
// for go, then when to look again.
func (r *AthleteReconciler) report(ctx context.Context, s *seen, d *recovery.Decision) (ctrl.Result, error) {
	if s.before != 0 { // the pass that takes the last reports tells
		return ctrl.Result{RequeueAfter: time.Millisecond}, r.settleReports(ctx, s, d)
	}
	if err := r.windowStatuses(ctx, s, &d.Ledger); err != nil {
		return ctrl.Result{}, err
	}
	if err := r.applyStatus(ctx, s.athlete, r.status(s, d)); err != nil {
		return ctrl.Result{}, err
	}
	if err := r.settleReports(ctx, s, d); err != nil {
		return ctrl.Result{}, err
	}
	return ctrl.Result{RequeueAfter: wait(s.athlete, s.now, s.nextEdge(d.Next.Time()))}, nil
}

// nextEdge is the next instant at which time alone changes something: the
// engine's, or before it an edge of a window, such as the instant from which a
// clearance holds.
func (s *seen) nextEdge(next time.Time) time.Time {
	for i := range s.windows {
		w := &s.windows[i]
		if left := untilEdge(&w.Spec, s.now); left > 0 && s.now.Add(left).Before(next) {
			next = s.now.Add(left)
		}
	}
	return next
}

// blocked says why an athlete cannot be decided on. Nothing that stands is
// touched: rest goes on.
func (r *AthleteReconciler) blocked(ctx context.Context, a *v1alpha1.Athlete, err error) (ctrl.Result, error) {
	if apierrors.IsConflict(err) || apierrors.IsAlreadyExists(err) { // another writer was faster: the next pass reads again
		return ctrl.Result{RequeueAfter: conflictWait}, nil
	}
	var t *trouble
	if !errors.As(err, &t) {
		t = &trouble{reason: v1alpha1.ReasonRetrying, message: "a read or a write failed and is tried again; the manager's log says which"}
	}
	status := a.Status.DeepCopy()
	c := conditions{at: r.Clock.Now(), generation: a.Generation, list: &status.Conditions}
	c.notReady(t)
	if t.stalled {
		status.ObservedGeneration = a.Generation
	}
	if statusErr := r.applyStatus(ctx, a, status); statusErr != nil {
		return ctrl.Result{}, errors.Join(err, statusErr)
	}
	switch {
	case t.reason == v1alpha1.ReasonForeignOwner: // the garbage collector may still be at work
		return ctrl.Result{RequeueAfter: foreignWait}, nil
	case t.stalled:
		return ctrl.Result{}, reconcile.TerminalError(err)
	case t.reason == v1alpha1.ReasonRetrying:
		return ctrl.Result{}, err
	}
	return ctrl.Result{RequeueAfter: confirmClock}, nil
}

// foreignWait is how long to wait for the dependents of a deleted Athlete of the
// same name to go.
const foreignWait = 10 * time.Second

// conflictWait lets the cache catch up with the writer that was faster.
const conflictWait = 200 * time.Millisecond

// wait is until the next instant at which time alone changes something, with a
// jitter of up to a minute, the same for an athlete every day, so that a squad
// that wakes together does not arrive together.
func wait(a *v1alpha1.Athlete, now, next time.Time) time.Duration {
	h := fnv.New32a()
	_, _ = h.Write([]byte(a.Namespace + "/" + a.Name)) // a hash never fails
	jitter := time.Duration(h.Sum32()%60_000) * time.Millisecond
	return max(time.Second, next.Sub(now)) + jitter
}

// status is what an athlete's status should say.
func (r *AthleteReconciler) status(s *seen, d *recovery.Decision) *v1alpha1.AthleteStatus {
	l := &d.Ledger
	set := s.setting()
	status := s.athlete.Status.DeepCopy()
	status.ObservedGeneration = s.athlete.Generation
	status.Recovery = translate.Recovery(l, &set)
	status.CurrentWindow, status.RestUntil = s.resting(l)
	status.DecidedOn = v1alpha1.DecidedOn{}
	if l.Sequence > 0 {
		status.DecidedOn = v1alpha1.DecidedOn{PolicyHash: s.policy.Hash, EngineVersion: r.Version, BlocksHash: s.hash, Sequence: l.Sequence}
	}
	status.LastFolded = s.lastFolded(d)
	c := conditions{at: s.now, generation: s.athlete.Generation, list: &status.Conditions}
	c.athlete(s, l, status)
	return status
}

// resting is the window that the athlete is in now, and until when: of several
// the one that lasts longest.
func (s *seen) resting(l *recovery.Ledger) (v1alpha1.WindowRef, *metav1.Time) {
	now := recovery.InstantOf(s.now)
	var current v1alpha1.WindowRef
	until, found := recovery.Instant(0), false
	for _, w := range s.rest(l) {
		open := w.End == 0 || now < w.End || w.UntilReleased
		if w.Start > now || !open {
			continue
		}
		if !found || w.End == 0 || until != 0 && w.End > until {
			current, until, found = v1alpha1.WindowRef{Name: w.Name}, w.End, true
		}
	}
	return current, translate.Time(until)
}

// lastFolded names the reports of the newest fold. A pass that only finishes what
// an earlier one began keeps what that one said.
func (s *seen) lastFolded(d *recovery.Decision) v1alpha1.LastFolded {
	known := map[string]bool{}
	for _, uid := range s.athlete.Status.LastFolded.ReportUIDs {
		known[uid] = true
	}
	folded := v1alpha1.LastFolded{}
	news := false
	for i := range s.reports {
		if d.Refusals[i] != nil {
			continue
		}
		folded.Day = max(folded.Day, s.reports[i].Spec.Day)
		folded.Count++
		folded.ReportUIDs = append(folded.ReportUIDs, string(s.reports[i].UID))
		news = news || !known[string(s.reports[i].UID)]
	}
	if !news {
		return s.athlete.Status.LastFolded
	}
	return folded
}

// applyStatus writes an athlete's status if it differs.
func (r *AthleteReconciler) applyStatus(ctx context.Context, a *v1alpha1.Athlete, status *v1alpha1.AthleteStatus) error {
	if equality.Semantic.DeepEqual(a.Status, *status) {
		return nil
	}
	if err := applyStatusAs(ctx, r.Client, "Athlete", a, status, ac.Athlete(a.Name, a.Namespace)); err != nil {
		return fmt.Errorf("applying the athlete's status: %w", err)
	}
	a.Status = *status
	return nil
}

// announce sends events for what was committed. They name no state, trigger or
// value.
func (r *AthleteReconciler) announce(s *seen, d *recovery.Decision) {
	for _, c := range d.Changes {
		if c.Kind == recovery.StateChanged || c.Kind == recovery.StageChanged {
			continue // health data: on the status, behind its own permission
		}
		w := recovery.Window{Episode: c.Episode}
		r.Events.Eventf(s.athlete, nil, corev1.EventTypeNormal, string(c.Kind), "Decide", "rest window %s", translate.WindowName(s.athlete.Name, &w))
	}
}

// settleReports deletes the reports that were folded, and says of refused ones why.
func (r *AthleteReconciler) settleReports(ctx context.Context, s *seen, d *recovery.Decision) error {
	for i := range s.reports {
		report := &s.reports[i]
		refusal := d.Refusals[i]
		if refusal == nil {
			if err := r.discard(ctx, report); err != nil {
				return err
			}
			continue
		}
		if err := r.accept(ctx, report, verdictOn(refusal)); err != nil {
			return err
		}
	}
	return nil
}

// discard deletes the report that was read, not another of its name.
func (r *AthleteReconciler) discard(ctx context.Context, report *v1alpha1.MarkerReport) error {
	if err := r.Client.Delete(ctx, report, client.Preconditions{UID: &report.UID}); client.IgnoreNotFound(err) != nil {
		return fmt.Errorf("deleting a report: %w", err)
	}
	return nil
}
