package server

import (
	"bytes"
	"net/netip"
	"path/filepath"
	"time"

	"github.com/lanyard-id/lanyard/server/internal/evidence"
	"github.com/lanyard-id/lanyard/server/internal/gate"
	"github.com/lanyard-id/lanyard/server/internal/gate/budget"
	"github.com/lanyard-id/lanyard/server/internal/gate/decision"
	"github.com/lanyard-id/lanyard/server/internal/journal"
)

// A gate that is started again counts on: its lock-out budget is kept in a file every
// few seconds, with the place at which the journal stood, and every refusal is in the
// journal before it is answered. So the file, and what the journal has behind that
// place, are all who were refused, however the process before ended.

// mostRecounted bounds how much of the journal a start reads. It is some 40 seconds of
// a gate that decides 5,000 times a second, of which the file is 5 behind; and where
// there is no file, as long as that of the hour that the budget looks back.
const mostRecounted = 128 << 20

// countOn restores the lock-out budget, and keeps it from now on. The journal is held,
// so that no process before this one writes to either.
func (g *runningGate) countOn() {
	state := g.state()
	if state == "" {
		return
	}
	began, path := time.Now(), filepath.Join(state, "budget.json")
	r, err := g.budget.Restore(path, g.clock.Now())
	if err != nil {
		g.log("%v. Who was refused lately is counted again from the journal", err)
	}
	from, ok := journal.ParsePosition(r.Place)
	if r.Place != "" && !ok {
		g.log("%s: the journal has no place %q; who was refused lately is counted again from all of it that is read", path, r.Place)
	}
	again := 0
	tail, err := journal.ScanTail(g.c.Journal, from, mostRecounted, func(f journal.Found) error {
		if g.recount(f, r, true) {
			again++
		}
		return nil
	})
	switch {
	case err != nil:
		g.log("counting again who was refused: %v; of those since %s the budget may count too few", err, r.Place)
	case tail.Cut:
		g.log("counting again who was refused: the journal is read from %s on only, of what follows %s; the budget may count too few", tail.From, r.Place)
	}
	if tail.Damaged.Count > 0 {
		g.log("counting again who was refused: %d lines of the journal are damaged, the first: %s; whom they refused does not count", tail.Damaged.Count, tail.Damaged.First[0])
	}
	late, _ := filepath.Glob(filepath.Join(g.c.Journal, latePattern)) // the pattern is a good one
	for _, dir := range late {
		g.countLate(dir)
	}
	if r.Members+again > 0 {
		g.log("the lock-out budget counts on: %d who were refused within the hour, and %d refusals of the journal since, read in %s", r.Members, again, time.Since(began).Round(time.Millisecond))
	}
	g.budget.Keep(path, g.journalPlace)
}

// journalPlace is where the journal stands.
func (g *runningGate) journalPlace() string {
	if j := g.journal.Load(); j != nil {
		return j.End().String()
	}
	return ""
}

// countLate counts whom a process before this one refuses while it ends. They are read
// again and again, so that what nobody is known of is left to the end.
func (g *runningGate) countLate(dir string) {
	_, err := journal.Scan(dir, time.Time{}, time.Time{}, func(f journal.Found) error {
		g.recount(f, budget.Restored{}, false)
		return nil
	})
	if err != nil {
		g.log("counting whom the process before refuses: %v", err)
	}
}

// blocked is what a record of a block that the notices asked for has in it. What a
// client said has its quotes escaped, so that few others have it.
var blocked = []byte(`"asked":"block"`)

// recount counts again whom a record refused, and reports whether it did. unproven:
// also an attempt of which nothing was proven, which counts each time.
func (g *runningGate) recount(f journal.Found, r budget.Restored, unproven bool) bool {
	if f.Kind != journal.Decision || !bytes.Contains(f.Record, blocked) {
		return false
	}
	seen, err := evidence.ParseGate(f.Record)
	if err != nil || seen == nil || seen.Asked != "block" {
		return false
	}
	switch decision.Reason(seen.Weakened) {
	case "", decision.Budget, decision.BudgetAll:
	default:
		return false // the budget was not asked
	}
	unit := provenUnits[seen.Proven]
	if unit == decision.Unproven && (!unproven || seen.Weakened != "") {
		return false
	}
	id := budget.Identity{Person: seen.Person, Device: seen.Device, Organisation: seen.Organisation}
	id.Address, _ = netip.ParseAddr(seen.Address) // none: it was not seen
	if seen.Certificate != "" {
		id.Person = gate.CertifiedPerson(seen.Certificate)
	}
	g.budget.Recount(r, id, unit, f.At, g.clock.Now())
	return true
}

// provenUnits are the units by the words of evidence.
var provenUnits = map[string]decision.Unit{
	evidence.ProvenPerson: decision.ByPerson, evidence.ProvenDevice: decision.ByDevice, evidence.ProvenAddress: decision.ByAddress,
}
