//go:build slow

package operator_test

import "testing"

// TestKillOnExtension does what TestKill does on the day on which the window is
// extended.
func TestKillOnExtension(t *testing.T) {
	killAtEveryWrite(t, reviewDay)
}
