package pcsc

import (
	"bytes"
	"context"
	"crypto"
	"crypto/sha256"
	"errors"
	"testing"
	"time"

	"github.com/lanyard-id/lanyard/agent/internal/card"
	"github.com/lanyard-id/lanyard/agent/internal/card/virtual"
	"github.com/lanyard-id/lanyard/test/cards"
)

func newCard(t *testing.T, options ...virtual.Option) *virtual.Card {
	t.Helper()
	c, err := virtual.New(options...)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func established(t *testing.T) *Context {
	t.Helper()
	c, err := Establish(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		c.idle()
		if err := c.Close(); err != nil {
			t.Error(err)
		}
	})
	return c
}

// idle returns when no call hangs in the Context.
func (c *Context) idle() {
	c.line.turn <- struct{}{}
	<-c.line.turn
}

func TestStackLook(t *testing.T) {
	stack := cards.Start(t, 2)
	c := established(t)
	ctx := t.Context()
	inserted := newCard(t)
	stack.Insert(1, inserted)
	got, err := c.Look(ctx)
	if err != nil {
		t.Fatal(err)
	}
	readers := stack.Readers()
	if len(got) != 2 || got[0].Name != readers[0].Name || got[1].Name != readers[1].Name {
		t.Fatalf("readers %v, pcscd has %v", got, readers)
	}
	if got[0].State != card.Empty || got[0].ATR != nil {
		t.Errorf("the empty reader: %+v", got[0])
	}
	if got[1].State != card.Present || !bytes.Equal(got[1].ATR, inserted.ATR()) || got[1].Events == 0 || got[1].InUse {
		t.Errorf("the other: %+v", got[1])
	}
	// Out and in again between two looks: only the counter tells.
	stack.Remove(1)
	stack.Insert(1, inserted)
	again, err := c.Look(ctx)
	if err != nil {
		t.Fatal(err)
	}
	events := changes(got, again)
	if len(events) != 1 || events[0].Kind != CardChanged {
		t.Errorf("a card that was out and in: %v; the counter was %d and is %d", events, got[1].Events, again[1].Events)
	}
}

func TestStackReadsACard(t *testing.T) {
	stack := cards.Start(t, 2)
	c := established(t)
	ctx := t.Context()
	for _, tt := range []struct {
		name     string
		options  []virtual.Option
		protocol card.Protocol
		check    func(*testing.T, card.Contents)
	}{
		{"T=1", nil, card.T1, func(t *testing.T, got card.Contents) {
			if len(got.Certificates) != 2 || got.Tries.Left != 3 || got.Blank() {
				t.Errorf("%d certificates, tries %+v", len(got.Certificates), got.Tries)
			}
		}},
		{"T=0", []virtual.Option{virtual.ATR(mustHex(virtual.ATRHospital))}, card.T0, func(t *testing.T, got card.Contents) {
			if len(got.Certificates) != 2 || got.Tries.Left != 3 {
				t.Errorf("%d certificates, tries %+v", len(got.Certificates), got.Tries)
			}
		}},
		{"blank", []virtual.Option{virtual.Blank()}, card.T1, func(t *testing.T, got card.Contents) {
			if !got.Blank() || got.Tries.Left != 3 {
				t.Errorf("%+v", got)
			}
		}},
		{"blocked", []virtual.Option{virtual.Blocked()}, card.T1, func(t *testing.T, got card.Contents) {
			if !got.Tries.Blocked {
				t.Errorf("tries %+v", got.Tries)
			}
		}},
		{"expired", []virtual.Option{virtual.Expired()}, card.T1, func(t *testing.T, got card.Contents) {
			if len(got.Certificates) == 0 {
				t.Error("no certificates")
			}
			for _, certificate := range got.Certificates {
				if certificate.Fault != nil || certificate.NotAfter.After(time.Now()) {
					t.Errorf("slot %v ends %v, fault %v", certificate.Slot, certificate.NotAfter, certificate.Fault)
				}
			}
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			inserted := newCard(t, tt.options...)
			stack.Insert(0, inserted)
			defer stack.Remove(0)
			k, err := c.Connect(ctx, stack.Readers()[0].Name, Access{})
			if err != nil {
				t.Fatal(err)
			}
			defer k.Close(ctx, Leave)
			if k.Protocol() != tt.protocol {
				t.Errorf("speaks %v, want %v", k.Protocol(), tt.protocol)
			}
			status, err := k.Status(ctx)
			if err != nil || status.Reader != stack.Readers()[0].Name || status.Protocol != tt.protocol || !bytes.Equal(status.ATR, inserted.ATR()) {
				t.Errorf("%+v, %v", status, err)
			}
			var got card.Contents
			err = k.Within(ctx, Leave, func(ctx context.Context, transmit card.Transmitter) (err error) {
				got, err = card.Look(ctx, transmit)
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			tt.check(t, got)
			if inserted.TriesLeft() != got.Tries.Left {
				t.Errorf("the card has %d tries, it was read as %d", inserted.TriesLeft(), got.Tries.Left)
			}
		})
	}
}

func TestStackErrors(t *testing.T) {
	stack := cards.Start(t, 2)
	c := established(t)
	ctx := t.Context()
	reader := stack.Readers()[0].Name
	if _, err := c.Connect(ctx, reader, Access{}); !errors.Is(err, card.ErrNoCard) {
		t.Errorf("an empty reader: %v", err)
	}
	for _, name := range []string{"no such reader", "", "a\x00b"} {
		if _, err := c.Connect(ctx, name, Access{}); !errors.Is(err, card.ErrNoReader) {
			t.Errorf("reader %q: %v", name, err)
		}
	}
	stack.Insert(0, newCard(t))
	alone, err := c.Connect(ctx, reader, Access{Share: Exclusive})
	if err != nil {
		t.Fatal(err)
	}
	other := established(t)
	if _, err := other.Connect(ctx, reader, Access{}); !errors.Is(err, card.ErrInUse) {
		t.Errorf("a card that another has alone: %v", err)
	}
	if got, err := other.Look(ctx); err != nil || !got[0].Exclusive || !got[0].InUse {
		t.Errorf("%+v, %v", got, err)
	}
	if err := alone.Close(ctx, Leave); err != nil {
		t.Error(err)
	}
	k, err := c.Connect(ctx, reader, Access{})
	if err != nil {
		t.Fatal(err)
	}
	stack.Remove(0)
	if _, err := k.Transmit(ctx, []byte{0, 0xC0, 0, 0, 0}); !errors.Is(err, card.ErrRemoved) {
		t.Errorf("a card that was taken out: %v", err)
	}
	if _, err := k.Status(ctx); !errors.Is(err, card.ErrRemoved) {
		t.Errorf("a card that was taken out: %v", err)
	}
	if err := k.Close(ctx, Leave); err != nil {
		t.Logf("closing what is gone: %v", err)
	}
}

func mustHex(s string) []byte {
	b := make([]byte, len(s)/2)
	for i := range b {
		for _, digit := range []byte(s[2*i : 2*i+2]) {
			b[i] = b[i]<<4 | byte(bytes.IndexByte([]byte("0123456789ABCDEF"), digit))
		}
	}
	return b
}

// next gives the events of a Watch one after the other.
func watching(t *testing.T) (next func() Event) {
	t.Helper()
	ctx, stop := context.WithTimeout(t.Context(), time.Minute)
	events := make(chan Event)
	go func() {
		defer close(events)
		for e := range Watch(ctx) {
			select {
			case events <- e:
			case <-ctx.Done():
			}
		}
	}()
	t.Cleanup(func() {
		stop()
		for range events {
		}
	})
	return func() Event {
		t.Helper()
		e, ok := <-events
		if !ok {
			t.Fatal("no event came within a minute")
		}
		return e
	}
}

func TestStackWatch(t *testing.T) {
	stack := cards.Start(t, 2)
	readers := stack.Readers()
	next := watching(t)
	want := func(kind Kind, reader int) Event {
		t.Helper()
		e := next()
		for e.Kind == StateChanged { // an ATR that came a moment later
			e = next()
		}
		if e.Kind != kind || reader >= 0 && e.Reader.Name != readers[reader].Name {
			t.Fatalf("came: %v", e)
		}
		return e
	}
	want(ReaderCame, 0)
	want(ReaderCame, 1)
	agent, staff := newCard(t), newCard(t, virtual.ATR(mustHex(virtual.ATRHospital)))
	stack.Insert(0, agent)
	if e := want(CardInserted, 0); !bytes.Equal(e.Reader.ATR, agent.ATR()) {
		t.Errorf("%v", e)
	}
	stack.Insert(1, staff)
	if e := want(CardInserted, 1); !bytes.Equal(e.Reader.ATR, staff.ATR()) {
		t.Errorf("%v", e)
	}
	// Connecting, and resetting the card, is no event.
	c := established(t)
	k, err := c.Connect(t.Context(), readers[0].Name, Access{})
	if err != nil {
		t.Fatal(err)
	}
	if err := k.Close(t.Context(), Reset); err != nil {
		t.Fatal(err)
	}
	stack.Remove(1)
	want(CardRemoved, 1)
	stack.Remove(0)
	want(CardRemoved, 0)
	stack.Stop()
	want(ReaderWent, 0)
	want(ReaderWent, 1)
	if e := want(ServiceLost, -1); !errors.Is(e.Err, card.ErrNoService) {
		t.Errorf("%v", e)
	}
	stack.Resume()
	want(ServiceFound, -1)
	want(ReaderCame, 0)
	want(ReaderCame, 1)
}

func TestStackServiceStartsLate(t *testing.T) {
	stack := cards.Start(t, 2)
	stack.Stop()
	if _, err := Establish(t.Context()); !errors.Is(err, card.ErrNoService) {
		t.Errorf("without pcscd: %v", err)
	}
	stack.Resume()
	c := established(t)
	if got, err := c.Look(t.Context()); err != nil || len(got) != 2 {
		t.Errorf("%v, %v", got, err)
	}
	// The service goes and comes beneath a Context.
	stack.Stop()
	if _, err := c.Look(t.Context()); !errors.Is(err, card.ErrNoService) {
		t.Errorf("with pcscd gone: %v", err)
	}
	stack.Resume()
	if _, err := c.Look(t.Context()); !errors.Is(err, card.ErrNoService) {
		t.Errorf("with another pcscd: %v", err)
	}
	again := established(t)
	if got, err := again.Look(t.Context()); err != nil || len(got) != 2 {
		t.Errorf("%v, %v", got, err)
	}
}

// A card that never answers holds its own Context and nobody else's.
func TestStackSilentCard(t *testing.T) {
	stack := cards.Start(t, 2)
	silent, well := newCard(t, virtual.Silent()), newCard(t)
	stack.Insert(0, silent)
	stack.Insert(1, well)
	readers := stack.Readers()
	stuck := established(t)
	k, err := stuck.Connect(t.Context(), readers[0].Name, Access{})
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer stop()
	if _, err := card.Look(ctx, k); !errors.Is(err, card.ErrDeadline) {
		t.Errorf("a card that never answers: %v", err)
	}
	if _, err := k.Transmit(t.Context(), []byte{0, 0xC0, 0, 0, 0}); !errors.Is(err, card.ErrAbandoned) {
		t.Errorf("the next command: %v", err)
	}
	other := established(t)
	l, err := other.Connect(t.Context(), readers[1].Name, Access{})
	if err != nil {
		t.Fatal(err)
	}
	if got, err := card.Look(t.Context(), l); err != nil || len(got.Certificates) != 2 {
		t.Errorf("the card beside it: %v", err)
	}
	if err := l.Close(t.Context(), Leave); err != nil {
		t.Error(err)
	}
	stack.Remove(0)
	// Pulled, the driver comes back, and the Context with it.
	stuck.idle()
	if got, err := stuck.Look(t.Context()); err != nil || len(got) != 2 {
		t.Errorf("afterwards: %v, %v", got, err)
	}
}

// A reader whose card vanishes at the n-th command, with each n: a typed error, never
// a hang, and no try is spent.
func TestStackPulledMidway(t *testing.T) {
	stack := cards.Start(t, 2)
	reader := stack.Readers()[0].Name
	c := established(t)
	for _, n := range []int{1, 2, 4, 6} {
		pulled := newCard(t, virtual.RemovedAt(n))
		stack.Insert(0, pulled)
		k, err := c.Connect(t.Context(), reader, Access{})
		if err != nil {
			t.Fatal(err)
		}
		_, err = card.Look(t.Context(), k)
		if !errors.Is(err, card.ErrRemoved) && !errors.Is(err, card.ErrTransport) && !errors.Is(err, card.ErrReset) {
			t.Errorf("pulled at command %d: %v", n, err)
		}
		stack.AwaitNoCard(0)
		if pulled.TriesLeft() != 3 {
			t.Errorf("%d tries are left", pulled.TriesLeft())
		}
		_ = k.Close(t.Context(), Leave)
	}
}

func TestStackTwoPrograms(t *testing.T) {
	stack := cards.Start(t, 2)
	stack.Insert(0, newCard(t))
	reader := stack.Readers()[0].Name
	ctx := t.Context()
	one, two := established(t), established(t)
	a, err := one.Connect(ctx, reader, Access{})
	if err != nil {
		t.Fatal(err)
	}
	b, err := two.Connect(ctx, reader, Access{})
	if err != nil {
		t.Fatal(err)
	}
	if err := a.Begin(ctx); err != nil {
		t.Fatal(err)
	}
	begun := make(chan error, 1)
	go func() { begun <- b.Begin(ctx) }()
	if _, err := card.Look(ctx, a); err != nil {
		t.Errorf("within a transaction: %v", err)
	}
	select {
	case err := <-begun:
		t.Fatalf("two transactions at once: %v", err)
	default:
	}
	// It ends with a reset, which the other notices and gets over.
	if err := a.End(ctx, Reset); err != nil {
		t.Error(err)
	}
	if err := <-begun; err != nil {
		t.Fatal(err)
	}
	if got, err := card.Look(ctx, b); err != nil || len(got.Certificates) != 2 {
		t.Errorf("after a reset: %v", err)
	}
	if err := b.End(ctx, Leave); err != nil {
		t.Error(err)
	}
}

// The card forgets that its PIN was verified only when it is reset.
func TestStackResetForgetsThePIN(t *testing.T) {
	stack := cards.Start(t, 2)
	inserted := newCard(t)
	stack.Insert(0, inserted)
	reader := stack.Readers()[0].Name
	ctx := t.Context()
	c := established(t)
	verified := func() bool {
		k, err := c.Connect(ctx, reader, Access{})
		if err != nil {
			t.Fatal(err)
		}
		defer k.Close(ctx, Leave)
		p, err := card.SelectPIV(ctx, k)
		if err != nil {
			t.Fatal(err)
		}
		tries, err := p.Tries(ctx)
		if err != nil {
			t.Fatal(err)
		}
		return tries.Verified
	}
	for _, end := range []Disposition{Leave, Reset} {
		k, err := c.Connect(ctx, reader, Access{})
		if err != nil {
			t.Fatal(err)
		}
		p, err := card.SelectPIV(ctx, k)
		if err != nil {
			t.Fatal(err)
		}
		if err := p.Verify(ctx, []byte(virtual.DefaultPIN)); err != nil {
			t.Fatal(err)
		}
		if err := k.Close(ctx, end); err != nil {
			t.Fatal(err)
		}
		if end == Reset && verified() {
			t.Error("the PIN was still verified after a reset")
		}
	}
	if inserted.TriesLeft() != 3 {
		t.Errorf("%d tries are left", inserted.TriesLeft())
	}
}

func TestStackSigns(t *testing.T) {
	stack := cards.Start(t, 2)
	reader := stack.Readers()[0].Name
	ctx := t.Context()
	c := established(t)
	digest := sha256.Sum256([]byte("an invented text"))
	for _, tt := range []struct {
		name    string
		options []virtual.Option
	}{
		{"RSA, T=1", nil},
		{"RSA, T=0", []virtual.Option{virtual.ATR(mustHex(virtual.ATRHospital))}},
		{"P-256", []virtual.Option{virtual.P256()}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			stack.Insert(0, newCard(t, tt.options...))
			defer stack.Remove(0)
			k, err := c.Connect(ctx, reader, Access{})
			if err != nil {
				t.Fatal(err)
			}
			defer k.Close(ctx, Reset)
			err = k.Within(ctx, Leave, func(ctx context.Context, transmit card.Transmitter) error {
				p, err := card.SelectPIV(ctx, transmit)
				if err != nil {
					return err
				}
				certificate, err := p.Certificate(ctx, card.Signature)
				if err != nil {
					return err
				}
				public := certificate.X509.PublicKey
				if _, err := p.Sign(ctx, card.Signature, public, crypto.SHA256, digest[:]); !errors.Is(err, card.ErrSecurityStatus) {
					t.Errorf("without a PIN: %v", err)
				}
				wrong := p.Verify(ctx, []byte("000000"))
				if left, _ := card.TriesLeft(wrong); left != 2 || !errors.Is(wrong, card.ErrWrongPIN) {
					t.Errorf("a wrong PIN: %v", wrong)
				}
				if err := p.Verify(ctx, []byte(virtual.DefaultPIN)); err != nil {
					return err
				}
				_, err = p.Sign(ctx, card.Signature, public, crypto.SHA256, digest[:])
				return err
			})
			if err != nil {
				t.Error(err)
			}
		})
	}
}

// Whatever a card answers, reading it ends, and the tries are as they were.
func TestStackLyingCards(t *testing.T) {
	stack := cards.Start(t, 2)
	reader := stack.Readers()[0].Name
	for lie := virtual.Lengths; lie <= virtual.Huge; lie++ {
		t.Run(lie.String(), func(t *testing.T) {
			liar := newCard(t, virtual.Lying(lie))
			stack.Insert(0, liar)
			defer stack.Remove(0)
			c := established(t)
			k, err := c.Connect(t.Context(), reader, Access{})
			if err != nil {
				t.Fatal(err)
			}
			defer k.Close(t.Context(), Leave)
			// The driver waits for ever for the rest of an answer that is empty.
			ctx, stop := context.WithTimeout(t.Context(), 2*time.Second)
			defer stop()
			got, err := card.Look(ctx, k)
			if lie == virtual.Empty && !errors.Is(err, card.ErrDeadline) {
				t.Errorf("no answer: %v", err)
			}
			if err == nil && got.CHUIDFault == nil && len(got.Unread) == 0 && got.TriesFault == nil && len(got.Certificates) == 2 && len(got.CHUID.Faults) == 0 && got.Certificates[0].Fault == nil {
				t.Error("nothing was noticed")
			}
			if liar.TriesLeft() != 3 {
				t.Errorf("%d tries are left", liar.TriesLeft())
			}
		})
	}
}

func TestStackAttributes(t *testing.T) {
	stack := cards.Start(t, 2)
	ctx := t.Context()
	c := established(t)
	// With Direct, no card is needed.
	k, err := c.Connect(ctx, stack.Readers()[0].Name, Access{Share: Direct})
	if err != nil {
		t.Fatal(err)
	}
	// vpcd tells nothing about itself, and of its name that it has no room for it.
	if _, err := k.Attribute(ctx, 0x7FFF0003); !errors.Is(err, card.ErrLimit) {
		t.Errorf("a driver that fails: %v", err)
	}
	if told, err := k.Attributes(ctx); err != nil || told != (Attributes{}) {
		t.Errorf("%+v, %v", told, err)
	}
	features, err := k.Features(ctx)
	if err != nil || features.PINPad() {
		t.Errorf("%v, %v", features, err)
	}
	if _, err := k.Transmit(ctx, []byte{0, 0xA4, 4, 0}); !errors.Is(err, card.ErrAPDU) {
		t.Errorf("transmitting without a protocol: %v", err)
	}
	if err := k.Close(ctx, Leave); err != nil {
		t.Error(err)
	}
}

func TestStackNoReaders(t *testing.T) {
	cards.Start(t, 0)
	c := established(t)
	got, err := c.Look(t.Context())
	if err != nil || len(got) != 0 {
		t.Errorf("%v, %v", got, err)
	}
}
