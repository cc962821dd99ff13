package calendar

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/lanyard-id/lanyard/civil"
	"github.com/lanyard-id/lanyard/notice"
)

// around are days near which clocks of a zone are moved.
var around = map[string][]string{
	"Europe/London":       {"2025-03-30", "2025-10-26"},
	"Australia/Lord_Howe": {"2025-04-06", "2025-10-05"}, // by half an hour
	"Africa/Cairo":        {"2025-04-25", "2025-10-31"}, // at midnight
	"Pacific/Apia":        {"2011-12-30", "2012-04-01"}, // a day that never was
	"UTC":                 {"2025-01-01"},
}

func date(t testing.TB, text string) civil.Date {
	t.Helper()
	d, err := civil.ParseDate(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// drawNotice writes a notice whose windows, phases and dates lie around a day on
// which clocks are moved.
func drawNotice(rt *rapid.T, t *testing.T) *notice.Notice {
	zone := rapid.SampledFrom([]string{"Europe/London", "Australia/Lord_Howe", "Africa/Cairo", "Pacific/Apia", "UTC"}).Draw(rt, "zone")
	near := date(t, rapid.SampledFrom(around[zone]).Draw(rt, "near"))
	day := func(label string) civil.Date { return near.AddDays(rapid.IntRange(-2, 2).Draw(rt, label)) }
	clock := func(label string) string {
		return civil.Clock(15 * rapid.IntRange(0, 95).Draw(rt, label)).String()
	}
	var b strings.Builder
	fmt.Fprintf(&b, "language: 1\nnotice: drawn\nrevision: %d\npublished: 2011-01\nzone: %s\n", rapid.IntRange(1, 3).Draw(rt, "revision"), zone)
	fmt.Fprintf(&b, "requirements:\n  - id: cards\n    of: card\n    met: card.series >= 8\n    due: %s\n    phases:\n", day("due"))
	fmt.Fprintf(&b, "      - {from: 2011-01, action: block, during: some}\n")
	from, until := day("from"), day("until")
	if until.Before(from) {
		from, until = until, from
	}
	fmt.Fprintf(&b, "      - {from: %sT%s, until: %sT23:59:30, action: block}\n", from, clock("at"), until.AddDays(1))
	fmt.Fprintf(&b, "windows:\n  some:\n")
	for i := range rapid.IntRange(1, 4).Draw(rt, "windows") {
		label := func(s string) string { return fmt.Sprintf("%s %d", s, i) }
		switch rapid.IntRange(0, 2).Draw(rt, label("kind")) {
		case 0:
			fmt.Fprintf(&b, "    - {date: %s, from: %q, until: %q, overnight: true}\n", day(label("day")), clock(label("from")), clock(label("until")))
		case 1:
			fmt.Fprintf(&b, "    - {on: [Mon, Tue, Wed, Thu, Fri, Sat, Sun], first: %s, last: %s, from: %q, until: %q, overnight: true}\n",
				near.AddDays(-2), near.AddDays(2), clock(label("from")), clock(label("until")))
		case 2:
			fmt.Fprintf(&b, "    - {on: [Mon, Tue, Wed, Thu, Fri, Sat, Sun], first: %s, last: %s, minutes: %q}\n",
				near.AddDays(-1), near.AddDays(1), rapid.SampledFrom([]string{"00-10", "15-45", "30-60"}).Draw(rt, label("minutes")))
		}
	}
	fmt.Fprintf(&b, "no-block: [{date: %s}]\n", day("no-block"))
	n, problems := notice.Parse("drawn.yaml", []byte(b.String()))
	if n == nil {
		rt.Fatalf("%v\n%s", problems, b.String())
	}
	return n
}

// TestReadBack reads every event back by the file's own zones: to the instants
// of the notice, each in local time unless clocks show that twice.
func TestReadBack(t *testing.T) {
	folds := 0
	rapid.Check(t, func(rt *rapid.T) {
		n := drawNotice(rt, t)
		cal := parse(t, write(t, n))
		got := map[string]*component{}
		for _, e := range cal.all("VEVENT") {
			if uid := e.text("UID"); got[uid] != nil {
				rt.Fatalf("two events are %s", uid)
			} else {
				got[uid] = e
			}
		}
		expect := func(path, property string, at time.Time) {
			e := got[path+"@drawn.notice.lanyard"]
			if e == nil {
				rt.Fatalf("there is no event %s", path)
			}
			p := e.named(property)[0]
			read, timed, err := cal.instant(p)
			if err != nil || !timed || !read.Equal(at) {
				rt.Fatalf("%s of %s is %v: read as %s, %v; want %s", property, path, p, read, err, at)
			}
			_, how := n.Zone.At(n.Zone.Civil(at))
			if how == civil.Fold {
				folds++
			}
			if local := p.parameters["TZID"] == n.Zone.Name(); local != (how == civil.Exact && n.Zone.Name() != "UTC") {
				rt.Fatalf("%s of %s is %v, and its local time is %s", property, path, p, how)
			}
		}
		count := 0
		for _, s := range n.Windows[0].Spans {
			opens := n.Zone.Civil(s.Start)
			when := opens.Date.String()
			if s.Window.Times().Minutes != "" {
				when = opens.String()
			}
			path := fmt.Sprintf("window/some/%s/%s", s.Window.ID, when)
			expect(path, "DTSTART", s.Start)
			expect(path, "DTEND", s.End)
			count++
		}
		_, until := n.Span(n.Requirements[0].Phases[1])
		from, _ := n.Span(n.Requirements[0].Phases[1])
		expect("phase/cards/2/begins", "DTSTART", from)
		expect("phase/cards/2/ends", "DTSTART", until)
		if want := count + 2 + 2; len(got) != want { // two ends of the phase, due, no-block
			rt.Fatalf("%d events, want %d", len(got), want)
		}
	})
	if folds == 0 {
		t.Error("no local time was shown twice: the test has not seen what it is for")
	}
}

// TestText writes texts that are as bad as texts can be, and reads them back.
func TestText(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		n := file(t, "readers-r1.yaml")
		draw := func(label string) string {
			return rapid.OneOf(
				rapid.String(),
				rapid.StringOfN(rapid.RuneFrom([]rune("ab ,;:\\\"\n\r\t<>é–😀\x00\x7f\u0085\u2028^")), 0, 200, -1),
			).Draw(rt, label)
		}
		n.Title, n.Source, n.Contact.Name = draw("title"), draw("source"), draw("contact")
		q := n.Requirements[0]
		q.Title, q.Why, q.Remedy.Say, q.Due.Said = "x"+draw("requirement"), draw("why"), draw("say"), draw("said")
		n.NoBlock[0].Why = "y" + draw("no-block")
		n.Windows[0].Windows[0].Said = draw("window")

		cal := parse(t, write(t, n))
		for _, e := range cal.all("VEVENT") {
			uid, _, _ := strings.Cut(e.text("UID"), "@")
			switch uid {
			case "due/reader-driver":
				if got, want := e.text("SUMMARY"), clean("Due: "+q.Title); got != want {
					rt.Fatalf("the summary is %q, want %q", got, want)
				}
				if why := sentence(q.Why); why != "" && !strings.Contains(e.text("DESCRIPTION"), clean("Why: "+why)) {
					rt.Fatalf("the description is %q, without %q", e.text("DESCRIPTION"), clean(why))
				}
			case "no-block/2025-11-10":
				if got, want := e.text("SUMMARY"), clean("No blocks: "+n.NoBlock[0].Why); got != want {
					rt.Fatalf("the summary is %q, want %q", got, want)
				}
			}
		}
	})
}
