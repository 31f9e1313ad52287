//go:build slow

package operator_test

// thorough makes a test try every combination instead of a choice of them.
const thorough = true
