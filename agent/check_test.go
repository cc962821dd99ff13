package agent

import (
	"bytes"
	"encoding/hex"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/lanyard-id/lanyard/agent/internal/card/virtual"
	"github.com/lanyard-id/lanyard/agent/internal/device"
	"github.com/lanyard-id/lanyard/test/cards"
	"github.com/lanyard-id/lanyard/test/shipped"
	"github.com/lanyard-id/lanyard/wire"
)

// typed is a PIN that stands nowhere else, so that it can be looked for.
const typed = "27182818"

// series6 is a virtual card with the answer to reset of a series 5 or 6 card.
func series6(t *testing.T) *virtual.Card {
	t.Helper()
	reset, err := hex.DecodeString(virtual.ATRCareIdentity)
	if err != nil {
		t.Fatal(err)
	}
	c, err := virtual.New(virtual.ATR(reset), virtual.PIN(typed), virtual.IssuedTo(virtual.Holder{Name: "Ima Invented", Number: "111122223333"}))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// outputs is all that the agent writes of a report, by what it is.
func outputs(t *testing.T, r *Report) map[string]string {
	t.Helper()
	out := map[string]string{}
	for name, write := range map[string]func(io.Writer) error{
		"the text": r.Text, "the page": r.HTML, "the recording": r.Record, "the bundle": r.Sent().Write, "the whole bundle": r.Sent(wire.AllReveals()...).Write,
	} {
		var w bytes.Buffer
		if err := write(&w); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		out[name] = w.String()
	}
	return out
}

// TestCheckOfARealStack puts an old card into a real reader: it is named, dated by the
// notice and turned into a case, and OpenSC's module signs with it when asked.
func TestCheckOfARealStack(t *testing.T) {
	s := cards.Start(t, 2)
	card := series6(t)
	s.Insert(0, card)
	o := CheckOptions{Set: shipped.Set(t), Version: "test", At: time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)}
	o.Now = time.Now
	asked := 0
	o.PIN = func(string) ([]byte, error) { asked++; return []byte(typed), nil }
	r, err := Check(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	b := r.Bundle
	if len(b.Readers) != 2 || len(b.Cards) != 1 || !slices.Equal(b.Cards[0].Series, []int{5, 6}) || len(b.Cards[0].Certificates) != 2 {
		t.Fatalf("readers %+v, cards %+v", b.Readers, b.Cards)
	}

	// Named and dated: on 2 March 2026 series 4 is to be blocked on 1 April, 5 and 6 on
	// 7 May, and every notice about series asks of this card.
	var text bytes.Buffer
	if err := r.Text(&text); err != nil {
		t.Fatal(err)
	}
	plain := strings.Join(strings.Fields(text.String()), " ")
	for _, want := range []string{"series 5 or 6", "7 May 2026", s.Readers()[0].Name} {
		if !strings.Contains(plain, want) {
			t.Errorf("the page does not say %q:\n%s", want, text.String())
		}
	}

	// Signed, with the module that Debian has.
	i := slices.IndexFunc(r.device.Modules.List, func(m device.Module) bool { return m.Signed != nil && m.Signed.Verified })
	if i < 0 || asked == 0 {
		t.Errorf("no module signed, asked for the PIN %d times: %+v", asked, r.device.Modules.List)
	}
	if card.TriesLeft() != 3 {
		t.Errorf("a try was spent: %d left", card.TriesLeft())
	}

	// The PIN that was typed is nowhere.
	for name, text := range outputs(t, r) {
		if strings.Contains(text, typed) {
			t.Errorf("%s holds the PIN", name)
		}
	}

	// A case, in which nobody is named.
	drafts, err := r.Cases("It says that the card is too old.", time.Now())
	if err != nil || len(drafts) == 0 {
		t.Fatalf("%v, %d drafts", err, len(drafts))
	}
	for _, d := range drafts {
		var mail bytes.Buffer
		if err := d.Write(&mail); err != nil {
			t.Fatal(err)
		}
		if strings.Contains(mail.String(), "Invented, I") || strings.Contains(mail.String(), "111122223333") || strings.Contains(mail.String(), typed) {
			t.Errorf("somebody is named:\n%s", mail.String())
		}
	}
	sent, whole := r.Sent(), r.Sent(wire.AllReveals()...)
	if !slices.Contains(sent.Withheld, wire.RevealsPerson) || len(whole.Withheld) > 0 {
		t.Errorf("withheld are %v, and %v of all", sent.Withheld, whole.Withheld)
	}
	for name, bundle := range map[string]*wire.Bundle{"sent": sent, "whole": whole} {
		var json bytes.Buffer
		if err := bundle.Write(&json); err != nil {
			t.Fatal(err)
		}
		if named := strings.Contains(json.String(), "Ima Invented"); named != (name == "whole") {
			t.Errorf("%s: the holder is named: %v", name, named)
		}
		again, err := wire.ReadBundle(&json)
		if err != nil || again.Device.ID != b.Device.ID {
			t.Errorf("%s is not read again: %v", name, err)
		}
	}
}
