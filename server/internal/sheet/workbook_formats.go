package sheet

import (
	"math"
	"strings"

	"github.com/xuri/excelize/v2"
)

// What a cell of a date and of a time is given as: ISO 8601.
const (
	dateFormat     = `yyyy\-mm\-dd`
	dateTimeFormat = `yyyy\-mm\-dd\Thh:mm:ss`
	timeFormat     = `hh:mm:ss`
)

// plainFormats changes the number formats of a workbook in memory, so that what
// excelize writes does not depend on how the sheet looks: dates are ISO text, and
// all other numbers are their digits, without thousands separators, currency, or
// the scientific notation that Excel shows for card numbers. A format of zeros
// alone stays: it keeps the leading zeros of numbers that are names.
func plainFormats(book *excelize.File) error {
	if book.Styles == nil || book.Styles.CellXfs == nil {
		return nil
	}
	custom := make(map[int]string)
	if book.Styles.NumFmts != nil {
		for _, f := range book.Styles.NumFmts.NumFmt {
			custom[f.NumFmtID] = f.FormatCode
		}
	}
	ids := make(map[string]*int) // of our formats
	none := math.MaxInt32        // a format that nobody has: excelize then gives the number
	ids[""] = &none
	for i := range book.Styles.CellXfs.Xf {
		format := ""
		if id := book.Styles.CellXfs.Xf[i].NumFmtID; id != nil {
			code, ok := custom[*id]
			if !ok {
				code = builtIn(*id)
			}
			format = plainFormat(code)
		}
		if ids[format] == nil {
			style, err := book.NewStyle(&excelize.Style{CustomNumFmt: &format})
			if err != nil {
				return err
			}
			ids[format] = book.Styles.CellXfs.Xf[style].NumFmtID
		}
		book.Styles.CellXfs.Xf[i].NumFmtID = ids[format]
	}
	return nil
}

// builtIn gives a format for the numbers of formats that are not written down in
// a workbook and stand for dates and times.
// Source: ECMA-376 part 1 §18.8.30
func builtIn(id int) string {
	switch {
	case id >= 14 && id <= 17, id >= 27 && id <= 31, id == 36, id >= 50 && id <= 54, id == 57, id == 58:
		return "d/m/y"
	case id == 22:
		return "d/m/y h:m"
	case id >= 18 && id <= 21, id >= 32 && id <= 35, id == 55, id == 56:
		return "h:m"
	}
	return ""
}

// plainFormat gives our format for a format code, "" for one of numbers. Spans of
// time, such as [h]:mm and mm:ss, stay numbers: they are no time of a day.
func plainFormat(code string) string {
	var date, hour bool
	code, _, _ = strings.Cut(code, ";")
	if len(code) > 1 && strings.Trim(code, "0") == "" {
		return code
	}
	for i := 0; i < len(code); i++ {
		switch code[i] {
		case '"': // words
			end := strings.IndexByte(code[i+1:], '"')
			if end < 0 {
				return ""
			}
			i += end + 1
		case '[': // colours, locales, conditions, spans of time
			end := strings.IndexByte(code[i:], ']')
			if end < 0 {
				return ""
			}
			if inside := strings.ToLower(code[i+1 : i+end]); inside != "" && strings.Trim(inside, "hms") == "" {
				return ""
			}
			i += end
		case '\\', '_', '*': // the next character as it is, as wide, repeated
			i++
		case 'y', 'Y', 'd', 'D':
			date = true
		case 'h', 'H':
			hour = true
		case 'G', 'g', '#', '?', '%': // General, numbers, fractions
			return ""
		}
	}
	if !date && !hour && strings.Contains(strings.ToLower(code), "mmm") {
		date = true // the name of a month
	}
	switch {
	case date && hour:
		return dateTimeFormat
	case date:
		return dateFormat
	case hour:
		return timeFormat
	}
	return ""
}
