package plan

import (
	"sync/atomic"
	"time"

	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/server/internal/gate/decision"
)

// Plan is what the gate decides by at one time. It does not change, and may be
// used by many goroutines.
type Plan struct {
	Set     *notice.Set
	Notices []*notice.Notice // every revision, in the order of the files
	Digest  string           // of all files, as `lanyard notice digest` prints it

	// Armed says whether somebody approved these files; else blocks warn. Why says
	// in a sentence why it is armed, or why not.
	Armed bool
	Why   string

	// Loaded is when it came into force, by the gate's clock.
	Loaded time.Time
	// Sources are the paths of the files that it is made of.
	Sources []string
	// Warnings are what is worth mending in the files, refused pauses among it.
	Warnings notice.Problems

	// Stale says that a newer file is there which this program cannot read, being
	// of a later language; every answer must say so. "" = there is none.
	Stale string

	root       string    // the digest that the approval is of
	armedSince time.Time // before which nobody knows whether it only weakens what was approved

	state *state
	view  atomic.Pointer[view]
	shut  atomic.Pointer[stretch] // in which some window is open, as openUntil found last
}

// Weakens returns the reason for which every block of this plan at an instant is to
// become a warning; "" if there is none. Where the clock was set back, a plan that
// was weakened from an approved one is not armed at instants for which nobody
// compared the two.
func (p *Plan) Weakens(at time.Time) decision.Reason {
	if !p.Armed || at.Before(p.armedSince) {
		return decision.Unarmed
	}
	return ""
}

// stale returns the same plan with another Stale.
func (p *Plan) stale(words string) *Plan {
	return &Plan{
		Set: p.Set, Notices: p.Notices, Digest: p.Digest, Armed: p.Armed, Why: p.Why, Loaded: p.Loaded,
		Sources: p.Sources, Warnings: p.Warnings, Stale: words, root: p.root, armedSince: p.armedSince, state: p.state,
	}
}
