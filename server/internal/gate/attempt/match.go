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
}

// Match finds the extractor that knows a request by its head. The path is
// normalised, the query as sent. Its Role is Other if the request belongs to no
// sign-in, whatever its body holds. For a path that no extractor has, and that is
// nearly every request's, it allocates nothing.
func (s *Extractors) Match(method, host, path, query string, h http.Header) Match {
	m := Match{set: s}
	for i, e := range s.all {
		if !e.comes(method, host, path, h) {
			continue
		}
		role := e.glance(method, host, path, query, h)
		if role == Other {
			continue
		}
		if m.Role == Other {
			m.Extractor, m.Role, m.from = e, role, i
		}
		// If its body shows that it is not the first one's, it may be a later one's.
		m.BodyBytes = max(m.BodyBytes, e.body)
	}
	return m
}

// glance is the role of a request whose body nobody looked at.
func (e *Extractor) glance(method, host, path, query string, h http.Header) Role {
	q := read(nil)
	defer q.done()
	q.head = Request{Method: method, Host: host, Path: path, Query: query, Header: h}
	q.r = &q.head
	q.glance = true
	q.by(e)
	return e.role(q)
}

// Read reads what a request claims, and settles what it is: a's Role is Other if
// its body shows that it is none of a sign-in. The memory of the attempt before is
// used again.
func (m *Match) Read(r *Request, a *Attempt) {
	a.Reset()
	set, from := m.set, m.from
	if m.Extractor == nil {
		m.Role = Other
		return
	}
	m.Extractor, m.Role = nil, Other
	q := read(r)
	defer q.done()
	for _, e := range set.all[from:] {
		if !e.serves(r.Host) {
			continue
		}
		q.by(e)
		if role := e.role(q); role != Other {
			m.Extractor, m.Role = e, role
			a.Extractor, a.Role, a.Use = e.ID, role, e.Use
			e.claims(q, a)
			set.agent(r.Header, e, a)
			return
		}
	}
}
