package recovery

import (
	"os"
	"strings"
	"testing"
)

// Every rule and criterion that a person can meet in a status is explained.
func TestModelDocsNameEveryRule(t *testing.T) {
	raw, err := os.ReadFile("../../docs/model.md")
	if err != nil {
		t.Fatal(err)
	}
	docs := string(raw)
	for _, name := range RuleNames {
		if !strings.Contains(docs, "| `"+name+"` |") {
			t.Errorf("docs/model.md does not explain the rule %s", name)
		}
	}
	for _, name := range CriterionNames {
		if !strings.Contains(docs, "| `"+name+"` |") {
			t.Errorf("docs/model.md does not explain the criterion %s", name)
		}
	}
}
