package report

import (
	"fmt"
	"strings"

	"github.com/lanyard-id/lanyard/server/internal/web"
)

// where is the organisation of one who did not come back.
func (a *Away) where() string { return organisationWords(a.Organisation, a.OrganisationName) }

func organisationWords(code, name string) string {
	code, name = web.Plain(code, mostShown), web.Plain(name, mostNameRunes)
	switch {
	case code == "":
		return "Organisation not known"
	case name == "" || name == code:
		return code
	}
	return name + " (" + code + ")"
}

// ring says whom to ring.
func (a *Away) ring() string {
	var parts []string
	for _, p := range []string{a.Contact, a.Phone, a.Hours} {
		if p = web.Plain(p, mostNameRunes); p != "" {
			parts = append(parts, p)
		}
	}
	if len(parts) == 0 {
		return "Nobody to ring is known."
	}
	return "Ring " + strings.Join(parts, ", ") + "."
}

// whoWords are whom or what was refused, and on what.
func (a *Away) whoWords() string {
	id := web.Plain(a.ID, mostShown)
	switch a.Unit {
	case "person":
		words := "Person " + id
		if a.Device != "" {
			words += " on " + a.deviceWords()
		}
		return words
	case "device":
		return "Device " + a.deviceWords()
	}
	return "Address " + id
}

// deviceWords name a device so that people find it.
func (a *Away) deviceWords() string {
	id, name := web.Plain(a.Device, mostShown), web.Plain(a.DeviceName, mostShown)
	if name == "" || name == id {
		return id
	}
	return name + " (" + id + ")"
}

// lastWords say when they were refused, and under which code.
func (a *Away) lastWords(r *Report) string {
	words := fmt.Sprintf("Last at %s, %s", short(a.LastAt, r.Window.From), several(a.Attempts, "attempt", "attempts"))
	if code := web.Plain(a.Code, mostShown); code != "" {
		words += ", code " + code
	}
	return words + "." + a.noteWords(" ")
}

// noteWords are what else is known, each with a text before it.
func (a *Away) noteWords(before string) string {
	var out string
	if a.Since > 0 {
		out += before + capital(fmt.Sprintf("refused %s more after the window.", several(a.Since, "time", "times")))
	}
	if a.Denied > 0 {
		out += before + fmt.Sprintf("Let in %s, and denied by the service.", several(a.Denied, "time", "times"))
	}
	if a.DeviceSince {
		out += before + "The device signed in since, and by whom is not known."
	}
	if !a.Proven {
		out += before + "Not proven, and may be invented."
	}
	return out
}

// mostShown is how many characters are shown of an id.
const mostShown = 48
