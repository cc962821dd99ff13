package timeline

import (
	"encoding/xml"
	"errors"
	"io"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/svg"
)

// checkSVG draws a notice and holds what every picture must be: well-formed, with
// a title and a description, without styles and scripts, with ids of its own,
// and with all its text on the paper. It returns how many elements of each name
// there are, and the texts.
func checkSVG(t testing.TB, n *notice.Notice, o Options) (elements map[string]int, texts []string) {
	t.Helper()
	var b strings.Builder
	if err := SVG(&b, n, o); err != nil {
		t.Fatal(err)
	}
	d := xml.NewDecoder(strings.NewReader(b.String()))
	elements = map[string]int{}
	ids := map[string]bool{}
	var inside []string
	var place xml.StartElement
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatalf("%v in\n%s", err, b.String())
		}
		switch token := token.(type) {
		case xml.StartElement:
			name := token.Name.Local
			elements[name]++
			inside = append(inside, name)
			if name == "text" {
				place = token.Copy()
			}
			for _, a := range token.Attr {
				switch a.Name.Local {
				case "style", "href":
					t.Errorf("<%s> has the attribute %s", name, a.Name.Local)
				case "id":
					if ids[a.Value] {
						t.Errorf("the id %q stands twice", a.Value)
					}
					ids[a.Value] = true
				}
			}
		case xml.EndElement:
			inside = inside[:len(inside)-1]
		case xml.CharData:
			words := string(token)
			if len(inside) > 0 && inside[len(inside)-1] == "text" {
				texts = append(texts, words)
				checkPlace(t, place, words)
			}
		}
	}
	if elements["style"]+elements["script"] > 0 || elements["desc"] != 1 {
		t.Errorf("the elements are %v", elements)
	}
	return elements, texts
}

// checkPlace holds a label to the paper, by the estimate of its width.
func checkPlace(t testing.TB, text xml.StartElement, words string) {
	t.Helper()
	var x, size float64
	anchor, bold := "start", 1.0
	for _, a := range text.Attr {
		switch a.Name.Local {
		case "x":
			x, _ = strconv.ParseFloat(a.Value, 64)
		case "font-size":
			size, _ = strconv.ParseFloat(a.Value, 64)
		case "text-anchor":
			anchor = a.Value
		case "font-weight":
			bold = svg.BoldWider
		}
	}
	wide := svg.Measure(words, size*bold)
	left := map[string]float64{"start": x, "middle": x - wide/2, "end": x - wide}[anchor]
	if left < margin/2 || left+wide > pictureWidth-margin/2 {
		t.Errorf("%q reaches from %.0f to %.0f", words, left, left+wide)
	}
}

func TestManyWindowsAreFewElements(t *testing.T) {
	n := planned(t, `id: all, on: [Mon, Tue, Wed, Thu, Fri, Sat, Sun], minutes: "00-10", first: 2025-02-01, last: 2026-01-31`)
	elements, texts := checkSVG(t, n, Options{})
	total := 0
	for _, count := range elements {
		total += count
	}
	if total > 150 {
		t.Errorf("%d windows make %d elements: %v", len(n.Windows[0].Spans), total, elements)
	}
	if !strings.Contains(strings.Join(texts, "|"), "refused in windows") {
		t.Errorf("nothing says what the dark band means: %q", texts)
	}
	// Wide apart, each by itself: still not one element a window.
	elements, _ = checkSVG(t, n, Options{From: at(t, "2025-06-01T00:00"), Until: at(t, "2025-06-15T00:00")})
	if elements["rect"] > mostTitles+20 {
		t.Errorf("%v", elements)
	}
}

func TestSeveralPicturesShareAPage(t *testing.T) {
	var page strings.Builder
	page.WriteString("<html>")
	for _, name := range []string{"intervals.yaml", "corners.yaml"} {
		if err := SVG(&page, read(t, name), Options{}); err != nil {
			t.Fatal(err)
		}
	}
	page.WriteString("</html>")
	ids := map[string]bool{}
	for _, part := range strings.Split(page.String(), ` id="`)[1:] {
		id, _, _ := strings.Cut(part, `"`)
		if ids[id] {
			t.Errorf("the id %q stands twice", id)
		}
		ids[id] = true
	}
	if len(ids) == 0 {
		t.Error("there are no ids")
	}
}

func TestLongTitlesAreCutAndKept(t *testing.T) {
	n := read(t, "intervals.yaml")
	long := strings.TrimSpace(strings.Repeat("very long title ", 20))
	n.Title, n.Requirements[0].Title = long, long
	_, texts := checkSVG(t, n, Options{})
	cuts := 0
	for _, text := range texts {
		if strings.HasSuffix(text, "…") {
			cuts++
		}
	}
	if cuts != 2 {
		t.Errorf("%d texts are cut: %q", cuts, texts)
	}
	var b strings.Builder
	if err := SVG(&b, n, Options{}); err != nil {
		t.Fatal(err)
	}
	// The picture's own title, and the full text behind each that is cut.
	for _, want := range []string{">" + long + "</title>", "<title>" + long + "</title>", "<title>1. " + long + "</title>"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("%q is missing", want)
		}
	}
}

// TestEndlessWordStaysSmall draws titles of one word that no line has room for.
func TestEndlessWordStaysSmall(t *testing.T) {
	n := read(t, "intervals.yaml")
	endless := strings.Repeat("é", 200_000)
	n.Title, n.Requirements[0].Title, n.Services[0].Name, n.NoBlock[0].Why = endless, endless, endless, endless
	checkSVG(t, n, Options{})
	var b strings.Builder
	if err := SVG(&b, n, Options{}); err != nil {
		t.Fatal(err)
	}
	if b.Len() > 100_000 {
		t.Errorf("the picture has %d bytes", b.Len())
	}
	if want := "<title>" + strings.Repeat("é", svg.MostTitle-1) + "…</title>"; !strings.Contains(b.String(), want) {
		t.Error("no title holds what titles may")
	}
}

// TestDescribedDays names days on which something changes, not the margin: the
// day on which something begins at midnight, and the last one of what ends then.
func TestDescribedDays(t *testing.T) {
	for phases, want := range map[string]string{
		"{from: 2025-03-01, action: warn}, {from: 2025-10-01, action: block}":                    "from Saturday 1 February 2025 to Wednesday 1 October 2025.",
		"{from: 2025-03-01, action: warn}, {from: 2025-10-01, until: 2025-10-31, action: block}": "from Saturday 1 February 2025 to Friday 31 October 2025.",
		"": "on Saturday 1 February 2025.",
	} {
		n := parse(t, "language: 1\nnotice: days\nrevision: 1\npublished: 2025-02-01\nzone: Europe/London\nrequirements: [{id: a, of: card, met: card.series >= 8, phases: ["+phases+"]}]\n")
		var b strings.Builder
		if err := SVG(&b, n, Options{}); err != nil {
			t.Fatal(err)
		}
		if want = "Timeline of days, revision 1, " + want; !strings.Contains(b.String(), want) {
			t.Errorf("%q is missing", want)
		}
	}
}

func TestShorten(t *testing.T) {
	for _, test := range []struct {
		text string
		most int
		want string
	}{
		{"", 3, ""}, {"abc", 3, "abc"}, {"abcd", 3, "ab…"}, {"éèê", 3, "éèê"}, {"éèêë", 3, "éè…"}, {"a bc", 3, "a…"}, {"a\xff\xff\xff", 3, "a\xff…"},
	} {
		if got := svg.Shorten(test.text, test.most); got != test.want {
			t.Errorf("%q cut to %d is %q, want %q", test.text, test.most, got, test.want)
		}
	}
}

// TestAnyTextIsWellFormed puts any text in every place that a notice has for it.
func TestAnyTextIsWellFormed(t *testing.T) {
	src := read(t, "intervals.yaml")
	rapid.Check(t, func(r *rapid.T) {
		text := rapid.OneOf(rapid.String(), rapid.StringOfN(rapid.RuneFrom([]rune("<>&\"'\x00\x01\t\n\r\ufffe\U0010ffff]]>-— é漢")), 0, 40, -1)).Draw(r, "text")
		n := *src
		n.Title, n.Source, n.Contact.Name = text, text, text
		q := *src.Requirements[1]
		q.Title, q.Why = text, text
		remedy := *q.Remedy
		remedy.Say, remedy.Tell = text, text
		q.Remedy = &remedy
		n.Requirements = []*notice.Requirement{src.Requirements[0], &q, src.Requirements[2]}
		s := *src.Services[0]
		s.Name = text
		n.Services = []*notice.Service{&s}
		n.NoBlock = []notice.NoBlockDay{{Date: src.NoBlock[0].Date, Why: text}}
		checkSVG(t, &n, Options{})
		checkWords(t, &n, Options{At: src.Published.Start(src.Zone)})
	})
}

func TestTodayIsDrawnWhereItIs(t *testing.T) {
	n := read(t, "intervals.yaml")
	tests := []struct {
		today string
		want  []string
	}{
		{"2025-07-20T10:00", []string{"today, 20 Jul", "published"}},
		{"2025-06-05T10:00", []string{"today, 5 Jun"}}, // no room is left for published
		{"2031-01-01T00:00", []string{"published"}},
		{"", []string{"published"}},
	}
	for _, test := range tests {
		_, texts := checkSVG(t, n, Options{Today: at(t, test.today)})
		var got []string
		for _, text := range texts {
			if strings.HasPrefix(text, "today") || text == "published" {
				got = append(got, text)
			}
		}
		if diff := cmp.Diff(test.want, got, sorted); diff != "" {
			t.Errorf("%s (-want +got)\n%s", test.today, diff)
		}
	}
}
