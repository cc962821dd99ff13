package gates

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// command is one turn of load: so many connections, each of which asks again as
// soon as it has an answer, or all of them together at a rate.
type command struct {
	Target      target
	Connections int           // 1 to maxConnections
	Rate        float64       // requests a second, each due at its instant whether those before were answered or not; 0 = as fast as answers come
	Time        time.Duration // until the last request; at most maxTurn
	Count       int           // at most so many; 0 = as many as the time allows
	First       int           // index of the first request, so that turns do not all ask the same
}

// target is who is asked, and what.
type target struct {
	Address  string
	CA       string   // a file (PEM): the connection is TLS; "" = it is not
	Requests [][]byte // asked in turn, whole; each connection begins at another
	Want     []int    // the status of every answer is one of these
}

const (
	maxConnections = 1024
	maxTurn        = time.Hour
	// maxTimed is how many requests of a turn are timed one by one.
	maxTimed = 2 << 20
)

// turn is what came of a command. Latencies are from the instant at which a request
// was due, or sent where there is no rate.
type turn struct {
	Requests       int
	Elapsed        time.Duration
	P50, P99, Max  time.Duration
	LateP99        time.Duration // how late the load itself sent, at the slowest hundredth
	Statuses       map[int]int
	Err            string `json:",omitempty"`
	latency, lates []time.Duration
}

// perRequest is the time of one.
func (t turn) perRequest() time.Duration { return t.Elapsed / time.Duration(max(t.Requests, 1)) }

// serveLoad obeys commands, a line of JSON each, until there are no more.
func serveLoad(in io.Reader, out io.Writer) error {
	fmt.Fprintln(out, "ready")
	commands, answers := json.NewDecoder(bufio.NewReader(in)), json.NewEncoder(out)
	for {
		var c command
		if err := commands.Decode(&c); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
		t, err := c.run()
		if err != nil {
			t.Err = err.Error()
		}
		if err := answers.Encode(t); err != nil {
			return err
		}
	}
}

// run does one turn. Connections are made, and each has had an answer, before the
// clock starts.
func (c *command) run() (turn, error) {
	if c.Connections < 1 || c.Connections > maxConnections || c.Time <= 0 || c.Time > maxTurn || len(c.Target.Requests) == 0 {
		return turn{}, fmt.Errorf("%d connections for %s with %d requests: out of bounds", c.Connections, c.Time, len(c.Target.Requests))
	}
	callers := make([]*caller, c.Connections)
	for i := range callers {
		conn, err := connect(&c.Target)
		if err != nil {
			return turn{}, err
		}
		defer conn.Close()
		callers[i] = &caller{connection: conn, command: c, index: i, statuses: map[int]int{}}
		if _, err := conn.ask(callers[i].request(0)); err != nil {
			return turn{}, fmt.Errorf("the first request of connection %d: %w", i, err)
		}
	}
	var each sync.WaitGroup
	var asked atomic.Int64
	start := time.Now()
	for _, caller := range callers {
		each.Go(func() { caller.run(start, &asked) })
	}
	each.Wait()
	t := turn{Elapsed: time.Since(start), Statuses: map[int]int{}}
	var errs []error
	for _, caller := range callers {
		errs = append(errs, caller.err)
		t.latency = append(t.latency, caller.latency...)
		t.lates = append(t.lates, caller.late...)
		for status, n := range caller.statuses {
			t.Statuses[status] += n
			t.Requests += n
		}
	}
	t.P50, t.P99, t.Max = quantile(t.latency, 0.5), quantile(t.latency, 0.99), quantile(t.latency, 1)
	t.LateP99 = quantile(t.lates, 0.99)
	for status := range t.Statuses {
		if !slices.Contains(c.Target.Want, status) {
			errs = append(errs, fmt.Errorf("%d of %d answers have status %d", t.Statuses[status], t.Requests, status))
		}
	}
	return t, errors.Join(errs...)
}

// caller is one connection and what it saw.
type caller struct {
	*connection
	command       *command
	index         int
	latency, late []time.Duration
	statuses      map[int]int
	err           error
}

func (c *caller) request(i int) []byte {
	all := c.command.Target.Requests
	return all[(c.command.First+c.index+i*c.command.Connections)%len(all)]
}

// run asks until the time is over. At a rate the requests of all connections are
// due one after the other, each connection in its turn: what delays an answer
// delays those that are due on the same connection after it, and counts for them.
func (c *caller) run(start time.Time, asked *atomic.Int64) {
	last := start.Add(c.command.Time)
	due := time.Now()
	for i := 0; ; i++ {
		if c.command.Rate > 0 {
			due = start.Add(time.Duration(float64(c.index+i*c.command.Connections) / c.command.Rate * float64(time.Second)))
			if due.After(last) {
				return
			}
			pauseUntil(due)
			if len(c.late) < maxTimed/c.command.Connections {
				c.late = append(c.late, time.Since(due))
			}
		} else if due.After(last) {
			return
		}
		if n := c.command.Count; n > 0 && asked.Add(1) > int64(n) {
			return
		}
		status, err := c.ask(c.request(i))
		if err != nil {
			c.err = fmt.Errorf("request %d of connection %d: %w", i, c.index, err)
			return
		}
		c.statuses[status]++
		now := time.Now()
		if len(c.latency) < maxTimed/c.command.Connections {
			c.latency = append(c.latency, now.Sub(due))
		}
		due = now
	}
}

// quantile is the latency that so much of all do not exceed; it sorts them. 0 of none.
func quantile(all []time.Duration, q float64) time.Duration {
	if len(all) == 0 {
		return 0
	}
	slices.Sort(all)
	return all[min(int(q*float64(len(all))), len(all)-1)]
}
