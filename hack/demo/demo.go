package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"k8s.io/apimachinery/pkg/types"
	clocktesting "k8s.io/utils/clock/testing"
	"sigs.k8s.io/controller-runtime/pkg/event"

	"fallow.dev/fallow/api/v1alpha1"
	"fallow.dev/fallow/controllers"
	"fallow.dev/fallow/test/controlplane"
)

// errStories says that a story did not happen as it has to.
var errStories = errors.New("not every story happened")

// demo is one run of the replay.
type demo struct {
	term   *terminal
	squad  *squad
	actors []*actor
	folder string // of manifests, report files and the manager's log

	plane *controlplane.ControlPlane
}

// replay runs the four stories on a control plane and holds them against what
// they have to show. The folder stays if something failed.
func replay(ctx context.Context, term *terminal) (err error) {
	began := time.Now()
	d := &demo{term: term}
	if d.squad, err = loadSquad(); err != nil {
		return err
	}
	if d.actors, err = d.squad.actors(cast(d.squad.camp())); err != nil {
		return err
	}
	if d.folder, err = newFolder(); err != nil {
		return err
	}
	defer func() {
		if err == nil {
			err = os.RemoveAll(d.folder)
			return
		}
		term.line("\nThe manager's log and the report files are in %s", d.folder)
	}()
	d.introduce()
	if err := d.run(ctx); err != nil {
		return err
	}
	return d.judge(ctx, began)
}

// newFolder makes a folder under bin, where it outlives the run if it has to.
func newFolder() (string, error) {
	root, err := controlplane.RepositoryRoot()
	if err != nil {
		return "", err
	}
	bin := filepath.Join(root, "bin")
	if err := os.MkdirAll(bin, 0o755); err != nil {
		return "", fmt.Errorf("creating the folder of built things: %w", err)
	}
	folder, err := os.MkdirTemp(bin, "demo-")
	if err != nil {
		return "", fmt.Errorf("creating the demo's folder: %w", err)
	}
	return folder, nil
}

// introduce says who plays what.
func (d *demo) introduce() {
	d.term.line("%s", d.term.in(bold, "Fallow: sixteen weeks of four athletes under one plan, on a real control plane"))
	for _, a := range d.actors {
		d.term.line("  (%s)  %s  %-38s %s", a.letter, d.term.in(cyan, a.athlete.Name), a.title, d.term.in(dim, fmt.Sprintf("seed %d", a.seed)))
	}
}

// run starts everything, replays the weeks and shows what kubectl says.
func (d *demo) run(ctx context.Context) (err error) {
	began := time.Now()
	d.plane, err = controlplane.Start(ctx, controlplane.Options{Scheme: controllers.Scheme()})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, d.plane.Stop()) }()
	d.term.line("%s", d.term.in(dim, fmt.Sprintf("\netcd and kube-apiserver are up after %.1f s", time.Since(began).Seconds())))
	if err := d.declare(ctx); err != nil {
		return err
	}
	if err := d.season(ctx); err != nil {
		return err
	}
	d.term.heading("kubectl get ath,rest,plan -n " + d.squad.namespace)
	out, err := kubectl(ctx, d.plane, d.folder, "get", "ath,rest,plan", "-n", d.squad.namespace)
	if err != nil {
		return err
	}
	d.term.line("%s", out)
	return nil
}

// declare applies the manifests as a coach would.
func (d *demo) declare(ctx context.Context) error {
	if err := writeManifests(d.folder); err != nil {
		return err
	}
	d.term.heading("kubectl apply -f manifests/")
	out, err := kubectl(ctx, d.plane, d.folder, "apply", "-f", filepath.Join(d.folder, "manifests"))
	if err != nil {
		return err
	}
	d.term.line("%s", out)
	return nil
}

// season replays the weeks through a manager with a fake clock.
func (d *demo) season(ctx context.Context) (err error) {
	log, err := os.OpenFile(filepath.Join(d.folder, "manager.log"), os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("creating the manager's log: %w", err)
	}
	defer func() { err = errors.Join(err, log.Close()) }()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()

	fake := clocktesting.NewFakePassiveClock(d.squad.start.At(0, d.squad.zone))
	ticks := make(chan event.TypedGenericEvent[*v1alpha1.Athlete])
	m, err := startManager(ctx, d.plane.Config, fake, ticks, logTo(log))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, m.stop()) }()
	world := &cluster{squad: d.squad, client: d.plane.Client, clock: fake, ticks: ticks, manager: m, waiting: map[types.UID]string{}}
	if err := world.observe(ctx); err != nil {
		return err
	}
	n := &narrator{term: d.term, squad: d.squad, week: never}
	d.term.heading("Replay")
	d.term.line("%s", d.term.in(dim, "Day, athlete, what changed, why (rules), and how far beyond the threshold (p: probability of"))
	d.term.line("%s", d.term.in(dim, "incomplete recovery). −2: two planned sessions displaced. ·: planted, unknown to the operator."))
	run := season{
		squad: d.squad, actors: d.actors, world: world, seen: n.tell,
		files: &reportFiles{folder: filepath.Join(d.folder, "reports")},
		passed: func(day int) {
			if day == learningReport-1 {
				d.term.line("%s", d.term.in(bold, "Weeks 1 to 6"))
				for _, a := range d.actors {
					n.learned(a)
				}
			}
		},
	}
	return run.run(ctx)
}

// judge prints what each story had to show and whether it did.
func (d *demo) judge(ctx context.Context, began time.Time) error {
	d.term.heading("What had to happen")
	var failed []string
	for _, o := range outcomes(d.squad, d.actors) {
		if !passed(o.checks) {
			failed = append(failed, "("+o.role.letter+")")
		}
		printChecks(d.term, "("+o.role.letter+") "+o.role.title, o.checks)
	}
	same, err := d.agreement(ctx)
	if err != nil {
		return err
	}
	printChecks(d.term, "and in all of them", []check{same})
	if !same.passed {
		failed = append(failed, same.what)
	}
	if len(failed) > 0 {
		return fmt.Errorf("%w: %s", errStories, strings.Join(failed, ", "))
	}
	d.term.line("\n%s", d.term.in(green, fmt.Sprintf("All four stories happened, in %.0f s.", time.Since(began).Seconds())))
	return nil
}

// agreement replays the same stories on the engine alone: what stands between the
// engine and the API must not change a verdict.
func (d *demo) agreement(ctx context.Context) (check, error) {
	bare, err := offline(ctx, d.squad, cast(d.squad.camp()))
	if err != nil {
		return check{}, err
	}
	c := check{what: "operator and bare engine judged alike", passed: true}
	verdicts := 0
	for i, a := range d.actors {
		here, there := &a.last().ledger, &bare[i].stage.last().ledger
		verdicts += len(here.Verdicts)
		c.passed = c.passed && slices.Equal(here.Verdicts, there.Verdicts) && here.Standing == there.Standing
	}
	c.seen = counted(verdicts, "kept verdict")
	return c, nil
}

// printChecks prints checks under a title.
func printChecks(t *terminal, title string, checks []check) {
	t.line("%s", t.in(bold, title))
	for _, c := range checks {
		mark, s := "pass", green
		if !c.passed {
			mark, s = "FAIL", red
		}
		t.row(cell{text: "   ", width: 3}, cell{text: mark, width: 4, style: s}, cell{text: c.what, width: 48}, cell{text: c.seen, style: dim})
	}
}
