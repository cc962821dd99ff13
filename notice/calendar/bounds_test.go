package calendar

import (
	"bytes"
	"fmt"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lanyard-id/lanyard/notice"
)

// hourly is a notice of a window in every hour, for so many days from 2025-02-01
// on, which says so much.
func hourly(t *testing.T, last, said string) *notice.Notice {
	t.Helper()
	return read(t, "hourly.yaml", fmt.Sprintf(`
language: 1
notice: hourly
revision: 1
published: 2025-01-01
zone: Europe/London
requirements:
  - id: cards
    of: card
    met: card.series >= 8
    phases: [{from: 2025-02-01, action: block, during: all}]
windows:
  all: [{on: [Mon, Tue, Wed, Thu, Fri, Sat, Sun], minutes: "00-10", first: 2025-02-01, last: %s, said: %q}]
`, last, said))
}

// TestTooLong measures what is allocated in all, which the heap cannot exceed.
func TestTooLong(t *testing.T) {
	for name, c := range map[string]struct {
		n    *notice.Notice
		want string
	}{
		"many windows": {hourly(t, "2027-04-30", "hourly"), "would be longer than 4 MiB"},
		"long texts":   {hourly(t, "2027-04-30", strings.Repeat("long ", 100_000)), "it is full at event 9; shorten the texts, or leave the smallest windows out"},
		"a week":       {hourly(t, "2025-02-07", "hourly"), ""},
	} {
		t.Run(name, func(t *testing.T) {
			var before, after runtime.MemStats
			var out bytes.Buffer
			runtime.ReadMemStats(&before)
			err := Write(&out, []*notice.Notice{c.n})
			runtime.ReadMemStats(&after)
			if used := (after.TotalAlloc - before.TotalAlloc) >> 20; used > 100 {
				t.Errorf("%d MiB were allocated", used)
			}
			if c.want == "" {
				if err != nil {
					t.Error(err)
				}
				return
			}
			if err == nil || !strings.Contains(err.Error(), c.want) || out.Len() > 0 {
				t.Errorf("got %v and %d bytes, want %q and none", err, out.Len(), c.want)
			}
		})
	}
}

// TestBeforePublication leaves out what no revision can have blocked yet, and
// begins the rest with the publication.
func TestBeforePublication(t *testing.T) {
	n := read(t, "late.yaml", `
language: 1
notice: late
revision: 1
published: 2025-03-10T10:30
zone: Europe/London
requirements:
  - id: cards
    of: card
    met: card.series >= 8
    due: 2025-03-01
    phases:
      - {id: over, from: 2025-01-01, until: 2025-02-01T09:00, action: block}
      - {id: windows, from: 2025-02-02, until: 2025-03-20, action: block, during: some}
  - id: tls
    of: connection
    met: connection.tls >= tls("1.2")
    phases: [{id: end, from: 2025-03, action: block}]
windows:
  some:
    - {id: before, date: 2025-03-09, from: "10:00", until: "11:00"}
    - {id: through, date: 2025-03-10, from: "10:00", until: "11:00"}
    - {id: after, date: 2025-03-11, from: "10:00", until: "11:00"}
  idle:
    - {id: alone, date: 2025-03-12, from: "10:00", until: "11:00"}
no-block: [{date: 2025-03-08}, {date: 2025-03-13}]
`)
	got := map[string]string{}
	for _, e := range parse(t, write(t, n)).all("VEVENT") {
		uid, _, _ := strings.Cut(e.text("UID"), "@")
		got[uid] = e.value("DTSTART") + " " + e.text("SUMMARY")
		if uid == "window/idle/alone/2025-03-12" {
			// tls blocks then: that no window says so is all there is to say.
			if d := e.text("DESCRIPTION"); !strings.HasPrefix(d, "No phase blocks because of this window.\n") {
				t.Errorf("a window without phases says %q", d)
			}
		}
	}
	want := map[string]string{
		"due/cards":                      "20250301 Due: cards",
		"phase/tls/end/begins":           "20250310T103000 Block begins: tls",
		"window/some/through/2025-03-10": "20250310T103000 Block window: cards",
		"window/some/after/2025-03-11":   "20250311T100000 Block window: cards",
		"window/idle/alone/2025-03-12":   "20250312T100000 Window without a block of its own: idle",
		"no-block/2025-03-13":            "20250313 No blocks",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}
