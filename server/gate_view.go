package server

import (
	"context"
	"crypto/tls"
	"fmt"
	"strings"
	"time"

	"github.com/lanyard-id/lanyard/server/internal/gate/budget"
	"github.com/lanyard-id/lanyard/server/internal/gate/live"
	"github.com/lanyard-id/lanyard/server/internal/gate/plan"
)

// sources are what the live page asks.
func (g *runningGate) sources() live.Sources {
	return live.Sources{
		Clock: g.clockView, Plan: g.planView, Budget: g.budgetView, Journal: g.journalView, Certificates: g.certificateView,
		Door: g.doorView, Pager: g.pagerView, Organisation: g.estate.name, Contact: g.estate.contact, Report: g.lastReport,
		Hold:    func(_ context.Context, by, reason string) error { return g.keeper.Hold(by, reason) },
		Release: func(_ context.Context, by, reason string) error { return g.keeper.Release(by + " (" + reason + ")") },
		Reset:   g.resetBudget,
		Record:  g.record,
		Hosts:   g.c.AdminHosts,
	}
}

func (g *runningGate) clockView() live.Clock {
	v := live.Clock{Now: g.zoned(g.clock.Now()), Rehearsal: g.clock.Rehearsal(), Rate: g.c.Clock.Rate}
	v.Doubt, _ = g.clock.Doubt()
	stats := g.clock.Stats()
	v.OffBy, v.Doubts = live.Seconds(stats.Difference), stats.Doubts
	return v
}

// resetBudget closes what the budget opened, and says in the log who did it.
func (g *runningGate) resetBudget(_ context.Context, organisation string, all bool, by, reason string) error {
	now := g.clock.Now()
	if all {
		g.log("%s closes all that the lock-out budget opened (%s): blocks hold again", by, reason)
		g.budget.ResetAll(by, now)
		return nil
	}
	g.log("%s closes what the lock-out budget opened for organisation %q (%s): blocks hold again there", by, organisation, reason)
	g.budget.Reset(organisation, by, now)
	return nil
}

// zoned tells an instant by the clocks of the notices.
func (g *runningGate) zoned(at time.Time) time.Time {
	if z := g.keeper.Current().Set.Zone(); z != nil {
		return at.In(z.Location())
	}
	return at
}

// planView is what is in force.
func (g *runningGate) planView() live.Plan {
	s, now := g.keeper.Status(), g.clock.Now()
	p := s.Plan
	v := live.Plan{Loaded: true, Digest: p.Digest, Since: g.zoned(p.Loaded), Armed: p.Armed, Why: p.Why, Stale: p.Stale}
	for _, f := range s.Files {
		v.Files = append(v.Files, live.File{Path: f.Path, Kind: f.Kind, State: string(f.State), Problem: f.Problem})
	}
	if w := s.Waiting; w != nil {
		v.Pending = &live.Pending{Digest: w.Digest, ReadAt: w.Since, Takes: w.Until, Armed: w.Armed, Why: strings.Join(w.Why, "; "), Files: w.Files}
	}
	if s.Hold != nil {
		v.Hold = &live.Hold{By: s.Hold.By, Reason: s.Hold.Why, Since: s.Hold.Since}
	}
	for _, w := range p.OpenWindows(now) {
		v.Open = append(v.Open, g.windowView(w))
	}
	for _, w := range p.Standing(now) {
		v.Open = append(v.Open, g.windowView(w))
	}
	if w, ok := p.NextWindow(now); ok {
		next := g.windowView(w)
		v.Next = &next
	}
	return v
}

func (g *runningGate) windowView(w plan.OpenWindow) live.Window {
	v := live.Window{
		Notice: w.Notice, Requirement: w.Requirement, Title: w.Title,
		Name: w.List + "/" + w.Window, Places: w.Places, From: g.zoned(w.From),
	}
	if !w.Until.IsZero() {
		v.Until = g.zoned(w.Until)
	}
	return v
}

func (g *runningGate) certificateView() []live.Certificate {
	if g.certificates == nil {
		return nil
	}
	var out []live.Certificate
	add := func(use string, get func() (*tls.Certificate, error)) {
		c, err := get()
		if err != nil || c == nil || c.Leaf == nil {
			return
		}
		out = append(out, live.Certificate{Use: use, Subject: c.Leaf.Subject.String(), NotAfter: c.Leaf.NotAfter})
	}
	add("front", g.certificates.Modern)
	if g.certificates.HasOld() {
		add("old-tls", g.certificates.Old)
	}
	return out
}

// doorView is what became of connections.
func (g *runningGate) doorView() live.Door {
	if g.door == nil {
		return live.Door{}
	}
	c := g.door.Counts()
	v := live.Door{Open: c.Open, Greeting: c.Greeting, Idle: c.Idle, OldTLS: c.Old, Away: map[string]uint64{}}
	for why, n := range c.Away {
		v.Away[string(why)] = n
	}
	return v
}

// pagerView is how it stands with the webhook.
func (g *runningGate) pagerView() live.Pager {
	s := g.pager.Status()
	return live.Pager{To: s.To, Waiting: s.Waiting, Delivered: uint64(s.Delivered), Failures: uint64(s.Failures), Lost: uint64(s.Lost), Trouble: s.Trouble}
}

// budgetView is how the lock-out budget stands.
func (g *runningGate) budgetView() live.Budget {
	s := g.budget.Status(g.clock.Now())
	known := s.Known
	v := live.Budget{
		All: g.spent(s.All), Unproven: live.Meter{Used: s.Unproven.Used, Limit: s.Unproven.Limit},
		More: s.More, Tripped: s.Open,
		Proven: &live.Proven{People: known.People, Devices: known.Devices, Addresses: known.Addresses, Full: known.Full},
	}
	if s.Err != nil {
		v.Problem = s.Err.Error()
	}
	if known.Err != nil {
		v.Proven.Problem = known.Err.Error()
	}
	if s.All.Since.IsZero() {
		v.All.Why = fmt.Sprintf("All opens when %d organisations are open, from %d networks; now it is %d.", s.AgreeingOrganisations, s.AgreeingNetworks, s.Open)
	}
	for _, o := range s.Organisations {
		v.Organisations = append(v.Organisations, live.SpentHere{Organisation: o.Code, Spent: g.spent(o.Count)})
	}
	return v
}

func (g *runningGate) spent(c budget.Count) live.Spent {
	s := live.Spent{Used: c.Used, AtLeast: c.AtLeast, Limit: c.Limit, Unit: c.Unit.String(), Tripped: !c.Since.IsZero()}
	if s.Tripped {
		s.Since = g.zoned(c.Since)
	}
	return s
}
