package pager

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strconv"
	"time"
)

// What is the matter of a page.
type What string

// The matters.
const (
	// OrganisationOpen: an organisation's blocks are warnings now, since too many
	// were locked out.
	OrganisationOpen What = "organisation-open"
	// AllOpen: all blocks are warnings now.
	AllOpen What = "all-open"
	// UnprovenRefused: many attempts were refused of which nothing is proven.
	// Blocks hold.
	UnprovenRefused What = "unproven-refused"
)

// Page is one message.
type Page struct {
	What         What      `json:"what"`
	Organisation string    `json:"organisation"` // "" = none, or not known
	Count        int       `json:"count"`        // within the time that the limit is for
	Limit        int       `json:"limit"`        // above which it pages
	Unit         string    `json:"unit"`         // what is counted, in the plural
	Since        time.Time `json:"since"`        // by the gate's clock
	// Within is the time for which the limit is, which slides.
	Within time.Duration `json:"-"`
	// For AllOpen: how many organisations agree, from how many networks.
	Organisations int `json:"organisations,omitempty"`
	Networks      int `json:"networks,omitempty"`
}

// message is a page as it is sent.
type message struct {
	Page
	Within string `json:"within"`         // such as 1h0m0s
	Gate   string `json:"gate"`           // how the gate is called
	Link   string `json:"link,omitempty"` // to its live page
	More   int    `json:"more,omitempty"` // pages that found no room before it
	Text   string `json:"text"`           // all of it for people; chat services show it
}

// key names the matter: of two pages with one key the newer says it all.
func (p *Page) key() string { return string(p.What) + " " + p.Organisation }

// id is the same each time a page is sent.
func (p *Page) id(gate string) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%q %q %q %d", gate, p.What, p.Organisation, p.Since.UnixNano()))
	return "page_" + hex.EncodeToString(sum[:16])
}

// body makes the JSON that is sent.
func (p *Page) body(gate, link string, more int) ([]byte, error) {
	m := message{Page: *p, Within: p.Within.String(), Gate: gate, Link: link, More: more, Text: p.text(gate)}
	if link != "" {
		m.Text += " " + link
	}
	return json.Marshal(m)
}

// text says a page in words.
func (p *Page) text(gate string) string {
	within := p.Within.String()
	if p.Within == time.Hour {
		within = "an hour"
	}
	since := p.Since.Format("Mon 2 Jan 15:04:05 MST")
	switch p.What {
	case OrganisationOpen:
		whose := "sign-ins whose organisation is not known"
		if p.Organisation != "" {
			whose = "organisation " + plain(p.Organisation)
		}
		return fmt.Sprintf("Gate %s: blocks of %s are warnings since %s. %d %s were about to be locked out within %s; the limit is %d.", gate, whose, since, p.Count, p.Unit, within, p.Limit)
	case AllOpen:
		return fmt.Sprintf("Gate %s: ALL blocks are warnings since %s. %d %s were about to be locked out within %s, in %d organisations that are over their limits, from %d networks; the limit is %d.", gate, since, p.Count, p.Unit, within, p.Organisations, p.Networks, p.Limit)
	case UnprovenRefused:
		return fmt.Sprintf("Gate %s: %d attempts were refused within %s (until %s) of which nothing is proven; the limit for this page is %d. Blocks hold: they are invented, or people who have not signed in for a week.", gate, p.Count, within, since, p.Limit)
	}
	return fmt.Sprintf("Gate %s: %s %s: %d %s, limit %d, since %s.", gate, p.What, plain(p.Organisation), p.Count, p.Unit, p.Limit, since)
}

// plain quotes a text of outside that could look like something else.
func plain(text string) string {
	for _, r := range text {
		if r <= ' ' || r > '~' || r == '"' || r == '<' || r == '>' || r == '&' {
			return strconv.QuoteToASCII(text)
		}
	}
	return text
}
