package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// play lets time pass on the stage and sees what becomes of everybody.
type play struct {
	*stage
	*troupe
	broken int
	words  bool // the whole of a refusal has been told once

	regular []*actor          // who signs in every second
	want    map[*actor]string // what must become of each
	since   time.Time         // this must be so, by the gate's clock
	seen    map[*actor]int    // how often it was
}

// instant is a time of the day of the rehearsal.
func (p *play) instant(clock string) time.Time {
	at, err := time.ParseInLocation("2006-01-02 15:04", p.zero.Format("2006-01-02 ")+clock, p.zero.Location())
	if err != nil {
		panic(err) // the story's own times
	}
	return at
}

// must begins a phase: from now on this is what must become of those who sign in
// every second.
func (p *play) must(want map[*actor]string) {
	p.want, p.since, p.seen = want, p.now(), map[*actor]int{}
}

// until lets time pass to a time of the day and ends the phase: somebody must have
// been seen in it, and nobody's sign-in may have become anything else.
func (p *play) until(ctx context.Context, clock string) error {
	if err := p.pass(ctx, p.instant(clock)); err != nil {
		return err
	}
	for a, want := range p.want {
		if p.seen[a] == 0 {
			p.wrong("%s did not sign in between %s and %s, so that nobody knows whether it would have been %s; this machine is too busy", a.name, p.since.Format("15:04"), clock, want)
		}
	}
	return nil
}

// pass lets time pass, with a turn each second; the error is the context's.
func (p *play) pass(ctx context.Context, end time.Time) error {
	ticks := time.NewTicker(p.real(time.Minute)) // a second at the usual rate
	defer ticks.Stop()
	for p.now().Before(end) {
		for _, a := range p.regular {
			got := a.signIn(ctx)
			if err := ctx.Err(); err != nil {
				return err
			}
			p.look(got, end)
		}
		left := time.NewTimer(p.real(end.Sub(p.now())))
		select {
		case <-ctx.Done():
		case <-ticks.C:
		case <-left.C:
		}
		left.Stop()
		if err := ctx.Err(); err != nil {
			return err
		}
	}
	return nil
}

// look compares a sign-in that has just ended with what must become of it, and tells
// what is new. One that may have been decided after the end of the phase is of neither.
func (p *play) look(got attempt, end time.Time) {
	if got.became != got.who.last {
		p.became(got)
	}
	got.who.last = got.became
	want, ok := p.want[got.who]
	if !ok || p.latest().After(end) {
		return
	}
	p.seen[got.who]++
	if got.became != want {
		p.wrong("%s is %s; it must be %s between %s and %s", got.who.name, got.became, want, p.since.Format("15:04"), end.Format("15:04"))
	}
}

// one lets somebody sign in once, and holds it to what must become of it.
func (p *play) one(ctx context.Context, a *actor, want string) attempt {
	got := a.signIn(ctx)
	if got.became != a.last {
		p.became(got)
	}
	if a.last = got.became; got.became != want {
		p.wrong("%s is %s; it must be %s. %v", a.name, got.became, want, got.err)
	}
	return got
}

// state is how the gate says that it stands.
func (p *play) state(ctx context.Context, what string, good func(*standinState) bool) error {
	var last *standinState
	err := p.sooner(ctx, func() (ok bool, err error) {
		if last, err = p.gate.State(ctx); err != nil {
			return false, fmt.Errorf("asking the gate how it stands: %w", err)
		}
		return good(last), nil
	})
	if errors.Is(err, errNotYet) {
		p.wrong("the live page does not show that %s: %+v", what, *last)
		return nil
	}
	return err
}

// errNotYet says that something has not become so in time.
var errNotYet = errors.New("it is not so yet")

// sooner asks until something is so, or eventWait is over: what the gate does and
// what its page shows are a moment apart.
func (p *play) sooner(ctx context.Context, is func() (bool, error)) error {
	ctx, cancel := context.WithTimeout(ctx, eventWait)
	defer cancel()
	for {
		ok, err := is()
		if ok || err != nil {
			return err
		}
		select {
		case <-ctx.Done():
			return errNotYet
		case <-time.After(askAgain):
		}
	}
}

// askAgain is how long after one answer the live page is asked for the next.
const askAgain = 50 * time.Millisecond

// shows holds the live page to what somebody must see on it.
func (p *play) shows(ctx context.Context, words ...string) error {
	missing := words
	err := p.sooner(ctx, func() (bool, error) {
		page, err := p.gate.Page(ctx, "/")
		if err != nil {
			return false, fmt.Errorf("looking at the live page: %w", err)
		}
		missing = slices.DeleteFunc(slices.Clone(words), func(w string) bool { return strings.Contains(page, w) })
		return len(missing) == 0, nil
	})
	if errors.Is(err, errNotYet) {
		p.wrong("the live page does not say %q", missing)
		return nil
	}
	return err
}
