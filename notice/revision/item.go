package revision

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/lanyard-id/lanyard/civil"
	"github.com/lanyard-id/lanyard/notice"
)

// item is one thing of a notice, laid out as texts. Things of one kind have the
// same keys in the same order, so that two of them compare entry by entry.
type item struct {
	name
	summary string // what it is in short, where it is added or dropped
	entries []entry
}

// name is what a thing is matched by.
type name struct {
	kind Kind
	id   string
}

// entry is one key with its text, "" where nothing was written.
type entry struct {
	key   string
	value string
	dated bool
	at    civil.DateTime // of what is dated
	order []string       // of what only says how things follow each other
}

// itemsOf lays a notice out, in the order in which people read it.
func itemsOf(n *notice.Notice) []item {
	out := []item{{
		name: name{KindNotice, ""},
		entries: []entry{
			text("title", n.Title), starts("published", n.Published), text("source", n.Source), text("zone", n.Zone.Name()),
			text("contact.name", n.Contact.Name), text("contact.email", n.Contact.Email), text("contact.phone", n.Contact.Phone),
			length("fresh", n.Fresh),
			order("requirements", ids(n.Requirements, func(q *notice.Requirement) string { return q.ID })),
		},
	}}
	for _, q := range n.Requirements {
		out = append(out, requirementItems(q)...)
	}
	out = append(out, windowItems(n)...)
	for _, s := range n.Supersedes {
		out = append(out, item{
			name: name{KindSupersedes, s.Notice}, summary: strings.Join(s.Requirements, ", "),
			entries: []entry{texts("requirements", s.Requirements)},
		})
	}
	out = append(out, serviceItems(n)...)
	out = append(out, catalogueItems(n)...)
	for _, c := range n.Corrections {
		out = append(out, item{
			name: name{KindCorrection, c.Was}, summary: c.Is,
			entries: []entry{text("is", c.Is), text("source", c.Source)},
		})
	}
	return distinct(out)
}

// distinct numbers things that share a name, such as two times in which a
// service has one level: the first of one revision is the first of another.
func distinct(items []item) []item {
	seen := map[name]int{}
	for i := range items {
		n := items[i].name
		seen[n]++
		if seen[n] > 1 {
			items[i].id += " #" + strconv.Itoa(seen[n])
		}
	}
	return items
}

func ids[T any](list []T, id func(T) string) []string {
	var out []string
	for _, x := range list {
		out = append(out, id(x))
	}
	return out
}

func text(key, value string) entry { return entry{key: key, value: value} }

func texts(key string, values []string) entry { return text(key, strings.Join(values, ", ")) }

// order is how things follow each other: what is added or dropped leaves the
// order of the others as it was.
func order(of string, ids []string) entry { return entry{key: "order of " + of, order: ids} }

func yes(key string, value bool) entry {
	if value {
		return text(key, "true")
	}
	return text(key, "")
}

// starts is a date that moves from start to start.
func starts(key string, p civil.Point) entry {
	return entry{key: key, value: p.String(), dated: !p.IsZero(), at: p.Civil()}
}

// ends is a date that moves from end to end: what is due in June is due by its
// last day.
func ends(key string, p civil.Point) entry {
	return entry{key: key, value: p.String(), dated: !p.IsZero(), at: endOf(p)}
}

func endOf(p civil.Point) civil.DateTime {
	if p.IsZero() || p.Precision() == civil.ToTime {
		return p.Civil()
	}
	return civil.DateTime{Date: p.LastDate().AddDays(1)}
}

func onDay(key string, d civil.Date) entry {
	if d.IsZero() {
		return text(key, "")
	}
	return entry{key: key, value: d.String(), dated: true, at: civil.DateTime{Date: d}}
}

// instant is a time that the notice keeps as an instant only.
func instant(key string, at time.Time, z *civil.Zone) entry {
	if at.IsZero() {
		return text(key, "")
	}
	c := z.Civil(at)
	value := c.String()
	if c == (civil.DateTime{Date: c.Date}) {
		value = c.Date.String()
	}
	return entry{key: key, value: value, dated: true, at: c}
}

func clock(key string, c *civil.Clock) entry {
	if c == nil {
		return text(key, "")
	}
	return text(key, c.String())
}

// length writes a length of time as notices do: 60d, 3.5h or 30m.
func length(key string, d time.Duration) entry {
	switch {
	case d == 0:
		return text(key, "")
	case d%(24*time.Hour) == 0:
		return text(key, fmt.Sprintf("%dd", d/(24*time.Hour)))
	case d >= time.Hour:
		return text(key, fmt.Sprintf("%gh", d.Hours()))
	}
	return text(key, fmt.Sprintf("%gm", d.Minutes()))
}

// daysBetween counts days of civil time.
func daysBetween(a, b civil.DateTime) float64 {
	at := func(c civil.DateTime) time.Time {
		return time.Date(c.Year, c.Month, c.Day, c.Hour, c.Minute, c.Second, c.Nanosecond, time.UTC)
	}
	return at(b).Sub(at(a)).Hours() / 24
}

// inShort joins the parts of a summary that there are.
func inShort(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), ", ")
}

// after puts a word before a text that is there.
func after(word, text string) string {
	if text == "" {
		return ""
	}
	return word + " " + text
}
