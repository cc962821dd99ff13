package format

import (
	"io"

	"github.com/xuri/excelize/v2"

	"github.com/lanyard-id/lanyard/readiness"
)

const (
	// excelRows is how many rows a sheet has.
	// Source: Microsoft, "Excel specifications and limits".
	excelRows = 1_048_576
	// excelText is how many UTF-16 units a cell holds. Same source.
	excelText = 32_767
)

// XLSX writes the answer as a workbook: an overview, a worklist for each team,
// the organisations, people and cards, the findings, and what was read. Every
// list has a frozen heading and a filter. Text is typed as text, with the number
// format of text so that editing a cell makes no formula of it, and made safe by
// [cells.Safe]. A list that is longer than a sheet goes on in further sheets, and says
// so.
//
// Sheets over 16 MiB are kept in the folder for temporary files until the
// workbook is written.
func XLSX(w io.Writer, r *readiness.Report) error { return writeWorkbook(w, r, excelRows) }

func writeWorkbook(w io.Writer, r *readiness.Report, rows int) (err error) {
	b, err := newBook(rows)
	if err != nil {
		return err
	}
	defer func() {
		if closing := b.file.Close(); err == nil {
			err = closing
		}
	}()
	jobs := countJobs(r)
	if err := b.overview(r, jobs); err != nil {
		return err
	}
	for _, team := range teams {
		if err := b.worklist(r, team.name, jobs.of(team.who)); err != nil {
			return err
		}
	}
	for _, write := range []func(*readiness.Report) error{b.organisations, b.people, b.cards, b.findings, b.read} {
		if err := write(r); err != nil {
			return err
		}
	}
	return b.file.Write(w)
}

// book is a workbook that is being written, sheet by sheet.
type book struct {
	file   *excelize.File
	rows   int // a sheet
	sheets int // written so far
	style  styles
}

// styles are the ids of the looks of cells.
type styles struct{ title, heading, text, wrapped, number, instant, date int }

func newBook(rows int) (*book, error) {
	b := &book{file: excelize.NewFile(), rows: rows}
	font := func(bold bool, size float64, colour string) *excelize.Font {
		return &excelize.Font{Family: "Arial", Size: size, Bold: bold, Color: colour}
	}
	top := &excelize.Alignment{Vertical: "top"}
	instant, date := "ddd d mmm yyyy hh:mm", "ddd d mmm yyyy"
	// The blue is that of the NHS identity guidelines.
	for _, make := range []struct {
		id    *int
		style excelize.Style
	}{
		{&b.style.title, excelize.Style{Font: font(true, 14, "005EB8"), NumFmt: formatText}},
		{&b.style.heading, excelize.Style{
			Font: font(true, 10, "FFFFFF"), NumFmt: formatText,
			Fill:      excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"005EB8"}},
			Alignment: &excelize.Alignment{Vertical: "center", WrapText: true},
		}},
		{&b.style.text, excelize.Style{Font: font(false, 10, ""), NumFmt: formatText, Alignment: top}},
		{&b.style.wrapped, excelize.Style{Font: font(false, 10, ""), NumFmt: formatText, Alignment: &excelize.Alignment{Vertical: "top", WrapText: true}}},
		{&b.style.number, excelize.Style{Font: font(false, 10, ""), NumFmt: formatThousands, Alignment: top}},
		{&b.style.instant, excelize.Style{Font: font(false, 10, ""), CustomNumFmt: &instant, Alignment: &excelize.Alignment{Vertical: "top", Horizontal: "left"}}},
		{&b.style.date, excelize.Style{Font: font(false, 10, ""), CustomNumFmt: &date, Alignment: &excelize.Alignment{Vertical: "top", Horizontal: "left"}}},
	} {
		id, err := b.file.NewStyle(&make.style)
		if err != nil {
			return nil, err
		}
		*make.id = id
	}
	return b, nil
}

// Built-in number formats. Source: ECMA-376 part 1, §18.8.30.
const (
	formatText      = 49 // @
	formatThousands = 3  // #,##0
)
