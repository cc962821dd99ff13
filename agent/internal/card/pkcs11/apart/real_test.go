//go:build linux

package apart

import (
	"context"
	"crypto/x509"
	"errors"
	"testing"
	"time"

	"github.com/lanyard-id/lanyard/agent/internal/card/pkcs11"
	"github.com/lanyard-id/lanyard/agent/internal/card/virtual"
	"github.com/lanyard-id/lanyard/test/cards"
	"github.com/lanyard-id/lanyard/test/need"
	"github.com/lanyard-id/lanyard/test/softtoken"
)

// tokenOf is the slot of a report in which there is a token with certificates.
func tokenOf(t *testing.T, r Report) Slot {
	t.Helper()
	for _, s := range r.Slots {
		if s.Token != nil && len(s.Token.Certificates) > 0 {
			return s
		}
	}
	t.Fatalf("no slot has certificates: %+v", r)
	return Slot{}
}

func TestSoftHSM(t *testing.T) {
	p, r := Examine(t.Context(), Options{Module: softtoken.New(t)})
	if p == nil {
		t.Fatalf("%+v", r)
	}
	defer p.Close()
	slot := tokenOf(t, r)
	for _, c := range slot.Token.Certificates {
		got, err := p.Test(t.Context(), Test{Slot: slot.ID, Mechanisms: slot.Token.Mechanisms, Certificate: c, PIN: pin(t, softtoken.PIN)})
		want := pkcs11.MechanismSHA256RSA
		if string(c.ID) == softtoken.EC {
			want = pkcs11.MechanismECDSA
		}
		if err != nil || got.Mechanism != want {
			t.Errorf("%s: %+v (%v)", c.Label, got, err)
		}
	}
	// The login lasts, a logout ends it, and another is possible.
	if err := p.Logout(t.Context(), slot.ID); err != nil {
		t.Error(err)
	}
	test := Test{Slot: slot.ID, Certificate: slot.Token.Certificates[0], PIN: pin(t, "999999")}
	if _, err := p.Test(t.Context(), test); !errors.Is(err, pkcs11.PINIncorrect) {
		t.Errorf("after a logout a wrong PIN gives %v", err)
	}
	test.PIN = pin(t, softtoken.PIN)
	if _, err := p.Test(t.Context(), test); err != nil {
		t.Error(err)
	}
}

// A virtual card in a real reader, seen through OpenSC: what a person's card goes
// through, with both kinds of keys.
func TestOpenSC(t *testing.T) {
	module := need.Library(t, "opensc-pkcs11.so")
	stack := cards.Start(t, 2)
	for name, more := range map[string][]virtual.Option{"RSA": nil, "P-256": {virtual.P256()}} {
		t.Run(name, func(t *testing.T) {
			card, err := virtual.New(append([]virtual.Option{virtual.PIN("135724")}, more...)...)
			if err != nil {
				t.Fatal(err)
			}
			stack.Insert(0, card)
			defer stack.Remove(0)
			p, r := Examine(t.Context(), Options{Module: module})
			if p == nil {
				t.Fatalf("%+v", r)
			}
			defer p.Close()
			slot := tokenOf(t, r)
			if slot.Token.Tries != pkcs11.TriesNotTold || card.TriesLeft() != 3 {
				t.Errorf("looking cost a try: %q, %d left", slot.Token.Tries, card.TriesLeft())
			}
			for _, c := range slot.Token.Certificates {
				cert, err := x509.ParseCertificate(c.DER)
				if err != nil {
					t.Fatal(err)
				}
				test := Test{Slot: slot.ID, Mechanisms: slot.Token.Mechanisms, Certificate: c, PIN: pin(t, "135724")}
				_, err = p.Test(t.Context(), test)
				if errors.Is(err, pkcs11.ErrAsksAgain) { // the signing key, 9C
					test.KeyPIN = pin(t, "135724")
					_, err = p.Test(t.Context(), test)
				}
				if errors.Is(err, pkcs11.ErrNoKey) && cert.IsCA {
					continue
				}
				if err != nil {
					t.Errorf("%s, %s: %v", c.Label, cert.Subject, err)
				}
			}
			if card.TriesLeft() != 3 {
				t.Errorf("%d tries are left after right PINs", card.TriesLeft())
			}
		})
	}
}

// Wrong PINs are told as what they cost, and the last try is the person's.
func TestOpenSCWrongPIN(t *testing.T) {
	module := need.Library(t, "opensc-pkcs11.so")
	stack := cards.Start(t, 2)
	card, err := virtual.New(virtual.PIN("135724"))
	if err != nil {
		t.Fatal(err)
	}
	stack.Insert(0, card)
	p, r := Examine(t.Context(), Options{Module: module})
	if p == nil {
		t.Fatalf("%+v", r)
	}
	defer p.Close()
	slot := tokenOf(t, r)
	for left := 2; left >= 1; left-- {
		err := p.Login(t.Context(), slot.ID, pin(t, "999999"), pkcs11.LoginOptions{})
		if !errors.Is(err, pkcs11.PINIncorrect) || card.TriesLeft() != left {
			t.Fatalf("%v, %d left of %d", err, card.TriesLeft(), left)
		}
	}
	if err := p.Login(t.Context(), slot.ID, pin(t, "999999"), pkcs11.LoginOptions{}); !errors.Is(err, pkcs11.ErrLastTry) || card.TriesLeft() != 1 {
		t.Fatalf("%v, %d left", err, card.TriesLeft())
	}
	if err := p.Login(t.Context(), slot.ID, pin(t, "999999"), pkcs11.LoginOptions{LastTry: true}); err == nil || card.TriesLeft() != 0 {
		t.Fatalf("%v, %d left", err, card.TriesLeft())
	}
	if err := p.Login(t.Context(), slot.ID, pin(t, "135724"), pkcs11.LoginOptions{LastTry: true}); !errors.Is(err, pkcs11.ErrBlocked) {
		t.Errorf("a blocked card: %v", err)
	}
}

// The card is pulled out between two signatures: OpenSC deadlocks there when it locks
// by itself. It is put in again, and the person goes on.
func TestOpenSCCardPulledOut(t *testing.T) {
	module := need.Library(t, "opensc-pkcs11.so")
	stack := cards.Start(t, 2)
	card, err := virtual.New(virtual.PIN("135724"))
	if err != nil {
		t.Fatal(err)
	}
	stack.Insert(0, card)
	p, r := Examine(t.Context(), Options{Module: module, Timeout: time.Minute})
	if p == nil {
		t.Fatalf("%+v", r)
	}
	defer p.Close()
	slot := tokenOf(t, r)
	test := Test{Slot: slot.ID, Mechanisms: slot.Token.Mechanisms, Certificate: slot.Token.Certificates[0], PIN: pin(t, "135724")}
	for range 3 {
		if _, err := p.Test(t.Context(), test); err != nil {
			t.Fatal(err)
		}
		stack.Remove(0)
		for range 3 {
			_, err := p.Test(t.Context(), test)
			if f, ok := errors.AsType[*Failure](err); err == nil || ok {
				t.Fatalf("without a card: %v (%v)", err, f)
			}
		}
		stack.Insert(0, card)
		// Its slot sees the card again when it is looked for.
		if slots, _, err := p.Probe(t.Context()); err != nil || len(slots) == 0 {
			t.Fatalf("%d slots (%v)", len(slots), err)
		}
	}
}

// A card comes and goes, and the module says so when it is asked.
func TestOpenSCEvents(t *testing.T) {
	module := need.Library(t, "opensc-pkcs11.so")
	stack := cards.Start(t, 2)
	p, err := Open(t.Context(), Options{Module: module})
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	if _, _, err := p.Probe(t.Context()); err != nil {
		t.Fatal(err)
	}
	settle(t, p)
	card, err := virtual.New()
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		stack.Insert(0, card)
		awaitEvent(t, p)
		settle(t, p)
		stack.Remove(0)
		awaitEvent(t, p)
		settle(t, p)
	}
}

// settle takes the events that are there: at first there is one though nothing happened.
func settle(t *testing.T, p *Process) {
	t.Helper()
	for range 10 {
		if _, changed, err := p.Event(t.Context()); err != nil {
			t.Fatal(err)
		} else if !changed {
			return
		}
	}
	t.Fatal("there are always events")
}

// awaitEvent asks until something changed: pcscd has seen it, and OpenSC asks pcscd.
func awaitEvent(t *testing.T, p *Process) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	for ctx.Err() == nil {
		if _, changed, err := p.Event(ctx); err != nil {
			t.Fatal(err)
		} else if changed {
			return
		}
	}
	t.Fatal("no event came")
}
