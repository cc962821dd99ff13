package notice

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/lanyard-id/lanyard/civil"
	"github.com/lanyard-id/lanyard/notice/internal/predicate"
	"github.com/lanyard-id/lanyard/text"
)

// The parts of a listing of problems; see package text.
type (
	Problem  = text.Problem
	Problems = text.Problems
	Pos      = text.Pos
)

// The severities of a Problem.
const (
	Error   = text.Error
	Warning = text.Warning
)

// Parse reads one revision of a notice. It returns everything that is wrong
// with it, in the order of the file, and no notice if there is an error. It
// does no I/O: file is only a name for the problems.
func Parse(file string, src []byte) (*Notice, Problems) {
	root, problems := text.Parse(file, src)
	if root == nil {
		return nil, problems
	}
	return read(root, problems)
}

func read(root *text.Node, found Problems) (*Notice, Problems) {
	r := &reader{n: &Notice{File: root.File(), root: root}, list: &text.Listing{}}
	for _, p := range found {
		r.add(p)
	}
	if refused, ok := tooNew(root); ok {
		r.add(refused)
		return nil, r.list.Problems()
	}
	for _, p := range text.Check(root, noticeShape) {
		r.add(p)
	}
	r.read(root)
	problems := r.list.Problems()
	if r.errors > 0 {
		if !problems.HasErrors() { // so many warnings that no error is listed
			problems[len(problems)-1].Severity = Error
		}
		return nil, problems
	}
	return r.n, problems
}

// tooNew refuses a file of a language that this program does not know, before
// it complains of keys that are only new.
func tooNew(root *text.Node) (Problem, bool) {
	v, newer := newerLanguage(root)
	if !newer {
		return Problem{}, false
	}
	return root.Get("language").Error(fmt.Sprintf("the file is written in language %d, and this program knows language %d", v, Language),
		"update this program; until then it decides by the last file that it could read"), true
}

// newerLanguage returns the language that a file says it is written in, if this
// program does not know it.
func newerLanguage(root *text.Node) (int, bool) {
	v, err := strconv.Atoi(root.Get("language").String())
	return v, err == nil && v > Language
}

// reader turns nodes into a Notice. What the table of keys refused already is
// passed over in silence, so that nothing is reported twice.
type reader struct {
	n       *Notice
	list    *text.Listing
	errors  int  // how many are in the list
	expands int  // windows that may still be expanded; negative: there were too many
	partial bool // the file goes on behind a syntax error: what is missing may stand there
	lists   map[string]*WindowList
	quiet   map[*WindowList][]plannedDay

	conditions map[string]compiled
	words      *predicate.Vocabulary // of the catalogue
	written    int                   // code points of conditions so far
	steps      int                   // that the conditions so far may take
}

func (r *reader) add(p Problem) {
	if p.Severity == Error {
		r.errors++
	}
	r.list.Add(p)
}

func (r *reader) error(n *text.Node, mend, format string, args ...any) {
	r.add(n.Error(fmt.Sprintf(format, args...), mend))
}

func (r *reader) warn(n *text.Node, mend, format string, args ...any) {
	r.add(n.Warning(fmt.Sprintf(format, args...), mend))
}

func (r *reader) read(root *text.Node) {
	n := r.n
	r.partial = root.Truncated()
	r.expands, r.lists = MaxWindows, map[string]*WindowList{}
	r.conditions = map[string]compiled{}
	n.ID = root.Get("notice").String()
	n.Revision, _ = strconv.Atoi(root.Get("revision").String())
	n.Title = root.Get("title").String()
	n.Source = root.Get("source").String()
	n.Contact = Contact{
		Name:  root.Get("contact").Get("name").String(),
		Email: root.Get("contact").Get("email").String(),
		Phone: root.Get("contact").Get("phone").String(),
	}
	n.Fresh = r.duration(root.Get("fresh"))

	zone := root.Get("zone")
	z, err := civil.LoadZone(zone.String())
	if err != nil {
		if !zone.IsZero() {
			r.error(zone, "write a name of the time zone database, such as Europe/London", "%s", clause(err))
		}
		z, _ = civil.LoadZone("UTC") // so that the rest can be checked
	}
	n.Zone = z
	n.Published = r.point(root.Get("published"))
	n.publishedAt = r.start(n.Published)

	r.readCatalogue(root)
	r.readNoBlock(root.Get("no-block"))
	r.readWindows(root.Get("windows"))
	r.readRequirements(root.Get("requirements"))
	r.readPauses(root.Get("pauses"))
	r.readServices(root)
	for _, s := range items(root.Get("supersedes")) {
		n.Supersedes = append(n.Supersedes, Supersession{s.Get("notice").String(), texts(s.Get("requirements"))})
	}
	for _, c := range items(root.Get("corrections")) {
		n.Corrections = append(n.Corrections, Correction{c.Get("was").String(), c.Get("is").String(), c.Get("source").String()})
	}
	r.check()
}

// clause is an error without its advice, since a Problem carries its own. What
// the error quotes may hold anything.
func clause(err error) string {
	words := err.Error()
	quoted := 0
	if at := strings.IndexByte(words, '"'); at >= 0 {
		if prefix, err := strconv.QuotedPrefix(words[at:]); err == nil {
			quoted = at + len(prefix)
		}
	}
	said := words[quoted:]
	for _, advice := range []string{"; ", ": write "} {
		said, _, _ = strings.Cut(said, advice)
	}
	if problem, ok := strings.CutPrefix(said, ": not "); ok {
		said = " is not " + problem
	}
	return words[:quoted] + said
}

func items(n *text.Node) []*text.Node {
	if n == nil || n.Kind != text.List {
		return nil
	}
	return n.Items
}

func texts(n *text.Node) []string {
	var out []string
	for _, i := range items(n) {
		out = append(out, i.String())
	}
	return out
}

// entries are the keys of a map with their values, without extensions.
func entries(n *text.Node) (keys, values []*text.Node) {
	if n == nil || n.Kind != text.Map {
		return nil, nil
	}
	for i, k := range n.Keys {
		if !strings.HasPrefix(k.Text, "x-") {
			keys = append(keys, k)
			values = append(values, n.Values[i])
		}
	}
	return keys, values
}

func (r *reader) point(n *text.Node) civil.Point {
	if n == nil || n.Kind != text.Scalar || n.Text == "" {
		return civil.Point{}
	}
	p, err := civil.ParsePoint(n.Text)
	if err != nil {
		r.add(n.Error(clause(err), "write a month (2025-06), a day (2025-06-30) or a time of day (2025-06-30T15:00)"))
		return civil.Point{}
	}
	if how := p.Resolution(r.n.Zone); how != civil.Exact {
		at := r.start(p)
		switch {
		case p.Precision() != civil.ToTime && r.n.Zone.Civil(at).Date == p.Date():
			// It is the first instant of its day, at whatever time that is.
		case how == civil.Gap:
			r.warn(n, "write a time that exists", "%s does not exist in %s and is taken as %s", n.Text, r.n.Zone.Name(), at.Format(time.RFC3339))
		case how == civil.Fold:
			r.warn(n, "write another time if the second is meant", "%s exists twice in %s and is taken as the first, %s", n.Text, r.n.Zone.Name(), at.Format(time.RFC3339))
		}
	}
	return p
}

// dayOrMonth reads what is planned for whole days.
func (r *reader) dayOrMonth(n *text.Node) civil.Point {
	if n == nil || n.Kind != text.Scalar || n.Text == "" {
		return civil.Point{}
	}
	p, err := civil.ParsePoint(n.Text)
	if err == nil && p.Precision() == civil.ToTime {
		err = fmt.Errorf("%s has a time of day", text.Show(n.Text))
	}
	if err != nil {
		r.error(n, "write a day, such as 2025-06-30", "%s", clause(err))
		return civil.Point{}
	}
	return p
}

// daysOf are the days of a point.
func daysOf(p civil.Point) []civil.Date {
	if p.IsZero() {
		return nil
	}
	var out []civil.Date
	for d := p.Date(); !p.LastDate().Before(d); d = d.AddDays(1) {
		out = append(out, d)
	}
	return out
}

// start is the first instant of a point; the zero time of none.
func (r *reader) start(p civil.Point) time.Time {
	if p.IsZero() {
		return time.Time{}
	}
	return p.Start(r.n.Zone)
}

// nanos is the first instant of a point, or the default where there is none.
func (r *reader) nanos(p civil.Point, none int64) int64 {
	if p.IsZero() {
		return none
	}
	return p.Start(r.n.Zone).UnixNano()
}

var durationForm = regexp.MustCompile(`^([0-9]{1,6}(?:\.[0-9]{1,3})?)([dhm])$`)

// maxSpan bounds durations in a notice: a century.
const maxSpan = 36525 * 24 * time.Hour

// duration reads 60d, 3.5h or 30m; a day has 24 hours.
func (r *reader) duration(n *text.Node) time.Duration {
	if n == nil || n.Kind != text.Scalar || n.Text == "" {
		return 0
	}
	m := durationForm.FindStringSubmatch(n.Text)
	if m == nil {
		return 0 // the table of keys has said so
	}
	v, err := strconv.ParseFloat(m[1], 64)
	unit := map[string]time.Duration{"d": 24 * time.Hour, "h": time.Hour, "m": time.Minute}[m[2]]
	if err != nil || v <= 0 || v*float64(unit) > float64(maxSpan) {
		r.error(n, "write a length such as 60d, 3.5h or 30m", "%s is not a length of time between nothing and a century", text.Show(n.Text))
		return 0
	}
	return time.Duration(math.Round(v * float64(unit)))
}

func (r *reader) action(n *text.Node, otherwise Action) Action {
	if a, ok := parseAction(n.String()); ok {
		return a
	}
	return otherwise
}

func itoa(i int) string { return strconv.Itoa(i) }
