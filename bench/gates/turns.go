package gates

import (
	"fmt"
	"time"

	"github.com/lanyard-id/lanyard/bench/ratio"
)

// side is one of two who are asked in turn.
type side struct {
	name    string
	target  target
	process *process // whose processor time counts; nil: nobody's
}

// Lengths of turns. A tenth of a second is as much as hundreds of requests, and the
// slowest hundredth needs thousands.
type lengths struct {
	closed, open time.Duration
	connections  int
}

// throughput compares two sides that are asked as fast as they answer: first the
// time that a request takes, then the processor time that it costs each.
func (t *Testbed) throughput(name string, limit float64, l lengths, prepare func() (a, b side, err error)) []ratio.Pair {
	var a, b side
	var costA, costB []time.Duration
	first := 0
	turnOf := func(s side) (each, cost time.Duration) {
		before := time.Duration(0)
		if s.process != nil {
			before = s.process.cpu()
		}
		first += 7919
		c, err := t.turn(command{Target: s.target, Connections: l.connections, Time: l.closed, First: first})
		if err != nil {
			panic(fmt.Errorf("%s, %s: %w", name, s.name, err))
		}
		if s.process != nil {
			cost = (s.process.cpu() - before) / time.Duration(c.Requests)
		}
		return c.perRequest(), max(cost, 1)
	}
	one := ratio.Pair{
		Name: name, Limit: limit,
		Prepare: func(p *ratio.Pair) (err error) {
			if a, b, err = prepare(); err != nil {
				return err
			}
			p.A.Name, p.B.Name = a.name, b.name
			turnOf(a) // warm
			turnOf(b)
			return nil
		},
		Run: func(rounds int) (timesA, timesB []time.Duration) {
			costA, costB = nil, nil
			for range rounds {
				each, cost := turnOf(a)
				timesA, costA = append(timesA, each), append(costA, cost)
				each, cost = turnOf(b)
				timesB, costB = append(timesB, each), append(costB, cost)
			}
			return timesA, timesB
		},
		Rounds: 15,
	}
	other := ratio.Pair{
		Name: name + ", processor",
		Prepare: func(p *ratio.Pair) error {
			if costA == nil {
				return one.Prepare(p)
			}
			p.A.Name, p.B.Name = a.name, b.name
			return nil
		},
		Run: func(rounds int) (_, _ []time.Duration) {
			if costA == nil {
				one.Run(rounds)
			}
			return costA, costB
		},
		Rounds: 15,
	}
	return []ratio.Pair{one, other}
}

// slowest compares the slowest hundredth of two sides at a rate. What is added is
// that of A less that of B.
func (t *Testbed) slowest(name string, rate float64, added bool, l lengths, prepare func() (a, b side, err error)) ratio.Pair {
	var a, b side
	turnOf := func(s side) time.Duration {
		c, err := t.turn(command{Target: s.target, Connections: l.connections, Time: l.open, Rate: rate})
		if err != nil {
			panic(fmt.Errorf("%s, %s: %w", name, s.name, err))
		}
		return c.P99
	}
	return ratio.Pair{
		Name: name, Within: time.Millisecond, Added: added, Rounds: 5,
		Prepare: func(p *ratio.Pair) (err error) {
			a, b, err = prepare()
			p.A.Name, p.B.Name = a.name, b.name
			if added {
				p.A.Name = a.name + ", added"
			}
			return err
		},
		Run: func(rounds int) (timesA, timesB []time.Duration) {
			for range rounds {
				slowA, slowB := turnOf(a), turnOf(b)
				if added {
					slowA = max(slowA-slowB, 1)
				}
				timesA, timesB = append(timesA, slowA), append(timesB, slowB)
			}
			return timesA, timesB
		},
	}
}
