package live

import (
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"time"
)

//go:embed assets/*
var assets embed.FS

// edition is the digest of what the page's script relies on: a page that an older
// program made loads itself again.
var edition = func() string {
	sum := sha256.New()
	for _, name := range []string{"assets/live.css", "assets/live.js"} {
		b, err := assets.ReadFile(name)
		if err != nil {
			panic(err) // embedded above
		}
		sum.Write(b)
	}
	return hex.EncodeToString(sum.Sum(nil)[:8])
}()

// admin is what stands on the admin address.
type admin struct {
	*Live
	sources Sources
	hosts   map[string]bool
	token   string // that a form must carry; new with each process
}

// Handler is what stands on the admin address: the page at /, /live.json, tables as
// CSV files, /metrics, /healthz and /readyz, decisions by their code, and the forms
// that hold blocks, give the plan back and close what the budget opened. It asks nobody who they are: whoever
// reaches it may do all of this.
func (l *Live) Handler(sources Sources) http.Handler {
	a := &admin{Live: l, sources: sources, hosts: hostNames(sources.Hosts), token: rand.Text()}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", a.page)
	mux.HandleFunc("GET /live.json", a.json)
	mux.HandleFunc("GET /organisations.csv", a.csv)
	mux.HandleFunc("GET /requirements.csv", a.csv)
	mux.HandleFunc("GET /clients.csv", a.csv)
	mux.HandleFunc("GET /extractors.csv", a.csv)
	mux.HandleFunc("GET /stopped.csv", a.csv)
	mux.HandleFunc("GET /curve.csv", a.csv)
	mux.HandleFunc("GET /assets/{name}", asset)
	mux.HandleFunc("GET /code", a.findCode)
	mux.HandleFunc("GET /code/{code}", a.code)
	mux.HandleFunc("POST /hold", a.hold)
	mux.HandleFunc("POST /release", a.release)
	mux.HandleFunc("POST /reset", a.reset)
	mux.Handle("GET /metrics", l.metricsHandler(&a.sources))
	mux.HandleFunc("GET /readyz", a.ready)
	mux.HandleFunc("GET /healthz", healthy)
	return a.guard(mux)
}

func (a *admin) json(w http.ResponseWriter, r *http.Request) {
	st := a.state(&a.sources, parseQuery(r.URL.Query()))
	b, err := json.Marshal(st)
	if err != nil {
		a.trouble(w, http.StatusInternalServerError, "The state cannot be written as JSON", err.Error())
		return
	}
	w.Header().Set("Content-Type", "application/json")
	_, _ = w.Write(append(b, '\n')) // a reader that went away is no fault
}

// asset serves the style and the script. Their addresses carry the edition, so that
// browsers may keep them.
func asset(w http.ResponseWriter, r *http.Request) {
	b, err := assets.ReadFile("assets/" + r.PathValue("name"))
	if err != nil {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Cache-Control", "private, max-age=31536000, immutable")
	http.ServeContent(w, r, r.PathValue("name"), time.Time{}, bytes.NewReader(b))
}
