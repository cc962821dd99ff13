package calendar

import (
	"io/fs"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/notices"
	"github.com/lanyard-id/lanyard/test/need"
)

// TestShipped writes the notices that Lanyard ships, and has them read by both
// readers to the same instants.
func TestShipped(t *testing.T) {
	python := need.Python(t, "icalendar")
	revisions := map[string][]*notice.Notice{}
	for _, name := range notices.Names() {
		src, err := fs.ReadFile(notices.Files(), name)
		if err != nil {
			t.Fatal(err)
		}
		n := read(t, name, string(src))
		revisions[n.ID] = append(revisions[n.ID], n)
	}
	for id, list := range revisions {
		t.Run(id, func(t *testing.T) {
			text := write(t, list...)
			cal := parse(t, text)
			ours := map[string]map[string]string{}
			for _, e := range cal.all("VEVENT") {
				row := map[string]string{"SUMMARY": e.text("SUMMARY")}
				for _, name := range []string{"DTSTART", "DTEND"} {
					for _, p := range e.named(name) {
						at, timed, err := cal.instant(p)
						if err != nil {
							t.Fatal(err)
						}
						if row[name] = at.Format(time.RFC3339); !timed {
							row[name] = p.raw[:4] + "-" + p.raw[4:6] + "-" + p.raw[6:]
						}
					}
				}
				ours[e.text("UID")] = row
			}
			if len(ours) == 0 {
				t.Error("the calendar is empty")
			}
			if diff := cmp.Diff(ours, readByPython(t, python, text)); diff != "" {
				t.Errorf("python3-icalendar reads it otherwise (-strict +python)\n%s", diff)
			}
		})
	}
}

// TestHistory keeps windows that were over before a revision dropped them: they
// were held, or at least announced, and nobody called them off.
func TestHistory(t *testing.T) {
	var list []*notice.Notice
	for _, name := range []string{"care-identity-2025-r1.yaml", "care-identity-2025-r2.yaml"} {
		src, err := fs.ReadFile(notices.Files(), name)
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, read(t, name, string(src)))
	}
	found := false
	for _, e := range parse(t, write(t, list...)).all("VEVENT") {
		if e.text("UID") == "window/agent-intervals/first-hour/2025-07-08@care-identity-2025.notice.lanyard" {
			found = true
			if got := e.value("STATUS"); got != "CONFIRMED" {
				t.Errorf("a window of July is %s by a revision of September", got)
			}
		}
	}
	if !found {
		t.Error("a window of revision 1 is not in the calendar")
	}
}
