package network

import (
	"net/netip"
	"reflect"
	"regexp"
	"slices"
	"strings"
)

// removed stands in place of what was taken out of a text.
const removed = "(removed)"

// Redact is n without what tells where the device is: names of proxies and their
// lists, addresses that are not global, the given server, and all of these where
// they stand in the words of a fault. Hosts that were given stay, and so do the
// names of authorities: who signed is what is asked for. n stays as it is.
func Redact(n Network) Network {
	var c Network
	deepCopy(reflect.ValueOf(&c).Elem(), reflect.ValueOf(n))
	var r redaction
	if c.Server != nil {
		r.server(&c)
	}
	r.walk(reflect.ValueOf(&c), r.empty)
	r.walk(reflect.ValueOf(&c), r.scrub)
	return c
}

// server takes out what names the given server.
func (r *redaction) server(n *Network) {
	s := n.Server
	name := s.Host.Name
	r.take(&s.URL)
	r.take(&s.Host.Name)
	for i := range n.Clock.Samples {
		if n.Clock.Samples[i].Host == name {
			r.take(&n.Clock.Samples[i].Host)
		}
	}
	if n.Clock.From == name {
		r.take(&n.Clock.From)
	}
	s.Host.Names = Names{Literal: s.Host.Names.Literal}
	for i := range s.Host.Paths {
		s.Host.Paths[i].Connections = nil
		if t := s.Host.Paths[i].TLS; t != nil && len(t.Chain) > 0 {
			t.Chain[0].Subject, t.Chain[0].Names, t.Chain[0].SHA1, t.Chain[0].SHA256 = removed, nil, removed, removed
		}
	}
}

// redaction remembers what was taken out, to look for it in words.
type redaction struct{ taken []string }

func (r *redaction) take(s *string) {
	if *s != "" {
		r.taken = append(r.taken, *s)
		for _, part := range strings.FieldsFunc(*s, func(c rune) bool { return strings.ContainsRune(":/ ()[]", c) }) {
			if strings.Contains(part, ".") {
				r.taken = append(r.taken, part)
			}
		}
		*s = removed
	}
}

// empty takes out what a field's tag says.
func (r *redaction) empty(reveals string, v reflect.Value) {
	switch {
	case reveals == "site" && v.Kind() == reflect.String:
		r.take(v.Addr().Interface().(*string))
	case reveals == "site":
		v.SetZero()
	case reveals == "address":
		if a, err := netip.ParseAddr(v.String()); err == nil && scopeOf(a) != ScopeGlobal && scopeOf(a) != ScopeLoopback {
			v.SetString(anyOf(a))
		}
	}
}

// anyOf is an address of the same kind that tells nothing.
func anyOf(a netip.Addr) string {
	if a.Is4() {
		return "0.0.0.0"
	}
	return "::"
}

var anyAddress = regexp.MustCompile(`\b\d{1,3}(\.\d{1,3}){3}\b|[0-9A-Fa-f]{0,4}(:[0-9A-Fa-f]{0,4}){3,7}`)

func (r *redaction) scrub(reveals string, v reflect.Value) {
	if reveals != "words" {
		return
	}
	text := v.String()
	for _, t := range r.taken {
		text = strings.ReplaceAll(text, t, removed)
	}
	v.SetString(clean(anyAddress.ReplaceAllString(text, removed), maxTextBytes))
}

// walk visits all fields that have the tag.
func (r *redaction) walk(v reflect.Value, visit func(reveals string, v reflect.Value)) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			r.walk(v.Elem(), visit)
		}
	case reflect.Slice:
		for i := range v.Len() {
			r.walk(v.Index(i), visit)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if tag := v.Type().Field(i).Tag.Get("reveals"); tag != "" {
				visit(tag, v.Field(i))
			} else if v.Type().Field(i).IsExported() {
				r.walk(v.Field(i), visit)
			}
		}
	}
	// The longest first, so that no part of one is left of it.
	slices.SortFunc(r.taken, func(a, b string) int { return len(b) - len(a) })
}

// deepCopy makes to like from, sharing nothing that can change.
func deepCopy(to, from reflect.Value) {
	switch from.Kind() {
	case reflect.Pointer:
		if !from.IsNil() {
			to.Set(reflect.New(from.Type().Elem()))
			deepCopy(to.Elem(), from.Elem())
		}
	case reflect.Slice:
		if !from.IsNil() {
			to.Set(reflect.MakeSlice(from.Type(), from.Len(), from.Len()))
			for i := range from.Len() {
				deepCopy(to.Index(i), from.Index(i))
			}
		}
	case reflect.Struct:
		if from.Type().PkgPath() != reflect.TypeFor[Network]().PkgPath() {
			to.Set(from) // an instant
			return
		}
		for i := range from.NumField() {
			deepCopy(to.Field(i), from.Field(i))
		}
	default:
		to.Set(from)
	}
}
