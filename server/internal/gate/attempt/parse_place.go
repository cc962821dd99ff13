package attempt

import (
	"net/http"
	"regexp"
	"slices"
	"strings"

	"github.com/lanyard-id/lanyard/text"
)

func (r *reader) sources(n *text.Node) []source {
	switch {
	case n == nil:
		return nil
	case n.Kind == text.Scalar:
		if _, why := clean(n.Text, maxValue); why != "" {
			r.error(n, "write a text of at most 256 bytes", "the value cannot be kept: %s", why)
		}
		return []source{{kind: constant, text: n.Text}}
	case n.Kind == text.Map:
		return []source{r.place(n)}
	}
	var all []source
	for _, one := range n.Items {
		all = append(all, r.place(one))
	}
	return all
}

// place reads where a value stands. Each name is looked for once, whoever asks.
func (r *reader) place(n *text.Node) source {
	var s source
	names := &r.e.names
	switch {
	case n.Get("field") != nil && n.Get("header") != nil:
		s.kind = inField
		s.index, s.field = r.field(n.Get("header"), n.Get("field"))
	case n.Get("header") != nil:
		s.kind = inHeader
		s.index = r.name(n.Get("header"), &names.headers, http.CanonicalHeaderKey(n.Get("header").Text), true)
	case n.Get("gpobject") != nil:
		s.kind, r.inBody = inObject, true
		s.index = r.name(n.Get("gpobject"), &names.objects, n.Get("gpobject").Text, r.e.exact)
	default:
		for _, one := range []struct {
			key  string
			kind kind
		}{{"query", inQuery}, {"form", inForm}, {"parameter", inEither}} {
			if p := n.Get(one.key); p != nil {
				s.kind = one.kind
				r.inBody = r.inBody || one.kind.ofBody()
				s.index = r.name(p, &names.parameters, p.Text, r.e.exact)
			}
		}
	}
	if match := n.Get("match"); match != nil {
		s.match = r.pattern(match, 1, 1)
	}
	return s
}

// name returns the place of a name among those of its kind.
func (r *reader) name(n *text.Node, all *[]string, name string, exact bool) int {
	if i := indexName(name, *all, exact); i >= 0 {
		return i
	}
	if len(*all) == maxNames {
		r.error(n, "leave some out", "more than %d such names are looked for", maxNames)
		return 0
	}
	*all = append(*all, name)
	return len(*all) - 1
}

func (r *reader) field(header, field *text.Node) (index, place int) {
	all := &r.e.names.fielded
	name := http.CanonicalHeaderKey(header.Text)
	index = slices.IndexFunc(*all, func(f fielded) bool { return f.header == name })
	if index < 0 {
		if len(*all) == maxNames {
			r.error(header, "leave some out", "more than %d headers are read as JSON", maxNames)
			return 0, 0
		}
		index = len(*all)
		*all = append(*all, fielded{header: name})
	}
	return index, r.name(field, &(*all)[index].fields, field.Text, r.e.exact)
}

// pattern compiles a regular expression with so many groups at the least and at
// the most.
func (r *reader) pattern(n *text.Node, least, most int) *regexp.Regexp {
	if n.Kind != text.Scalar || n.Text == "" {
		return nil
	}
	if len(n.Text) > maxPattern {
		r.error(n, "write a shorter one", "the pattern has %d bytes, at most %d are read", len(n.Text), maxPattern)
		return nil
	}
	compiled, err := regexp.Compile(n.Text)
	if err != nil {
		r.error(n, "see the syntax of RE2 for how patterns are written", "the pattern cannot be read: %s", strings.TrimPrefix(err.Error(), "error parsing regexp: "))
		return nil
	}
	switch groups := compiled.NumSubexp(); {
	case groups < least:
		r.error(n, "put the value in parentheses", "the pattern has no group")
	case groups > most && most == 0:
		r.error(n, "write (?:…) for a group", "the pattern has a group, and nothing is read by it")
	case groups > most:
		r.error(n, "keep the group of the value, and write (?:…) for others", "the pattern has %d groups, and one is read", groups)
	}
	return compiled
}
