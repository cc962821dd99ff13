package attempt

import (
	"net/http"

	"github.com/lanyard-id/lanyard/notice"
)

// Role is what a request is to the sign-in that it belongs to.
type Role uint8

// The roles.
const (
	Other  Role = iota // not of a sign-in, as far as any extractor knows: nobody decides about it
	Begins             // an attempt begins with it: it is decided
	Joins              // a later request of an attempt that was decided; it is never decided again
)

// String returns the role as a word.
func (r Role) String() string { return [...]string{"other", "begins", "joins"}[r] }

// Request is what an extractor sees of a request, whoever received it.
type Request struct {
	Method string
	Host   string
	Path   string // decoded and normalised: no dot segments, no double slashes, no parameters
	Query  string // as sent, without the question mark
	Header http.Header
	// Body is its beginning, with no content coding, as far as it was looked at;
	// nil: it was not looked at. Empty and Cut: it was, and could not be read.
	Body []byte
	// Cut says that the body goes on behind Body.
	Cut bool
}

// Attempt is what a request claims of the sign-in that it belongs to. Nothing of
// it is proven. A text that is empty was not claimed. Every text is UTF-8 without
// control characters, of at most 256 bytes, and shares no memory with the request.
type Attempt struct {
	Extractor string // the id of the extractor that knew the request
	Role      Role
	Use       string // one of the notice's uses
	Join      string // what joins the requests of one attempt, such as a log_session_id

	Person       string // as the protocol names people: an alias
	Card         string // a card's number or another name of it
	Device       string // as the protocol names devices: an alias
	Address      string // of the device, as it says itself; one that net/netip reads
	Organisation string
	Application  string // a client id, or another name of the relying party

	Client, Version  string // the product that signs in, and its version as written
	Series, CardType string
	ATR              string // in hexadecimal, upper case, without spaces
	OS, OSVersion    string
	UserAgent        string // up to 1,024 bytes; "" = none, or it could not be read

	Software []Software      // what it says is installed, by product
	Programs []string        // what it says is installed, as the device names it; at most 100
	Detail   []Detail        // what else is worth keeping as evidence, and decides nothing; at most 100
	Unread   []notice.Reject // values that could not be read; at most 20

	byAgent bool // Client and Version are from the User-Agent
}

// Software is a product of the catalogue that an attempt says is installed.
type Software struct {
	Product string
	Version string // as written; "" = not said
}

// Detail is evidence beside the facts.
type Detail struct{ Name, Value string }

// Outcome is what the service behind the gate made of a sign-in.
type Outcome uint8

// The outcomes.
const (
	Unsaid   Outcome = iota // its answer does not tell
	Accepted                // the person is in: what the attempt claimed of the person holds
	Denied
)

// String returns the outcome as a word.
func (o Outcome) String() string { return [...]string{"unsaid", "accepted", "denied"}[o] }

// Reset forgets the attempt and keeps its memory for the next.
func (a *Attempt) Reset() {
	*a = Attempt{
		Software: a.Software[:0], Programs: a.Programs[:0], Detail: a.Detail[:0], Unread: a.Unread[:0],
	}
}

// unread lists a value that could not be read, and so counts as missing.
func (a *Attempt) unread(key, value, why string) {
	if len(a.Unread) < maxUnread {
		a.Unread = append(a.Unread, notice.Reject{Key: key, Value: shown(value), Error: why})
	}
}
