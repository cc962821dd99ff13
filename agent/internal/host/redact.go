package host

import (
	"reflect"
	"regexp"
	"slices"
	"strings"
)

// What the tag `reveals` of a text may say.
const (
	revealsNothing    = "none"        // words of this program, or of a closed set
	revealsText       = "text"        // what some installer or administrator wrote
	revealsPath       = "path"        // the same, and may hold the folder of a person or the name of a server
	revealsPerson     = "person"      // the name of a person's account
	revealsDeviceName = "device-name" // names of this machine, and of those it belongs to
	revealsDeviceID   = "device-id"   // numbers that no other machine has
)

// removed stands where something was taken out of a text.
const removed = "(removed)"

// shortestName is the shortest name that is looked for inside other texts, in bytes:
// the words of a shorter one would be found everywhere.
const shortestName = 4

var (
	// The folder of a person, on Windows, macOS and Linux.
	personsFolder = regexp.MustCompile(`(?i)([\\/](?:Users|home|Documents and Settings)[\\/])([^\\/"]+)`)
	// A path on a server: \\server\share.
	serversPath = regexp.MustCompile(`(^|[\s"=,;])\\\\([^\\/"\s?.][^\\/"\s]*)`)
	// A security identifier of a person or machine: S-1-5-21-…
	securityID = regexp.MustCompile(`(?i)S-1-(?:5-21|12-1)(?:-[0-9]+)+`)
)

// folders that every Windows and macOS has below Users, and that name nobody.
var sharedFolders = []string{"public", "default", "default user", "all users", "shared"}

// Redact returns a copy of h without names of people and machines and without numbers
// that no other machine has. It goes by the tag `reveals` of each field: such fields
// are emptied, and what stood in them is taken out of every other text that came from
// the machine, as are the folders of people, names of servers and security identifiers.
func Redact(h *Host) *Host {
	copied := reflect.New(reflect.TypeFor[Host]())
	copyInto(copied.Elem(), reflect.ValueOf(h).Elem())
	clean := copied.Interface().(*Host)

	var names []string
	visit{text: func(l leaf) {
		switch l.reveals {
		case revealsPerson, revealsDeviceName, revealsDeviceID:
			names = append(names, namesIn(l.value.String())...)
			l.value.SetString("")
		}
	}}.walk(copied, "", "")
	known := pattern(names)
	visit{text: func(l leaf) {
		if l.reveals == revealsText || l.reveals == revealsPath {
			l.value.SetString(scrub(l.value.String(), known))
		}
	}}.walk(copied, "", "")
	clean.Redacted = true
	return clean
}

// namesIn are the names to look for elsewhere that a text of an identifying field
// holds: the whole, and the parts of DOMAIN\person and person@domain.
func namesIn(text string) []string {
	names := strings.FieldsFunc(text, func(r rune) bool { return r == '\\' || r == '@' })
	names = append(names, text)
	return slices.DeleteFunc(names, func(name string) bool {
		// Accounts of the system itself name nobody.
		return len(name) < shortestName || slices.Contains(systemNames, strings.ToLower(name))
	})
}

var systemNames = []string{"localsystem", "system", "network service", "networkservice", "local service", "localservice",
	"nt authority", "nt service", "workgroup", "localhost", "administrator", "root"}

// pattern finds any of names as a word by itself, in any case; nil if there is none.
func pattern(names []string) *regexp.Regexp {
	if len(names) == 0 {
		return nil
	}
	// The longest first, or a name that begins another would leave its end behind.
	slices.SortFunc(names, func(a, b string) int { return len(b) - len(a) })
	quoted := make([]string, len(names))
	for i, name := range names {
		quoted[i] = regexp.QuoteMeta(name)
	}
	return regexp.MustCompile(`(?i)(^|[^\pL\pN])(?:` + strings.Join(slices.Compact(quoted), "|") + `)($|[^\pL\pN])`)
}

func scrub(text string, known *regexp.Regexp) string {
	text = personsFolder.ReplaceAllStringFunc(text, func(found string) string {
		parts := personsFolder.FindStringSubmatch(found)
		if slices.Contains(sharedFolders, strings.ToLower(parts[2])) {
			return found
		}
		return parts[1] + removed
	})
	text = serversPath.ReplaceAllString(text, `$1\\`+removed)
	text = securityID.ReplaceAllString(text, removed)
	if known != nil {
		// Twice, because two names side by side share what stands between them.
		for range 2 {
			text = known.ReplaceAllString(text, "${1}"+removed+"${2}")
		}
	}
	return Clean(text)
}

// copyInto makes to a deep copy of from.
func copyInto(to, from reflect.Value) {
	switch from.Kind() {
	case reflect.Pointer:
		if !from.IsNil() {
			to.Set(reflect.New(from.Type().Elem()))
			copyInto(to.Elem(), from.Elem())
		}
	case reflect.Slice:
		if !from.IsNil() {
			to.Set(reflect.MakeSlice(from.Type(), from.Len(), from.Len()))
			for i := range from.Len() {
				copyInto(to.Index(i), from.Index(i))
			}
		}
	case reflect.Struct:
		if from.Type().PkgPath() != reflect.TypeFor[Host]().PkgPath() {
			to.Set(from) // a time
			return
		}
		for i := range from.NumField() {
			copyInto(to.Field(i), from.Field(i))
		}
	default:
		to.Set(from)
	}
}
