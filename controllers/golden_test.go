package controllers

import (
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"sigs.k8s.io/yaml"

	"fallow.dev/fallow/api/v1alpha1"
	"fallow.dev/fallow/internal/recovery"
)

var update = flag.Bool("update", false, "write the golden files anew")

// golden compares what a person reads with a file of testdata.
func golden(t *testing.T, name string, value any) {
	t.Helper()
	got, err := yaml.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join("testdata", name+".yaml")
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s (-want +got); run with -update if it is meant:\n%s", path, diff)
	}
}

// TestWhatPeopleRead holds the statuses that kubectl shows, whole.
func TestWhatPeopleRead(t *testing.T) {
	t.Run("resting", func(t *testing.T) {
		w := moment{camp, recovery.WindowExtended, 0}.begin(t)
		w.settle()
		golden(t, "athlete-resting", w.athlete().Status)
		golden(t, "window-extended", map[string]any{"spec": theWindow(w).Spec, "status": theWindow(w).Status})
		golden(t, "plan-resting", read(w, athleteName, &v1alpha1.EffectivePlan{}).Spec)
	})
	t.Run("ill", func(t *testing.T) {
		w := moment{infection, recovery.WindowInserted, 1}.begin(t)
		w.settle()
		golden(t, "athlete-ill", w.athlete().Status)
		golden(t, "window-illness", map[string]any{"spec": theWindow(w).Spec, "status": theWindow(w).Status})
	})
	t.Run("restored", func(t *testing.T) {
		w := quiet().on(t, quietDay)
		w.settle()
		golden(t, "athlete-restored", w.athlete().Status)
	})
	t.Run("others", func(t *testing.T) {
		w := newWorld(t, newAthlete(), newPolicy(), newBlock(), declared("exam-week"))
		w.reconcile(w.policyReconciler(), "default")
		w.reconcile(w.blockReconciler(), "base")
		w.reconcile(w.windowReconciler(), "exam-week")
		golden(t, "policy", read(w, "default", &v1alpha1.RecoveryPolicy{}).Status)
		golden(t, "block", read(w, "base", &v1alpha1.TrainingBlock{}).Status)
		golden(t, "window-declared", read(w, "exam-week", &v1alpha1.RestWindow{}).Status)
	})
	t.Run("refused", func(t *testing.T) {
		w := quiet().on(t, quietDay)
		bad := quiet().reports[quietDay].DeepCopy()
		bad.Name, bad.UID, bad.Spec.Observations[0].Value = "bad", "uid-bad", "999.1337"
		w.create(bad)
		w.settle()
		golden(t, "report-refused", read(w, "bad", &v1alpha1.MarkerReport{}).Status)
	})
}
