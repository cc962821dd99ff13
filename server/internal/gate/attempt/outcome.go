package attempt

import (
	"net/http"
	"net/url"
	"slices"
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
	object   string // a parameter of the gpOBJECT that its body is
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
	to, err := url.Parse(f.value)
	if err != nil {
		return false
	}
	names := append([]string{a.location}, a.without...)
	for _, text := range [...]string{to.RawQuery, to.EscapedFragment()} {
		all := make([]found, len(names))
		readParameters(text, names, true, all)
		if all[0].state == known && !slices.ContainsFunc(all[1:], func(f found) bool { return f.state != absent }) {
			return true
		}
	}
	return false
}

func holds(body []byte, name string) bool {
	var all [1]found
	readObject(string(body), false, []string{name}, false, all[:])
	return all[0].state == known
}
