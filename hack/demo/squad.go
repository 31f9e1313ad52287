package main

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"time"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"sigs.k8s.io/yaml"

	"fallow.dev/fallow/api/v1alpha1"
	"fallow.dev/fallow/internal/recovery"
	"fallow.dev/fallow/internal/schedule"
	"fallow.dev/fallow/internal/simulate"
	"fallow.dev/fallow/internal/translate"
)

//go:embed manifests/*.yaml
var manifests embed.FS

// squad is what the manifests declare.
type squad struct {
	namespace string
	policy    v1alpha1.RecoveryPolicy
	athletes  []v1alpha1.Athlete
	block     v1alpha1.TrainingBlock

	zone  *time.Location
	start recovery.Day
	days  int
}

// loadSquad reads the embedded manifests.
func loadSquad() (*squad, error) {
	s := &squad{}
	files, err := fs.Glob(manifests, "manifests/*.yaml")
	if err != nil {
		return nil, fmt.Errorf("listing the manifests: %w", err)
	}
	for _, name := range files {
		content, err := manifests.ReadFile(name)
		if err != nil {
			return nil, fmt.Errorf("reading a manifest: %w", err)
		}
		for document := range strings.SplitSeq(string(content), "\n---\n") {
			if err := s.add([]byte(document)); err != nil {
				return nil, fmt.Errorf("reading %s: %w", name, err)
			}
		}
	}
	return s, s.complete()
}

// add reads one manifest.
func (s *squad) add(document []byte) error {
	var kind metav1.TypeMeta
	if err := yaml.Unmarshal(document, &kind); err != nil {
		return fmt.Errorf("reading the kind: %w", err)
	}
	switch kind.Kind {
	case "Namespace":
		var n metav1.PartialObjectMetadata
		err := yaml.Unmarshal(document, &n)
		s.namespace = n.Name
		return err
	case "RecoveryPolicy":
		return yaml.UnmarshalStrict(document, &s.policy)
	case "TrainingBlock":
		return yaml.UnmarshalStrict(document, &s.block)
	case "Athlete":
		var a v1alpha1.Athlete
		err := yaml.UnmarshalStrict(document, &a)
		s.athletes = append(s.athletes, a)
		return err
	}
	return fmt.Errorf("kind %q is none of the demo's", kind.Kind)
}

// complete derives what the stories need to know of the calendar.
func (s *squad) complete() error {
	if len(s.athletes) == 0 {
		return errors.New("the manifests declare no athlete")
	}
	var err error
	if s.zone, err = translate.Zone(s.athletes[0].Spec.TimeZone); err != nil {
		return fmt.Errorf("reading the first athlete: %w", err)
	}
	s.start = translate.Day(s.block.Spec.StartDay)
	s.days = 7 * len(translate.Block(&s.block).Weeks)
	return nil
}

// camp is the first and the last day of the declared overload.
func (s *squad) camp() (first, last int) {
	block := translate.Block(&s.block)
	first = -1
	for i := range block.Weeks {
		if block.Weeks[i].Intent != recovery.Overload {
			continue
		}
		if first < 0 {
			first = 7 * i
		}
		last = 7*i + 6
	}
	return first, last
}

// planned are the sessions that the block plans for a day. The exertion that a
// rested athlete reports is what the planned load stands for.
func (s *squad) planned(day int) []simulate.Session {
	on := s.start + recovery.Day(day)
	var out []simulate.Session
	for _, p := range schedule.Expand([]schedule.Block{translate.Block(&s.block)}, on, on, s.zone) {
		load := int32(0)
		if p.Load != nil {
			load = *p.Load
		}
		out = append(out, simulate.Session{
			Name: p.Name, Kind: p.Kind, Intensity: intensityNames[p.Intensity],
			Hour: p.Minute / 60, Minutes: int(p.Minutes), RPE: float64(load) / float64(p.Minutes),
		})
	}
	return out
}

var intensityNames = map[recovery.Intensity]string{
	recovery.Easy: "Easy", recovery.Moderate: "Moderate", recovery.Threshold: "Threshold", recovery.High: "High",
}
