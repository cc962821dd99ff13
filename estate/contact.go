package estate

// Contact is whom to ring about an organisation.
type Contact struct {
	Organisation string // whose it is
	Team         string // it-team, registration-authority, …; "" = every team that has none of its own
	Name         string
	Phone        string
	Email        string
	Hours        string
}

// Contacts are the contacts of organisations and their teams.
type Contacts struct {
	estate *Estate
	byTeam map[contactKey]contact
}

type contactKey struct{ organisation, team string }

type contact struct {
	Contact
	origin Origin
}

func newContacts(e *Estate) *Contacts {
	return &Contacts{e, map[contactKey]contact{}}
}

// Len returns how many there are.
func (c *Contacts) Len() int { return len(c.byTeam) }

// Add adds a contact. Of several for one team of an organisation the one from
// the strongest source holds, then the newest, then the first of its file: it
// is better to ring the second choice than nobody.
func (c *Contacts) Add(add Contact, o Origin) {
	key := contactKey{add.Organisation, add.Team}
	if old, ok := c.byTeam[key]; ok && c.estate.precedence(o, old.origin) <= 0 {
		return
	}
	c.byTeam[key] = contact{add, o}
}

// The teams whose work another organisation may do.
const (
	TeamIT                    = "it-team"
	TeamRegistrationAuthority = "registration-authority"
)

// Contact returns whom an organisation rings for a team: its own contact, or
// that of the nearest organisation above it; else that of the organisation
// which does this work for the nearest that names one.
func (e *Estate) Contact(code, team string) (Contact, bool) {
	above := append([]string{code}, e.Organisations.within(code)...)
	if c, ok := e.Contacts.first(above, team); ok {
		return c, true
	}
	provider := ""
	switch team {
	case TeamIT:
		provider = "it_provider"
	case TeamRegistrationAuthority:
		provider = "registration_authority"
	default:
		return Contact{}, false
	}
	for _, code := range above {
		row, ok := e.Organisations.Find(code)
		if !ok {
			continue
		}
		if does := e.Organisations.Column(provider).Text(row); does != "" {
			return e.Contacts.first(append([]string{does}, e.Organisations.within(does)...), team)
		}
	}
	return Contact{}, false
}

func (c *Contacts) first(codes []string, team string) (Contact, bool) {
	for _, code := range codes {
		for _, team := range []string{team, ""} {
			if found, ok := c.byTeam[contactKey{code, team}]; ok {
				return found.Contact, true
			}
		}
	}
	return Contact{}, false
}
