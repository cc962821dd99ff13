package importing

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
)

// The headings of Care Identity Management's smartcards report are not public;
// what it tells is: date of issue, date of expiry, the organisation of the
// holder by its ODS code, type, status, and how many cards the holder has. So
// headings are read by their words. Source: NHS England, Care Identity
// Management user guides, Viewing reports.

// meaning is which words make a heading a column of cards.csv.
type meaning struct {
	column string
	all    [][]string // of each of these lists it has a word
	not    []string   // and none of these
}

var (
	cardWords   = []string{"card", "cards", "smartcard", "smartcards", "token", "authenticator"}
	numberWords = []string{"number", "no", "id", "serial", "uid", "identifier"}
	holderWords = []string{"user", "users", "holder", "holders", "owner", "person", "uuid", "uid", "profile"}
	others      = []string{"user", "users", "holder", "holders", "profile", "request", "position", "role", "name", "count", "type"}
)

// meanings is in the order in which they are asked; the first that fits holds.
var meanings = []meaning{
	{"", [][]string{{"number", "count", "no"}, {"cards", "smartcards"}}, nil}, // how many the holder has
	{holderEmail, [][]string{{"mail", "email"}}, []string{"has", "domain"}},
	{"", [][]string{{"mail", "email", "phone", "telephone", "reason", "request", "position", "role"}}, nil},
	{"certificate_expires", [][]string{{"cert", "certs", "certificate", "certificates"}, {"expiry", "expires", "expire", "expiration", "end", "ends", "until"}}, nil},
	{"", [][]string{{"cert", "certs", "certificate", "certificates", "within", "days"}}, nil},
	{"expires", [][]string{{"expiry", "expires", "expire", "expiration"}}, others},
	{"issued", [][]string{{"issue", "issued"}}, append([]string{"by", "number"}, others...)},
	{"last_used", [][]string{{"last"}, {"used", "use", "login", "logon", "authenticated", "authentication"}}, nil},
	{"series", [][]string{{"series", "generation"}}, nil},
	{"atr", [][]string{{"atr"}}, nil},
	{"type", [][]string{{"type", "manufacturer", "model"}}, []string{"user", "users", "holder", "profile", "organisation", "organization", "org"}},
	{"status", [][]string{{"status", "state"}}, others},
	{"card", [][]string{cardWords, numberWords}, []string{"user", "users", "holder", "holders", "uuid"}},
	{"card", [][]string{{"serial"}, {"number", "no"}}, nil},
	{"organisation", [][]string{{"ods"}}, []string{"name"}},
	{"organisation", [][]string{{"organisation", "organization", "org", "organisations"}}, []string{"name", "type"}},
	{holderName, [][]string{{"user", "holder", "holders", "users", "owner", "person"}, {"name"}}, []string{"organisation", "organization", "org", "first", "last", "given", "family"}},
	{"holder", [][]string{{"uuid"}}, nil},
	{"holder", [][]string{holderWords, {"id", "number", "uid", "uuid", "identifier"}}, nil},
	{"holder", [][]string{{"uid", "holder"}}, []string{"name", "organisation", "organization", "org"}},
}

// What the report tells of the holder besides, which people.csv has else.
const (
	holderName  = "holder_name"
	holderEmail = "holder_email"
)

// words splits a heading at what is no letter or digit, and where capitals
// begin a word: "ODSCode" is ods and code.
func words(heading string) []string {
	var out []string
	var word []rune
	runes := []rune(heading)
	end := func() {
		if len(word) > 0 {
			out = append(out, strings.ToLower(string(word)))
			word = word[:0]
		}
	}
	for i, c := range runes {
		if !unicode.IsLetter(c) && !unicode.IsDigit(c) {
			if c != '\'' && c != '’' { // holder's is a word
				end()
			}
			continue
		}
		if unicode.IsUpper(c) && i > 0 &&
			(unicode.IsLower(runes[i-1]) || i+1 < len(runes) && unicode.IsLower(runes[i+1]) && unicode.IsUpper(runes[i-1])) {
			end()
		}
		word = append(word, c)
	}
	end()
	return out
}

// columnOf returns which column of cards.csv a heading means, "" if none, and
// how surely: one that speaks of a card more than one that does not.
func columnOf(heading string) (column string, sure int) {
	has := words(heading)
	for _, m := range meanings {
		fits := true
		for _, list := range m.all {
			fits = fits && slices.ContainsFunc(has, func(w string) bool { return slices.Contains(list, w) })
		}
		if fits && !slices.ContainsFunc(has, func(w string) bool { return slices.Contains(m.not, w) }) {
			if slices.ContainsFunc(has, func(w string) bool { return slices.Contains(cardWords, w) }) {
				return m.column, 2
			}
			return m.column, 1
		}
	}
	return "", 0
}

// looksLikeCards reports whether the headings are those of a report about
// cards: their number and two things more.
func (h heading) looksLikeCards() bool {
	found := map[string]bool{}
	for i, text := range h.written {
		column := cardsColumn(h.folded[i])
		if column == "" {
			column, _ = columnOf(text)
		}
		found[column] = true
	}
	more := 0
	for _, c := range []string{"type", "status", "issued", "expires", "certificate_expires", "holder", "organisation", "series"} {
		if found[c] {
			more++
		}
	}
	return more >= 2 && (found["card"] || more >= 4 && slices.ContainsFunc(h.written, func(text string) bool {
		return slices.ContainsFunc(words(text), func(w string) bool { return slices.Contains(cardWords, w) })
	}))
}

// cardsColumn returns the column of cards.csv that a folded heading is.
func cardsColumn(folded string) string {
	for _, c := range append([]string{holderName, holderEmail}, formOf(Cards).columns...) {
		if folded == fold(c) {
			return c
		}
	}
	return ""
}

// cim returns the heading with the columns of cards.csv in place of what means
// them. Two headings that mean one column equally are an error that says how to
// settle it.
func (h heading) cim() (heading, error) {
	out := heading{written: h.written, folded: make([]string, len(h.folded))}
	sure := make([]int, len(h.folded))
	for i, text := range h.written {
		column := cardsColumn(h.folded[i])
		switch {
		case h.folded[i] != fold(text) && column != "":
			sure[i] = 4 // named by hand
		case h.folded[i] != fold(text):
			// left out by hand
		case column != "":
			sure[i] = 3
			if c, s := columnOf(text); c == column {
				sure[i] = s
			}
		default:
			column, sure[i] = columnOf(text)
		}
		out.folded[i] = fold(column)
	}
	unclear := false
	for i, column := range out.folded {
		for j := range out.folded {
			if i == j || column == "" || out.folded[j] != column {
				continue
			}
			if sure[i] < sure[j] {
				out.folded[i] = ""
				break
			}
			unclear = unclear || sure[i] == sure[j]
		}
	}
	switch {
	case unclear:
		return out, fmt.Errorf("some of its headings mean the same; keep one line for each column in a file, and give that by --map:\n%s", out.asMap())
	case !out.has("card"):
		return out, fmt.Errorf("none of its headings is the number of a smartcard; say which one is by --map, in a file such as:\n%s", out.asMap())
	}
	return out, nil
}

// asMap returns the file for --map that says what the headings were taken for.
func (h heading) asMap() string {
	var b strings.Builder
	b.WriteString("heading,column")
	for i, text := range h.written {
		fmt.Fprintf(&b, "\n%s,%s", csvCell(text), cardsColumn(h.folded[i]))
	}
	return b.String()
}

// told says for people which heading was taken for which column.
func (h heading) told() string {
	var read, left []string
	for i, text := range h.written {
		text = shorten(text, 40)
		switch column := cardsColumn(h.folded[i]); {
		case column == "":
			left = append(left, text)
		default:
			read = append(read, text+" as "+column)
		}
	}
	told := "its headings were read by their meaning: " + strings.Join(read, ", ")
	if len(left) > 0 {
		told += "; not read: " + strings.Join(left, ", ")
	}
	return told
}

// csvCell quotes a text as RFC 4180 asks.
func csvCell(text string) string {
	if strings.ContainsAny(text, ",\"\r\n") {
		return `"` + strings.ReplaceAll(text, `"`, `""`) + `"`
	}
	return text
}
