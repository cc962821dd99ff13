package sheet

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
)

// sheetRows are the rows of one sheet.
type sheetRows struct {
	name   string
	part   part
	limits Limits
	texts  string             // the folder in which the texts lie; "" if they are in memory
	told   func(part float64) // how much of the sheet is read, 0 to 1; may be nil

	rows  *excelize.Rows
	row   int
	cells int // every row has at least as many
}

// toldRows is after how many rows progress is told.
const toldRows = 1000

func (s *sheetRows) next() (cells []string, line int, err error) {
	for {
		there := false
		guarded := guard(s.name, func() error {
			if there = s.rows.Next(); there {
				s.row++
				cells, err = s.rows.Columns()
			}
			return nil
		})
		if guarded != nil {
			return nil, s.row, guarded
		}
		if !there {
			return nil, s.row, s.end()
		}
		if s.told != nil && s.row%toldRows == 0 {
			s.told(min(1, float64(s.row)/float64(s.part.lastRow)))
		}
		if err != nil {
			return nil, s.row, s.wrong(err)
		}
		if isBlank(cells) {
			continue
		}
		if s.tooLong(cells) {
			return nil, s.row, &RowError{File: s.name, Line: s.row, Problem: fmt.Sprintf("a cell of it is longer than %s; shorten it", bytesText(s.limits.CellBytes)), Err: errLong}
		}
		for i, cell := range cells {
			if strings.IndexByte(cell, 'E') > 0 {
				cells[i] = plain(cell)
			}
		}
		for len(cells) > s.cells && cells[len(cells)-1] == "" {
			cells = cells[:len(cells)-1]
		}
		for len(cells) < s.cells {
			cells = append(cells, "")
		}
		return cells, s.row, nil
	}
}

func (s *sheetRows) tooLong(cells []string) bool {
	for _, cell := range cells {
		if len(cell) > s.limits.CellBytes {
			return true
		}
	}
	return false
}

// wrong tells an error of a row from one of the whole workbook.
func (s *sheetRows) wrong(err error) error {
	if syntax := (*xml.SyntaxError)(nil); errors.As(err, &syntax) || errors.Is(err, excelize.ErrMaxRows) {
		return damaged(s.name, err)
	}
	return &RowError{File: s.name, Line: s.row, Problem: "it cannot be read: " + err.Error() + "; save the workbook again with Excel", Err: err}
}

// end tells the end of the sheet from what looks like it.
func (s *sheetRows) end() error {
	if err := s.rows.Error(); err != nil {
		return damaged(s.name, err)
	}
	if s.row != s.part.lastRow {
		return damaged(s.name, fmt.Errorf("its XML breaks off after row %d of %d", s.row, s.part.lastRow))
	}
	return io.EOF
}

// width makes all rows as wide as the widest of the first ones: a workbook does
// not keep the empty cells at the end of a row.
func (s *sheetRows) width(t *Table) {
	for _, row := range t.Peek(maxPeek) {
		s.cells = max(s.cells, len(row))
	}
	for i, e := range t.ahead {
		for e.err == nil && len(t.ahead[i].row) < s.cells {
			t.ahead[i].row = append(t.ahead[i].row, "")
		}
	}
}

func (s *sheetRows) describe() string { return "sheet of an Excel workbook" }

// plain gives a number of more than 15 digits as digits: excelize writes such,
// and only such, in scientific notation.
func plain(cell string) string {
	mantissa, exponent, _ := strings.Cut(cell, "E")
	if len(exponent) < 3 || exponent[0] != '+' && exponent[0] != '-' || strings.Trim(exponent[1:], "0123456789") != "" || strings.Trim(mantissa, "-.0123456789") != "" {
		return cell
	}
	n, err := strconv.ParseFloat(cell, 64)
	if err != nil {
		return cell
	}
	digits := strconv.FormatFloat(n, 'f', -1, 64)
	if strconv.FormatFloat(n, 'G', 15, 64) != cell || len(strings.TrimLeft(strings.Replace(digits, ".", "", 1), "-")) <= 15 {
		return cell // a text that looks like one
	}
	return digits
}

// checkTexts sees that the texts could be laid out on disk as a whole: where there
// is no room, excelize gives empty cells for them, and no error.
func (s *sheetRows) checkTexts() error {
	if s.texts == "" {
		return nil
	}
	return checkRoom(s.name, s.texts)
}
