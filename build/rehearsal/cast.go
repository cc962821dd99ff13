package main

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"

	"github.com/lanyard-id/lanyard/test/standin"
)

// The versions of the agent. Source: the notice, whose catalogue says which are
// supported, and which speak what TLS.
const (
	oldVersion = "2.3.2.0"
	newVersion = "2.4.5.0"
)

// actor is somebody who signs in.
type actor struct {
	name  string
	agent *standin.Agent
	last  string // what became of the last sign-in
}

// What becomes of a sign-in.
const (
	in      = "in"
	warned  = "warned"
	refused = "refused"
	lost    = "lost" // neither: there was no answer, or not the service's
)

// attempt is one sign-in and what became of it.
type attempt struct {
	who     *actor
	became  string
	code    string
	warning string
	refusal *standin.Refused
	err     error
}

// signIn signs in once.
func (a *actor) signIn(ctx context.Context) attempt {
	got, err := a.agent.SignIn(ctx)
	t := attempt{who: a, err: err}
	switch {
	case err == nil && got.Warning != "":
		t.became, t.warning, t.code = warned, got.Warning, got.Code
	case err == nil:
		t.became = in
	case errors.As(err, &t.refusal) && t.refusal.Fields["decision"] == "block":
		t.became, t.code = refused, t.refusal.Fields["error_code"]
	default:
		t.became = lost
	}
	return t
}

// cast makes an actor at a computer.
func (s *stage) cast(name string, p place, number int) *actor {
	version, speaks := oldVersion, uint16(tls.VersionTLS10)
	if p.updated {
		version, speaks = newVersion, tls.VersionTLS13
	}
	from := standin.Usable(p.address())
	a := &standin.Agent{
		Client: s.certificates.NewClient(speaks, from), URL: "https://" + s.gate.Front,
		Version: version, Device: p.device, Address: p.from, Person: person(p.organisation, number),
		Middleware: []string{"Oberthur AWP 64bit"},
	}
	return &actor{name: fmt.Sprintf("%s (%s, agent %s, %s)", name, p.device, version, tls.VersionName(speaks)), agent: a}
}

// troupe is everybody.
type troupe struct {
	old, new    *actor
	crowd       []*actor
	gone        *actor // is refused once and never tries again
	moved, free *actor // is refused, and goes to the computer that is free
	late, mends *actor // is refused, and has the agent updated
}

func (s *stage) troupe() *troupe {
	t := &troupe{
		old:   s.cast("the old agent", at(practice, 1, false), 1),
		new:   s.cast("the new agent", at(practice, 2, true), 2),
		gone:  s.cast("the locum", at(pharmacy, 1, false), 1),
		moved: s.cast("the pharmacist", at(pharmacy, 2, false), 2),
		free:  s.cast("the pharmacist, at another computer", at(pharmacy, 4, true), 2),
		late:  s.cast("the dispenser", at(pharmacy, 3, false), 3),
		mends: s.cast("the dispenser, with the agent updated", at(pharmacy, 3, true), 3),
	}
	for i := range crowdSize {
		t.crowd = append(t.crowd, s.cast(fmt.Sprintf("ward %d", i+1), at(hospital, i+1, false), i+1))
	}
	return t
}

func (t *troupe) all() []*actor {
	return append([]*actor{t.old, t.new, t.gone, t.moved, t.free, t.late}, t.crowd...)
}
