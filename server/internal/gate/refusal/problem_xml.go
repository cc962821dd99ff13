package refusal

import (
	"strconv"
	"strings"
)

// escaped is text between tags. Quotes stay: no text stands in an attribute.
// "]]>" cannot come of it (XML 1.0 §2.4).
var escaped = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// element writes <name>text</name>, and nothing where there is no text.
func element(b *strings.Builder, name, text string) {
	if text != "" {
		b.WriteString("<" + name + ">" + escaped.Replace(text) + "</" + name + ">")
	}
}

// xml writes problem details in XML: members are elements, and those of a list are
// elements i (RFC 9457 appendix B).
func (d *details) xml() []byte {
	b := &strings.Builder{}
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?>` + "\n" + `<problem xmlns="` + namespaceOfIt + `">`)
	element(b, "type", d.Type)
	element(b, "title", d.Title)
	if d.Status != 0 {
		element(b, "status", strconv.Itoa(d.Status))
	}
	element(b, "detail", d.Detail)
	element(b, "instance", d.Instance)
	element(b, "decision", d.Decision)
	element(b, "code", d.Code)
	element(b, "at", d.At)
	items(b, "tell", d.Tell, func(tell string) { b.WriteString(escaped.Replace(tell)) })
	if d.Unsure {
		element(b, "unsure", "true")
	}
	element(b, "until", d.Until)
	element(b, "next", d.Next)
	element(b, "forGood", d.ForGood)
	items(b, "devices", d.Devices, func(device string) { b.WriteString(escaped.Replace(device)) })
	items(b, "contacts", d.Contacts, func(c contactMember) {
		element(b, "team", c.Team)
		element(b, "name", c.Name)
		element(b, "phone", c.Phone)
		element(b, "email", c.Email)
		element(b, "hours", c.Hours)
		if c.There != nil {
			element(b, "there", strconv.FormatBool(*c.There))
		}
	})
	items(b, "reasons", d.Reasons, func(r reasonMember) {
		element(b, "requirement", r.Requirement)
		element(b, "title", r.Title)
		element(b, "result", r.Result)
		element(b, "action", r.Action)
		element(b, "why", r.Why)
		element(b, "do", r.Do)
		element(b, "who", r.Who)
		element(b, "say", r.Say)
	})
	b.WriteString("</problem>\n")
	return []byte(b.String())
}

func items[T any](b *strings.Builder, name string, list []T, write func(T)) {
	if len(list) == 0 {
		return
	}
	b.WriteString("<" + name + ">")
	for _, item := range list {
		b.WriteString("<i>")
		write(item)
		b.WriteString("</i>")
	}
	b.WriteString("</" + name + ">")
}
