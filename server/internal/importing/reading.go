package importing

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/lanyard-id/lanyard/estate"
	"github.com/lanyard-id/lanyard/readiness"
)

// reading is one table while it is read.
type reading struct {
	*Importer
	table Table
	shape
	file   readiness.File
	place  int // among the files
	source estate.SourceID
	dates  dates
	line   int
}

// placedFile is what is told of a file, where, and as which source it is known.
type placedFile struct {
	readiness.File
	place  int // see [Table]
	source estate.SourceID
}

// begin makes a table a source of the estate.
func (i *Importer) begin(t Table, s shape) *reading {
	r := &reading{Importer: i, table: t, shape: s}
	r.file = readiness.File{Name: t.Name, Kind: string(s.kind), Form: t.Form, Notes: []string{}}
	made := t.Made
	if !i.options.Seen.IsZero() {
		made = i.options.Seen
	}
	source := estate.Source{Name: t.Name, Kind: string(s.kind), Rank: rankOf(s.kind), Made: estate.NoTime}
	if !made.IsZero() {
		source.Made = made.Unix()
	}
	if !made.IsZero() && s.kind != Agent { // of those the newest bundle tells
		r.file.Seen = made.In(i.zone.Location()).Format(time.RFC3339)
	}
	r.dates = dates{zone: i.zone, order: i.order, said: r.datesSaid}
	if i.order == unsettled {
		r.dates.settle = r.settleDates
	}
	i.mu.Lock()
	defer i.mu.Unlock()
	r.source = i.estate.AddSource(source)
	r.place = len(i.files)
	i.files = append(i.files, placedFile{r.file, t.Place, r.source})
	return r
}

// rankOf returns how far what a kind of table says is believed.
func rankOf(k Kind) estate.Rank {
	switch k {
	case SignIns:
		return estate.Handshake
	case Aliases:
		return estate.Hand
	}
	return estate.Inventory
}

// end puts the table's account among those of the others.
func (r *reading) end(err error) {
	if err != nil {
		r.note("it could be read to line %d only: %v", r.line, err)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.files[r.place].File = r.file
}

// note tells what was decided about the file.
func (r *reading) note(format string, args ...any) {
	r.file.Notes = append(r.file.Notes, fmt.Sprintf(format, args...))
}

// each gives the rows of the table that have the right number of fields, and
// counts those for which do says that they count.
func (r *reading) each(do func(row []string) bool) error {
	width := len(r.heading.folded)
	above := r.above
	for {
		row, err := r.table.Rows.Next()
		r.line = r.table.Rows.Line()
		switch {
		case err == io.EOF:
			return nil
		case err != nil:
			bad, ok := errors.AsType[*RowError](err)
			if !ok {
				return err
			}
			r.rejectRow("", "", bad.Problem)
		case above > 0:
			above--
		case blank(row):
		case len(row) != width:
			r.rejectRow("", "", fmt.Sprintf("it has %d fields, and there are %d columns", len(row), width))
		case do(row):
			r.file.Rows++
		}
	}
}

// blank reports whether a row holds nothing, as spreadsheets leave them behind.
func blank(row []string) bool {
	for _, text := range row {
		if text != "" && strings.TrimSpace(text) != "" {
			return false
		}
	}
	return true
}

// maxKeyBytes bounds ids: no card, device or person has a longer one, and a
// column that holds something else is soon seen.
const maxKeyBytes = 200

// key returns the id of a row, or rejects the row.
func (r *reading) key(row []string, place int) (string, bool) {
	text := strings.TrimSpace(row[place])
	problem := idProblem(text)
	if text == "" {
		problem = "empty, so that nobody knows what the row is about"
	}
	if problem != "" {
		r.rejectRow(r.columnAt(place), text, problem)
		return "", false
	}
	return text, true
}

// idProblem says why a text cannot be an id, "" if it can.
func idProblem(text string) string {
	switch {
	case len(text) > maxKeyBytes:
		return fmt.Sprintf("too long for an id; at most %d bytes", maxKeyBytes)
	case plain(text):
		return ""
	case strings.ContainsFunc(text, unicode.IsControl):
		return "holds a character that cannot be printed"
	case !utf8.ValidString(text):
		return "holds bytes that are no text (UTF-8)"
	}
	return ""
}

// plain reports whether a text is printable ASCII, as nearly all ids are.
func plain(text string) bool {
	for i := range len(text) {
		if text[i] < ' ' || text[i] > '~' {
			return false
		}
	}
	return true
}

// columnAt returns how a column is headed.
func (r *reading) columnAt(place int) string {
	if place < len(r.heading.written) {
		return r.heading.written[place]
	}
	return ""
}

// origin is where the facts of this row come from; seen is NoTime for when the
// file was made.
func (r *reading) origin(seen int64) estate.Origin {
	return estate.Origin{Source: r.source, Line: r.line, Seen: seen}
}

// datesSaid notes which date showed how the dates of the file are written.
func (r *reading) datesSaid(text string) {
	r.note("its dates begin with the day, as line %d shows (%s)", r.line, text)
}

// settleDates looks for a date that shows how those of the file are written.
func (r *reading) settleDates() {
	places := r.datePlaces()
	look := func(row []string) (string, bool) {
		for _, p := range places {
			if p < len(row) && tells(row[p]) {
				return row[p], true
			}
		}
		return "", false
	}
	if r.table.Again == nil {
		for n, row := range r.table.Head {
			if text, ok := look(row); ok {
				r.dates.order = dayFirst
				r.note("its dates begin with the day, as row %d shows (%s)", n+1, text)
				return
			}
		}
		return
	}
	rows, closer, err := r.table.Again()
	if err != nil {
		r.note("what its numeric dates mean could not be looked for: %v", err)
		return
	}
	if closer != nil {
		defer closer.Close()
	}
	for {
		row, err := rows.Next()
		if _, ok := errors.AsType[*RowError](err); err != nil && !ok {
			return
		}
		if text, ok := look(row); err == nil && ok {
			r.dates.order = dayFirst
			r.note("its dates begin with the day, as line %d shows (%s)", rows.Line(), text)
			return
		}
	}
}

// dateColumns are those of all kinds that hold dates, folded.
var dateColumns = []string{"lastseen", "issued", "expires", "certificateexpires", "lastused", "at",
	"lastcheckin", "lastcontact"}

func (r *reading) datePlaces() []int {
	var places []int
	for i, name := range r.heading.folded {
		if slices.Contains(dateColumns, name) {
			places = append(places, i)
		}
	}
	return places
}
