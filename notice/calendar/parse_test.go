package calendar

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// The reader of these tests is strict: what RFC 5545 does not allow fails. It
// shares nothing with the library that writes.

// component is a component of a parsed file.
type component struct {
	kind       string
	properties []property
	parts      []*component
}

type property struct {
	name       string
	parameters map[string]string
	raw        string
}

// contentLine is RFC 5545 §3.1, with parameters that need no quotes.
var contentLine = regexp.MustCompile(`^([A-Z0-9-]+)((?:;[A-Z0-9-]+=[^\x00-\x08\x0a-\x1f\x7f";:,]*)*):([^\x00-\x08\x0a-\x1f\x7f]*)$`)

// parse reads a calendar and fails the test wherever it departs from the grammar.
func parse(t testing.TB, src string) *component {
	t.Helper()
	if !utf8.ValidString(src) {
		t.Fatal("the file is not UTF-8")
	}
	if strings.Count(src, "\r") != strings.Count(src, "\r\n") || strings.Count(src, "\n") != strings.Count(src, "\r\n") {
		t.Fatal("a line does not end with CR LF")
	}
	if !strings.HasSuffix(src, "\r\n") {
		t.Fatal("the last line does not end")
	}
	for _, line := range strings.Split(src, "\r\n") {
		if len(line) > 75 { // RFC 5545 §3.1
			t.Fatalf("a line of %d octets: %q", len(line), line)
		}
		if !utf8.ValidString(line) {
			t.Fatalf("a character is cut in two: %q", line)
		}
	}
	unfolded := strings.NewReplacer("\r\n ", "", "\r\n\t", "").Replace(strings.TrimSuffix(src, "\r\n"))
	stack := []*component{{}}
	for _, line := range strings.Split(unfolded, "\r\n") {
		m := contentLine.FindStringSubmatch(line)
		if m == nil {
			t.Fatalf("not a content line: %q", line)
		}
		p := property{name: m[1], parameters: map[string]string{}, raw: m[3]}
		for _, pair := range strings.Split(m[2], ";")[1:] {
			key, value, _ := strings.Cut(pair, "=")
			p.parameters[key] = value
		}
		top := stack[len(stack)-1]
		switch p.name {
		case "BEGIN":
			c := &component{kind: p.raw}
			top.parts = append(top.parts, c)
			stack = append(stack, c)
		case "END":
			if top.kind != p.raw {
				t.Fatalf("END:%s in %s", p.raw, top.kind)
			}
			stack = stack[:len(stack)-1]
		default:
			top.properties = append(top.properties, p)
		}
	}
	if len(stack) != 1 || len(stack[0].parts) != 1 || stack[0].parts[0].kind != "VCALENDAR" {
		t.Fatal("not one calendar")
	}
	cal := stack[0].parts[0]
	cal.check(t)
	return cal
}

// once says which properties a component must have, and have once.
var once = map[string][]string{
	"VCALENDAR": {"PRODID", "VERSION", "CALSCALE"},
	"VTIMEZONE": {"TZID"},
	"STANDARD":  {"DTSTART", "TZOFFSETFROM", "TZOFFSETTO", "TZNAME"},
	"DAYLIGHT":  {"DTSTART", "TZOFFSETFROM", "TZOFFSETTO", "TZNAME"},
	"VEVENT":    {"UID", "DTSTAMP", "DTSTART", "SUMMARY", "DESCRIPTION", "SEQUENCE", "LAST-MODIFIED", "STATUS", "TRANSP"},
}

// texts are the properties whose value is TEXT.
var texts = map[string]bool{"UID": true, "SUMMARY": true, "DESCRIPTION": true, "CATEGORIES": true, "NAME": true, "X-WR-CALNAME": true, "TZID": true, "TZNAME": true}

var (
	escapes = regexp.MustCompile(`^(?:[^\\;,]|\\[\\;,nN])*$`) // RFC 5545 §3.3.11
	utc     = regexp.MustCompile(`^\d{8}T\d{6}Z$`)
	offsets = regexp.MustCompile(`^[+-]\d{4}(\d\d)?$`)
)

func (c *component) check(t testing.TB) {
	t.Helper()
	for _, name := range once[c.kind] {
		if n := len(c.named(name)); n != 1 {
			t.Fatalf("%s has %d times %s", c.kind, n, name)
		}
	}
	for _, p := range c.properties {
		switch {
		case texts[p.name] && !escapes.MatchString(p.raw):
			t.Fatalf("%s is not escaped: %q", p.name, p.raw)
		case (p.name == "DTSTAMP" || p.name == "LAST-MODIFIED") && !utc.MatchString(p.raw):
			t.Fatalf("%s is not in UTC: %q", p.name, p.raw)
		case strings.HasPrefix(p.name, "TZOFFSET") && (!offsets.MatchString(p.raw) || p.raw == "-0000"):
			t.Fatalf("%s is no offset: %q", p.name, p.raw)
		}
	}
	if c.kind == "VTIMEZONE" && len(c.parts) == 0 {
		t.Fatal("a zone without an observance")
	}
	for _, part := range c.parts {
		part.check(t)
	}
}

func (c *component) named(name string) []property {
	var out []property
	for _, p := range c.properties {
		if p.name == name {
			out = append(out, p)
		}
	}
	return out
}

// value returns the raw value of the first property of a name.
func (c *component) value(name string) string {
	if list := c.named(name); len(list) > 0 {
		return list[0].raw
	}
	return ""
}

// text returns what a TEXT value says.
func (c *component) text(name string) string {
	var b strings.Builder
	raw := c.value(name)
	for i := 0; i < len(raw); i++ {
		if raw[i] != '\\' {
			b.WriteByte(raw[i])
			continue
		}
		i++
		switch raw[i] {
		case 'n', 'N':
			b.WriteByte('\n')
		default:
			b.WriteByte(raw[i])
		}
	}
	return b.String()
}

// all returns the components of a kind that stand directly in c.
func (c *component) all(kind string) []*component {
	var out []*component
	for _, p := range c.parts {
		if p.kind == kind {
			out = append(out, p)
		}
	}
	return out
}

// instant reads a date-time by the VTIMEZONEs of the file alone, as RFC 5545
// §3.3.5 says; false for a date without a time.
func (c *component) instant(p property) (time.Time, bool, error) {
	if p.parameters["VALUE"] == "DATE" {
		_, err := time.Parse("20060102", p.raw)
		return time.Time{}, false, err
	}
	if strings.HasSuffix(p.raw, "Z") {
		at, err := time.Parse("20060102T150405Z", p.raw)
		return at, true, err
	}
	local, err := time.Parse("20060102T150405", p.raw)
	if err != nil {
		return time.Time{}, true, err
	}
	for _, z := range c.all("VTIMEZONE") {
		if z.value("TZID") == p.parameters["TZID"] {
			at, err := z.resolve(local)
			return at, true, err
		}
	}
	return time.Time{}, true, fmt.Errorf("%s has no VTIMEZONE for %q", p.name, p.parameters["TZID"])
}

// resolve finds the instants at which clocks of the zone show a local time; the
// first counts.
func (z *component) resolve(local time.Time) (time.Time, error) {
	type observance struct {
		from   time.Time
		offset time.Duration
	}
	var list []observance
	for _, o := range z.parts {
		onset, err := time.Parse("20060102T150405", o.value("DTSTART"))
		if err != nil {
			return time.Time{}, err
		}
		from := onset.Add(-offsetOf(o.value("TZOFFSETFROM")))
		list = append(list, observance{from, offsetOf(o.value("TZOFFSETTO"))})
	}
	for i, o := range list {
		at := local.Add(-o.offset)
		if !at.Before(o.from) && (i+1 == len(list) || at.Before(list[i+1].from)) {
			return at, nil
		}
	}
	return time.Time{}, fmt.Errorf("%s does not exist, or is before the first observance", local)
}

func offsetOf(text string) time.Duration {
	var h, m, s int
	fmt.Sscanf(text[1:]+"00", "%2d%2d%2d", &h, &m, &s)
	d := time.Duration(h)*time.Hour + time.Duration(m)*time.Minute + time.Duration(s)*time.Second
	if text[0] == '-' {
		return -d
	}
	return d
}
