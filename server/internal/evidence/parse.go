package evidence

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"

	jsonv2 "github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// ErrKind says that a record is of no kind that this program knows.
var ErrKind = errors.New("neither a decision nor a refused handshake nor an outcome; a newer program may have written it")

// form is a record as it is written.
type form struct {
	SignIn    jsontext.Value `json:"signIn"`
	Answer    jsontext.Value `json:"answer"`
	Digest    string         `json:"digest"`
	Gate      *Gate          `json:"gate"`
	Handshake *Handshake     `json:"handshake"`
	Outcome   string         `json:"outcome"`
	At        time.Time      `json:"at"`
	Status    int            `json:"status"`
	Detail    *Detail        `json:"detail"`
}

// Parse reads a record. What it returns refers to none of its bytes. A key that it
// does not know is passed over; a key that stands twice, a decision without its
// sign-in or its answer, an answer that decides nothing, and an outcome or a
// handshake without its time are errors. ErrKind for what is none of them.
func Parse(record []byte) (Kept, error) {
	var f form
	if err := jsonv2.Unmarshal(record, &f); err != nil {
		return Kept{}, fmt.Errorf("reading the record: %w", err)
	}
	kept := Kept{Digest: f.Digest, Gate: f.Gate, Handshake: f.Handshake, Detail: f.Detail}
	switch {
	case f.Outcome != "":
		if f.At.IsZero() {
			return Kept{}, errors.New("reading the record: the outcome has no time")
		}
		return Kept{Outcome: &Outcome{f.Outcome, f.At, f.Status}}, nil
	case f.Handshake != nil:
		if f.Handshake.At.IsZero() {
			return Kept{}, errors.New("reading the record: the handshake has no time")
		}
		if f.Answer == nil {
			return kept, nil
		}
	case f.SignIn == nil && f.Answer == nil:
		return Kept{}, fmt.Errorf("reading the record: it is %w", ErrKind)
	case f.Answer == nil:
		return Kept{}, errors.New("reading the record: the decision has no answer")
	case f.SignIn.Kind() != '{':
		return Kept{}, errors.New("reading the record: the decision has no sign-in")
	}
	if err := jsonv2.Unmarshal(f.Answer, &kept.Told); err != nil {
		return Kept{}, fmt.Errorf("reading the answer of the record: %w", err)
	}
	switch kept.Told.Decision {
	case "allow", "warn", "block":
	default:
		return Kept{}, fmt.Errorf("reading the answer of the record: its decision is %q, and not allow, warn or block", kept.Told.Decision)
	}
	if g := kept.Gate; g != nil && g.Asked != "allow" && g.Asked != "warn" && g.Asked != "block" {
		return Kept{}, fmt.Errorf("reading the record: what the notices asked of the gate is %q, and not allow, warn or block", g.Asked)
	}
	kept.SignIn, kept.Answer = json.RawMessage(f.SignIn), json.RawMessage(f.Answer)
	return kept, nil
}

// ParseGate reads only what the gate saw and did, in a fraction of the time; nil:
// the record says nothing of it. Whatever else is wrong with the record is passed
// over, as long as it is JSON.
func ParseGate(record []byte) (*Gate, error) {
	var f struct {
		Gate *Gate `json:"gate"`
	}
	if err := jsonv2.Unmarshal(record, &f); err != nil {
		return nil, fmt.Errorf("reading the record: %w", err)
	}
	return f.Gate, nil
}
