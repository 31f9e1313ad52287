package authorization_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"fallow.dev/fallow/api/v1alpha1"
)

// try is a change to a rest window, and the verbs of Fallow's own without which
// it is denied.
type try struct {
	name  string
	do    action
	needs []string
	// says is a part of the denial's message. Empty: the verb alone.
	says string
}

// writers are the principals whose roles let them write windows.
var writers = []string{"administrator", "manager", "coach", "medic", "editor", "guest"}

// lessRest are the changes that lessen rest. Each lessens it in one way.
var lessRest = []try{
	{"a later start", edit("plain", `{"spec":{"start":"2026-03-11T06:00:00Z"}}`), []string{waive}, "(a later start)"},
	{"an earlier end", edit("plain", `{"spec":{"end":"2026-03-13T06:00:00Z"}}`), []string{waive}, "(an earlier end)"},
	{"an earlier end in another zone", edit("plain", `{"spec":{"end":"2026-03-14T06:30:00+01:00"}}`), []string{waive}, "(an earlier end)"},
	{"an earlier end of a person's window", edit("exam-week", `{"spec":{"end":"2026-03-13T06:00:00Z"}}`), []string{waive}, "(an earlier end)"},
	{"an end where there was none", edit("ill", `{"spec":{"end":"2026-03-30T06:00:00Z"}}`), []string{waiveMedical}, "(an earlier end)"},
	{"an earlier end of a hold", edit("surgery", `{"spec":{"end":"2026-03-13T06:00:00Z"}}`), []string{waiveMedical}, "(an earlier end)"},
	{"Easy instead of Nothing", edit("plain", `{"spec":{"allow":"Easy"}}`), []string{waive}, "(Easy earlier)"},
	{"Easy from an instant", edit("plain", `{"spec":{"easyFrom":"2026-03-13T06:00:00Z"}}`), []string{waive}, "(Easy earlier)"},
	{"Easy from an instant in an illness", edit("ill", `{"spec":{"easyFrom":"2026-03-13T06:00:00Z"}}`), []string{waiveMedical}, "(Easy earlier)"},
	{"Easy from an earlier instant", edit("strict", `{"spec":{"easyFrom":"2026-03-11T06:00:00Z"}}`), []string{waive}, "(Easy earlier)"},
	{"no allowance", edit("strict", `{"spec":{"allowance":null}}`), []string{waive}, "(a wider allowance)"},
	{"a harder intensity", edit("strict", `{"spec":{"allowance":{"maxIntensity":"Threshold"}}}`), []string{waive}, "(a wider allowance)"},
	{"any intensity", edit("strict", `{"spec":{"allowance":{"maxIntensity":null}}}`), []string{waive}, "(a wider allowance)"},
	{"longer sessions", edit("strict", `{"spec":{"allowance":{"maxMinutes":31}}}`), []string{waive}, "(a wider allowance)"},
	{"sessions of any length", edit("strict", `{"spec":{"allowance":{"maxMinutes":null}}}`), []string{waive}, "(a wider allowance)"},
	{"a higher heart rate", edit("strict", `{"spec":{"allowance":{"maxHeartRatePercent":76}}}`), []string{waive}, "(a wider allowance)"},
	{"any heart rate", edit("strict", `{"spec":{"allowance":{"maxHeartRatePercent":null}}}`), []string{waive}, "(a wider allowance)"},
	{"longer but easier sessions", edit("strict", `{"spec":{"allowance":{"maxIntensity":"Easy","maxMinutes":31}}}`), []string{waive}, "(a wider allowance)"},
	{"a rejection of rest in force", edit("plain", `{"spec":{"approval":"Rejected"}}`), []string{waive}, "(an approval taken back)"},
	{"a rejection of an illness", edit("ill", `{"spec":{"approval":"Rejected"}}`), []string{waiveMedical}, "(an approval taken back)"},
	{"a rejection of a proposal", edit("proposed", `{"spec":{"approval":"Rejected"}}`), []string{waive}, "(an approval taken back)"},
	{"rest in force pending again", edit("plain", `{"spec":{"approval":"Pending"}}`), []string{waive}, "(an approval taken back)"},
	{"an approval left out", edit("agreed", `{"spec":{"approval":null}}`), []string{waive}, "(an approval taken back)"},
	{"a waiver", edit("plain", `{"spec":{"waiver":{"reason":"private matters","until":"2026-03-11T06:00:00Z"}}}`), []string{waive}, "(a waiver)"},
	{"a waiver of a hold", edit("surgery", `{"spec":{"waiver":{"reason":"private matters","until":"2026-03-11T06:00:00Z"}}}`), []string{waiveMedical}, "(a waiver)"},
	{"a longer waiver", edit("waived", `{"spec":{"waiver":{"until":"2026-03-12T06:00:01Z"}}}`), []string{waive}, "(a waiver)"},
	{"a release", edit("plain", `{"spec":{"releasedAt":"2026-03-11T06:00:00Z"}}`), []string{waive}, "(a release)"},
	{"a release of an illness", edit("ill", `{"spec":{"releasedAt":"2026-03-11T06:00:00Z"}}`), []string{waiveMedical}, "(a release)"},
	{"an earlier release", edit("released", `{"spec":{"releasedAt":"2026-03-12T06:00:00Z"}}`), []string{waive}, "(a release)"},
	{"another trigger", edit("plain", `{"spec":{"trigger":"Declared"}}`), []string{waive}, "(another trigger)"},
	{"an illness declared away", edit("ill", `{"spec":{"trigger":"Declared","end":"2026-03-30T06:00:00Z"}}`), []string{waiveMedical}, "another trigger"},
	{"a hold declared away", edit("surgery", `{"spec":{"trigger":"Declared"}}`), []string{waiveMedical}, "(another trigger)"},
	{"a later start and an earlier end", edit("plain", `{"spec":{"start":"2026-03-11T06:00:00Z","end":"2026-03-13T06:00:00Z"}}`), []string{waive}, "(a later start, an earlier end)"},
	{"a later start for a later end", edit("plain", `{"spec":{"start":"2026-03-11T06:00:00Z","end":"2026-03-20T06:00:00Z"}}`), []string{waive}, "(a later start)"},
}

// moreRest needs no verb.
var moreRest = []try{
	{name: "an earlier start", do: edit("plain", `{"spec":{"start":"2026-03-09T06:00:00Z"}}`)},
	{name: "a later end", do: edit("strict", `{"spec":{"end":"2026-03-20T06:00:00Z"}}`)},
	{name: "the same end in another zone", do: edit("plain", `{"spec":{"end":"2026-03-14T07:00:00+01:00"}}`)},
	{name: "no end of a hold", do: edit("surgery", `{"spec":{"end":null}}`)},
	{name: "Easy from a later instant", do: edit("strict", `{"spec":{"easyFrom":"2026-03-13T06:00:00Z"}}`)},
	{name: "never Easy", do: edit("strict", `{"spec":{"easyFrom":null}}`)},
	{name: "Nothing instead of Easy", do: edit("exam-week", `{"spec":{"allow":"Nothing"}}`)},
	{name: "Nothing at first instead of Easy", do: edit("exam-week", `{"spec":{"allow":"Nothing","easyFrom":"2026-03-12T06:00:00Z"}}`)},
	{name: "a later end, Easy after the old one", do: edit("plain", `{"spec":{"end":"2026-03-20T06:00:00Z","easyFrom":"2026-03-14T06:00:00Z"}}`)},
	{name: "an allowance", do: edit("exam-week", `{"spec":{"allowance":{"maxIntensity":"Easy","maxMinutes":30}}}`)},
	{name: "a narrower allowance", do: edit("strict", `{"spec":{"allowance":{"maxIntensity":"Easy","maxMinutes":20,"maxHeartRatePercent":70}}}`)},
	{name: "a shorter waiver", do: edit("waived", `{"spec":{"waiver":{"until":"2026-03-11T06:00:00Z"}}}`)},
	{name: "no waiver", do: edit("waived", `{"spec":{"waiver":null}}`)},
	{name: "a later release", do: edit("released", `{"spec":{"releasedAt":"2026-03-20T06:00:00Z"}}`)},
	{name: "a rejection withdrawn", do: edit("rejected", `{"spec":{"approval":"Pending"}}`)},
	{name: "no clearance", do: edit("cleared", `{"spec":{"clearance":null}}`)},
	{name: "a window handed back", do: edit("plain", `{"spec":{"handBack":true}}`)},
	{name: "a label", do: edit("ill", `{"metadata":{"labels":{"term":"spring"}}}`)},
	{name: "declared rest", do: create(declared("exams"))},
}

// decisions are what only those may say who hold the verb for it, and what only
// the engine says.
var decisions = []try{
	{"an approval of a proposal", edit("proposed", `{"spec":{"approval":"Approved"}}`), []string{approve}, ""},
	{"an approval of a rejection", edit("rejected", `{"spec":{"approval":"Approved"}}`), []string{approve}, ""},
	{"an approval of what is in force", edit("plain", `{"spec":{"approval":"Approved"}}`), []string{approve}, ""},
	{"rest approved from the start", create(with(declared("exams"), func(s *v1alpha1.RestWindowSpec) { s.Approval = v1alpha1.ApprovalApproved })), []string{approve}, ""},
	{"a hold", create(held("fracture")), []string{hold}, ""},
	{"a hold in place of declared rest", edit("exam-week", `{"spec":{"trigger":"MedicalHold"}}`), []string{hold, waiveMedical}, ""},
	{"a hold in place of the engine's rest", edit("plain", `{"spec":{"trigger":"MedicalHold"}}`), []string{hold, waiveMedical}, ""},
	{"a hold cleared from the start", create(with(held("fracture"), func(s *v1alpha1.RestWindowSpec) {
		s.Clearance = v1alpha1.Clearance{Reason: "private matters", At: day(12)}
	})), []string{hold, clearing}, ""},
	{"a clearance", edit("surgery", `{"spec":{"clearance":{"reason":"private matters","at":"2026-03-12T06:00:00Z"}}}`), []string{clearing}, ""},
	{"a clearance of an illness", edit("ill", `{"spec":{"clearance":{"reason":"private matters","at":"2026-03-12T06:00:00Z"}}}`), []string{clearing}, ""},
	{"an earlier clearance", edit("cleared", `{"spec":{"clearance":{"at":"2026-03-11T06:00:00Z"}}}`), []string{clearing}, ""},
	{"an engine's window", create(engines("a-7f3k-9", v1alpha1.TriggerIncomplete)), []string{operate}, ""},
	{"an engine's trigger", create(with(declared("exams"), func(s *v1alpha1.RestWindowSpec) { s.Trigger = v1alpha1.TriggerStrained })), []string{operate}, "trigger is the engine's"},
	{"an illness", create(with(declared("flu"), func(s *v1alpha1.RestWindowSpec) { s.Trigger = v1alpha1.TriggerIllness })), []string{operate}, "trigger is the engine's"},
	{"an approval by nobody", create(with(declared("exams"), func(s *v1alpha1.RestWindowSpec) { s.Approval = v1alpha1.ApprovalAutomatic })), []string{operate}, "approval Automatic"},
	{"an episode", create(with(declared("exams"), func(s *v1alpha1.RestWindowSpec) { s.Episode = 3 })), []string{operate}, "episode and decision"},
	{"a decision", create(with(declared("exams"), func(s *v1alpha1.RestWindowSpec) { s.Decision = new(int64(0)) })), []string{operate}, "episode and decision"},
	{"a proposal in force by nobody", edit("proposed", `{"spec":{"approval":"Automatic"}}`), []string{operate}, "approval Automatic"},
	{"declared rest as the engine's", edit("exam-week", `{"spec":{"trigger":"Overreached"}}`), []string{waive, operate}, ""},
	{"an escalation", edit("plain", `{"spec":{"trigger":"Overreached"}}`), []string{waive, operate}, ""},
	{"another episode", edit("plain", `{"spec":{"episode":2}}`), []string{operate}, "episode and decision"},
	{"no episode", edit("plain", `{"spec":{"episode":null}}`), []string{operate}, "episode and decision"},
	{"a later decision", edit("plain", `{"spec":{"decision":8}}`), []string{operate}, "episode and decision"},
	{"a decision on declared rest", edit("exam-week", `{"spec":{"decision":8}}`), []string{operate}, "episode and decision"},
}

// TestWindows lets everybody who may write windows try every change: it is denied
// exactly to those who lack a verb that it needs.
func TestWindows(t *testing.T) {
	c := server(t)
	for _, try := range slices.Concat(lessRest, moreRest, decisions) {
		t.Run(try.name, func(t *testing.T) {
			t.Parallel()
			for _, who := range writers {
				user, err := as(c, who)
				must(t, err)
				try.judge(t, who, try.do(t.Context(), user))
			}
		})
	}
}

// judge compares the API server's answer with the verbs that somebody holds.
func (try *try) judge(t *testing.T, who string, err error) {
	t.Helper()
	lacks := slices.DeleteFunc(slices.Clone(try.needs), principals[who].holds)
	if len(lacks) == 0 {
		if err != nil {
			t.Errorf("%s is refused: %v", who, err)
		}
		return
	}
	if !apierrors.IsForbidden(err) || policyOf(err) == "" {
		t.Errorf("%s, without the verb %v, is answered %v, want a denial by a policy", who, lacks, err)
		return
	}
	// Of several denials the server says one, in no order.
	named := slices.ContainsFunc(lacks, func(verb string) bool { return strings.Contains(err.Error(), "the verb "+verb) })
	if !named || !strings.Contains(err.Error(), try.says) {
		t.Errorf("%s is denied by\n%v\nwant in it one of the verbs %v and %q", who, err, lacks, try.says)
	}
	if said := revealing.FindString(err.Error()); said != "" {
		t.Errorf("the denial repeats the value %q:\n%v", said, err)
	}
}

var (
	// revealing finds what the tries write, and the triggers that are health data.
	revealing = regexp.MustCompile(`\d{4}-\d\d-\d\d|private matters|Incomplete|Illness|MedicalHold|Overreached|Strained|Rejected`)
	policy    = regexp.MustCompile(`ValidatingAdmissionPolicy '([a-z-]+)'`)
)

// policyOf is the policy whose denial an error is. Empty: none.
func policyOf(err error) string {
	if err == nil {
		return ""
	}
	if match := policy.FindStringSubmatch(err.Error()); match != nil {
		return match[1]
	}
	return ""
}
