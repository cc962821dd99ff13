package format

import (
	"fmt"
	"time"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"

	"github.com/lanyard-id/lanyard/server/internal/cells"
)

// column is one column of a list.
type column struct {
	title string
	width float64 // in characters
	wrap  bool
}

// sheet is one sheet that is being written from above to below.
type sheet struct {
	book   *book
	stream *excelize.StreamWriter
	name   string
	row    int // the last that was written
}

// sheet begins a sheet with columns of the given widths.
func (b *book) sheet(name string, widths []float64, frozen bool) (*sheet, error) {
	if b.sheets == 0 { // a new workbook has one sheet
		if err := b.file.SetSheetName("Sheet1", name); err != nil {
			return nil, err
		}
	} else if _, err := b.file.NewSheet(name); err != nil {
		return nil, err
	}
	b.sheets++
	stream, err := b.file.NewStreamWriter(name)
	if err != nil {
		return nil, err
	}
	for i, width := range widths {
		if err := stream.SetColWidth(i+1, i+1, width); err != nil {
			return nil, err
		}
	}
	if frozen {
		if err := stream.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
			return nil, err
		}
	}
	return &sheet{book: b, stream: stream, name: name}, nil
}

// add writes a row. A text that is a moment has type when.
func (s *sheet) add(values ...any) error {
	s.row++
	row := make([]any, len(values))
	for i, v := range values {
		if cell := s.book.cell(v); cell.Value != nil {
			row[i] = cell
		}
	}
	at, err := excelize.CoordinatesToCellName(1, s.row)
	if err != nil {
		return err
	}
	return s.stream.SetRow(at, row)
}

// when is an instant or a date of a report, as text.
type when string

// wrapped is a text that takes several lines in its cell.
type wrapped string

// titled and heading are texts that stand out.
type (
	titleText   string
	headingText string
)

// cell makes a typed cell: numbers as numbers, moments as moments, and every
// text as text.
func (b *book) cell(v any) excelize.Cell {
	text := func(style int, text string) excelize.Cell {
		if text == "" {
			return excelize.Cell{} // no cell at all
		}
		return excelize.Cell{StyleID: style, Value: fitting(cells.Safe(text))}
	}
	switch v := v.(type) {
	case int:
		return excelize.Cell{StyleID: b.style.number, Value: v}
	case when:
		if t, err := time.Parse(time.RFC3339, string(v)); err == nil {
			return excelize.Cell{StyleID: b.style.instant, Value: asClock(t)}
		}
		if t, err := time.Parse(time.DateOnly, string(v)); err == nil {
			return excelize.Cell{StyleID: b.style.date, Value: t}
		}
		return text(b.style.text, string(v))
	case wrapped:
		return text(b.style.wrapped, string(v))
	case titleText:
		return text(b.style.title, string(v))
	case headingText:
		return text(b.style.heading, string(v))
	case string:
		return text(b.style.text, v)
	}
	return text(b.style.text, fmt.Sprint(v))
}

// asClock makes the time whose UTC clock shows what t's clock shows: a
// spreadsheet has no zones.
func asClock(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), 0, time.UTC)
}

// fitting cuts a text to what a cell holds, and says so.
func fitting(text string) string {
	const words = " … (cut: a cell holds no more)"
	if len(text) <= excelText {
		return text
	}
	units, room := 0, 0
	for at, r := range text {
		if units <= excelText-len(words) {
			room = at
		}
		if units += utf16.RuneLen(r); units > excelText {
			return text[:room] + words
		}
	}
	return text
}

// list is a table over as many sheets as it takes.
type list struct {
	book    *book
	name    string
	columns []column
	sheet   *sheet
	sheets  int
	rows    int // below headings, over all sheets
}

// list begins a list with its first sheet.
func (b *book) list(name string, columns []column) (*list, error) {
	l := &list{book: b, name: name, columns: columns}
	return l, l.begin()
}

// begin begins the list's next sheet.
func (l *list) begin() (err error) {
	l.sheets++
	name := l.name
	if l.sheets > 1 {
		name = fmt.Sprintf("%s %d", l.name, l.sheets)
	}
	widths := make([]float64, len(l.columns))
	titles := make([]any, len(l.columns))
	for i, c := range l.columns {
		widths[i], titles[i] = c.width, headingText(c.title)
	}
	if l.sheet, err = l.book.sheet(name, widths, true); err != nil {
		return err
	}
	return l.sheet.add(titles...)
}

// add writes a row, in a new sheet if this one has room for its last line only.
func (l *list) add(values ...any) error {
	if l.sheet.row == l.book.rows-1 {
		if err := l.sheet.filter(len(l.columns)); err != nil {
			return err
		}
		if err := l.sheet.add(fmt.Sprintf("This list goes on in the sheet “%s %d”.", l.name, l.sheets+1)); err != nil {
			return err
		}
		if err := l.sheet.stream.Flush(); err != nil {
			return err
		}
		if err := l.begin(); err != nil {
			return err
		}
	}
	l.rows++
	for i, v := range values {
		if text, ok := v.(string); ok && l.columns[i].wrap {
			values[i] = wrapped(text)
		}
	}
	return l.sheet.add(values...)
}

// end ends the list. One without rows says in words that it has none.
func (l *list) end(none string) error {
	if l.rows == 0 {
		if err := l.sheet.add(none); err != nil {
			return err
		}
	} else if err := l.sheet.filter(len(l.columns)); err != nil {
		return err
	}
	return l.sheet.stream.Flush()
}

// filter puts a filter over all that was written.
func (s *sheet) filter(columns int) error {
	last, err := excelize.CoordinatesToCellName(columns, s.row)
	if err != nil {
		return err
	}
	return s.book.file.AutoFilter(s.name, "A1:"+last, nil)
}
