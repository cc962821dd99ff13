package sample

import "io"

// Teams that answer for remedies, in the words of notices.
const (
	itTeam       = "it-team"
	registration = "registration-authority"
	nationalDesk = "national"
)

// deskHours are those of a team's telephone, as service levels write them.
var deskHours = weighted[string]{{50, "Mon-Fri 08:00-18:00"}, {30, "Mon-Fri 09:00-17:00"}, {12, "24x365"}, {8, ""}}

// writeContacts lists whom to ring. Contacts are inherited: most organisations
// have none of their own.
func (e *estate) writeContacts(w io.Writer) (int, error) {
	t := newTable(w, "organisation", "team", "name", "phone", "email", "hours")
	for i := range e.organisations {
		for _, team := range e.teams(i) {
			o := &e.organisations[i]
			draw := e.chance(ofIdentity, i)
			title := map[string]string{itTeam: "IT Service Desk", registration: "Registration Authority", nationalDesk: "National Desk"}[team]
			t.texts(o.code, team, o.name+" "+title,
				numbered("01632 960", draw.below(1000), 3), numbered(team+".", i+1, 5)+"@example.org", deskHours.draw(&draw))
			if err := t.end(); err != nil {
				return 0, err
			}
		}
	}
	return t.finish()
}

// teams are those that organisation i names itself.
func (e *estate) teams(i int) []string {
	draw := e.chance(ofOrganisation, i)
	draw.next() // the first is the group's
	switch e.organisations[i].kind {
	case national:
		return []string{nationalDesk, registration}
	case integratedCareBoard, trust:
		return []string{itTeam, registration}
	case hostTrust:
		return []string{registration}
	case itProvider:
		return []string{itTeam}
	case chain:
		return []string{itTeam}
	case practice:
		if draw.oneIn(8) { // it has somebody of its own
			return []string{itTeam}
		}
	}
	return nil
}
