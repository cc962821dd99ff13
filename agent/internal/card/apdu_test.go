package card_test

import (
	"bytes"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/lanyard-id/lanyard/agent/internal/card"
)

func TestCommandBytes(t *testing.T) {
	long := bytes.Repeat([]byte{0x5A}, 256)
	for _, tt := range []struct {
		name    string
		command card.Command
		want    string
	}{
		{"no data", card.Command{Instruction: 0x20, P2: 0x80}, "00 20 00 80"},
		{"an answer", card.Command{Instruction: 0xC0, Expect: 256}, "00 C0 00 00 00"},
		{"data", card.Command{Instruction: 0x20, P2: 0x80, Data: []byte{1, 2}}, "00 20 00 80 02 01 02"},
		{"both", card.Command{Instruction: 0xA4, P1: 4, Data: []byte{1}, Expect: 10}, "00 A4 04 00 01 01 0A"},
		{"long answer", card.Command{Instruction: 0xCB, Expect: 65536}, "00 CB 00 00 00 00 00"},
		{"long data", card.Command{Instruction: 0xDB, Data: long}, "00 DB 00 00 00 01 00 " + card.Hex(long)},
		{"both long", card.Command{Instruction: 0xDB, Data: long, Expect: 257}, "00 DB 00 00 00 01 00 " + card.Hex(long) + " 01 01"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := tt.command.Bytes()
			if err != nil {
				t.Fatal(err)
			}
			if want := fromHex(t, tt.want); !bytes.Equal(got, want) {
				t.Errorf("got %X, want %X", got, want)
			}
		})
	}
	for _, c := range []card.Command{{Data: make([]byte, 65536)}, {Expect: 65537}, {Expect: -1}} {
		if _, err := c.Bytes(); !errors.Is(err, card.ErrAPDU) {
			t.Errorf("%d bytes, %d expected: %v", len(c.Data), c.Expect, err)
		}
	}
}

func TestCommandReadsWhatItWrote(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := card.Command{
			Class: rapid.Byte().Draw(t, "class"), Instruction: rapid.Byte().Draw(t, "instruction"),
			P1: rapid.Byte().Draw(t, "P1"), P2: rapid.Byte().Draw(t, "P2"),
			Data:   make([]byte, rapid.SampledFrom([]int{0, 1, 2, 254, 255, 256, 65535}).Draw(t, "data")),
			Expect: rapid.SampledFrom([]int{0, 1, 255, 256, 257, 65535, 65536}).Draw(t, "expect"),
		}
		b, err := want.Bytes()
		if err != nil {
			t.Fatal(err)
		}
		got, err := card.ParseCommand(b)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
			t.Fatal(diff)
		}
	})
}

func FuzzCommand(f *testing.F) {
	f.Add(fromHex(f, "00 20 00 80 08 31 32 33 34 35 36 FF FF"))
	f.Add(fromHex(f, "00 CB 3F FF 00 00 05 5C 03 5F C1 05 00 00"))
	f.Add(fromHex(f, "00 CB 3F FF 00 00 00"))
	f.Fuzz(func(t *testing.T, b []byte) {
		c, err := card.ParseCommand(b)
		if err != nil {
			if !errors.Is(err, card.ErrAPDU) {
				t.Error(err)
			}
			return
		}
		again, err := c.Bytes()
		if err != nil {
			t.Fatalf("%X: %v", b, err)
		}
		back, err := card.ParseCommand(again)
		if err != nil {
			t.Fatalf("%X, written again as %X: %v", b, again, err)
		}
		if diff := cmp.Diff(c, back, cmpopts.EquateEmpty()); diff != "" {
			t.Error(diff)
		}
		card.Redacted(b)
	})
}

func FuzzResponse(f *testing.F) {
	f.Add(fromHex(f, "90 00"))
	f.Add(fromHex(f, "41 42 61 10"))
	f.Add([]byte{0x63})
	f.Fuzz(func(t *testing.T, b []byte) {
		r, err := card.ParseResponse(b)
		if (err != nil) != (len(b) < 2 || len(b) > 65538) {
			t.Fatalf("%d bytes: %v", len(b), err)
		}
		if err == nil && (len(r.Data) != len(b)-2 || r.SW.Words() == "") {
			t.Errorf("%X gives %+v", b, r)
		}
	})
}
