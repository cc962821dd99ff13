package device

import (
	"time"

	"github.com/lanyard-id/lanyard/agent/internal/host"
)

// Cards are the readers and what is in them, as PC/SC shows them.
type Cards struct {
	// Part is how the list of readers was got. Failed: the service is away, or the
	// system has no PC/SC; Why has the words.
	host.Part
	Readers []Reader `json:"readers,omitempty"`
}

// virtualCards is how readers were looked at that are in this program.
const virtualCards = "virtual cards"

// Virtual tells that the cards are in software in the program that looked, and that the
// machine's own readers and its smartcard service were not asked.
func (c *Cards) Virtual() bool { return c.How == virtualCards }

// ReaderState is what a reader holds.
type ReaderState string

// The states of a reader.
const (
	Empty       ReaderState = "empty"
	Present     ReaderState = "present"     // a card that answered
	Mute        ReaderState = "mute"        // a card that does not answer: upside down, broken, or no smartcard
	InUse       ReaderState = "in-use"      // a card that another program holds for itself
	Unavailable ReaderState = "unavailable" // a reader that is gone or does not answer
)

// Reader is one reader.
type Reader struct {
	Name    string      `json:"name"`
	Vendor  string      `json:"vendor,omitzero"`
	Version string      `json:"version,omitzero"` // of its driver or firmware, as it says
	Serial  string      `json:"serial,omitzero"`
	State   ReaderState `json:"state"`
	Why     string      `json:"why,omitzero"` // what went wrong
	// Changes is the reader's counter of insertions and removals, modulo 65,536.
	Changes int   `json:"changes,omitzero"`
	Card    *Card `json:"card,omitempty"` // nil: none that answered
	// After is what it held when the modules had been asked, which takes them seconds;
	// nil: nobody looked again, or could.
	After *Moment `json:"after,omitempty"`
}

// Moment is what a reader holds at a moment.
type Moment struct {
	State   ReaderState `json:"state"`
	Changes int         `json:"changes,omitzero"` // as [Reader] has them
	ATR     string      `json:"atr,omitzero"`     // as [Card] has it
}

// Stayed tells that the card was there all the while that the modules were asked, as well
// as is known: a system that does not count changes shows no card that was out and in
// again.
func (r *Reader) Stayed() bool {
	return r.Card != nil && r.After != nil && (r.After.State == Present || r.After.State == InUse) && r.After.Changes == r.Changes && r.After.ATR == r.Card.ATR
}

// Card is a card that answered its reset.
type Card struct {
	ATR      string `json:"atr"`               // capital hexadecimal
	Protocol string `json:"protocol,omitzero"` // the one in use: "T=0" or "T=1"
	// Offers are the protocols that its ATR offers.
	Offers []string `json:"offers,omitempty"`
	// Series are the generations that a card with this ATR may be; none: not known.
	Series  []int  `json:"series,omitempty"`
	Product string `json:"product,omitzero"` // what a card with this ATR is, in words
	Type    string `json:"type,omitzero"`    // as notices name types: Gemplus, Oberthur, PIV
	// Application is what was found on it: "piv", or "" for none that is known.
	Application string `json:"application,omitzero"`
	Serial      string `json:"serial,omitzero"`
	// Certificates could be read without a PIN.
	Certificates []Certificate `json:"certificates,omitempty"`
	// Blank: the application is there and has no certificate.
	Blank bool `json:"blank,omitzero"`
	// TriesLeft is how many wrong PINs it still takes, as it says itself; nil: it
	// does not say. 0 is blocked.
	TriesLeft *int `json:"tries_left,omitempty"`
	// Faults are what was wrong with its answers, a sentence each.
	Faults []string `json:"faults,omitempty"`
	TookMS int      `json:"took_ms,omitzero"`
}

// Certificate is one certificate on a card.
type Certificate struct {
	Use       string    `json:"use"` // authentication, signature, key-management, card, other
	NotBefore time.Time `json:"not_before"`
	NotAfter  time.Time `json:"not_after"`
	Key       string    `json:"key,omitzero"` // RSA-2048, P-256
	Subject   string    `json:"subject,omitzero"`
	Issuer    string    `json:"issuer,omitzero"`
	Serial    string    `json:"serial,omitzero"`
}
