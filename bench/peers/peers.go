// Package peers puts the four requirements of the 2025 notice to other policy
// engines: Open Policy Agent and Cedar, and to plain Go as the floor that no
// engine can beat. All answer the same sign-ins; the tests hold them to one table.
//
// The peers know less of a notice than Lanyard does: no phases, no windows, no
// third value for what is missing, no words. A row here has every fact, and the
// answer is the ids of the requirements that are not met.
package peers

// SignIn is one question: the facts as a decoded JSON object, and the answer.
type SignIn struct {
	Name  string
	Facts map[string]any
	Unmet []string // in the order of the notice
}

// Peer is one engine with the policy compiled.
type Peer struct {
	Name string
	// Prepare turns the facts into the engine's own values and returns the
	// judging of them, which can be repeated. Answers are in the order of the notice.
	Prepare func(facts map[string]any) (judge func() []string)
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
	facts := func(series int, middleware bool, product string, supported bool, tls int) map[string]any {
		return map[string]any{
			"card":       map[string]any{"series": series},
			"device":     map[string]any{"middleware": middleware},
			"client":     map[string]any{"product": product, "supported": supported},
			"connection": map[string]any{"tls": tls}, // 12 is TLS 1.2
		}
	}
	return []SignIn{
		{"all met", facts(8, true, "identity-agent", true, 12), nil},
		{"old card", facts(6, true, "identity-agent", true, 13), []string{cardSeries}},
		{"no middleware", facts(9, false, "identity-agent", true, 12), []string{middleware}},
		{"old agent, new TLS", facts(8, true, "identity-agent", false, 12), []string{identityAgent}},
		{"old agent, old TLS", facts(8, true, "identity-agent", false, 10), []string{identityAgent, tlsVersion}},
		{"another client, old TLS", facts(8, true, "other", false, 10), nil},
		{"all unmet", facts(4, false, "identity-agent", false, 11), []string{cardSeries, middleware, identityAgent, tlsVersion}},
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
