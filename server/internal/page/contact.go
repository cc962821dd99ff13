package page

import (
	"html/template"
	"strings"

	"github.com/lanyard-id/lanyard/readiness"
	"github.com/lanyard-id/lanyard/server/internal/web"
)

// contact is whom to ring, as a page shows it.
type contact struct {
	Team, Name, Phone, Email, Hours string
	Call, Write                     template.URL // "" = it is no number or address that can be used
	From                            string       // of which other organisation it is; "" = its own
}

// contactOf shows whom an organisation rings; nil where nobody is known.
func contactOf(c *readiness.Contact, organisation string, names names) *contact {
	if c == nil || c.Name+c.Phone+c.Email == "" {
		return nil
	}
	shown := &contact{
		Team: team(c.Team), Name: short(c.Name), Phone: short(c.Phone), Email: short(c.Email), Hours: short(c.Hours),
		Call: template.URL(web.Tel(c.Phone)),
	}
	if strings.Contains(c.Email, "@") && shown.Email == c.Email {
		shown.Write = template.URL("mailto:" + addressed.Replace(c.Email))
	}
	if c.Organisation != organisation {
		shown.From = names.organisation(c.Organisation)
	}
	return shown
}

// addressed keeps an address from being read as more than one: as headers of the
// mail to write, or as another URL (RFC 6068 §2).
var addressed = strings.NewReplacer("%", "%25", "?", "%3F", "&", "%26", "#", "%23", `"`, "%22", "<", "%3C", ">", "%3E", " ", "%20", ",", "%2C", ";", "%3B")
