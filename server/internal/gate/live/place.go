package live

import "strings"

// Place is what the operator's own files say of an organisation: what it is called,
// and whom to ring there. Each is one line; "" = they do not say.
type Place struct {
	Name    string `json:"name,omitempty"`
	Contact string `json:"contact,omitempty"` // a team or a person
	Phone   string `json:"phone,omitempty"`
	Hours   string `json:"hours,omitempty"` // in which somebody answers
}

// ring says whom to ring, and when: Invented Surgery IT, 01632 960002, Mon-Fri
// 08:00-18:00. "" = that is not known.
func (p Place) ring() string {
	var parts []string
	for _, part := range []string{p.Contact, p.Phone, p.Hours} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, ", ")
}

// brief is what a place is called, and its number.
func (p Place) brief() string {
	if p.Phone == "" {
		return p.Name
	}
	return strings.TrimPrefix(p.Name+"; ring "+p.Phone, "; ")
}

// name asks what an organisation is called.
func (s *Sources) name(code string) string {
	if s.Organisation == nil || code == unknown || code == other {
		return ""
	}
	return s.Organisation(code)
}

// place asks for an organisation.
func (s *Sources) place(code string) (p Place) {
	p.Name = s.name(code)
	if s.Contact != nil && code != "" && code != unknown && code != other {
		p.Contact, p.Phone, p.Hours = s.Contact(code)
	}
	for _, text := range []*string{&p.Name, &p.Contact, &p.Phone, &p.Hours} {
		if *text != "" {
			*text = clean(*text, mostPlaceBytes)
		}
	}
	return p
}

// readPlaces asks for all organisations that a state names.
func (s *Sources) readPlaces(st *State) {
	st.Places = make(map[string]Place)
	take := func(code string) {
		if _, known := st.Places[code]; known {
			return
		}
		if p := s.place(code); p != (Place{}) {
			st.Places[code] = p
		}
	}
	for _, t := range []*Table{&st.Organisations, &st.Now.Organisations} {
		for i := range t.Rows {
			take(t.Rows[i].Name)
		}
	}
	for i := range st.Now.Requirements.Rows {
		for _, share := range st.Now.Requirements.Rows[i].Shares {
			take(share.Name)
		}
	}
	for i := range st.Stopped.Rows {
		if r := &st.Stopped.Rows[i]; r.Kind == "organisation" {
			take(r.Name)
		}
	}
	if st.Curve.Of == organisationsID {
		take(st.Curve.Name)
	}
	if st.Budget != nil {
		for i := range st.Budget.Organisations {
			take(st.Budget.Organisations[i].Organisation)
		}
	}
}

// called is an organisation by its code and, where that is known, its name.
func (st *State) called(code string) string {
	if p := st.Places[code]; p.Name != "" {
		return organisationName(code) + " " + p.Name
	}
	return organisationName(code)
}
