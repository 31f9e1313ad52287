package translate

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	apiextensionsv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	"sigs.k8s.io/yaml"

	"fallow.dev/fallow/api/v1alpha1"
	"fallow.dev/fallow/internal/recovery"
)

// spec is a policy that sets one parameter, written as a person writes it.
func spec(tb testing.TB, p *recovery.Parameter, value float64) *v1alpha1.RecoveryPolicySpec {
	tb.Helper()
	group, field, _ := strings.Cut(p.Key(), ".")
	written := fmt.Sprintf("%q", fmt.Sprint(value))
	if p.Whole {
		written = fmt.Sprint(int(value))
	}
	out := &v1alpha1.RecoveryPolicySpec{}
	text := fmt.Sprintf(`{"parameters":{%q:{%q:%s}}}`, group, field, written)
	if err := yaml.UnmarshalStrict([]byte(text), out); err != nil {
		tb.Fatalf("the API has no field %s: %v", p.Key(), err)
	}
	return out
}

// others are values within the bounds that are not the default.
func others(p *recovery.Parameter) []float64 {
	return slices.DeleteFunc([]float64{p.Min, p.Max}, func(v float64) bool { return v == p.Default })
}

// shown reads a parameter from the resolved policy as status shows it.
func shown(tb testing.TB, resolved *v1alpha1.ResolvedPolicy, p *recovery.Parameter) string {
	tb.Helper()
	raw, err := json.Marshal(resolved.Parameters)
	if err != nil {
		tb.Fatal(err)
	}
	var groups map[string]map[string]json.RawMessage
	if err := json.Unmarshal(raw, &groups); err != nil {
		tb.Fatal(err)
	}
	group, field, _ := strings.Cut(p.Key(), ".")
	return strings.Trim(string(groups[group][field]), `"`)
}

// TestEveryParameterResolves sets each parameter of the registry through the API,
// in the policy and in its base, to both of its bounds.
func TestEveryParameterResolves(t *testing.T) {
	for i := range recovery.Parameters {
		p := &recovery.Parameters[i]
		for _, value := range others(p) {
			t.Run(fmt.Sprintf("%s=%g", p.Key(), value), func(t *testing.T) { checkResolves(t, p, value) })
		}
	}
}

func checkResolves(t *testing.T, p *recovery.Parameter, value float64) {
	t.Helper()
	given := spec(t, p, value)
	for name, of := range map[string][2]*v1alpha1.RecoveryPolicySpec{
		"policy": {given, nil}, "base": {{}, given}, "policy over base": {given, spec(t, p, p.Default)},
	} {
		got, err := Resolve(of[0], of[1])
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if v := p.Value(&got.Params); v != value {
			t.Errorf("%s: the engine gets %g, want %g", name, v, value)
		}
		if text := shown(t, &got.Resolved, p); text != fmt.Sprint(value) {
			t.Errorf("%s: status shows %s, want %g", name, text, value)
		}
		want := recovery.Default()
		if err := p.Set(&want, value); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got.Params); diff != "" {
			t.Errorf("%s: other parameters changed too (-want +got):\n%s", name, diff)
		}
	}
}

// TestParameterOutOfRange: what admission would refuse is refused here as well,
// by a text that names the field, its bounds and the remedy.
func TestParameterOutOfRange(t *testing.T) {
	for i := range recovery.Parameters {
		p := &recovery.Parameters[i]
		for _, value := range []float64{p.Min - 1, p.Max + 1} {
			if value == 0 && p.Whole {
				continue // an absent field
			}
			_, err := Resolve(spec(t, p, value), nil)
			invalid := new(recovery.InvalidParameter)
			switch {
			case !errors.As(err, &invalid) || invalid.Parameter != p:
				t.Errorf("%s=%g: %v", p.Key(), value, err)
			case !strings.HasPrefix(err.Error(), "parameters."+p.Key()+":") || !strings.Contains(err.Error(), "leave it out for the default"):
				t.Errorf("%s=%g: %v does not name the field and the remedy", p.Key(), value, err)
			}
		}
	}
}

// TestBoundsOfTheAPI: the CRD admits what the engine takes, and nothing else.
func TestBoundsOfTheAPI(t *testing.T) {
	groups := crdParameters(t)
	fields := 0
	for i := range recovery.Parameters {
		p := &recovery.Parameters[i]
		group, field, _ := strings.Cut(p.Key(), ".")
		f, found := groups[group].Properties[field]
		fields++
		switch {
		case !found:
			t.Errorf("the CRD has no %s", p.Key())
		case p.Whole && (f.Minimum == nil || *f.Minimum != p.Min || f.Maximum == nil || *f.Maximum != p.Max):
			t.Errorf("%s: the CRD admits %v to %v, the engine takes %g to %g", p.Key(), f.Minimum, f.Maximum, p.Min, p.Max)
		case !p.Whole && !hasRange(f.XValidations, p):
			t.Errorf("%s: no rule of the CRD states %g to %g: %v", p.Key(), p.Min, p.Max, f.XValidations)
		case f.Default != nil:
			t.Errorf("%s has a default in the CRD, which would freeze it and defeat overlays", p.Key())
		}
	}
	for group := range groups {
		fields -= len(groups[group].Properties)
	}
	if fields != 0 {
		t.Errorf("the CRD has %d fields more than the registry", -fields)
	}
}

func crdParameters(tb testing.TB) map[string]apiextensionsv1.JSONSchemaProps {
	tb.Helper()
	content, err := os.ReadFile(filepath.Join("..", "..", "config", "crd", "bases", "fallow.dev_recoverypolicies.yaml"))
	if err != nil {
		tb.Fatal(err)
	}
	var crd apiextensionsv1.CustomResourceDefinition
	if err := yaml.Unmarshal(content, &crd); err != nil {
		tb.Fatal(err)
	}
	return crd.Spec.Versions[0].Schema.OpenAPIV3Schema.Properties["spec"].Properties["parameters"].Properties
}

func hasRange(rules apiextensionsv1.ValidationRules, p *recovery.Parameter) bool {
	for _, r := range rules {
		if strings.Contains(r.Rule, bound(">=", p.Min)) && strings.Contains(r.Rule, bound("<=", p.Max)) {
			return true
		}
	}
	return false
}

// bound is a comparison as the generator writes it: a CEL double has a point.
func bound(op string, value float64) string {
	text := fmt.Sprint(value)
	if value == math.Trunc(value) {
		text += ".0"
	}
	return op + " " + text
}

func TestResolveFieldByField(t *testing.T) {
	base := &v1alpha1.RecoveryPolicySpec{Enforcement: v1alpha1.Propose, Prescriptions: v1alpha1.PrescriptionPolicy{Maximum: 2, Disable: []v1alpha1.Modality{"SlowBreathing"}}}
	tests := map[string]struct {
		policy, base *v1alpha1.RecoveryPolicySpec
		enforcement  v1alpha1.Enforcement
		mode         recovery.Enforcement
		maximum      int
		off          []recovery.Modality
	}{
		"nothing stated":     {&v1alpha1.RecoveryPolicySpec{}, nil, v1alpha1.Enforce, recovery.Enforce, defaultPrescriptions, nil},
		"all from the base":  {&v1alpha1.RecoveryPolicySpec{}, base, v1alpha1.Propose, recovery.Propose, 2, []recovery.Modality{"SlowBreathing"}},
		"one of the overlay": {&v1alpha1.RecoveryPolicySpec{Enforcement: v1alpha1.Observe}, base, v1alpha1.Observe, recovery.Observe, 2, []recovery.Modality{"SlowBreathing"}},
		"switched on again": {
			&v1alpha1.RecoveryPolicySpec{Prescriptions: v1alpha1.PrescriptionPolicy{Disable: []v1alpha1.Modality{}}}, base, v1alpha1.Propose, recovery.Propose, 2, nil,
		},
	}
	hashes := map[v1alpha1.Hash]string{}
	for name, test := range tests {
		got, err := Resolve(test.policy, test.base)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		off, most := got.Disabled()
		if got.Resolved.Enforcement != test.enforcement || got.Mode != test.mode || most != test.maximum || cmp.Diff(test.off, off) != "" {
			t.Errorf("%s: %s, %d, %d of them, without %v", name, got.Resolved.Enforcement, got.Mode, most, off)
		}
		if got.Resolved.Model != v1alpha1.ModelComposite {
			t.Errorf("%s: model %s", name, got.Resolved.Model)
		}
		if same, seen := hashes[got.Hash]; seen {
			t.Errorf("%s and %s have one hash", name, same)
		}
		hashes[got.Hash] = name
		if again, _ := Resolve(test.policy, test.base); again.Hash != got.Hash {
			t.Errorf("%s: two hashes of one policy", name)
		}
	}
}

func TestModelThatThisVersionLacks(t *testing.T) {
	for _, model := range []v1alpha1.Model{v1alpha1.ModelKiviniemi2007, v1alpha1.ModelVesterinen2016, v1alpha1.ModelJavaloyes2019, v1alpha1.ModelFeelingByHRV} {
		if _, err := Resolve(&v1alpha1.RecoveryPolicySpec{Model: model}, nil); !errors.Is(err, ErrModelUnavailable) {
			t.Errorf("%s: %v", model, err)
		}
	}
}
