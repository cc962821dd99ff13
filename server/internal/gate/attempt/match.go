package attempt

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
)

// Extractors are those that a gate goes by, in order. They are not changed, and
// used by many goroutines.
type Extractors struct {
	all    []*Extractor // those with an entrance
	agents []*Extractor // those with rules about agents alone, for every attempt
	shows  []handshake
}

// New puts extractors together. Of two that know a request the first counts.
func New(list []*Extractor) (*Extractors, error) {
	if len(list) > maxExtractors {
		return nil, fmt.Errorf("%d extractors are given, at most %d are used; leave some out", len(list), maxExtractors)
	}
	s := &Extractors{}
	for i, e := range list {
		if j := slices.IndexFunc(list[:i], func(f *Extractor) bool { return f.ID == e.ID }); j >= 0 {
			return nil, fmt.Errorf("%s and %s are both the extractor %s; give one of them another id", list[j].File, e.File, e.ID)
		}
		if e.HasEntrance() {
			s.all = append(s.all, e)
		} else {
			s.agents = append(s.agents, e)
		}
		s.shows = append(s.shows, e.shows...)
	}
	if len(s.all) == 0 {
		return nil, errors.New("no extractor says where a sign-in begins, so that nothing would be decided; give one with begins")
	}
	return s, nil
}

// Over puts a gate's own extractors before the shipped ones. One of its own takes
// the place of the shipped one with the same id.
func Over(own, shipped []*Extractor) []*Extractor {
	all := slices.Clone(own)
	for _, e := range shipped {
		if !slices.ContainsFunc(own, func(f *Extractor) bool { return f.ID == e.ID }) {
			all = append(all, e)
		}
	}
	return all
}

// Match is what a request may be, as far as its head shows.
type Match struct {
	// Extractor is the one that knows the request; nil: none does. After Read it is
	// the one that read it.
	Extractor *Extractor
	// Role is what the request is, as far as is known. After Read it is settled.
	Role Role
	// BodyBytes is how much of the body Read wants to see; 0 = none of it.
	BodyBytes int

	set  *Extractors
	from int
	// glance is what the extractor saw of the head; nil: nothing that is known.
	glance *reading
}

// Match finds the extractor that knows a request by its head. The path is
// normalised, the query as sent. Its Role is Other if the request belongs to no
// sign-in, whatever its body holds. For a path that no extractor has, and that is
// nearly every request's, it allocates nothing.
func (s *Extractors) Match(method, host, path, query string, h http.Header) Match {
	m := Match{set: s}
	for i, e := range s.all {
		open := e.openTo(method, host, path, h)
		if open.begins|open.joins == 0 {
			continue
		}
		q := read(nil)
		q.head = Request{Method: method, Host: host, Path: path, Query: query, Header: h}
		q.r, q.glance = &q.head, true
		q.by(e, open)
		role := e.role(q)
		if role != Other && m.Role == Other {
			m.Extractor, m.Role, m.from, m.glance = e, role, i, q
		} else {
			q.done()
		}
		if role != Other {
			// If its body shows that it is not the first one's, it may be a later one's.
			m.BodyBytes = max(m.BodyBytes, e.body)
		}
	}
	return m
}

// Read reads what a request claims, and settles what it is: a's Role is Other if
// its body shows that it is none of a sign-in. The memory of the attempt before is
// used again. The request is the one that was matched, and is read once.
func (m *Match) Read(r *Request, a *Attempt) {
	a.Reset()
	if m.Extractor == nil {
		m.Role = Other
		return
	}
	q := m.glance
	m.Extractor, m.Role, m.glance = nil, Other, nil
	if q != nil && r.Body == nil {
		q.r, q.glance = r, false // there is no more to see than what was seen
	} else {
		if q != nil {
			q.done()
		}
		q = read(r)
		q.seek(m.set.all[m.from])
	}
	defer q.done()
	for i, e := range m.set.all[m.from:] {
		if i > 0 {
			q.seek(e)
		}
		if role := e.role(q); role != Other {
			m.Extractor, m.Role = e, role
			a.Extractor, a.Role, a.Use = e.ID, role, e.Use
			e.claims(q, a)
			m.set.agent(r.Header, e, a)
			return
		}
	}
}
