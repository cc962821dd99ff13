package attempt

import (
	"net/http"
	"regexp"
)

// agent is a rule about the User-Agent header.
type agent struct {
	match   *regexp.Regexp // its one group, if it has one, is the version
	product string
	client  bool // the product signs in; else it is software of the device
}

// Agent reads the User-Agent of a request of which nothing else is known into an
// attempt.
func (s *Extractors) Agent(h http.Header, a *Attempt) {
	a.Reset()
	s.agent(h, nil, a)
}

// agent reads the User-Agent: first by the rules of the extractor that knows the
// request, then by those that are for all. The client is told by the first rule
// that fits, if nothing told it before; software by every one.
func (s *Extractors) agent(h http.Header, e *Extractor, a *Attempt) {
	f := header(h, "User-Agent", maxAgent)
	if f.state == absent {
		return
	}
	text, why := clean(f.value, maxAgent)
	if f.state == hidden {
		why = f.why
	}
	if why != "" {
		a.unread("user-agent", f.value, why)
		return
	}
	a.UserAgent = text
	if e != nil {
		a.byRules(e)
	}
	for _, rules := range s.agents {
		a.byRules(rules)
	}
}

func (a *Attempt) byRules(e *Extractor) {
	if len(e.agents) == 0 {
		return
	}
	found := e.known.find(e.agents, a.UserAgent)
	for i := range e.agents {
		rule := &e.agents[i]
		if rule.client && a.Client != "" || !rule.client && a.has(rule.product) {
			continue
		}
		groups := found[i]
		if groups == nil {
			continue
		}
		written := ""
		if len(groups) > 2 && groups[2] >= 0 {
			written = a.UserAgent[groups[2]:groups[3]]
		}
		version, why := clean(written, maxValue)
		if why != "" {
			a.unread(rule.product, written, why)
		}
		switch {
		case !rule.client:
			a.Software = append(a.Software, Software{rule.product, version})
		case a.Version != "": // the extractor knows the version, and not whose it is
			a.Client = rule.product
		default:
			a.Client, a.Version, a.byAgent = rule.product, version, true
		}
	}
}

func (a *Attempt) has(product string) bool {
	for _, s := range a.Software {
		if s.Product == product {
			return true
		}
	}
	return false
}
