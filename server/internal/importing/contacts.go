package importing

import (
	"strings"

	"github.com/lanyard-id/lanyard/estate"
)

func (r *reading) contacts() error {
	r.unread()
	organisation := r.heading.place("organisation")
	at := func(column string) func(row []string) string {
		place := r.heading.place(column)
		return func(row []string) string {
			if place < 0 {
				return ""
			}
			return strings.TrimSpace(row[place])
		}
	}
	team, name, phone, email, hours := at("team"), at("name"), at("phone"), at("email"), at("hours")
	return r.each(func(row []string) bool {
		code, ok := r.key(row, organisation)
		if ok {
			r.estate.Contacts.Add(estate.Contact{
				Organisation: strings.Clone(code), Team: strings.Clone(team(row)), Name: strings.Clone(name(row)),
				Phone: strings.Clone(phone(row)), Email: strings.Clone(email(row)), Hours: strings.Clone(hours(row)),
			}, r.origin(estate.NoTime))
		}
		return ok
	})
}
