package refusal

import (
	"net/http"
	"strconv"

	"github.com/lanyard-id/lanyard/notice"
)

// The headers that a gate's own answers carry, and answers that it passes on.
const (
	DecisionHeader = "X-Gate-Decision" // allow, warn or block
	CodeHeader     = "X-Gate-Code"     // by which the decision can be told again
)

// Write answers a request with words in a form, complete, and so that no cache
// keeps it. Retry-After says when it works again, where that is known.
func Write(w http.ResponseWriter, r *http.Request, form Form, status int, words *Words) {
	decision := notice.Warn
	if words.Blocked {
		decision = notice.Block
	}
	mark(w.Header(), decision, words.Code)
	write(w, r, form, status, &answer{words.layout, func() *details { return words.details(status) }, words.retryAfter()})
}

// answer is what is told, made when it is known in which form.
type answer struct {
	layout  func() *layout
	details func() *details // what problem details say in members of their own
	retry   int64           // seconds; 0: not known
}

// mark names the decision in a header, and nobody else's.
func mark(h http.Header, decision notice.Action, code string) {
	Clear(h)
	h.Set(DecisionHeader, decision.Decision())
	if clean, err := notice.ParseCode(code); err == nil {
		h.Set(CodeHeader, clean)
	}
}

// Clear removes the headers by which a gate names its decisions, which a service
// behind it might send as well.
func Clear(h http.Header) {
	delete(h, DecisionHeader) // they are in their canonical form
	delete(h, CodeHeader)
}

// write answers in the form that is asked for.
func write(w http.ResponseWriter, r *http.Request, form Form, status int, a *answer) {
	h := w.Header()
	if form == Negotiated {
		form = negotiate(r)
		h.Add("Vary", "Accept")
	}
	var body []byte
	var kind string
	policy := "default-src 'none'"
	switch form {
	case Page:
		l := a.layout()
		kind, body, policy = "text/html; charset=utf-8", l.html(), l.policy()
	case GPObject:
		kind, body = "text/xml; charset=utf-8", a.layout().gpObject(a.details())
	case Text:
		kind, body = "text/plain; charset=utf-8", a.layout().text()
	case ProblemXML:
		kind, body = "application/problem+xml", a.details().xml()
	default:
		kind, body = "application/problem+json", a.details().json()
	}
	if status < 400 && (form == Problem || form == ProblemXML) {
		kind = map[Form]string{Problem: "application/json", ProblemXML: "application/xml"}[form]
	}
	h.Set("Content-Type", kind)
	h.Set("Content-Language", "en-GB")
	h.Set("Cache-Control", "no-store")
	// No script, nothing of others, in no frame (Content Security Policy Level 3).
	h.Set("Content-Security-Policy", policy+"; base-uri 'none'; frame-ancestors 'none'")
	h.Set("X-Frame-Options", "DENY") // for browsers that know no such policy
	h.Set("X-Content-Type-Options", "nosniff")
	// The address that was asked for may hold a state, a nonce or a ticket.
	h.Set("Referrer-Policy", "no-referrer")
	if a.retry > 0 {
		h.Set("Retry-After", strconv.FormatInt(a.retry, 10))
	}
	// HTTP/1.0 knows no chunks.
	h.Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		_, _ = w.Write(body) // who asked has gone
	}
}
