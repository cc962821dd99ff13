package server

import (
	"context"
	"encoding/json"
	"time"

	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/server/internal/evidence"
	"github.com/lanyard-id/lanyard/server/internal/gate/decision"
	"github.com/lanyard-id/lanyard/server/internal/journal"
)

// recalledFor is how far back the live page is told what processes before this one
// decided: an hour before a window that has been open for an hour.
const recalledFor = 2 * time.Hour

// recall tells the live page what the journal has of the last hours, so that a gate
// that was started anew in a window still knows who stopped coming. It takes
// seconds where much is kept, and nobody waits for it.
func (g *runningGate) recall(ctx context.Context) {
	if g.c.Journal == "" {
		return
	}
	began := g.clock.Now()
	titles := g.titles(began)
	_, err := journal.Scan(g.c.Journal, began.Add(-recalledFor), began, func(f journal.Found) error {
		if k, err := evidence.Parse(f.Record); err == nil && k.Gate != nil && k.SignIn != nil {
			d := recalled(&k, titles)
			d.At = f.At
			g.live.Recall(d)
		}
		return ctx.Err()
	})
	if err != nil && ctx.Err() == nil {
		g.log("the live page is not told what was decided before: %v", err)
	}
}

// titles are the requirements in force at an instant, by their ids.
func (g *runningGate) titles(at time.Time) map[string]decision.Finding {
	all := make(map[string]decision.Finding)
	for _, r := range g.keeper.Current().Set.Rules(at) {
		q := r.Requirement()
		all[q.ID] = decision.Finding{Notice: r.Notice().ID, Requirement: q.ID, Title: q.Title}
	}
	return all
}

// recalled makes of what was kept what the live page counts. A requirement that is
// no longer in force is left out.
func recalled(k *evidence.Kept, titles map[string]decision.Finding) *decision.Decision {
	var in struct {
		Client struct{ Product, Version string }
	}
	_ = json.Unmarshal(k.SignIn, &in) // it was read before; what cannot be read is not known
	d := &decision.Decision{
		Action: actionOf(k.Told.Decision), Asked: actionOf(k.Gate.Asked), Weakened: decision.Reason(k.Gate.Weakened),
		Extractor: k.Gate.Extractor, Organisation: k.Gate.Organisation, Client: in.Client.Product, Version: in.Client.Version,
		Contradicted: k.Gate.Contradictions,
	}
	switch k.Gate.Proven {
	case evidence.ProvenPerson:
		d.Proven = decision.ByPerson
	case evidence.ProvenDevice:
		d.Proven = decision.ByDevice
	case evidence.ProvenAddress:
		d.Proven = decision.ByAddress
	}
	for _, t := range k.Told.Findings {
		if f, ok := titles[t.Requirement]; ok && (t.Result == notice.Unmet || t.Result == notice.Unknown) {
			f.Result, f.Asks = t.Result, t.Action
			d.Findings = append(d.Findings, f)
		}
	}
	return d
}

// actionOf is the action of a decision by its name.
func actionOf(decision string) notice.Action {
	for a := notice.Observe; a <= notice.Block; a++ {
		if a.Decision() == decision {
			return a
		}
	}
	return notice.Observe
}
