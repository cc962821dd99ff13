package virtual_test

import (
	"bytes"
	"os"
	"os/exec"
	"strings"
	"testing"

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

func TestOpenSCNamesTheCard(t *testing.T) {
	tool := need.Program(t, "opensc-tool")
	stack := cards.Start(t, 2)
	t.Log(stack.Readers())
	card := newCard(t)
	state := stack.Insert(0, card)
	if !bytes.Equal(state.ATR, card.ATR()) {
		t.Fatalf("pcscd saw the ATR % X, the card has % X", state.ATR, card.ATR())
	}
	out, err := exec.Command(tool, "-n").CombinedOutput()
	if err != nil || !strings.Contains(string(out), "Personal Identity Verification Card") {
		t.Fatalf("opensc-tool -n: %v\n%s", err, out)
	}
	out, err = exec.Command("pkcs11-tool", "--module", need.Library(t, "opensc-pkcs11.so"), "-L", "-O").CombinedOutput()
	t.Logf("%v %s", err, out)
	stack.Remove(0)
	stack.Insert(1, card)
}
