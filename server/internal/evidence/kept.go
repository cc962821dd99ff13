package evidence

import (
	"encoding/json"
	"time"

	"github.com/lanyard-id/lanyard/notice"
)

// Kept is a record. Handshake or Outcome says of which kind it is; where both are
// nil it is a decision about a sign-in.
type Kept struct {
	// SignIn is the sign-in in the contract's JSON: as it came, or as the gate made
	// it of what it saw.
	SignIn json.RawMessage
	// Answer is the answer in the contract's JSON, as it was given. Its decision is
	// what was done. Of a refused handshake it is nil where no notice was asked.
	Answer json.RawMessage
	// Told is the answer as Parse read it. AppendRecord does not look at it.
	Told notice.Answer
	// Digest is that of the files that it was decided by; "" = not said.
	Digest string

	Gate      *Gate      // what the gate saw and did besides; nil: it was not the gate that decided
	Handshake *Handshake // not nil: no sign-in, but a handshake that was refused
	Outcome   *Outcome   // not nil: no decision, but what came of one

	// Detail is what may be left out; nil: there is none, or it was left out.
	// AppendRecord does not write it: AppendDetail does.
	Detail *Detail
}

// Gate is what the gate saw of a sign-in, and did, besides its answer. A text that
// is empty was not seen. Ids are as they were decided about: of the estate where
// an alias led there, else as they were claimed.
type Gate struct {
	Asked    string `json:"asked"`              // allow, warn or block: what the notices asked for
	Weakened string `json:"weakened,omitempty"` // why less was done than that, such as held; "" = it was not less
	Window   string `json:"window,omitempty"`   // the open window that asked for it, LIST/ID

	Extractor string `json:"extractor,omitempty"` // by which the request was known as a sign-in
	Role      string `json:"role,omitempty"`      // of the request; "" = the sign-in begins with it
	Request   string `json:"request,omitempty"`   // its method and path, such as "POST /login/authactivate"
	Join      string `json:"join,omitempty"`      // what joins the requests of the sign-in

	Address     string `json:"address,omitempty"` // of the client
	Port        int    `json:"port,omitempty"`    // of the client's, which finds one behind an address that many share; 0 = not seen
	Network     string `json:"network,omitempty"` // that the address belongs to, such as 192.0.2.0/24
	Via         string `json:"via,omitempty"`     // the proxy that spoke for the client
	ServerName  string `json:"serverName,omitempty"`
	JA4         string `json:"ja4,omitempty"`         // of the ClientHello
	Old         bool   `json:"old,omitempty"`         // let in by the configuration for old TLS
	Certificate string `json:"certificate,omitempty"` // of the client, verified: "sha256:" and its fingerprint

	Proven       string `json:"proven,omitempty"` // the strongest identity that was proven: ProvenPerson, …; "" = none
	Person       string `json:"person,omitempty"`
	Device       string `json:"device,omitempty"`
	Card         string `json:"card,omitempty"`
	Organisation string `json:"organisation,omitempty"`

	Contradictions []string `json:"contradictions,omitempty"` // claims that the handshake contradicts, in words
}

// What may be proven of a sign-in.
const (
	ProvenPerson  = "person"
	ProvenDevice  = "device"
	ProvenAddress = "address"
)

// Handshake is a TLS handshake that was refused, with an alert and so without
// words.
type Handshake struct {
	At         time.Time `json:"at"`
	Alert      int       `json:"alert"` // its description, RFC 8446 §6; 0 = the connection was closed without one
	Why        string    `json:"why,omitempty"`
	Address    string    `json:"address,omitempty"`
	Port       int       `json:"port,omitempty"` // 0 = not seen
	Network    string    `json:"network,omitempty"`
	Via        string    `json:"via,omitempty"`
	ServerName string    `json:"serverName,omitempty"`
	JA4        string    `json:"ja4,omitempty"`
	Offered    string    `json:"offered,omitempty"` // the highest version, such as 1.0
}

// Outcome is what the service behind the gate made of a sign-in.
type Outcome struct {
	Outcome string    `json:"outcome"` // OutcomeAccepted, OutcomeDenied, or a word of a newer program
	At      time.Time `json:"at"`
	Status  int       `json:"status,omitempty"` // of its HTTP answer; 0 = not said
}

// The outcomes.
const (
	OutcomeAccepted = "accepted"
	OutcomeDenied   = "denied"
)

// Detail is evidence that decided nothing, or that stands elsewhere in short.
type Detail struct {
	Headers []Field  `json:"headers,omitempty"` // of the request, those that were kept
	Attempt []Field  `json:"attempt,omitempty"` // what it claimed besides the facts
	Ciphers []string `json:"ciphers,omitempty"` // that the ClientHello offered, in its order
	// Hello is the ClientHello of a handshake that was refused, as it was sent, with its
	// records; zeros stand for what is not the same in every hello of such a client, and
	// a long one is cut. See package clienthello.
	Hello []byte `json:"hello,omitempty"`
}

// Field is a name and its value.
type Field struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}
