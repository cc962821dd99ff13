package readiness

import (
	"iter"

	"github.com/lanyard-id/lanyard/estate"
	"github.com/lanyard-id/lanyard/notice"
)

// Findings yields what is unmet or unknown, by rule in the order of the notices
// and by subject in that of the files.
func (m *Moment) Findings() iter.Seq[Finding] {
	return func(yield func(Finding) bool) {
		for i, rule := range m.rules {
			kind := m.courses[i].kind
			verdicts, words, contact := m.verdictsOf(i), m.wordsOf(i), m.contactsFor(i)
			for row, cell := range m.survey.kinds[kind].of {
				v := verdicts[cell]
				if v.Result != notice.Unmet && v.Result != notice.Unknown {
					continue
				}
				f := m.tell(i, rule, Subject{kind, row}, v)
				f.Why = words.why(row)
				f.Contact = contact(contactOf{f.Organisation, f.Who})
				if !yield(f) {
					return
				}
			}
		}
	}
}

// finding tells of one subject.
func (m *Moment) finding(i int, rule notice.Rule, subject Subject, v Verdict) Finding {
	f := m.tell(i, rule, subject, v)
	f.Why = m.inWords(i, subject)
	return f
}

// tell tells of one subject, but not why.
func (m *Moment) tell(i int, rule notice.Rule, subject Subject, v Verdict) Finding {
	s, q := m.survey, rule.Requirement()
	cells := s.kinds[subject.Kind]
	cell := int(cells.of[subject.Row])
	f := Finding{
		Subject: s.Name(subject), Notice: rule.Notice().ID, Requirement: q.ID, Result: v.Result, Action: v.Asks,
		Closed: cells.isClosed(cell, m.instant), Disputed: s.disputes(m.courses[i].reads, subject),
	}
	f.Dormant = !f.Closed && cells.isDormant(cell, m.instant)
	if o := s.organisationOf(subject.Kind, int32(subject.Row)); o != none {
		f.Organisation = s.estate.Organisations.Key(int(o))
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

// contactsFor returns contactFor of a rule, which remembers its answers.
func (m *Moment) contactsFor(rule int) func(contactOf) *Contact {
	known := map[contactOf]*Contact{}
	return func(of contactOf) *Contact {
		c, ok := known[of]
		if !ok {
			c = m.contactFor(rule, of)
			known[of] = c
		}
		return c
	}
}

// contactFor finds whom to ring about a finding: those who mend it, and where
// files name nobody, whom the notice names for what is escalated to it or is for
// national staff.
func (m *Moment) contactFor(rule int, of contactOf) *Contact {
	if of.team != "" {
		if c := m.survey.contact(of); c != nil {
			return c
		}
	}
	q, c := m.rules[rule].Requirement(), m.rules[rule].Notice().Contact
	if c.IsZero() || of.team != "national" && (q.Escalate == nil || q.Escalate.To != "contact") {
		return nil
	}
	return &Contact{Team: of.team, Name: c.Name, Phone: c.Phone, Email: c.Email}
}

// disputes are the facts that a rule reads of a subject, or of what hangs together
// with it, and that others overruled or contradict.
func (s *Survey) disputes(r *reads, subject Subject) []Dispute {
	var out []Dispute
	add := func(o notice.Object, list []estate.Dispute, isRead func(column string) bool) {
		for _, d := range list {
			if isRead(d.Column) {
				out = append(out, Dispute{
					Fact: o.String() + "." + d.Column, Value: d.Value, Source: s.estate.Sources[d.Source].Name,
					Line: d.Line, Seen: s.seenAt(d.Seen),
				})
			}
		}
	}
	t := s.tied(subject)
	for _, table := range s.tables {
		if table == nil {
			continue
		}
		row := t.rowOf(table.Object)
		if row == none {
			continue
		}
		add(table.Object, table.Table.Disputes(int(row)), func(column string) bool {
			c := table.Table.Column(column)
			return c != nil && c.Attribute != nil && r.has(c.Attribute)
		})
	}
	if t.device != none && (len(r.products) > 0 || t.product != none) {
		add(notice.Device, s.estate.Software.Disputes(int(t.device)), func(product string) bool { return r.readsProduct(s.estate.Software, product, t.product) })
	}
	return out
}

// seenAt writes a second as reports do, "" of estate.NoTime.
func (s *Survey) seenAt(second int64) string { return s.tellInstant(estate.Instant(second)) }
