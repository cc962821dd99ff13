package revision

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/notices"
)

// slips are three revisions of an invented notice, told by what differs.
func slipping(t *testing.T) []*notice.Notice {
	const base = `language: 1
notice: old-cards
revision: 1
title: Old cards are retired
published: 2021-09-01
zone: Europe/London
requirements:
  - id: cards
    of: card
    met: card.series >= 8
    due: 2021-11
    phases:
      - {id: asked, from: 2021-09, action: warn}
      - {id: rehearsal, from: 2021-11-08, until: 2021-11-13, action: block, during: mornings, said: in the second week of November}
      - {id: end, from: 2021-12-30, action: block, said: by the end of the year}
windows:
  mornings:
    - {id: first, date: 2021-11-09, weekday: Tuesday, from: "09:00", until: "10:00"}
    - {id: daily, on: [Wed, Thu, Fri], from: "09:00", until: "10:00", first: 2021-11-10, last: 2021-11-12}
`
	r2 := change(t, base, "revision: 1", "revision: 2", "published: 2021-09-01", "published: 2021-10-20",
		"due: 2021-11", "due: {date: 2022-01-15, said: mid-January}", "from: 2021-12-30,", "from: 2022-03-30,",
		"from: 2021-11-08, until: 2021-11-13", "from: 2021-11-08, until: 2021-11-20",
		`date: 2021-11-09, weekday: Tuesday, from: "09:00", until: "10:00"`, `date: 2021-11-16, weekday: Tuesday, from: "09:30", until: "10:00"`,
		`    - {id: daily, on: [Wed, Thu, Fri], from: "09:00", until: "10:00", first: 2021-11-10, last: 2021-11-12}`+"\n", "")
	r3 := change(t, r2, "revision: 2", "revision: 3", "published: 2021-10-20", "published: 2022-03-01",
		"from: 2022-03-30, action: block, said: by the end of the year", "from: 2022-04-01T06:00, action: block, observed: {at: 2022-04-01T08:30, source: the log of the night}",
		`from: "09:30", until: "10:00"`, `from: "09:30", until: "10:00", observed: {at: 2021-11-16, source: the duty desk}`)
	return []*notice.Notice{parse(t, "r1.yaml", base), parse(t, "r2.yaml", r2), parse(t, "r3.yaml", r3)}
}

func TestLedger(t *testing.T) {
	r := slipping(t)
	want := []Slip{
		{Notice: "old-cards", Kind: KindDue, ID: "cards", Announced: []Announcement{
			{Revision: 1, Published: "2021-09-01", Date: "2021-11"},
			{Revision: 2, Published: "2021-10-20", Date: "2022-01-15", Said: "mid-January", Days: 46},
			{Revision: 3, Published: "2022-03-01", Date: "2022-01-15", Said: "mid-January"},
		}},
		{Notice: "old-cards", Kind: KindPhase, ID: "cards/asked", Announced: []Announcement{
			{Revision: 1, Published: "2021-09-01", Date: "2021-09"},
			{Revision: 2, Published: "2021-10-20", Date: "2021-09"},
			{Revision: 3, Published: "2022-03-01", Date: "2021-09"},
		}},
		{Notice: "old-cards", Kind: KindPhase, ID: "cards/rehearsal", Announced: []Announcement{
			{Revision: 1, Published: "2021-09-01", Date: "2021-11-08", Said: "in the second week of November"},
			{Revision: 2, Published: "2021-10-20", Date: "2021-11-08", Said: "in the second week of November"},
			{Revision: 3, Published: "2022-03-01", Date: "2021-11-08", Said: "in the second week of November"},
		}},
		{Notice: "old-cards", Kind: KindPhase, ID: "cards/end", Announced: []Announcement{
			{Revision: 1, Published: "2021-09-01", Date: "2021-12-30", Said: "by the end of the year"},
			{Revision: 2, Published: "2021-10-20", Date: "2022-03-30", Said: "by the end of the year", Days: 90},
			{Revision: 3, Published: "2022-03-01", Date: "2022-04-01T06:00", Days: 2.25},
		}, Observed: &Observation{At: "2022-04-01T08:30", Source: "the log of the night", Revision: 3, Days: 2.5 / 24}},
		{Notice: "old-cards", Kind: KindWindow, ID: "mornings/first", Announced: []Announcement{
			{Revision: 1, Published: "2021-09-01", Date: "2021-11-09T09:00"},
			{Revision: 2, Published: "2021-10-20", Date: "2021-11-16T09:30", Days: 7 + 0.5/24},
			{Revision: 3, Published: "2022-03-01", Date: "2021-11-16T09:30"},
		}, Observed: &Observation{At: "2021-11-16", Source: "the duty desk", Revision: 3}},
		{Notice: "old-cards", Kind: KindWindow, ID: "mornings/daily", Announced: []Announcement{
			{Revision: 1, Published: "2021-09-01", Date: "2021-11-10T09:00"},
			{Revision: 2, Published: "2021-10-20"},
		}},
	}
	if diff := cmp.Diff(want, Ledger(r)); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if diff := cmp.Diff(want, Ledger([]*notice.Notice{r[2], r[0], r[1]})); diff != "" {
		t.Errorf("in another order (-want +got)\n%s", diff)
	}
	if got := Ledger(nil); got == nil || len(got) != 0 {
		t.Errorf("of no revision: %v", got)
	}
}

// golden compares with a file of testdata.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s (-want +got)\n%s", name, diff)
	}
}

// report is every comparison of successive revisions, and their ledger.
func report(revisions []*notice.Notice) ([]Diff, []Slip) {
	var diffs []Diff
	for i, n := range revisions[1:] {
		diffs = append(diffs, Compare(revisions[i], n))
	}
	return diffs, Ledger(revisions)
}

func TestGolden(t *testing.T) {
	full := source(t, "full-r1.yaml")
	for name, revisions := range map[string][]*notice.Notice{
		"slipping": slipping(t),
		"full":     {parse(t, "full-r1.yaml", full), parse(t, "full-r2.yaml", source(t, "full-r2.yaml"))},
	} {
		t.Run(name, func(t *testing.T) {
			diffs, ledger := report(revisions)
			golden(t, name+".txt", []byte(words(t, diffs, ledger)))
			out, err := json.MarshalIndent(map[string]any{"diffs": diffs, "ledger": ledger}, "", "  ")
			if err != nil {
				t.Fatal(err)
			}
			golden(t, name+".json", append(out, '\n'))
		})
	}
}

func words(t *testing.T, diffs []Diff, ledger []Slip) string {
	t.Helper()
	var out strings.Builder
	if err := WriteWords(&out, diffs, ledger); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// TestShipped tells what is on record of the notices since 2021.
func TestShipped(t *testing.T) {
	for name, c := range map[string]struct {
		files   []string
		weakens []bool
		lines   []string
	}{
		"smartcard-series-4": {
			[]string{"smartcard-series-4-r1.yaml", "smartcard-series-4-r2.yaml", "smartcard-series-4-r3.yaml", "smartcard-series-4-r4.yaml"},
			[]bool{true, true, false},
			[]string{
				"moved phase series-4/end, from: 2021-12-30 → 2022-03-30 (+90 days)",
				"moved phase series-4/end, from: 2022-03-30 → 2025-10 (+1281 days)",
				"series-4 asks for block instead of warn from 2026-04-01 (phase end)",
				"4 2026-03 2026-04-01 +182 days 2026-04-01, as announced",
			},
		},
		"care-identity": {
			[]string{"care-identity-2025-r1.yaml", "care-identity-2025-r2.yaml", "care-identity-2025-r3.yaml"},
			[]bool{false, false},
			[]string{
				"tls may find otherwise, and asks for block from 2025-09-22T08:30 (phase phased): applies changed",
				"moved phase tls/end, from: 2025-09 → 2025-10-15T15:00 (+44 days 15 h)",
				"moved requirement identity-agent, due: 2025-06 → 2025-10-12 (+104 days)",
				"dropped phase identity-agent/intervals: block, during agent-intervals, from 2025-07, until 2025-09",
				"identity-agent may find otherwise, and asks for warn from 2025-06-01 (phase asked): the generations of identity-agent changed",
				"due identity-agent 1 2025-06 2025-06 3 2025-09-22 2025-10-12 +104 days",
			},
		},
	} {
		t.Run(name, func(t *testing.T) {
			diffs, ledger := report(shipped(t, c.files...))
			for i, d := range diffs {
				if d.OnlyWeakens != c.weakens[i] {
					t.Errorf("revision %d only weakens: %t; reasons: %q", d.New.Revision, d.OnlyWeakens, d.Strengthens)
				}
			}
			told := strings.Join(strings.Fields(words(t, diffs, ledger)), " ")
			for _, line := range c.lines {
				if !strings.Contains(told, line) {
					t.Errorf("it does not say %q:\n%s", line, words(t, diffs, ledger))
				}
			}
		})
	}
}

// shipped reads revisions of a notice that Lanyard ships.
func shipped(t *testing.T, names ...string) []*notice.Notice {
	t.Helper()
	var out []*notice.Notice
	for _, name := range names {
		f, err := notices.Files().Open(name)
		if err != nil {
			t.Fatal(err)
		}
		var src bytes.Buffer
		_, err = src.ReadFrom(f)
		f.Close()
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, parse(t, name, src.String()))
	}
	return out
}
