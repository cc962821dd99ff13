package apart

import (
	"errors"
	"fmt"

	"github.com/lanyard-id/lanyard/agent/internal/card/pkcs11"
	"github.com/lanyard-id/lanyard/agent/internal/card/pkcs11/image"
)

// What a child is asked to do.
const (
	opLoad   = "load"
	opProbe  = "probe"
	opLogin  = "login"
	opLogout = "logout"
	opSign   = "sign"
	opEvent  = "event"
	opClose  = "close"
)

// request is what the child is asked. One is answered before the next is sent.
type request struct {
	Op      string        `json:"op"`
	Path    string        `json:"path,omitempty"`
	Slot    pkcs11.SlotID `json:"slot,omitempty"`
	LastTry bool          `json:"lastTry,omitempty"`
	// PIN says that a frame with a PIN follows.
	PIN bool `json:"pin,omitempty"`
	// Of a signature, which has a frame of its own: the id of the key, and the rest.
	Key  []byte     `json:"-"`
	How  pkcs11.How `json:"-"`
	Data []byte     `json:"-"`
}

// reply is what the child says: its version at first, then for each request any
// number of steps, and an answer.
type reply struct {
	Protocol  int           `json:"protocol,omitempty"`
	Step      string        `json:"step,omitempty"` // the module is now asked this
	Done      bool          `json:"done,omitempty"` // this is the answer
	Fault     *fault        `json:"fault,omitempty"`
	File      image.File    `json:"file,omitzero"`
	Info      *pkcs11.Info  `json:"info,omitempty"`
	Slots     []Slot        `json:"slots,omitempty"`
	Beyond    int           `json:"beyond,omitempty"` // slots that were not looked into
	Signature []byte        `json:"-"`                // it has a frame of its own
	Slot      pkcs11.SlotID `json:"slot,omitempty"`
	Changed   bool          `json:"changed,omitempty"`
}

// fault is an error as it goes over the pipe.
type fault struct {
	Kind     string         `json:"kind"`
	Function string         `json:"function,omitempty"`
	Code     pkcs11.CKR     `json:"code,omitempty"`
	Tries    pkcs11.Tries   `json:"tries,omitempty"`
	Path     string         `json:"path,omitempty"`
	Problem  pkcs11.Problem `json:"problem,omitempty"`
	Say      string         `json:"say,omitempty"`
	Missing  []string       `json:"missing,omitempty"`
	File     image.File     `json:"file,omitzero"`
	Text     string         `json:"text,omitempty"`
}

const (
	faultCode      = "code"
	faultLoad      = "load"
	faultMalformed = "malformed"
	faultOther     = "other"
)

// ErrNoLogin says that a signature was asked for before a login, or that the card was
// taken out since.
var ErrNoLogin = errors.New("nobody is logged in to the card in this slot")

// sentinels are the errors that are themselves all that there is to say.
var sentinels = map[string]error{
	"blocked": pkcs11.ErrBlocked, "last-try": pkcs11.ErrLastTry, "pin-length": pkcs11.ErrPINLength,
	"no-pin": pkcs11.ErrNoPIN, "asks-again": pkcs11.ErrAsksAgain, "no-key": pkcs11.ErrNoKey, "closed": pkcs11.ErrClosed,
	"no-login": ErrNoLogin,
}

func faultOf(err error) *fault {
	var code *pkcs11.Error
	var load *pkcs11.LoadError
	var malformed *pkcs11.Malformed
	switch {
	case err == nil:
		return nil
	case errors.As(err, &code):
		return &fault{Kind: faultCode, Function: code.Function, Code: code.Code, Tries: code.Tries}
	case errors.As(err, &load):
		f := &fault{Kind: faultLoad, Path: load.Path, Problem: load.Problem, Say: load.Say, Missing: load.Missing, File: load.File}
		if load.Err != nil {
			f.Text = load.Err.Error()
		}
		return f
	case errors.As(err, &malformed):
		return &fault{Kind: faultMalformed, Function: malformed.Function, Text: malformed.What}
	}
	for name, sentinel := range sentinels {
		if errors.Is(err, sentinel) {
			return &fault{Kind: name}
		}
	}
	return &fault{Kind: faultOther, Text: err.Error()}
}

// err makes the error again. A module might have written to the pipe itself, so texts
// are cleaned.
func (f *fault) err() error {
	if f == nil {
		return nil
	}
	switch f.Kind {
	case faultCode:
		return &pkcs11.Error{Function: clean(f.Function), Code: f.Code, Tries: f.Tries}
	case faultLoad:
		load := &pkcs11.LoadError{Path: f.Path, Problem: f.Problem, Say: clean(f.Say), File: f.File}
		for _, name := range f.Missing {
			load.Missing = append(load.Missing, clean(name))
		}
		if f.Text != "" {
			load.Err = errors.New(clean(f.Text))
		}
		return load
	case faultMalformed:
		return &pkcs11.Malformed{Function: clean(f.Function), What: clean(f.Text)}
	}
	if sentinel, ok := sentinels[f.Kind]; ok {
		return sentinel
	}
	return fmt.Errorf("the module's process: %s", clean(f.Text))
}
