package attempt

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/lanyard-id/lanyard/fact"
	"github.com/lanyard-id/lanyard/text"
)

func (r *reader) agents(list *text.Node) {
	nodes := items(list)
	if len(nodes) > maxRules {
		r.error(nodes[maxRules], "leave some out", "there are more than %d", maxRules)
		return
	}
	for _, n := range nodes {
		match := n.Get("match")
		if match == nil {
			continue
		}
		compiled := r.pattern(match, 0, 1)
		if compiled != nil && compiled.MatchString("") {
			r.error(match, "write what the header holds", "the pattern fits every User-Agent, an empty one too")
		}
		one := agent{match: compiled, product: n.Get("software").String()}
		if client := n.Get("client"); client != nil {
			one.product, one.client = client.Text, true
		}
		r.e.agents = append(r.e.agents, one)
	}
}

func (r *reader) handshakes(list *text.Node) {
	nodes := items(list)
	if len(nodes) > maxRules {
		r.error(nodes[maxRules], "leave some out", "there are more than %d", maxRules)
		return
	}
	for _, n := range nodes {
		one := handshake{client: n.Get("client").String(), say: n.Get("say").String()}
		if v := n.Get("versions"); v != nil && v.Kind == text.Scalar && v.Text != "" {
			one.ranged = true
			var err error
			if one.versions, err = fact.ParseRange(v.Text); err != nil {
				r.error(v, "write comparisons joined by commas, such as >=2.4.5.0,<2.4.10.0", "%v", err)
			} else if _, some := one.versions.First(); !some {
				r.error(v, "write a range that some version is in", "no version is in %s", text.Show(v.Text))
			}
		}
		if a := n.Get("user-agent"); a != nil {
			one.agent = r.pattern(a, 0, 0)
		}
		if o := n.Get("offers"); o != nil {
			one.offers = readOffer(o.Text)
		}
		for _, f := range items(n.Get("ja4")) {
			one.ja4 = append(one.ja4, f.Text)
		}
		r.e.shows = append(r.e.shows, one)
	}
}

// readOffer reads what the table of keys has found to be one; nil of anything else.
func readOffer(text string) *offer {
	for _, op := range operators {
		after, ok := strings.CutPrefix(text, string(op))
		if !ok {
			continue
		}
		if version, err := fact.ParseTLS(after); err == nil {
			return &offer{op, version}
		}
		break
	}
	return nil
}

func (r *reader) outcome(n *text.Node) {
	x := &r.e.answers
	inBody := false
	read := func(list *text.Node) (all []answer) {
		nodes := items(list)
		if len(nodes) > maxRules {
			r.error(nodes[maxRules], "leave some out", "there are more than %d", maxRules)
			return nil
		}
		for _, n := range nodes {
			one := answer{location: n.Get("location").String(), object: n.Get("gpobject").String()}
			inBody = inBody || one.object != ""
			for _, s := range items(n.Get("status")) {
				if status, err := strconv.Atoi(s.Text); err == nil {
					one.status = append(one.status, status)
				}
			}
			for _, w := range items(n.Get("without")) {
				one.without = append(one.without, w.Text)
			}
			one.named = append([]string{one.location}, one.without...)
			if h := n.Get("header"); h != nil {
				one.header = http.CanonicalHeaderKey(h.Text)
			}
			all = append(all, one)
		}
		return all
	}
	x.accepted, x.denied = read(n.Get("accepted")), read(n.Get("denied"))
	x.body = r.body(n.Get("body"), defaultBody, inBody)
}
