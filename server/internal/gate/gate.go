package gate

import (
	"io"
	"net/http"
	"net/url"
	"sync"
	"sync/atomic"
	"time"

	"github.com/lanyard-id/lanyard/server/internal/gate/attempt"
	"github.com/lanyard-id/lanyard/server/internal/gate/budget"
	"github.com/lanyard-id/lanyard/server/internal/gate/decision"
	"github.com/lanyard-id/lanyard/server/internal/gate/joined"
	"github.com/lanyard-id/lanyard/server/internal/gate/live"
	"github.com/lanyard-id/lanyard/server/internal/gate/plan"
	"github.com/lanyard-id/lanyard/server/internal/gate/refusal"
)

// Gate decides about sign-ins before they reach the service behind it. Its fields
// are set before it is used, and not changed after; all that changes meanwhile is
// asked of them at each decision. It is used by many goroutines.
type Gate struct {
	Clock      Clock
	Plans      Plans
	Extractors *attempt.Extractors
	Estate     atomic.Pointer[joined.Estate] // what is known of those who sign in; swapped as a whole
	Budget     *budget.Budget
	Prove      func(budget.Identity, time.Time) // an accepted sign-in carried it
	// Proven is the strongest identity of a sign-in that is proven.
	Proven func(budget.Identity, time.Time) decision.Unit
	Watch  Watch
	Keep   func(Entry) error // returns when the record survives the end of the process; nil: nothing is kept
	Random io.Reader         // where codes come from

	Upstream  *url.URL
	Transport http.RoundTripper
	Open      []string           // paths that are answered without a decision
	Listed    []Listed           // proxies that may ask, and what they say of their clients
	Log       func(words string) // what somebody should read

	pool     sync.Pool // of *asked
	known    atomic.Pointer[knownTo]
	stands   atomic.Pointer[standing]
	attempts attempts
	recent   recent
	hellos   hellos
	daily    refusal.Daily
	pages    *refusal.Pages
	proxy    http.Handler

	strangers, forgeries, losses Complaints
}

// Clock is what every decision goes by.
type Clock interface {
	Now() time.Time
	// Doubt says why its time is not to be blocked by; false if it is.
	Doubt() (why string, doubted bool)
}

// Plans is what is in force.
type Plans interface {
	Current() *plan.Plan
	Held() (plan.Hold, bool)
}

// Watch is told what happens; package live is one.
type Watch interface {
	Decided(*decision.Decision)
	Took(time.Duration) // from a question to its decision, kept
	Outcome(organisation string, o attempt.Outcome)
	UpstreamTook(time.Duration) // until the service's answer began
	Count(live.Event)
}

// Entry is a decision, or an outcome, as it is to be kept.
type Entry struct {
	At     time.Time
	Code   string
	Record []byte // one line
	Detail []byte // of it, what may be left out where there is no room; nil = nothing
	// Follows says that it is no decision of its own: it tells more of the decision
	// with its code.
	Follows bool
}
