package authorization_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
	"sigs.k8s.io/controller-runtime/pkg/client"

	"fallow.dev/fallow/api/v1alpha1"
)

// byRole as an answer means that no policy was asked: the roles forbid it.
const byRole = "role"

// attempt is one principal who tries one thing.
type attempt struct {
	who, name string
	do        action
	// denied is the policy that denies it, or byRole. Empty: it is allowed.
	denied string
	// says is a part of the denial.
	says string
}

var (
	aLedger  = &v1alpha1.RecoveryLedger{}
	aPlan    = &v1alpha1.EffectivePlan{}
	aReport  = &v1alpha1.MarkerReport{}
	aWindow  = &v1alpha1.RestWindow{}
	anOwner  = &v1alpha1.Athlete{}
	labelled = `{"metadata":{"labels":{"term":"spring"}}}`
)

const (
	ofTheLedger = "ledgers and plans are the operator's"
	ofTheReport = "the verb report on the athlete"
	ofTheOwner  = "owner references are the operator's"
	onlyOwner   = "the only owner reference may be one to the Athlete"
)

// ofKinds are tries of what the operator alone writes, and of reports.
var ofKinds = []attempt{
	{"administrator", "makes a ledger", create(ledger("a-new")), "", ""},
	{"manager", "makes a ledger", create(ledger("a-new")), "", ""},
	{"editor", "makes a ledger", create(ledger("a-new")), "fallow-engine-kinds", ofTheLedger},
	{"guest", "makes a ledger", create(ledger("a-new")), "fallow-engine-kinds", ofTheLedger},
	{"coach", "makes a ledger", create(ledger("a-new")), byRole, ""},
	{"medic", "makes a ledger", create(ledger("a-new")), byRole, ""},
	{"administrator", "changes a ledger", patch(aLedger, "a-7f3k", `{"spec":{"sequence":5}}`), "", ""},
	{"editor", "changes a ledger", patch(aLedger, "a-7f3k", `{"spec":{"sequence":5}}`), "fallow-engine-kinds", ofTheLedger},
	{"editor", "labels a ledger", patch(aLedger, "a-7f3k", labelled), "fallow-engine-kinds", ofTheLedger},
	{"editor", "annotates a ledger", patch(aLedger, "a-7f3k", `{"metadata":{"annotations":{"term":"spring"}}}`), "fallow-engine-kinds", ofTheLedger},
	{"editor", "keeps a ledger from going away", patch(aLedger, "a-7f3k", `{"metadata":{"finalizers":["fallow.dev/test","fallow.dev/other"]}}`), "fallow-engine-kinds", ofTheLedger},
	{"editor", "writes a ledger as it stands", patch(aLedger, "a-7f3k", `{}`), "", ""},
	{"collector", "finishes a ledger's deletion", patch(aLedger, "a-7f3k", `{"metadata":{"finalizers":null}}`), "", ""},
	{"editor", "deletes a ledger", remove(aLedger, "a-7f3k"), "", ""},
	{"coach", "deletes a ledger", remove(aLedger, "a-7f3k"), byRole, ""},
	{"manager", "makes a plan", create(plan("a-new")), "", ""},
	{"manager", "changes a plan", patch(aPlan, "a-7f3k", `{"spec":{"decision":9}}`), "", ""},
	{"editor", "makes a plan", create(plan("a-new")), "fallow-engine-kinds", ofTheLedger},
	{"editor", "changes a plan", patch(aPlan, "a-7f3k", `{"spec":{"toDay":"2026-03-22"}}`), "fallow-engine-kinds", ofTheLedger},
	{"coach", "changes a plan", patch(aPlan, "a-7f3k", `{"spec":{"toDay":"2026-03-22"}}`), byRole, ""},
	{"viewer", "changes a plan", patch(aPlan, "a-7f3k", `{"spec":{"toDay":"2026-03-22"}}`), byRole, ""},
	{"editor", "deletes a plan", remove(aPlan, "a-7f3k"), "", ""},

	{"reporter", "reports about an athlete", create(report("a-2")), "", ""},
	{"reporter", "reports about one who is still to come", create(report("a-9zzz")), "", ""},
	{"strap", "reports about its athlete", create(report("a-7f3k")), "", ""},
	{"strap", "reports about another", create(report("a-2")), "fallow-reporters", ofTheReport},
	{"coach", "reports", create(report("a-2")), "", ""},
	{"medic", "reports", create(report("a-2")), "", ""},
	{"administrator", "reports", create(report("a-2")), "", ""},
	{"editor", "reports without the verb", create(report("a-2")), "fallow-reporters", ofTheReport},
	{"guest", "reports with the verb for another squad", create(report("a-2")), "fallow-reporters", ofTheReport},
	{"viewer", "reports", create(report("a-2")), byRole, ""},
	{"manager", "reports", create(report("a-2")), byRole, ""},
	{"editor", "labels a report", patch(aReport, "queued", labelled), "", ""},
	{"manager", "deletes a report", remove(aReport, "queued"), "", ""},

	{"coach", "deletes the engine's window", remove(aWindow, "plain"), "", ""},
	{"coach", "deletes a hold", remove(aWindow, "surgery"), "", ""},
	{"manager", "deletes its window", remove(aWindow, "plain"), "", ""},
	{"medic", "deletes a window", remove(aWindow, "plain"), byRole, ""},
	{"coach", "deletes an athlete", remove(anOwner, "a-7f3k"), "", ""},
	{"reporter", "changes a window", edit("plain", labelled), byRole, ""},
	{"coach", "writes a window's status", statusOf("plain", `{"status":{"observedGeneration":1}}`), byRole, ""},
}

// owned returns the object with an owner, which some change spoils.
func owned(o client.Object, change func(r *metav1.OwnerReference)) client.Object {
	r := metav1.OwnerReference{APIVersion: v1alpha1.SchemeGroupVersion.String(), Kind: "Athlete", Name: "a-7f3k", UID: "0"}
	change(&r)
	o.SetOwnerReferences([]metav1.OwnerReference{r})
	return o
}

func asItIs(*metav1.OwnerReference) {}

// ofOwners are tries of owner references.
var ofOwners = []attempt{
	{"manager", "owns a window by its athlete", create(owned(engines("a-7f3k-9", v1alpha1.TriggerStrained), asItIs)), "", ""},
	{"manager", "owns a window by another athlete", create(owned(engines("a-7f3k-9", v1alpha1.TriggerStrained), func(r *metav1.OwnerReference) { r.Name = "a-2" })), "fallow-owners", onlyOwner},
	{"manager", "owns a window by another kind", create(owned(engines("a-7f3k-9", v1alpha1.TriggerStrained), func(r *metav1.OwnerReference) { r.Kind = "TrainingBlock" })), "fallow-owners", onlyOwner},
	{"manager", "owns a window by another group", create(owned(engines("a-7f3k-9", v1alpha1.TriggerStrained), func(r *metav1.OwnerReference) { r.APIVersion = "apps/v1" })), "fallow-owners", onlyOwner},
	{"manager", "lets a window hold up erasure", create(owned(engines("a-7f3k-9", v1alpha1.TriggerStrained), func(r *metav1.OwnerReference) { r.BlockOwnerDeletion = new(true) })), "fallow-owners", onlyOwner},
	{"manager", "owns a ledger by its athlete", create(owned(ledger("a-new"), func(r *metav1.OwnerReference) { r.Name = "a-new" })), "", ""},
	{"administrator", "restores an owned window", create(owned(engines("a-7f3k-9", v1alpha1.TriggerStrained), asItIs)), "", ""},
	{"administrator", "owns an athlete", create(owned(athlete("a-new"), asItIs)), "fallow-owners", onlyOwner},
	{"administrator", "gives two owners", edit("owned", `{"metadata":{"ownerReferences":[{"apiVersion":"fallow.dev/v1alpha1","kind":"Athlete","name":"a-7f3k","uid":"0"},{"apiVersion":"fallow.dev/v1alpha1","kind":"Athlete","name":"a-7f3k","uid":"1"}]}}`), "fallow-owners", onlyOwner},
	{"coach", "owns declared rest", create(owned(declared("exams"), asItIs)), "fallow-owners", ofTheOwner},
	{"coach", "owns an athlete", create(owned(athlete("a-new"), func(r *metav1.OwnerReference) { r.Kind, r.APIVersion = "ConfigMap", "v1" })), "fallow-owners", ""},
	{"coach", "disowns a window", edit("owned", `{"metadata":{"ownerReferences":null}}`), "fallow-owners", ofTheOwner},
	{"coach", "owns what had no owner", edit("plain", ownedByConfigMap), "fallow-owners", ""},
	{"coach", "gives another owner", edit("owned", ownedByConfigMap), "fallow-owners", ""},
	{"coach", "owns an athlete that stands", patch(anOwner, "a-7f3k", ownedByConfigMap), "fallow-owners", ""},
	{"coach", "labels what is owned", edit("owned", labelled), "", ""},
	{"medic", "disowns a window", edit("owned", `{"metadata":{"ownerReferences":null}}`), "fallow-owners", ofTheOwner},
	{"reporter", "owns a report", create(owned(report("a-7f3k"), asItIs)), "fallow-owners", ""},
	{"editor", "owns a block", create(owned(block("base"), asItIs)), "fallow-owners", ""},
	{"editor", "owns a policy", create(owned(&v1alpha1.RecoveryPolicy{ObjectMeta: meta("default")}, asItIs)), "fallow-owners", ""},
	{"collector", "leaves a dependent behind", edit("owned", `{"metadata":{"ownerReferences":null}}`), "", ""},
	{"collector", "gives another owner", edit("owned", ownedByConfigMap), "fallow-owners", ""},
}

const ownedByConfigMap = `{"metadata":{"ownerReferences":[{"apiVersion":"v1","kind":"ConfigMap","name":"of-the-lions","uid":"0"}]}}`

func block(name string) *v1alpha1.TrainingBlock {
	return &v1alpha1.TrainingBlock{ObjectMeta: meta(name), Spec: v1alpha1.TrainingBlockSpec{
		AthleteRef: v1alpha1.AthleteRef{Name: "a-7f3k"}, StartDay: "2026-03-09",
		Weeks: []v1alpha1.TrainingWeek{{Sessions: []v1alpha1.PlannedSession{{
			Name: "easy", Weekday: "Monday", Time: "17:00", Kind: "Run", Intensity: v1alpha1.IntensityEasy, DurationMinutes: 40,
		}}}},
	}}
}

// probes are the denials by which it is seen that every policy is enforced.
var probes = []struct {
	who, policy string
	do          action
}{
	{"editor", "fallow-less-rest", lessRest[0].do},
	{"editor", "fallow-decisions", edit("proposed", `{"spec":{"approval":"Approved"}}`)},
	{"editor", "fallow-engine-fields", edit("plain", `{"spec":{"episode":2}}`)},
	{"editor", "fallow-engine-kinds", create(plan("a-new"))},
	{"editor", "fallow-owners", edit("plain", ownedByConfigMap)},
	{"editor", "fallow-reporters", create(report("a-2"))},
}

// TestStatus shows that the status, which no policy matches, carries neither rest
// nor owners into an object.
func TestStatus(t *testing.T) {
	c := server(t)
	user, err := as(c, "editor")
	must(t, err)
	w := &v1alpha1.RestWindow{ObjectMeta: meta("owned")}
	must(t, c.Client.Get(t.Context(), client.ObjectKeyFromObject(w), w))
	was := w.DeepCopy()
	smuggled := `{"metadata":{"ownerReferences":null},"spec":{"allow":"Easy","releasedAt":"2026-03-11T06:00:00Z"},"status":{"observedGeneration":1}}`
	must(t, user.Status().Patch(t.Context(), w, client.RawPatch(types.MergePatchType, []byte(smuggled)), client.DryRunAll))
	if w.Status.ObservedGeneration != 1 {
		t.Error("the status was not written: this test shows nothing")
	}
	if diff := cmp.Diff(was.Spec, w.Spec) + cmp.Diff(was.OwnerReferences, w.OwnerReferences); diff != "" {
		t.Errorf("a write to the status changed more (-before +after):\n%s", diff)
	}
}

func TestKinds(t *testing.T)  { tryAll(t, ofKinds) }
func TestOwners(t *testing.T) { tryAll(t, ofOwners) }

func tryAll(t *testing.T, attempts []attempt) {
	t.Helper()
	c := server(t)
	for _, a := range attempts {
		t.Run(fmt.Sprintf("%s %s", a.who, a.name), func(t *testing.T) {
			t.Parallel()
			user, err := as(c, a.who)
			must(t, err)
			a.judge(t, a.do(t.Context(), user))
		})
	}
}

func (a *attempt) judge(t *testing.T, err error) {
	t.Helper()
	switch {
	case a.denied == "":
		if err != nil {
			t.Errorf("refused: %v", err)
		}
	case a.denied == byRole:
		if !apierrors.IsForbidden(err) || policyOf(err) != "" {
			t.Errorf("answered %v, want the roles to forbid it", err)
		}
	case !denied(err, a.denied) || !strings.Contains(err.Error(), a.says):
		t.Errorf("answered %v, want a denial by %s that says %q", err, a.denied, a.says)
	}
}
