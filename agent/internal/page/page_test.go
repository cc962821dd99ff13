package page

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/lanyard-id/lanyard/test/browser"
	"github.com/lanyard-id/lanyard/wire"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func at(year int, month time.Month, day, hour int) time.Time {
	return time.Date(year, month, day, hour, 0, 0, 0, time.UTC)
}

// sick is an invented computer with something of every level.
func sick() *Page {
	october, one := at(2025, 10, 1, 0), 1
	skew := 7200.0
	return &Page{
		Name: func(product string) string {
			return strings.ReplaceAll(product, "identity-agent", "NHS Identity Agent")
		},
		Zone: time.UTC, Sent: `{"lanyard_bundle": 1, "text": "<script>alert(1)</script>"}`, Withheld: wire.AllReveals(),
		Checks: []Check{
			{ID: "middleware.loads", Title: "The middleware loads", Group: "Card software", Why: "Without it no card is read."},
			{ID: "disk.room", Title: "The disk has room", Group: "This computer", Why: "Updates fail on a full disk."},
			{ID: "clock.right", Title: "The clock is right", Group: "This computer", Why: "Certificates have dates."},
		},
		Bundle: &wire.Bundle{
			TakenAt: at(2025, 7, 7, 8), Agent: "1.2.3", SkewSeconds: &skew, Inventory: "complete",
			Device:      wire.Device{ID: "x", Name: "INVENTED-PC-01", OS: "windows", OSName: "Windows 11 Pro 24H2"},
			Clients:     []wire.Client{{Product: "identity-agent", Version: "2.3.2.0", Running: true}},
			Readers:     []wire.Reader{{Name: "Invented Reader 0", State: "present"}, {Name: "Invented Reader 1", State: "empty"}},
			Cards:       []wire.Card{{Reader: "Invented Reader 0", Series: []int{5, 6}, PossibleSeries: []int{5, 6}, TriesLeft: &one, Certificates: []wire.Certificate{{Use: "authentication", Expires: at(2026, 1, 31, 12)}}}},
			Connections: []wire.Connection{{Host: "gas.invented.example", TLS: "1.2", Issuer: "Invented Inspection CA"}},
			Notices:     []wire.Edition{{Notice: "invented", Revision: 2}},
			Findings: []wire.Finding{
				{Check: "middleware.loads", Level: wire.Problem, About: "OcsCryptoki.dll", Say: "The module crashed when it was loaded.", Tell: "The card software of this computer is broken.",
					Do: "Install the middleware again.", Who: "it-team", Fix: "middleware.again", Values: []wire.Value{{Name: "module", Value: "=cmd|' /c calc'!A1"}}},
				{Check: "disk.room", Level: wire.Well, Say: "The system drive has 50.0 GB free."},
				{Check: "clock.right", Level: wire.Unknown, Say: "No server could be asked for the time."},
				{Check: "none.known", Level: wire.Note, Say: "=1+1 is <b>not</b> run.", About: "a \u202eright-to-left name"},
			},
			Asked: []wire.Asked{
				{Notice: "invented", Requirement: "agent", Title: "Identity Agent is a supported version", About: "identity-agent", Result: "unmet", Action: "warn",
					Why: "NHS Identity Agent 2.3.2.0 is unsupported", Say: "Update it out of hours.", Who: "it-team", Tell: "This computer's sign-in software is too old.",
					Steps: []wire.Step{
						{From: at(2025, 6, 1, 0), Until: &october, Action: "block-at-intervals", Next: &wire.Span{From: at(2025, 7, 8, 10), Until: at(2025, 7, 8, 11)}},
						{From: october, Action: "block"}}},
				{Notice: "invented", Requirement: "card", Title: "Smartcards are series 8 or above", About: "Invented Reader 0", Result: "met", Action: "warn"},
			},
		},
	}
}

func well() *Page {
	return &Page{Bundle: &wire.Bundle{TakenAt: at(2025, 7, 7, 8), Device: wire.Device{OS: "linux"}, Findings: []wire.Finding{{Check: "disk.room", Level: wire.Well, Say: "Room."}}}}
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), string(got)); d != "" {
		t.Error(d)
	}
}

func TestText(t *testing.T) {
	for name, p := range map[string]*Page{"sick.txt": sick(), "well.txt": well()} {
		var b bytes.Buffer
		if err := p.Text(&b); err != nil {
			t.Fatal(err)
		}
		golden(t, name, b.Bytes())
		for _, line := range strings.Split(b.String(), "\n") {
			if len([]rune(line)) > width {
				t.Errorf("%s: a line of %d characters: %s", name, len([]rune(line)), line)
			}
		}
	}
}

// TestHTML looks at the pages in a browser, wide and narrow, and holds them to
// fetching nothing, to axe and to what they must say.
func TestHTML(t *testing.T) {
	folder := t.TempDir()
	parent := browser.Start(t)
	for name, p := range map[string]*Page{"sick": sick(), "well": well()} {
		var b bytes.Buffer
		if err := p.HTML(&b); err != nil {
			t.Fatal(err)
		}
		file := filepath.Join(folder, name+".html")
		if err := os.WriteFile(file, b.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
		for _, width := range []int64{1280, 390} {
			tab := browser.Open(t, parent, file, width)
			browser.Violations(t, tab)
			if wide := browser.Eval[bool](t, tab, "document.documentElement.scrollWidth > document.documentElement.clientWidth"); wide {
				t.Errorf("%s at %d: the page is wider than the window", name, width)
			}
			// What outside wrote is text: it makes no element, and one script is the page's own.
			if n := browser.Eval[int](t, tab, `document.querySelectorAll(".finding b, .sent b").length + document.scripts.length`); n != 1 {
				t.Errorf("%s: outside made %d elements", name, n-1)
			}
			if name == "sick" {
				if n := browser.Eval[int](t, tab, `(() => { const f = document.getElementById("filter"); f.value = "crashed"; f.dispatchEvent(new Event("input"));
					return document.querySelectorAll(".finding:not([hidden])").length; })()`); n != 1 {
					t.Errorf("the filter shows %d findings", n)
				}
			}
		}
	}
}

// TestCSVHoldsNoFormula of what outside wrote.
func TestCSVHoldsNoFormula(t *testing.T) {
	list, err := asCSV(sick().entries())
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range strings.Split(string(list), "\n") {
		for _, cell := range strings.Split(line, ",") {
			if strings.HasPrefix(strings.Trim(cell, `"`), "=") {
				t.Errorf("a cell begins a formula: %s", line)
			}
		}
	}
	if !strings.Contains(string(list), "'=1+1") {
		t.Errorf("the cell is lost:\n%s", list)
	}
}
