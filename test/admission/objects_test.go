package admission_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"sigs.k8s.io/controller-runtime/pkg/client"
	"sigs.k8s.io/yaml"
)

// removed as a value takes the field away.
type removed struct{}

// edits maps paths such as spec.weeks.0.repeat to the values to set there.
type edits map[string]any

// trial is an object that is a valid one with some edits.
type trial struct {
	name string
	set  edits
	// refused is a part of the message with which the object is refused. Empty:
	// it is accepted.
	refused string
	// repeats says that the server repeats the refused value, which the schema's
	// own keywords make it do.
	repeats bool
}

// kindTrials are the trials of one kind, which start from a valid object.
type kindTrials struct {
	valid  func(t *testing.T) *unstructured.Unstructured
	trials []trial
}

// sample returns an object of config/samples.
func sample(name string) func(*testing.T) *unstructured.Unstructured {
	return func(t *testing.T) *unstructured.Unstructured {
		t.Helper()
		content, err := os.ReadFile(filepath.Join("..", "..", "config", "samples", name+".yaml"))
		if err != nil {
			t.Fatal(err)
		}
		return parse(t, string(content))
	}
}

func parse(t *testing.T, manifest string) *unstructured.Unstructured {
	t.Helper()
	content, err := yaml.YAMLToJSONStrict([]byte(manifest))
	if err != nil {
		t.Fatal(err)
	}
	u := &unstructured.Unstructured{}
	if err := u.UnmarshalJSON(content); err != nil {
		t.Fatal(err)
	}
	return u
}

// edited returns a copy of u with the edits, outer fields before inner ones.
func edited(t *testing.T, u *unstructured.Unstructured, set edits) *unstructured.Unstructured {
	t.Helper()
	u = normalized(t, u)
	for _, path := range slices.Sorted(maps.Keys(set)) {
		var root any = u.Object
		if err := put(&root, strings.Split(path, "."), set[path]); err != nil {
			t.Fatalf("setting %s: %v", path, err)
		}
	}
	return normalized(t, u)
}

func put(at *any, path []string, value any) error {
	if len(path) == 0 {
		*at = value
		return nil
	}
	switch node := (*at).(type) {
	case map[string]any:
		if _, remove := value.(removed); remove && len(path) == 1 {
			delete(node, path[0])
			return nil
		}
		child := node[path[0]]
		if child == nil && len(path) > 1 {
			child = map[string]any{}
		}
		if err := put(&child, path[1:], value); err != nil {
			return err
		}
		node[path[0]] = child
		return nil
	case []any:
		i, err := strconv.Atoi(path[0])
		if err != nil || i < 0 || i >= len(node) {
			return fmt.Errorf("no item %q", path[0])
		}
		return put(&node[i], path[1:], value)
	default:
		return errors.New("not an object or a list")
	}
}

// dryRun asks the server, strictly, whether it would create the object.
func dryRun(t *testing.T, u *unstructured.Unstructured) error {
	t.Helper()
	strict := client.WithFieldValidation(server(t).Client, metav1.FieldValidationStrict)
	return strict.Create(t.Context(), u.DeepCopy(), client.DryRunAll)
}

// normalized returns a copy of the object that went through JSON, so that tables
// may use Go's ints.
func normalized(t *testing.T, u *unstructured.Unstructured) *unstructured.Unstructured {
	t.Helper()
	content, err := json.Marshal(u.Object)
	if err != nil {
		t.Fatal(err)
	}
	out := &unstructured.Unstructured{}
	if err := out.UnmarshalJSON(content); err != nil {
		t.Fatal(err)
	}
	return out
}

// try tries every object of a kind.
func try(t *testing.T, kind kindTrials) {
	t.Helper()
	valid := kind.valid(t)
	if err := dryRun(t, valid); err != nil {
		t.Fatalf("the object that the trials start from is refused: %v", err)
	}
	for _, trial := range kind.trials {
		t.Run(trial.name, func(t *testing.T) {
			judge(t, trial, dryRun(t, edited(t, valid, trial.set)))
		})
	}
}

// judge compares the server's answer with what the trial expects.
func judge(t *testing.T, trial trial, err error) {
	t.Helper()
	if trial.refused == "" {
		if err != nil {
			t.Errorf("refused: %v", err)
		}
		return
	}
	if !apierrors.IsInvalid(err) && !apierrors.IsBadRequest(err) {
		t.Fatalf("answered %v, want it refused as invalid", err)
	}
	answer := wholeAnswer(t, err)
	if !strings.Contains(answer, trial.refused) {
		t.Errorf("refused with\n%s\nwant in it\n%s", answer, trial.refused)
	}
	if trial.repeats {
		return
	}
	if value, ok := repeated(answer); ok {
		t.Errorf("the answer repeats the value %s:\n%s", value, answer)
	}
	for path, value := range trial.set {
		if secret, ok := scalar(value); ok && strings.Contains(answer, secret) {
			t.Errorf("the answer repeats the value of %s:\n%s", path, answer)
		}
	}
}

var (
	// quoted is how the server repeats a value. In place of a value of the wrong
	// type it names the type, and of an empty list or object its length.
	quoted    = regexp.MustCompile(`(?:Invalid|Unsupported|Duplicate) value: (\\"(?:[^"\\]|\\[^"])*\\"|[-+.0-9eE]+|true|false|null|\{.*?\}): `)
	typeNames = []string{`\"string\"`, `\"integer\"`, `\"number\"`, `\"boolean\"`, `\"object\"`, `\"array\"`, `\"float64\"`, `\"\"`, "null", "0"}
)

// repeated returns the first value that the server's answer repeats.
func repeated(answer string) (string, bool) {
	for _, match := range quoted.FindAllStringSubmatch(answer, -1) {
		if !slices.Contains(typeNames, match[1]) {
			return match[1], true
		}
	}
	return "", false
}

// wholeAnswer returns the server's status object, with the causes.
func wholeAnswer(t *testing.T, err error) string {
	t.Helper()
	var status apierrors.APIStatus
	if !errors.As(err, &status) {
		t.Fatalf("%v is no answer of the server", err)
	}
	content := &strings.Builder{}
	encoder := json.NewEncoder(content)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", " ")
	if err := encoder.Encode(status.Status()); err != nil {
		t.Fatal(err)
	}
	return content.String()
}

// scalar returns a set value as it would be printed, if it is long enough to
// stand in an answer for no other reason.
func scalar(value any) (string, bool) {
	switch value.(type) {
	case string, int, float64:
		printed := fmt.Sprint(value)
		return printed, len(printed) > 2
	default:
		return "", false
	}
}

// list and object shorten the tables.
type (
	list   = []any
	object = map[string]any
)

// TestRepeated makes sure that the check of answers can fail.
func TestRepeated(t *testing.T) {
	tests := map[string]bool{
		`spec.fatigue: Invalid value: 6: should be less than or equal to 5`:          true,
		`spec.value: Invalid value: \"62.4m\": should match`:                         true,
		`spec.illness: Unsupported value: \"Pneumonia\": supported values: \"None\"`: true,
		`spec.sessions[1]: Duplicate value: {\"name\":\"threshold\"}: `:              true,
		`spec.fatigue: Forbidden: must be 1 to 5`:                                    false,
		`spec.fatigue: Invalid value: \"string\": must be of type integer`:           false,
		`spec.end: Invalid value: must be after start`:                               false,
		`spec.day: Too long: may not be more than 10 bytes`:                          false,
	}
	for answer, want := range tests {
		if value, got := repeated(answer); got != want {
			t.Errorf("repeated(%q) = %q, %v, want %v", answer, value, got, want)
		}
	}
}
