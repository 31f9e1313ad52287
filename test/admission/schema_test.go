package admission_test

import (
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"k8s.io/apiextensions-apiserver/pkg/apis/apiextensions"
	apiextensionsinstall "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/install"
	apiextensionsv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	"k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/validation"
	apiextensionscel "k8s.io/apiextensions-apiserver/pkg/apiserver/schema/cel"
	"k8s.io/apimachinery/pkg/runtime"
	celconfig "k8s.io/apiserver/pkg/apis/cel"
	"k8s.io/apiserver/pkg/cel/environment"
	"sigs.k8s.io/yaml"
)

// A tenth of what the server allows is left to rules: what the server allows is
// an estimate that may grow stricter, and other rules share its budget.
const (
	maxRuleCost  = validation.StaticEstimatedCostLimit / 10
	maxTotalCost = validation.StaticEstimatedCRDCostLimit / 10
)

// definitions returns the CRDs of the repository by kind.
func definitions(t *testing.T) map[string]*apiextensionsv1.CustomResourceDefinition {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join("..", "..", "config", "crd", "bases", "*.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]*apiextensionsv1.CustomResourceDefinition{}
	for _, path := range paths {
		content, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		crd := &apiextensionsv1.CustomResourceDefinition{}
		if err := yaml.UnmarshalStrict(content, crd); err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		out[crd.Spec.Names.Kind] = crd
	}
	for kind := range allTrials {
		if out[kind] == nil {
			t.Fatalf("there is no CRD of %s", kind)
		}
	}
	return out
}

// internal converts a CRD to the form that the server validates.
func internal(t *testing.T, crd *apiextensionsv1.CustomResourceDefinition) *apiextensions.CustomResourceDefinition {
	t.Helper()
	scheme := runtime.NewScheme()
	apiextensionsinstall.Install(scheme)
	crd = crd.DeepCopy()
	scheme.Default(crd)
	crd.Status.StoredVersions = []string{crd.Spec.Versions[0].Name}
	out := &apiextensions.CustomResourceDefinition{}
	if err := scheme.Convert(crd, out, nil); err != nil {
		t.Fatal(err)
	}
	return out
}

// TestDefinitionsAreValid runs the server's own validation over every CRD:
// structural schema, defaults, list types, rules and their cost.
func TestDefinitionsAreValid(t *testing.T) {
	for kind, crd := range definitions(t) {
		t.Run(kind, func(t *testing.T) {
			for _, err := range validation.ValidateCustomResourceDefinition(t.Context(), internal(t, crd)) {
				t.Error(err)
			}
		})
	}
}

// TestRulesAreCheap keeps each rule and each kind at a tenth of the limits.
func TestRulesAreCheap(t *testing.T) {
	for kind, crd := range definitions(t) {
		t.Run(kind, func(t *testing.T) {
			out := internal(t, crd)
			props := schemaOf(out)
			total := uint64(0)
			walk(props, "", validation.RootCELContext(props), func(path string, node *apiextensions.JSONSchemaProps, at *validation.CELSchemaContext) {
				for i, cost := range ruleCosts(t, node, at) {
					if cost > maxRuleCost {
						t.Errorf("%s: the rule %q costs %d, want at most %d", path, node.XValidations[i].Rule, cost, maxRuleCost)
					}
					total += cost
				}
			})
			if total > maxTotalCost {
				t.Errorf("all rules cost %d, want at most %d", total, maxTotalCost)
			}
		})
	}
}

func schemaOf(crd *apiextensions.CustomResourceDefinition) *apiextensions.JSONSchemaProps {
	if crd.Spec.Validation != nil {
		return crd.Spec.Validation.OpenAPIV3Schema
	}
	return crd.Spec.Versions[0].Schema.OpenAPIV3Schema
}

// ruleCosts returns the estimated cost of each rule of a node, times how often
// the node can occur.
func ruleCosts(t *testing.T, node *apiextensions.JSONSchemaProps, at *validation.CELSchemaContext) []uint64 {
	t.Helper()
	if len(node.XValidations) == 0 {
		return nil
	}
	info, err := at.TypeInfo()
	if err != nil {
		t.Fatal(err)
	}
	base := environment.MustBaseEnvSet(environment.DefaultCompatibilityVersion())
	results, err := apiextensionscel.Compile(info.Schema, info.DeclType, celconfig.PerCallLimit, base, apiextensionscel.StoredExpressionsEnvLoader())
	if err != nil {
		t.Fatal(err)
	}
	costs := make([]uint64, len(results))
	for i, result := range results {
		if result.Error != nil {
			t.Fatalf("%q: %v", node.XValidations[i].Rule, result.Error)
		}
		costs[i] = math.MaxUint64
		if at.MaxCardinality != nil {
			costs[i] = result.MaxCost * *at.MaxCardinality
		}
	}
	return costs
}

// walk visits a schema and everything in it.
func walk(node *apiextensions.JSONSchemaProps, path string, at *validation.CELSchemaContext, visit func(string, *apiextensions.JSONSchemaProps, *validation.CELSchemaContext)) {
	visit(path, node, at)
	for name, child := range node.Properties {
		walk(&child, path+"."+name, at.ChildPropertyContext(&child, name), visit)
	}
	if node.Items != nil && node.Items.Schema != nil {
		walk(node.Items.Schema, path+"[]", at.ChildItemsContext(node.Items.Schema), visit)
	}
	if node.AdditionalProperties != nil && node.AdditionalProperties.Schema != nil {
		child := node.AdditionalProperties.Schema
		walk(child, path+"{}", at.ChildAdditionalPropertiesContext(child), visit)
	}
}

// TestEveryRuleIsTried makes sure that each rule refuses something in the tables,
// except those that compare with an older object, which TestUpdates tries, those
// of a policy's constants, and those of a status, which only the operator writes.
func TestEveryRuleIsTried(t *testing.T) {
	all := definitions(t)
	for kind, table := range allTrials {
		props := schemaOf(internal(t, all[kind]))
		walk(props, "", validation.RootCELContext(props), func(path string, node *apiextensions.JSONSchemaProps, _ *validation.CELSchemaContext) {
			if strings.HasPrefix(path, ".status") || strings.Contains(path, ".parameters") {
				return
			}
			for _, rule := range node.XValidations {
				tried := slices.ContainsFunc(table.trials, func(trial trial) bool {
					return trial.refused != "" && strings.Contains(rule.Message, trial.refused)
				})
				if !tried && !strings.Contains(rule.Rule, "oldSelf") {
					t.Errorf("%s%s: no trial is refused with %q", kind, path, rule.Message)
				}
			}
		})
	}
}

// TestEverythingIsBounded makes sure that no string, list, map or number of a
// spec can grow without a bound, except in the selectors of Kubernetes, whose
// greatest size is that of a request.
func TestEverythingIsBounded(t *testing.T) {
	for kind, crd := range definitions(t) {
		spec := schemaOf(internal(t, crd)).Properties["spec"]
		walk(&spec, kind+".spec", nil, func(path string, node *apiextensions.JSONSchemaProps, _ *validation.CELSchemaContext) {
			if strings.Contains(path, ".athleteSelector") {
				return
			}
			if missing := missingBound(node); missing != "" {
				t.Errorf("%s has no %s", path, missing)
			}
		})
	}
}

func missingBound(node *apiextensions.JSONSchemaProps) string {
	byRule := len(node.XValidations) > 0
	switch node.Type {
	case "string":
		if node.MaxLength == nil && len(node.Enum) == 0 && node.Format != "date-time" {
			return "maxLength"
		}
	case "array":
		if node.MaxItems == nil {
			return "maxItems"
		}
	case "integer":
		if (node.Minimum == nil || node.Maximum == nil) && node.Format != "int64" && !byRule {
			return "minimum and maximum, and no rule"
		}
	case "number":
		return "place here: numbers are Decimals or integers"
	case "object":
		if node.AdditionalProperties != nil && node.MaxProperties == nil {
			return "maxProperties"
		}
	}
	return ""
}

// TestColumns compares what kubectl prints with the design.
func TestColumns(t *testing.T) {
	want := map[string][]string{
		"Athlete":        {"State", "Since", "Rest Until", "Fresh", "Ready"},
		"EffectivePlan":  {"Athlete", "From", "To", "Valid Until"},
		"MarkerReport":   {"Athlete", "Day", "Source", "Accepted", "Reason"},
		"RecoveryLedger": {"Sequence", "First Day", "Days"},
		"RecoveryPolicy": {"Enforcement", "Model", "Athletes", "Ready"},
		"RestWindow":     {"Athlete", "Start", "End", "Allow", "Trigger", "Extensions", "Active"},
		"TrainingBlock":  {"Athlete", "Start", "Athletes", "Sessions", "Ready"},
	}
	shortNames := map[string]string{
		"Athlete": "ath", "EffectivePlan": "plan", "MarkerReport": "report",
		"RecoveryLedger": "ledger", "RecoveryPolicy": "rpol", "RestWindow": "rest", "TrainingBlock": "block",
	}
	all := definitions(t)
	for kind := range allTrials {
		crd := all[kind]
		var columns []string
		for _, column := range crd.Spec.Versions[0].AdditionalPrinterColumns {
			columns = append(columns, column.Name)
		}
		if diff := cmp.Diff(want[kind], columns); diff != "" {
			t.Errorf("%s: columns differ (-want +got):\n%s", kind, diff)
		}
		if diff := cmp.Diff([]string{shortNames[kind]}, crd.Spec.Names.ShortNames); diff != "" {
			t.Errorf("%s: short names differ (-want +got):\n%s", kind, diff)
		}
		if !slices.Contains(crd.Spec.Names.Categories, "fallow") || crd.Spec.Scope != apiextensionsv1.NamespaceScoped {
			t.Errorf("%s: want it namespaced and in the category fallow", kind)
		}
	}
}
