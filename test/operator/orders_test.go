package operator_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"sigs.k8s.io/controller-runtime/pkg/client"
	"sigs.k8s.io/yaml"

	"fallow.dev/fallow/api/v1alpha1"
)

// TestOrders creates an athlete, a policy, a block and a report in each of the 24
// orders, the manager seeing each object before the next exists: the end is
// always the same.
func TestOrders(t *testing.T) {
	t.Parallel()
	s := newSquad(t, tiredDay.At(12*60, berlin()))
	m := s.manage()
	orders := permutations(4)
	var names []string
	for i := range orders {
		names = append(names, fmt.Sprintf("a%02d", i))
	}
	for step := range 4 {
		for i, order := range orders {
			s.create(fourObjects(names[i])[order[step]])
		}
		m.caughtUp()
		s.eventually(func() error { return s.allSpokenOf() })
	}
	m.settle(names...)
	want := s.story(names[0])
	for _, part := range []string{"state: Hold", "disposition: Displaced", "athletes: 1"} {
		if !strings.Contains(want, part) {
			t.Errorf("no %q in:\n%s", part, want)
		}
	}
	for i, name := range names {
		if diff := cmp.Diff(want, s.story(name)); diff != "" {
			t.Errorf("order %v ends otherwise than %v (-want +got):\n%s", orders[i], orders[0], diff)
		}
	}
}

// fourObjects are what an athlete needs, under a policy and a block of their own.
func fourObjects(name string) []client.Object {
	a := newAthlete(name)
	a.Spec.PolicyRef.Name = name
	block := newBlock(name, tiredDay)
	block.Spec.AthleteSelector, block.Spec.AthleteRef = nil, v1alpha1.AthleteRef{Name: name}
	return []client.Object{a, newPolicy(name, v1alpha1.Enforce), block, ill(name, tiredDay)}
}

// allSpokenOf: the operator has said something of every object of the namespace,
// were it only what it waits for.
func (s *squad) allSpokenOf() error {
	var athletes v1alpha1.AthleteList
	var policies v1alpha1.RecoveryPolicyList
	var blocks v1alpha1.TrainingBlockList
	var reports v1alpha1.MarkerReportList
	for _, list := range []client.ObjectList{&athletes, &policies, &blocks, &reports} {
		if err := s.c.List(s.t.Context(), list, client.InNamespace(s.ns)); err != nil {
			return err
		}
	}
	conditions := map[string][]metav1.Condition{}
	for i := range athletes.Items {
		conditions["athlete "+athletes.Items[i].Name] = athletes.Items[i].Status.Conditions
	}
	for i := range policies.Items {
		conditions["policy "+policies.Items[i].Name] = policies.Items[i].Status.Conditions
	}
	for i := range blocks.Items {
		conditions["block "+blocks.Items[i].Name] = blocks.Items[i].Status.Conditions
	}
	for i := range reports.Items {
		name := reports.Items[i].Spec.AthleteRef.Name
		if meta.IsStatusConditionFalse(conditions["athlete "+name], v1alpha1.ConditionReady) {
			continue // waits for what its athlete waits for
		}
		conditions["report "+name] = reports.Items[i].Status.Conditions
	}
	for what, list := range conditions {
		if len(list) == 0 {
			return fmt.Errorf("nothing is said of the %s", what)
		}
	}
	return nil
}

// story is all that the namespace says of one athlete, with the name taken out.
func (s *squad) story(name string) string {
	s.t.Helper()
	a := s.athlete(name)
	a.Status.LastFolded.ReportUIDs = nil
	a.Status.DecidedOn.BlocksHash = "" // of specs that name the athlete
	timeless(a.Status.Conditions)
	policy, block, plan := &v1alpha1.RecoveryPolicy{}, &v1alpha1.TrainingBlock{}, &v1alpha1.EffectivePlan{}
	s.get(policy, name)
	s.get(block, name)
	s.get(plan, name)
	timeless(policy.Status.Conditions)
	timeless(block.Status.Conditions)
	ledger := &v1alpha1.RecoveryLedger{}
	s.get(ledger, name)
	var windows []any
	for _, w := range s.windows(name) {
		timeless(w.Status.Conditions)
		w.Spec.Decision = nil
		windows = append(windows, w.Name, w.Spec, w.Status)
	}
	a.Status.DecidedOn.Sequence, ledger.Spec.Sequence, plan.Spec.Decision = 0, 0, nil // an order may need a commit more
	raw, err := yaml.Marshal([]any{a.Status, policy.Status, block.Status, plan.Spec, ledger.Spec, windows})
	must(s.t, err)
	return strings.ReplaceAll(string(raw), name, "NAME")
}

// permutations lists the orders of n things.
func permutations(n int) [][]int {
	if n == 0 {
		return [][]int{nil}
	}
	var out [][]int
	for _, rest := range permutations(n - 1) {
		for at := range n {
			order := append(append(append([]int{}, rest[:at]...), n-1), rest[at:]...)
			out = append(out, order)
		}
	}
	return out
}

// TestPolicyChanges: a changed policy reaches its athletes, a missing base is
// waited for, an impossible policy stalls itself and not the athlete, who goes on
// under the one before.
func TestPolicyChanges(t *testing.T) {
	t.Parallel()
	s, _, m := tiredSquad(t, v1alpha1.Enforce)
	before := s.athlete("a").Status.DecidedOn.PolicyHash
	s.edit(&v1alpha1.RecoveryPolicy{}, "default", `{"spec":{"basePolicyRef":{"name":"club"}}}`)
	m.settle("a")
	s.wantCondition(s.athlete("a").Status.Conditions, v1alpha1.ConditionReconciling, metav1.ConditionTrue, v1alpha1.ReasonBasePolicyNotFound)
	s.wantCondition(s.policy().Status.Conditions, v1alpha1.ConditionReconciling, metav1.ConditionTrue, v1alpha1.ReasonBasePolicyNotFound)
	s.wantCondition(s.window("a-1").Status.Conditions, v1alpha1.ConditionOverridden, metav1.ConditionFalse, v1alpha1.ReasonNotOverridden)
	s.wantDisposition("a", "hard", tiredDay, v1alpha1.DispositionDisplaced)

	club := newPolicy("club", "")
	club.Spec.Prescriptions.Maximum = 1
	s.create(club)
	m.settle("a")
	s.wantCondition(s.athlete("a").Status.Conditions, v1alpha1.ConditionReady, metav1.ConditionTrue, v1alpha1.ReasonDecided)
	if after := s.athlete("a").Status.DecidedOn.PolicyHash; after == before || after != s.policy().Status.ResolvedHash {
		t.Errorf("decided on policy %s, which resolves to %s; before it was %s", after, s.policy().Status.ResolvedHash, before)
	}
	s.eventually(func() error {
		if n := s.policy().Status.AthletesDecided; n == nil || *n != 1 {
			return fmt.Errorf("%v athletes are decided on the policy, want 1", n)
		}
		return nil
	})

	s.edit(&v1alpha1.RecoveryPolicy{}, "club", `{"spec":{"basePolicyRef":{"name":"club"}}}`)
	m.settle("a")
	s.wantCondition(s.policy().Status.Conditions, v1alpha1.ConditionStalled, metav1.ConditionTrue, v1alpha1.ReasonInvalidSpec)
	s.wantCondition(s.athlete("a").Status.Conditions, v1alpha1.ConditionReconciling, metav1.ConditionTrue, v1alpha1.ReasonInvalidSpec)
	s.wantDisposition("a", "hard", tiredDay, v1alpha1.DispositionDisplaced)
}

func (s *squad) policy() *v1alpha1.RecoveryPolicy {
	s.t.Helper()
	p := &v1alpha1.RecoveryPolicy{}
	s.get(p, "default")
	return p
}

// TestLabels: a label moves an athlete in and out of a block.
func TestLabels(t *testing.T) {
	t.Parallel()
	s := newSquad(t, tiredDay.At(12*60, berlin()))
	s.create(newPolicy("default", v1alpha1.Enforce), newBlock("base", tiredDay), newAthlete("a"))
	m := s.manage()
	for _, test := range []struct {
		label    string
		athletes int32
	}{{`"distance"`, 1}, {`"sprint"`, 0}, {`"distance"`, 1}, {`null`, 0}} {
		s.edit(&v1alpha1.Athlete{}, "a", `{"metadata":{"labels":{"squad":`+test.label+`}}}`)
		m.settle("a")
		plan, block := &v1alpha1.EffectivePlan{}, &v1alpha1.TrainingBlock{}
		s.get(plan, "a")
		if planned := len(plan.Spec.Sessions) > 0; planned != (test.athletes == 1) {
			t.Errorf("label %s: the plan lists %d sessions", test.label, len(plan.Spec.Sessions))
		}
		s.eventually(func() error {
			s.get(block, "base")
			if n := block.Status.Athletes; n == nil || *n != test.athletes {
				return fmt.Errorf("label %s: the block counts %v athletes, want %d", test.label, n, test.athletes)
			}
			return nil
		})
	}
}
