package sample

import (
	"io"
	"strconv"

	"github.com/xuri/excelize/v2"
)

// smartcardsHeading is ours: the headings of the smartcards report of Care
// Identity Management are not public, what it tells is.
// Source: NHS England, Care Identity Management user guides, Viewing reports.
var smartcardsHeading = []string{"Smartcard Number", "Smartcard Type", "Smartcard Status", "Date of Issue", "Date of Expiry",
	"User ID", "User Name", "Organisation Code", "Organisation Name", "Number of Smartcards Held"}

// smartcard is a row of the report.
type smartcard struct {
	number, kind, status    string
	issued, expires         day
	wrong                   string
	userID, user, code, org string
	held                    int
}

// smartcards gives each row of the report in turn, until one cannot be taken.
// The report knows three statuses, and no cards in stock.
func (e *estate) smartcards(take func(*smartcard) error) error {
	var who person
	for c := range e.cards {
		k := e.card(c)
		row := smartcard{number: k.number, kind: k.generation.kind, issued: k.issued, expires: k.expires}
		switch k.status {
		case "stock":
			continue
		case "active", "locked":
			row.status = "Active"
		case "expired":
			row.status = "Expired"
		default:
			row.status = "Cancelled"
		}
		row.wrong = e.wrong(smartcardsSheet, c)
		owner := &e.organisations[e.cardOwner(c, k.holder)]
		row.code, row.org = owner.code, owner.name
		if k.holder != none {
			e.person(k.holder, &who)
			row.userID, row.user, row.held = personID(k.holder), who.name(k.holder), e.held(k.holder)
		}
		if err := take(&row); err != nil {
			return err
		}
	}
	return nil
}

// held is how many cards person p has or had.
func (e *estate) held(p int) int {
	first, count := p/peoplePerBlock*cardsPerBlock, 0
	for c := first; c < first+cardsPerBlock; c++ {
		if holder, _ := e.holder(c); holder == p {
			count++
		}
	}
	return count
}

func (e *estate) writeSmartcards(w io.Writer) (int, error) {
	t := newTable(w, smartcardsHeading...)
	err := e.smartcards(func(s *smartcard) error {
		t.texts(s.number, s.kind, s.status)
		for _, d := range s.dates() {
			if d.column == s.wrong {
				t.text(e.noDate())
			} else {
				t.day(d.day, ukDate)
			}
		}
		t.texts(s.userID, s.user, s.code, s.org, s.heldCell())
		return t.end()
	})
	if err != nil {
		return 0, err
	}
	return t.finish()
}

// dated is a cell with a day in it.
type dated struct {
	column string
	day    day
}

func (s *smartcard) dates() [2]dated { return [2]dated{{"issued", s.issued}, {"expires", s.expires}} }

func (s *smartcard) heldCell() string {
	if s.held == 0 {
		return ""
	}
	return strconv.Itoa(s.held)
}

// writeSmartcardsXLSX is the same as a workbook, whose dates are dates. Where
// there are more cards than rows in a sheet, the last are left out.
func (e *estate) writeSmartcardsXLSX(w io.Writer) (rows int, err error) {
	book := excelize.NewFile()
	defer func() {
		if closing := book.Close(); err == nil { // it keeps large sheets in a file of its own
			err = closing
		}
	}()
	const name = "Smartcards"
	if err := book.SetSheetName("Sheet1", name); err != nil {
		return 0, err
	}
	format := "dd/mm/yyyy"
	asDate, err := book.NewStyle(&excelize.Style{CustomNumFmt: &format})
	if err != nil {
		return 0, err
	}
	sheet, err := book.NewStreamWriter(name)
	if err != nil {
		return 0, err
	}
	cells := make([]any, len(smartcardsHeading))
	for i, heading := range smartcardsHeading {
		cells[i] = heading
	}
	if err := sheet.SetRow("A1", cells); err != nil {
		return 0, err
	}
	err = e.smartcards(func(s *smartcard) error {
		if rows+1 == excelize.TotalRows {
			return nil
		}
		cells = append(cells[:0], s.number, s.kind, s.status)
		for _, d := range s.dates() {
			if d.column == s.wrong {
				cells = append(cells, e.noDate())
			} else {
				cells = append(cells, excelize.Cell{StyleID: asDate, Value: d.day.midnight()})
			}
		}
		cells = append(cells, s.userID, s.user, s.code, s.org, s.heldCell())
		rows++
		return sheet.SetRow("A"+strconv.Itoa(rows+1), cells)
	})
	if err != nil {
		return 0, err
	}
	if err := sheet.Flush(); err != nil {
		return 0, err
	}
	_, err = book.WriteTo(w)
	return rows, err
}
