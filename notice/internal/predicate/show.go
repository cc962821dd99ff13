package predicate

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
	"cel.dev/cel-go/common/types/traits"

	"github.com/lanyard-id/lanyard/civil"
	"github.com/lanyard-id/lanyard/fact"
)

// mostShown is how many elements of a list are told, and of how many what
// decided: a device may have a thousand applications.
const mostShown = 5

// text is a value in words; "" for an empty list.
func (p *Predicate) text(v ref.Val) string {
	switch v := v.(type) {
	case nil:
		return "not known"
	case types.String:
		return showText(string(v))
	case types.Int:
		return strconv.FormatInt(int64(v), 10)
	case versionVal:
		return showText(v.String())
	case tlsVal:
		return fact.TLS(v).String()
	case types.Timestamp:
		return p.instant(v.Time)
	case types.Duration:
		return v.Duration.String()
	case *applicationVal:
		return nameOf(v, -1)
	case traits.Lister:
		var out []string
		n := size(v)
		for i := range min(n, mostShown) {
			out = append(out, p.text(v.Get(types.Int(i))))
		}
		if n > mostShown {
			return strings.Join(out, ", ") + fmt.Sprintf(" and %d more", n-mostShown)
		}
		return join(out, "and")
	}
	return shorten(fmt.Sprint(v.Value()))
}

// showText is a text of a fact; where its ends could not be seen, in quotes.
func showText(s string) string {
	if s == "" {
		return "empty"
	}
	if s = shorten(s); strings.TrimSpace(s) != s {
		return "“" + s + "”"
	}
	return s
}

// nameOf names an element of a list: an application by its id, or else by its
// place.
func nameOf(element ref.Val, i int) string {
	if a, ok := element.(*applicationVal); ok {
		if id, ok := a.get(applicationID.Slot).(types.String); ok {
			return showText(string(id))
		}
	}
	if i < 0 {
		return "one without a name"
	}
	return strconv.Itoa(i + 1)
}

// instant is a time in the notice's zone; midnight is left out, and seconds
// that are zero.
func (p *Predicate) instant(at time.Time) string {
	c := p.zone.Civil(at)
	switch {
	case c.Second != 0 || c.Nanosecond != 0:
		return fmt.Sprintf("%s %02d:%02d:%02d", date(c.Date), c.Hour, c.Minute, c.Second)
	case c.Hour != 0 || c.Minute != 0:
		return fmt.Sprintf("%s %02d:%02d", date(c.Date), c.Hour, c.Minute)
	}
	return date(c.Date)
}

func date(d civil.Date) string { return fmt.Sprintf("%d %s %d", d.Day, d.Month, d.Year) }

// join puts words in a row: "4, 5 or 6".
func join(words []string, last string) string {
	switch n := len(words); n {
	case 0:
		return ""
	case 1:
		return words[0]
	default:
		return strings.Join(words[:n-1], ", ") + " " + last + " " + words[n-1]
	}
}
