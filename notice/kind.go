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
