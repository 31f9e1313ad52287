// Package v1alpha1 holds the kinds of the API group fallow.dev.
//
// People and Git write Athlete, TrainingBlock and RecoveryPolicy; devices,
// laboratories and people send MarkerReports; the operator writes
// RecoveryLedger, RestWindow and EffectivePlan, and people may write
// RestWindows of their own. All kinds are namespaced, a namespace is a squad
// and a tenant, and no reference names another namespace.
//
// # Refused values are not repeated
//
// Health values travel through this API. The API server repeats a refused
// value in its answer and in the audit log when a minimum, a maximum, an enum
// or a pattern of the schema refuses it, and when a CEL rule on a scalar does
// so with the reason FieldValueInvalid. It does not repeat it for a CEL rule
// on an object, nor for one with the reason FieldValueForbidden. Therefore the
// bounds of values that say something about a person's body are CEL rules of
// one of these two forms, and only plans, settings and names use the schema's
// own keywords. Two exceptions are left: a minimum of 1 where it keeps a missing
// answer apart from zero, since no body has the value that it refuses, and the
// format of an instant, which Kubernetes knows only as a keyword.
//
// # Units and absent fields
//
// The unit is part of the field's name, except where a unit field stands
// beside it. Absent always means "not stated" and never zero; where a reader
// must take a default instead, the field's comment names it. In Go, an optional
// object of which something is required is a value: it is absent when that field
// has the zero value. Any other optional field whose zero means something is a
// pointer.
//
// +kubebuilder:object:generate=true
// +kubebuilder:ac:generate=true
// +groupName=fallow.dev
package v1alpha1
