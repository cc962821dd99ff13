package predicate

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// mistakes are the signs and words that people bring from other languages.
var mistakes = map[string][2]string{
	"=":       {"= does not compare", "write == for is equal to"},
	"===":     {"=== does not exist", "write == for is equal to"},
	"!==":     {"!== does not exist", "write != for is not equal to"},
	"=>":      {"=> does not exist", "write >= for at least"},
	"=<":      {"=< does not exist", "write <= for at most"},
	"<>":      {"<> does not exist", "write != for is not equal to"},
	"&":       {"& alone does not join conditions", "write &&"},
	"|":       {"| alone does not join conditions", "write ||"},
	"#":       {"# means nothing here", "begin a comment with //"},
	";":       {"; means nothing here", "take it out; join conditions with && or ||"},
	"{":       {"an object or map cannot be written in a condition", "compare attributes with values"},
	".?":      {".? does not exist", "write a dot, and has(…) where the attribute may be missing"},
	"?.":      {"?. does not exist", "write a dot, and has(…) where the attribute may be missing"},
	"and":     {"and does not join conditions", "write &&"},
	"or":      {"or does not join conditions", "write ||"},
	"not":     {"not does not exist", "write ! before the condition, in brackets if it is a comparison"},
	"is":      {"is does not compare", "write == for is equal to"},
	"equals":  {"equals does not compare", "write == for is equal to"},
	"between": {"between does not exist", "write card.series >= 4 && card.series <= 8"},
	"like":    {"like does not exist", "use startsWith, endsWith or contains"},
	"if":      {"if does not exist", "write condition ? one : other"},
	"then":    {"then does not exist", "write condition ? one : other"},
	"else":    {"else does not exist", "write condition ? one : other"},
	"when":    {"when does not exist", "write condition ? one : other"},
}

const quotes = "“”„‟«»‘’‚‛`´"

// mistake explains a token that CEL does not know but people write.
func mistake(t token) (Fault, bool) {
	key := t.text
	if t.kind == word {
		key = strings.ToLower(key)
	}
	if m, ok := mistakes[key]; ok {
		return Fault{t.at, m[0], m[1]}, true
	}
	switch r, _ := utf8.DecodeRuneInString(t.text); {
	case t.kind == unclosed:
		return Fault{t.at, fmt.Sprintf("this text has no closing %c", r), "close it on the same line"}, true
	case t.kind == sign && strings.ContainsRune(quotes, r):
		return Fault{t.at, fmt.Sprintf("%c is no quotation mark of a condition", r), `write straight ones, such as "active"`}, true
	case t.kind == sign && (r < ' ' || r > '~' || strings.ContainsRune("@$~^\\", r)):
		shown := t.text
		if !unicode.IsPrint(r) {
			shown = fmt.Sprintf("a character that cannot be seen (%U)", r)
		}
		return Fault{t.at, shown + " means nothing here", "take it out, or put the text that it is part of in quotes"}, true
	}
	return Fault{}, false
}

// syntaxFault explains what the parser could not read at an offset: by the first
// mistake up to there, else by what stands there.
func (s source) syntaxFault(at int) Fault {
	tokens := s.tokens()
	here := len(tokens) // the token at the offset
	for i, t := range tokens {
		if i > 0 && t.kind == word && tokens[i-1].text == "." {
			continue // an attribute may have any name
		}
		if f, ok := mistake(t); ok && t.at <= at {
			return f
		}
		if t.at <= at && at < t.at+utf8.RuneCountInString(t.text) {
			here = i
			break
		}
		if t.at > at {
			here = i
			break
		}
	}
	if f, ok := bracketFault(tokens, here); ok {
		return f
	}
	const mend = "write a value, such as 8 or \"active\", or an attribute, such as card.series"
	if here == len(tokens) {
		if here == 0 {
			return Fault{0, "the condition is nothing but a comment", "write one, such as card.series >= 8"}
		}
		return Fault{s.length(), "the condition ends too early, after " + quoted(tokens[here-1].text), mend}
	}
	t := tokens[here]
	shown := quoted(t.text)
	switch {
	case t.kind == literal && strings.Contains(t.text, `\`):
		return Fault{t.at, `this text has a \ that means nothing`, `write \\ for the sign itself`}
	case t.text == ",":
		return Fault{t.at, "a comma means nothing here", `write a list in square brackets, such as ["A", "B"], and whole numbers only`}
	case here > 0 && t.isValue() && tokens[here-1].isValue():
		return Fault{t.at, fmt.Sprintf("nothing joins %s and %s", quoted(tokens[here-1].text), shown), "write an operator between them, such as == or &&"}
	case here > 0 && t.kind == sign:
		return Fault{t.at, fmt.Sprintf("something is missing between %s and %s", quoted(tokens[here-1].text), shown), mend}
	case t.kind == sign:
		return Fault{t.at, "something is missing before " + shown, mend}
	}
	return Fault{t.at, shown + " cannot stand here", "write an operator before it, such as == or &&, or take it out"}
}

// quoted shows a piece of a condition within a sentence.
func quoted(s string) string { return "“" + shorten(s) + "”" }

// bracketFault finds a bracket without its other half, up to a token.
func bracketFault(tokens []token, here int) (Fault, bool) {
	closing := map[string]string{"(": ")", "[": "]"}
	var open []token
	for i, t := range tokens {
		switch {
		case t.kind != sign:
		case closing[t.text] != "":
			open = append(open, t)
		case t.text == ")" || t.text == "]":
			if len(open) > 0 && closing[open[len(open)-1].text] == t.text {
				open = open[:len(open)-1]
				continue
			}
			if i > here {
				return Fault{}, false
			}
			if len(open) == 0 {
				return Fault{t.at, t.text + " closes nothing", "take it out, or write the bracket that it closes"}, true
			}
			o := open[len(open)-1]
			return Fault{t.at, fmt.Sprintf("%s does not close %s", t.text, o.text), "write " + closing[o.text]}, true
		}
	}
	if here == len(tokens) && len(open) > 0 {
		o := open[len(open)-1]
		return Fault{o.at, o.text + " is not closed", "write " + closing[o.text]}, true
	}
	return Fault{}, false
}
