package importing

import (
	"slices"
	"strings"

	"github.com/lanyard-id/lanyard/estate"
)

// cards reads cards.csv. Where a row has no series it is inferred: at once from
// numbers that begin with 0, else only when the whole file has shown that they
// did not lose their zeros.
func (r *reading) cards() error {
	if r.kind == Cards {
		r.unread()
	}
	t := r.estate.Cards
	key := r.heading.place("card")
	cells := r.cells(t, "card")
	place := func(column string) int {
		return slices.IndexFunc(cells, func(c cell) bool { return c.column.Name == column })
	}
	kind, atr, given := place("type"), place("atr"), place("series")
	text := func(row []string, at int) string {
		if at < 0 {
			return ""
		}
		return strings.TrimSpace(row[cells[at].place])
	}
	series := newSeriesTable(r.Importer)
	holder := r.holder(place("holder"))
	var numbers printed
	var waiting []cardWaiting // for the end of the file
	err := r.each(func(row []string) bool {
		number, ok := r.key(row, key)
		if !ok {
			return false
		}
		if isScientific(number) {
			r.rejectRow(r.columnAt(key), number, "a spreadsheet wrote this number in powers of ten, so its last digits are lost; give the column the format of text before it is exported")
			return false
		}
		o := r.origin(estate.NoTime)
		n, _ := t.Row(number, o)
		cardType := series.spelling(text(row, kind))
		for i := range cells {
			if i == kind {
				r.put(t, n, &cells[i], cardType, o)
			} else {
				r.put(t, n, &cells[i], row[cells[i].place], o)
			}
		}
		holder(text, row, o)
		numbers.add(number)
		if text(row, given) != "" {
			return true
		}
		told := told{cardType: cardType, atr: text(row, atr)}
		switch s, ok := printedSeries(number); {
		case !ok:
			series.infer(n, told, o)
		case numbers.zero:
			told.number = s
			series.infer(n, told, o)
		default:
			waiting = append(waiting, cardWaiting{row: int32(n), line: int32(r.line), series: int8(s), told: series.number(told)})
		}
		return true
	})
	lost := numbers.lost()
	if lost {
		r.note("its card numbers lost their leading zeros, as some are a digit shorter than the longest and none begins with 0; no series is inferred from them. Give the column the format of text before it is exported")
	}
	for _, w := range waiting {
		told := series.told[w.told]
		if !lost {
			told.number = int(w.series)
		}
		o := r.origin(estate.NoTime)
		o.Line = int(w.line)
		series.infer(int(w.row), told, o)
	}
	if series.disagreed > 0 {
		r.note("of %s the number, the type and the ATR tell different series; they are unknown", counted(series.disagreed, "card"))
	}
	return err
}

// cimCards reads the smartcards report of Care Identity Management.
func (r *reading) cimCards() error {
	r.note("%s", r.heading.told())
	return r.cards()
}

// cardWaiting is a card whose series is inferred once the file has shown
// whether its numbers are whole.
type cardWaiting struct {
	row, line int32
	told      int32 // place in seriesTable.told
	series    int8  // by its number
}

// holder returns what takes the holder of a row in as a person, where the report
// says more of them than a number; cell is the place of that among the cells.
func (r *reading) holder(cell int) func(text func([]string, int) string, row []string, o estate.Origin) {
	people := r.estate.People
	type part struct {
		place  int
		column *estate.Column
	}
	var parts []part
	for heading, column := range map[string]string{holderName: "name", holderEmail: "email"} {
		if at := r.heading.place(fold(heading)); at >= 0 {
			parts = append(parts, part{at, people.Column(column)})
		}
	}
	if at := r.heading.place("organisation"); at >= 0 && len(parts) > 0 {
		parts = append(parts, part{at, people.Column("organisation")}) // the report's is the holder's
	}
	if cell < 0 || len(parts) == 0 {
		return func(func([]string, int) string, []string, estate.Origin) {}
	}
	return func(text func([]string, int) string, row []string, o estate.Origin) {
		id := text(row, cell)
		if id == "" {
			return
		}
		n, _ := people.Row(id, o)
		for _, p := range parts {
			if told := strings.TrimSpace(row[p.place]); told != "" {
				_ = people.Set(n, p.column, told, o) // any text is a name or an address
			}
		}
	}
}
