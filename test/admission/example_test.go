package admission_test

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/fluxcd/cli-utils/pkg/kstatus/status"
	"github.com/google/go-cmp/cmp"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"sigs.k8s.io/controller-runtime/pkg/client"
	"sigs.k8s.io/yaml"

	"fallow.dev/fallow/api/v1alpha1"
)

const exampleFile = "testdata/api-by-example.yaml"

// exampleObjects are the objects of the API by example, with the Go types that
// must hold them without a field left over.
func exampleObjects() map[string]client.Object {
	return map[string]client.Object{
		"Athlete":        &v1alpha1.Athlete{},
		"RecoveryPolicy": &v1alpha1.RecoveryPolicy{},
		"TrainingBlock":  &v1alpha1.TrainingBlock{},
		"MarkerReport":   &v1alpha1.MarkerReport{},
		"RestWindow":     &v1alpha1.RestWindow{},
	}
}

// exampleManifests returns the manifests of the API by example by kind.
func exampleManifests(t *testing.T) map[string]string {
	t.Helper()
	content, err := os.ReadFile(exampleFile)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for manifest := range bytes.SplitSeq(content, []byte("\n---\n")) {
		out[parse(t, string(manifest)).GetKind()] = string(manifest)
	}
	return out
}

// TestExampleApplies applies the API by example with kubectl, as it stands.
func TestExampleApplies(t *testing.T) {
	c := server(t)
	for _, file := range []string{exampleFile, filepath.Join("..", "..", "config", "samples", "markerreport.yaml")} {
		kubectl(t, c.Assets, c.Kubeconfig, "apply", "--dry-run=server", "--validate=strict", "-f", file)
	}
	kubectl(t, c.Assets, c.Kubeconfig, "apply", "--dry-run=server", "--validate=strict", "-k", filepath.Join("..", "..", "config", "samples"))
}

func kubectl(t *testing.T, assets, kubeconfig string, args ...string) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), filepath.Join(assets, "kubectl"), args...)
	cmd.Env = append(os.Environ(), "KUBECONFIG="+kubeconfig)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("kubectl %v: %v\n%s", args, err, out)
	}
}

// TestExampleFitsTheTypes reads the API by example into the Go types, strictly,
// stores them, and finds the same again.
func TestExampleFitsTheTypes(t *testing.T) {
	manifests := exampleManifests(t)
	for kind, obj := range exampleObjects() {
		t.Run(kind, func(t *testing.T) {
			if err := yaml.UnmarshalStrict([]byte(manifests[kind]), obj); err != nil {
				t.Fatal(err)
			}
			sent := obj.DeepCopyObject().(client.Object)
			c := server(t).Client
			if err := c.Create(t.Context(), obj); err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { remove(t, obj) })
			if diff := cmp.Diff(specOf(t, sent), specOf(t, obj), cmp.FilterPath(isDefaulted, cmp.Ignore())); diff != "" {
				t.Errorf("the stored spec differs (-sent +stored):\n%s", diff)
			}
		})
	}
}

// isDefaulted says whether the server fills the field in.
func isDefaulted(path cmp.Path) bool {
	index, ok := path.Last().(cmp.MapIndex)
	return ok && index.Key().String() == "approval"
}

// specOf returns the spec as it goes over the wire.
func specOf(t *testing.T, obj client.Object) any {
	t.Helper()
	content, err := json.Marshal(obj)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]any{}
	if err := json.Unmarshal(content, &out); err != nil {
		t.Fatal(err)
	}
	return out["spec"]
}

// TestSamplesAreTheExample keeps config/samples equal to the API by example.
func TestSamplesAreTheExample(t *testing.T) {
	files := map[string]string{
		"Athlete": "athlete", "RecoveryPolicy": "recoverypolicy", "TrainingBlock": "trainingblock",
		"MarkerReport": "markerreport", "RestWindow": "restwindow",
	}
	for kind, manifest := range exampleManifests(t) {
		want, got := parse(t, manifest), sample(files[kind])(t)
		got.SetAnnotations(nil)
		if diff := cmp.Diff(want.Object, got.Object); diff != "" {
			t.Errorf("%s: the sample differs (-example +sample):\n%s", kind, diff)
		}
	}
}

// TestFreshObjectIsInProgress makes sure that an object which no reconciler has
// seen does not pass for a healthy one, by the rules that GitOps tools use.
func TestFreshObjectIsInProgress(t *testing.T) {
	for kind, manifest := range exampleManifests(t) {
		t.Run(kind, func(t *testing.T) {
			stored := create(t, parse(t, manifest))
			generation, found, err := unstructured.NestedInt64(stored.Object, "status", "observedGeneration")
			if err != nil || !found || generation != -1 {
				t.Errorf("status.observedGeneration is %d (%v, %v), want -1", generation, found, err)
			}
			result, err := status.Compute(stored)
			if err != nil {
				t.Fatal(err)
			}
			if result.Status != status.InProgressStatus {
				t.Errorf("reads as %s (%s), want %s", result.Status, result.Message, status.InProgressStatus)
			}
		})
	}
}

// TestSelectableField asks the server for the objects of one athlete.
func TestSelectableField(t *testing.T) {
	ofOne := client.MatchingFields{"spec.athleteRef.name": "a-7f3k"}
	window := edited(t, sample("restwindow")(t), engines(nil))
	block := edited(t, sample("trainingblock")(t), edits{"spec.athleteSelector": removed{}, "spec.athleteRef": object{"name": "a-7f3k"}})
	for _, u := range []*unstructured.Unstructured{sample("markerreport")(t), window, block, parse(t, planManifest)} {
		t.Run(u.GetKind(), func(t *testing.T) {
			stored := create(t, u)
			if u.GetKind() == "RestWindow" || u.GetKind() == "MarkerReport" {
				another := edited(t, u, edits{"metadata.name": "b-2222-1", "spec.athleteRef.name": "b-2222"})
				create(t, another)
			}
			found := &unstructured.UnstructuredList{}
			found.SetGroupVersionKind(stored.GroupVersionKind())
			if err := server(t).Client.List(t.Context(), found, client.InNamespace(namespace), ofOne); err != nil {
				t.Fatal(err)
			}
			if len(found.Items) != 1 || found.Items[0].GetUID() != stored.GetUID() {
				t.Errorf("found %d objects, want the one of the athlete", len(found.Items))
			}
		})
	}
}
