package translate

import (
	"time"

	"fallow.dev/fallow/api/v1alpha1"
	"fallow.dev/fallow/internal/recovery"
)

// Report returns the engine's view of a report. A zone that the athlete
// travelled to and that does not exist is ignored, so that the home zone counts.
func Report(r *v1alpha1.MarkerReport) recovery.Report {
	s := &r.Spec
	out := recovery.Report{
		Day: Day(s.Day), Source: s.Source, Revision: valueOr(s.Revision, 0), Retract: isTrue(s.Retract),
		RestDay: isTrue(s.RestDay), Wellness: wellness(&s.Wellness),
	}
	if s.Context.TimeZone != "" {
		if zone, err := time.LoadLocation(string(s.Context.TimeZone)); err == nil {
			out.Zone = zone
		}
	}
	for i := range s.Observations {
		out.Observations = append(out.Observations, observation(&s.Observations[i]))
	}
	if s.Sleep != nil {
		out.Sleep, out.NapMinutes = sleep(s.Sleep)
	}
	if s.Context != (v1alpha1.ReportContext{}) {
		out.Context = &recovery.Context{
			Alcohol: isTrue(s.Context.Alcohol), Medication: isTrue(s.Context.MedicationAffectingHeartRate),
			TravelZones: valueOr(s.Context.TravelZones, 0), AltitudeMetres: valueOr(s.Context.AltitudeMetres, 0),
		}
	}
	if s.Symptoms.Illness != "" {
		out.Symptoms = &recovery.Symptoms{
			Illness:        recovery.Illness(illnesses.index(s.Symptoms.Illness)),
			FeverFreeHours: valueOr(s.Symptoms.FeverFreeHours, -1),
		}
	}
	for i := range s.Sessions {
		out.Sessions = append(out.Sessions, session(&s.Sessions[i]))
	}
	return out
}

func observation(o *v1alpha1.Observation) recovery.Observation {
	out := recovery.Observation{Marker: recovery.Marker(o.Marker), Method: o.Method, Unit: o.Unit, ArtefactPercent: -1}
	out.Value = decimal(o.Value)
	if o.MeasuredAt != nil {
		out.Measured = o.MeasuredAt.Time
	}
	if o.ArtefactPercent != "" {
		out.ArtefactPercent = decimal(o.ArtefactPercent)
	}
	return out
}

func wellness(w *v1alpha1.Wellness) recovery.Wellness {
	return recovery.Wellness{
		recovery.Fatigue: int32(w.Fatigue), recovery.Soreness: int32(w.Soreness), recovery.Stress: int32(w.Stress),
		recovery.Mood: int32(w.Mood), recovery.SleepQuality: int32(w.SleepQuality),
	}
}

// sleep returns the main sleep and the minutes of all naps.
func sleep(s *v1alpha1.SleepReport) (main *recovery.MainSleep, naps int32) {
	for i := range s.Naps {
		naps += s.Naps[i].Minutes
	}
	return &recovery.MainSleep{Onset: s.Onset.Time, Wake: s.Wake.Time, AsleepMinutes: valueOr(s.AsleepMinutes, recovery.Missing)}, naps
}

func session(s *v1alpha1.SessionReport) recovery.Session {
	return recovery.Session{
		Kind: recovery.SessionKind(s.Kind), Intensity: recovery.Intensity(intensities.index(s.Intensity)),
		Start: s.StartedAt.Time, Minutes: s.DurationMinutes, RPE: valueOr(s.RPE, recovery.Missing),
		Watts: valueOr(s.AveragePowerWatts, 0), Eccentric: isTrue(s.Eccentric),
	}
}
