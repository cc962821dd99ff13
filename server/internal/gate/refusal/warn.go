package refusal

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/lanyard-id/lanyard/notice"
)

// Warn adds to the header of an answer that is passed on what machines are told of
// a sign-in that was let in with a warning:
//
//   - Warning, code 299 (RFC 7234 §5.5). RFC 9111 §5.5 calls it obsolete, because
//     caches hardly wrote any and nobody read them. It is kept here because no
//     other header carries a sentence for people through clients that do not know
//     it, and those that log it do;
//   - Deprecation (RFC 9745): since when what falls short is asked for;
//   - Sunset (RFC 8594): from when it is refused for good;
//   - Link to the page of each notice, as rel deprecation and sunset;
//   - X-Gate-Decision and X-Gate-Code.
//
// Deprecation and Sunset of the service itself stand: it knows more of its
// resource. Whatever the words, no value can end its line: all of it is printable
// ASCII.
func Warn(h http.Header, words *Words) {
	mark(h, notice.Warn, words.Code)
	h.Add("Warning", `299 lanyard-gate "`+quotable.Replace(ascii(words.line(), maxWarnText))+`"`)
	var relations []string
	if !words.Begins.IsZero() && h.Get("Deprecation") == "" {
		h.Set("Deprecation", "@"+strconv.FormatInt(words.Begins.Unix(), 10)) // a date of RFC 9651 §3.3.7
		relations = append(relations, "deprecation")
	}
	// A sunset before the deprecation would contradict it (RFC 9745 §4).
	if !words.Ends.IsZero() && !words.Ends.Before(words.Begins) && h.Get("Sunset") == "" {
		h.Set("Sunset", words.Ends.UTC().Format(http.TimeFormat))
		relations = append(relations, "sunset")
	}
	told := 0
	for _, source := range words.Sources {
		to := reference(source)
		if to == "" || told == maxSources {
			continue
		}
		told++
		for _, relation := range relations {
			h.Add("Link", "<"+to+`>; rel="`+relation+`"; type="text/html"`)
		}
	}
}

// line is the warning in a line.
func (w *Words) line() string {
	parts := append(w.tells(), w.when()...)
	if code := w.said(); code != "" {
		parts = append(parts, "Code "+code+".")
	}
	return strings.Join(parts, " ")
}

// quotable escapes for a quoted-string (RFC 9110 §5.6.4).
var quotable = strings.NewReplacer(`\`, `\\`, `"`, `\"`)

// typography is what Unicode does not take apart into ASCII.
var typography = strings.NewReplacer("‘", "'", "’", "'", "“", `"`, "”", `"`, "–", "-", "—", "-", "…", "...", "£", "GBP ", "ß", "ss", "ø", "o", "Ø", "O", "æ", "ae", "Æ", "AE", "đ", "d", "ł", "l", "Ł", "L")

// ascii writes a text in printable ASCII of at most so many bytes: letters lose
// their accents, and of all else a question mark is left.
func ascii(text string, most int) string {
	text = plain(text, most)
	if !strings.ContainsFunc(text, func(r rune) bool { return r > '~' }) {
		return text
	}
	var b strings.Builder
	for _, r := range norm.NFKD.String(typography.Replace(text)) {
		if unicode.Is(unicode.Mn, r) {
			continue
		}
		if r < ' ' || r > '~' {
			r = '?'
		}
		if b.WriteRune(r); b.Len() == most {
			break
		}
	}
	return b.String()
}

// reference is the URL of a page, fit to stand in <>; "" if it is none.
func reference(source string) string {
	u, err := url.Parse(strings.TrimSpace(source))
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || u.User != nil || len(source) > maxSource {
		return ""
	}
	// String escapes what a path may not hold, but not all that a query might.
	for _, c := range []byte(u.String()) {
		if c <= ' ' || c > '~' || strings.IndexByte("<>\"\\^`{|}", c) >= 0 {
			return ""
		}
	}
	return u.String()
}
