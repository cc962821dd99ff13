package gates

import (
	"fmt"
	"time"

	"github.com/lanyard-id/lanyard/bench/ratio"
)

// grown is what memory may be at the end beside what it was when a third was
// decided, by when every client had come at least once and as many were warned as
// the gate remembers the words of (20,000).
const grown = 1.1

// memory is the row that says that memory stays flat: a gate with a journal that
// decides about so many clients again and again, one in four of them warned. A is
// the time of a decision in the last two thirds, B in the first.
func (t *Testbed) memory(s Sizes) ratio.Pair {
	const name = "memory"
	var gate *process
	var first time.Duration
	var to target
	turnOf := func(n, from int) time.Duration {
		c, err := t.turn(command{Target: to, Connections: s.connections, Time: maxTurn, Count: n, First: from})
		if err != nil {
			panic(fmt.Errorf("memory: %w", err))
		}
		return c.perRequest()
	}
	return ratio.Pair{
		Name: fmt.Sprintf("gate, memory after %d decisions", s.Decisions), Rounds: 1,
		A: ratio.Side{Name: "last two thirds"}, B: ratio.Side{Name: "first third"},
		Prepare: func(p *ratio.Pair) (err error) {
			requests := asks(s.Clients, newAgent, signIn.question)
			for i := range requests {
				if i%4 == 3 {
					requests[i] = signIn{oldAgent, i}.question()
				}
			}
			if gate, err = t.gate(name); err != nil {
				return err
			}
			to = target{Address: t.at[name], Requests: requests, Want: []int{204}}
			first = turnOf(s.Decisions/3, 0)
			p.PeakLimit = int64(grown * float64(gate.memory()))
			return nil
		},
		Run: func(int) (a, b []time.Duration) {
			return []time.Duration{turnOf(s.Decisions-s.Decisions/3, s.Decisions/3)}, []time.Duration{first}
		},
		Peak: func() int64 { return gate.memory() },
	}
}
