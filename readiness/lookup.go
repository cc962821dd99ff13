package readiness

import (
	"strings"

	"github.com/lanyard-id/lanyard/estate"
	"github.com/lanyard-id/lanyard/notice"
)

// Lookup returns the subjects that somebody calls by a name: a card by its number,
// a device by its id, its name or any identifier that files gave it, with its
// clients and connections. Case does not matter in the names of devices, and
// hyphens and spaces do not in the numbers of cards. A name may be that of
// several.
func (s *Survey) Lookup(name string) []Subject {
	e := s.estate
	var out []Subject
	name = strings.TrimSpace(name)
	for _, number := range []string{name, strings.NewReplacer(" ", "", "-", "").Replace(name)} {
		if row, ok := e.Cards.Find(number); ok {
			out = append(out, Subject{notice.Card, row})
			break
		}
	}
	for _, row := range s.devicesCalled(name) {
		out = append(out, s.onDevice(row)...)
	}
	return out
}

// devicesCalled finds the devices of a name.
func (s *Survey) devicesCalled(name string) []int {
	e := s.estate
	if row, ok := e.Devices.Find(name); ok {
		return []int{row}
	}
	var out []int
	names := e.Devices.Column("name")
	for row := range e.Devices.Len() {
		if n := names.Number(row); n != 0 && strings.EqualFold(names.TextOf(n), name) {
			out = append(out, row)
		}
	}
	if out != nil {
		return out
	}
	for row := range e.Devices.Len() {
		for _, id := range e.Identity.Identifiers(row) {
			if strings.EqualFold(id.Value, name) {
				out = append(out, row)
				break
			}
		}
	}
	return out
}

// onDevice are a device, its clients and its connections.
func (s *Survey) onDevice(row int) []Subject {
	out := []Subject{{notice.Device, row}}
	for c := s.clients.first[row]; c < s.clients.first[row+1]; c++ {
		out = append(out, Subject{notice.Client, int(c)})
	}
	for c, in := range s.connections {
		if int(s.estate.SignIns.Device(int(in))) == row {
			out = append(out, Subject{notice.Connection, c})
		}
	}
	return out
}

// FindingsOf are the findings about some subjects, by rule in the order of the
// notices.
func (m *Moment) FindingsOf(subjects []Subject) []Finding {
	var out []Finding
	for i, rule := range m.rules {
		contact := m.contactsFor(i)
		for _, s := range subjects {
			if s.Kind != m.courses[i].kind {
				continue
			}
			v := m.Vectors(s.Kind)[m.Vector(s.Kind, s.Row)][m.placeOf(i)]
			if v.Result != notice.Unmet && v.Result != notice.Unknown {
				continue
			}
			f := m.finding(i, rule, s, v)
			f.Contact = contact(contactOf{f.Organisation, f.Who})
			out = append(out, f)
		}
	}
	return out
}

// Evidence is one fact about a subject as a file told it.
type Evidence struct {
	Fact   string // such as card.series
	Value  string // as it was written
	Source string // the file
	Seen   string // "" = it is not dated
}

// Evidence lists the facts about a subject: its row, and of a device, a client or
// a connection the device's row and software.
func (s *Survey) Evidence(subject Subject) []Evidence {
	t := s.tied(subject)
	var out []Evidence
	if subject.Kind == notice.Card {
		out = s.rowEvidence(out, "card", s.estate.Cards, int(t.card))
	}
	if t.device == none {
		return out
	}
	out = s.rowEvidence(out, "device", s.estate.Devices, int(t.device))
	software := s.estate.Software
	inventory := software.Of(int(t.device))
	for product, id := range software.Products() {
		if cell := software.Known(inventory, product); cell.Known() {
			out = append(out, Evidence{Fact: "software." + id, Value: cell.String(), Seen: s.seenAt(software.Seen(int(t.device)))})
		}
	}
	if subject.Kind == notice.Connection {
		in := int(t.connection)
		out = append(out, Evidence{Fact: "connection.tls", Value: s.estate.SignIns.TLSVersions.Text(in), Seen: s.seenAt(s.estate.SignIns.At(in))})
	}
	return out
}

// rowEvidence adds the cells of a row. Who holds a card is nobody's business at a
// desk that mends software.
func (s *Survey) rowEvidence(out []Evidence, object string, table *estate.Table, row int) []Evidence {
	source := ""
	if o, ok := table.Origin(row); ok {
		source = s.estate.Sources[o.Source].Name
	}
	for _, c := range table.Columns {
		if c.Name == "holder" || c.Name == "organisation" {
			continue
		}
		value := ""
		if c.Times != nil {
			value = s.seenAt(c.Times.At(row))
		} else {
			value = c.Text(row)
		}
		if value != "" {
			out = append(out, Evidence{Fact: object + "." + c.Name, Value: value, Source: source, Seen: s.seenAt(table.SeenOf(row, c))})
		}
	}
	return out
}
