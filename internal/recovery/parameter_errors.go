package recovery

import (
	"fmt"
	"strings"
)

// InvalidParameter says that a policy sets a constant outside its range.
type InvalidParameter struct{ Parameter *Parameter }

// Error names the field, its bounds and the remedy.
func (e *InvalidParameter) Error() string {
	p := e.Parameter
	kind := "a number"
	if p.Whole {
		kind = "a whole number"
	}
	return fmt.Sprintf("parameters.%s: needs %s from %g to %g (%s); leave it out for the default %g",
		p.Key(), kind, p.Min, p.Max, p.Unit, p.Default)
}

// lowerFirst turns a Go field name into its JSON name: a leading run of
// capitals such as SD stays one word.
func lowerFirst(s string) string {
	n := 1
	for n < len(s) && s[n] >= 'A' && s[n] <= 'Z' {
		n++
	}
	if n > 1 && n < len(s) {
		n--
	}
	return strings.ToLower(s[:n]) + s[n:]
}
