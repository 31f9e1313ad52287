package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"k8s.io/utils/clock"

	"fallow.dev/fallow/controllers"
	"fallow.dev/fallow/internal/recovery"
	"fallow.dev/fallow/internal/simulate"
	"fallow.dev/fallow/internal/translate"
	"fallow.dev/fallow/test/controlplane"
)

// The athlete of config/samples.
const (
	samplesNamespace = "harriers"
	samplesAthlete   = "a-7f3k"
	samplesZone      = "Europe/Berlin"
)

// up runs a control plane with a manager and the samples until ctx ends.
func up(ctx context.Context, term *terminal) (err error) {
	root, err := controlplane.RepositoryRoot()
	if err != nil {
		return err
	}
	folder, err := os.MkdirTemp("", "fallow-up-")
	if err != nil {
		return fmt.Errorf("creating a folder: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	log, err := os.OpenFile(filepath.Join(folder, "manager.log"), os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("creating the manager's log: %w", err)
	}
	defer func() { err = errors.Join(err, log.Close()) }()

	term.line("%s", term.in(dim, "Starting etcd, kube-apiserver and kube-controller-manager"))
	plane, err := controlplane.Start(ctx, controlplane.Options{Scheme: controllers.Scheme(), ControllerManager: true})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, plane.Stop()) }()
	m, err := startManager(ctx, plane.Config, clock.RealClock{}, nil, logTo(log))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, m.stop()) }()
	for _, args := range [][]string{{"create", "namespace", samplesNamespace}, {"apply", "-k", filepath.Join(root, "config", "samples")}} {
		out, err := kubectl(ctx, plane, folder, args...)
		if err != nil {
			return err
		}
		term.line("%s", out)
	}
	report, err := writeMorning(folder, time.Now())
	if err != nil {
		return err
	}
	invite(term, plane, report, filepath.Join(folder, "manager.log"))
	select {
	case <-ctx.Done():
		term.line("\n%s", term.in(dim, "Stopping"))
		return nil
	case <-m.stopped:
		return errors.New("the manager stopped by itself")
	}
}

// writeMorning writes a report of today for the samples' athlete and returns its
// path.
func writeMorning(folder string, now time.Time) (string, error) {
	zone, err := translate.Zone(samplesZone)
	if err != nil {
		return "", err
	}
	today := recovery.DayOf(now, zone)
	r := reporter{namespace: samplesNamespace, athlete: samplesAthlete, zone: zone, start: today}
	morning := simulate.NewGenerator(uint64(today), simulate.Typical()).Day(simulate.Truth{Illness: simulate.NoIllness}, nil)
	reports, err := r.morning(&morning, nil)
	if err != nil {
		return "", err
	}
	files := reportFiles{folder: folder}
	if _, err := files.exchange(samplesAthlete, today, reports); err != nil {
		return "", err
	}
	return files.path(samplesAthlete, today), nil
}

// invite says how to use what runs.
func invite(term *terminal, plane *controlplane.ControlPlane, report, log string) {
	hint := func(command, what string) {
		term.row(cell{text: "  " + command, width: 34}, cell{text: what, style: dim})
	}
	term.heading("Running until Ctrl-C")
	term.line("In another terminal:\n")
	term.line("  export KUBECONFIG=%s", plane.Kubeconfig)
	term.line("  export PATH=\"%s:$PATH\"  %s", plane.Assets, term.in(dim, "# kubectl, if you have none"))
	term.line("  kubectl config set-context --current --namespace=%s\n", samplesNamespace)
	hint("kubectl get fallow", "# everything of Fallow's here")
	hint("kubectl get ath,rest,plan", "# how the athletes stand")
	hint("kubectl get plan "+samplesAthlete+" -o yaml", "# the next days as they will be trained")
	hint("kubectl explain athlete.spec", "# what each field means")
	term.line("\nReport this morning:\n\n  kubectl create -f %s\n", report)
	term.line("The manager's log: %s", log)
}
