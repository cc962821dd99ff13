package report

import (
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/lanyard-id/lanyard/server/internal/web"
)

//go:embed templates/page.html
var pageSource string

//go:embed templates/page.css
var looks string

var pageTemplate = template.Must(template.New("page").Parse(pageSource))

// policy lets a browser fetch nothing, send nothing and run nothing, and use this
// style alone: what a hostile text might smuggle into the page stays dead (Content
// Security Policy Level 3 §2.3.1, §8.3).
var policy = func() string {
	sum := sha256.Sum256([]byte(looks))
	return "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'; base-uri 'none'; form-action 'none'"
}()

// WriteHTML writes the report as one page that needs nothing beside it. Of long
// lists it has the beginning.
func (r *Report) WriteHTML(w io.Writer) error { return pageTemplate.Execute(w, r.page()) }

// page is what the page shows.
type page struct {
	Policy                      string
	Style                       template.CSS
	Name, Times, Subject, SoFar string
	Figures                     []figure
	Headline, Foretold, Decided string
	Beside                      []string
	Wide, Narrow                template.HTML
	Ways                        []pageRow
	BackWords                   []string
	Away                        []pageAway
	MoreAway                    string
	AwayLast                    bool // the list is so long that the rest stands before it
	Weeks                       []pageWeek
	All, Blocked                string
	Classes                     []pageRow
	PreviewWords                []string
	Organisations               []pageOrganisation
	MoreOrganisations           string
	Strange, Counted            []string
}

type figure struct{ Class, Number, Word, To string }

type pageRow struct{ Words, Number string }

type pageWeek struct{ When, Decisions, Who string }

type pageOrganisation struct{ Words, Blocked, Back, Away, Expected string }

type pageAway struct {
	Who, Notes, Where, Contact, Phone, Hours string
	Call                                     template.URL // "" = it is no number that can be rung
	ShortHours                               bool         // they stand on one line
	Nobody                                   bool
	Last, Attempts, Code                     string
}

func (r *Report) page() *page {
	p := &page{
		Policy: policy, Style: template.CSS(looks),
		Name: r.name(), Times: r.times(), Subject: r.subject(), SoFar: r.soFar(), Figures: r.figures(),
		Headline: r.headline(), Foretold: r.foretold(), Decided: r.decided(), Beside: r.beside(),
		BackWords: r.backWords(), PreviewWords: r.previewWords(), Strange: r.strangeWords(), Counted: r.counted(),
		All: web.Thousands(r.Decisions.All()), Blocked: web.Thousands(r.Blocked.Who.Total()),
	}
	if r.Blocked.Who.Total() > 0 {
		p.Wide, p.Narrow = r.picture("wide", wideWidth), r.picture("narrow", narrowWidth)
		for i, way := range r.Back.Ways {
			if r.Back.Who.Total() == 0 {
				break
			}
			p.Ways = append(p.Ways, pageRow{how(i).short(), web.Thousands(way.Who.Total())})
		}
	}
	for i := range r.Away[:min(len(r.Away), mostPageRows)] {
		p.Away = append(p.Away, r.Away[i].row(r))
	}
	p.AwayLast = len(r.Away) > mostFirstRows
	if more := len(r.Away) - mostPageRows; more > 0 {
		p.MoreAway = fmt.Sprintf("%s more are not listed here. The CSV file lists all.", web.Thousands(more))
	}
	if r.Preview.Why == "" {
		for i := range r.Preview.Weeks {
			week := &r.Preview.Weeks[i]
			p.Weeks = append(p.Weeks, pageWeek{week.From.Format("2 January 2006"), web.Thousands(week.Decisions), week.number()})
		}
		for _, c := range r.classes() {
			p.Classes = append(p.Classes, pageRow{c.Words, web.Thousands(c.Who.Total())})
		}
	}
	for i := range r.Organisations[:min(len(r.Organisations), mostPageOrganisations)] {
		o := &r.Organisations[i]
		p.Organisations = append(p.Organisations, pageOrganisation{organisationWords(o.Organisation, o.Name), web.Thousands(o.Blocked.Total()), web.Thousands(o.Back), web.Thousands(o.Away), web.Thousands(o.Expected)})
	}
	if more := len(r.Organisations) - mostPageOrganisations; more > 0 {
		p.MoreOrganisations = several(more, "organisation is", "organisations are") + " not listed here. The JSON file lists all."
	}
	return p
}

// figures are the numbers that are read first.
func (r *Report) figures() []figure {
	foretold := figure{"foretold", "–", "foretold: nothing to compare with", "#preview"}
	if p := &r.Preview; p.Why == "" {
		foretold.Number, foretold.Word = web.Thousands(p.Least), "foretold"
		if p.Most > p.Least {
			foretold.Number = web.Thousands(p.Least) + " to " + web.Thousands(p.Most)
		}
	}
	back, away := "#back", "#away"
	if r.Blocked.Who.Total() == 0 {
		back, away = "", ""
	}
	number := func(n int) string {
		if r.Decisions.All() == 0 {
			return "–"
		}
		return web.Thousands(n)
	}
	return []figure{
		{"blocked", number(r.Blocked.Who.Total()), "refused", "#organisations"},
		{"back", number(r.Back.Who.Total()), "back", back},
		{"away", number(len(r.Away)), "not back", away},
		foretold,
	}
}

// mostOnOneLine is how many characters of hours are kept together.
const mostOnOneLine = 24

// row is one who did not come back, as the page lists it.
func (a *Away) row(r *Report) pageAway {
	out := pageAway{
		Who: a.whoWords(), Notes: strings.TrimSpace(a.noteWords(" ")), Where: a.where(),
		Contact: web.Plain(a.Contact, mostNameRunes), Phone: web.Plain(a.Phone, mostNameRunes), Hours: web.Plain(a.Hours, mostNameRunes),
		Last: short(a.LastAt, r.Window.From), Attempts: web.Thousands(a.Attempts), Code: web.Plain(a.Code, mostShown),
	}
	out.ShortHours = utf8.RuneCountInString(out.Hours) <= mostOnOneLine
	out.Nobody = out.Contact == "" && out.Phone == ""
	if out.Phone == a.Phone {
		out.Call = template.URL(web.Tel(a.Phone)) // digits
	}
	return out
}
