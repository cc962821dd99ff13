package checks

import (
	"fmt"
	"strings"
	"time"

	"github.com/lanyard-id/lanyard/agent/internal/host"
)

// longestQuote is how much of a text from the machine a sentence takes, in
// characters.
const longestQuote = 80

// longestList is how many things a sentence names.
const longestList = 5

// list joins things as a sentence does, at most five of them.
func list(things []string) string {
	if more := len(things) - longestList; more > 0 {
		return fmt.Sprintf("%s and %d more", strings.Join(things[:longestList], ", "), more)
	}
	if len(things) < 2 {
		return strings.Join(things, "")
	}
	return strings.Join(things[:len(things)-1], ", ") + " and " + things[len(things)-1]
}

// is lists things with the verb that goes with them.
func is(things []string) string {
	if len(things) == 1 {
		return things[0] + " is"
	}
	return list(things) + " are"
}

// sentence begins a sentence with what is otherwise in the middle of one.
func sentence(text string) string {
	if text == "" {
		return text
	}
	return strings.ToUpper(text[:1]) + text[1:]
}

// quote puts a text from the machine into a sentence, shortened.
func quote(text string) string { return "“" + short(text) + "”" }

// short cuts a text from the machine to what a sentence takes.
func short(text string) string {
	if runes := []rune(text); len(runes) > longestQuote {
		return string(runes[:longestQuote]) + "…"
	}
	return text
}

// times counts how often.
func times(n int) string {
	if n == 2 {
		return "twice"
	}
	return fmt.Sprintf("%d times", n)
}

// several counts things in words.
func several(n int, thing string) string {
	if n == 1 {
		return "one " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}

// tries counts tries of a passcode.
func tries(n int) string {
	if n == 1 {
		return "one try"
	}
	return fmt.Sprintf("%d tries", n)
}

// orUnknown says of an empty text that it was not told.
func orUnknown(text string) string {
	if text == "" {
		return "not told"
	}
	return text
}

// day writes a date as people say it.
func day(t time.Time) string { return t.Format("2 January 2006") }

// bits is how sentences call a view of the registry.
func bits(view host.View) string {
	switch view {
	case host.View64:
		return "64-bit"
	case host.View32:
		return "32-bit"
	}
	return "all"
}

// scoped is how sentences call the scope of a setting.
func scoped(s host.Scope) string {
	switch s {
	case host.Machine:
		return "for the computer"
	case host.User:
		return "for this person"
	case host.MachinePolicy:
		return "by a policy for the computer"
	case host.UserPolicy:
		return "by a policy for this person"
	}
	return "scope not known"
}

// because is why something went wrong, as a sentence after another.
func because(why string) string {
	if why == "" {
		return ""
	}
	return " " + sentence(strings.TrimSuffix(why, ".")) + "."
}
