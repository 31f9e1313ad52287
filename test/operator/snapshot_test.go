package operator_test

import (
	"cmp"
	"slices"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"sigs.k8s.io/controller-runtime/pkg/client"

	"fallow.dev/fallow/api/v1alpha1"
)

// snapshot is everything that a squad's namespace says, without what the server
// gives (uid, resourceVersion, generation) and without the times of conditions.
type snapshot struct {
	Athletes []v1alpha1.AthleteStatus
	Ledger   v1alpha1.RecoveryLedgerSpec
	Windows  []windowView
	Plans    []v1alpha1.EffectivePlanSpec
	Blocks   []v1alpha1.TrainingBlockStatus
	Policies []v1alpha1.RecoveryPolicyStatus
	Reports  []string
}

type windowView struct {
	Name   string
	Labels map[string]string
	Owner  string
	Spec   v1alpha1.RestWindowSpec
	Status v1alpha1.RestWindowStatus
}

func (s *squad) snapshot() *snapshot {
	s.t.Helper()
	v := &snapshot{}
	ledger := &v1alpha1.RecoveryLedger{}
	if !s.gone(ledger, "a") {
		v.Ledger = ledger.Spec
	}
	var athletes v1alpha1.AthleteList
	var windows v1alpha1.RestWindowList
	var plans v1alpha1.EffectivePlanList
	var blocks v1alpha1.TrainingBlockList
	var policies v1alpha1.RecoveryPolicyList
	var reports v1alpha1.MarkerReportList
	for _, list := range []client.ObjectList{&athletes, &windows, &plans, &blocks, &policies, &reports} {
		must(s.t, s.c.List(s.t.Context(), list, client.InNamespace(s.ns)))
	}
	for i := range athletes.Items {
		status := athletes.Items[i].Status
		status.LastFolded.ReportUIDs = nil
		timeless(status.Conditions)
		v.Athletes = append(v.Athletes, status)
	}
	for i := range windows.Items {
		w := &windows.Items[i]
		timeless(w.Status.Conditions)
		view := windowView{Name: w.Name, Labels: w.Labels, Spec: w.Spec, Status: w.Status}
		if owner := metav1.GetControllerOf(w); owner != nil {
			view.Owner = owner.Kind + " " + owner.Name
		}
		v.Windows = append(v.Windows, view)
	}
	for i := range plans.Items {
		v.Plans = append(v.Plans, plans.Items[i].Spec)
	}
	for i := range blocks.Items {
		timeless(blocks.Items[i].Status.Conditions)
		v.Blocks = append(v.Blocks, blocks.Items[i].Status)
	}
	for i := range policies.Items {
		timeless(policies.Items[i].Status.Conditions)
		v.Policies = append(v.Policies, policies.Items[i].Status)
	}
	for i := range reports.Items {
		v.Reports = append(v.Reports, reports.Items[i].Name)
	}
	return v
}

// timeless drops the times of conditions, which are those of whichever process
// wrote them, and their order.
func timeless(conditions []metav1.Condition) {
	for i := range conditions {
		conditions[i].LastTransitionTime = metav1.Time{}
		conditions[i].ObservedGeneration = 0
	}
	slices.SortFunc(conditions, func(a, b metav1.Condition) int { return cmp.Compare(a.Type, b.Type) })
}
