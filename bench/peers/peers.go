// Package peers puts the four requirements of the 2025 notice to policy engines:
// Lanyard, Open Policy Agent and Cedar, and to plain Go as the floor that no
// engine can beat. All answer the same sign-ins, which are lines of JSON as
// lanyard decide reads them; the tests hold them to one table.
//
// The peers know less of a notice than Lanyard does: no phases, no windows, no
// third value for what is missing, no words. A sign-in here has every fact, and
// the answer is the ids of the requirements that are not met.
package peers

import "fmt"

// SignIn is one question, a line of JSON, and its answer.
type SignIn struct {
	Name  string
	Line  []byte
	Unmet []string // in the order of the notice
}

// Peer is one engine with the policy compiled.
type Peer struct {
	Name string
	// Prepare reads a line into the engine's own values and returns the judging
	// of them, which can be repeated. Answers are in the order of the notice.
	Prepare func(line []byte) (judge func() []string)
	// Answer reads a line and judges it, the way the engine is used for many
	// lines, one after another.
	Answer func(line []byte) []string
}

// newPeer makes a peer that keeps nothing from one line to the next.
func newPeer(name string, prepare func(line []byte) func() []string) Peer {
	return Peer{Name: name, Prepare: prepare, Answer: func(line []byte) []string { return prepare(line)() }}
}

// The requirements in the order of the notice.
const (
	cardSeries    = "card-series"
	middleware    = "oberthur-middleware"
	identityAgent = "identity-agent"
	tlsVersion    = "tls"
)

var requirements = []string{cardSeries, middleware, identityAgent, tlsVersion}

// SignIns are the questions, from nothing amiss to everything.
func SignIns() []SignIn {
	line := func(series int, middleware, product, status, tls string) []byte {
		return fmt.Appendf(nil, `{"at":"2025-08-20T14:30:00+01:00","card":{"series":%d},`+
			`"device":{"software":{"oberthur-middleware":%q}},"client":{"product":%q,"status":%q},"connection":{"tls":%q}}`,
			series, middleware, product, status, tls)
	}
	const agent = "identity-agent"
	return []SignIn{
		{"all met", line(8, "5.1", agent, "supported", "1.2"), nil},
		{"old card", line(6, "5.1", agent, "supported", "1.3"), []string{cardSeries}},
		{"no middleware", line(9, "-", agent, "supported", "1.2"), []string{middleware}},
		{"old agent, new TLS", line(8, "5.1", agent, "unsupported", "1.2"), []string{identityAgent}},
		{"old agent, old TLS", line(8, "5.1", agent, "unsupported", "1.0"), []string{identityAgent, tlsVersion}},
		{"another client, old TLS", line(8, "5.1", "another", "unsupported", "1.0"), nil},
		{"all unmet", line(4, "-", agent, "unsupported", "1.1"), []string{cardSeries, middleware, identityAgent, tlsVersion}},
	}
}

// ordered gives those of the requirements that unmet names, in the notice's order.
func ordered(unmet func(id string) bool) []string {
	var ids []string
	for _, id := range requirements {
		if unmet(id) {
			ids = append(ids, id)
		}
	}
	return ids
}
