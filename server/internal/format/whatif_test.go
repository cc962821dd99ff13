package format

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/go-json-experiment/json"
	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"github.com/lanyard-id/lanyard/readiness"
)

// outlookForms are all in which an outlook is written.
var outlookForms = map[string]func(io.Writer, *readiness.Outlook) error{
	"json": OutlookJSON, "csv": OutlookCSV, "xlsx": OutlookXLSX, "svg": OutlookSVG,
	"txt": func(w io.Writer, o *readiness.Outlook) error { return OutlookTable(w, o, TableOptions{}) },
	"wide.txt": func(w io.Writer, o *readiness.Outlook) error {
		return OutlookTable(w, o, TableOptions{Width: 120, Colour: true})
	},
}

func TestOutlooks(t *testing.T) {
	for name, o := range map[string]*readiness.Outlook{"empty": emptyOutlook(), "plans": twoPlans(), "crowded": crowded()} {
		for form, write := range outlookForms {
			if name == "crowded" && (form == "json" || form == "wide.txt") {
				continue // as long as they are plain
			}
			t.Run(name+"."+form, func(t *testing.T) {
				var out bytes.Buffer
				if err := write(&out, o); err != nil {
					t.Fatal(err)
				}
				if form == "xlsx" {
					golden(t, "whatif-"+name+"-xlsx.txt", workbookText(t, &out))
					return
				}
				golden(t, "whatif-"+name+"."+form, out.Bytes())
			})
		}
	}
}

// workbookText is what a workbook shows.
func workbookText(t *testing.T, r io.Reader) []byte {
	t.Helper()
	f, err := excelize.OpenReader(r)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var text bytes.Buffer
	for _, sheet := range f.GetSheetList() {
		fmt.Fprintf(&text, "== %s\n", sheet)
		for _, row := range sheetRows(t, f, sheet) {
			text.WriteString(strings.TrimRight(strings.Join(row, " | "), " |") + "\n")
		}
	}
	return text.Bytes()
}

func TestOutlookJSONReadsBack(t *testing.T) {
	var out bytes.Buffer
	if err := OutlookJSON(&out, twoPlans()); err != nil {
		t.Fatal(err)
	}
	var got readiness.Outlook
	if err := json.Unmarshal(out.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(twoPlans(), &got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if bytes.Contains(out.Bytes(), []byte("null")) {
		t.Error("a list is null")
	}
}

// TestOutlookListsAreNeverNull holds for an outlook that somebody made by hand.
func TestOutlookListsAreNeverNull(t *testing.T) {
	var out bytes.Buffer
	if err := OutlookJSON(&out, emptyOutlook()); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"notes": []`, `"blocking": []`, `"notices": []`} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%s is missing in\n%s", want, out.String())
		}
	}
}

func TestOutlookCellsAreSafe(t *testing.T) {
	var out bytes.Buffer
	if err := OutlookCSV(&out, crowded()); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&out).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	seen := false
	for _, row := range rows {
		for _, cell := range row {
			if isFormula(cell) {
				t.Fatalf("%q is a formula", cell)
			}
			seen = seen || strings.Contains(cell, "HYPERLINK")
		}
	}
	if !seen {
		t.Error("the hostile cell is missing")
	}
}

func TestOutlookOnAFullTarget(t *testing.T) {
	for form, write := range outlookForms {
		room := full(1000)
		if err := write(&room, crowded()); !errors.Is(err, errFull) {
			t.Errorf("%s: the error is %v, want that of the target", form, err)
		}
	}
}

func ExampleOutlookTable() {
	o := &readiness.Outlook{
		From: "2025-07-08T09:00:00+01:00", Until: "2025-07-08T12:00:00+01:00", Known: "2025-07-08T08:00:00+01:00", Zone: "Europe/London", Told: "sign-ins",
		Each: readiness.EachChange,
		Steps: []readiness.OutlookStep{
			{At: "2025-07-08T09:00:00+01:00", Until: "2025-07-08T10:00:00+01:00"},
			{
				At: "2025-07-08T10:00:00+01:00", Until: "2025-07-08T11:00:00+01:00",
				Base: readiness.OutlookStop{Blocking: []string{"identity-agent"}, Stopped: readiness.Stopped{People: 12, Interrupted: 9, Stranded: 3}, Clients: 40, Organisations: 2},
			},
			{At: "2025-07-08T11:00:00+01:00", Until: "2025-07-08T12:00:00+01:00"},
		},
	}
	var out bytes.Buffer
	if err := OutlookTable(&out, o, TableOptions{}); err != nil {
		fmt.Println(err)
	}
	for _, line := range strings.Split(out.String(), "\n")[3:7] {
		fmt.Println(strings.TrimSpace(line))
	}
	// Output:
	// FROM                        by  people  stranded  devices  clients  cards  orgs
	// Tue 8 Jul 09:00             -        0         0        0        0      0     0
	// Tue 8 Jul 10:00             A       12         3        0       40      0     2
	// Tue 8 Jul 11:00             -        0         0        0        0      0     0
}
