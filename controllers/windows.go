package controllers

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"k8s.io/apimachinery/pkg/api/equality"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"sigs.k8s.io/controller-runtime/pkg/client"

	"fallow.dev/fallow/api/v1alpha1"
	ac "fallow.dev/fallow/api/v1alpha1/applyconfiguration/api/v1alpha1"
	"fallow.dev/fallow/internal/recovery"
	"fallow.dev/fallow/internal/translate"
)

// keepReleased is how long a released window stays for people to look at; the
// ledger keeps a line of its episode.
const keepReleased = 42 * 24 * time.Hour

// prune deletes windows released long ago, and the continuation of a window that
// covers its rest itself again.
func (r *AthleteReconciler) prune(ctx context.Context, s *seen, l *recovery.Ledger) error {
	wanted := s.engineWindows(l)
	for i := range s.windows {
		w := &s.windows[i]
		if !s.ours(w) {
			continue
		}
		old := w.Spec.ReleasedAt != nil && s.now.Sub(w.Spec.ReleasedAt.Time) > keepReleased
		needless := isContinuation(w) && l.Standing.Episode.ID == w.Spec.Episode && !slices.ContainsFunc(wanted, func(x recovery.Window) bool {
			return x.Continuation && x.Episode == w.Spec.Episode
		})
		if !old && !needless {
			continue
		}
		seenAs := client.Preconditions{UID: &w.UID, ResourceVersion: &w.ResourceVersion}
		if err := r.Client.Delete(ctx, w, seenAs); client.IgnoreNotFound(err) != nil {
			return fmt.Errorf("deleting a rest window that is no longer needed: %w", err)
		}
	}
	return nil
}

// applyWindow projects one window, if it differs. A window that stands is written
// under the resourceVersion that was read, and never what people own of it. What
// only the engine may say is taken back: since the resourceVersion was read with
// the owners, no edit that was not seen is lost.
func (r *AthleteReconciler) applyWindow(ctx context.Context, s *seen, w *recovery.Window, decision int64) error {
	name := translate.WindowName(s.athlete.Name, w)
	standing := s.window(name)
	if standing != nil && !s.ours(standing) {
		return &trouble{reason: v1alpha1.ReasonNameTaken, message: "a RestWindow of the name that the next window needs exists and is not the engine's: rename it", stalled: true}
	}
	window := &v1alpha1.RestWindow{
		TypeMeta:   metav1.TypeMeta{APIVersion: v1alpha1.SchemeGroupVersion.String(), Kind: "RestWindow"},
		ObjectMeta: childMeta(s.athlete, name), Spec: s.windowSpec(w, standing, decision),
	}
	options := []client.ApplyOption{client.FieldOwner(Manager)}
	if standing != nil {
		window.ResourceVersion = standing.ResourceVersion
		switch {
		case handedBack(standing):
			return r.takeBack(ctx, s, window)
		case !windowDiffers(&window.Spec, &standing.Spec, w.Override) && !takenBackInPart(standing):
			return nil
		}
		options = append(options, client.ForceOwnership)
	}
	configuration := ac.RestWindow(name, s.athlete.Namespace)
	if err := applyAs(ctx, r.Client, window, configuration, options...); err != nil {
		return err
	}
	if standing != nil { // the owners of its fields are as they were, or it is not written
		return s.keep(configuration, standing.ManagedFields)
	}
	return s.keep(configuration, nil)
}

// windowSpec is what a window should say, with what people own of the one that
// stands as they left it. Nothing of a continuation is theirs: it is rest that an
// edit took away without a waiver, and no other edit takes it away either.
func (s *seen) windowSpec(w *recovery.Window, standing *v1alpha1.RestWindow, decision int64) v1alpha1.RestWindowSpec {
	spec := translate.WindowSpec(s.athlete.Name, w, decision)
	switch {
	case standing == nil, handedBack(standing):
		return spec
	case w.Continuation:
		if standing.Spec.EasyFrom != nil && spec.EasyFrom == nil {
			spec.EasyFrom = spec.End // without effect, and in place of somebody's
		}
		return spec
	}
	people := ownedByPeople(standing)
	if people("allow") {
		spec.Allow = standing.Spec.Allow
	}
	if people("allowance") {
		spec.Allowance = standing.Spec.Allowance
	}
	if people("trigger") {
		spec.Trigger = standing.Spec.Trigger
	}
	return spec
}

func handedBack(w *v1alpha1.RestWindow) bool {
	return w.Spec.HandBack != nil && *w.Spec.HandBack
}

// keep notes a window as the server answered it, so that its status follows in
// the same pass. An answer does not tell who owns what.
func (s *seen) keep(answer *ac.RestWindowApplyConfiguration, owners []metav1.ManagedFieldsEntry) error {
	w := v1alpha1.RestWindow{}
	if err := convert(answer, &w); err != nil {
		return err
	}
	w.ManagedFields = owners
	if standing := s.window(w.Name); standing != nil {
		*standing = w
		return nil
	}
	s.windows = append(s.windows, w)
	return nil
}

// takeBack takes over every field of a window that a person handed back, and then
// removes handBack, which only its owner can.
func (r *AthleteReconciler) takeBack(ctx context.Context, s *seen, window *v1alpha1.RestWindow) error {
	window.Spec.HandBack = new(false)
	taken := ac.RestWindow(window.Name, window.Namespace)
	if err := applyAs(ctx, r.Client, window, taken, client.FieldOwner(Manager), client.ForceOwnership); err != nil {
		return err
	}
	window.Spec.HandBack, window.ResourceVersion = nil, *taken.ResourceVersion
	returned := ac.RestWindow(window.Name, window.Namespace)
	if err := applyAs(ctx, r.Client, window, returned, client.FieldOwner(Manager)); err != nil {
		return err
	}
	return s.keep(returned, nil)
}

// takenBackInPart reports whether a pass took a window back and died before it
// removed handBack.
func takenBackInPart(w *v1alpha1.RestWindow) bool {
	return w.Spec.HandBack != nil && !ownedByPeople(w)("handBack")
}

// windowDiffers compares what the engine sets, leaving out its sequence number.
func windowDiffers(want, have *v1alpha1.RestWindowSpec, override recovery.Override) bool {
	w, h := *want.DeepCopy(), *have.DeepCopy()
	w.Decision, h.Decision = nil, nil
	if override.Start != 0 {
		w.Start = h.Start
	}
	if override.End != 0 {
		w.End = h.End
	}
	if override.EasyFrom != 0 {
		w.EasyFrom, w.Allow = h.EasyFrom, h.Allow
	}
	if w.Approval == "" {
		w.Approval = h.Approval
	}
	w.Waiver, w.Clearance, w.HandBack = h.Waiver, h.Clearance, h.HandBack
	return !equality.Semantic.DeepEqual(w, h)
}

// confirm reads past the cache each window that would be written, and reports
// whether one stood otherwise than the cache had it: an extension or a release is
// decided on what stands, not on what stood.
func (r *AthleteReconciler) confirm(ctx context.Context, s *seen, d *recovery.Decision) (again bool, err error) {
	for _, w := range s.engineWindows(&d.Ledger) {
		name := translate.WindowName(s.athlete.Name, &w)
		standing := s.window(name)
		if standing != nil && s.ours(standing) {
			spec := s.windowSpec(&w, standing, d.Ledger.Sequence)
			if !handedBack(standing) && !windowDiffers(&spec, &standing.Spec, w.Override) {
				continue
			}
		}
		live := &v1alpha1.RestWindow{}
		err := r.Live.Get(ctx, client.ObjectKey{Namespace: s.athlete.Namespace, Name: name}, live)
		switch {
		case apierrors.IsNotFound(err):
			again = s.forgetWindow(name) || again
		case err != nil:
			return false, fmt.Errorf("reading a rest window: %w", err)
		case standing == nil:
			s.windows, again = append(s.windows, *live), true
		case standing.ResourceVersion != live.ResourceVersion:
			*standing, again = *live, true
		}
	}
	return again, nil
}

// forgetWindow drops an observed window that no longer stands.
func (s *seen) forgetWindow(name string) bool {
	for i := range s.windows {
		if s.windows[i].Name == name {
			s.windows = append(s.windows[:i], s.windows[i+1:]...)
			return true
		}
	}
	return false
}

func isContinuation(w *v1alpha1.RestWindow) bool {
	return w.Spec.Episode != 0 && strings.HasSuffix(w.Name, "-c")
}
