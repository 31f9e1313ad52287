package operator_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"fallow.dev/fallow/api/v1alpha1"
	"fallow.dev/fallow/test/controlplane"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestKubectl is the main job as a coach does it: the samples are applied, reports
// are sent, and the columns of `kubectl get` say how it stands.
func TestKubectl(t *testing.T) {
	t.Parallel()
	c := server(t)
	root, err := controlplane.RepositoryRoot()
	must(t, err)
	samples := filepath.Join(root, "config", "samples")
	ns := &corev1.Namespace{ObjectMeta: metav1.ObjectMeta{Name: "harriers"}} // that of the samples
	must(t, c.Client.Create(t.Context(), ns))
	s := squadIn(t, "harriers", time.Date(2026, 3, 10, 6, 0, 0, 0, time.UTC))
	m := s.manage()
	kubectl := func(args ...string) string {
		t.Helper()
		out, err := runKubectl(c, append([]string{"--namespace", s.ns}, args...)...)
		must(t, err)
		return out
	}
	kubectl("apply", "--validate=strict", "-k", samples)
	m.settle("a-7f3k")
	kubectl("create", "--validate=strict", "-f", filepath.Join(samples, "markerreport.yaml"))
	m.settle("a-7f3k")
	s.create(ill("a-7f3k", mustDay("2026-03-10")))
	m.settle("a-7f3k")
	kubectl("apply", "--validate=strict", "-k", samples) // as a GitOps tool does again and again
	m.settle("a-7f3k")
	s.eventually(func() error {
		if n := s.policy().Status.AthletesDecided; n == nil || *n != 1 {
			return fmt.Errorf("%v athletes are decided on the policy, want 1", n)
		}
		return nil
	})

	got := kubectl("get", "ath,rest,plan,block,rpol") // no column shows an age
	golden := filepath.Join("testdata", "kubectl-get.txt")
	if *update {
		must(t, os.MkdirAll("testdata", 0o755))
		must(t, os.WriteFile(golden, []byte(got), 0o644))
	}
	want, err := os.ReadFile(golden)
	must(t, err)
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("kubectl get prints otherwise (-want +got); go test -update writes the file anew:\n%s", diff)
	}
	if !s.gone(&v1alpha1.MarkerReport{}, "a-7f3k-20260310-9c41") {
		t.Error("the sample's report was not folded")
	}
	reasons := kubectl("get", "ath", "a-7f3k", "-o", "jsonpath={.status.recovery.reasons[*].rule}")
	if reasons == "" {
		t.Error("the athlete's status gives no reason")
	}
	if all := kubectl("get", "fallow"); all == "" {
		t.Error("the category fallow lists nothing")
	}
}
