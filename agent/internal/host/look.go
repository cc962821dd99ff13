package host

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"
)

// partTime is the time that each part has. Most take a few milliseconds; a service
// manager or a network drive that does not answer must not hold the rest.
const partTime = 1500 * time.Millisecond

// timeUp is why a part was not done in it.
const timeUp = "its time was up"

// grace is what a part has beyond its time to hand over what it has so far.
const grace = 200 * time.Millisecond

// Options say how to look. The zero Options look at this machine.
type Options struct {
	// By names the program and its version in the recording.
	By string
	// PartTime is the time that each part has; 0 means 1.5 s.
	PartTime time.Duration
	// Candidates are the places where files are looked for; nil means Candidates().
	Candidates []Candidate
	// Areas are patterns of registry keys where settings of agents may be; nil means Areas().
	Areas []string
	// Now is the clock; nil means time.Now.
	Now func() time.Time
	// on is the machine to look at; nil means this one.
	on machine
}

// A machine knows how to read the parts on one kind of system.
type machine interface {
	// parts gives how each part is read. Those of the second round are read when the
	// first is done, and see what it found.
	parts(o *Options) (first []reading, second func(*Host) []reading)
}

// Look reads all parts, side by side. It returns when every part is read or its time
// is up, and earlier when ctx ends; parts that were not done say so.
func Look(ctx context.Context, o Options) *Host {
	if o.PartTime <= 0 {
		o.PartTime = partTime
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Candidates == nil {
		o.Candidates = Candidates()
	}
	if o.Areas == nil {
		o.Areas = Areas()
	}
	if o.on == nil {
		o.on = live()
	}
	h := &Host{Form: Form, SeenAt: instant(o.Now()), By: Clean(o.By)}
	first, second := o.on.parts(&o)
	run(ctx, h, first, o.PartTime)
	if second != nil {
		run(ctx, h, second(h), o.PartTime)
	}
	return h
}

// A reading reads one part, away from the Host, and gives how to put it there. It may
// be left behind when its time is up, and then touches nothing that others see.
type reading func(ctx context.Context, limit time.Duration) (put func(*Host))

// run does the readings side by side and puts what they read into h.
func run(ctx context.Context, h *Host, readings []reading, limit time.Duration) {
	puts := make([]func(*Host), len(readings))
	var wg sync.WaitGroup
	for i, r := range readings {
		wg.Go(func() { puts[i] = r(ctx, limit) })
	}
	wg.Wait()
	for _, put := range puts {
		put(h)
	}
}

// part makes a reading of how a part of type P is read. how says where from.
func part[P any, R interface {
	*P
	meta() *Part
}](in func(*Host) *P, how string, read func(ctx context.Context, p *P)) reading {
	return func(ctx context.Context, limit time.Duration) func(*Host) {
		began := time.Now()
		soft, cancel := context.WithTimeout(ctx, limit)
		defer cancel()
		done := make(chan P, 1)
		go func() {
			var p P
			defer func() {
				// What a machine holds is not to end the program, whatever it is.
				if fault := recover(); fault != nil {
					R(&p).meta().fail(Failed, Clean(fmt.Sprintf("a fault in this program: %v", fault)))
				}
				done <- p
			}()
			read(soft, &p)
			if m := R(&p).meta(); m.State == "" {
				m.State = Read
			}
		}()
		var p P
		hard := time.NewTimer(limit + grace)
		defer hard.Stop()
		late := func(why string) { R(&p).meta().fail(TooSlow, why) }
		select {
		case p = <-done:
		case <-hard.C:
			late(fmt.Sprintf("it was not done after %s", limit))
		case <-ctx.Done():
			// Those that mind the context are done in a moment.
			select {
			case p = <-done:
			case <-time.After(grace):
				late("it was not done when all had to be")
			}
		}
		m := R(&p).meta()
		m.How = how
		slices.Sort(m.Odd)
		m.TookMS = int(time.Since(began).Milliseconds())
		return func(h *Host) { *in(h) = p }
	}
}

// nothing makes a reading of a part that this kind of system does not have.
func nothing[P any, R interface {
	*P
	meta() *Part
}](in func(*Host) *P) reading {
	return func(context.Context, time.Duration) func(*Host) {
		return func(h *Host) { R(in(h)).meta().State = NotHere }
	}
}

func (p *Part) meta() *Part { return p }

// maxOdd bounds what is told of strange values in one part.
const maxOdd = 50

// fail makes the state worse, never better, and keeps the first reason.
func (p *Part) fail(state State, why string) {
	order := map[State]int{"": 0, Read: 0, Partly: 1, TooSlow: 2, NeedsRights: 2, Failed: 3}
	if order[state] > order[p.State] {
		p.State = state
	}
	if p.Why == "" {
		p.Why = Clean(why)
	}
}

// odd notes something strange.
func (p *Part) odd(format string, args ...any) {
	switch {
	case len(p.Odd) < maxOdd:
		p.Odd = append(p.Odd, Clean(fmt.Sprintf(format, args...)))
	case len(p.Odd) == maxOdd:
		p.Odd = append(p.Odd, "and more")
	}
}
