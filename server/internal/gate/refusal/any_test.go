package refusal

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"html"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"pgregory.net/rapid"

	"github.com/lanyard-id/lanyard/notice"
)

// hostile are texts that want to break out of where they stand.
var hostile = []string{
	`<script>hacked=1</script>`, `"><img src=x onerror=hacked=1>`, `' onmouseover=hacked=1 x='`, `</style><style>*{display:none}`,
	"javascript:hacked=1//@", "<!--", "]]>", "<![CDATA[", "{{.Title}}", "&lt;b&gt;", `\u003cb>`, `</gpPARAM><gpPARAM name="sso_ticket">x`,
	`sso_ticket">AQIC`, "%0d%0aX: y", "a\r\nSet-Cookie: x=y", "\u202egnp.exe\u202c", "שלום עולם", "🏥💳👩‍⚕️", "\x00\x1b[31mred\x07", "\xff\xfe\xc3",
	strings.Repeat("W", 10_000), strings.Repeat("long words ", 1_000), strings.Repeat("<&\"", 4_000), strings.Repeat("界", 3_000), "", " ",
	"01632 960 001", "+441632960001", "it@trust.example", "it@trust.example?cc=x@y", "https://a.example/b?c=d#e", "https://a.example/\"><b>", "Mon-Fri 08:00-18:00", "24x365", "it-team",
}

// anyText draws a text of any kind.
func anyText(t *rapid.T, label string) string {
	return rapid.OneOf(rapid.SampledFrom(hostile), rapid.String(), rapid.Map(rapid.SliceOfN(rapid.Byte(), 0, 40), func(b []byte) string { return string(b) })).Draw(t, label)
}

// anyWords draws words in which only the code is as it should be.
func anyWords(t *rapid.T) *Words {
	text := func(label string) string { return anyText(t, label) }
	texts := func(label string, most int) (out []string) {
		for i := range rapid.IntRange(0, most).Draw(t, label) {
			out = append(out, text(label+" "+strconv.Itoa(i)))
		}
		return out
	}
	now := time.Unix(rapid.Int64Range(0, 4e9).Draw(t, "at"), 0).UTC()
	instant := func(label string) time.Time {
		if !rapid.Bool().Draw(t, label) {
			return time.Time{}
		}
		return now.Add(time.Duration(rapid.Int64Range(-400*24*3600, 400*24*3600).Draw(t, label+" is")) * time.Second)
	}
	w := &Words{
		Blocked: rapid.Bool().Draw(t, "blocked"), Spared: rapid.Bool().Draw(t, "spared"), Code: notice.NewCode(rapid.Uint64().Draw(t, "code")), At: now,
		Tell: texts("tell", 6), Unsure: rapid.Bool().Draw(t, "unsure"), Until: instant("until"), Next: instant("next"), Begins: instant("begins"), Ends: instant("ends"),
		Devices: texts("device", 7), Carried: rapid.Bool().Draw(t, "carried"), Sources: texts("source", 2),
		Home: rapid.SampledFrom([]string{"", "/", "https://gate.example", text("home")}).Draw(t, "home is"), Session: text("session"),
	}
	if rapid.Bool().Draw(t, "a good source") {
		w.Sources = append(w.Sources, "https://digital.example/notice?a=b#c")
	}
	for i := range rapid.IntRange(0, 9).Draw(t, "reasons") {
		label := fmt.Sprint("reason ", i)
		w.Reasons = append(w.Reasons, Reason{
			Requirement: text(label), Title: text(label + " title"), Why: text(label + " why"), Do: text(label + " do"), Who: text(label + " who"), Say: text(label + " say"),
			Unknown: rapid.Bool().Draw(t, label+" unknown"), Blocks: rapid.Bool().Draw(t, label+" blocks"),
		})
	}
	for i := range rapid.IntRange(0, 6).Draw(t, "contacts") {
		label := fmt.Sprint("contact ", i)
		w.Contacts = append(w.Contacts, Contact{
			Team: text(label), Name: text(label + " name"), Phone: text(label + " phone"), Email: text(label + " email"), Hours: text(label + " hours"),
			There: rapid.SampledFrom([]Presence{Unsaid, There, Away}).Draw(t, label+" there"), Changes: instant(label + " changes"),
		})
	}
	return w
}

type failer interface {
	Helper()
	Errorf(format string, args ...any)
	Fatalf(format string, args ...any)
}

// answers writes words in a form.
func answers(form Form, w *Words) *http.Response {
	rec := httptest.NewRecorder()
	Write(rec, httptest.NewRequest(http.MethodGet, "/", nil), form, http.StatusForbidden, w)
	return rec.Result()
}

// TestAnyWords holds every form, for any words, to being well formed, small and
// complete.
func TestAnyWords(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { checkWords(t, anyWords(t)) })
}

// FuzzWords does the same with words of a fuzzer's texts.
func FuzzWords(f *testing.F) {
	for i, text := range hostile {
		f.Add(text, hostile[(i+7)%len(hostile)], hostile[(i+13)%len(hostile)], uint64(i))
	}
	f.Fuzz(func(t *testing.T, a, b, c string, code uint64) {
		checkWords(t, &Words{
			Blocked: code%2 == 0, Code: notice.NewCode(code), At: time.Unix(1751966000, 0).UTC(), Until: time.Unix(1751968800, 0).UTC(),
			Tell: []string{a, b}, Devices: []string{c, a}, Home: b, Session: c, Sources: []string{a},
			Reasons:  []Reason{{a, b, c, a, b, c, false, true}, {b, c, a, a, c, b, true, false}},
			Contacts: []Contact{{Team: c, Name: a, Phone: b, Email: c, Hours: a, There: Away}, {Name: b, Phone: a, Email: a}},
		})
	})
}

func checkWords(t failer, w *Words) {
	t.Helper()
	for form := range endings {
		res := answers(form, w)
		body, err := io.ReadAll(res.Body)
		if err != nil {
			t.Fatalf("%v", err)
		}
		if len(body) > maxPage || !utf8.Valid(body) {
			t.Errorf("form %d has %d bytes, valid UTF-8: %v", form, len(body), utf8.Valid(body))
		}
		if got := res.Header.Get("Content-Length"); got != strconv.Itoa(len(body)) {
			t.Errorf("form %d says it has %s bytes, and has %d", form, got, len(body))
		}
		checkHeader(t, res.Header)
		var told string
		switch form {
		case Page:
			told = checkHTML(t, string(body))
		case Problem:
			told = checkJSON(t, body)
		case ProblemXML, GPObject:
			told = checkXML(t, body)
		default:
			told = string(body)
		}
		complete(t, form, w, told)
	}
}

// complete holds a form to what each must have.
func complete(t failer, form Form, w *Words, told string) {
	t.Helper()
	want := append(append(w.tells(), w.when()...), w.steps()...)
	if form == Problem || form == ProblemXML {
		want = append(want, w.Code)
	} else {
		want = append(want, w.said())
	}
	for _, c := range w.contacts() {
		want = append(want, plain(c.Name, maxName), plain(c.Phone, maxName))
	}
	done := map[string]bool{"": true}
	for _, r := range w.reasons() {
		want = append(want, plain(r.Title, maxTitle), plain(r.Why, maxSentence))
		if !done[r.Do] || r.Do == "" { // remedies with one do are told once, by the first
			want = append(want, plain(r.Say, maxSentence))
		}
		done[r.Do] = true
	}
	if w.Blocked && !w.Until.IsZero() {
		want = append(want, "It works again from "+moment(w.Until, w.At))
	}
	for _, text := range want {
		// What stands alone is a sentence where it is told, and in members as it came.
		if text = strings.TrimSuffix(text, "."); !strings.Contains(told, text) && !strings.Contains(told, strings.TrimSuffix(sentence(text), ".")) {
			t.Errorf("form %d does not tell %q:\n%s", form, text, told)
		}
	}
}

var tag = regexp.MustCompile(`<[^>]*>`)

// tags are those that the page is made of.
var tags = regexp.MustCompile(`^<(?:!DOCTYPE html|html lang="en-GB"|meta (?:charset="utf-8"|name="(?:viewport" content="width=device-width, initial-scale=1|color-scheme" content="light dark|robots" content="noindex)")|` +
	`/?(?:head|title|style|body|main|h1|h2|h3|p|div|ul|li|strong|br|section|footer|a|html)|p class="(?:lead|phone|hours|code)"|div class="(?:when|contact)"|section class="mend"|` +
	`a href="(?:tel:(?:&#43;)?[0-9]+|mailto:[!-~]+|/gate/help|https?://[!-~]+/gate/help)")>$`)

// checkHTML holds a page to the tags that it is made of, and returns its text.
func checkHTML(t failer, page string) string {
	t.Helper()
	head, rest, ok := strings.Cut(page, "<style>"+looks+"</style>")
	if !ok {
		t.Fatalf("the style is not what was written:\n%s", page)
	}
	markup := head + rest
	for _, found := range tag.FindAllString(markup, -1) {
		if !tags.MatchString(found) {
			t.Errorf("the page has a tag %s\n%s", found, page)
		}
	}
	text := tag.ReplaceAllString(markup, "\n")
	if strings.ContainsAny(text, "<>") {
		t.Errorf("the page has text that is not escaped:\n%s", page)
	}
	return html.UnescapeString(text)
}

func checkJSON(t failer, body []byte) string {
	t.Helper()
	var d details
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&d); err != nil {
		t.Fatalf("%v in %s", err, body)
	}
	told := []string{d.Title, d.Detail, d.Code, strings.Join(d.Tell, "\n")}
	for _, c := range d.Contacts {
		told = append(told, c.Name, c.Phone, c.Email)
	}
	for _, r := range d.Reasons {
		told = append(told, r.Requirement, r.Title, r.Why, r.Do, r.Who, r.Say)
	}
	return strings.Join(told, "\n")
}

// lawful are the parameters that a refusal may have in the legacy protocol.
var lawful = regexp.MustCompile(`^(?:log_session_id|error_(?:url|code|message)|decision|until|(?:tell|when|step|contact|reason)[0-9]+)$`)

func checkXML(t failer, body []byte) string {
	t.Helper()
	decoder := xml.NewDecoder(bytes.NewReader(body))
	var told []string
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatalf("%v in %s", err, body)
		}
		switch token := token.(type) {
		case xml.CharData:
			told = append(told, string(token))
		case xml.StartElement:
			for _, a := range token.Attr {
				if a.Name.Local == "name" && !lawful.MatchString(a.Value) {
					t.Errorf("there is a parameter %s in %s", a.Value, body)
				}
			}
		case xml.Comment, xml.Directive:
			t.Errorf("there is a %T in %s", token, body)
		}
	}
	for _, name := range []string{"challenge", "signature", "sso_ticket"} {
		if bytes.Contains(body, []byte(name+`">`)) {
			t.Errorf("an agent that searches text finds a %s in %s", name, body)
		}
	}
	return strings.Join(told, "\n")
}

// checkHeader holds a header to printable ASCII, so that no value ends its line.
func checkHeader(t failer, h http.Header) {
	t.Helper()
	values := 0
	for name, list := range h {
		for _, value := range list {
			values++
			if strings.ContainsFunc(value, func(r rune) bool { return r < ' ' || r > '~' }) {
				t.Errorf("%s is %q", name, value)
			}
		}
	}
	var b bytes.Buffer
	if err := h.Write(&b); err != nil {
		t.Fatalf("%v", err)
	}
	if n := strings.Count(b.String(), "\n"); n != values {
		t.Errorf("%d values are written in %d lines:\n%s", values, n, b.String())
	}
}

// TestLargest writes as much as there can be, in the characters that grow most.
func TestLargest(t *testing.T) {
	largest := 0
	for _, letter := range []string{"&", `"`, "<", "+", "界", "\U0001F3E5", "\u0085\u2028", "a"} {
		text := strings.Repeat(letter, 5_000)
		w := &Words{
			Blocked: true, Code: code, At: time.Unix(1751966000, 0).UTC(), Until: time.Unix(1751968800, 0).UTC(),
			Next: time.Unix(1761968800, 0).UTC(), Ends: time.Unix(1771968800, 0).UTC(), Unsure: true, Session: text, Home: "https://" + strings.Repeat("a", 400),
		}
		for i := range 20 {
			w.Tell, w.Devices = append(w.Tell, text), append(w.Devices, text)
			w.Reasons = append(w.Reasons, Reason{text, text, text, text + strconv.Itoa(i), text, text, false, false})
			w.Contacts = append(w.Contacts, Contact{Team: text, Name: text, Phone: text, Email: strings.Repeat("+", 15) + strings.Repeat("a", 43) + "@b", Hours: text, There: Away, Changes: w.Ends})
		}
		for form := range endings {
			body, _ := io.ReadAll(answers(form, w).Body)
			largest = max(largest, len(body))
		}
		checkWords(t, w)
	}
	if largest < maxPage*3/4 {
		t.Errorf("the largest answer has %d bytes: the limits could be wider", largest)
	}
	t.Logf("the largest answer has %d bytes", largest)
}
