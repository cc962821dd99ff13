package report

import (
	"bytes"
	"encoding/csv"
	"html"
	"io"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	jsonv2 "github.com/go-json-experiment/json"
	gocmp "github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/server/internal/cells"
	"github.com/lanyard-id/lanyard/server/internal/evidence"
)

// hostile are texts that want to break out of where they stand, or to swell it.
var hostile = []string{
	`<script>hacked=1</script>`, `"><img src=x onerror=hacked=1>`, `' onmouseover=hacked=1 x='`, `</style><style>*{display:none}`, `</svg><script>hacked=1</script>`,
	"javascript:hacked=1//@", "<!--", "]]>", "<![CDATA[", "{{.Title}}", "&lt;b&gt;", `\u003cb>`, "=cmd|' /C calc'!A0", "+1;=1", "\t@x", "%0d%0aX: y", "a\r\nSet-Cookie: x=y",
	"\u202egnp.exe\u202c", "שלום עולם مرحبا", "🏥💳👩‍⚕️", "\x00\x1b[31mred\x07", "\xff\xfe\xc3", "\ufffe", "\u2028", "tel:112", "+44 1632 960 001", "01632 960 001 (javascript:x)",
	strings.Repeat("W", 10_000), strings.Repeat("long words ", 1_000), strings.Repeat("<&\"", 4_000), strings.Repeat("界", 3_000), "", " ", "-", ".", "...",
}

// poison sets every text below a value to one of the hostile ones by turn. Lists
// become as long as there are hostile texts, lists in lists shorter.
func poison(v reflect.Value, turn *int, depth int) {
	if v.Type() == reflect.TypeFor[time.Time]() {
		*turn++
		v.Set(reflect.ValueOf(at("2025-07-08T10:00").Add(time.Duration(*turn) * 7 * time.Minute)))
		return
	}
	switch v.Kind() {
	case reflect.String:
		*turn++
		v.SetString(strings.ToValidUTF8(hostile[*turn%len(hostile)], "\ufffd")) // as Make leaves them
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		poison(v.Elem(), turn, depth)
	case reflect.Slice:
		n := len(hostile) + 1
		if depth > 0 {
			n = 3
		}
		v.Set(reflect.MakeSlice(v.Type(), n, n))
		for i := range n {
			poison(v.Index(i), turn, depth+1)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			poison(v.Field(i), turn, depth)
		}
	case reflect.Int:
		*turn++
		v.SetInt(int64(*turn % 40))
	case reflect.Bool:
		*turn++
		v.SetBool(*turn%2 == 0)
	}
}

// hostileReport is a report in which every text is hostile.
func hostileReport(turn int) *Report {
	r := &Report{}
	poison(reflect.ValueOf(r).Elem(), &turn, 0)
	r.Back.Ways = r.Back.Ways[:ways] // as many as there are
	for i := range r.Back.Ways {
		r.Back.Ways[i].How = how(i).String()
	}
	r.Window.Until = r.Window.From.Add(time.Hour)
	if turn%2 == 0 {
		r.Preview.Why = ""
	}
	return r
}

func TestHostileReports(t *testing.T) {
	for turn := range 2 * len(hostile) {
		r := hostileReport(turn)
		for _, form := range forms {
			text := checkForm(t, r, form)
			if form == "html" && len(text) > 400_000 {
				t.Errorf("the page has %d bytes", len(text))
			}
		}
	}
}

// TestHostileJournals does the same with what a journal and files may say.
func TestHostileJournals(t *testing.T) {
	for i := range hostile {
		text := func(n int) string { return hostile[(i+n)%len(hostile)] }
		j := hostileJournal(text)
		o := options()
		o.Notice, o.Name, o.Title = text(1), text(2), text(3)
		o.Contact = func(string) (string, string, string) { return text(4), text(5), text(6) }
		o.DeviceName = func(string) string { return text(7) }
		o.Organisation = func(string) string { return text(8) }
		o.Damage = func() Damage { return Damage{3, []string{text(9), text(10)}} }
		r := made(t, o, j)
		if r.Blocked.Attempts != 3 {
			t.Errorf("%+v", r.Blocked)
		}
		for _, form := range forms {
			checkForm(t, r, form)
		}
	}
}

// hostileJournal is one in which every text that a client may claim is hostile.
func hostileJournal(text func(n int) string) journal {
	block := []notice.Told{unmet("identity-agent", notice.Block), unmet(text(30), notice.Block)}
	in := at("2025-07-08T10:10")
	return journal{
		{at: in, code: text(10), done: "block", person: text(11), device: text(12), card: text(13), organisation: text(14), product: "x", version: "1", findings: block, contradictions: []string{text(15)}},
		{at: in, code: "K1", done: "block", device: text(16), organisation: text(17), findings: block, extractor: text(18)},
		{at: in, code: "K2", done: "block", address: text(19), findings: block},
		{at: in, code: "K3", done: "warn", weakened: text(20), person: text(21), findings: block},
		{at: in, code: "K4", done: "allow", device: text(12), card: text(13)},
		{at: in, code: "K4", outcome: or(strings.TrimSpace(text(22)), "x")},
		{at: in, code: text(23), handshake: &evidence.Handshake{At: in, Address: text(24), Offered: text(25)}},
		{at: in, code: text(26), raw: text(27) + "{"},
	}
}

type failer interface {
	Helper()
	Errorf(format string, args ...any)
	Fatalf(format string, args ...any)
}

// checkForm writes a report in a form and holds it to what holds for any.
func checkForm(t failer, r *Report, form string) string {
	t.Helper()
	var out bytes.Buffer
	write := map[string]func(io.Writer) error{"html": r.WriteHTML, "json": r.WriteJSON, "csv": r.WriteCSV, "txt": r.WriteText}[form]
	if err := write(&out); err != nil {
		t.Fatalf("%s: %v", form, err)
	}
	text := out.String()
	if !utf8.ValidString(text) {
		t.Errorf("%s is not UTF-8", form)
	}
	switch form {
	case "html":
		checkHTML(t, text)
	case "json":
		checkJSON(t, r, text)
	case "csv":
		checkCSV(t, r, text)
	case "txt":
		checkText(t, text)
	}
	return text
}

var (
	tag       = regexp.MustCompile(`<[^>]*>`)
	wholeTag  = regexp.MustCompile(`^</?([a-z][a-z0-9]*)((?: [a-zA-Z0-9-]+="[^"<>]*")*)/?>$`)
	attribute = regexp.MustCompile(` ([a-zA-Z0-9-]+)="([^"]*)"`)
	leadsTo   = regexp.MustCompile(`^(?:#[a-z]+|tel:(?:&#43;|\+)?[0-9]+)$`)
)

// What the page is made of.
var (
	tags = strings.Fields("html head meta title style body main section div footer h1 h2 p ul li span strong small br a code table caption thead tbody tr th td figure svg rect line text path")
	// attributes are those that hold nothing of others but aria-label, which tells the
	// numbers of the picture.
	attributes = strings.Fields("lang charset http-equiv content name class id href aria-labelledby scope role data-label aria-label " +
		"viewBox x y x1 y1 x2 y2 width height d fill fill-opacity stroke stroke-width stroke-dasharray stroke-linejoin paint-order font-size font-weight text-anchor")
)

// checkHTML holds a page to the tags and attributes that it is made of.
func checkHTML(t failer, page string) {
	t.Helper()
	head, rest, ok := strings.Cut(page, "<style>"+looks+"</style>")
	if !ok || !strings.HasPrefix(page, "<!DOCTYPE html>\n") || !strings.Contains(html.UnescapeString(head), `content="`+policy+`"`) {
		t.Fatalf("the head is not what was written:\n%.700s", page)
	}
	markup := strings.TrimPrefix(head, "<!DOCTYPE html>\n") + rest
	for _, found := range tag.FindAllString(markup, -1) {
		parts := wholeTag.FindStringSubmatch(found)
		if parts == nil || !contains(tags, parts[1]) {
			t.Errorf("the page has a tag %.200s", found)
			continue
		}
		for _, a := range attribute.FindAllStringSubmatch(parts[2], -1) {
			if !contains(attributes, a[1]) {
				t.Errorf("the page has an attribute %s in %.200s", a[1], found)
			}
			if a[1] == "href" && !leadsTo.MatchString(a[2]) {
				t.Errorf("the page leads to %q", a[2])
			}
		}
	}
	text := tag.ReplaceAllString(markup, "\n")
	if strings.ContainsAny(text, "<>") {
		t.Errorf("the page has text that is not escaped")
	}
	if strings.Contains(page, "ZgotmplZ") {
		t.Errorf("the page has a text that html/template refused")
	}
	checkShown(t, "the page", html.UnescapeString(text))
}

func contains(list []string, s string) bool {
	for _, had := range list {
		if had == s {
			return true
		}
	}
	return false
}

// checkShown holds what people see to be free of what steers a screen.
func checkShown(t failer, where, text string) {
	t.Helper()
	for _, r := range text {
		if unicode.IsControl(r) && r != '\n' || unicode.Is(unicode.Bidi_Control, r) || r == '\u2028' {
			t.Errorf("%s shows %U", where, r)
			return
		}
	}
}

func checkJSON(t failer, r *Report, text string) {
	t.Helper()
	var again Report
	if err := jsonv2.Unmarshal([]byte(text), &again, jsonv2.RejectUnknownMembers(true)); err != nil {
		t.Fatalf("reading the JSON: %v", err)
	}
	if diff := gocmp.Diff(*r, again, cmpopts.EquateEmpty(), gocmp.Comparer(time.Time.Equal)); diff != "" {
		t.Errorf("the JSON is read as another (-report +again)\n%s", diff)
	}
	if strings.Contains(text, "\": null") {
		t.Errorf("the JSON has null for a list")
	}
}

func checkCSV(t failer, r *Report, text string) {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil || len(rows) != len(r.Away)+1 {
		t.Fatalf("the CSV has %d rows of %d: %v", len(rows), len(r.Away)+1, err)
	}
	for _, row := range rows {
		for _, cell := range row {
			if cells.Safe(cell) != cell {
				t.Errorf("the CSV has a cell %.100q", cell)
			}
		}
	}
}

func checkText(t failer, text string) {
	t.Helper()
	checkShown(t, "the text", text)
	for line := range strings.Lines(text) {
		line = strings.TrimSuffix(line, "\n")
		if utf8.RuneCountInString(line) > textWidth {
			t.Errorf("the text has a line of %d columns: %s", utf8.RuneCountInString(line), line)
		}
	}
}

// FuzzMake makes a report of a journal in which records are any bytes.
func FuzzMake(f *testing.F) {
	block := event{at: at("2025-07-08T10:10"), code: "K1", done: "block", person: "p", device: "d", card: "c", organisation: "R", product: "x", version: "1", findings: []notice.Told{unmet("identity-agent", notice.Block)}}
	warn := event{at: at("2025-07-08T10:20"), code: "K2", done: "warn", weakened: "held", device: "d", findings: []notice.Told{unmet("identity-agent", notice.Block)}}
	f.Add(block.record(), warn.record(), "K2")
	f.Add([]byte(`{"outcome":"denied","at":"2025-07-08T10:20:00Z"}`), []byte(`{"handshake":{"at":"2025-07-08T10:20:00Z"}}`), "")
	f.Add([]byte(`{"signIn":{"client":{"product":7,"version":[]},"person":"x"},"answer":{"decision":"block","findings":[{"requirement":"identity-agent","result":"unmet","action":"block"}]}}`), []byte(`{`), "K1")
	f.Fuzz(func(t *testing.T, first, second []byte, code string) {
		in := at("2025-07-08T10:30")
		j := journal{
			block, {at: in, code: code, raw: or(string(first), "{")}, {at: in, code: "K2", raw: or(string(second), "{")},
			{at: in.AddDate(0, 0, -7), code: code, raw: or(string(second), "{")}, warn, {at: in, code: "K2", outcome: evidence.OutcomeDenied},
		}
		r := made(t, options(), j)
		if r.Blocked.Attempts < 1 || r.Blocked.Attempts > 3 || r.Decisions.All() > 4 || len(r.Away)+r.Back.Who.Total() != r.Blocked.Who.Total() {
			t.Errorf("%+v", r)
		}
		checkForm(t, r, forms[len(code)%len(forms)]) // one each, so that more are tried
	})
}
