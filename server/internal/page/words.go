package page

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/server/internal/web"
)

func short(text string) string { return web.Plain(text, maxShort) }
func long(text string) string  { return web.Plain(text, maxLong) }

// or returns the first text that is not empty.
func or(texts ...string) string {
	for _, text := range texts {
		if text != "" {
			return text
		}
	}
	return ""
}

// several is a number with its noun: 1 person, 5 people.
func several(n int, one, more string) string {
	if n == 1 {
		return "1 " + one
	}
	return web.Thousands(n) + " " + more
}

func people(n int) string    { return several(n, "person", "people") }
func computers(n int) string { return several(n, "computer", "computers") }
func smartcards(n int) string {
	return several(n, "smartcard", "smartcards")
}

// and lists names as a sentence does.
func and(names []string) string { return join(names, " and ") }

func join(names []string, last string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:len(names)-1], ", ") + last + names[len(names)-1]
}

// capital begins words with a capital letter.
func capital(words string) string {
	r, size := utf8.DecodeRuneInString(words)
	if size == 0 {
		return words
	}
	return string(unicode.ToUpper(r)) + words[size:]
}

// sentence ends words with a full stop, if they have no end yet.
func sentence(words string) string {
	if last, _ := utf8.DecodeLastRuneInString(words); words == "" || strings.ContainsRune(".!?…", last) {
		return words
	}
	return words + "."
}

// teams names those who mend.
var teams = map[string]string{
	"it-team":                "IT team",
	"registration-authority": "Registration Authority",
	"supplier":               "Supplier",
	"person":                 "The person",
	"national":               "National service",
}

// team is who mends; one that is not known stands as it was written.
func team(who string) string { return short(or(teams[who], who)) }

// kinds names the subjects of requirements: one, and several.
var kinds = map[string][2]string{
	"card":        {"smartcard", "smartcards"},
	"device":      {"computer", "computers"},
	"client":      {"sign-in software", "installations of sign-in software"},
	"connection":  {"connection", "connections"},
	"application": {"application", "applications"},
	"person":      {"person", "people"},
}

// subject splits card:0812 into its id and its kind in words; of
// client:PC1/identity-agent the id is that of the computer.
func subject(of string) (id, kind string) {
	name, id, ok := strings.Cut(of, ":")
	words, known := kinds[name]
	if !ok || !known {
		return short(of), ""
	}
	kind = words[0]
	if slash := strings.LastIndexByte(id, '/'); name == "client" && slash > 0 {
		kind = short(id[slash+1:])
		id = id[:slash]
	}
	return short(id), kind
}

// asked is what an action does to sign-ins, as a tag.
func asked(a notice.Action) tag {
	switch a {
	case notice.Block:
		return tag{"Blocks", "red"}
	case notice.Warn:
		return tag{"Warns", "yellow"}
	}
	return tag{"Only counts", "grey"}
}

// found is a result as a tag.
func found(r notice.Result) tag {
	switch r {
	case notice.Unmet:
		return tag{"Unmet", "red"}
	case notice.Unknown:
		return tag{"Unknown", "grey"}
	case notice.Met:
		return tag{"Met", "green"}
	case notice.Exempt:
		return tag{"Exempt", "blue"}
	}
	return tag{"Not about it", "grey"}
}

// actionNamed is the action of a name, as Requirement.NextAction has it.
func actionNamed(name string) tag {
	for _, a := range []notice.Action{notice.Observe, notice.Warn, notice.Block} {
		if a.String() == name {
			return asked(a)
		}
	}
	return tag{short(name), "grey"}
}

// tag is a word on a ground of colour, which never tells by the colour alone.
type tag struct{ Text, Colour string }
