package host

import (
	"reflect"
	"slices"
	"strings"
	"unicode"
)

// names are the names of people and machines that are looked for in texts: a tree of
// their words and of what stands between those, in one case. A text is gone through
// once, however many names there are.
type names struct {
	next map[string]*names
	ends bool // a name ends here
	// Of the root: names of one word that are too short for that. They are looked for
	// only where an account or a folder stands (names_short.go).
	short map[string]bool
}

// shortestName is the shortest name that is looked for anywhere in other texts, in
// bytes: a shorter one would be found everywhere.
const shortestName = 4

// Accounts of the system itself name nobody.
var systemNames = []string{"localsystem", "system", "network service", "networkservice", "local service", "localservice",
	"nt authority", "nt service", "workgroup", "localhost", "administrator", "root"}

// Words that stand in the names of products and readers. An account or a computer that
// is called so is told from no other by it, and without them what is installed would
// not be recognised any more.
var ordinaryNames = []string{"access", "admin", "agent", "browser", "card", "care", "certificate", "client", "computer", "connect",
	"credential", "default", "desktop", "digital", "gemalto", "generic", "guest", "health", "identity", "idemia", "idprime", "local",
	"management", "microsoft", "middleware", "oberthur", "port", "reader", "service", "smart", "smartcard", "software", "test", "user", "users",
	"virtual", "windows"}

// namesIn are the names that the identifying fields below v hold: each text whole, and
// the parts of DOMAIN\person and person@domain.
func namesIn(v reflect.Value) *names {
	n := new(names)
	visit{text: func(l leaf) {
		switch l.reveals {
		case revealsPerson, revealsDeviceName, revealsDeviceID:
			text := l.value.String()
			n.add(text)
			for _, part := range strings.FieldsFunc(text, func(r rune) bool { return r == '\\' || r == '@' }) {
				n.add(part)
			}
		}
	}}.walk(v, "", "")
	return n
}

func (n *names) add(name string) {
	name = strings.TrimFunc(name, func(r rune) bool { return !inWord(r) })
	low := strings.ToLower(name)
	if name == "" || slices.Contains(systemNames, low) || slices.Contains(ordinaryNames, low) {
		return
	}
	words := tokens(name)
	if len(name) < shortestName && len(words) == 1 {
		if !slices.Contains(ordinaryShort, low) {
			if n.short == nil {
				n.short = map[string]bool{}
			}
			n.short[folded(name)] = true
		}
		return
	}
	for _, t := range words {
		t = folded(t)
		if n.next == nil {
			n.next = map[string]*names{}
		}
		if n.next[t] == nil {
			n.next[t] = new(names)
		}
		n = n.next[t]
	}
	n.ends = true
}

// remove puts [removed] where a name stands as words by themselves, in any case. Of
// names that begin alike the longest counts, or its end would be left behind. Short ones
// are removed only where [isName] says so.
func (n *names) remove(text string) string {
	if n.next == nil && n.short == nil {
		return text
	}
	all := tokens(text)
	var b strings.Builder
	for i := 0; i < len(all); {
		at, end := n, 0
		for j := i; j < len(all); j++ {
			if at = at.next[folded(all[j])]; at == nil {
				break
			}
			if at.ends {
				end = j + 1
			}
		}
		if end > 0 {
			b.WriteString(removed)
			i = end
			continue
		}
		if n.short[folded(all[i])] && isName(all, i) {
			b.WriteString(removed)
			i++
			continue
		}
		b.WriteString(all[i])
		i++
	}
	return b.String()
}

func inWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }

// tokens are the words of a text, and each character between them. Together they are
// the text.
func tokens(text string) []string {
	var out []string
	begin := -1
	for i, r := range text {
		if inWord(r) {
			if begin < 0 {
				begin = i
			}
			continue
		}
		if begin >= 0 {
			out = append(out, text[begin:i])
			begin = -1
		}
		out = append(out, string(r))
	}
	if begin >= 0 {
		out = append(out, text[begin:])
	}
	return out
}

// folded is a word in one case; through capitals, because some have two small letters.
func folded(word string) string { return strings.ToLower(strings.ToUpper(word)) }
