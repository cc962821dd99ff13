package attempt

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// answers says what the service's answers to a sign-in mean.
type answers struct {
	body     int // bytes of an answer's body that are looked at
	accepted []answer
	denied   []answer
}

// answer is one kind of answer: all that it names must be there.
type answer struct {
	status   []int  // none: any
	location string // a parameter of the address that it redirects to
	without  []string
	named    []string // location, and without
	object   string   // a parameter of the gpOBJECT that its body is
	header   string
}

// OutcomeBytes returns how much of the body of an answer with a status Outcome
// wants to see; 0 = none of it.
func (e *Extractor) OutcomeBytes(status int) int {
	for _, all := range [...][]answer{e.answers.accepted, e.answers.denied} {
		for i := range all {
			if all[i].object != "" && all[i].hasStatus(status) {
				return e.answers.body
			}
		}
	}
	return 0
}

// Outcome tells what the service made of a sign-in, by its answer to one of the
// attempt's requests. The body is its beginning, with no content coding. An answer
// that means both is none.
func (e *Extractor) Outcome(status int, h http.Header, body []byte) Outcome {
	accepted := e.answers.any(e.answers.accepted, status, h, body)
	denied := e.answers.any(e.answers.denied, status, h, body)
	switch {
	case accepted && !denied:
		return Accepted
	case denied && !accepted:
		return Denied
	}
	return Unsaid
}

func (x *answers) any(all []answer, status int, h http.Header, body []byte) bool {
	return slices.ContainsFunc(all, func(a answer) bool { return a.fits(status, h, body) })
}

func (a *answer) hasStatus(status int) bool {
	return len(a.status) == 0 || slices.Contains(a.status, status)
}

func (a *answer) fits(status int, h http.Header, body []byte) bool {
	return a.hasStatus(status) &&
		(a.header == "" || header(h, a.header, maxInput).state == known) &&
		(a.location == "" || a.redirects(h)) &&
		(a.object == "" || holds(body, a.object))
}

// redirects reports whether an answer redirects to an address with the parameter,
// in its query or, as RFC 6749 §4.2.2 and others have it, in its fragment. An
// address that also has one of those that must not be there is another: some
// services send a person to a page for signing in with all that was sent to them.
func (a *answer) redirects(h http.Header) bool {
	f := header(h, "Location", maxQuery)
	if f.state != known {
		return false
	}
	query, fragment, ok := parametersOf(f.value)
	if !ok {
		return false
	}
	var room [8]found
	for _, text := range [...]string{query, fragment} {
		all := reuse(room[:0], len(a.named))
		readParameters(text, a.named, true, all)
		if all[0].state == known && !slices.ContainsFunc(all[1:], func(f found) bool { return f.state != absent }) {
			return true
		}
	}
	return false
}

// parametersOf returns the query and the fragment of an address; false if it is none.
func parametersOf(address string) (query, fragment string, ok bool) {
	if place, query, _ := strings.Cut(address, "?"); isSimplePlace(place) && isSimpleQuery(query) {
		return query, "", true // net/url would find the same
	}
	to, err := url.Parse(address)
	if err != nil {
		return "", "", false
	}
	return to.RawQuery, to.EscapedFragment(), true
}

// isSimplePlace reports whether what stands before a query is a path, or a host and
// a path, without anything in it that could be wrong.
func isSimplePlace(place string) bool {
	if rest, ok := strings.CutPrefix(place, "https://"); ok {
		place = rest
	} else if place == "" || place[0] != '/' {
		return false
	}
	for i := range len(place) {
		switch c := place[i]; {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', c == '/', c == '.', c == '-', c == '_':
		default:
			return false
		}
	}
	return true
}

// isSimpleQuery reports whether all that is behind a question mark is a query.
func isSimpleQuery(query string) bool {
	for i := range len(query) {
		if c := query[i]; c <= ' ' || c > '~' || c == '#' {
			return false
		}
	}
	return true
}

func holds(body []byte, name string) bool {
	var all [1]found
	readObject(string(body), false, []string{name}, false, all[:])
	return all[0].state == known
}
