package page

import (
	"fmt"
	"strings"
	"time"

	"github.com/lanyard-id/lanyard/server/internal/web"
)

// list is a table. All tables of a page are lists: so they sort, filter, print,
// and turn into cards on a phone in one way.
type list struct {
	ID      string // stable, for links; in no two lists
	Caption string
	Columns []column
	Head    int // the column that names the row
	Rows    [][]cell
	More    string // what is not on this page, and where it is
	Empty   string // instead of a list without rows
	Plain   bool   // an excerpt, too short to be sorted or filtered
	Quiet   bool   // the heading above says what the caption says
}

// column is what the cells below a heading hold.
type column struct {
	Title string
	Kind  kind
	Pick  bool // has few values, from which one may be picked
}

// kind is how the cells of a column sort and stand; the zero kind is text.
type kind string

const (
	number  kind = "number"
	moment  kind = "time"
	picture kind = "bar" // does not sort
)

// cell is one value. At most one of Tag, Time, Code, Bar and Lines is given.
type cell struct {
	Text    string
	Tag     string   // the colour of the ground of Text
	Time    string   // the instant of Text, as a machine reads it
	Code    bool     // Text is to be typed as it is
	Bar     *bar     // instead of Text
	Lines   []string // instead of Text, in order
	Link    string   // the place on the page to which Text leads
	Find    []string // the requirement and the result whose findings are shown there
	Notes   []string // below Text, small
	Contact *contact // below Text
}

func text(s string) cell       { return cell{Text: s} }
func count(n int) cell         { return cell{Text: web.Thousands(n)} }
func code(s string) cell       { return cell{Text: s, Code: true} }
func tagged(t tag) cell        { return cell{Text: t.Text, Tag: t.Colour} }
func lines(them []string) cell { return cell{Lines: bounded(them)} }

// small puts notes below a cell.
func (c cell) small(notes ...string) cell {
	for _, note := range notes {
		if note != "" {
			c.Notes = append(c.Notes, note)
		}
	}
	return c
}

// instant is a cell of a date or an instant; empty of none.
func instant(text string) cell {
	w := readWhen(text)
	c := cell{Text: w.brief()}
	if w.form == time.RFC3339 || w.form == time.DateOnly {
		c.Time = text
	}
	return c
}

// date is a cell of the day of a date or an instant.
func date(text string) cell {
	c := instant(text)
	if c.Time != "" {
		c.Text = readWhen(text).at.Format("2 Jan 2006")
	}
	return c
}

// bounded makes each of a list of texts plain, and says how many are left out.
func bounded(texts []string) []string {
	var kept []string
	for i, text := range texts {
		if i == maxLines {
			return append(kept, fmt.Sprintf("and %s more", web.Thousands(len(texts)-i)))
		}
		kept = append(kept, long(text))
	}
	return kept
}

// add puts a row at the end unless the list is full, and reports whether it did.
func (l *list) add(most int, room *int, cells ...cell) bool {
	if len(l.Rows) >= most {
		return false
	}
	if head := &cells[l.Head]; head.Text == "" && head.Bar == nil && head.Lines == nil {
		head.Text = "No name"
	}
	size := sizeOf(cells)
	if *room < size {
		return false
	}
	*room -= size
	l.Rows = append(l.Rows, cells)
	return true
}

// left says how many rows of so many are not on the page, and where they are.
func (l *list) left(all int, where string) {
	if n := all - len(l.Rows); n > 0 {
		l.More = fmt.Sprintf("%s more %s not on this page. %s", web.Thousands(n), isAre(n), where)
	}
}

func isAre(n int) string {
	if n == 1 {
		return "is"
	}
	return "are"
}

// elsewhere is where the rest of a list stands that is not the findings.
const elsewhere = "The answer as JSON or XLSX (--format) has more of them."

// sizeOf is how many bytes a row takes at most, by the templates of lists.
func sizeOf(cells []cell) int {
	size := len("<tr><th scope=\"row\"></th>\n")
	for _, c := range cells {
		size += len("<td>") + escaped(c.Text)
		if c.Unbroken() {
			size += len(` class="long"`)
		}
		if c.Tag != "" {
			size += len(`<b class="tag "></b>`) + len(c.Tag)
		}
		if c.Time != "" {
			size += len(`<time datetime=""></time>`) + escaped(c.Time)
		}
		if c.Code {
			size += len(`<code></code>`)
		}
		if c.Link != "" {
			size += len(`<a href="#" data-find="" data-result=""></a>`) + escaped(c.Link+strings.Join(c.Find, ""))
		}
		for _, line := range c.Lines {
			size += len(`<ol><li></ol>`) + escaped(line)
		}
		for _, note := range c.Notes {
			size += len(`<small></small>`) + escaped(note)
		}
		if c.Bar != nil {
			size += len(c.Bar.Parts)*90 + 100
		}
		if k := c.Contact; k != nil {
			size += 200 + escaped(k.Team+k.Name+k.Phone+k.Email+k.Hours+k.From) + 2*escaped(string(k.Call+k.Write))
		}
	}
	return size
}

// escaped is how long a text is once it is escaped.
func escaped(text string) int {
	size := len(text)
	for _, c := range []byte(text) {
		if strings.IndexByte(`<>&"'+`, c) >= 0 {
			size += len("&#34;") - 1
		}
	}
	return size
}

// style names the columns where rows become cards, and sets numbers to the
// right where they stand in a table: said once, it costs nothing in each of
// 5,000 rows. The second content gives the name no voice, since the heading of
// the column has one already (CSS Generated Content Level 3 §1.3).
func (l *list) style(cards, table *strings.Builder) {
	for i, c := range l.Columns {
		fmt.Fprintf(cards, "#%s tbody>tr>:nth-child(%d)::before{content:%s;content:%[3]s / \"\"}\n", l.ID, i+1, quoted(c.Title))
		if c.Kind == number {
			fmt.Fprintf(cards, "#%s td:nth-child(%d){display:block;flex:1 1 18%%}\n", l.ID, i+1)
			fmt.Fprintf(table, "#%s tr>:nth-child(%d){text-align:right}#%[1]s td:nth-child(%[2]d){white-space:nowrap}\n", l.ID, i+1)
		}
	}
}

// mostUnbroken is how long a word may be without a place to break it. Cells with
// a longer one may break it anywhere; in all others words stay whole.
const mostUnbroken = 24

// Unbroken reports whether a cell has a word that is too long for its column.
func (c cell) Unbroken() bool {
	run := 0
	for _, text := range append(append([]string{c.Text}, c.Lines...), c.Notes...) {
		for _, r := range text {
			if run++; r == ' ' || r == '-' {
				run = 0
			}
			if run > mostUnbroken {
				return true
			}
		}
		run = 0
	}
	return c.Contact != nil
}

// quoted writes a text as a CSS string (CSS Syntax Level 3 §4.3.5).
func quoted(text string) string {
	var b strings.Builder
	for _, r := range text {
		switch {
		case r == '"' || r == '\\' || r == '<' || r < ' ':
			fmt.Fprintf(&b, `\%x `, r)
		default:
			b.WriteRune(r)
		}
	}
	return `"` + b.String() + `"`
}

// Narrow reports whether a list is easier to read if it is not as wide as the
// page.
func (l *list) Narrow() bool { return len(l.Columns) < 3 }
