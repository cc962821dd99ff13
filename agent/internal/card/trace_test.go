package card_test

import (
	"context"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/lanyard-id/lanyard/agent/internal/card"
)

// No way of writing a command that carries a secret shows it.
func TestRedactedHidesSecrets(t *testing.T) {
	const pin = "31 32 33 34 35 36"
	for _, command := range []string{
		"00 20 00 80 08 31 32 33 34 35 36 FF FF",
		"10 20 00 80 08 31 32 33 34 35 36 FF FF",
		"0C 20 00 80 08 31 32 33 34 35 36 FF FF",
		"80 20 00 80 06 31 32 33 34 35 36",
		"00 20 00 80 00 00 06 31 32 33 34 35 36",
		"00 21 00 80 06 31 32 33 34 35 36",
		"00 24 00 80 0C 31 32 33 34 35 36 31 32 33 34 35 36",
		"00 2C 00 80 0C 31 32 33 34 35 36 31 32 33 34 35 36",
		"00 87 07 9A 06 31 32 33 34 35 36",
		"80 A4 00 00 06 31 32 33 34 35 36",
		"00 DB 3F FF 06 31 32 33 34 35 36",
		"90 CB 00 00 06 31 32 33 34 35 36",
	} {
		got := card.Redacted(fromHex(t, command))
		if strings.Contains(got, pin) || strings.Contains(got, "33 34") {
			t.Errorf("%s is shown as %s", command, got)
		}
		if !strings.HasPrefix(got, command[:11]) {
			t.Errorf("%s loses its header: %s", command, got)
		}
	}
	if got := card.Redacted(fromHex(t, "00 CB 3F FF 05 5C 03 5F C1 05 00")); got != "00 CB 3F FF 05 5C 03 5F C1 05 00" {
		t.Errorf("GET DATA is shown as %s", got)
	}
}

func TestTracedNeverShowsAPIN(t *testing.T) {
	_, der := certified(t, nil)
	rapid.Check(t, func(t *rapid.T) {
		pin := rapid.StringMatching(`[0-9]{6,8}`).Draw(t, "pin")
		f := newFake()
		f.objects[0x5FC105] = container(der, 0)
		var lines []string
		traced := card.Traced(f, func(line string) { lines = append(lines, line) })
		p, err := card.SelectPIV(context.Background(), traced)
		if err != nil {
			t.Fatal(err)
		}
		p.Verify(context.Background(), []byte(pin))
		all := strings.ReplaceAll(strings.Join(lines, "\n"), " ", "")
		if len(lines) < 4 || strings.Contains(all, strings.ReplaceAll(card.Hex([]byte(pin)), " ", "")) {
			t.Errorf("%d lines:\n%s", len(lines), strings.Join(lines, "\n"))
		}
	})
}

func TestTracedHidesWhoseCardItIs(t *testing.T) {
	_, der := certified(t, nil)
	f := newFake()
	f.objects[0x5FC105] = container(der, 0)
	var lines []string
	if _, err := card.Look(context.Background(), card.Traced(f, func(line string) { lines = append(lines, line) })); err != nil {
		t.Fatal(err)
	}
	all := strings.Join(lines, "\n")
	if strings.Contains(all, card.Hex([]byte("Invented Person"))) {
		t.Error("the name on the certificate is in the trace")
	}
	if !strings.Contains(all, "(256 bytes) 61") {
		t.Errorf("no line tells of a certificate that was read:\n%s", all)
	}
}
