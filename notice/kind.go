package notice

import "github.com/lanyard-id/lanyard/text"

// Kind is what a file of the notice language holds.
type Kind int

// The kinds of files.
const (
	KindNotice Kind = iota
	KindExemptions
	KindPauses
	KindCases
)

// Newer reports whether a file is a notice in a language that this program does
// not know yet, and in which. Parse refuses it; who has read an earlier one goes
// on with that, and says so.
func Newer(src []byte) (language int, newer bool) {
	root, _ := text.Parse("", src)
	if root == nil {
		return 0, false
	}
	return newerLanguage(root)
}

// KindOf tells by its keys what a file holds. What it does not recognise it
// takes for a notice, whose reader says what is wrong.
func KindOf(src []byte) Kind {
	root, _ := text.Parse("", src)
	switch {
	case root == nil:
		return KindNotice
	case root.Kind == text.List, root.Get("cases") != nil:
		return KindCases
	case root.Get("notice") != nil, root.Get("language") != nil:
		return KindNotice
	case root.Get("exemptions") != nil:
		return KindExemptions
	case root.Get("pauses") != nil:
		return KindPauses
	}
	return KindNotice
}
