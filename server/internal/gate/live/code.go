package live

import (
	"bytes"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"strings"

	"github.com/lanyard-id/lanyard/notice"
)

// findCode leads from the form to the decision's own address.
func (a *admin) findCode(w http.ResponseWriter, r *http.Request) {
	code, err := notice.ParseCode(r.URL.Query().Get("code"))
	if err != nil {
		a.noCode(w)
		return
	}
	http.Redirect(w, r, "/code/"+url.PathEscape(code), http.StatusSeeOther)
}

func (a *admin) noCode(w http.ResponseWriter) {
	a.trouble(w, http.StatusBadRequest, "This is not the code of a decision", "A code has 11 characters, and the last one checks the others. Go back and read it again.")
}

// code shows a decision with all that was kept of it, as a page, or as JSON to who
// asks for that alone.
func (a *admin) code(w http.ResponseWriter, r *http.Request) {
	code, err := notice.ParseCode(r.PathValue("code"))
	if err != nil {
		a.noCode(w)
		return
	}
	if a.sources.Record == nil {
		a.trouble(w, http.StatusNotFound, "No decisions are kept", "Name a directory with --journal to keep them.")
		return
	}
	record, err := a.sources.Record(r.Context(), code)
	switch {
	case errors.Is(err, ErrNoRecord):
		a.trouble(w, http.StatusNotFound, "There is no decision "+code, "It was made by another gate, or is older than decisions are kept.")
		return
	case err != nil:
		a.trouble(w, http.StatusInternalServerError, "The decision "+code+" cannot be read", sentence(err.Error()))
		return
	}
	if accept := r.Header.Get("Accept"); strings.HasPrefix(accept, "application/json") {
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write(append(bytes.TrimSpace(record.JSON), '\n')) // a reader that went away is no fault
		return
	}
	if a.sources.Clock != nil {
		record.At = record.At.In(a.sources.Clock().Now.Location())
	}
	v := recordView{
		Frame: Frame{"Decision " + code, edition},
		Told:  strings.Join(record.Told, "\n"),
		At:    record.At.Format("Monday 2 January 2006, 15:04:05 MST"),
	}
	var pretty bytes.Buffer
	if err := json.Indent(&pretty, record.JSON, "", "  "); err != nil {
		pretty.Reset()
		pretty.Write(record.JSON)
	}
	if v.JSON = pretty.String(); len(v.JSON) > mostRecordBytes {
		v.JSON, v.Cut = strings.ToValidUTF8(v.JSON[:mostRecordBytes], ""), true
	}
	a.render(w, http.StatusOK, "record.html", v)
}
