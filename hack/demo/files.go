package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"

	"sigs.k8s.io/yaml"

	"fallow.dev/fallow/api/v1alpha1"
	"fallow.dev/fallow/internal/recovery"
)

// reportFiles is the folder through which reports pass: one file per athlete and
// day, as a data platform would drop them.
type reportFiles struct{ folder string }

var separator = []byte("---\n")

// exchange writes the reports of an athlete's day to a file and reads them back,
// so that what reaches the operator is what stands in the file.
func (f *reportFiles) exchange(athlete string, day recovery.Day, reports []v1alpha1.MarkerReport) ([]v1alpha1.MarkerReport, error) {
	name := f.path(athlete, day)
	if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
		return nil, fmt.Errorf("creating the folder of report files: %w", err)
	}
	var content []byte
	for i := range reports {
		document, err := yaml.Marshal(&reports[i])
		if err != nil {
			return nil, fmt.Errorf("writing a report: %w", err)
		}
		if i > 0 {
			content = append(content, separator...)
		}
		content = append(content, document...)
	}
	if err := os.WriteFile(name, content, 0o600); err != nil {
		return nil, fmt.Errorf("writing a report file: %w", err)
	}
	return readReports(name)
}

// path is the file of an athlete's day.
func (f *reportFiles) path(athlete string, day recovery.Day) string {
	return filepath.Join(f.folder, athlete, day.String()+".yaml")
}

// readReports reads the reports of one file.
func readReports(name string) ([]v1alpha1.MarkerReport, error) {
	content, err := os.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("reading a report file: %w", err)
	}
	var out []v1alpha1.MarkerReport
	for document := range bytes.SplitSeq(content, append([]byte("\n"), separator...)) {
		var report v1alpha1.MarkerReport
		if err := yaml.UnmarshalStrict(document, &report); err != nil {
			return nil, fmt.Errorf("reading %s: %w", name, err)
		}
		out = append(out, report)
	}
	return out, nil
}
