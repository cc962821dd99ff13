package gates

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/lanyard-id/lanyard/bench/ratio"
)

// delayed is the most by which a new revision may delay a request.
const delayed = 5 * time.Millisecond

// revisions is the row of what a new revision costs those who sign in meanwhile:
// the slowest of all requests, at 1,000 a second, in a turn in which the plan
// changes, beside one in which it does not. What is added is not the slowest of A,
// which is the machine's as much, but A less B.
func (t *Testbed) revisions(l lengths) ratio.Pair {
	const name = "revision"
	var gate *process
	var to target
	changes := 0
	notices := t.path("revised.yaml")
	turnOf := func(change bool) time.Duration {
		done := make(chan error, 1)
		if change {
			go func() { done <- t.revise(gate, notices, &changes, l.open/4) }()
		} else {
			done <- nil
		}
		c, err := t.turn(command{Target: to, Connections: l.connections, Time: l.open + l.open/2, Rate: 1000})
		if err := errors.Join(err, <-done); err != nil {
			panic(fmt.Errorf("a new revision: %w", err))
		}
		return c.Max
	}
	return ratio.Pair{
		Name: "gate, slowest request while a new revision comes", Within: delayed, Added: true, Rounds: 7,
		A: ratio.Side{Name: "revised, added"}, B: ratio.Side{Name: "left"},
		Prepare: func(*ratio.Pair) error {
			if err := t.writeRevision(notices, 0); err != nil {
				return err
			}
			var err error
			if gate, err = t.gateWith(name, "--notice", notices, "--journal", t.path(name+"-journal")); err != nil {
				return err
			}
			to = target{Address: t.at[name], Requests: asks(1000, newAgent, signIn.question), Want: []int{204}}
			return nil
		},
		Run: func(rounds int) (a, b []time.Duration) {
			for range rounds {
				left := turnOf(false)
				a, b = append(a, max(turnOf(true)-left, 1)), append(b, left)
			}
			return a, b
		},
	}
}

// revise replaces the notice after a while, and waits until the gate says that it
// goes by the new one.
func (t *Testbed) revise(gate *process, path string, changes *int, after time.Duration) error {
	time.Sleep(after)
	*changes++
	if err := t.writeRevision(path, *changes); err != nil {
		return err
	}
	_, err := gate.await("it went by the new revision", func(line string) bool { return strings.Contains(line, inForce) })
	return err
}

// inForce is in what a gate logs when a plan takes effect.
const inForce = "another plan is in force"

// writeRevision replaces the notice at a path, whole, by one with another title.
func (t *Testbed) writeRevision(path string, number int) error {
	one, err := t.notice()
	if err != nil {
		return err
	}
	src, err := os.ReadFile(one)
	if err != nil {
		return err
	}
	text := strings.Replace(string(src), "title: Smartcards are series 8 or above", fmt.Sprintf("title: Smartcards are series 8 or above (%d)", number), 1)
	if err := os.WriteFile(path+".new", []byte(text), 0o600); err != nil {
		return err
	}
	return os.Rename(path+".new", path)
}
