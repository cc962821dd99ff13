package apart

import (
	"context"

	"github.com/lanyard-id/lanyard/agent/internal/card/pkcs11"
	"github.com/lanyard-id/lanyard/agent/internal/card/pkcs11/image"
	"github.com/lanyard-id/lanyard/agent/internal/card/pkcs11/layout"
)

// Slot is a slot as a probe finds it.
type Slot struct {
	ID   pkcs11.SlotID   `json:"id"`
	Info pkcs11.SlotInfo `json:"info"`
	// Token is nil where there is none, or where Code says why it cannot be looked at.
	Token *Token     `json:"token,omitempty"`
	Code  pkcs11.CKR `json:"code,omitempty"`
}

// Token is a token as a probe finds it, without a PIN.
type Token struct {
	Info         pkcs11.TokenInfo     `json:"info"`
	Tries        pkcs11.Tries         `json:"tries,omitempty"`
	Mechanisms   []pkcs11.Mechanism   `json:"mechanisms,omitempty"`
	Certificates []pkcs11.Certificate `json:"certificates,omitempty"`
	// Unread are certificates that could not be read, or were too many.
	Unread int `json:"unread,omitempty"`
	// Code says why the certificates could not be looked for.
	Code pkcs11.CKR `json:"code,omitempty"`
}

// File is what the file of the module is.
func (p *Process) File() image.File { return p.file }

// Info is what the module says of itself.
func (p *Process) Info() pkcs11.Info { return p.info }

// Probe looks into every slot. No try is spent, and nothing is changed. Beyond is the
// number of slots that were not looked into, because they are too many. With an
// error the slots are those that were looked into before it.
func (p *Process) Probe(ctx context.Context) (slots []Slot, beyond int, err error) {
	r, err := p.ask(ctx, request{Op: opProbe}, nil)
	slots = r.Slots[:min(len(r.Slots), maxProbeSlots)]
	for i := range slots {
		slots[i].clean()
	}
	return slots, max(r.Beyond, 0), err
}

// clean makes the texts fit to be shown once more: the child did, but a module might
// have written to the pipe by itself.
func (s *Slot) clean() {
	text := func(field *string) { *field = layout.Text([]byte(*field)) }
	text(&s.Info.Description)
	text(&s.Info.Manufacturer)
	if t := s.Token; t != nil {
		for _, field := range []*string{&t.Info.Label, &t.Info.Manufacturer, &t.Info.Model, &t.Info.Serial} {
			text(field)
		}
		t.Tries = pkcs11.TriesOf(t.Info)
		for i := range t.Certificates {
			text(&t.Certificates[i].Label)
		}
	}
}

// Login gives the PIN to the token in a slot, as [pkcs11.Session.Login] does: once,
// and not at all where that would be a wasted or an unwanted try. The PIN stays the
// caller's, to be wiped. A token that this process is logged in to is not asked again.
func (p *Process) Login(ctx context.Context, slot pkcs11.SlotID, pin *pkcs11.PIN, o pkcs11.LoginOptions) error {
	if pin == nil {
		pin = &pkcs11.PIN{}
	}
	_, err := p.ask(ctx, request{Op: opLogin, Slot: slot, LastTry: o.LastTry}, pin)
	return err
}

// Logout makes the token in a slot ask for its PIN again, and ends the session.
func (p *Process) Logout(ctx context.Context, slot pkcs11.SlotID) error {
	_, err := p.ask(ctx, request{Op: opLogout, Slot: slot}, nil)
	return err
}

// Sign makes one signature with the key of the certificate with an id. KeyPIN is for
// a key that asks again for each signature, and otherwise nil: such a key without one
// is pkcs11.ErrAsksAgain. After a card was taken out it is [ErrNoLogin].
func (p *Process) Sign(ctx context.Context, slot pkcs11.SlotID, key []byte, s pkcs11.Signing, keyPIN *pkcs11.PIN) ([]byte, error) {
	r, err := p.ask(ctx, request{Op: opSign, Slot: slot, Key: key, How: s.How, Data: s.Data}, keyPIN)
	return r.Signature, err
}

// Event is a slot in which something changed since it was last asked, without waiting.
func (p *Process) Event(ctx context.Context) (slot pkcs11.SlotID, changed bool, err error) {
	r, err := p.ask(ctx, request{Op: opEvent}, nil)
	return r.Slot, r.Changed, err
}
