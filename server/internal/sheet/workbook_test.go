package sheet_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/lanyard-id/lanyard/server/internal/sheet"
	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"
)

// bookOf makes a workbook of one sheet.
func bookOf(t rapid.TB, fill func(book *excelize.File)) []byte {
	t.Helper()
	book := excelize.NewFile()
	defer book.Close()
	fill(book)
	b, err := book.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// repacked gives a workbook with the text of one part changed.
func repacked(t testing.TB, book []byte, part string, change func(string) string) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(book), int64(len(book)))
	if err != nil {
		t.Fatal(err)
	}
	var pairs []string
	found := false
	for _, m := range z.File {
		r, err := m.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if m.Name == part {
			found = true
			if text = []byte(change(string(text))); len(text) == 0 {
				continue
			}
		}
		pairs = append(pairs, m.Name, string(text))
	}
	if !found {
		t.Fatalf("there is no part %s", part)
	}
	return zipOf(t, pairs...)
}

func replaced(was, is string) func(string) string {
	return func(text string) string {
		if !strings.Contains(text, was) {
			panic(was + " is not in " + text)
		}
		return strings.ReplaceAll(text, was, is)
	}
}

func set(t testing.TB, book *excelize.File, sheet string, cells ...any) {
	t.Helper()
	for i := 0; i < len(cells); i += 2 {
		if err := book.SetCellValue(sheet, cells[i].(string), cells[i+1]); err != nil {
			t.Fatal(err)
		}
	}
}

func format(t testing.TB, book *excelize.File, cell string, style excelize.Style) {
	t.Helper()
	id, err := book.NewStyle(&style)
	if err != nil {
		t.Fatal(err)
	}
	if err := book.SetCellStyle("Sheet1", cell, cell, id); err != nil {
		t.Fatal(err)
	}
}

// sheetOf makes a workbook by the XML of its rows, as other programs write them.
func sheetOf(t testing.TB, rows string) []byte {
	t.Helper()
	plain := bookOf(t, func(book *excelize.File) { set(t, book, "Sheet1", "A1", "x") })
	return repacked(t, plain, "xl/worksheets/sheet1.xml", func(string) string {
		return `<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>` + rows + `</sheetData></worksheet>`
	})
}

func TestWorkbooks(t *testing.T) {
	custom := func(code string) excelize.Style { return excelize.Style{CustomNumFmt: &code} }
	small := bookOf(t, func(book *excelize.File) {
		set(t, book, "Sheet1", "A1", "device", "B1", "name", "A2", "PC1", "B2", "Ward 1")
	})
	tests := []struct {
		name    string
		content []byte
		limits  sheet.Limits
	}{
		{name: "values", content: bookOf(t, func(book *excelize.File) {
			set(t, book, "Sheet1", "A1", "what", "B1", "value",
				"A2", "card", "B2", 612345678012, "A3", "card with separators", "B3", 612345678012, "A4", "card in Excel's own notation", "B4", 612345678012,
				"A5", "version as text", "B5", "2.4.5.0", "A6", "number as text", "B6", "0612345678", "A7", "bool", "B7", true,
				"A8", "fraction", "B8", 0.1, "A9", "tiny", "B9", 0.00000012, "A10", "percent", "B10", 0.25, "A11", "leading zeros shown", "B11", 612345678,
				"A12", "text like a number", "B12", "5E10", "A13", "text on two lines", "B13", "a\nb", "A14", "money", "B14", 1234.5)
			format(t, book, "B3", excelize.Style{NumFmt: 3})
			format(t, book, "B4", excelize.Style{NumFmt: 11})
			format(t, book, "B10", excelize.Style{NumFmt: 9})
			format(t, book, "B11", custom("0000000000"))
			format(t, book, "B14", custom(`"£"#,##0.00;[Red]-"£"#,##0.00`))
			if err := book.SetCellFormula("Sheet1", "B15", "1+1"); err != nil {
				t.Fatal(err)
			}
			set(t, book, "Sheet1", "A15", "formula without a result", "C15", "end")
		})},
		{name: "results of formulas, errors, texts in place", content: sheetOf(t, `<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1" t="str"><f>"a"&amp;"b"</f><v>ab</v></c><c r="C1" t="e"><f>NA()</f><v>#N/A</v></c><c r="D1" t="b"><f>TRUE()</f><v>0</v></c><c r="E1" t="inlineStr"><is><r><t>in </t></r><r><t>place</t></r></is></c></row>`)},
		{name: "numbers of more digits than Excel has", content: sheetOf(t, `<row r="1"><c><v>1234567890123456789</v></c><c><v>6.1234567890123E+20</v></c><c><v>1.5E-20</v></c><c><v>6.12345678012E11</v></c><c t="str"><v>1E5</v></c></row>`)},
		{name: "rows and cells without numbers", content: sheetOf(t, `<row><c t="str"><v>a</v></c><c t="str"><v>b</v></c></row><row/><row><c t="str"><v>c</v></c></row>`)},
		{name: "dates", content: bookOf(t, func(book *excelize.File) {
			at := time.Date(2025, 7, 8, 10, 30, 15, 0, time.UTC)
			for i, style := range []excelize.Style{
				{NumFmt: 14}, {NumFmt: 22}, {NumFmt: 20}, custom("dd/mm/yyyy"), custom("dd/mm/yyyy hh:mm"), custom("[$-809]d mmmm yyyy;@"), custom("mmm-yy"), custom("h:mm AM/PM"),
				custom("[h]:mm"), custom(`"day "0`), custom(`0.00"h"`), custom("yyyy-mm-dd\"T\"hh:mm:ss"), custom("General"), {NumFmt: 17}, {NumFmt: 45},
			} {
				cell := fmt.Sprintf("A%d", i+1)
				set(t, book, "Sheet1", cell, at)
				format(t, book, cell, style)
			}
			set(t, book, "Sheet1", "A20", time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC), "A21", "not known", "A22", "45846")
			format(t, book, "A20", custom("dd/mm/yyyy hh:mm"))
			format(t, book, "A21", custom("dd/mm/yyyy"))
			format(t, book, "A22", custom("dd/mm/yyyy"))
		})},
		{name: "dates since 1904", content: bookOf(t, func(book *excelize.File) {
			yes := true
			if err := book.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &yes}); err != nil {
				t.Fatal(err)
			}
			set(t, book, "Sheet1", "A1", 44384)
			format(t, book, "A1", excelize.Style{NumFmt: 14})
		})},
		{name: "several sheets, hidden and empty ones", content: bookOf(t, func(book *excelize.File) {
			for _, name := range []string{"Empty", "Hidden & more", "Chart"} {
				if _, err := book.NewSheet(name); err != nil {
					t.Fatal(err)
				}
			}
			set(t, book, "Sheet1", "A1", "device", "A2", "PC1")
			set(t, book, "Hidden & more", "B3", "card", "B4", 1)
			if err := book.SetSheetVisible("Hidden & more", false); err != nil {
				t.Fatal(err)
			}
		})},
		{name: "gaps, a title, empty cells at the end", content: bookOf(t, func(book *excelize.File) {
			set(t, book, "Sheet1", "A1", "Devices, July", "A3", "device", "B3", "name", "C3", "os", "A4", "PC1", "C4", "Windows", "A6", "PC2", "A30", "PC3", "D40", "aside")
		})},
		{name: "in a ZIP", content: zipOf(t, "book.xlsx", string(small), "devices.csv", devicesCSV)},
		{name: "in a ZIP in a ZIP", content: zipOf(t, "inner.zip", string(zipOf(t, "book.xlsx", string(small))))},
		{name: "in a gzip", content: gzipOf(t, string(small), time.Time{})},
		{name: "nothing in it", content: bookOf(t, func(*excelize.File) {})},
		{name: "with prefixes", content: repacked(t, small, "xl/worksheets/sheet1.xml", func(string) string {
			return `<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData><x:row r='2'><x:c r="A2" t="str"><x:v>PC1</x:v></x:c></x:row></x:sheetData></x:worksheet>`
		})},
		{name: "a row that is empty XML", content: repacked(t, small, "xl/worksheets/sheet1.xml", replaced("</sheetData>", `<row r="9"/></sheetData>`))},
		{name: "a cell of no column", content: sheetOf(t, `<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="?2"><v>2</v></c></row><row r="3"><c r="A3"><v>3</v></c></row>`)},
		{name: "XML that breaks off", content: repacked(t, small, "xl/worksheets/sheet1.xml", func(text string) string { return text[:strings.Index(text, `<row r="2"`)] })},
		{name: "XML that is wrong in the middle", content: sheetOf(t, `<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2"><v>2</c></v></row><row r="3"><c r="A3"><v>3</v></c></row>`)},
		{name: "texts that break off", content: repacked(t, small, "xl/sharedStrings.xml", func(text string) string { return text[:len(text)/2] })},
		{name: "no texts", content: repacked(t, small, "xl/sharedStrings.xml", func(text string) string { return "" })},
		{name: "a sheet is missing", content: repacked(t, small, "xl/worksheets/sheet1.xml", func(text string) string { return "" })},
		{name: "no list of sheets", content: repacked(t, small, "xl/workbook.xml", func(text string) string { return "<workbook/>" })},
		{name: "no workbook", content: zipOf(t, "[Content_Types].xml", "<Types/>", "xl/workbook.xml", "")},
		{name: "a cell that is too long", content: bookOf(t, func(book *excelize.File) {
			set(t, book, "Sheet1", "A1", "device", "A2", strings.Repeat("x", 100), "A3", "PC1")
		}), limits: sheet.Limits{CellBytes: 99}},
		{name: "XML of one endless word", content: sheetOf(t, `<row r="1"><c r="A1" t="str"><v>`+strings.Repeat("x", 1<<20)+`</v></c></row>`), limits: sheet.Limits{CellBytes: 99}},
		{name: "one endless row", content: sheetOf(t, `<row r="1">`+strings.Repeat(`<c><v>1</v></c>`, 50_000)+`</row>`), limits: sheet.Limits{RowBytes: 1000}},
		{name: "too much memory", content: small, limits: sheet.Limits{WorkbookBytes: 1000}},
		{name: "too much at all", content: small, limits: sheet.Limits{UnpackedBytes: 1000}},
	}
	var b strings.Builder
	for _, test := range tests {
		fmt.Fprintf(&b, "== %s\n%s", test.name, tell(memory("book.xlsx", test.content), sheet.Options{Limits: test.limits}))
	}
	golden(t, "workbooks.golden", b.String())
}

// TestTooManyRows reads a sheet with a row that no sheet can have: whether the row
// before it is given is excelize's affair, that the sheet is refused is ours.
func TestTooManyRows(t *testing.T) {
	book := sheetOf(t, `<row r="1"><c r="A1"><v>1</v></c></row><row r="1048577"><c r="A1048577"><v>1</v></c></row>`)
	err := sheet.Read(memory("book.xlsx", book), sheet.Options{}, read)
	if wrong := (*sheet.FileError)(nil); !errors.As(err, &wrong) || wrong.Kind != sheet.Damaged || wrong.File != "book.xlsx!Sheet1" {
		t.Error(err)
	}
}
