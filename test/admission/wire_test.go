package admission_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"

	"k8s.io/client-go/rest"
	"sigs.k8s.io/controller-runtime/pkg/client"
)

const reportHead = `
apiVersion: fallow.dev/v1alpha1
kind: MarkerReport
metadata: {name: wire, namespace: harriers}
spec:
  athleteRef: {name: a-7f3k}
  day: "2026-03-10"
  source: wire
`

// TestWire sends what no client library would send.
func TestWire(t *testing.T) {
	tests := []struct {
		name, body, refused string
		status              int
	}{
		{"NaN", reportHead + "  wellness: {fatigue: .nan}\n", "", http.StatusBadRequest},
		{"infinity", reportHead + "  wellness: {fatigue: .inf}\n", "", http.StatusBadRequest},
		{"huge number", reportHead + "  wellness: {fatigue: 1e308}\n", "must be of type integer", http.StatusUnprocessableEntity},
		{"number beyond all", reportHead + "  wellness: {fatigue: 1e309}\n", "must be of type integer", http.StatusUnprocessableEntity},
		{"same key twice", reportHead + "  wellness: {fatigue: 1, fatigue: 5}\n", "already set", http.StatusBadRequest},
		{"key in another case", reportHead + "  wellness: {Fatigue: 5}\n", `unknown field`, http.StatusBadRequest},
		{"object too large", reportHead + "  source: " + strings.Repeat("x", 4<<20) + "\n", "", http.StatusRequestEntityTooLarge},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			code, answer := post(t, test.body)
			if code != test.status || !strings.Contains(answer, test.refused) {
				t.Errorf("answered %d\n%.2000s\nwant %d with %q", code, answer, test.status, test.refused)
			}
		})
	}
}

// post sends a report as YAML, to be checked strictly and not to be stored.
func post(t *testing.T, body string) (status int, answer string) {
	t.Helper()
	config := server(t).Config
	httpClient, err := rest.HTTPClientFor(config)
	if err != nil {
		t.Fatal(err)
	}
	url := strings.TrimSuffix(config.Host, "/") + "/apis/fallow.dev/v1alpha1/namespaces/" + namespace + "/markerreports?fieldValidation=Strict&dryRun=All"
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/yaml")
	response, err := httpClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	content, err := io.ReadAll(response.Body)
	if err := errors.Join(err, response.Body.Close()); err != nil {
		t.Fatal(err)
	}
	return response.StatusCode, string(content)
}

// TestRefusalLeavesTheStored makes sure that a refused change of a stored object
// loses nothing of it.
func TestRefusalLeavesTheStored(t *testing.T) {
	stored := create(t, sample("athlete")(t))
	broken := edited(t, stored, edits{"spec.timeZone": megabyte, "spec.anchors.restingHeartRateBPM": 1e308})
	if err := server(t).Client.Update(t.Context(), broken); err == nil {
		t.Fatal("the server took a broken athlete")
	}
	found := stored.DeepCopy()
	if err := server(t).Client.Get(t.Context(), client.ObjectKeyFromObject(stored), found); err != nil {
		t.Fatal(err)
	}
	if found.GetResourceVersion() != stored.GetResourceVersion() {
		t.Error("the refused update changed the stored object")
	}
}

func remove(t *testing.T, obj client.Object) {
	t.Helper()
	if err := server(t).Client.Delete(context.WithoutCancel(t.Context()), obj); client.IgnoreNotFound(err) != nil {
		t.Error(err)
	}
}
