package gate

import (
	"time"

	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/server/internal/gate/joined"
	"github.com/lanyard-id/lanyard/server/internal/gate/plan"
)

// standing is what the phases in force say of all sign-ins, at a second.
type standing struct {
	plan   *plan.Plan
	second int64

	refusesHandshakes bool // some phase that blocks says refuse: handshake
	failsClosed       bool // some phase that blocks says fail: closed
}

// standing is asked at each handshake, so what it finds holds for its second: a
// window opens and shuts on a whole one.
func (g *Gate) standing(p *plan.Plan, at time.Time) *standing {
	s := g.stands.Load()
	if s != nil && s.plan == p && s.second == at.Unix() {
		return s
	}
	s = &standing{plan: p, second: at.Unix()}
	for _, r := range p.Set.Rules(at) {
		if r.Action(at) != notice.Block {
			continue
		}
		now, _ := r.Notice().StandingAt(r.Requirement(), at)
		if now.Phase != nil {
			s.refusesHandshakes = s.refusesHandshakes || now.Phase.Refuse == "handshake"
			s.failsClosed = s.failsClosed || now.Phase.Fail == "closed"
		}
	}
	g.stands.Store(s)
	return s
}

// knownTo is the estate joined by the set of a plan.
type knownTo struct {
	plan   *plan.Plan
	from   *joined.Estate
	joined *joined.Estate
}

// estate is what is known of those who sign in, in the words of a plan's notices.
func (g *Gate) estate(p *plan.Plan) *joined.Estate {
	from := g.Estate.Load()
	k := g.known.Load()
	if k == nil || k.plan != p || k.from != from {
		k = &knownTo{p, from, from.With(p.Set)}
		g.known.Store(k)
	}
	return k.joined
}
