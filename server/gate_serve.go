package server

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/netip"
	"sync"
	"time"

	"github.com/lanyard-id/lanyard/server/internal/gate"
	"github.com/lanyard-id/lanyard/server/internal/gate/door"
	"github.com/lanyard-id/lanyard/server/internal/gate/handover"
	"github.com/lanyard-id/lanyard/server/internal/gate/live"
	"github.com/lanyard-id/lanyard/server/internal/gate/plain"
)

const (
	// successorWait is how long a new process may take until it can take over: it
	// reads an estate.
	successorWait = 5 * time.Minute
	// linger is how long idle connections are waited for at the end, each of which
	// may bring one more request, and drainWait how long the last answers may take.
	linger    = 10 * time.Second
	drainWait = 30 * time.Second
)

var loopback = []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8"), netip.MustParsePrefix("::1/128")}

// listening is one address that is served.
type listening struct {
	name     string
	listener net.Listener
	door     *door.Listener // nil: plain HTTP
	server   *http.Server
	plain    *plain.Server // answers what needs no more than that, and leaves the rest to server; nil: server has all
	drain    handover.Drain
	served   chan error
}

// serve listens, answers until the context ends or another process has taken over,
// and ends without losing a request.
func (g *runningGate) serve(ctx context.Context) error {
	all, err := g.listen()
	if err != nil {
		return errors.Join(err, g.close())
	}
	running, stop := context.WithCancel(context.WithoutCancel(ctx))
	defer stop()
	if err := g.begin(ctx, running); err != nil {
		return errors.Join(err, closeAll(all), g.close())
	}
	failed := make(chan error, len(all))
	for _, l := range all {
		go func() {
			err := l.serve()
			l.served <- err
			if !errors.Is(err, http.ErrServerClosed) && !errors.Is(err, net.ErrClosed) {
				failed <- fmt.Errorf("serving %s: %w", l.name, err)
			}
		}()
	}
	g.introduce(all)
	why := g.wait(ctx, failed)
	g.end(all)
	stop()
	return errors.Join(why, g.close())
}

// listen opens the addresses; none is answered yet.
func (g *runningGate) listen() (all []*listening, err error) {
	if g.sockets, err = handover.Inherit(); err != nil {
		return nil, err
	}
	defer g.sockets.Done()
	add := func(name, address string, handler http.Handler) error {
		if address == "" {
			return nil
		}
		below, err := g.sockets.Listen(name, address)
		if err != nil {
			return err
		}
		l := &listening{name: name, listener: below, served: make(chan error, 1), server: gate.NewServer(handler)}
		l.server.ErrorLog = log.New(io.Discard, "", 0) // strangers decide what would stand there; the door counts it
		switch name {
		case frontName:
			if l.door, err = door.Listen(below, g.doorConfig()); err != nil {
				return err
			}
			g.door = l.door
			l.server.ConnContext = l.door.ConnContext
		case decideName:
			l.plain = &plain.Server{HTTP: l.server}
		}
		l.drain.Attach(l.server)
		if l.door != nil {
			counted := l.server.ConnState
			l.server.ConnState = func(c net.Conn, s http.ConnState) {
				l.door.ConnState(c, s)
				counted(c, s)
			}
		}
		all = append(all, l)
		return nil
	}
	err = errors.Join(
		add(frontName, g.c.Listen, g.gate.Front()),
		add(decideName, g.c.Decide, g.gate.Checks()),
		add(adminName, g.adminAddress(), g.live.Handler(g.sources())))
	if err != nil {
		return nil, errors.Join(err, closeAll(all))
	}
	return all, nil
}

// The names of addresses, also between a process and its successor.
const (
	frontName  = "front"
	decideName = "decide"
	adminName  = "admin"
)

// serve answers until the listener is closed.
func (l *listening) serve() error {
	if l.plain != nil {
		return l.plain.Serve(l.listener)
	}
	return l.server.Serve(l.accepting())
}

// shutdown ends what is idle, and all else with its answer; at the end of the
// context whatever is left.
func (l *listening) shutdown(ctx context.Context) {
	if l.plain != nil {
		_ = l.plain.Shutdown(ctx)
	}
	if err := l.server.Shutdown(ctx); err != nil {
		_ = l.server.Close()
	}
}

func (l *listening) accepting() net.Listener {
	if l.door != nil {
		return l.door
	}
	return l.listener
}

func closeAll(all []*listening) error {
	var errs []error
	for _, l := range all {
		errs = append(errs, l.accepting().Close())
	}
	return errors.Join(errs...)
}

func (g *runningGate) doorConfig() door.Config {
	c := door.Config{
		Certificate: g.certificates.Modern, Clients: g.clients,
		Refuse:  g.gate.Refuse,
		Refused: g.turnedAway,
		Trouble: func(err error) { g.log("the front cannot accept connections: %v", err) },
	}
	if g.certificates.HasOld() {
		c.Old = g.certificates.Old
	}
	for _, p := range g.c.Proxies {
		if p.Speaks {
			c.Proxies = append(c.Proxies, p.From...)
		}
	}
	return c
}

// turnedAway counts a connection that did not get as far as HTTP.
func (g *runningGate) turnedAway(v *door.Visitor, why door.Reason, detail string) {
	event := live.HandshakeFailed
	switch why {
	case door.Refused, door.NoOld, door.TooOld:
		event = live.HandshakeRefused
		if why != door.Refused && g.c.Journal != "" { // of that a decision was made, and kept
			g.gate.TurnedAway(v, string(why)+": "+detail)
		}
	case door.TimedOut:
		event = live.HandshakeSlow
	case door.Plain, door.Noise:
		event = live.NotTLS
	case door.Forged, door.Unproxied, door.BadProxy:
		event = live.ProxyLineRefused
		g.proxyLines.Tell(time.Now(), func(words string) { g.log("%s", words) }, fmt.Sprintf("a PROXY line of %s was refused: %s", v.Address, detail))
	}
	g.live.Count(event)
}

// begin takes the journal, tells a process before this one, and starts what runs
// beside the requests. asked ends when the gate is asked to end, ctx when it does.
func (g *runningGate) begin(asked, ctx context.Context) error {
	if err := g.openJournal(asked, handover.Ready()); err != nil {
		return err
	}
	g.countOn()
	if err := handover.Notify(); err != nil {
		g.log("telling the process manager: %v", err)
	}
	for _, run := range []func(context.Context){g.clock.Run, g.keeper.Run, g.estate.watch, g.watchWindows} {
		go run(ctx)
	}
	if g.certificates != nil {
		ticks := time.NewTicker(door.WatchEvery)
		context.AfterFunc(ctx, ticks.Stop)
		go g.certificates.Watch(ctx, ticks.C)
	}
	if g.c.Journal != "" {
		go g.absorbLate(ctx)
	}
	go g.live.Watch(ctx, g.planView)
	go g.recall(ctx)
	return nil
}

// wait returns when the gate is to end; the error says why, if it has to.
func (g *runningGate) wait(ctx context.Context, failed <-chan error) error {
	for {
		select {
		case <-ctx.Done():
			g.log("ends: it was asked to")
			return nil
		case err := <-failed:
			return err
		case c := <-g.run.Commands:
			if g.obey(ctx, c) {
				return nil
			}
		}
	}
}

// obey does what it is told, and reports whether another process has taken over.
func (g *runningGate) obey(ctx context.Context, c GateCommand) bool {
	var err error
	switch c {
	case GateHold:
		err = g.keeper.Hold("a signal", "this process was sent the signal that holds all blocks")
	case GateRelease:
		err = g.keeper.Release("a signal")
	case GateRestart:
		g.log("starts anew: a new process reads everything and then takes over")
		ctx, cancel := context.WithTimeout(ctx, successorWait)
		defer cancel()
		if err = g.sockets.Succeed(ctx); err == nil {
			g.log("a new process takes over; this one answers what it has begun")
			g.leaveJournal()
			return true
		}
		err = fmt.Errorf("there is no new process, and this one goes on: %w", err)
	}
	if err != nil {
		g.log("%v", err)
	}
	return false
}

// end lets nothing more in, answers what came, and ends what is idle.
func (g *runningGate) end(all []*listening) {
	lingering, cancel := context.WithTimeout(context.Background(), linger)
	defer cancel()
	draining, cancelDrain := context.WithTimeout(context.Background(), drainWait)
	defer cancelDrain()
	var each sync.WaitGroup
	for _, l := range all {
		each.Go(func() {
			if l.door != nil {
				_ = l.door.Drain(lingering) // what was accepted comes in; then Accept waits
			}
			_ = l.accepting().Close()
			<-l.served
			if l.name != adminName { // pages that look on are not waited for
				l.drain.End(lingering)
			}
			l.shutdown(draining)
		})
	}
	each.Wait()
}

// introduce says what is served, and how.
func (g *runningGate) introduce(all []*listening) {
	var where GateAddresses
	for _, l := range all {
		address := l.listener.Addr().String()
		switch l.name {
		case frontName:
			where.Front = address
			g.log("people sign in at %s, before %s", address, g.c.Upstream)
			if !g.certificates.HasOld() {
				g.log("there is no certificate for old clients (--old-tls-cert): those that know only TLS 1.0 and 1.1 are refused with an alert, without words, from now on")
			}
		case decideName:
			where.Decide = address
			g.log("proxies ask at http://%s/gate/check", address)
		case adminName:
			where.Admin = address
			g.log("metrics and the live page are at http://%s/", address)
		}
	}
	for _, m := range g.keeper.StartUp() {
		g.log("%s", m.Text)
	}
	if g.c.Journal == "" {
		g.log("no journal is named (--journal): decisions are not kept, and nobody can ask about them later")
	}
	if g.clock.Rehearsal() {
		g.log("this is a rehearsal: the clock shows %s", g.zoned(g.clock.Now()).Format(time.RFC3339))
	}
	if g.run.Ready != nil {
		g.run.Ready(where)
	}
}
