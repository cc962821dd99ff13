package live

import (
	"io"
	"net/http"
)

// healthy says that the process answers.
func healthy(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, _ = io.WriteString(w, "ok\n") // a prober that went away is no fault
}

// ready says whether this gate does what it is for: a plan is loaded, and decisions
// can be kept. A plan that is held or not armed is one.
func (a *admin) ready(w http.ResponseWriter, _ *http.Request) {
	not := ""
	if a.sources.Plan == nil || !a.sources.Plan().Loaded {
		not += "no plan is loaded\n"
	}
	if a.sources.Journal != nil {
		if j := a.sources.Journal(); j.Dir != "" && !j.Writable {
			not += "the journal cannot be written\n"
		}
	}
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	if not != "" {
		w.WriteHeader(http.StatusServiceUnavailable)
	}
	_, _ = io.WriteString(w, or(not, "ok\n"))
}
