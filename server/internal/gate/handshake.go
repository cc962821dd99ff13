package gate

import (
	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/server/internal/gate/attempt"
	"github.com/lanyard-id/lanyard/server/internal/gate/door"
)

// Refuse reports whether a handshake is to end with an alert: a requirement whose
// phase says refuse: handshake blocks on what the ClientHello shows alone. It is
// asked with every ClientHello, before anything is agreed.
//
// A refusal is a decision as any other, weakened and kept as one, although nobody
// reads its code. It counts against the budget by what is proven of the address.
func (g *Gate) Refuse(v *door.Visitor) bool {
	p := g.Plans.Current()
	at := g.Clock.Now()
	if !g.standing(p, at).refusesHandshakes || v.Hello == nil {
		return false
	}
	a := g.ask()
	defer g.done(a)
	seen := *v
	seen.TLS = v.Hello.Offered // what would be agreed at best
	seen.Old = false           // nothing has let it in
	a.visitor, a.at, a.plan = &seen, at, p
	a.attempt.Extractor, a.attempt.Role = handshakeExtractor, attempt.Begins
	err := safely(func() {
		// Only a block by handshake is weakened: whoever is weakened is counted as
		// locked out, and a handshake that goes on locks nobody out.
		if g.judge(a); blocksByHandshake(&a.verdict) {
			g.weaken(a)
		} else {
			a.decision.Action = notice.Observe
		}
	})
	if err != nil || a.decision.Action != notice.Block {
		return false
	}
	g.conclude(a)
	return a.decision.Action == notice.Block
}

// handshakeExtractor is what a refused handshake was known by.
const handshakeExtractor = "handshake"

func blocksByHandshake(v *notice.Verdict) bool {
	for i := range v.Findings {
		f := &v.Findings[i]
		if f.Asks == notice.Block && f.Phase != nil && f.Phase.Refuse == "handshake" {
			return true
		}
	}
	return false
}
