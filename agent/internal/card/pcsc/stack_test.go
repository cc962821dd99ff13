package pcsc

import (
	"bytes"
	"context"
	"errors"
	"os"
	"testing"
	"time"

	"github.com/lanyard-id/lanyard/agent/internal/card"
	"github.com/lanyard-id/lanyard/agent/internal/card/virtual"
	"github.com/lanyard-id/lanyard/test/cards"
)

func TestMain(m *testing.M) { os.Exit(cards.Main(m)) }

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
		if err := c.Close(); err != nil {
			t.Error(err)
		}
	})
	return c
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
