package live

import (
	"sync/atomic"
	"time"

	"github.com/lanyard-id/lanyard/server/internal/gate/attempt"
	"github.com/lanyard-id/lanyard/server/internal/gate/decision"
)

// Options are what a Live must be told.
type Options struct {
	// Now is the gate's clock: that of its decisions, also in a rehearsal.
	Now func() time.Time
	// Version is the program's, for /metrics; "" is shown as unknown.
	Version string
	// Machine is the machine's clock, by which certificates end also in a rehearsal;
	// nil: that of package time.
	Machine func() time.Time
	// KnownOrganisation tells whether an organisation is in the operator's own
	// files, so that a stranger cannot have invented its code. nil: none is known.
	// It is asked once for each new code, must answer at once, and not come back here.
	KnownOrganisation func(code string) bool
}

// Live counts what a gate does. Its methods may be called from many goroutines;
// what they are given is not kept.
type Live struct {
	o       Options
	started atomic.Int64 // seconds since 1970, by the gate's clock

	shards        []shard
	steps         trailRoom
	organisations *table
	clients       *table
	requirements  *table
	extractors    *table
	opened        atomic.Int64 // when the window opened that rows compare with; 0: none was
	seen          seen         // windows

	events   [eventCount]atomic.Uint64
	outcomes [outcomeCount]atomic.Uint64
	troubles troubles
	decision histogram // seconds from the request to the decision
	upstream histogram // seconds from the request to the service's answer
}

// New begins to count.
func New(o Options) *Live {
	if o.Machine == nil {
		o.Machine = time.Now
	}
	l := &Live{
		o:        o,
		shards:   newShards(),
		decision: newHistogram(decisionBounds[:]),
		upstream: newHistogram(upstreamBounds[:]),
	}
	l.started.Store(o.Now().Unix())
	l.steps.set(mostSteps, mostUnprovenSteps)
	l.organisations = newTable(mostOrganisations, mostUnprovenOrganisations, &l.steps, o.KnownOrganisation)
	l.clients = newTable(mostClients, mostUnprovenClients, &l.steps, nil)
	l.requirements = newTable(mostRequirements, mostRequirements, &l.steps, nil)
	l.extractors = newTable(mostExtractors, mostExtractors, &l.steps, nil)
	l.organisations.publish.set(mostPublished, mostUnprovenPublished)
	l.requirements.days = true
	l.troubles.bySpan = newRing[[eventCount]uint32](troubleWidth, troubleSpans)
	return l
}

// Decided counts a decision, in the second that it says it was made in.
func (l *Live) Decided(d *decision.Decision) { l.count(d, false) }

// Recall counts a decision that a process before this one made, as the journal has
// it: so that a gate that was started anew in a window knows what came before it.
// The totals since the process began, and those of /metrics, leave it out. It may
// be used beside [Live.Decided], in any order; what is older than what is kept by
// then is left out.
func (l *Live) Recall(d *decision.Decision) {
	for at := d.At.Unix(); ; {
		started := l.started.Load()
		if at >= started || l.started.CompareAndSwap(started, at) {
			break
		}
	}
	l.count(d, true)
}

func (l *Live) count(d *decision.Decision, recalled bool) {
	e := event{
		recalled: recalled,
		at:       d.At.Unix(),
		opened:   l.opened.Load(),
		kind:     kindOf(d.Action),
		weak:     d.Weakened != "",
		proven:   d.Proven > decision.Unproven,
	}
	if e.at < e.opened {
		e.opened = 0 // it was decided before
	}
	countIn(l.shards, d, e)
	l.clients.count(name{label(d.Client), label(d.Version)}, e)
	l.extractors.count(name{of: label(d.Extractor)}, e)
	var most [8]shortfall // hardly ever are there more
	short := most[:0]
	for i := range d.Findings {
		f := &d.Findings[i]
		of := e
		of.title = f.Title
		// What a requirement did is the weaker of what it asks for and what was done:
		// it may ask for a warning where another one blocks.
		of.kind = min(e.kind, kindOf(f.Asks))
		of.weak = e.weak && kindOf(f.Asks) == blocked
		number := l.requirements.count(name{label(f.Notice), label(f.Requirement)}, of)
		short = append(short, shortfall{uint8(number), of.kind, of.weak})
	}
	e.short = short
	l.organisations.count(name{of: label(d.Organisation)}, e)
}

// Took counts how long a decision took: from the request's head to the answer
// being known, with its record kept.
func (l *Live) Took(d time.Duration) { l.decision.observe(d) }

// UpstreamTook counts how long the service behind the gate took until its answer
// began.
func (l *Live) UpstreamTook(d time.Duration) { l.upstream.observe(d) }

const outcomeCount = int(attempt.Denied) + 1

var outcomeNames = [outcomeCount]string{attempt.Unsaid: "unsaid", attempt.Accepted: "accepted", attempt.Denied: "denied"}

// Outcome counts what the service behind the gate made of a sign-in.
func (l *Live) Outcome(_ string, o attempt.Outcome) {
	if int(o) < outcomeCount {
		l.outcomes[o].Add(1)
	}
}

// WindowOpened says when the window opened that is open, or was last: from then on
// rows tell what came before it and since. [Live.Watch] calls it.
func (l *Live) WindowOpened(at time.Time) { l.opened.Store(at.Unix()) }
