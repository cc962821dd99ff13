package attempt

import "regexp"

// kind is where a value stands.
type kind uint8

const (
	constant kind = iota
	inHeader
	inField // of a header that holds a JSON object
	inQuery
	inForm
	inEither // query or form
	inObject // gpOBJECT
)

// ofBody reports whether a value of the kind may stand in a body.
func (k kind) ofBody() bool { return k == inForm || k == inEither || k == inObject }

// source is one place where a value may stand.
type source struct {
	kind  kind
	index int            // its place among the names of its kind
	field int            // of inField: its place among the header's fields
	text  string         // of constant
	match *regexp.Regexp // whose one group is the value; nil: all of it is
}

// find returns what stands at the source. What a pattern does not fit is absent.
func (s *source) find(q *reading) found {
	f := q.at(s)
	if s.match == nil || f.state != known {
		return f
	}
	if f.list != nil {
		f.value, f.list = "", nil
		return found{state: hidden, why: "it is a list, and a text is wanted"}
	}
	if len(f.value) > maxInput {
		return found{state: hidden, value: f.value, why: "too long"}
	}
	groups := s.match.FindStringSubmatchIndex(f.value)
	if groups == nil || groups[2] < 0 {
		return found{}
	}
	if f.value = trimSpace(f.value[groups[2]:groups[3]]); f.value == "" {
		return found{}
	}
	return f
}

// first returns what stands at the first of several sources that has it, or may
// have it.
func first(sources []source, q *reading) found {
	var f found
	for i := range sources {
		switch next := sources[i].find(q); next.state {
		case known, hidden:
			return next
		case unseen:
			f = next
		}
	}
	return f
}
