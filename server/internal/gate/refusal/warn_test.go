package refusal

import (
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/lanyard-id/lanyard/test/draw"
)

func TestWarn(t *testing.T) {
	h := http.Header{"X-Gate-Decision": {"allow", "forged"}, "X-Gate-Code": {"forged"}, "Warning": {`199 upstream "of its own"`}, "Link": {`</style.css>; rel="preload"`}}
	Warn(h, cases(t)["warned"])
	want := http.Header{
		"X-Gate-Decision": {"warn"}, "X-Gate-Code": {code},
		"Warning": {
			`199 upstream "of its own"`,
			`299 lanyard-gate "This computer's sign-in software is too old; tell your IT team. If it is not put right, you cannot sign in for a time from 10:00 tomorrow, Tuesday 8 July 2025, and not at all from the start of Monday 1 September 2025. Code K7Q2-M9XD-4T6."`,
		},
		"Deprecation": {"@1748732400"}, "Sunset": {"Sun, 31 Aug 2025 23:00:00 GMT"},
		"Link": {
			`</style.css>; rel="preload"`,
			`<https://digital.example/services/notice?year=2025#dates>; rel="deprecation"; type="text/html"`,
			`<https://digital.example/services/notice?year=2025#dates>; rel="sunset"; type="text/html"`,
		},
	}
	if diff := cmp.Diff(want, h); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// TestWarnLeavesTheServiceItsOwn keeps what the service behind the gate says of
// itself, and says no sunset before the deprecation.
func TestWarnLeavesTheServiceItsOwn(t *testing.T) {
	w := *cases(t)["warned"]
	h := http.Header{"Deprecation": {"@1"}, "Sunset": {"Thu, 01 Jan 2026 00:00:00 GMT"}}
	Warn(h, &w)
	if h.Get("Deprecation") != "@1" || h.Get("Sunset") != "Thu, 01 Jan 2026 00:00:00 GMT" || h["Link"] != nil {
		t.Errorf("%v", h)
	}
	w.Ends = w.Begins.Add(-time.Second)
	h = http.Header{}
	Warn(h, &w)
	if h["Sunset"] != nil || len(h["Link"]) != 1 {
		t.Errorf("%v", h)
	}
	w.Begins, w.Ends, w.Code = time.Time{}, time.Time{}, "not a code"
	h = http.Header{}
	Warn(h, &w)
	if h["Deprecation"] != nil || h["Sunset"] != nil || h["Link"] != nil || h[CodeHeader] != nil || h.Get(DecisionHeader) != "warn" {
		t.Errorf("%v", h)
	}
}

var (
	warningValue = regexp.MustCompile(`^299 lanyard-gate "(?:[ !#-\[\]-~]|\\["\\])*"$`)
	linkValue    = regexp.MustCompile(`^<https?://[!#-;=?-\[\]_a-z~]+>; rel="(?:deprecation|sunset)"; type="text/html"$`)
	dateValue    = regexp.MustCompile(`^@-?[0-9]+$`)
)

// TestWarnOfAnyWords writes no header that is not what it should be, whatever the
// words.
func TestWarnOfAnyWords(t *testing.T) {
	links := 0
	draw.Until(t, func() string {
		if links == 0 {
			return "no source was fit for a link"
		}
		return ""
	}, func(t *rapid.T) {
		w := anyWords(t)
		if rapid.Bool().Draw(t, "any code") {
			w.Code = anyText(t, "code")
		}
		h := http.Header{}
		Warn(h, w)
		checkHeader(t, h)
		if got := h["Warning"]; len(got) != 1 || !warningValue.MatchString(got[0]) || len(got[0]) > 2*maxWarnText {
			t.Errorf("Warning is %q", got)
		}
		for _, link := range h["Link"] {
			links++
			if !linkValue.MatchString(link) {
				t.Errorf("Link is %q", link)
			}
		}
		for _, date := range h["Deprecation"] {
			if !dateValue.MatchString(date) {
				t.Errorf("Deprecation is %q", date)
			}
		}
		for _, date := range h["Sunset"] {
			if at, err := http.ParseTime(date); err != nil || !at.Equal(w.Ends) {
				t.Errorf("Sunset is %q, of %v: %v", date, w.Ends, err)
			}
		}
		allowed := []string{"Warning", "Link", "Deprecation", "Sunset", DecisionHeader, CodeHeader}
		for name := range h {
			if !slices.Contains(allowed, name) {
				t.Errorf("there is a header %s", name)
			}
		}
	})
}

func TestASCII(t *testing.T) {
	for text, want := range map[string]string{
		"Ringen Sie – “bitte” – Frau Müller an: 5 €": `Ringen Sie - "bitte" - Frau Muller an: 5 ?`,
		"ﬁle № ½":               "file No 1?2",
		"a\r\nb\x00":            "a b?",
		"शनि":                   "???",
		strings.Repeat("é", 50): strings.Repeat("e", 50),
		strings.Repeat("é", 51): strings.Repeat("e", 48) + "...",
	} {
		if got := ascii(text, 100); got != want {
			t.Errorf("%q becomes %q, want %q", text, got, want)
		}
	}
	// One character may come apart into many.
	if got := ascii(strings.Repeat("\uFDFA", 40), 100); len(got) != 100 {
		t.Errorf("%d bytes: %q", len(got), got)
	}
}

func TestReference(t *testing.T) {
	for source, want := range map[string]string{
		"https://a.example/b?c=d#e":       "https://a.example/b?c=d#e",
		"http://a.example/é":              "http://a.example/%C3%A9",
		"https://a.example/a b":           "https://a.example/a%20b",
		"https://a.example/?q=\"":         "",
		"https://a.example/>; rel=\"next": "https://a.example/%3E;%20rel=%22next",
		"https://a.example/\r\nX: y":      "",
		"https://user:secret@a.example/":  "",
		"javascript:alert(1)":             "",
		"//a.example/":                    "",
		"/relative":                       "",
		"https:///no-host":                "",
		"a letter of 3 June":              "",
		"":                                "",
		"https://a.example/" + strings.Repeat("a", maxSource): "",
	} {
		if got := reference(source); got != want {
			t.Errorf("%q becomes %q, want %q", source, got, want)
		}
	}
}
