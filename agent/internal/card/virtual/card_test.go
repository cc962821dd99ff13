package virtual

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"pgregory.net/rapid"
)

var invented = time.Date(2026, time.July, 8, 9, 0, 0, 0, time.UTC)

func TestValidity(t *testing.T) {
	tests := []struct {
		name          string
		options       []Option
		begun, isOver bool
	}{
		{"good", nil, true, false},
		{"expired", []Option{Expired()}, true, true},
		{"not yet valid", []Option{NotYetValid()}, false, false},
	}
	for _, test := range tests {
		card := fuzzCard(t, append(test.options, Now(func() time.Time { return invented }))...)
		for _, reference := range []byte{0x9A, 0x9C} {
			c := card.Certificate(reference)
			if begun, isOver := !invented.Before(c.NotBefore), invented.After(c.NotAfter); begun != test.begun || isOver != test.isOver {
				t.Errorf("%s: key %02X is valid from %v to %v at %v", test.name, reference, c.NotBefore, c.NotAfter, invented)
			}
		}
	}
}

func TestNewRefuses(t *testing.T) {
	for name, option := range map[string]Option{
		"no ATR": ATR([]byte{0x3B}), "a long ATR": ATR(make([]byte, 34)), "a short PIN": PIN("12345"), "letters": PIN("abcdef"),
		"a long PIN": PIN("123456789"), "a short PUK": PUK("1234567"), "no tries": Tries(0), "16 tries": Tries(16), "negative tries": TriesLeft(-1),
		"16 left": TriesLeft(16), "an end before the beginning": Valid(time.Hour, -time.Hour),
	} {
		if _, err := New(option); err == nil {
			t.Errorf("%s was taken", name)
		} else if strings.Contains(err.Error(), "1234") || strings.Contains(err.Error(), "abcdef") {
			t.Errorf("%s: the error shows what was given: %v", name, err)
		}
	}
}

func TestParsePersonality(t *testing.T) {
	for text, want := range map[string]string{
		"good": "", "expired, tries-left=1": "", "series-6": "", "hospital,p256": "", "cosmo": "", "slow=300ms": "", "lying=huge": "", "removed-at=3": "",
		"removed-during=87": "", "mute": "", "silent,yubico": "", "tries=10,blocked": "", "blank": "", "not-yet-valid": "",
		"":                   `a card cannot be ""`,
		"sick":               `a card cannot be "sick"; it can be good, `,
		"slow":               `it is slow=TIME, not "slow"`,
		"slow=":              `slow: "" is not a time`,
		"slow=-1s":           `slow: "-1s" is not a time`,
		"slow=1h":            `slow: "1h" is not a time`,
		"good=1":             `it is good, not "good=1"`,
		"lying=twice":        `lying: "twice" is no lie; there are empty, `,
		"tries-left=16":      `tries-left: "16" is not a number from 0 to 15`,
		"removed-during=X":   `removed-during: "X" is not two hexadecimal digits`,
		"removed-during=878": `is not two hexadecimal digits`,
	} {
		options, err := ParsePersonality(text)
		switch {
		case want == "" && err != nil:
			t.Errorf("%q: %v", text, err)
		case want == "":
			if _, err := New(append(options, P256())...); err != nil {
				t.Errorf("%q: %v", text, err)
			}
		case err == nil || !strings.Contains(err.Error(), want):
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
	for _, name := range traitNames() {
		if !strings.Contains(Personalities(), "  "+name+" ") {
			t.Errorf("the help does not tell of %s", name)
		}
	}
}

// TestATRs holds the ATRs to what is said of them: their check byte, and the text in
// their historical bytes.
func TestATRs(t *testing.T) {
	for text, historical := range map[string]string{ATRCareIdentity: "JCOP41V22", ATRHospital: "JCOP41V221", ATRCosmo: ""} {
		b, err := hex.DecodeString(text)
		if err != nil {
			t.Fatal(err)
		}
		if historical != "" && !strings.Contains(string(b), historical) {
			t.Errorf("%s does not say %s", text, historical)
		}
		if text == ATRHospital {
			continue // T=0 alone has no check byte. Source: ISO 7816-3 §8.2.5
		}
		var sum byte
		for _, part := range b[1:] {
			sum ^= part
		}
		if sum != 0 {
			t.Errorf("the check byte of %s is wrong", text)
		}
	}
}

// TestLies shows what each lie does to the certificate for authentication.
func TestLies(t *testing.T) {
	const apdu = "00 CB 3F FF 00 00 05 5C 03 5F C1 05 00 00"
	honest := selected(t).Transmit(unhex(t, apdu))
	is := map[Lie]func(answer []byte) bool{
		Lengths:   func(a []byte) bool { return bytes.HasPrefix(a, []byte{0x53, 0x82, 0xFF, 0xFF}) },
		Endless:   func(a []byte) bool { return bytes.HasSuffix(a, []byte{0x61, 0x10}) },
		Garbage:   func(a []byte) bool { return bytes.HasSuffix(a, ok.bytes()) && !bytes.Contains(a, []byte("Invented")) },
		Truncated: func(a []byte) bool { return bytes.HasSuffix(a, ok.bytes()) && len(a) < len(honest)*2/3 },
		Stub:      func(a []byte) bool { return len(a) == 1 },
		Empty:     func(a []byte) bool { return a != nil && len(a) == 0 },
		Statuses:  func(a []byte) bool { return !bytes.HasSuffix(a, ok.bytes()) },
		Huge:      func(a []byte) bool { return len(a) == 65535 },
	}
	for name, lie := range lies {
		if lie.String() != name {
			t.Errorf("%v is called %s", lie, name)
		}
		card := selected(t, Lying(lie)) // SELECT is answered honestly
		if answer := card.Transmit(unhex(t, apdu)); !is[lie](answer) {
			t.Errorf("%v answers with %d bytes, % X …", lie, len(answer), answer[:min(len(answer), 8)])
		}
	}
}

func TestSlow(t *testing.T) {
	var waited []time.Duration
	card := selected(t, Slow(time.Second, func(d time.Duration) { waited = append(waited, d) }))
	expect(t, card, apduStatus, 0x63C3)
	if fmt.Sprint(waited) != "[1s 1s]" {
		t.Errorf("two commands waited %v", waited)
	}
}

// TestSlowInRealTime does so under a clock of the test's own: one command is
// waited for, another is cut short by pulling the card.
func TestSlowInRealTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		card := fuzzCard(t, Slow(time.Hour, nil))
		began := time.Now()
		if answer := card.Transmit(seedCommands[0]); len(answer) < 2 || time.Since(began) != time.Hour {
			t.Errorf("answered with % X after %v", answer, time.Since(began))
		}
		answers := make(chan []byte)
		began = time.Now()
		go func() { answers <- card.Transmit(seedCommands[0]) }()
		synctest.Wait()
		card.Pull()
		if answer := <-answers; answer != nil || time.Since(began) != 0 {
			t.Errorf("pulled, it answered % X after %v", answer, time.Since(began))
		}
	})
}

func TestSilent(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		card := fuzzCard(t, Silent())
		if card.ATR() == nil {
			t.Error("a silent card has an ATR")
		}
		answers := make(chan []byte, 1)
		go func() { answers <- card.Transmit(seedCommands[0]) }()
		synctest.Wait()
		select {
		case answer := <-answers:
			t.Errorf("it answered % X", answer)
		default:
		}
		card.Pull()
		if answer := <-answers; answer != nil {
			t.Errorf("it answered % X when it was pulled", answer)
		}
	})
}

func TestRemoved(t *testing.T) {
	card := fuzzCard(t, RemovedAt(2))
	for range 2 { // the count begins anew when it is put in again
		if card.Transmit(seedCommands[0]) == nil {
			t.Fatal("gone at the first command")
		}
		if answer := card.Transmit(seedCommands[0]); answer != nil {
			t.Fatalf("the second command was answered with % X", answer)
		}
		if answer := card.Transmit(seedCommands[0]); answer != nil {
			t.Fatalf("a card that is out answered with % X", answer)
		}
		card.Put()
	}
	card = selected(t, RemovedDuring(0x87))
	expect(t, card, apduRight, ok)
	if answer := card.Transmit(unhex(t, "00 87 11 9A 08 7C 06 82 00 81 02 01 02 00")); answer != nil {
		t.Errorf("a signature was answered with % X", answer)
	}
	card.Put()
	expect(t, card, apduStatus, unknownInstruction) // it lost its power
	if card.Count(0x87) != 1 || card.Count(0x20) != 2 {
		t.Errorf("%d signatures and %d times a PIN were counted", card.Count(0x87), card.Count(0x20))
	}
}

func TestMuteHasNoATR(t *testing.T) {
	if atr := fuzzCard(t, Mute()).ATR(); atr != nil {
		t.Errorf("ATR % X", atr)
	}
}

// TestTraceHidesPINs sends PINs in every form there is, and in forms that there are
// not, and looks for them in the trace.
func TestTraceHidesPINs(t *testing.T) {
	var trace bytes.Buffer
	card := selected(t, Trace(&trace), PIN("271828"), PUK("31415926"))
	secrets := [][]byte{[]byte("271828"), []byte("31415926"), []byte("161803")}
	for _, apdu := range [][]byte{
		append(unhex(t, "00 20 00 80 08"), "271828\xFF\xFF"...),
		append(unhex(t, "00 20 00 80 00 00 08"), "271828\xFF\xFF"...), // extended
		append(unhex(t, "10 20 00 80 04"), "2718"...),                 // the first part of a chain
		append(unhex(t, "00 20 00 80 04"), "28\xFF\xFF"...),           // and the last
		append(unhex(t, "00 20 00 80"), "271828"...),                  // no length
		append(unhex(t, "00 20 00 80 07"), "271828\xFF\xFF"...),       // a wrong one
		append(unhex(t, "0C 20 00 80 08"), "271828\xFF\xFF"...),       // another class
		append(unhex(t, "00 21 00 80 0A 80 08"), "271828\xFF\xFF"...), // in an element
		append(unhex(t, "00 24 00 80 10"), "271828\xFF\xFF161803\xFF\xFF"...),
		append(unhex(t, "00 2C 00 80 10"), "31415926161803\xFF\xFF"...),
		append(unhex(t, "00 2C 00 80 0E"), "31415926161803"...),
	} {
		card.Transmit(apdu)
	}
	got := trace.String()
	if n := strings.Count(got, "not shown"); n != 11 {
		t.Errorf("%d commands were not shown, want 11:\n%s", n, got)
	}
	for _, secret := range secrets {
		for i := 0; i+2 <= len(secret); i += 2 {
			if part := fmt.Sprintf("% X", secret[i:i+2]); strings.Contains(got, part) {
				t.Errorf("the trace shows %s, a part of a PIN:\n%s", part, got)
			}
		}
	}
	trace.Reset()
	card.Transmit(unhex(t, "00 CB 3F FF 00 00 05 5C 03 5F C1 05 00 00"))
	if got := trace.String(); !strings.Contains(got, "> 00 CB 3F FF 00 00 05 5C 03 5F C1 05 00 00\n") || !strings.Contains(got, " bytes)\n") {
		t.Errorf("the trace of a certificate:\n%s", got)
	}
}

// TestTriesByModel compares the counters of a card with a few lines that say what
// they should be.
func TestTriesByModel(t *testing.T) {
	shared := fuzzCard(t)
	keys, objects := shared.app.keys, shared.app.objects
	rapid.Check(t, func(t *rapid.T) {
		tries := rapid.IntRange(1, 15).Draw(t, "tries")
		card, err := New(Blank(), Tries(tries))
		if err != nil {
			t.Fatal(err)
		}
		card.app.keys, card.app.objects = keys, objects
		card.Transmit(seedCommands[0])
		pin, left, unblock, verified := DefaultPIN, tries, defaultTries, false
		for range rapid.IntRange(1, 40).Draw(t, "commands") {
			given := rapid.SampledFrom([]string{pin, "000000", "99999999"}).Draw(t, "PIN")
			padded := pad(given)
			switch rapid.SampledFrom([]string{"verify", "status", "power", "logout", "change", "unblock"}).Draw(t, "command") {
			case "verify":
				card.Transmit(append([]byte{0, insVerify, 0, refPIN, 8}, padded[:]...))
				if left > 0 {
					if verified = given == pin; verified {
						left = tries
					} else {
						left--
					}
				}
				if left == 0 {
					verified = false
				}
			case "status":
				card.Transmit([]byte{0, insVerify, 0, refPIN})
			case "logout":
				card.Transmit([]byte{0, insVerify, 0xFF, refPIN})
				verified = false
			case "power":
				card.Power(true)
				card.Transmit(seedCommands[0])
				verified = false
			case "change":
				fresh := pad("246810")
				card.Transmit(append(append([]byte{0, insChangeReference, 0, refPIN, 16}, padded[:]...), fresh[:]...))
				if left > 0 {
					if verified = given == pin; verified {
						pin, left = "246810", tries
					} else {
						left--
					}
				}
				if left == 0 {
					verified = false
				}
			case "unblock":
				puk := rapid.SampledFrom([]string{DefaultPUK, "00000000"}).Draw(t, "PUK")
				old, fresh := pad(puk), pad("135791")
				card.Transmit(append(append([]byte{0, insResetRetry, 0, refPIN, 16}, old[:]...), fresh[:]...))
				if unblock > 0 {
					if puk == DefaultPUK {
						pin, left, unblock, verified = "135791", tries, defaultTries, false
					} else {
						unblock--
					}
				}
			}
			if card.TriesLeft() != left || card.UnblockTriesLeft() != unblock || card.app.verified != verified {
				t.Fatalf("the card has %d and %d tries left and is verified: %v; want %d, %d and %v", card.TriesLeft(), card.UnblockTriesLeft(), card.app.verified, left, unblock, verified)
			}
		}
	})
}
