package recovery_test

import (
	"testing"

	"fallow.dev/fallow/internal/recovery"
)

// A report of symptoms alone, sent before the day is judged by habit, opens the
// hold at once.
func TestSymptomsAreJudgedAtOnce(t *testing.T) {
	set := setting(t)
	day := recovery.Day(20522)
	at := set.Wake(day) + 3600
	d := recovery.Decide(recovery.Input{
		Setting: set, Now: at,
		Reports: []recovery.Report{{Day: day, Source: "phone", Symptoms: &recovery.Symptoms{Illness: recovery.Systemic, FeverFreeHours: -1}}},
	})
	if e := d.Ledger.Standing.Episode; e.Trigger != recovery.TriggerIllness || !d.Ledger.Standing.InForce(at) {
		t.Errorf("one hour after the usual wake: state %d, episode %+v; want a hold in force", d.Ledger.Standing.State, e)
	}
}
