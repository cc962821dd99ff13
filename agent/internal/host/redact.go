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

var (
	// The folder of a person, on Windows, macOS and Linux.
	personsFolder = regexp.MustCompile(`(?i)([\\/](?:Users|home|Documents and Settings)[\\/])([^\\/"]+)`)
	// A path on a server: \\server\share.
	serversPath = regexp.MustCompile(`(^|[\s"'=,;:(\[<])\\\\([^\\/"\s?.][^\\/"\s]*)`)
	// A security identifier of a person or machine: S-1-5-21-…
	securityID = regexp.MustCompile(`(?i)S-1-(?:5-21|12-1)(?:-[0-9]+)+`)
)

// folders that every Windows and macOS has below Users, and that name nobody.
var sharedFolders = []string{"public", "default", "default user", "all users", "shared"}

// Redact returns a copy of h without names of people and machines and without numbers
// that no other machine has. It goes by the tag `reveals` of each field: such fields
// are emptied, and what stood in them is taken out of every other text that came from
// the machine, as are more names, the folders of people, names of servers and security
// identifiers.
func Redact(h *Host, more ...string) *Host {
	copied := reflect.New(reflect.TypeFor[Host]())
	copyInto(copied.Elem(), reflect.ValueOf(h).Elem())
	clean := copied.Interface().(*Host)

	known := namesIn(copied)
	for _, name := range more {
		known.add(name)
	}
	visit{text: func(l leaf) {
		switch l.reveals {
		case revealsPerson, revealsDeviceName, revealsDeviceID:
			l.value.SetString("")
		}
	}}.walk(copied, "", "")
	visit{text: func(l leaf) {
		if l.reveals == revealsText || l.reveals == revealsPath {
			l.value.SetString(scrub(l.value.String(), known))
		}
	}}.walk(copied, "", "")
	clean.Redacted = true
	return clean
}

// Scrubber takes out of other texts about the same machine, such as what its drivers and
// its network say, what Redact takes out of the texts of h, and more names. What it
// returns is clean.
func Scrubber(h *Host, more ...string) func(text string) string {
	known := namesIn(reflect.ValueOf(h))
	for _, name := range more {
		known.add(name)
	}
	return func(text string) string { return scrub(text, known) }
}

func scrub(text string, known *names) string {
	text = personsFolder.ReplaceAllStringFunc(text, func(found string) string {
		parts := personsFolder.FindStringSubmatch(found)
		if slices.Contains(sharedFolders, strings.ToLower(parts[2])) {
			return found
		}
		return parts[1] + removed
	})
	text = serversPath.ReplaceAllString(text, `$1\\`+removed)
	text = securityID.ReplaceAllString(text, removed)
	return Clean(known.remove(text))
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
