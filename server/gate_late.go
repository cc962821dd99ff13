package server

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"github.com/lanyard-id/lanyard/server/internal/gate/budget"
	"github.com/lanyard-id/lanyard/server/internal/journal"
)

// A gate that hands over gives its journal away at once, so that nobody waits for
// its successor, and still answers what comes on connections that are open. These
// last decisions go to a journal of their own beside the first, and the successor
// takes them over when the process before it has ended; so does any later gate that
// finds one, as after a kill.

// latePattern is where last decisions are kept, in the journal's folder.
const latePattern = "late-*"

// absorbEvery and absorbFor are how often a successor looks for last decisions, and
// for how long: until the process before it must have ended.
const (
	absorbEvery = time.Second
	absorbFor   = 2 * (linger + drainWait)
)

// leaveJournal gives the journal to the successor that waits for it. Decisions go to
// a late journal from now on.
func (g *runningGate) leaveJournal() {
	if g.c.Journal == "" {
		return
	}
	dir := filepath.Join(g.c.Journal, "late-"+strconv.Itoa(os.Getpid()))
	late, err := journal.Open(dir, journal.Options{})
	if err != nil {
		g.log("the last decisions of this process cannot be kept: %v", err)
	}
	// What the successor reads must be whole before it has the journal, and nobody
	// else may write over what it writes.
	if err := g.budget.Close(); err != nil {
		g.log("%v", err)
	}
	if before := g.journal.Swap(late); before != nil {
		if err := before.Close(); err != nil {
			g.log("%v", err)
		}
	}
}

// absorbLate takes over what processes before this one decided last, until none can
// be left.
func (g *runningGate) absorbLate(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, absorbFor)
	defer cancel()
	ticks := time.NewTicker(absorbEvery)
	defer ticks.Stop()
	for {
		dirs, err := filepath.Glob(filepath.Join(g.c.Journal, latePattern))
		if err != nil {
			return // the pattern is a good one
		}
		for _, dir := range dirs {
			err := g.absorb(dir)
			switch {
			case errors.Is(err, journal.ErrInUse):
				g.countLate(dir) // whom the process before refuses meanwhile counts here, too
			case err != nil:
				g.log("taking over the last decisions in %s: %v; they stay there", dir, err)
			}
		}
		select {
		case <-ctx.Done():
			return
		case <-ticks.C:
		}
	}
}

// absorb takes over one late journal, whose writer has ended, and removes it.
// ErrInUse: it has not.
func (g *runningGate) absorb(dir string) error {
	late, err := journal.Open(dir, journal.Options{})
	if err != nil {
		return err
	}
	if err := late.Close(); err != nil {
		return err
	}
	j := g.journal.Load()
	if j == nil {
		return errNoJournal
	}
	count := 0
	damaged, err := journal.Scan(dir, time.Time{}, time.Time{}, func(f journal.Found) error {
		count++
		g.recount(f, budget.Restored{}, true)
		_, err := j.Append(f.At, journal.Entry{Code: f.Code, Kind: f.Kind, Record: f.Record})
		return err
	})
	if err != nil {
		return err
	}
	if damaged.Count > 0 {
		return fmt.Errorf("%d lines are damaged, the first: %s", damaged.Count, damaged.First[0])
	}
	if count > 0 {
		g.log("took over the %d last decisions of the process before", count)
	}
	return os.RemoveAll(dir)
}
