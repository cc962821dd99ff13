package calendar

import (
	"fmt"
	"strings"
	"time"

	"github.com/lanyard-id/lanyard/civil"
	"github.com/lanyard-id/lanyard/notice"
)

// name is what people call a requirement.
func name(q *notice.Requirement) string {
	if q.Title != "" {
		return q.Title
	}
	return q.ID
}

func title(n *notice.Notice) string {
	if n.Title != "" {
		return n.Title
	}
	return n.ID
}

// about says why a requirement is there and what mends it.
func about(q *notice.Requirement) []string {
	var out []string
	if q.Why != "" {
		out = append(out, "Why: "+sentence(q.Why))
	}
	if q.Remedy != nil && q.Remedy.Say != "" {
		out = append(out, "What to do: "+sentence(q.Remedy.Say))
	}
	return out
}

func said(text string) []string {
	if text == "" {
		return nil
	}
	return []string{"Announced in these words: " + sentence(text)}
}

func observed(o *notice.Observed) []string {
	if o == nil || o.At.IsZero() {
		return nil
	}
	words := "Observed: " + point(o.At)
	if o.Source != "" {
		words += " (" + o.Source + ")"
	}
	return []string{words + "."}
}

// paragraph sets lines off from what follows.
func paragraph(lines []string) []string {
	if len(lines) == 0 {
		return nil
	}
	return append(lines, "")
}

// footer says which notice an event is of, and whom to ask.
func footer(n *notice.Notice) []string {
	out := []string{sentence(title(n)), revisionWords(n) + "."}
	var contact []string
	for _, c := range []string{n.Contact.Name, n.Contact.Email, n.Contact.Phone} {
		if c != "" {
			contact = append(contact, c)
		}
	}
	if len(contact) > 0 {
		out = append(out, "Questions: "+strings.Join(contact, ", "))
	}
	if n.Source != "" {
		out = append(out, "Source: "+n.Source)
	}
	return out
}

func revisionWords(n *notice.Notice) string {
	return fmt.Sprintf("Revision %d of %s (published %s)", n.Revision, n.ID, point(n.Published))
}

// point is a date as precise as it was written: June 2025, 30 June 2025, or
// 30 June 2025 at 15:00.
func point(p civil.Point) string {
	at := p.Civil()
	switch p.Precision() {
	case civil.ToMonth:
		return fmt.Sprintf("%s %d", at.Month, at.Year)
	case civil.ToDay:
		return fmt.Sprintf("%d %s %d", at.Day, at.Month, at.Year)
	}
	return fmt.Sprintf("%d %s %d at %02d:%02d", at.Day, at.Month, at.Year, at.Hour, at.Minute)
}

func day(at time.Time, z *civil.Zone) string {
	d := z.Civil(at).Date
	return fmt.Sprintf("%s %d %s %d", d.Weekday(), d.Day, d.Month, d.Year)
}

func clock(at time.Time, z *civil.Zone) string {
	c := z.Civil(at)
	return fmt.Sprintf("%02d:%02d", c.Hour, c.Minute)
}

func sentence(s string) string {
	s = strings.TrimSpace(s)
	if s == "" || strings.ContainsAny(s[len(s)-1:], ".!?") {
		return s
	}
	return s + "."
}

func list(items []string) string { return strings.Join(items, "; ") }

// few lists what fits a line of a calendar; the description has all.
func few(items []string) string {
	const most = 3
	if len(items) <= most {
		return list(items)
	}
	return fmt.Sprintf("%s; and %d more", list(items[:most]), len(items)-most)
}

func join(lines []string) string { return strings.Trim(strings.Join(lines, "\n"), "\n") }

// clean makes a text of what iCalendar can hold: it has line breaks, but no
// other control character. What some readers take for a line break, though RFC
// 5545 does not, would end the property for them: it becomes one.
func clean(s string) string {
	s = strings.ReplaceAll(strings.ToValidUTF8(s, "\ufffd"), "\r\n", "\n")
	return strings.Map(func(r rune) rune {
		switch r {
		case '\r', '\v', '\f', 0x1c, 0x1d, 0x1e, 0x85, 0x2028, 0x2029:
			return '\n'
		case '\n', '\t':
			return r
		}
		if r < ' ' || r >= 0x7f && r <= 0x9f {
			return ' '
		}
		return r
	}, s)
}
