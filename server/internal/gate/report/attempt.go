package report

import (
	"encoding/json"
	"time"

	jsonv2 "github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/server/internal/evidence"
	"github.com/lanyard-id/lanyard/server/internal/gate/decision"
)

// attempt is a decision as the report takes it.
type attempt struct {
	when time.Time
	at   int64 // the same in Unix milliseconds
	code string
	key

	person, device, card, address string
	organisation                  uint32
	weakened                      string
	proven                        decision.Unit // the strongest identity of it that is proven
	handshake                     bool          // refused without words

	done     string // allow, warn or block
	findings []notice.Told
	kept     *evidence.Kept
}

// byHandshake is what the gate calls the extractor of a sign-in that was refused
// before it was sent.
const byHandshake = "handshake"

// attempt takes a decision as it was kept. One that was not made at the gate says
// nothing but what its sign-in says.
func (m *maker) attempt(code string, at time.Time, k *evidence.Kept) attempt {
	a := attempt{when: at, at: at.UnixMilli(), code: code, done: k.Told.Decision, findings: k.Told.Findings, kept: k}
	var organisation string
	if g := k.Gate; g != nil {
		a.person, a.device, a.card, a.address, organisation = g.Person, g.Device, g.Card, g.Address, g.Organisation
		a.weakened, a.proven, a.handshake = g.Weakened, provenUnit(g.Proven), g.Extractor == byHandshake
	} else {
		c := claimsOf(k.SignIn)
		a.person, a.device, a.card, organisation = string(c.Person.ID), string(c.Device.ID), string(c.Card.Number), string(c.Organisation.Code)
	}
	a.person, a.device, a.card, a.address = bounded(a.person), bounded(a.device), bounded(a.card), bounded(a.address)
	a.key = identity(a.person, a.device, a.address)
	a.organisation = m.organisations.number(bounded(organisation))
	return a
}

// provenUnit is what was proven, by its name. A word of a newer program is taken
// for nothing.
func provenUnit(name string) decision.Unit {
	switch name {
	case evidence.ProvenPerson:
		return decision.ByPerson
	case evidence.ProvenDevice:
		return decision.ByDevice
	case evidence.ProvenAddress:
		return decision.ByAddress
	}
	return decision.Unproven
}

// version is the product that signed in with its version; "" where either is not
// known.
func (a *attempt) version() string {
	c := claimsOf(a.kept.SignIn)
	if c.Client.Product == "" || c.Client.Version == "" {
		return ""
	}
	return bounded(string(c.Client.Product) + " " + string(c.Client.Version))
}

// claims are those texts of a sign-in that the report reads. A newer program may
// write others; a value that is no text counts as not said.
type claims struct {
	Person       object `json:"person"`
	Device       object `json:"device"`
	Card         object `json:"card"`
	Client       object `json:"client"`
	Organisation object `json:"organisation"`
}

type object struct {
	ID      text `json:"id"`
	Number  text `json:"number"`
	Product text `json:"product"`
	Version text `json:"version"`
	Code    text `json:"code"`
}

type text string

// UnmarshalJSONFrom takes a text, and passes over what is none.
func (t *text) UnmarshalJSONFrom(d *jsontext.Decoder) error {
	v, err := d.ReadValue()
	if err != nil || v.Kind() != '"' {
		return err
	}
	s, err := jsontext.AppendUnquote(nil, v)
	*t = text(s)
	return err
}

// claimsOf reads a sign-in; what cannot be read of it is not known.
func claimsOf(signIn json.RawMessage) claims {
	var c claims
	if err := jsonv2.Unmarshal(signIn, &c); err != nil {
		return claims{}
	}
	return c
}
