package calendar

import (
	"encoding/json"
	"fmt"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lanyard-id/lanyard/test/need"
)

// reader prints the events of a calendar as python3-icalendar understands them.
const reader = `
import datetime, icalendar, json, sys
out = {}
for e in icalendar.Calendar.from_ical(sys.stdin.buffer.read()).walk("VEVENT"):
    assert not e.errors, e.errors
    row = {}
    for key in ("DTSTART", "DTEND"):
        if key not in e:
            continue
        at = e[key].dt
        if isinstance(at, datetime.datetime):
            assert at.tzinfo is not None, (e["UID"], key)
            row[key] = at.astimezone(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
        else:
            row[key] = at.isoformat()
    row["SUMMARY"] = str(e["SUMMARY"])
    out[str(e["UID"])] = row
json.dump(out, sys.stdout)
`

func readByPython(t *testing.T, python, calendar string) map[string]map[string]string {
	t.Helper()
	c := exec.Command(python, "-c", reader)
	c.Stdin = strings.NewReader(calendar)
	var problems strings.Builder
	c.Stderr = &problems
	out, err := c.Output()
	if err != nil {
		t.Fatalf("python3-icalendar cannot read the calendar: %v\n%s", err, problems.String())
	}
	var events map[string]map[string]string
	if err := json.Unmarshal(out, &events); err != nil {
		t.Fatal(err)
	}
	return events
}

// TestPython lets a reader that we did not write find the instants of windows
// around the days on which clocks are moved: once by the zones it knows itself,
// and once by those of the file, under a name that it cannot know.
func TestPython(t *testing.T) {
	python := need.Python(t, "icalendar")
	for zone, days := range around {
		t.Run(strings.ReplaceAll(zone, "/", " "), func(t *testing.T) {
			var b strings.Builder
			fmt.Fprintf(&b, "language: 1\nnotice: zones\nrevision: 1\npublished: 2011-01\nzone: %s\nrequirements:\n", zone)
			fmt.Fprintf(&b, "  - {id: cards, of: card, met: card.series >= 8, due: %s, phases: [{from: 2011-01, action: block, during: some}]}\nwindows:\n  some:\n", days[0])
			for _, text := range days {
				day := date(t, text)
				for _, minutes := range []string{"00-20", "30-45"} {
					fmt.Fprintf(&b, "    - {on: [Mon, Tue, Wed, Thu, Fri, Sat, Sun], first: %s, last: %s, minutes: %q}\n", day.AddDays(-2), day.AddDays(2), minutes)
				}
				fmt.Fprintf(&b, "    - {on: [Mon, Tue, Wed, Thu, Fri, Sat, Sun], first: %s, last: %s, from: \"22:45\", until: \"01:45\", overnight: true}\n", day.AddDays(-2), day.AddDays(2))
			}
			n := read(t, "zones.yaml", b.String())

			want := map[string]map[string]string{
				"due/cards@zones.notice.lanyard": {"DTSTART": days[0], "DTEND": date(t, days[0]).AddDays(1).String(), "SUMMARY": "Due: cards"},
			}
			utc := func(at time.Time) string { return at.UTC().Format("2006-01-02T15:04:05Z") }
			for _, s := range n.Windows[0].Spans {
				opens := n.Zone.Civil(s.Start)
				when := opens.Date.String()
				if s.Window.Times().IsHourly() {
					when = opens.String()
				}
				want[fmt.Sprintf("window/some/%s/%s@zones.notice.lanyard", s.Window.ID, when)] = map[string]string{
					"DTSTART": utc(s.Start), "DTEND": utc(s.End), "SUMMARY": "Block window: cards",
				}
			}
			calendar := write(t, n)
			if diff := cmp.Diff(want, readByPython(t, python, calendar)); diff != "" {
				t.Errorf("by the zones of the reader (-want +got)\n%s", diff)
			}
			if zone == "UTC" {
				return
			}
			renamed := strings.ReplaceAll(calendar, zone, "Lanyard/Elsewhere")
			if diff := cmp.Diff(want, readByPython(t, python, renamed)); diff != "" {
				t.Errorf("by the zones of the file (-want +got)\n%s", diff)
			}
		})
	}
}

// TestPythonReadsTexts lets it read commas, quotes, dashes and folded lines.
func TestPythonReadsTexts(t *testing.T) {
	python := need.Python(t, "icalendar")
	n := file(t, "readers-r1.yaml")
	n.Requirements[0].Title = strings.Repeat(`Größe, 「寸法」; "a\b" – `, 9) + "line\nline"
	got := readByPython(t, python, write(t, n))["due/reader-driver@old-readers.notice.lanyard"]["SUMMARY"]
	if want := "Due: " + n.Requirements[0].Title; got != want {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}
