package format

import (
	"bytes"
	"fmt"
	"iter"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/readiness"
)

// readBook writes a workbook and reads it back.
func readBook(t testing.TB, r *readiness.Report, rows int) *excelize.File {
	t.Helper()
	var out bytes.Buffer
	if err := writeWorkbook(&out, r, rows); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&out)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

func sheetRows(t testing.TB, f *excelize.File, sheet string) [][]string {
	t.Helper()
	rows, err := f.GetRows(sheet)
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func TestXLSX(t *testing.T) {
	f := readBook(t, small(), excelRows)
	want := []string{"Overview", "IT team", "Registration Authority", "Supplier", "Person", "National", "Organisations", "People", "Cards", "Findings", "Read"}
	if diff := cmp.Diff(want, f.GetSheetList()); diff != "" {
		t.Fatalf("sheets (-want +got):\n%s", diff)
	}
	var text strings.Builder
	for _, sheet := range f.GetSheetList() {
		fmt.Fprintf(&text, "== %s\n", sheet)
		for _, row := range sheetRows(t, f, sheet) {
			text.WriteString(strings.TrimRight(strings.Join(row, " | "), " |") + "\n")
		}
	}
	golden(t, "small-xlsx.txt", []byte(text.String()))
}

func TestXLSXLooks(t *testing.T) {
	f := readBook(t, small(), excelRows)
	panes, err := f.GetPanes("IT team")
	if err != nil {
		t.Fatal(err)
	}
	if !panes.Freeze || panes.YSplit != 1 {
		t.Errorf("the heading is not frozen: %+v", panes)
	}
	width, err := f.GetColWidth("IT team", "B")
	if err != nil {
		t.Fatal(err)
	}
	if width != worklistColumns[1].width {
		t.Errorf("column B is %v wide, want %v", width, worklistColumns[1].width)
	}
	filters := map[string]string{}
	for _, name := range f.GetDefinedName() {
		if name.Name == "_xlnm._FilterDatabase" {
			filters[name.Scope] = name.RefersTo
		}
	}
	if got, want := filters["IT team"], "'IT team'!$A$1:$L$3"; got != want {
		t.Errorf("the filter of IT team is over %q, want %q", got, want)
	}
	for cell, want := range map[string]excelize.CellType{"A2": excelize.CellTypeUnset, "C2": excelize.CellTypeInlineString} {
		got, err := f.GetCellType("IT team", cell)
		if err != nil {
			t.Fatal(err)
		}
		if got != want {
			t.Errorf("%s has the type %v, want %v", cell, got, want)
		}
	}
	id, err := f.GetCellStyle("Findings", "A2")
	if err != nil {
		t.Fatal(err)
	}
	style, err := f.GetStyle(id)
	if err != nil {
		t.Fatal(err)
	}
	if style.NumFmt != formatText {
		t.Errorf("text has the number format %d, want that of text, %d", style.NumFmt, formatText)
	}
	// A moment is a number of days, shown by the clock of the notices' zone.
	for cell, want := range map[string]string{"I2": "Mon 7 Jul 2025 08:31", "J2": "Fri 1 Aug 2025 00:00", "M2": "Wed 9 Jul 2025"} {
		got, err := f.GetCellValue("Cards", cell)
		if err != nil {
			t.Fatal(err)
		}
		if got != want {
			t.Errorf("Cards %s shows %q, want %q", cell, got, want)
		}
	}
}

// many yields findings of so many devices.
func many(n int) iter.Seq[readiness.Finding] {
	return func(yield func(readiness.Finding) bool) {
		for i := range n {
			f := readiness.Finding{
				Subject: fmt.Sprintf("device:PC-%07d", i), Organisation: fmt.Sprintf("ZZ%03d", i%500), Notice: "care-identity-2025", Requirement: "oberthur-middleware",
				Result: notice.Unmet, Action: notice.Warn, Why: "Oberthur middleware is not installed, and must be", Do: "install-oberthur", Who: "it-team", Say: "Install the Oberthur middleware.",
			}
			if !yield(f) {
				return
			}
		}
	}
}

func TestXLSXGoesOnInFurtherSheets(t *testing.T) {
	r := small()
	r.Findings = many(25)
	f := readBook(t, r, 12) // a heading, ten findings, and the words
	var got []string
	for _, sheet := range []string{"Findings", "Findings 2", "Findings 3", "IT team 3"} {
		rows := sheetRows(t, f, sheet)
		last := rows[len(rows)-1]
		got = append(got, fmt.Sprintf("%s: %d rows, from %s to %s", sheet, len(rows), rows[1][0], strings.Join(last[:1], "")))
	}
	want := []string{
		"Findings: 12 rows, from device:PC-0000000 to This list goes on in the sheet “Findings 2”.",
		"Findings 2: 12 rows, from device:PC-0000010 to This list goes on in the sheet “Findings 3”.",
		"Findings 3: 6 rows, from device:PC-0000020 to device:PC-0000024",
		"IT team 3: 6 rows, from 21 to 25",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestXLSXReadIsCut(t *testing.T) {
	r := small()
	for i := range 40 {
		r.Rejects = append(r.Rejects, readiness.Reject{File: "cards.csv", Line: 20 + i, Error: "no key", Scope: "row"})
	}
	rows := sheetRows(t, readBook(t, r, 30), "Read")
	if len(rows) != 30 || !strings.Contains(rows[29][0], "more rows do not fit in a sheet") {
		t.Errorf("%d rows, the last %q", len(rows), rows[len(rows)-1])
	}
}

func TestXLSXOfNothing(t *testing.T) {
	f := readBook(t, empty(), excelRows)
	for sheet, want := range map[string]string{
		"IT team":       "There is nothing for this team to do.",
		"Organisations": "No organisation is known.",
		"People":        "Not known: nothing tells who uses which device or card.",
		"Cards":         "No cards were given.",
		"Findings":      "Nothing is unmet or unknown.",
	} {
		if rows := sheetRows(t, f, sheet); len(rows) != 2 || rows[1][0] != want {
			t.Errorf("%s: %q, want %q", sheet, rows, want)
		}
	}
}

func TestCellHoldsNoMore(t *testing.T) {
	long := strings.Repeat("𝄞", excelText) // two units each
	got := fitting(long)
	if n := len(got); n > 4*excelText || !strings.HasSuffix(got, "(cut: a cell holds no more)") || strings.ContainsRune(got[:len(got)-40], '\ufffd') {
		t.Errorf("%d bytes, ending %q", n, got[len(got)-40:])
	}
	r := small()
	r.Findings = each([]readiness.Finding{{Subject: "device:" + long, Requirement: "tls", Result: notice.Unmet}})
	if got := sheetRows(t, readBook(t, r, excelRows), "Findings")[1][0]; !strings.HasSuffix(got, "(cut: a cell holds no more)") {
		t.Errorf("the cell ends %q", got[len(got)-40:])
	}
}
