package readiness

import (
	"time"

	"github.com/lanyard-id/lanyard/estate"
	"github.com/lanyard-id/lanyard/notice"
)

// Findings yields what is unmet or unknown, by rule and then by subject.
func (m *Moment) Findings(yield func(Finding) bool) {
	contacts := map[contactOf]*Contact{}
	for i, rule := range m.rules {
		kind, place := m.courses[i].kind, m.placeOf(i)
		vectors := m.Vectors(kind)
		for row := range m.survey.rows(kind) {
			v := vectors[m.Vector(kind, row)][place]
			if v.Result != notice.Unmet && v.Result != notice.Unknown {
				continue
			}
			f := m.finding(i, rule, Subject{kind, row}, v)
			if f.Who != "" {
				key := contactOf{f.Organisation, f.Who}
				if _, known := contacts[key]; !known {
					contacts[key] = m.survey.contact(key)
				}
				f.Contact = contacts[key]
			}
			if !yield(f) {
				return
			}
		}
	}
}

// finding tells of one subject.
func (m *Moment) finding(i int, rule notice.Rule, s Subject, v Verdict) Finding {
	q := rule.Requirement()
	f := Finding{
		Subject: m.survey.Name(s), Notice: rule.Notice().ID, Requirement: q.ID, Result: v.Result, Action: v.Asks,
		Why: m.inWords(i, s), Dormant: m.isIdle(s.Kind, s.Row), Disputed: m.survey.disputes(s),
	}
	if o := m.survey.organisationOf(s.Kind, int32(s.Row)); o != none {
		f.Organisation = m.survey.estate.Organisations.Key(int(o))
	}
	if s.Kind == notice.Card && m.isClosed(s.Row) {
		f.Dormant, f.Closed = false, true
	}
	if r := q.Remedy; r != nil {
		f.Do, f.Who, f.Say = r.Do, r.Who, r.Say
	}
	return f
}

// Name is what a subject is called in answers: card:N, device:ID,
// client:DEVICE/PRODUCT, application:ID, person:ID. A connection is called by its
// client.
func (s *Survey) Name(subject Subject) string {
	e, row := s.estate, subject.Row
	switch subject.Kind {
	case notice.Card:
		return "card:" + e.Cards.Key(row)
	case notice.Device:
		return "device:" + e.Devices.Key(row)
	case notice.Client:
		return "client:" + e.Devices.Key(int(s.clients.device[row])) + "/" + e.Software.Products()[s.clients.product[row]]
	case notice.Connection:
		in := int(s.connections[row])
		return "client:" + e.Devices.Key(int(e.SignIns.Device(in))) + "/" + e.SignIns.Clients.Text(in)
	case notice.ApplicationObject:
		return "application:" + e.Applications.Key(row)
	}
	return "person:" + e.People.Key(row)
}

// contactOf is whom a contact is for.
type contactOf struct{ organisation, team string }

// contact finds whom an organisation rings for a team; nil if nobody is known.
func (s *Survey) contact(of contactOf) *Contact {
	c, ok := s.estate.Contact(of.organisation, of.team)
	if !ok {
		return nil
	}
	return &Contact{Organisation: c.Organisation, Team: of.team, Name: c.Name, Phone: c.Phone, Email: c.Email, Hours: c.Hours}
}

// disputes are the facts about a subject that others overruled, with those of the
// device's software.
func (s *Survey) disputes(subject Subject) []Dispute {
	var out []Dispute
	add := func(prefix string, list []estate.Dispute) {
		for _, d := range list {
			out = append(out, Dispute{Fact: prefix + "." + d.Column, Value: d.Value, Source: s.estate.Sources[d.Source].Name, Line: d.Line, Seen: s.seenAt(d.Seen)})
		}
	}
	t := s.tied(subject)
	if subject.Kind == notice.Card {
		add("card", s.estate.Cards.Disputes(int(t.card)))
	}
	if t.device != none {
		add("device", s.estate.Devices.Disputes(int(t.device)))
		add("device", s.estate.Software.Disputes(int(t.device)))
	}
	return out
}

func (s *Survey) seenAt(second int64) string {
	if second == estate.NoTime {
		return ""
	}
	return s.tellInstant(time.Unix(second, 0).UTC())
}
