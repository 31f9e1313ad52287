package v1alpha1

import (
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
)

// GroupName is the API group of every kind in this package.
const GroupName = "fallow.dev"

// SchemeGroupVersion is the group and version of every kind in this package.
var SchemeGroupVersion = schema.GroupVersion{Group: GroupName, Version: "v1alpha1"}

var (
	// SchemeBuilder collects the functions that register this package's kinds.
	SchemeBuilder = runtime.NewSchemeBuilder(addKnownTypes)

	// AddToScheme registers this package's kinds with a scheme.
	AddToScheme = SchemeBuilder.AddToScheme
)

// Resource qualifies a resource's plural name with the group.
func Resource(resource string) schema.GroupResource {
	return SchemeGroupVersion.WithResource(resource).GroupResource()
}

func addKnownTypes(s *runtime.Scheme) error {
	s.AddKnownTypes(SchemeGroupVersion,
		&Athlete{}, &AthleteList{},
		&EffectivePlan{}, &EffectivePlanList{},
		&MarkerReport{}, &MarkerReportList{},
		&RecoveryLedger{}, &RecoveryLedgerList{},
		&RecoveryPolicy{}, &RecoveryPolicyList{},
		&RestWindow{}, &RestWindowList{},
		&TrainingBlock{}, &TrainingBlockList{},
	)
	metav1.AddToGroupVersion(s, SchemeGroupVersion)
	return nil
}
