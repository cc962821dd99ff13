package refusal

import (
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/lanyard-id/lanyard/civil"
	"github.com/lanyard-id/lanyard/notice"
)

// Present says of each contact whether anybody is there at an instant, by its
// hours in a zone, and when that changes. Those who are away come last, and who is
// listed twice stands once; else the order is kept. Bank holidays are not known.
func Present(contacts []Contact, at time.Time, zone *civil.Zone) []Contact {
	var out []Contact
	for _, c := range contacts {
		c.There, c.Changes = Unsaid, time.Time{}
		same := func(other Contact) bool {
			return other.Name == c.Name && other.Phone == c.Phone && other.Email == c.Email
		}
		if c.Name+c.Phone+c.Email == "" || slices.ContainsFunc(out, same) {
			continue
		}
		if hours, err := notice.ParseHours(c.Hours); err == nil && zone != nil {
			c.There = Away
			if hours.Contain(at, zone) {
				c.There = There
			}
			if change, ok := hours.Change(at, zone); ok {
				c.Changes = change.In(zone.Location())
			}
		}
		out = append(out, c)
	}
	slices.SortStableFunc(out, func(a, b Contact) int { return last(a) - last(b) })
	return out
}

func last(c Contact) int {
	if c.There == Away {
		return 1
	}
	return 0
}

// hours are the hours of a contact in words, and whether anybody is there now.
func (c Contact) hours(now time.Time) string {
	hours := plain(c.Hours, maxName)
	if hours == "24x365" || hours == "24x7" {
		return "all day, every day"
	}
	switch {
	case c.There == There && c.Changes.IsZero():
		return hours + "; there now"
	case c.There == There:
		return hours + "; there now, until " + moment(c.Changes, now)
	case c.There == Away && c.Changes.IsZero():
		return hours + "; not there now"
	case c.There == Away:
		return hours + "; not there now, back " + from(c.Changes, now)
	}
	return hours
}

// mail is the URL that begins a mail to an address, with the code as its subject;
// "" for what is no single plain address (RFC 6068 §2).
func mail(address, code string) string {
	local, domain, ok := strings.Cut(address, "@")
	if !ok || local == "" || domain == "" || strings.ContainsAny(address, " \t\"(),:;<>[\\]%&?#/'`") || strings.Contains(domain, "@") {
		return ""
	}
	for _, r := range address {
		if r <= ' ' || r > '~' {
			return ""
		}
	}
	if code == "" {
		return "mailto:" + address
	}
	return "mailto:" + address + "?subject=" + strings.ReplaceAll(url.QueryEscape("Sign-in code "+code), "+", "%20")
}

// teams names those who mend, as a sentence does.
var teams = map[string]string{
	"it-team":                "your IT team",
	"registration-authority": "your Registration Authority",
	"supplier":               "the supplier",
	"person":                 "you",
	"national":               "the national service desk",
}

// team names a team as a sentence does; one that is not known stands as it was
// written.
func team(who string) string {
	if words, ok := teams[who]; ok {
		return words
	}
	return plain(who, maxName)
}

// heading names a team as a heading does.
func heading(who string) string {
	if who == "person" {
		return "The person"
	}
	words := strings.TrimPrefix(strings.TrimPrefix(team(who), "your "), "the ")
	return strings.TrimSuffix(sentence(words), ".")
}
