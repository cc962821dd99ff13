package text

import (
	"errors"
	"fmt"
	"strings"

	"go.yaml.in/yaml/v4"
)

// syntaxError is what makes a file no YAML, and the first line that could not be
// read for it. Opened is where the quote or bracket opens inside of which it
// stands; the zero Pos if there is none.
type syntaxError struct {
	problem Problem
	line    int
	opened  Pos
}

// phrase is how a message of the YAML library is said to the author of a file.
// Opening is set where the place to look at is where a quote or bracket opens.
type phrase struct {
	message    string
	what, mend string
	opening    bool
}

// phrases in the order they are tried: a message of the library, or what it was
// doing, begins with that of the phrase.
var phrases = []phrase{
	{message: errDepth.Error(), what: fmt.Sprintf("lists and maps stand more than %d deep in each other", maxDepth), mend: "write it flatter"},
	{message: "while scanning an anchor", what: "an anchor is not part of the language", mend: "take it out, or quote the text if it is one"},
	{message: "while scanning an alias", what: "an alias is not part of the language", mend: "write the value out, or quote the text if it is one"},
	{message: "while scanning a tag", what: "a tag is not part of the language", mend: "take it out, or quote the text if it is one"},
	{message: "while parsing a tag", what: "a tag is not part of the language", mend: "take it out, or quote the text if it is one"},
	{message: "found undefined tag handle", what: "a tag is not part of the language", mend: "take it out, or quote the text if it is one"},
	{message: "found a tab", what: "a tab stands where the indentation decides", mend: "indent with spaces"},
	{message: "found unexpected end of stream", what: "this quote is never closed", mend: "close it with the same quote", opening: true},
	{message: "found unexpected document indicator", what: "this quote is never closed", mend: "close it with the same quote", opening: true},
	{message: "found unknown escape character", what: "there is no such escape in double quotes", mend: `write \\ for a backslash, or use single quotes`},
	{message: "found invalid Unicode character escape code", what: "this escape stands for no character", mend: "write the character itself"},
	{message: "did not find expected hexadecimal number", what: "an escape lacks some of its hexadecimal digits", mend: `write two after \x, four after \u, eight after \U`},
	{message: "did not find expected ',' or ']'", what: "a list in brackets goes wrong here", mend: "put a comma between its items and close it with ]"},
	{message: "did not find expected ',' or '}'", what: "a map in braces goes wrong here", mend: "put a comma between its keys and close it with }"},
	{message: "did not find expected '-' indicator", what: "an item of a list is expected here", mend: `begin it with "- " in the column of the items before it, or indent the line like what it belongs to`},
	{message: "did not find expected key", what: "a key is expected here", mend: "indent the line like the keys it belongs to, and quote a text that begins with a quote or a bracket as a whole"},
	{message: "could not find expected ':'", what: "a key stands here without its colon", mend: "write `key: value`, and indent what goes on from the line before", opening: true},
	{message: "mapping values are not allowed", what: "a colon and a space stand where no key can be", mend: "quote a text that holds them, or indent the line like the keys it belongs to"},
	{message: "mapping keys are not allowed", what: "a question mark and a space stand where no key can be", mend: "quote a text that begins with them"},
	{message: "block sequence entries are not allowed", what: `an item cannot begin with "- " here`, mend: "put the list on lines of its own, or quote the text"},
	{message: "did not find expected node content", what: "a value is expected here", mend: "write it, or take out the comma or bracket"},
	{message: "did not find expected <document start>", what: "the file goes on where its one list or map has ended", mend: "indent the line like what it belongs to"},
	{message: "did not find expected comment or line break", what: "only + or -, a digit and a comment may follow | or >", mend: "begin the text on the next line, or quote it"},
	{message: "found an indentation indicator equal to 0", what: "0 is no indentation for a block", mend: "leave it out or write 1 to 9"},
	{message: "found a comment without preceding whitespace", what: "a # follows without a space", mend: "put a space before a comment, and quote a text that holds a #"},
}

// explain says in our words why the library could not read the file.
func (s *source) explain(err error) syntaxError {
	var stretch stretchError
	if errors.As(err, &stretch) {
		at := s.position(int(stretch))
		p := s.error(at, fmt.Sprintf("a list or map in brackets, or a text, goes on from about here with more than %d commas, colons and the like", maxStretch),
			"write a list or map with its items on lines of their own, or split the file")
		return syntaxError{problem: p, line: at.Line}
	}
	var load *yaml.LoadError
	if !errors.As(err, &load) {
		p := s.error(Pos{1, 1}, "this is not YAML: "+err.Error(), "see the YAML specification, version 1.2.2")
		return syntaxError{problem: p, line: 1}
	}
	at := s.clamp(load.Mark.Line, load.Mark.Column)
	broken := syntaxError{line: at.Line}
	if load.ContextMark.Line > 0 && !enclosesWhatIsRead(load.ContextMsg) {
		broken.opened = s.clamp(load.ContextMark.Line, load.ContextMark.Column)
		broken.line = min(at.Line, broken.opened.Line)
	}
	p := s.phrase(load, at)
	if broken.opened.Line > 0 && p.opening {
		at = broken.opened
	}
	broken.problem = s.error(at, p.what, p.mend)
	if broken.line < at.Line {
		broken.inside(broken.opened)
	}
	return broken
}

// inside adds to the problem where that opens which it stands in.
func (e *syntaxError) inside(opened Pos) {
	e.problem.What += fmt.Sprintf(", in what opens at %d:%d", opened.Line, opened.Column)
}

func (s *source) phrase(load *yaml.LoadError, at Pos) phrase {
	for _, p := range phrases {
		if strings.HasPrefix(load.Message, p.message) || strings.HasPrefix(load.ContextMsg, p.message) {
			return p
		}
	}
	if load.Message == "found character that cannot start any token" {
		if rest := s.from(at); strings.HasPrefix(rest, "\t") {
			return phrase{what: "a tab stands in the indentation", mend: "indent with spaces"}
		} else if rest != "" {
			return phrase{what: "a text cannot begin with " + rest[:1], mend: "quote it"}
		}
	}
	what := "this is not YAML: " + load.Message
	if load.ContextMsg != "" {
		what += " " + load.ContextMsg
	}
	return phrase{what: what, mend: "look at the indentation, quotes and brackets before this place"}
}

// enclosesWhatIsRead reports whether what the library was doing is reading a
// collection whose earlier lines stand on their own.
func enclosesWhatIsRead(doing string) bool {
	return strings.HasPrefix(doing, "while parsing a block") || strings.HasPrefix(doing, "while increasing")
}
