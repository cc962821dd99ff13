package format

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"

	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/readiness"
)

var sgr = regexp.MustCompile("\x1b\\[[0-9]+m")

// anyReport draws an answer whose texts and counts may be anything.
func anyReport(t *rapid.T) *readiness.Report {
	text := rapid.OneOf(rapid.String(), rapid.StringOfN(rapid.SampledFrom([]rune("a b\x1b[31m\n\u202e漢字e\u0301👩\u200d💻\t\x07")), 0, 200, -1))
	count := rapid.OneOf(rapid.IntRange(0, 20), rapid.IntRange(0, 4_000_000))
	when := rapid.OneOf(rapid.Just(""), rapid.SampledFrom([]string{"2025-07-08T10:00:00+01:00", "2026-01-01T00:00:00Z", "2025-09-01"}), text)
	draw := func(name string) string { return text.Draw(t, name) }
	counts := func(name string) readiness.Count {
		return readiness.Count{Met: count.Draw(t, name), Unmet: count.Draw(t, name), Unknown: count.Draw(t, name), Exempt: count.Draw(t, name)}
	}
	r := &readiness.Report{At: when.Draw(t, "at")}
	for range rapid.IntRange(0, 14).Draw(t, "requirements") {
		r.Requirements = append(r.Requirements, readiness.Requirement{
			Requirement: draw("id"), Of: draw("of"), Action: notice.Action(rapid.IntRange(0, 2).Draw(t, "action")),
			Next: when.Draw(t, "next"), NextAction: rapid.SampledFrom([]string{"observe", "warn", "block"}).Draw(t, "next action"),
			Count: counts("count"), Dormant: counts("dormant"), Closed: counts("closed"),
		})
	}
	if rapid.Bool().Draw(t, "block") {
		r.NextBlock = &readiness.Block{From: when.Draw(t, "from"), Until: when.Draw(t, "until")}
		for range rapid.IntRange(0, 6).Draw(t, "organisations") {
			r.NextBlock.Organisations = append(r.NextBlock.Organisations, readiness.StoppedOrganisation{Organisation: draw("code"), Name: draw("name"), Stopped: readiness.Stopped{People: count.Draw(t, "people")}})
		}
	}
	for range rapid.IntRange(0, 4).Draw(t, "others") {
		r.Windows = append(r.Windows, readiness.Window{From: when.Draw(t, "from"), Until: when.Draw(t, "until"), Requirements: []string{draw("requirement")}})
		r.Tasks = append(r.Tasks, readiness.Task{Do: draw("do"), Who: draw("who"), Say: draw("say"), People: count.Draw(t, "people")})
		r.Settle = append(r.Settle, readiness.Settle{Missing: draw("missing"), Do: draw("do"), Findings: count.Draw(t, "findings")})
		r.Files = append(r.Files, readiness.File{Name: draw("file"), Rows: count.Draw(t, "rows"), Rejects: count.Draw(t, "rejects")})
		r.Rejects = append(r.Rejects, readiness.Reject{File: draw("file"), Value: draw("value"), Error: draw("error")})
		r.NearMisses = append(r.NearMisses, readiness.NearMiss{Name: draw("name")})
	}
	r.People = readiness.People{From: draw("told from"), Stranded: 1, List: []readiness.Person{{Name: draw("name"), Organisation: draw("code"), Stranded: true}}}
	return r
}

// TestTableFits holds for any answer: no line is wider than was asked, and
// nothing but our own colours steers the terminal.
func TestTableFits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := anyReport(t)
		o := TableOptions{Width: rapid.IntRange(0, 140).Draw(t, "width"), Colour: rapid.Bool().Draw(t, "colour")}
		most := o.Width
		if most == 0 {
			most = usualWidth
		}
		most = min(max(most, leastWidth), mostWidth)
		var out bytes.Buffer
		if err := Table(&out, r, o); err != nil {
			t.Fatal(err)
		}
		text := out.String()
		if o.Colour {
			text = sgr.ReplaceAllString(text, "")
		}
		for line := range strings.Lines(text) {
			line = strings.TrimSuffix(line, "\n")
			if terminalCells(line) > most {
				t.Fatalf("%d columns, %d were asked for: %q", terminalCells(line), most, line)
			}
			if i := strings.IndexFunc(line, func(r rune) bool { return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) }); i >= 0 {
				t.Fatalf("a control character stands in %q", line)
			}
		}
		if !strings.Contains(text, " Next: ") {
			t.Fatal("it does not say what to do next")
		}
	})
}

func TestApportion(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		counts := rapid.SliceOfN(rapid.OneOf(rapid.Just(0), rapid.IntRange(0, 5_000_000)), 4, 4).Draw(t, "counts")
		width := rapid.IntRange(leastBar, 100).Draw(t, "width")
		columns := apportion(counts, width)
		total, all := 0, 0
		for i := range counts {
			total += columns[i]
			all += counts[i]
			if (counts[i] > 0) != (columns[i] > 0) {
				t.Fatalf("a share of %d has %d columns", counts[i], columns[i])
			}
		}
		if want := min(all, 1) * width; total != want {
			t.Fatalf("%d columns of %v, want %d", total, columns, want)
		}
		for i, n := range counts {
			exact := float64(n) * float64(width) / float64(max(all, 1))
			if off := float64(columns[i]) - exact; n > 0 && (off > 1 || off < -4) {
				t.Fatalf("a share of %d of %d has %d columns of %d", n, all, columns[i], width)
			}
		}
	})
}

func TestFitID(t *testing.T) {
	p := &page{}
	for _, test := range []struct {
		id   string
		most int
		want string
	}{
		{"tls", 10, "tls"},
		{"requirement-number-01", 11, "requi~er-01"},
		{"requirement-number-01", 10, "requi~r-01"},
		{"漢字漢字漢字", 7, "漢字~字"},
		{"漢字", 3, "漢~"},
	} {
		if got := p.fitID(test.id, test.most); got != test.want || terminalCells(got) > test.most {
			t.Errorf("fitID(%q, %d) = %q, want %q", test.id, test.most, got, test.want)
		}
	}
}

func TestWords(t *testing.T) {
	at := "2025-07-08T09:00:00+01:00"
	for _, test := range []struct{ got, want string }{
		{number(0), "0"}, {number(999), "999"}, {number(1000), "1,000"}, {number(1234567), "1,234,567"}, {number(-1234), "-1,234"},
		{soon("2025-07-08T10:00:00+01:00", at), "10:00"}, {soon("2025-09-01T00:00:00+01:00", at), "1 Sep"}, {soon("2026-07-01T00:00:00+01:00", at), "Jul 2026"}, {soon("never", at), "never"},
		{day("2025-09-01T00:00:00+01:00", at), "Mon 1 Sep"}, {day("2026-09-01T08:30:00+01:00", at), "Tue 1 Sep 2026 08:30"}, {day("2025-08-01", at), "Fri 1 Aug"}, {day("2025-08-01", ""), "Fri 1 Aug 2025"},
		{span("2025-07-08T10:00:00+01:00", "2025-07-08T11:00:00+01:00", at), "Tue 8 Jul 10:00 to 11:00"},
		{span("2025-07-08T22:00:00+01:00", "2025-07-09T06:00:00+01:00", at), "Tue 8 Jul 22:00 to Wed 9 Jul 06:00"},
		{span("2025-09-01T00:00:00+01:00", "", at), "Mon 1 Sep on, for good"},
		{of(1, "card", "cards"), "1 card"}, {of(2000, "card", "cards"), "2,000 cards"},
		{ring(nil), ""}, {ring(&readiness.Contact{Name: "Desk", Phone: "+44 20 7946 0000"}), "Desk, tel. +44 20 7946 0000"},
		{teamName("national"), "National"}, {teamName("nobody"), "nobody"},
	} {
		if test.got != test.want {
			t.Errorf("got %q, want %q", test.got, test.want)
		}
	}
}

func ExampleTable() {
	report := &readiness.Report{
		At:           "2025-07-09T09:00:00+01:00",
		Requirements: []readiness.Requirement{{Requirement: "card-series", Of: "card", Action: notice.Warn, Count: readiness.Count{Met: 9, Unmet: 2, Unknown: 1}}},
	}
	var out bytes.Buffer
	if err := Table(&out, report, TableOptions{Width: 72}); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(strings.Join(strings.Split(out.String(), "\n")[2:4], "\n"))
	// Output:
	// REQUIREMENT  MET  UNMET  UNKNOWN  EXEMPT                     NOW   NEXT
	//  card-series    9      2        1       0  .............###?  warn  -
}
