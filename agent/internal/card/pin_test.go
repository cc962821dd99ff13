package card_test

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/lanyard-id/lanyard/agent/internal/card"
)

func TestTriesSpendsNone(t *testing.T) {
	ctx := context.Background()
	for _, left := range []int{3, 1, 0} {
		f := newFake()
		f.left = left
		p := selected(t, f)
		for range 5 {
			got, err := p.Tries(ctx)
			if err != nil || got.Left != left || got.Blocked != (left == 0) || got.Verified {
				t.Errorf("%d left: %+v, %v", left, got, err)
			}
		}
		if f.left != left || f.count(card.InsVerify, true) != 0 {
			t.Errorf("asking spent a try: %d of %d are left", f.left, left)
		}
	}
}

func TestVerify(t *testing.T) {
	ctx := context.Background()
	f := newFake()
	p := selected(t, f)
	for _, want := range []struct {
		left    int
		blocked bool
	}{{2, false}, {1, false}, {0, true}} {
		pin := []byte("000000")
		err := p.Verify(ctx, pin)
		wrong, ok := errors.AsType[*card.PINError](err)
		if !ok || wrong.Left != want.left || !errors.Is(err, card.ErrWrongPIN) || errors.Is(err, card.ErrBlocked) != want.blocked {
			t.Errorf("want %d left: %v", want.left, err)
		}
		if left, known := card.TriesLeft(err); left != want.left || !known {
			t.Errorf("TriesLeft gives %d, %v", left, known)
		}
		if !bytes.Equal(pin, make([]byte, 6)) {
			t.Error("the PIN was not wiped")
		}
		if strings.Contains(err.Error(), "000000") {
			t.Errorf("the PIN is in the error: %v", err)
		}
	}
	err := p.Verify(ctx, []byte("123456"))
	if !errors.Is(err, card.ErrBlocked) || errors.Is(err, card.ErrWrongPIN) {
		t.Errorf("the right PIN of a blocked card: %v", err)
	}
	tries, err := p.Tries(ctx)
	if err != nil || !tries.Blocked {
		t.Errorf("%+v, %v", tries, err)
	}
}

func TestVerifyRight(t *testing.T) {
	ctx := context.Background()
	f := newFake()
	p := selected(t, f)
	pin := []byte("123456")
	if err := p.Verify(ctx, pin); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(pin, make([]byte, 6)) {
		t.Error("the PIN was not wiped")
	}
	tries, err := p.Tries(ctx)
	if err != nil || !tries.Verified || tries.Left != -1 || tries.Blocked {
		t.Errorf("%+v, %v", tries, err)
	}
	sent := f.commands[len(f.commands)-3]
	if want := fromHex(t, "00 20 00 80 08 31 32 33 34 35 36 FF FF"); !bytes.Equal(sent, want) {
		t.Errorf("sent % X, want % X", sent, want)
	}
}

// What no card can have as a PIN is not worth a try.
func TestVerifyRefusesLengths(t *testing.T) {
	f := newFake()
	p := selected(t, f)
	for _, pin := range []string{"", "123", "123456789"} {
		given := []byte(pin)
		if err := p.Verify(context.Background(), given); !errors.Is(err, card.ErrPINLength) {
			t.Errorf("%d characters: %v", len(pin), err)
		}
		if !bytes.Equal(given, make([]byte, len(pin))) {
			t.Error("the PIN was not wiped")
		}
	}
	if f.count(card.InsVerify, true)+f.count(card.InsVerify, false) != 0 {
		t.Error("something was sent")
	}
}

// After a failed transmission nothing knows which application would get the PIN.
func TestNoPINAfterAFailure(t *testing.T) {
	ctx := context.Background()
	f := newFake()
	p := selected(t, f)
	f.bend = func(card.Command) ([]byte, error, bool) { return nil, card.ErrReset, true }
	if _, err := p.Tries(ctx); !errors.Is(err, card.ErrReset) {
		t.Fatal(err)
	}
	f.bend = nil
	f.commands = nil
	if err := p.Verify(ctx, []byte("123456")); !errors.Is(err, card.ErrReset) {
		t.Error(err)
	}
	if len(f.commands) != 0 {
		t.Errorf("%d commands were sent", len(f.commands))
	}
}

func TestVerifyUsesThePINThatTheCardNames(t *testing.T) {
	ctx := context.Background()
	for _, tt := range []struct {
		name, discovery string
		want            byte
	}{
		{"none", "", 0x80},
		{"its own", "4F 00 5F2F 02 4000", 0x80},
		{"both, its own first", "5F2F 02 6010", 0x80},
		{"both, the global first", "5F2F 02 6020", 0x00},
		{"nonsense", "5F2F 7F", 0x80},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f := newFake()
			if tt.discovery != "" {
				f.objects[card.ObjectDiscovery] = fromHex(t, tt.discovery)
			}
			if err := selected(t, f).Verify(ctx, []byte("123456")); err != nil {
				t.Fatal(err)
			}
			if got := f.commands[len(f.commands)-1][3]; got != tt.want {
				t.Errorf("PIN %02X was asked, want %02X", got, tt.want)
			}
		})
	}
}

func TestStatusErrors(t *testing.T) {
	for _, tt := range []struct {
		sw   card.SW
		is   error
		left int
	}{
		{card.SWNotFound, card.ErrNotFound, -1},
		{card.SWReferenceNotFound, card.ErrNotFound, -1},
		{card.SWSecurityStatus, card.ErrSecurityStatus, -1},
		{card.SWBlocked, card.ErrBlocked, 0},
		{card.SWInstruction, card.ErrNotSupported, -1},
		{0x63C2, nil, 2},
		{0x6F42, nil, -1},
	} {
		err := error(&card.StatusError{Doing: "trying", SW: tt.sw})
		if tt.is != nil && !errors.Is(err, tt.is) {
			t.Errorf("%v is not %v", err, tt.is)
		}
		left, known := card.TriesLeft(err)
		if known != (tt.left >= 0) || known && left != tt.left {
			t.Errorf("%v: %d tries, %v", err, left, known)
		}
		if !strings.Contains(err.Error(), tt.sw.String()) || !strings.HasPrefix(err.Error(), "trying: ") {
			t.Errorf("%q", err)
		}
	}
}
