package card_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"testing"
	"time"

	"github.com/lanyard-id/lanyard/agent/internal/card"
)

func selected(t testing.TB, f *fake) *card.PIV {
	t.Helper()
	p, err := card.SelectPIV(context.Background(), f)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestSelectPIV(t *testing.T) {
	p := selected(t, newFake())
	if p.Label != "Invented card" || p.Version != "1.0" {
		t.Errorf("label %q, version %q", p.Label, p.Version)
	}
	for _, tt := range []struct {
		name string
		sw   card.SW
		want error
		not  error
	}{
		{"another application", card.SWNotFound, card.ErrNoApplication, nil},
		{"no applications at all", card.SWInstruction, card.ErrNoApplication, nil},
		{"a card that fails", card.SWUnknown, nil, card.ErrNoApplication},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f := newFake()
			f.bend = func(card.Command) ([]byte, error, bool) { return sw(nil, tt.sw), nil, true }
			_, err := card.SelectPIV(context.Background(), f)
			status, ok := errors.AsType[*card.StatusError](err)
			if !ok || status.SW != tt.sw {
				t.Errorf("no status word in %v", err)
			}
			if tt.want != nil && !errors.Is(err, tt.want) || tt.not != nil && errors.Is(err, tt.not) {
				t.Errorf("%v", err)
			}
		})
	}
}

func TestLook(t *testing.T) {
	ctx := context.Background()
	_, der := certified(t, nil)
	f := newFake()
	f.objects[card.ObjectCHUID] = fromHex(t, "30 00 34 10 000102030405060708090A0B0C0D0E0F 35 08 3230333030333331 3E 00")
	f.objects[0x5FC105] = container(der, 0)
	f.objects[0x5FC10A] = container(der[:len(der)-9], 0)
	f.objects[0x5FC10B] = nil // deleted
	got, err := card.Look(ctx, f)
	if err != nil {
		t.Fatal(err)
	}
	if got.Label != "Invented card" || got.CHUIDFault != nil || got.Blank() {
		t.Errorf("%+v", got)
	}
	if len(got.CHUID.GUID) != 16 || !got.CHUID.Expires.Equal(time.Date(2030, 3, 31, 0, 0, 0, 0, time.UTC)) {
		t.Errorf("CHUID %+v", got.CHUID)
	}
	if len(got.Certificates) != 2 || len(got.Unread) != 0 {
		t.Fatalf("certificates %+v, unread %v", got.Certificates, got.Unread)
	}
	whole, broken := got.Certificates[0], got.Certificates[1]
	if whole.Slot != card.Authentication || whole.Fault != nil || !whole.NotAfter.Equal(notAfter) || !bytes.Equal(whole.DER, der) {
		t.Errorf("9A: %+v", whole)
	}
	if broken.Slot != card.Signature || broken.Fault == nil || broken.X509 != nil {
		t.Errorf("9C: %+v", broken)
	}
	if got.Tries.Left != 3 || got.Tries.Blocked || got.Tries.Verified || got.TriesFault != nil {
		t.Errorf("tries %+v, %v", got.Tries, got.TriesFault)
	}
	if n := f.count(card.InsVerify, true); n != 0 || f.left != 3 {
		t.Errorf("a look sent %d PINs, %d tries are left", n, f.left)
	}
}

func TestLookAtABlankCard(t *testing.T) {
	got, err := card.Look(context.Background(), newFake())
	if err != nil {
		t.Fatal(err)
	}
	if !got.Blank() || !errors.Is(got.CHUIDFault, card.ErrNotFound) {
		t.Errorf("%+v", got)
	}
}

// A card that is pulled at any command ends the look with that, and nothing more is
// sent: what is in the reader next may not be what was selected.
func TestLookWhenTheCardIsPulled(t *testing.T) {
	_, der := certified(t, nil)
	for after := range 20 {
		f := newFake()
		f.objects[0x5FC105] = container(der, 0)
		n := 0
		pulled := 0
		f.bend = func(card.Command) ([]byte, error, bool) {
			if n++; n > after {
				pulled++
				return nil, card.ErrRemoved, true
			}
			return nil, nil, false
		}
		_, err := card.Look(context.Background(), f)
		if pulled == 0 {
			if err != nil {
				t.Fatal(err)
			}
			if after < 5 {
				t.Fatalf("a look takes %d commands; the test pulls nothing", n)
			}
			return
		}
		if !errors.Is(err, card.ErrRemoved) || pulled != 1 {
			t.Errorf("pulled at command %d: %d more were sent, %v", after+1, pulled-1, err)
		}
	}
	t.Error("no look ended")
}

func TestLyingCards(t *testing.T) {
	ctx := context.Background()
	for _, tt := range []struct {
		name string
		bend func(f *fake) func(c card.Command) ([]byte, error, bool)
		want error
	}{
		{"more without end", func(*fake) func(card.Command) ([]byte, error, bool) {
			return func(c card.Command) ([]byte, error, bool) {
				return sw(make([]byte, 256), 0x6100), nil, c.Instruction != card.InsSelect
			}
		}, card.ErrLimit},
		{"more that is nothing", func(*fake) func(card.Command) ([]byte, error, bool) {
			return func(c card.Command) ([]byte, error, bool) {
				return sw(nil, 0x6110), nil, c.Instruction != card.InsSelect
			}
		}, card.ErrLimit},
		{"byte by byte", func(*fake) func(card.Command) ([]byte, error, bool) {
			return func(c card.Command) ([]byte, error, bool) {
				return sw([]byte{0}, 0x6101), nil, c.Instruction != card.InsSelect
			}
		}, card.ErrLimit},
		{"one byte of answer", func(*fake) func(card.Command) ([]byte, error, bool) {
			return func(c card.Command) ([]byte, error, bool) {
				return []byte{0x90}, nil, c.Instruction != card.InsSelect
			}
		}, card.ErrAPDU},
		{"no answer", func(*fake) func(card.Command) ([]byte, error, bool) {
			return func(c card.Command) ([]byte, error, bool) { return nil, nil, c.Instruction != card.InsSelect }
		}, card.ErrAPDU},
		{"lengths that are too long", func(*fake) func(card.Command) ([]byte, error, bool) {
			return func(c card.Command) ([]byte, error, bool) {
				return sw(fromHex(t, "53 82 FFFF 70 00"), card.SWOK), nil, c.Instruction == card.InsGetData
			}
		}, card.ErrTLV},
		{"another object", func(*fake) func(card.Command) ([]byte, error, bool) {
			return func(c card.Command) ([]byte, error, bool) {
				return sw(fromHex(t, "99 01 41"), card.SWOK), nil, c.Instruction == card.InsGetData
			}
		}, card.ErrTLV},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f := newFake()
			f.bend = tt.bend(f)
			p := selected(t, f)
			_, err := p.Certificate(ctx, card.Authentication)
			if !errors.Is(err, tt.want) {
				t.Errorf("got %v, want %v", err, tt.want)
			}
			if len(f.commands) > 700 {
				t.Errorf("%d commands before it gave up", len(f.commands))
			}
			if _, err := card.Look(ctx, f); err != nil {
				t.Errorf("a look at such a card fails whole: %v", err)
			}
		})
	}
}

func TestExchangeCorrectsLength(t *testing.T) {
	f := newFake()
	f.bend = func(c card.Command) ([]byte, error, bool) {
		if c.Expect != 5 {
			return sw(nil, 0x6C05), nil, true
		}
		return sw([]byte("whole"), card.SWOK), nil, true
	}
	r, err := card.Exchange(context.Background(), f, card.Command{Instruction: card.InsGetData, Expect: 256})
	if err != nil || string(r.Data) != "whole" || r.SW != card.SWOK {
		t.Errorf("%+v, %v", r, err)
	}
	// A card that corrects for ever gets its second answer taken as it is.
	f.bend = func(card.Command) ([]byte, error, bool) { return sw(nil, 0x6C05), nil, true }
	f.commands = nil
	r, err = card.Exchange(context.Background(), f, card.Command{Instruction: card.InsGetData, Expect: 256})
	if err != nil || r.SW != 0x6C05 || len(f.commands) != 2 {
		t.Errorf("%+v, %v after %d commands", r, err, len(f.commands))
	}
}

func TestExchangeChains(t *testing.T) {
	f := newFake()
	if _, err := card.Exchange(context.Background(), f, card.Command{Instruction: card.InsPutData, Data: make([]byte, 600)}); err != nil {
		t.Fatal(err)
	}
	var sizes []int
	for i, command := range f.commands {
		c, err := card.ParseCommand(command)
		if err != nil {
			t.Fatal(err)
		}
		sizes = append(sizes, len(c.Data))
		if last := i == len(f.commands)-1; (c.Class&0x10 == 0) != last {
			t.Errorf("part %d has class %02X", i, c.Class)
		}
	}
	if len(sizes) != 3 || sizes[0] != 255 || sizes[1] != 255 || sizes[2] != 90 {
		t.Errorf("parts of %v bytes", sizes)
	}
	// A part that is refused ends the chain.
	f.commands = nil
	f.bend = func(card.Command) ([]byte, error, bool) { return sw(nil, card.SWNoChaining), nil, true }
	r, err := card.Exchange(context.Background(), f, card.Command{Instruction: card.InsPutData, Data: make([]byte, 600)})
	if err != nil || r.SW != card.SWNoChaining || len(f.commands) != 1 {
		t.Errorf("%+v, %v after %d commands", r, err, len(f.commands))
	}
}

func TestTransmitErrorsKeepTheirCause(t *testing.T) {
	f := newFake()
	f.bend = func(card.Command) ([]byte, error, bool) { return nil, io.ErrUnexpectedEOF, true }
	if _, err := card.SelectPIV(context.Background(), f); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Error(err)
	}
}
