package format

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"testing"

	"pgregory.net/rapid"

	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/readiness"
	"github.com/lanyard-id/lanyard/server/internal/cells"
)

func TestCSV(t *testing.T) {
	for name, r := range map[string]*readiness.Report{"small.csv": small(), "empty.csv": empty()} {
		var out bytes.Buffer
		if err := CSV(&out, r); err != nil {
			t.Fatal(err)
		}
		golden(t, name, out.Bytes())
	}
}

// nasty are texts made of what matters to cells.Safe.
var nasty = rapid.StringOfN(rapid.SampledFrom([]rune("=+-@＝＋−;,|\t\n\r \"'a1.é\u00a0\ufeff\u200b\x00\u202e")), 0, 12, -1)

// isFormula reports whether a cell is one that somebody's program might run.
func isFormula(text string) bool { return cells.Safe(text) != text }

func TestCSVOfAnything(t *testing.T) {
	text := rapid.OneOf(nasty, rapid.String())
	rapid.Check(t, func(t *rapid.T) {
		f := readiness.Finding{
			Subject: text.Draw(t, "subject"), Organisation: text.Draw(t, "organisation"), Requirement: text.Draw(t, "requirement"), Result: notice.Unmet,
			Why: text.Draw(t, "why"), Say: text.Draw(t, "say"), Contact: &readiness.Contact{Phone: text.Draw(t, "phone"), Hours: text.Draw(t, "hours")},
			Disputed: []readiness.Dispute{{Fact: "card.series", Value: text.Draw(t, "value"), Source: "cards.csv"}},
		}
		var out bytes.Buffer
		if err := CSV(&out, &readiness.Report{Findings: each([]readiness.Finding{f})}); err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(bytes.NewReader(out.Bytes())).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		if len(rows) != 2 || len(rows[1]) != len(csvColumns) {
			t.Fatalf("%q", rows)
		}
		if rows[1][0] != cells.Safe(f.Subject) || rows[1][16] != cells.Safe(f.Contact.Phone) {
			t.Fatalf("read back %q", rows[1])
		}
		for _, cell := range rows[1] {
			if isFormula(cell) {
				t.Fatalf("%q is a formula", cell)
			}
		}
	})
}

// full is a target that takes so many bytes and no more.
type full int

var errFull = errors.New("no space left")

func (f *full) Write(p []byte) (int, error) {
	if *f -= full(len(p)); *f < 0 {
		return 0, errFull
	}
	return len(p), nil
}

func TestFullTarget(t *testing.T) {
	r := small()
	r.Findings = many(2000)
	for name, write := range map[string]func(io.Writer, *readiness.Report) error{
		"JSON": JSON, "CSV": CSV, "XLSX": XLSX,
		"Table": func(w io.Writer, r *readiness.Report) error { return Table(w, r, TableOptions{}) },
	} {
		for _, room := range []full{0, 1000, 20_000} {
			if room == 20_000 && name == "Table" {
				continue // it fits
			}
			if err := write(&room, r); !errors.Is(err, errFull) {
				t.Errorf("%s: the error is %v, want that of the target", name, err)
			}
		}
	}
}
