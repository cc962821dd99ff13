package refusal

import (
	"cmp"
	"strconv"
	"strings"
)

// gpObject writes an answer of the legacy sign-in protocol: an element gpOBJECT
// with a gpPARAM a line, as public re-implementations of its clients show answers
// that succeed.
//
// None shows one that fails, so which names an agent looks for, and what of it it
// displays, is not known; the names below are ours, but for log_session_id, which
// every known answer says back, and error_url, which every known answer has. What
// lets a sign-in go on (challenge, signature, sso_ticket and the like) never
// stands in it.
//
// Known answers name a DTD on their own host, with a root element that is not
// theirs, and hold bare ampersands: their clients search them as text. There is no
// DOCTYPE here, because a parser of XML would fetch what it names; and texts are
// escaped no more than XML needs, because what searches text may not unescape.
func (l *layout) gpObject(d *details) []byte {
	b := &strings.Builder{}
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?>` + "\n<gpOBJECT>\n")
	param := func(name, value string) {
		if value != "" {
			b.WriteString(`<gpPARAM name="` + name + `">` + escaped.Replace(value) + "</gpPARAM>\n")
		}
	}
	numbered := func(name string, values []string) {
		for i, value := range values {
			param(name+strconv.Itoa(i), value)
		}
	}
	param("log_session_id", d.session)
	param("error_url", d.Instance)
	param("error_code", l.Code)
	param("error_message", l.message())
	param("decision", d.Decision)
	param("until", d.Until)
	numbered("tell", l.Lead)
	numbered("when", l.When)
	numbered("step", l.Steps)
	for i, c := range l.Contacts {
		param("contact"+strconv.Itoa(i), c.line())
	}
	n := 0
	for _, a := range l.Mend {
		for _, because := range a.Because {
			param("reason"+strconv.Itoa(n), because+" "+a.Line())
			n++
		}
	}
	b.WriteString("</gpOBJECT>\n")
	return []byte(b.String())
}

// message is all that a person needs in one line, for who shows one line: why,
// when it works again, whom to ring, and the code.
func (l *layout) message() string {
	parts := append([]string{l.Title + "."}, l.Lead...)
	parts = append(parts, l.When...)
	if len(l.Contacts) > 0 {
		c := l.Contacts[0]
		parts = append(parts, sentence("Ring "+shownContact{Name: cmp.Or(c.Name, c.Team), Phone: c.Phone}.line()))
	}
	if l.Code != "" {
		parts = append(parts, "Code: "+l.Code)
	}
	return strings.Join(parts, " ")
}
