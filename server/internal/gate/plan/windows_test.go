package plan

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/test/draw"
)

// planOf makes a plan of notices, without files.
func planOf(t interface{ Fatal(...any) }, sources ...string) *Plan {
	var notices []*notice.Notice
	for _, src := range sources {
		n, problems := notice.Parse("n.yaml", []byte(src))
		if n == nil {
			t.Fatal(problems, "\n", src)
		}
		notices = append(notices, n)
	}
	set, problems := notice.NewSet(notices, notice.Options{})
	if set == nil {
		t.Fatal(problems)
	}
	return &Plan{Set: set}
}

// nightNotice blocks in windows of a list, in London.
func nightNotice(windows string) string {
	return `language: 1
notice: night
revision: 1
published: 1970-01
zone: Europe/London
requirements:
  - id: series
    of: card
    met: card.series >= 8
    phases: [{id: intervals, from: 1970-01, action: block, during: nights, fail: closed, refuse: handshake}]
windows:
  nights:
` + windows
}

// TestOpenWindows: a window is open from its first instant to before its last, on
// days on which clocks change, too, and in years that no machine should show.
func TestOpenWindows(t *testing.T) {
	utc := func(s string) time.Time {
		at, err := time.Parse("2006-01-02T15:04:05Z", s)
		if err != nil {
			t.Fatal(err)
		}
		return at
	}
	for _, c := range []struct {
		name, windows string
		from, until   string // in UTC
		hours         float64
	}{
		{"summer", `    - {date: 2025-07-08, from: "10:00", until: "11:00"}`, "2025-07-08T09:00:00Z", "2025-07-08T10:00:00Z", 1},
		// At 02:00 clocks go back to 01:00: the hour to 02:00 is shown twice.
		{"a long night", `    - {date: 2025-10-25, from: "23:00", until: "03:00", overnight: true}`, "2025-10-25T22:00:00Z", "2025-10-26T03:00:00Z", 5},
		{"until what is shown twice", `    - {date: 2025-10-26, from: "00:30", until: "01:30"}`, "2025-10-25T23:30:00Z", "2025-10-26T00:30:00Z", 1},
		{"from what is shown twice", `    - {date: 2025-10-26, from: "01:30", until: "02:30"}`, "2025-10-26T00:30:00Z", "2025-10-26T02:30:00Z", 2},
		// At 01:00 clocks go forward to 02:00.
		{"a short night", `    - {date: 2025-03-29, from: "23:00", until: "03:00", overnight: true}`, "2025-03-29T23:00:00Z", "2025-03-30T02:00:00Z", 3},
		{"until what is never shown", `    - {date: 2025-03-30, from: "00:30", until: "01:30"}`, "2025-03-30T00:30:00Z", "2025-03-30T01:30:00Z", 1},
		{"from what is never shown", `    - {date: 2025-03-30, from: "01:30", until: "02:45"}`, "2025-03-30T01:30:00Z", "2025-03-30T01:45:00Z", 0.25},
		// London was an hour ahead of UTC all through 1970.
		{"1970", `    - {date: 1970-01-02, from: "10:00", until: "11:00"}`, "1970-01-02T09:00:00Z", "1970-01-02T10:00:00Z", 1},
		{"2099", `    - {date: 2099-07-08, from: "10:00", until: "11:00"}`, "2099-07-08T09:00:00Z", "2099-07-08T10:00:00Z", 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := planOf(t, nightNotice(c.windows))
			from, until := utc(c.from), utc(c.until)
			if hours := until.Sub(from).Hours(); hours != c.hours {
				t.Fatalf("the table says %g hours and means %g", hours, c.hours)
			}
			for at, want := range map[time.Time]bool{from.Add(-1): false, from: true, until.Add(-1): true, until: false} {
				open := p.OpenWindows(at)
				if (len(open) == 1) != want {
					t.Errorf("at %s it is open: %+v", at, open)
				}
				for _, o := range open {
					o.From, o.Until = o.From.UTC(), o.Until.UTC()
					if want := (OpenWindow{"night", 1, "series", "", "intervals", "nights", "1", false, "closed", "handshake", from, until}); o != want {
						t.Errorf("at %s\n got %+v\nwant %+v", at, o, want)
					}
				}
			}
			// The clock may also run backwards, to before what it asked for last.
			if o, ok := p.NextWindow(from.Add(-time.Minute)); !ok || !o.From.Equal(from) || !o.Until.Equal(until) {
				t.Errorf("before it the next is %+v, %v", o, ok)
			}
			if o, ok := p.NextWindow(from); ok {
				t.Errorf("in it the next is %+v", o)
			}
			if end := p.openUntil(from); !end.Equal(until) {
				t.Errorf("a change waits until %s", end)
			}
		})
	}
}

// TestChangeOnADSTNight: what waits is taken when the window is really over.
func TestChangeOnADSTNight(t *testing.T) {
	for _, c := range []struct{ windows, now, end string }{
		{`    - {id: long, date: 2025-10-26, from: "00:30", until: "02:30"}`, "2025-10-26T00:00:00Z", "2025-10-26T02:30:00Z"},
		{`    - {id: short, date: 2025-03-30, from: "00:30", until: "02:30"}`, "2025-03-30T00:30:00Z", "2025-03-30T01:30:00Z"},
	} {
		now, _ := time.Parse(time.RFC3339, c.now)
		end, _ := time.Parse(time.RFC3339, c.end)
		text := nightNotice(c.windows + "\n")
		w := start(t, now, true, map[string]string{"notices/n.yaml": text})
		w.expect("RXX", "block")
		w.write("notices/n.yaml", text+"    - {id: more, date: 2025-12-01, from: \"10:00\", until: \"11:00\"}\n")
		w.settle()
		if !w.NextCheck().Equal(end) {
			t.Fatalf("it waits until %s, not %s", w.NextCheck().UTC(), end)
		}
		before := w.Current()
		for now := now; now.Before(end); now = now.Add(15 * time.Minute) {
			w.now = now
			w.Check()
			w.expect("RXX", "block")
			if w.Current() != before {
				t.Fatalf("it was taken at %s", now)
			}
		}
		w.now = end
		w.Check()
		if w.Current() == before {
			t.Error("it was not taken")
		}
	}
}

// TestWindowsOneAfterAnother: while one ends and the next begins, something is
// open.
func TestWindowsOneAfterAnother(t *testing.T) {
	p := planOf(t, nightNotice(`    - {date: 2025-07-08, from: "10:00", until: "11:00"}
    - {date: 2025-07-08, from: "11:00", until: "12:00"}
    - {date: 2025-07-08, from: "11:30", until: "12:30"}
    - {date: 2025-07-08, from: "12:31", until: "13:00"}
`))
	if end := p.openUntil(at("10:30")); !end.Equal(at("12:30")) {
		t.Errorf("until %s", end)
	}
	if end := p.openUntil(at("09:30")); !end.Equal(at("09:30")) {
		t.Errorf("where nothing is open, until %s", end)
	}
	// A day without blocks ends it.
	p = planOf(t, strings.Replace(nightNotice(`    - {date: 2025-07-08, from: "20:00", until: "04:00", overnight: true}`), "requirements:", "no-block: [{date: 2025-07-09}]\nrequirements:", 1))
	midnight := at("23:59").Add(time.Minute)
	if end := p.openUntil(at("22:00")); !end.Equal(midnight) {
		t.Errorf("before a day without blocks, until %s", end)
	}
	if o := p.OpenWindows(at("22:00")); len(o) != 1 || !o[0].Until.Equal(midnight) {
		t.Errorf("open is %+v", o)
	}
}

// drawWindows draws the lists of a notice: a few windows in three days.
func drawWindows(t *rapid.T, days []string) string {
	var b strings.Builder
	for i := range rapid.IntRange(1, 5).Draw(t, "windows") {
		from := rapid.IntRange(0, 23).Draw(t, "from")
		long := rapid.IntRange(1, 5).Draw(t, "hours")
		fmt.Fprintf(&b, "    - {id: w%d, date: %s, from: \"%02d:%s\", until: \"%02d:00\", overnight: true}\n", i,
			rapid.SampledFrom(days).Draw(t, "day"), from, rapid.SampledFrom([]string{"00", "10", "30"}).Draw(t, "minute"), (from+long)%24)
	}
	return b.String()
}

// TestWindowsAreWhatMinutesShow holds what is told of windows to a look at each
// minute of three days.
func TestWindowsAreWhatMinutesShow(t *testing.T) {
	seen := map[string]int{}
	draw.Until(t, func() string { return draw.Lacking(seen, 50, "open", "next") }, func(t *rapid.T) {
		place := rapid.SampledFrom([]struct {
			first time.Time
			days  []string
		}{
			{time.Date(2025, 10, 25, 0, 0, 0, 0, time.UTC), []string{"2025-10-25", "2025-10-26", "2025-10-27"}},
			{time.Date(2025, 3, 29, 0, 0, 0, 0, time.UTC), []string{"2025-03-29", "2025-03-30", "2025-03-31"}},
		}).Draw(t, "place")
		var sources []string
		for i := range rapid.IntRange(1, 2).Draw(t, "notices") {
			for r := range rapid.IntRange(1, 2).Draw(t, "revisions") {
				published := "1970-01"
				if r > 0 {
					published = place.days[1] + rapid.SampledFrom([]string{"", "T06:00", "T01:00", "T15:00"}).Draw(t, "published")
				}
				src := strings.NewReplacer("notice: night", fmt.Sprintf("notice: n%d", i), "revision: 1", fmt.Sprintf("revision: %d", r+1), "published: 1970-01", "published: "+published,
					"id: series", fmt.Sprintf("id: r%d", i)).Replace(nightNotice(drawWindows(t, place.days)))
				if rapid.IntRange(0, 3).Draw(t, "phase ends") == 0 {
					src = strings.Replace(src, "from: 1970-01", "from: 1970-01, until: "+place.days[1]+"T16:00", 1)
				}
				if rapid.IntRange(0, 3).Draw(t, "quiet") == 0 {
					src = strings.Replace(src, "requirements:", "no-block: [{date: "+rapid.SampledFrom(place.days).Draw(t, "quiet day")+"}]\nrequirements:", 1)
				}
				sources = append(sources, src)
			}
		}
		p := planOf(t, sources...)
		// What each minute shows, by the rule and its window.
		const minutes = 4 * 24 * 60
		minute := func(m int) time.Time { return place.first.Add(time.Duration(m) * time.Minute) }
		type key struct {
			rule notice.Rule
			span *notice.Span
		}
		shown := make([][]key, minutes)
		for m := range shown {
			for _, r := range p.Set.Rules(minute(m)) {
				if in := r.InForce(&notice.Facts{}, minute(m)); in.Action == notice.Block && in.Window != nil {
					shown[m] = append(shown[m], key{r, in.Window})
				}
			}
		}
		for range 30 {
			m := rapid.IntRange(0, minutes-1).Draw(t, "minute")
			open := p.OpenWindows(minute(m))
			if len(open) != len(shown[m]) {
				t.Fatalf("at %s %+v are open, and %d are shown\n%s", minute(m), open, len(shown[m]), strings.Join(sources, "---\n"))
			}
			for i, o := range open {
				from, until := m, m
				for from > 0 && slices.Contains(shown[from-1], shown[m][i]) {
					from--
				}
				for until < minutes && slices.Contains(shown[until], shown[m][i]) {
					until++
				}
				if !o.Until.Equal(minute(until)) && until < minutes || !o.From.Equal(minute(from)) && from > 0 {
					t.Fatalf("at %s it is open from %s to %s, and shown from %s to %s\n%s", minute(m), o.From.UTC(), o.Until.UTC(), minute(from), minute(until), strings.Join(sources, "---\n"))
				}
				seen["open"]++
			}
			end := m
			for end < minutes && len(shown[end]) > 0 {
				end++
			}
			if got := p.openUntil(minute(m)); end < minutes && !got.Equal(minute(end)) {
				t.Fatalf("at %s until %s, and shown until %s", minute(m), got, minute(end))
			}
			next := m + 1
			for next < minutes && !slices.ContainsFunc(shown[next], func(k key) bool { return !slices.Contains(shown[next-1], k) }) {
				next++
			}
			o, ok := p.NextWindow(minute(m))
			if ok != (next < minutes) || ok && !o.From.Equal(minute(next)) {
				t.Fatalf("after %s the next is %+v, %v, and shown %s\n%s", minute(m), o, ok, minute(next), strings.Join(sources, "---\n"))
			}
			if ok {
				seen["next"]++
			}
		}
	})
}
