package translate

import (
	"encoding/json"
	"fmt"
	"testing"

	"fallow.dev/fallow/api/v1alpha1"
	"fallow.dev/fallow/internal/recovery"
)

// Budgets of a stored ledger, in bytes of the JSON of its spec. At the bounds is
// what the engine's own limits let it grow to, not what etcd could take (1.5 MB).
const (
	typicalBudget = 16 << 10
	boundsBudget  = 256 << 10
)

func stored(tb testing.TB, l *recovery.Ledger) []byte {
	tb.Helper()
	raw, err := json.Marshal(LedgerSpec("a-7f3k", l))
	if err != nil {
		tb.Fatal(err)
	}
	return raw
}

// typical is the ledger of an athlete after half a year of reporting every day: a
// chest strap in the morning, a questionnaire, sleep, and six sessions a week.
func typical(tb testing.TB) recovery.Ledger {
	tb.Helper()
	return lived(tb, 7, 182)
}

// full is a ledger at every bound: as many series as are kept, each of its cells
// with a quality, a minute and a revision, and as many sessions.
func full(tb testing.TB) recovery.Ledger {
	tb.Helper()
	l := lived(tb, 7, recovery.HistoryDays)
	column := recovery.Column{}
	for day := range recovery.HistoryDays {
		column.Value = append(column.Value, 2999-int32(day))
		column.Quality = append(column.Quality, 90+int32(day%10))
		column.Minute = append(column.Minute, 1300+int32(day))
		column.Revision = append(column.Revision, 900+int32(day%99))
	}
	l.Series = nil
	for i := range recovery.MaxSeries {
		l.Series = append(l.Series, recovery.Series{
			Marker: recovery.RestingHeartRate, Source: name("source", i, 40), Method: name("method", i, 32), Since: l.First, Column: column,
		})
	}
	for i := range l.Wellness {
		l.Wellness[i] = column
	}
	l.Sleep = recovery.SleepColumns{Asleep: column, Onset: column, Nap: column}
	l.Context, l.Symptoms, l.RestDays = column, column, column
	l.Sessions = nil
	for i := range recovery.MaxSessions {
		l.Sessions = append(l.Sessions, recovery.SessionRow{
			Source: name("source", i, 40), Start: int64(l.First)*minutesPerDay + int64(i*200), Day: l.First + recovery.Day(i/7),
			Kind: "HeavyStrength", Intensity: recovery.High, Minutes: 1440, RPE: 10, Watts: 2500, Eccentric: true, Revision: 999,
		})
	}
	l.Episodes = nil
	for range recovery.MaxEpisodes {
		l.Episodes = append(l.Episodes, recovery.Episode{
			ID: 2147483647, Trigger: recovery.TriggerOverreached, Entered: l.First, Approval: recovery.Automatic, Start: 1, End: 2, EasyFrom: 3, Released: 4,
			WaivedUntil: 5, Override: recovery.Override{Start: 1, End: 2, EasyFrom: 3}, MaxMinutes: 60, MaxHeartRatePercent: 70, Extensions: 20,
		})
	}
	for i := range l.Verdicts {
		v := &l.Verdicts[i]
		v.State, v.Answered, v.Permille, v.Confidence = recovery.Overreached, true, 1000, 100
		v.U, v.Z3, v.HR3, v.Rules = [5]int32{-9999, -9999, -9999, -9999, -9999}, -9999, -9999, 1<<31-1
	}
	return l
}

func name(kind string, i, length int) string {
	text := fmt.Sprintf("%s-%04d-", kind, i)
	for len(text) < length {
		text += "x"
	}
	return text[:length]
}

func TestStoredSize(t *testing.T) {
	accepts := schema(t, "recoveryledgers")
	for name, test := range map[string]struct {
		ledger func(testing.TB) recovery.Ledger
		budget int
	}{"typical": {typical, typicalBudget}, "at the bounds": {full, boundsBudget}} {
		l := test.ledger(t)
		raw := stored(t, &l)
		t.Logf("%s: %d bytes, of them %v", name, len(raw), parts(t, raw))
		if len(raw) > test.budget {
			t.Errorf("%s: %d bytes, the budget is %d", name, len(raw), test.budget)
		}
		if errs := accepts(raw); errs != "" {
			t.Errorf("%s: the server would refuse it: %s", name, errs)
		}
	}
}

// parts are the bytes of each field of a spec.
func parts(t *testing.T, raw []byte) map[string]int {
	t.Helper()
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(raw, &fields); err != nil {
		t.Fatal(err)
	}
	sizes := map[string]int{}
	for name, field := range fields {
		sizes[name] = len(field)
	}
	return sizes
}

// BenchmarkLedger writes and reads a ledger, and prints its stored size.
func BenchmarkLedger(b *testing.B) {
	for name, of := range map[string]func(testing.TB) recovery.Ledger{"typical": typical, "bounds": full} {
		l := of(b)
		raw := stored(b, &l)
		b.Run(name+"/write", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				stored(b, &l)
			}
			b.ReportMetric(float64(len(raw)), "stored-bytes")
		})
		b.Run(name+"/read", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				var spec v1alpha1.RecoveryLedgerSpec
				if err := json.Unmarshal(raw, &spec); err != nil {
					b.Fatal(err)
				}
				if _, err := DecodeLedger(&spec); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
