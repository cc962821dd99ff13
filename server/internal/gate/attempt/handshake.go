package attempt

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/lanyard-id/lanyard/fact"
)

// handshake is what the ClientHello of a client must have shown that claims to be
// one.
type handshake struct {
	client   string         // a product; "" = by its User-Agent
	versions fact.Range     // of the product; the zero range: any, and none
	ranged   bool           // versions were written
	agent    *regexp.Regexp // of the User-Agent; nil = by its product
	offers   *offer         // nil: not said
	ja4      []string       // it is one of these, or begins with one that ends in *; none: not said
	say      string
}

// offer is what the highest offered version must be.
type offer struct {
	operator fact.Operator
	version  fact.TLS
}

func (o *offer) holds(offered fact.TLS) bool {
	switch o.operator {
	case fact.Below:
		return offered < o.version
	case fact.AtMost:
		return offered <= o.version
	case fact.Above:
		return offered > o.version
	case fact.AtLeast:
		return offered >= o.version
	case fact.Exactly:
		return offered == o.version
	}
	return offered != o.version
}

// Contradiction is a claim that the handshake contradicts.
type Contradiction struct {
	Claim string // such as "identity-agent 2.4.10.0"
	Shown string // such as "TLS 1.0 at the most"
	Say   string // both in a sentence, with the reason
	// Version says that the version of the client is in doubt, and so counts as
	// not known.
	Version bool
}

// Contradictions returns what an attempt claims and its handshake contradicts.
// offered is the highest version of TLS in the ClientHello, 0 if it is not known;
// ja4 its fingerprint, "" if it is not known. What is not known contradicts nothing.
func (s *Extractors) Contradictions(a *Attempt, offered uint16, ja4 string) []Contradiction {
	var all []Contradiction
	var version *fact.Version // of the client, read when a rule asks for it
	for i := range s.shows {
		h := &s.shows[i]
		if !h.claimed(a, &version) {
			continue
		}
		if shown, why := h.contradicted(fact.TLS(offered), ja4); shown != "" {
			all = append(all, h.contradiction(a, shown, why))
		}
	}
	return all
}

// claimed reports whether the attempt claims what the rule is about.
func (h *handshake) claimed(a *Attempt, version **fact.Version) bool {
	if h.agent != nil {
		return a.UserAgent != "" && h.agent.MatchString(a.UserAgent)
	}
	if a.Client != h.client {
		return false
	}
	if !h.ranged {
		return true
	}
	if *version == nil {
		v, err := fact.ParseVersion(a.Version)
		if err != nil {
			return false // it claims no version, or none that could be read
		}
		*version = &v
	}
	return h.versions.Contains(**version)
}

// contradicted returns what was shown and does not go with the claim; "" if all
// that was shown does.
func (h *handshake) contradicted(offered fact.TLS, ja4 string) (shown, why string) {
	if h.offers != nil && offered != 0 && !h.offers.holds(offered) {
		return offered.String() + " at the most", fmt.Sprintf("it would offer %s %s", h.offers.operator, h.offers.version)
	}
	if len(h.ja4) > 0 && ja4 != "" && !slices.ContainsFunc(h.ja4, func(known string) bool { return isJA4(ja4, known) }) {
		return "JA4 " + shownJA4(ja4), "none of its fingerprints is that"
	}
	return "", ""
}

func isJA4(ja4, known string) bool {
	if prefix, ok := strings.CutSuffix(known, "*"); ok {
		return len(ja4) >= len(prefix) && strings.EqualFold(ja4[:len(prefix)], prefix)
	}
	return strings.EqualFold(ja4, known)
}

func shownJA4(ja4 string) string { return shown(ja4) }

func (h *handshake) contradiction(a *Attempt, shown, why string) Contradiction {
	c := Contradiction{Shown: shown, Version: h.agent == nil || a.byAgent}
	switch {
	case h.agent != nil:
		c.Claim = "the User-Agent " + a.UserAgent
	case a.Version == "":
		c.Claim = h.client
	default:
		c.Claim = h.client + " " + a.Version
	}
	c.Say = fmt.Sprintf("The client claims to be %s, and its handshake shows %s: %s.", c.Claim, shown, why)
	if h.say != "" {
		c.Say += " " + h.say
	}
	return c
}
