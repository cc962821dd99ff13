package joined

import (
	"slices"

	"github.com/lanyard-id/lanyard/estate"
)

// Contact is whom to ring: a team of an organisation, or of one above it.
type Contact = estate.Contact

// Contacts returns whom an organisation rings for each of some teams, such as
// it-team: its own contact, else that of the nearest organisation above it, else
// that of whoever does the work for it. Each comes once, under the first of the
// teams that it is for. None are known without files, or of an organisation that
// they do not have.
func (e *Estate) Contacts(organisation string, teams []string) []Contact {
	if e.files == nil || organisation == "" {
		return nil
	}
	var out []Contact
	for _, team := range teams {
		c, ok := e.files.Contact(organisation, team)
		if !ok || slices.ContainsFunc(out, func(known Contact) bool { return samePlace(known, c) }) {
			continue
		}
		c.Team = team
		out = append(out, c)
	}
	return out
}

// samePlace reports whether two contacts are the same people.
func samePlace(a, b Contact) bool {
	return a.Name == b.Name && a.Phone == b.Phone && a.Email == b.Email && a.Hours == b.Hours
}
