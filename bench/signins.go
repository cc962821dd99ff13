package main

import (
	"fmt"
	"strings"

	"github.com/lanyard-id/lanyard/notice"
)

// signIn is one invented sign-in as a gate tells it.
type signIn struct {
	at           string
	organisation string
	card         string
	series       int
	device       string
	person       string
	product      string
	agent        string // version of the Identity Agent
	middleware   string // cell of the inventory
	tls          string
}

// met is a sign-in that meets everything, at an instant; amiss changes it.
func met(at string, amiss ...func(*signIn)) signIn {
	s := signIn{
		at: at, organisation: "X01", card: "0812345678", series: 8, device: "PC-0001", person: "P-0001",
		product: "identity-agent", agent: "2.4.6.0", middleware: "5.1.2", tls: "1.2",
	}
	for _, a := range amiss {
		a(&s)
	}
	return s
}

// What can be amiss.
var (
	oldCard       = func(s *signIn) { s.card, s.series = "0612345678", 6 }
	oldAgent      = func(s *signIn) { s.agent = "2.3.2.0" }
	oldTLS        = func(s *signIn) { s.tls = "1.0" }
	noMiddleware  = func(s *signIn) { s.middleware = "-" }
	anotherClient = func(s *signIn) { s.product = "smartcard-connect" }
)

// variety is the sign-ins that are judged together, from nothing amiss to all.
func variety(at string) []signIn {
	return []signIn{
		met(at), met(at, oldCard), met(at, noMiddleware), met(at, oldAgent), met(at, oldAgent, oldTLS),
		met(at, anotherClient, oldTLS), met(at, oldCard, noMiddleware, oldAgent, oldTLS),
	}
}

// line is the sign-in as lanyard decide reads it.
func (s signIn) line() string {
	return fmt.Sprintf(`{"at":%q,"use":"sign-in","organisation":{"code":%q,"within":["X00","X"]},`+
		`"person":{"id":%q},"card":{"number":%q,"series":%d,"status":"active"},"client":{"product":%q,"version":%q},`+
		`"connection":{"tls":%q},"device":{"id":%q,"os":"Windows","software":{"identity-agent":%q,"oberthur-middleware":%q}}}`,
		s.at, s.organisation, s.person, s.card, s.series, s.product, s.agent, s.tls, s.device, s.agent, s.middleware)
}

// read reads sign-ins into the facts that are judged.
func read(set *notice.Set, signIns []signIn) ([]*notice.SignIn, error) {
	var out []*notice.SignIn
	for _, s := range signIns {
		in := new(notice.SignIn)
		if err := in.Read([]byte(s.line()), set.Zone()); err != nil {
			return nil, fmt.Errorf("reading %s: %w", s.line(), err)
		}
		out = append(out, in)
	}
	return out, nil
}

// lines joins sign-ins into one input.
func lines(signIns []signIn) string {
	var b strings.Builder
	for _, s := range signIns {
		b.WriteString(s.line() + "\n")
	}
	return b.String()
}
