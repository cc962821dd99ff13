package attempt

import (
	"net/http"
	"slices"
	"strings"
	"sync"
)

// reading is one look at a request by one extractor. What it looks for is found
// once, when it is first asked for.
type reading struct {
	r      *Request
	e      *Extractor
	open   open
	glance bool    // its body may still be looked at
	head   Request // of a glance

	body     string
	asText   bool // body holds the request's
	query    []found
	form     []found
	object   []found
	fields   [][]found
	queried  bool
	formed   bool
	objected bool
	fielded  []bool

	json jsonReader
}

// readings are used again.
var readings = sync.Pool{New: func() any { return new(reading) }}

func read(r *Request) *reading {
	q := readings.Get().(*reading)
	q.r = r
	return q
}

// by turns to another extractor: what was found under the names of the one before
// does not count.
func (q *reading) by(e *Extractor, open open) {
	q.e, q.open = e, open
	q.queried, q.formed, q.objected = false, false, false
	q.fielded = slices.Grow(q.fielded[:0], len(e.names.fielded))[:len(e.names.fielded)]
	clear(q.fielded)
}

// seek turns to another extractor, and finds where the request comes to.
func (q *reading) seek(e *Extractor) {
	q.by(e, e.openTo(q.r.Method, q.r.Host, q.r.Path, q.r.Header))
}

func (q *reading) done() {
	clear(q.query[:cap(q.query)])
	clear(q.form[:cap(q.form)])
	clear(q.object[:cap(q.object)])
	for _, f := range q.fields {
		clear(f[:cap(f)])
	}
	q.r, q.e, q.glance, q.head, q.body, q.asText = nil, nil, false, Request{}, "", false
	readings.Put(q)
}

// at returns what stands at a source, before its pattern.
func (q *reading) at(s *source) found {
	switch s.kind {
	case inHeader:
		return header(q.r.Header, q.e.names.headers[s.index], maxInput)
	case inField:
		return q.inFields(s.index)[s.field]
	case inQuery:
		return q.inQuery()[s.index]
	case inForm:
		return q.inForm()[s.index]
	case inEither:
		f := q.inQuery()[s.index]
		// Where only one of them is known it counts: RFC 6749 §3.1 has a parameter
		// stand once.
		if other := q.inForm()[s.index]; other.state != unseen || f.state == absent {
			f.see(other)
		}
		return f
	case inObject:
		return q.inObject()[s.index]
	}
	return found{state: known, value: s.text}
}

// header returns a header that must stand once; lines that say the same are one.
func header(h http.Header, name string, most int) (f found) {
	for _, line := range h[name] {
		line = trimSpace(line)
		switch {
		case line == "":
		case len(line) > most:
			f.see(found{state: hidden, value: line, why: "too long"})
		default:
			f.see(found{state: known, value: line})
		}
	}
	return f
}

func (q *reading) inFields(index int) []found {
	wanted := &q.e.names.fielded[index]
	for len(q.fields) <= index {
		q.fields = append(q.fields, nil)
	}
	if q.fielded[index] {
		return q.fields[index]
	}
	q.fielded[index] = true
	all := reuse(q.fields[index], len(wanted.fields))
	q.fields[index] = all
	switch f := header(q.r.Header, wanted.header, maxJSONHeader); f.state {
	case known:
		q.json.read(f.value, wanted.fields, q.e.exact, all)
	case hidden:
		for i := range all {
			all[i] = f
		}
	}
	return all
}

func (q *reading) inQuery() []found {
	if q.queried {
		return q.query
	}
	q.queried = true
	q.query = reuse(q.query, len(q.e.names.parameters))
	query := q.r.Query
	readParameters(query[:min(len(query), maxQuery)], q.e.names.parameters, q.e.exact, q.query)
	if len(query) > maxQuery {
		hide(q.query, "the query is longer than what is read of it")
	}
	return q.query
}

func (q *reading) inForm() []found {
	if q.formed {
		return q.form
	}
	q.formed = true
	q.form = reuse(q.form, len(q.e.names.parameters))
	body, s := q.text()
	if s == unseen {
		q.unseen(q.form)
	}
	if s != known {
		return q.form
	}
	isForm, why := formOf(q.r.Header)
	switch {
	case why != "":
		hide(q.form, why)
	case isForm:
		readParameters(body, q.e.names.parameters, q.e.exact, q.form)
		if q.r.Cut {
			hide(q.form, "it may stand behind the part of the body that was looked at")
		}
	}
	return q.form
}

// formOf tells by the type of a body whether services read parameters in it, and
// why this package cannot.
func formOf(h http.Header) (isForm bool, why string) {
	types := h["Content-Type"]
	switch len(types) {
	case 0:
		return true, "" // some services take it for one
	case 1:
	default:
		return false, "the body has several types"
	}
	kind, parameters, _ := strings.Cut(types[0], ";")
	switch kind = trimSpace(kind); {
	case len(kind) >= len("multipart/") && strings.EqualFold(kind[:len("multipart/")], "multipart/"):
		return false, "the body is in several parts, which are not read"
	case !strings.EqualFold(kind, "application/x-www-form-urlencoded"):
		return false, ""
	}
	// Some services decode a form by a charset that its type names (which is not
	// in the URL Standard), and would read other names than stand here.
	_, charset, ok := strings.Cut(strings.ToLower(parameters), "charset=")
	if ok && !readCharset(charset) {
		return false, "the body is in a charset that is not read"
	}
	return true, ""
}

// readCharset reports whether names in a charset are their ASCII.
func readCharset(name string) bool {
	name, _, _ = strings.Cut(name, ";")
	switch strings.Trim(name, `" '`+"\t") {
	case "utf-8", "utf8", "us-ascii", "ascii", "iso-8859-1", "latin1", "windows-1252":
		return true
	}
	return false
}

func (q *reading) inObject() []found {
	if q.objected {
		return q.object
	}
	q.objected = true
	q.object = reuse(q.object, len(q.e.names.objects))
	body, s := q.text()
	switch s {
	case unseen:
		q.unseen(q.object)
	case known:
		readObject(body, q.r.Cut, q.e.names.objects, q.e.exact, q.object)
	}
	return q.object
}

// text is the body as far as it was looked at: known, absent or unseen. Its type
// is not asked for: clients of the legacy protocol label their XML as a form, as
// plain text or not at all.
func (q *reading) text() (string, state) {
	switch {
	case q.r.Body != nil:
		if !q.asText {
			q.body, q.asText = string(q.r.Body), true
		}
		return q.body, known
	case !overridden(q.r.Header) && (strings.EqualFold(q.r.Method, http.MethodGet) || strings.EqualFold(q.r.Method, http.MethodHead)),
		len(q.r.Header["Content-Length"]) == 1 && q.r.Header["Content-Length"][0] == "0":
		return "", absent
	}
	return "", unseen
}

func (q *reading) unseen(all []found) {
	for i := range all {
		all[i].state = unseen
	}
}
