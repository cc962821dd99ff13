package page

import (
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/lanyard-id/lanyard/readiness"
)

// hostile are texts that want to break out of a page, or to swell it.
var hostile = []string{
	`<script>hacked=1</script>`,
	`"><img src=x onerror=hacked=1>`,
	`' onmouseover=hacked=1 x='`,
	`</style><style>*{display:none}`,
	`javascript:hacked=1//@`,
	"<!--", "]]>", "{{.Title}}", "&lt;b&gt;", `\u003cb>`,
	"\u202egnp.exe\u202c", "שלום עולם مرحبا بالعالم", "🏥💳👩‍⚕️", "\x00\x1b[31mred\x07", "\xff\xfe\xc3",
	"line\nbreak\tand\rreturn", strings.Repeat("W", 10_000), strings.Repeat("long words ", 1_000), strings.Repeat("<&\"", 4_000),
	"", " ", "9999-12-31T23:59:59Z", "0000-01-01", "-1",
}

// poison sets every text below a value to one of the hostile ones by turn. Lists
// become as long as there are hostile texts, lists in lists shorter.
func poison(v reflect.Value, turn *int, depth int) {
	switch v.Kind() {
	case reflect.String:
		*turn++
		v.SetString(hostile[*turn%len(hostile)])
	case reflect.Pointer:
		if v.IsNil() {
			if v.Type() == reflect.TypeFor[*readiness.People]() && *turn > 200 {
				return // People hold People
			}
			v.Set(reflect.New(v.Type().Elem()))
		}
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
func hostileReport(findings int) *readiness.Report {
	r, turn := &readiness.Report{}, 0
	poison(reflect.ValueOf(r).Elem(), &turn, 0)
	r.At = "2025-07-02T09:00:00+01:00" // else no timeline is drawn
	r.Findings = func(yield func(readiness.Finding) bool) {
		for i := range findings {
			f := readiness.Finding{}
			turn := 7 * i
			poison(reflect.ValueOf(&f).Elem(), &turn, 0)
			if !yield(f) {
				return
			}
		}
	}
	return r
}

func hostilePractice() *readiness.Practice {
	p, turn := &readiness.Practice{}, 0
	poison(reflect.ValueOf(p).Elem(), &turn, 0)
	return p
}

func TestHostile(t *testing.T) {
	pages := map[string]string{
		"page":  written(t, hostileReport(300), Options{Title: hostile[0], FullList: hostile[1]}),
		"sheet": writtenSheet(t, hostilePractice(), Options{}),
	}
	for name, page := range pages {
		if !utf8.ValidString(page) {
			t.Errorf("the %s is not UTF-8", name)
		}
		bare := same.ReplaceAllString(page, "")
		for _, not := range []string{"<script>hacked", "<img", " onmouseover=hacked=1 x='", "</style>", "<!--", "\u202e", "\x00", "\x1b", "ZgotmplZ", `href="javascript`} {
			if strings.Contains(bare, not) {
				t.Errorf("the %s has %q", name, not)
			}
		}
		if n := len(page); n >= 5_000_000 {
			t.Errorf("the %s has %d bytes", name, n)
		}
	}
}

// TestHostileAndLarge swells each list with texts that are long once escaped.
func TestHostileAndLarge(t *testing.T) {
	r := largeReport(0)
	long := strings.Repeat(`<"&'`, 3_000)
	for i := range r.People.List {
		r.People.List[i].Name, r.People.List[i].Why, r.People.List[i].Do = long, long, []string{long, long, long}
	}
	for i := range r.Organisations {
		r.Organisations[i].Name, r.Organisations[i].Contact = long, &readiness.Contact{Organisation: long, Name: long, Email: "a@b" + long, Phone: long, Hours: long}
	}
	for i := range r.Cards.Next {
		r.Cards.Next[i].Name, r.Cards.Next[i].Need = long, long
	}
	r.Findings = func(yield func(readiness.Finding) bool) {
		for range 20_000 {
			if !yield(readiness.Finding{Subject: long, Organisation: long, Requirement: long, Why: long, Say: long, Who: long}) {
				return
			}
		}
	}
	page := written(t, r, Options{})
	if len(page) >= 5_000_000 {
		t.Errorf("the page has %d bytes", len(page))
	}
	if !strings.Contains(page, "of 20,000 findings") {
		t.Error("the page does not say that it leaves findings out")
	}
}
