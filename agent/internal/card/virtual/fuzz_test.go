package virtual

import (
	"bytes"
	"encoding/binary"
	"testing"
)

// fuzzCard is a card whose keys are made quickly.
func fuzzCard(t testing.TB, options ...Option) *Card {
	t.Helper()
	card, err := New(append([]Option{P256(), Yubico()}, options...)...)
	if err != nil {
		t.Fatal(err)
	}
	return card
}

// seedCommands are one command of each kind, as APDUs.
var seedCommands = [][]byte{
	{0x00, 0xA4, 0x04, 0x00, 0x09, 0xA0, 0x00, 0x00, 0x03, 0x08, 0x00, 0x00, 0x10, 0x00, 0x00},
	{0x00, 0xCB, 0x3F, 0xFF, 0x05, 0x5C, 0x03, 0x5F, 0xC1, 0x05, 0x00},
	{0x00, 0xCB, 0x3F, 0xFF, 0x00, 0x00, 0x05, 0x5C, 0x03, 0x5F, 0xC1, 0x05, 0x00, 0x00},
	{0x00, 0xC0, 0x00, 0x00, 0x00},
	{0x00, 0x20, 0x00, 0x80},
	{0x00, 0x20, 0x00, 0x80, 0x08, '1', '2', '3', '4', '5', '6', 0xFF, 0xFF},
	{0x00, 0x20, 0xFF, 0x80},
	{0x00, 0x24, 0x00, 0x80, 0x10, '1', '2', '3', '4', '5', '6', 0xFF, 0xFF, '6', '5', '4', '3', '2', '1', 0xFF, 0xFF},
	{0x00, 0x2C, 0x00, 0x80, 0x10, '1', '2', '3', '4', '5', '6', '7', '8', '6', '5', '4', '3', '2', '1', 0xFF, 0xFF},
	{0x10, 0x87, 0x11, 0x9A, 0x04, 0x7C, 0x02, 0x82, 0x00},
	{0x00, 0x87, 0x11, 0x9A, 0x08, 0x7C, 0x06, 0x82, 0x00, 0x81, 0x02, 0x01, 0x02, 0x00},
	{0x00, 0x87, 0x03, 0x9B, 0x04, 0x7C, 0x02, 0x80, 0x00, 0x00},
	{0x00, 0x87, 0x03, 0x9B, 0x04, 0x7C, 0x02, 0x81, 0x00, 0x00},
	{0x00, 0x47, 0x00, 0x9A, 0x05, 0xAC, 0x03, 0x80, 0x01, 0x11, 0x00},
	{0x00, 0xDB, 0x3F, 0xFF, 0x08, 0x5C, 0x03, 0x5F, 0xC1, 0x05, 0x53, 0x01, 0x00},
	{0x00, 0xFD, 0x00, 0x00, 0x00},
	{0x00, 0xF8, 0x00, 0x00, 0x00},
}

// FuzzTransmit sends two commands to a card that has its application selected and
// one to a fresh card: every one is answered with a status word at least, and with
// no more data than was asked for.
func FuzzTransmit(f *testing.F) {
	for i, c := range seedCommands {
		f.Add(c, seedCommands[(i+1)%len(seedCommands)])
	}
	card := fuzzCard(f)
	f.Fuzz(func(t *testing.T, first, second []byte) {
		card.Power(true)
		check(t, card, first)
		card.Transmit(seedCommands[0])
		check(t, card, first)
		check(t, card, second)
		if left := card.TriesLeft(); left < 0 || left > 15 {
			t.Fatalf("%d tries left", left)
		}
	})
}

func check(t *testing.T, card *Card, apdu []byte) {
	t.Helper()
	answer := card.Transmit(apdu)
	if len(answer) < 2 {
		t.Fatalf("% X was answered with % X: no status word", apdu, answer)
	}
	if c, whole := parseCommand(apdu); whole && len(answer)-2 > c.expected {
		t.Fatalf("% X asked for %d bytes and got %d", apdu, c.expected, len(answer)-2)
	}
}

// FuzzFrames lets a reader say anything: every frame that is a command is answered
// with one frame, and nothing of what is written is cut.
func FuzzFrames(f *testing.F) {
	frame := func(b ...byte) []byte { return append(binary.BigEndian.AppendUint16(nil, uint16(len(b))), b...) }
	f.Add(bytes.Join([][]byte{frame(controlATR), frame(controlOn), frame(controlATR), frame(seedCommands[0]...), frame(controlOff)}, nil))
	f.Add([]byte{0x00, 0x00, 0x00, 0x01, 0xFF, 0x00})
	f.Add([]byte{0xFF, 0xFF, 0x01})
	card := fuzzCard(f)
	f.Fuzz(func(t *testing.T, said []byte) {
		var answers bytes.Buffer
		err := converse(bytes.NewReader(said), &answers, card, nil)
		asked := 0
		rest := said
		for len(rest) >= 2 {
			n := int(binary.BigEndian.Uint16(rest))
			if len(rest) < 2+n {
				break
			}
			if n != 1 || rest[2] == controlATR {
				asked++
			}
			rest = rest[2+n:]
		}
		if (len(rest) == 0) != (err == nil) {
			t.Fatalf("%d bytes were left of what was said, and the error is %v", len(rest), err)
		}
		for given := answers.Bytes(); len(given) > 0; asked-- {
			if len(given) < 2 || len(given) < 2+int(binary.BigEndian.Uint16(given)) {
				t.Fatalf("an answer was cut: % X", given)
			}
			given = given[2+int(binary.BigEndian.Uint16(given)):]
		}
		if asked != 0 {
			t.Fatalf("%d messages were not answered", asked)
		}
	})
}
