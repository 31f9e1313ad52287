// Package controllers is the thin shell around the engine. A controller observes,
// lets the engine decide, applies what follows and reports it; no rule of
// recovery stands here.
//
// One decider an athlete: every kind is mapped to the key of the athletes that it
// concerns. The RecoveryLedger is the one commit. What comes after it projects
// it, so that a pass that died at any point is completed by the next one with the
// same result.
package controllers

// The manager reads people's kinds and writes its own. It cannot write a spec of
// Athlete, TrainingBlock or RecoveryPolicy.
//
// +kubebuilder:rbac:groups=fallow.dev,resources=athletes;recoverypolicies;trainingblocks,verbs=get;list;watch
// +kubebuilder:rbac:groups=fallow.dev,resources=athletes/status;recoverypolicies/status;trainingblocks/status;markerreports/status;restwindows/status,verbs=patch
// +kubebuilder:rbac:groups=fallow.dev,resources=markerreports,verbs=get;list;watch;delete
// +kubebuilder:rbac:groups=fallow.dev,resources=restwindows,verbs=get;list;watch;create;patch;delete
// +kubebuilder:rbac:groups=fallow.dev,resources=effectiveplans,verbs=get;list;watch;create;patch
// +kubebuilder:rbac:groups=fallow.dev,resources=recoveryledgers,verbs=get;create;update;operate
// +kubebuilder:rbac:groups=events.k8s.io,resources=events,verbs=create;patch
