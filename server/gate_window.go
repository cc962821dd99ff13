package server

import (
	"context"
	"fmt"
	"io"
	"time"

	"github.com/lanyard-id/lanyard/server/internal/gate/plan"
)

// windowsEvery is how often it is looked which windows are open.
const windowsEvery = time.Second

// watchWindows says when windows open and shut, until the context ends: those who
// read the log want to know, the budget closes what it opened, and there is
// something to report.
func (g *runningGate) watchWindows(ctx context.Context) {
	ticks := time.NewTicker(windowsEvery)
	defer ticks.Stop()
	open := map[plan.OpenWindow]bool{}
	again := map[plan.OpenWindow]time.Time{} // when the report is made again
	for {
		now := g.clock.Now()
		is := map[plan.OpenWindow]bool{}
		for _, w := range g.keeper.Current().OpenWindows(now) {
			is[w] = true
			if !open[w] {
				g.log("window %s of %s/%s is open until %s", windowName(w), w.Notice, w.Requirement, clockTime(w.Until))
			}
		}
		for w := range open {
			if !is[w] {
				g.log("window %s of %s/%s is over", windowName(w), w.Notice, w.Requirement)
				g.budget.WindowEnded(now)
				g.windowOver(ctx, w)
				again[w] = now.Add(reportAgain)
			}
		}
		for w, at := range again {
			if !now.Before(at) {
				delete(again, w)
				g.windowOver(ctx, w)
			}
		}
		open = is
		select {
		case <-ctx.Done():
			return
		case <-ticks.C:
		}
	}
}

// windowName is LIST/ID.
func windowName(w plan.OpenWindow) string { return w.List + "/" + w.Window }

func clockTime(at time.Time) string { return at.Format("15:04 on Monday 2 January 2006") }

// describe says what would be in force.
func (g *runningGate) describe(w io.Writer) {
	now := g.clock.Now()
	p := g.keeper.Current()
	fmt.Fprintf(w, "At %s\n", clockTime(g.zoned(now)))
	for _, n := range p.Set.Notices(now) {
		fmt.Fprintf(w, "  in force   %s, revision %d\n", n.ID, n.Revision)
	}
	fmt.Fprintf(w, "  digest     %s\n", p.Digest)
	fmt.Fprintf(w, "  armed      %v: %s\n", p.Armed, p.Why)
	for _, o := range p.OpenWindows(now) {
		fmt.Fprintf(w, "  open       %s of %s, until %s\n", windowName(o), o.Requirement, clockTime(o.Until))
	}
	for _, o := range p.Standing(now) {
		fmt.Fprintf(w, "  blocks     %s, without a window, since %s\n", o.Requirement, clockTime(o.From))
	}
	if next, ok := p.NextWindow(now); ok && next.Window == "" {
		fmt.Fprintf(w, "  next       %s, without a window, from %s\n", next.Requirement, clockTime(next.From))
	} else if ok {
		fmt.Fprintf(w, "  next       %s of %s, from %s\n", windowName(next), next.Requirement, clockTime(next.From))
	}
	for _, m := range g.keeper.StartUp() {
		if m.Loud {
			fmt.Fprintf(w, "  %s\n", m.Text)
		}
	}
}
