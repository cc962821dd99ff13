package virtual_test

import (
	"context"
	"crypto"
	"crypto/sha256"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/lanyard-id/lanyard/agent/internal/card"
	"github.com/lanyard-id/lanyard/agent/internal/card/virtual"
)

const reader = "Invented Reader"

// connected puts a card into the reader of a desk and connects to it.
func connected(t *testing.T, c *virtual.Card) card.Transmitter {
	t.Helper()
	desk := virtual.NewDesk(reader)
	desk.Insert(0, c)
	way, err := desk.Connect(reader)
	if err != nil {
		t.Fatal(err)
	}
	return way
}

func TestDesk(t *testing.T) {
	desk := virtual.NewDesk("A", "B")
	c := newCard(t, virtual.P256())
	if _, err := desk.Connect("B"); !errors.Is(err, card.ErrNoCard) {
		t.Errorf("an empty reader: %v", err)
	}
	if _, err := desk.Connect("C"); !errors.Is(err, card.ErrNoReader) {
		t.Errorf("a reader that is not there: %v", err)
	}
	desk.Insert(1, c)
	all := desk.Readers()
	if len(all) != 2 || all[0].State != card.Empty || all[1].State != card.Present || all[1].Events != 1 || string(all[1].ATR) != string(c.ATR()) {
		t.Errorf("%+v", all)
	}
	way, err := desk.Connect("B")
	if err != nil {
		t.Fatal(err)
	}
	desk.Remove(1)
	if _, err := way.Transmit(t.Context(), []byte{0, 0xA4, 4, 0}); !errors.Is(err, card.ErrRemoved) {
		t.Errorf("a card that was pulled: %v", err)
	}
	if all := desk.Readers(); all[1].State != card.Empty || all[1].Events != 2 {
		t.Errorf("after it was pulled: %+v", all)
	}
	desk.Insert(0, newCard(t, virtual.P256(), virtual.Mute()))
	if all := desk.Readers(); all[0].State != card.Mute || all[0].ATR != nil {
		t.Errorf("a mute card: %+v", all)
	}
	if _, err := desk.Connect("A"); !errors.Is(err, card.ErrMute) {
		t.Errorf("a mute card: %v", err)
	}
	// A card that is pulled while it works leaves its reader by itself.
	desk.Insert(1, newCard(t, virtual.P256(), virtual.RemovedAt(1)))
	if way, err = desk.Connect("B"); err != nil {
		t.Fatal(err)
	}
	if _, err := card.SelectPIV(t.Context(), way); !errors.Is(err, card.ErrRemoved) {
		t.Errorf("%v, want that it was removed", err)
	}
	if all := desk.Readers(); all[1].State != card.Empty || all[1].Events != 4 {
		t.Errorf("after it went: %+v", all)
	}
}

// TestReadByPackageCard reads each kind of card as the agent does.
func TestReadByPackageCard(t *testing.T) {
	look := func(options ...virtual.Option) (card.Contents, *virtual.Card) {
		c := newCard(t, append([]virtual.Option{virtual.P256()}, options...)...)
		got, err := card.Look(t.Context(), connected(t, c))
		if err != nil {
			t.Fatal(err)
		}
		if n := c.TriesLeft(); got.Tries.Left != n || got.TriesFault != nil {
			t.Errorf("%d tries left (%v), the card has %d", got.Tries.Left, got.TriesFault, n)
		}
		return got, c
	}
	got, c := look()
	if len(got.Certificates) != 2 || got.CHUIDFault != nil || got.Blank() {
		t.Errorf("a good card: %+v", got)
	}
	for _, certificate := range got.Certificates {
		if want := c.Certificate(byte(certificate.Slot)); want == nil || !certificate.X509.Equal(want) {
			t.Errorf("the certificate in %v is not that of the card", certificate.Slot)
		}
	}
	if got, _ := look(virtual.Blank()); !got.Blank() {
		t.Errorf("a blank card: %+v", got)
	}
	if got, _ := look(virtual.Blocked()); !got.Tries.Blocked {
		t.Errorf("a blocked card: %+v", got.Tries)
	}
	if got, _ := look(virtual.TriesLeft(1)); got.Tries.Left != 1 {
		t.Errorf("a card with one try: %+v", got.Tries)
	}
	if got, _ := look(virtual.Expired()); !got.Certificates[0].X509.NotAfter.Before(time.Now()) {
		t.Error("an expired card is valid")
	}
}

// TestSignByPackageCard has the agent's own code sign with both keys.
func TestSignByPackageCard(t *testing.T) {
	for name, options := range map[string][]virtual.Option{"RSA": nil, "P-256": {virtual.P256()}} {
		c := newCard(t, options...)
		p, err := card.SelectPIV(t.Context(), connected(t, c))
		if err != nil {
			t.Fatal(err)
		}
		digest := sha256.Sum256([]byte("invented"))
		for _, slot := range []card.Slot{card.Authentication, card.Signature} {
			public := c.Certificate(byte(slot)).PublicKey
			if err := p.Verify(t.Context(), []byte(virtual.DefaultPIN)); err != nil {
				t.Fatal(err)
			}
			// The signature is verified before it is returned.
			if _, err := p.Sign(t.Context(), slot, public, crypto.SHA256, digest[:]); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
		if _, err := p.Sign(t.Context(), card.Signature, c.Certificate(0x9C).PublicKey, crypto.SHA256, digest[:]); !errors.Is(err, card.ErrSecurityStatus) {
			t.Errorf("%s: a second signature for one PIN: %v", name, err)
		}
		if err := p.Verify(t.Context(), []byte("654321")); !errors.Is(err, card.ErrWrongPIN) {
			t.Errorf("%s: a wrong PIN: %v", name, err)
		} else if left, ok := card.TriesLeft(err); !ok || left != 2 || c.TriesLeft() != 2 {
			t.Errorf("%s: %d tries left (%v), the card has %d", name, left, ok, c.TriesLeft())
		}
	}
}

// TestLiesToPackageCard lets each lie be told to the agent's own code: it comes to
// an end, takes none for a whole card, and spends no try.
func TestLiesToPackageCard(t *testing.T) {
	for _, name := range []string{"lengths", "endless", "garbage", "truncated", "stub", "empty", "statuses", "huge"} {
		options, err := virtual.ParsePersonality("lying=" + name)
		if err != nil {
			t.Fatal(err)
		}
		c := newCard(t, append(options, virtual.P256())...)
		got, err := card.Look(t.Context(), connected(t, c))
		for _, certificate := range got.Certificates {
			if certificate.X509 != nil && certificate.Fault == nil {
				t.Errorf("%s: the certificate in %v was taken for a good one", name, certificate.Slot)
			}
		}
		if err == nil && len(got.Unread) == 0 && len(got.Certificates) == 0 {
			t.Errorf("%s: nothing was wrong, and nothing is there: it was taken for a blank card", name)
		}
		if c.TriesLeft() != 3 {
			t.Errorf("%s: looking spent a try", name)
		}
	}
}

// TestSilenceToPackageCard has a deadline end what a silent or slow card would not.
func TestSilenceToPackageCard(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		// Its clock is the test's own, so nobody waits.
		desk := virtual.NewDesk(reader)
		for _, option := range []virtual.Option{virtual.Silent(), virtual.Slow(time.Minute, nil)} {
			desk.Insert(0, newCard(t, virtual.P256(), option))
			way, err := desk.Connect(reader)
			if err != nil {
				t.Fatal(err)
			}
			ctx, stop := context.WithTimeout(t.Context(), 5*time.Second)
			if _, err := card.SelectPIV(ctx, way); !errors.Is(err, card.ErrDeadline) {
				t.Errorf("%v, want a deadline", err)
			}
			stop()
			ctx, stop = context.WithCancel(t.Context())
			stop()
			if _, err := card.SelectPIV(ctx, way); !errors.Is(err, card.ErrCancelled) {
				t.Errorf("%v, want that it was stopped", err)
			}
		}
		desk.Remove(0)
	})
}
