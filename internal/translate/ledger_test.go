package translate

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"k8s.io/apiextensions-apiserver/pkg/apis/apiextensions"
	apiextensionsv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/validation"
	"pgregory.net/rapid"
	"sigs.k8s.io/yaml"

	"fallow.dev/fallow/api/v1alpha1"
	"fallow.dev/fallow/internal/recovery"
)

// throughJSON writes a ledger as it is stored and reads it back.
func throughJSON(tb testing.TB, l *recovery.Ledger) (stored []byte, back recovery.Ledger) {
	tb.Helper()
	stored, err := json.Marshal(LedgerSpec("a-7f3k", l))
	if err != nil {
		tb.Fatal(err)
	}
	var spec v1alpha1.RecoveryLedgerSpec
	if err := json.Unmarshal(stored, &spec); err != nil {
		tb.Fatal(err)
	}
	if back, err = DecodeLedger(&spec); err != nil {
		tb.Fatal(err)
	}
	return stored, back
}

// TestLedgerRoundTrip: what is read back is what was written, in every byte, so
// that the next pass decides on what this one decided.
func TestLedgerRoundTrip(t *testing.T) {
	set := setting(t)
	accepts := schema(t, "recoveryledgers")
	rapid.Check(t, func(r *rapid.T) {
		days, episodes := 0, false
		lives(r, set, func(l *recovery.Ledger) {
			if days++; days%7 != 1 && l.Standing.Episode.ID == 0 { // the others differ little
				return
			}
			episodes = episodes || l.Standing.Episode.ID != 0
			stored, back := throughJSON(t, l)
			if c := &l.Explanation.Counterfactual; !c.Found {
				*c = recovery.Counterfactual{} // the threshold of a change that was not found is kept nowhere
			}
			if !recovery.Equal(l, &back) {
				r.Fatalf("after %d days (-ledger +read back):\n%s", days, cmp.Diff(*l, back))
			}
			again, err := json.Marshal(LedgerSpec("a-7f3k", &back))
			if err != nil || !bytes.Equal(stored, again) {
				r.Fatalf("after %d days: written again it differs: %v", days, err)
			}
			if errs := accepts(stored); errs != "" {
				r.Fatalf("after %d days the server would refuse the ledger: %s", days, errs)
			}
		})
	})
}

// schema returns a check of a spec against the CRD's own schema.
func schema(tb testing.TB, plural string) func(spec []byte) string {
	tb.Helper()
	content, err := os.ReadFile(filepath.Join("..", "..", "config", "crd", "bases", "fallow.dev_"+plural+".yaml"))
	if err != nil {
		tb.Fatal(err)
	}
	var crd apiextensionsv1.CustomResourceDefinition
	if err := yaml.Unmarshal(content, &crd); err != nil {
		tb.Fatal(err)
	}
	var props apiextensions.JSONSchemaProps
	of := crd.Spec.Versions[0].Schema.OpenAPIV3Schema.Properties["spec"]
	if err := apiextensionsv1.Convert_v1_JSONSchemaProps_To_apiextensions_JSONSchemaProps(&of, &props, nil); err != nil {
		tb.Fatal(err)
	}
	validator, _, err := validation.NewSchemaValidator(&props)
	if err != nil {
		tb.Fatal(err)
	}
	return func(spec []byte) string {
		var value any
		if err := json.Unmarshal(spec, &value); err != nil {
			return err.Error()
		}
		if errs := validation.ValidateCustomResource(nil, value, validator); len(errs) > 0 {
			return errs.ToAggregate().Error()
		}
		return ""
	}
}

// TestEmptyLedger: nothing remembered is nothing written.
func TestEmptyLedger(t *testing.T) {
	_, back := throughJSON(t, &recovery.Ledger{})
	if !recovery.Equal(&back, &recovery.Ledger{}) {
		t.Errorf("read back as %+v", back)
	}
}

func TestNewerEncodingIsRefused(t *testing.T) {
	for encoding, refused := range map[int32]bool{recovery.Encoding: false, recovery.Encoding + 1: true, 1000: true} {
		_, err := DecodeLedger(&v1alpha1.RecoveryLedgerSpec{Encoding: encoding})
		if errors.Is(err, ErrNewerWriter) != refused {
			t.Errorf("encoding %d: %v", encoding, err)
		}
	}
}

// FuzzDecodeLedger: whatever the server admits as a ledger, restored from a backup
// or written by hand, is read, decided on and written without a panic, in a form
// that the server admits again.
func FuzzDecodeLedger(f *testing.F) {
	for _, days := range []int{0, 1, 40} {
		l := lived(f, 5, days)
		stored, err := json.Marshal(LedgerSpec("a-7f3k", &l))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(stored)
	}
	const athlete = `"athleteRef":{"name":"a"},"encoding":1,"sequence":1,`
	f.Add([]byte(`{` + athlete + `"firstDay":"2026-03-09","days":3,"asleep":{"values":[1],"minutes":[1,2,3,4]},"verdicts":{"firstDay":"0001-01-01","states":[99,-5],"rules":[-1]}}`))
	f.Add([]byte(`{` + athlete + `"days":0,"series":[{"marker":"RMSSD","source":"s","method":"m","sinceDay":"9999-12-31","column":{"values":[620,610],"qualities":[-1]}}]}`))
	f.Add([]byte(`{` + athlete + `"firstDay":"2026-03-09","days":1,"sessions":{"sourceNames":["w"],"starts":[-1000000000,5],"sources":[7,0],"flags":[0,2]}}`))
	f.Add([]byte(`{` + athlete + `"standing":{"state":"Incomplete","runs":[-5,2147483647],"episode":{"id":3,"trigger":"Overreached","enteredDay":"0001-01-01","numbers":[-9,-9,-9]}},"episodes":[{},{"id":1}]}`))
	set := setting(f)
	accepts := schema(f, "recoveryledgers")
	today := start + 40
	f.Fuzz(func(t *testing.T, stored []byte) {
		var spec v1alpha1.RecoveryLedgerSpec
		if json.Unmarshal(stored, &spec) != nil || accepts(stored) != "" {
			return
		}
		l, err := DecodeLedger(&spec)
		if err != nil {
			return
		}
		d := recovery.Decide(recovery.Input{
			Ledger: l, Setting: set, Now: recovery.InstantOf(today.At(10*60, set.Zone)),
			Reports: []recovery.Report{{Day: today, Source: "strap", Wellness: recovery.Wellness{3, 3, 3, 3, 3}}},
		})
		written, err := json.Marshal(LedgerSpec("a-7f3k", &d.Ledger))
		if err != nil {
			t.Fatal(err)
		}
		if errs := accepts(written); errs != "" {
			t.Fatalf("the server would refuse what follows: %s", errs)
		}
	})
}

// A list shorter than its neighbours, as a person might leave it, reads as zeros.
func TestShortListsRead(t *testing.T) {
	l, err := DecodeLedger(&v1alpha1.RecoveryLedgerSpec{
		Encoding: 1, FirstDay: "2026-03-09", Days: new(int32(2)),
		Sessions: v1alpha1.LedgerSessions{
			SourceNames: []string{"watch"}, KindNames: []v1alpha1.SessionKind{"Run"}, Starts: v1alpha1.LedgerList{60, 1500, 1600},
			Sources: v1alpha1.LedgerList{0, 0, 4}, DayOffsets: v1alpha1.LedgerList{0, 1}, Durations: v1alpha1.LedgerList{30},
		},
		Verdicts: v1alpha1.LedgerVerdicts{FirstDay: "2026-03-09", States: v1alpha1.LedgerList{11, 2}},
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(l.Sessions) != 2 || l.Sessions[0].Minutes != 30 || l.Sessions[1].Minutes != 0 || l.Sessions[1].Day != start+1 {
		t.Errorf("sessions: %+v", l.Sessions)
	}
	if len(l.Verdicts) != 2 || !l.Verdicts[0].Answered || l.Verdicts[0].State != recovery.Restored || l.Verdicts[1].Answered || l.Verdicts[1].Day != start+1 {
		t.Errorf("verdicts: %+v", l.Verdicts)
	}
}
