package live

import (
	"bytes"
	"embed"
	"html/template"
	"net/http"
)

//go:embed templates/*.html
var templateFiles embed.FS

var templates = template.Must(template.New("").ParseFS(templateFiles, "templates/*.html"))

// Frame is what all pages have.
type Frame struct {
	Title   string
	Edition string
}

// recordView is the page of one decision.
type recordView struct {
	Frame
	At   string
	Told string // by lines
	JSON string
	Cut  bool
}

// troubleView is the page that says why nothing was done.
type troubleView struct {
	Frame
	Words string
}

// trouble says why nothing was done, and what to do.
func (a *admin) trouble(w http.ResponseWriter, status int, what, words string) {
	a.render(w, status, "trouble.html", troubleView{Frame: Frame{what, edition}, Words: words})
}

// render writes a page, whole or not at all.
func (a *admin) render(w http.ResponseWriter, status int, page string, view any) {
	var b bytes.Buffer
	if err := templates.ExecuteTemplate(&b, page, view); err != nil {
		// Only a view that does not fit its template comes here.
		http.Error(w, "the page cannot be written: "+err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write(b.Bytes()) // a reader that went away is no fault
}

// page is how it stands.
func (a *admin) page(w http.ResponseWriter, r *http.Request) {
	q := parseQuery(r.URL.Query())
	a.render(w, http.StatusOK, "page.html", a.view(a.state(&a.sources, q), q))
}
