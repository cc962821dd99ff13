package page

import (
	"bytes"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/readiness"
)

var update = flag.Bool("update", false, "write the golden files anew")

// written is a report as a page.
func written(t testing.TB, r *readiness.Report, o Options) string {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, r, o); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// writtenSheet is a practice as a page of paper.
func writtenSheet(t testing.TB, p *readiness.Practice, o Options) string {
	t.Helper()
	var b bytes.Buffer
	if err := WriteSheet(&b, p, o); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// shortReport is the report in which everything occurs, with few of each.
func shortReport() *readiness.Report {
	r := fakeReport(12)
	r.Organisations = r.Organisations[:6]
	r.People.List = r.People.List[:3]
	r.People.NextBlock.List = r.People.NextBlock.List[:3]
	r.NextBlock.Organisations = r.NextBlock.Organisations[:8]
	r.Cards.Next = r.Cards.Next[:3]
	r.Cards.Ends = append(r.Cards.Ends[:20:20], *r.Cards.Peak)
	r.Change.List = r.Change.List[:3]
	r.Rejects = r.Rejects[:3]
	return r
}

// What is the same in every page, and what follows from it.
var same = regexp.MustCompile(`(?s)<style>.*?</style>|<script>.*?</script>|&#39;sha256-.*?=&#39;`)

func TestGolden(t *testing.T) {
	tests := map[string]string{
		"full.html":        written(t, shortReport(), Options{Sample: true, Made: made, FullList: "findings.csv"}),
		"empty.html":       written(t, emptyReport(), Options{Title: "Nothing at all"}),
		"sheet.html":       writtenSheet(t, fakePractice(3, 4), Options{Sample: true, Made: made}),
		"sheet-empty.html": writtenSheet(t, &readiness.Practice{Organisation: "X00009"}, Options{}),
	}
	for name, got := range tests {
		t.Run(name, func(t *testing.T) {
			got := same.ReplaceAllString(got, "…")
			golden := filepath.Join("testdata", name)
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got); diff != "" {
				t.Errorf("%s; run with -update if this is meant (-want +got)\n%s", golden, diff)
			}
		})
	}
}

// TestFirst holds the page to what it is opened for.
func TestFirst(t *testing.T) {
	page := written(t, fakeReport(100), Options{})
	for _, want := range []string{
		"36 people cannot work as usual on Wednesday 2 July 2025, 09:00; 12 of them have no way left.",
		"The next block begins on Tuesday 8 July 2025, 10:00, in 6 days.",
		"If nothing is done, it stops 45 people; 15 of them have no other way to work. What to do first (Registration Authority): Replace the card with series 8 or above.",
		"Replace tomorrow, Thursday 3 July 2025",
		`<a href="#findings" data-find="Smartcards are series 8 or above" data-result="Unmet">181,200</a>`,
		"Of the unmet 61,023 dormant and 12,500 closed.",
		"Update Identity Agent to the latest version.",
		"Export AppInvRawData from Intune",
		"Tuesday 8 July 2025, 10:00 to 11:00",
		"From Monday 3 November 2025, 00:00 for good",
		"2,541 smartcards a working day are needed to be done by Monday 3 November 2025. At 900 a working day you are done on Monday 16 February 2026: 105 days too late.",
		"Peak: 14,000",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
}

// TestOneFile holds pages to needing nothing beside them.
func TestOneFile(t *testing.T) {
	for name, page := range map[string]string{
		"page":  written(t, fakeReport(100), Options{Made: made}),
		"sheet": writtenSheet(t, fakePractice(14, 20), Options{}),
	} {
		for _, fetches := range []string{"@font-face", "@import", "Frutiger", "url(http", "url(/", "url(\"", "sourceMappingURL", "src=", "<link", "<img", "<iframe", "http-equiv=\"refresh"} {
			if strings.Contains(page, fetches) {
				t.Errorf("the %s has %s", name, fetches)
			}
		}
		for _, m := range regexp.MustCompile(`href="([^"]*)"`).FindAllStringSubmatch(page, -1) {
			if !regexp.MustCompile(`^(#|tel:|mailto:)`).MatchString(m[1]) {
				t.Errorf("the %s leads to %s", name, m[1])
			}
		}
		if strings.Contains(page, "ZgotmplZ") {
			t.Errorf("the %s has a value that its place does not allow", name)
		}
	}
}

// TestAnchors holds links inside the page to places that are there, once.
func TestAnchors(t *testing.T) {
	for name, r := range map[string]*readiness.Report{"full": fakeReport(50), "short": shortReport(), "empty": emptyReport()} {
		page := same.ReplaceAllString(written(t, r, Options{}), "")
		places := map[string]int{}
		for _, m := range regexp.MustCompile(` id="([^"]*)"`).FindAllStringSubmatch(page, -1) {
			if places[m[1]]++; places[m[1]] > 1 {
				t.Errorf("%s: the id %s occurs twice", name, m[1])
			}
		}
		for _, m := range regexp.MustCompile(`href="#([^"]*)"|aria-labelledby="([^"]*)"`).FindAllStringSubmatch(page, -1) {
			if places[m[1]+m[2]] == 0 {
				t.Errorf("%s: nothing has the id %s", name, m[1]+m[2])
			}
		}
	}
}

// TestLarge holds the page of a million findings to its size, and to saying what
// it leaves out.
func TestLarge(t *testing.T) {
	page := written(t, largeReport(1_000_000), Options{FullList: "findings.csv"})
	if len(page) >= 5_000_000 {
		t.Errorf("the page has %d bytes", len(page))
	}
	for _, want := range []string{"Here are 5,000 of 1,000,000 findings", "995,000 more are not on this page. The whole list is in findings.csv.", "2,000 more are not on this page."} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	few := written(t, fakeReport(100), Options{MaxFindings: 7})
	if want := "Here are 7 of 100 findings"; !strings.Contains(few, want) {
		t.Errorf("the page does not say %q", want)
	}
}

// full is a writer that takes only so much.
type full struct{ room int }

var errFull = errors.New("the disk is full")

func (f *full) Write(b []byte) (int, error) {
	if len(b) > f.room {
		return 0, errFull
	}
	f.room -= len(b)
	return len(b), nil
}

func TestFullDisk(t *testing.T) {
	for _, room := range []int{0, 100, 300_000} {
		if err := Write(&full{room}, fakeReport(10), Options{}); !errors.Is(err, errFull) {
			t.Errorf("room for %d bytes: %v", room, err)
		}
	}
	if err := WriteSheet(&full{100}, fakePractice(1, 1), Options{}); !errors.Is(err, errFull) {
		t.Errorf("the sheet: %v", err)
	}
}

// TestVariants tells of reports that lack what the large one has.
func TestVariants(t *testing.T) {
	tests := []struct {
		name   string
		change func(*readiness.Report)
		want   []string
		not    []string
	}{
		{"nobody is stopped", func(r *readiness.Report) {
			r.People = readiness.People{At: r.At, From: "sign-ins", Working: 5}
			r.NextBlock.Stopped = readiness.Stopped{}
		}, []string{"Everybody of whom enough is known can work on Wednesday 2 July 2025, 09:00.", "By what is known it stops nobody.", "By what is known, nobody is stopped on Wednesday"}, nil},
		{"no people are known", func(r *readiness.Report) { r.People = readiness.People{} },
			[]string{"Who can work is not known", "It would stop 210,400 computers.", "210,400 computers; who works with what is not known", "Drop signins.csv"}, nil},
		{"no block", func(r *readiness.Report) { r.NextBlock, r.Windows = nil, nil },
			[]string{"No block is planned."}, []string{"No other block", "The next block begins"}},
		{"in time", func(r *readiness.Report) { r.Cards.Missed, r.Cards.Done = false, "2025-10-01" },
			[]string{"you are done on Wednesday 1 October 2025, in time."}, []string{"The pace misses the date"}},
		{"no pace", func(r *readiness.Report) { r.Cards.PerDay, r.Cards.Done, r.Cards.Missed = 0, "", false },
			[]string{"If you replace another number, say it with --per-day."}, nil},
		{"no pace and no date", func(r *readiness.Report) {
			r.Cards = &readiness.CardPlan{Replace: 1, Next: r.Cards.Next[:1]}
			r.Cards.Next[0].Day = ""
		},
			[]string{"Say with --per-day how many"}, []string{"Replace tomorrow"}},
		{"cards are blocked", func(r *readiness.Report) { r.Cards.Deadline, r.Cards.PerDay = r.At, 0 },
			[]string{"Sign-ins with such smartcards are blocked already."}, nil},
		{"in force", func(r *readiness.Report) {
			r.Windows[0].From, r.Windows[0].Until = r.At, ""
			r.NextBlock = nil
		}, []string{"In force, for good", "No other block is planned."}, nil},
		{"just made", func(r *readiness.Report) { r.At = made.Format(time.RFC3339) },
			[]string{"36 people cannot work as usual now;"}, nil},
		{"no deadline", func(r *readiness.Report) { r.Cards.Deadline, r.Cards.Missed = "", false },
			[]string{"No block of these smartcards is planned"}, nil},
		{"no cards to replace", func(r *readiness.Report) { r.Cards = &readiness.CardPlan{} },
			[]string{"No smartcard in use has to be replaced.", "The files say of no smartcard when its certificate ends."}, nil},
		{"no baseline", func(r *readiness.Report) { r.Change = nil }, nil, []string{"What changed", "Closed by themselves"}},
		{"one finding", func(r *readiness.Report) {
			r.Findings = func(yield func(readiness.Finding) bool) {
				yield(readiness.Finding{Subject: "client:WARD/7/identity-agent", Requirement: "identity-agent", Result: notice.Unknown})
			}
		}, []string{"WARD/7<small>identity-agent</small>"}, []string{"not on this page. The whole list"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			r := fakeReport(10)
			test.change(r)
			page := written(t, r, Options{Made: made})
			for _, want := range test.want {
				if !strings.Contains(page, want) {
					t.Errorf("the page lacks %q", want)
				}
			}
			for _, not := range test.not {
				if strings.Contains(page, not) {
					t.Errorf("the page has %q", not)
				}
			}
		})
	}
}
