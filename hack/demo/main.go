package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"syscall"
)

func main() { os.Exit(status()) }

// status is the exit status: 1 if a story did not happen or anything failed.
func status() int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx); err != nil {
		fmt.Fprintln(os.Stderr, "demo:", err)
		return 1
	}
	return 0
}

func run(ctx context.Context) error {
	var o struct {
		up, offline bool
		seeds       int
		first       uint64
	}
	flag.BoolVar(&o.up, "up", false, "start a control plane and a manager with the real clock, and stay until interrupted")
	flag.BoolVar(&o.offline, "offline", false, "replay the stories on the engine alone, without a control plane")
	flag.IntVar(&o.seeds, "seeds", 100, "with -offline: how many seeds of each story")
	flag.Uint64Var(&o.first, "first", firstOtherSeed, "with -offline: the first of them")
	flag.Parse()
	term := newTerminal(os.Stdout)
	switch {
	case o.up:
		return up(ctx, term)
	case o.offline:
		s, err := loadSquad()
		if err != nil {
			return err
		}
		return seedTable(ctx, term, s, o.first, o.seeds)
	}
	return replay(ctx, term)
}
