package page

import (
	"embed"
	"html/template"
	"io"
	"time"

	"github.com/lanyard-id/lanyard/readiness"
	"github.com/lanyard-id/lanyard/server/internal/web"
)

// Options say what a page tells besides its report. The zero Options are of use.
type Options struct {
	MaxFindings int       // rows of the list of findings; 0 = 5,000
	Title       string    // of the page; "" = "Who cannot work, and what to do first"
	Made        time.Time // when the page was made, by the clock of its location; zero = not said
	FullList    string    // the name of the file that has all findings; "" = there is none
	Sample      bool      // the data is invented, and the page says so first
}

//go:embed templates/*.html
var markup embed.FS

var templates = template.Must(template.New("").Funcs(template.FuncMap{
	"thousands": web.Thousands,
	"results":   func() []key { return resultKeys },
	"ways":      func() []key { return workingKeys },
}).ParseFS(markup, "templates/*.html"))

// Write writes a report as one HTML file that needs nothing beside it.
func Write(w io.Writer, r *readiness.Report, o Options) error {
	return templates.ExecuteTemplate(w, "page.html", viewOf(r, o))
}

// view is what the page shows, section by section.
type view struct {
	Title  string
	At     string
	Made   string
	Sample bool
	Told   []string // by which notices
	Zones  string
	Style  template.CSS
	Script template.JS
	Policy string

	Lead          []string
	Figures       []figure
	Contents      []section
	Tasks         tasks
	Settle        *list
	Blocks        blocks
	Working       working
	People        *persons // nil: nothing tells who works with what
	Standing      *list
	Cards         *cards
	Devices       devices
	Organisations *list
	Findings      findings
	Change        *change
	Reading       reading
}

// section is an entry of the contents.
type section struct{ ID, Title string }

// figure is one number that the page begins with.
type figure struct {
	Title  string
	Number string
	Notes  []string
	Link   string
	Alarm  bool
}

// maker gathers the sections of one page.
type maker struct {
	r     *readiness.Report
	o     Options
	at    when
	names names
	lists []*list
	room  int // bytes that the lists to come may take
}

// list begins a list of the page.
func (m *maker) list(l list) *list {
	m.lists = append(m.lists, &l)
	return &l
}

// fill puts rows into a list that is not the findings, as many as it may hold.
func (m *maker) fill(l *list, most int, rows func(add func(...cell) bool)) {
	room := min(m.room, maxListBytes)
	before := room
	rows(func(cells ...cell) bool { return l.add(most, &room, cells...) })
	m.room -= before - room
}

func viewOf(r *readiness.Report, o Options) view {
	m := &maker{r: r, o: o, at: readWhen(r.At), names: namesOf(r), room: maxPageBytes - leastBytes - len(frontend) - len(looks) - len(script)}
	v := view{
		Title:  short(or(o.Title, "Who cannot work, and what to do first")),
		At:     m.at.words(),
		Sample: o.Sample,
		Zones:  short(r.Zones),
		Script: template.JS(script),
	}
	if !o.Made.IsZero() {
		v.Made = o.Made.Format("Monday 2 January 2006, 15:04 MST")
	}
	for _, n := range r.Notices {
		v.Told = append(v.Told, edition(n))
	}
	v.Tasks = m.tasks()
	v.Settle = m.settle()
	v.Blocks = m.blocks()
	v.Working = m.working()
	v.People = m.people()
	v.Standing = m.standing()
	v.Cards = m.cards()
	v.Devices = m.devices()
	v.Organisations = m.organisations()
	v.Change = m.change()
	v.Reading = m.reading()
	m.room += leastBytes
	v.Findings = m.findings() // last: they take the room that the others leave

	v.Lead = m.lead(v.Tasks)
	v.Figures = m.figures(v.Findings)
	v.Contents = contentsOf(v)
	v.Style = template.CSS(m.style())
	v.Policy = seal(string(v.Style), script)
	return v
}

// contentsOf lists the sections in the order of the page.
func contentsOf(v view) []section {
	them := []section{
		{"first", "What to do first"}, {"settle", "What would settle the unknowns"}, {"blocks", "When sign-ins are blocked"},
		{"people", "Who cannot work"}, {"standing", "How we stand"}, {"cards", "Smartcards to replace"}, {"devices", "Computers to mend"},
		{"organisations", "Organisations"}, {"findings", "Findings"},
	}
	if v.Change != nil {
		them = append(them, section{"change", "What changed"})
	}
	return append(them, section{"reading", "What was read"}, section{"words", "What the words mean"})
}
