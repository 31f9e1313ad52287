package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strconv"
	"time"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"fallow.dev/fallow/api/v1alpha1"
	"fallow.dev/fallow/internal/recovery"
	"fallow.dev/fallow/internal/simulate"
)

// reporter makes the messages of one athlete's watch.
type reporter struct {
	namespace, athlete string
	zone               *time.Location
	start              recovery.Day
}

// morning are the messages of a morning: what was measured and answered, with
// the sessions of the day before. A day without training is a message of its own,
// because it is about that day.
func (r *reporter) morning(d, yesterday *simulate.Day) ([]v1alpha1.MarkerReport, error) {
	var out []v1alpha1.MarkerReport
	spec := r.markers(d)
	if yesterday != nil {
		spec.Sessions = r.sessions(yesterday)
	}
	if yesterday != nil && len(spec.Sessions) == 0 {
		rest, err := r.message(r.start+recovery.Day(yesterday.Index), v1alpha1.MarkerReportSpec{RestDay: new(true)})
		if err != nil {
			return nil, err
		}
		out = append(out, rest)
	}
	report, err := r.message(r.start+recovery.Day(d.Index), spec)
	if err != nil {
		return nil, err
	}
	return append(out, report), nil
}

// markers is what the watch measured this morning and what the athlete answered.
func (r *reporter) markers(d *simulate.Day) v1alpha1.MarkerReportSpec {
	day := r.start + recovery.Day(d.Index)
	wake := day.At(d.WakeMinute, r.zone)
	onset := day.At(d.OnsetMinute, r.zone)
	asleep := min(time.Duration(d.AsleepMinutes)*time.Minute, wake.Sub(onset)) // a change of the clocks may take an hour of the night
	measured := new(metav1.NewTime(wake.Add(5 * time.Minute)))
	w := d.Wellness
	return v1alpha1.MarkerReportSpec{
		Observations: []v1alpha1.Observation{
			{
				Marker: v1alpha1.MarkerRMSSD, Value: decimal(min(300, d.RMSSD)), Unit: "ms", Method: "MorningSupine",
				MeasuredAt: measured, ArtefactPercent: decimal(d.ArtefactPct),
			},
			{Marker: v1alpha1.MarkerRestingHeartRate, Value: decimal(d.HeartRate), Unit: "/min", Method: "MorningSupine", MeasuredAt: measured},
		},
		Wellness: v1alpha1.Wellness{
			Fatigue: v1alpha1.WellnessScore(w[0]), Soreness: v1alpha1.WellnessScore(w[1]), Stress: v1alpha1.WellnessScore(w[2]),
			Mood: v1alpha1.WellnessScore(w[3]), SleepQuality: v1alpha1.WellnessScore(w[4]),
		},
		Sleep: &v1alpha1.SleepReport{
			Onset: metav1.NewTime(onset), Wake: metav1.NewTime(wake), AsleepMinutes: new(int32(asleep.Minutes())),
		},
		Context:  v1alpha1.ReportContext{Alcohol: new(false)},
		Symptoms: v1alpha1.Symptoms{Illness: v1alpha1.Illness(d.Truth.Illness)},
	}
}

// sessions are the sessions that were done on a day.
func (r *reporter) sessions(d *simulate.Day) []v1alpha1.SessionReport {
	day := r.start + recovery.Day(d.Index)
	var out []v1alpha1.SessionReport
	for _, s := range d.Trained {
		out = append(out, v1alpha1.SessionReport{
			StartedAt: metav1.NewTime(day.At(s.Hour*60, r.zone)), Name: s.Name, Kind: v1alpha1.SessionKind(s.Kind),
			Intensity: v1alpha1.Intensity(s.Intensity), DurationMinutes: int32(s.Minutes), RPE: new(int32(s.RPE)),
		})
	}
	return out
}

// message completes a report. Its name is made from its content, so that to send
// it twice is harmless.
func (r *reporter) message(day recovery.Day, spec v1alpha1.MarkerReportSpec) (v1alpha1.MarkerReport, error) {
	spec.AthleteRef, spec.Day, spec.Source = v1alpha1.AthleteRef{Name: r.athlete}, v1alpha1.Day(day.String()), "watch"
	content, err := json.Marshal(spec)
	if err != nil {
		return v1alpha1.MarkerReport{}, fmt.Errorf("naming a report: %w", err)
	}
	digest := sha256.Sum256(content)
	return v1alpha1.MarkerReport{
		TypeMeta: metav1.TypeMeta{APIVersion: v1alpha1.SchemeGroupVersion.String(), Kind: "MarkerReport"},
		ObjectMeta: metav1.ObjectMeta{
			Name:      fmt.Sprintf("%s-%s-%s", r.athlete, day.At(0, time.UTC).Format("20060102"), hex.EncodeToString(digest[:4])),
			Namespace: r.namespace,
		},
		Spec: spec,
	}, nil
}

// decimal writes a value with one decimal place, as devices do.
func decimal(x float64) v1alpha1.Decimal { return v1alpha1.Decimal(strconv.FormatFloat(x, 'f', 1, 64)) }
