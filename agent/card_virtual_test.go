package agent

import (
	"bytes"
	"context"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"io"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/lanyard-id/lanyard/test/cards"
	"github.com/lanyard-id/lanyard/test/need"
)

// conversation is a call of VirtualCards that goes on.
type conversation struct {
	t     *testing.T
	in    *io.PipeWriter
	out   lines
	ended chan error
}

func converse(t *testing.T, o VirtualCardOptions) *conversation {
	t.Helper()
	in, say := io.Pipe()
	ctx, stop := context.WithCancel(t.Context())
	c := &conversation{t, say, make(lines, 64), make(chan error, 1)}
	go func() { c.ended <- VirtualCards(ctx, o, in, c.out); in.Close() }()
	t.Cleanup(func() { stop(); say.Close() })
	return c
}

// say says a line and returns when it was taken.
func (c *conversation) say(line string) {
	c.t.Helper()
	if _, err := fmt.Fprintln(c.in, line); err != nil {
		c.t.Fatalf("saying %s: %v", line, err)
	}
}

// hear returns when a line begins so.
func (c *conversation) hear(want string) {
	c.t.Helper()
	var heard []string
	for {
		select {
		case line := <-c.out:
			if strings.HasPrefix(line, want) {
				return
			}
			heard = append(heard, line)
		case err := <-c.ended:
			c.t.Fatalf("it ended (%v) without saying %q:\n%s", err, want, strings.Join(heard, "\n"))
		}
	}
}

func (c *conversation) end() {
	c.t.Helper()
	if err := <-c.ended; err != nil {
		c.t.Error(err)
	}
}

// TestVirtualCards drives two cards through a real stack: they go in and out by
// word, one is blocked, and the readers are empty at the end.
func TestVirtualCards(t *testing.T) {
	stack := cards.Start(t, 2)
	readers := stack.Readers()
	var trace bytes.Buffer
	c := converse(t, VirtualCardOptions{
		Readers: []string{readers[0].Address, readers[1].Address}, Personalities: []string{"p256", "p256,hospital,blocked"}, PIN: "271828", Trace: &trace,
	})
	c.hear("card 1: p256, 999900001111 Ima Invented, ATR 3B F9 18 00 00 81 31 FE 45 4A 43 4F 50 34 31 56 32 32 AF, PIN as given, PUK 12345678 (invented)")
	c.hear("card 2: p256,hospital,blocked, 999900002222 Ima Invented, ATR 3B 6A 00 FF")
	for i := range 2 {
		stack.AwaitCard(i)
	}
	// The two go in at once, so that the first to be seen may be either.
	out, err := exec.Command(need.Program(t, "pkcs11-tool"), "--module", need.Library(t, "opensc-pkcs11.so"), "-L").CombinedOutput()
	if err != nil || !strings.Contains(string(out), "999900001111 Ima Invented") || !strings.Contains(string(out), "999900002222 Ima Invented") || strings.Count(string(out), "user PIN locked") != 1 {
		t.Errorf("pkcs11-tool -L: %v\n%s", err, out)
	}
	c.say("status")
	c.hear("card 1: in the reader at " + readers[0].Address + ", 3 tries of the PIN left")
	c.hear("card 2: in the reader at " + readers[1].Address + ", the PIN is blocked")
	c.say("remove 2")
	c.hear("card 2: out")
	stack.AwaitNoCard(1)
	if !stack.States()[0].Present {
		t.Error("the other card is out, too")
	}
	c.say("remove 2")
	c.hear("card 2 is out already")
	c.say("insert 2")
	stack.AwaitCard(1)
	c.hear("card 2: in the reader at " + readers[1].Address)
	for _, line := range []string{"insert 3", "insert x", "insert 1 2", "insert 0"} {
		c.say(line)
		c.hear(fmt.Sprintf("%q: there are cards 1 to 2; say insert [N]", line))
	}
	c.say("dance")
	c.hear("say insert [N]")
	c.say("")
	c.say("insert 1")
	c.hear("card 1 is in already")
	c.say("quit")
	c.end()
	for i := range 2 {
		stack.AwaitNoCard(i)
	}
	if text := trace.String(); !strings.Contains(text, "card 1 > 00 A4 04 00") || !strings.Contains(text, "card 2 < ") || strings.Contains(text, "32 37 31 38") {
		t.Errorf("the trace:\n%s", text)
	}
}

// TestVirtualCardsEnd shows what ends them: the end of the commands, or with Stay the
// context; and that a service that goes takes the cards out.
func TestVirtualCardsEnd(t *testing.T) {
	stack := cards.Start(t, 1)
	o := VirtualCardOptions{Readers: []string{stack.Readers()[0].Address}, Personalities: []string{"blank"}}
	c := converse(t, o)
	stack.AwaitCard(0)
	c.in.Close()
	c.end()
	stack.AwaitNoCard(0)

	o.Stay, o.Out = true, true
	c = converse(t, o)
	c.say("insert")
	stack.AwaitCard(0)
	c.hear("card 1: in")
	stack.Stop()
	c.hear("card 1: out: ")
	c.say("insert")
	c.hear("card 1: putting a virtual card into the reader at")
	stack.Resume()
	c.say("insert 1")
	stack.AwaitCard(0)
	c.in.Close()
	stack.Stop()
	c.hear("card 1: out: ") // it outlived its commands
}

func TestVirtualCardsRefuse(t *testing.T) {
	seventeen := make([]string, 17)
	for i := range seventeen {
		seventeen[i] = DefaultVirtualReader
	}
	for _, test := range []struct {
		o    VirtualCardOptions
		want string
	}{
		{VirtualCardOptions{Readers: []string{"nowhere"}}, `"nowhere" is no reader; write its host and port, such as 127.0.0.1:35963`},
		{VirtualCardOptions{Readers: []string{"nowhere:"}}, "is no reader"},
		{VirtualCardOptions{Readers: seventeen}, "17 readers are more than the 16"},
		{VirtualCardOptions{Personalities: []string{"sick"}}, `a card cannot be "sick"`},
		{VirtualCardOptions{Personalities: []string{"good", "blank"}}, "2 personalities for 1 readers"},
		{VirtualCardOptions{ATR: "3B zz"}, "is not hexadecimal digits"},
		{VirtualCardOptions{ATR: "3B"}, "an ATR has 2 to 33 bytes"},
		{VirtualCardOptions{PIN: "secret"}, "a PIN of a virtual card has 6 to 8 digits"},
		{VirtualCardOptions{PUK: "1"}, "an unblocking key (PUK) of a virtual card has 8 digits"},
		{VirtualCardOptions{Authority: []byte("none")}, "no PEM block CERTIFICATE"},
		{VirtualCardOptions{Readers: []string{"127.0.0.1:1"}, Personalities: []string{"blank"}}, "pcscd must run with vsmartcard-vpcd"},
	} {
		err := VirtualCards(t.Context(), test.o, strings.NewReader(""), io.Discard)
		if err == nil || !strings.Contains(err.Error(), test.want) || strings.Contains(err.Error(), "secret") {
			t.Errorf("%v, want %s", err, test.want)
		}
	}
}

func TestVirtualAuthority(t *testing.T) {
	now := time.Date(2026, 11, 30, 9, 0, 0, 0, time.UTC)
	text, err := NewVirtualAuthority(now)
	if err != nil {
		t.Fatal(err)
	}
	all, err := (&VirtualCardOptions{Authority: text, Personalities: []string{"p256"}}).cards()
	if err != nil {
		t.Fatal(err)
	}
	block, _ := pem.Decode(text)
	ca, err := x509.ParseCertificate(block.Bytes)
	if err != nil {
		t.Fatal(err)
	}
	if err := all[0].card.Certificate(0x9A).CheckSignatureFrom(ca); err != nil {
		t.Error(err)
	}
}
