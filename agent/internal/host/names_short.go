package host

import (
	"strings"
	"unicode"
)

// ordinaryShort are short words that stand in the paths and names of every machine, and
// accounts of systems that are called so. Without them nothing would be recognised any
// more, and they tell of nobody.
var ordinaryShort = []string{"nhs", "bin", "dev", "etc", "lib", "lp", "man", "mnt", "opt", "run", "srv", "sys", "tmp", "usr", "var", "x64", "x86"}

// isName reports whether the word at a place of a text stands where an account, a
// computer or a folder is named: Ann in C:\Data\Ann, /srv/ann/x, TRUST\Ann, W7\admin,
// ann@example.org, user=Ann and in a text that is nothing else. In a sentence a name of
// three letters is taken for any other word.
func isName(words []string, at int) bool {
	before, after := wordAt(words, at-1), wordAt(words, at+1)
	switch {
	case before == "" && after == "", before == "=" && (closes(words, at+1) || after == " "):
		return strings.ContainsFunc(words[at], unicode.IsLetter) // else it is a number
	case after == "@":
		return opens(before) || before == "/" || before == `\`
	case after == `\` && opens(before):
		return true
	case before == `\`:
		return closes(words, at+1) || isAccount(words, at)
	case before == "/":
		return closes(words, at+1)
	}
	return false
}

func wordAt(words []string, at int) string {
	if at < 0 || at >= len(words) {
		return ""
	}
	return words[at]
}

// opens reports whether what stands before a word begins something new; "" is the
// beginning of the text.
func opens(before string) bool {
	return before == "" || strings.Contains(" \t\n\"'`(<[{=,;:|", before)
}

// closes reports whether a folder or an account ends before a place. A dot or a space
// would go on with it: ann.exe, Lee Software. So would the colon of a drive.
func closes(words []string, at int) bool {
	switch after := wordAt(words, at); after {
	case "":
		return true
	case ":":
		next := wordAt(words, at+1)
		return next != `\` && next != "/"
	default:
		return strings.Contains("\\/\"'`)>]},;|\t\n", after)
	}
}

// isAccount reports whether the word at a place, behind a backslash, is that of
// DOMAIN\account in a sentence.
func isAccount(words []string, at int) bool {
	switch after, next := wordAt(words, at+1), wordAt(words, at+2); {
	case after == " ", after == "." && (next == "" || next == " "), after == "!", after == "?":
	default:
		return false
	}
	begin := at - 2
	for begin >= 0 && (inWord([]rune(words[begin])[0]) || strings.Contains("-_.", words[begin])) {
		begin--
	}
	return begin < at-2 && opens(wordAt(words, begin))
}
