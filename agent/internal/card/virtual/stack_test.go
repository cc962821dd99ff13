package virtual_test

import (
	"bytes"
	"context"
	"crypto/x509"
	"encoding/hex"
	"encoding/pem"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/lanyard-id/lanyard/agent/internal/card/virtual"
	"github.com/lanyard-id/lanyard/test/cards"
	"github.com/lanyard-id/lanyard/test/need"
)

func TestMain(m *testing.M) { os.Exit(cards.Main(m)) }

func newCard(t *testing.T, options ...virtual.Option) *virtual.Card {
	t.Helper()
	card, err := virtual.New(options...)
	if err != nil {
		t.Fatal(err)
	}
	return card
}

// patience bounds how long a program may take: OpenSC follows a lying card for ever.
const patience = time.Minute

// output runs a program and returns what it said, and whether it went well.
func output(t *testing.T, program string, args ...string) (string, bool) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	cmd := exec.CommandContext(ctx, need.Program(t, program), args...)
	out, err := cmd.CombinedOutput()
	if err != nil && cmd.ProcessState == nil {
		t.Fatalf("%s: %v", program, err)
	}
	if ctx.Err() != nil {
		t.Fatalf("%s %s did not end in %v", program, strings.Join(args, " "), patience)
	}
	return string(out), err == nil
}

// pkcs11 runs pkcs11-tool with OpenSC's module.
func pkcs11(t *testing.T, args ...string) (string, bool) {
	t.Helper()
	return output(t, "pkcs11-tool", append([]string{"--module", need.Library(t, "opensc-pkcs11.so")}, args...)...)
}

func wants(t *testing.T, of, out string, well bool, texts ...string) {
	t.Helper()
	if !well {
		t.Errorf("%s failed:\n%s", of, out)
		return
	}
	for _, text := range texts {
		if !strings.Contains(out, text) {
			t.Errorf("%s does not say %q:\n%s", of, text, out)
		}
	}
}

func TestOpenSCKnowsTheCard(t *testing.T) {
	stack := cards.Start(t, 2)
	card := newCard(t)
	readers := stack.Readers()
	if seen := stack.Insert(0, card); !bytes.Equal(seen.ATR, card.ATR()) {
		t.Errorf("pcscd saw the ATR % X, the card has % X", seen.ATR, card.ATR())
	}
	out, well := output(t, "opensc-tool", "-l")
	wants(t, "opensc-tool -l", out, well, readers[0].Name, readers[1].Name, "Yes")
	out, well = output(t, "opensc-tool", "-a")
	wants(t, "opensc-tool -a", out, well, "3b:f9:18:00:00:81:31:fe:45:4a:43:4f:50:34:31:56:32:32:af")
	out, well = output(t, "opensc-tool", "-n")
	wants(t, "opensc-tool -n", out, well, "Personal Identity Verification Card")
	out, well = pkcs11(t, "-L")
	wants(t, "pkcs11-tool -L", out, well, "999900001111 Ima Invented", "login required", "pin min/max        : 4/8")
	out, well = pkcs11(t, "-O")
	wants(t, "pkcs11-tool -O", out, well, "Certificate for PIV Authentication", "Certificate for Digital Signature", "RSA 2048 bits",
		"OU=Signing, CN=999900001111 Ima Invented")
	if n := card.Count(0x20); card.TriesLeft() != 3 {
		t.Errorf("looking spent a try: %d left after %d commands VERIFY", card.TriesLeft(), n)
	}
}

// all puts cards into the readers of a stack at once, since each is seen only when
// pcscd looks next. OpenSC, which has 16 slots unless it is told otherwise, gets four
// for each reader.
func all(t *testing.T, stack *cards.Stack, cards []*virtual.Card) {
	t.Helper()
	for i, reader := range stack.Readers()[:len(cards)] {
		link, err := cards[i].Insert(reader.Address)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { link.Close() })
	}
	for i := range cards {
		stack.AwaitCard(i)
	}
	conf := filepath.Join(t.TempDir(), "opensc.conf")
	if err := os.WriteFile(conf, []byte("app opensc-pkcs11 { pkcs11 { max_virtual_slots = 64; } }\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("OPENSC_CONF", conf)
}

// slotOf is the number that OpenSC gives the slot of a reader: it has four each.
func slotOf(reader int) string { return strconv.Itoa(4 * reader) }

// TestSignatures has OpenSC sign with both keys, of both kinds, and OpenSSL verify.
func TestSignatures(t *testing.T) {
	folder := t.TempDir()
	in := func(name string) string { return filepath.Join(folder, name) }
	if err := os.WriteFile(in("text"), []byte("signed by an invented card"), 0o600); err != nil {
		t.Fatal(err)
	}
	atr, err := hex.DecodeString(virtual.ATRHospital)
	if err != nil {
		t.Fatal(err)
	}
	hospital := virtual.ATR(atr)
	tests := []struct {
		name      string
		options   []virtual.Option
		id        string
		reference byte
		mechanism string
		verify    []string
	}{
		{"RSA, authentication", nil, "01", 0x9A, "SHA256-RSA-PKCS", nil},
		{"RSA, signature", nil, "02", 0x9C, "SHA256-RSA-PKCS", nil},
		{"RSA, PSS", nil, "01", 0x9A, "SHA256-RSA-PKCS-PSS", []string{"-sigopt", "rsa_padding_mode:pss"}},
		{"P-256, authentication", []virtual.Option{virtual.P256()}, "01", 0x9A, "ECDSA-SHA256", nil},
		{"P-256, signature", []virtual.Option{virtual.P256()}, "02", 0x9C, "ECDSA-SHA256", nil},
		{"P-256, by T=0", []virtual.Option{virtual.P256(), hospital}, "01", 0x9A, "ECDSA-SHA256", nil},
		{"RSA, by T=0", []virtual.Option{hospital}, "01", 0x9A, "SHA256-RSA-PKCS", nil},
	}
	stack := cards.Start(t, len(tests))
	issued := make([]*virtual.Card, len(tests))
	for i, test := range tests {
		issued[i] = newCard(t, test.options...)
	}
	all(t, stack, issued)
	for i, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			card := issued[i]
			args := []string{"--slot", slotOf(i), "--login", "--pin", virtual.DefaultPIN, "--sign", "--id", test.id, "-m", test.mechanism, "-i", in("text"), "-o", in("signature")}
			if test.mechanism == "ECDSA-SHA256" {
				args = append(args, "--signature-format", "openssl")
			}
			if out, well := pkcs11(t, args...); !well {
				t.Fatalf("signing failed:\n%s", out)
			}
			public, err := x509.MarshalPKIXPublicKey(card.Certificate(test.reference).PublicKey)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(in("public"), pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: public}), 0o600); err != nil {
				t.Fatal(err)
			}
			args = append([]string{"dgst", "-sha256", "-verify", in("public"), "-signature", in("signature")}, test.verify...)
			out, well := output(t, "openssl", append(args, in("text"))...)
			wants(t, "openssl dgst -verify", out, well, "Verified OK")
			if card.Count(0x87) == 0 {
				t.Error("the card was not asked")
			}
		})
	}
}

// TestWrongPINs spends the tries of a card, one by one, and sees it blocked.
func TestWrongPINs(t *testing.T) {
	stack := cards.Start(t, 1)
	card := newCard(t, virtual.P256())
	stack.Insert(0, card)
	for left := 2; left >= 0; left-- {
		if out, well := pkcs11(t, "--login", "--pin", "654321", "-O"); well || !strings.Contains(out, "CKR_PIN_") {
			t.Errorf("a wrong PIN was not refused:\n%s", out)
		}
		if card.TriesLeft() != left {
			t.Fatalf("%d tries left, want %d", card.TriesLeft(), left)
		}
	}
	out, well := pkcs11(t, "-L")
	wants(t, "pkcs11-tool -L", out, well, "user PIN locked")
	if out, well := pkcs11(t, "--login", "--pin", virtual.DefaultPIN, "-O"); well || !strings.Contains(out, "CKR_PIN_LOCKED") {
		t.Errorf("the right PIN of a blocked card:\n%s", out)
	}
	// The card that was made blocked looks the same, and PIV's unblocking key helps it.
	stack.Remove(0)
	blocked := newCard(t, virtual.P256(), virtual.Blocked())
	stack.Insert(0, blocked)
	out, well = pkcs11(t, "-L")
	wants(t, "pkcs11-tool -L", out, well, "user PIN locked")
	out, well = output(t, "pkcs15-tool", "--unblock-pin", "--auth-id", "01", "--puk", virtual.DefaultPUK, "--new-pin", "246810")
	wants(t, "pkcs15-tool --unblock-pin", out, well)
	if blocked.TriesLeft() != 3 {
		t.Errorf("%d tries left after the card was unblocked, want 3", blocked.TriesLeft())
	}
}

func TestBlankCard(t *testing.T) {
	stack := cards.Start(t, 1)
	stack.Insert(0, newCard(t, virtual.Blank()))
	out, well := output(t, "opensc-tool", "-n")
	wants(t, "opensc-tool -n", out, well, "Personal Identity Verification Card")
	if out, _ := pkcs11(t, "-O"); strings.Contains(out, "Certificate Object") {
		t.Errorf("a blank card has certificates:\n%s", out)
	}
}

// TestValidityByOpenSSL reads certificates off cards with OpenSC, and has OpenSSL
// judge them.
func TestValidityByOpenSSL(t *testing.T) {
	folder := t.TempDir()
	in := func(name string) string { return filepath.Join(folder, name) }
	tests := []struct {
		name   string
		option virtual.Option
		want   string
	}{
		{"good", virtual.P256(), "OK"},
		{"expired", virtual.Expired(), "certificate has expired"},
		{"not yet valid", virtual.NotYetValid(), "certificate is not yet valid"},
	}
	stack := cards.Start(t, len(tests))
	issued := make([]*virtual.Card, len(tests))
	for i, test := range tests {
		issued[i] = newCard(t, virtual.P256(), test.option)
	}
	all(t, stack, issued)
	for i, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			card := issued[i]
			if out, well := pkcs11(t, "--slot", slotOf(i), "--read-object", "--type", "cert", "--id", "01", "-o", in("card.der")); !well {
				t.Fatalf("reading the certificate failed:\n%s", out)
			}
			authority := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: card.Authority().Certificate.Raw})
			if err := os.WriteFile(in("ca.pem"), authority, 0o600); err != nil {
				t.Fatal(err)
			}
			if out, _ := output(t, "openssl", "verify", "-purpose", "sslclient", "-CAfile", in("ca.pem"), in("card.der")); !strings.Contains(out, test.want) {
				t.Errorf("openssl verify does not say %q:\n%s", test.want, out)
			}
		})
	}
}

// TestTwoCards puts two cards into two readers, as on the desk of a registration
// authority, and tells them apart.
func TestTwoCards(t *testing.T) {
	stack := cards.Start(t, 2)
	agent := newCard(t, virtual.P256(), virtual.IssuedTo(virtual.Holder{Name: "Ida Fiction", Number: "999900002222"}))
	staff := newCard(t, virtual.P256())
	stack.Insert(0, agent)
	stack.Insert(1, staff)
	out, well := pkcs11(t, "-L")
	wants(t, "pkcs11-tool -L", out, well, "999900002222 Ida Fiction", "999900001111 Ima Invented")
	stack.Remove(0)
	out, well = pkcs11(t, "-L")
	wants(t, "pkcs11-tool -L", out, well, "999900001111 Ima Invented")
	if strings.Contains(out, "Ida Fiction") {
		t.Errorf("a card that is out is still listed:\n%s", out)
	}
}

// TestOddCards puts cards that lie, fall silent or vanish into readers of their own
// and has OpenSC read each. The readers and their service must outlive all of it: a
// good card beside them is read after each.
func TestOddCards(t *testing.T) {
	names := []string{
		"lying=lengths", "lying=endless", "lying=garbage", "lying=truncated", "lying=stub", "lying=statuses", "lying=huge", "removed-at=3", "mute",
		// OpenSC 0.23 waits for ever for a card that answers with nothing, so that one has to go.
		"lying=empty,removed-at=4",
	}
	stack := cards.Start(t, len(names)+2)
	readers := stack.Readers()
	good := len(names)
	stack.Insert(good, newCard(t, virtual.P256()))
	odd := make([]*virtual.Card, len(names))
	for i, name := range names {
		options, err := virtual.ParsePersonality(name)
		if err != nil {
			t.Fatal(err)
		}
		odd[i] = newCard(t, append(options, virtual.P256())...)
	}
	all(t, stack, odd)
	for i, name := range names {
		t.Run(name, func(t *testing.T) {
			seen := stack.AwaitCard(i)
			mute := odd[i].ATR() == nil
			if seen.Mute != mute || (len(seen.ATR) == 0) != mute {
				t.Errorf("pcscd sees %+v", seen)
			}
			if !mute { // OpenSC 0.23 takes five seconds to give such a card up
				out, _ := output(t, "pkcs15-tool", "--reader", readers[i].Name, "-c")
				if odd[i].Count(0xA4) == 0 {
					t.Errorf("OpenSC did not ask the card:\n%s", out)
				}
			}
			if strings.Contains(name, "removed") {
				stack.AwaitNoCard(i)
			}
			out, well := output(t, "pkcs15-tool", "--reader", readers[good].Name, "-c")
			wants(t, "pkcs15-tool of the good card", out, well, "Certificate for PIV Authentication", "Certificate for Digital Signature")
		})
	}
}
