package controllers

import (
	"encoding/json"
	"slices"
	"strings"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"fallow.dev/fallow/api/v1alpha1"
)

// ownedByPeople tells which fields of a window's spec somebody else than the
// engine owns, from its managed fields.
func ownedByPeople(w *v1alpha1.RestWindow) func(field string) bool {
	owned := map[string]bool{}
	for i := range w.ManagedFields {
		entry := &w.ManagedFields[i]
		if entry.Subresource != "" || entry.FieldsV1 == nil || entry.Manager == Manager && entry.Operation == metav1.ManagedFieldsOperationApply {
			continue
		}
		var fields struct {
			Spec map[string]json.RawMessage `json:"f:spec"`
		}
		if err := json.Unmarshal(entry.FieldsV1.GetRawBytes(), &fields); err != nil {
			continue
		}
		for name := range fields.Spec {
			owned[strings.TrimPrefix(name, "f:")] = true
		}
	}
	return func(field string) bool { return owned[field] }
}

// edited reports whether people own a field of a window that the engine would
// set. Approval, waiver and clearance are theirs from the start.
func edited(w *v1alpha1.RestWindow) bool {
	return slices.ContainsFunc([]string{"start", "end", "easyFrom", "allow", "allowance", "trigger"}, ownedByPeople(w))
}
