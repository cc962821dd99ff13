package live

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lanyard-id/lanyard/notice"
)

var update = flag.Bool("update", false, "write what the tests get as what they want")

func golden(t *testing.T, file string, got []byte) {
	t.Helper()
	file = filepath.Join("testdata", file)
	if *update {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s (-want +got); -update writes it\n%s", file, diff)
	}
}

// TestState is a morning as JSON, and a gate that was told nothing.
func TestState(t *testing.T) {
	l, c := morning(t)
	sources := standing(t, c)
	bare := New(Options{Now: c.now})
	for file, st := range map[string]*State{
		"morning.json": l.state(&sources, query{}),
		"bare.json":    bare.state(&Sources{}, query{}),
	} {
		b, err := json.MarshalIndent(st, "", "  ")
		if err != nil {
			t.Fatal(err)
		}
		// Numbers of one list in one line.
		b = regexp.MustCompile(`,\s+(\d)`).ReplaceAll(b, []byte(", $1"))
		golden(t, file, append(b, '\n'))
	}
}

// TestSpans asks the tables for each span.
func TestSpans(t *testing.T) {
	l, c := morning(t)
	sources := standing(t, c)
	get := func(span string) map[string]uint64 {
		st := l.state(&sources, query{span: span})
		if st.Span != span {
			t.Errorf("asked for %q, got %q", span, st.Span)
		}
		all := make(map[string]uint64)
		for _, r := range st.Organisations.Rows {
			all[r.Name] = r.All()
		}
		return all
	}
	// ORG-03 came every 9 s until 10:00, and twice after it; ORG-01 comes every 5 s.
	// Spans reach back to whole minutes.
	every := func(seconds int64, from, until time.Time) (n uint64) {
		for at := from.Unix(); at < until.Unix(); at++ {
			if at%seconds == 0 {
				n++
			}
		}
		return n
	}
	now, opened := c.now(), day(t, 10, 0, 0)
	for span, want := range map[string][2]uint64{
		"5m":     {0, every(5, day(t, 10, 18, 0), now)},
		"1h":     {every(9, day(t, 9, 23, 0), opened) + 2, every(5, day(t, 9, 23, 0), now)},
		"window": {2, every(5, opened, now)},
		"start":  {every(9, day(t, 9, 0, 0), opened) + 2, every(5, day(t, 9, 0, 0), now)},
	} {
		got := get(span)
		if got["ORG-03"] != want[0] || got["ORG-01"] != want[1] {
			t.Errorf("%s: ORG-03 %d, ORG-01 %d; want %d, %d", span, got["ORG-03"], got["ORG-01"], want[0], want[1])
		}
	}
	closed := New(Options{Now: c.now})
	if st := closed.state(&Sources{}, query{span: "window"}); st.Span != "1h" {
		t.Errorf("without a window its span is %q", st.Span)
	}
}

// TestRowsAreFoundAndSorted filters and sorts organisations by each column.
func TestRowsAreFoundAndSorted(t *testing.T) {
	c := &clockAt{at: day(t, 10, 0, 0)}
	l := New(Options{Now: c.now})
	count := func(organisation string, allow, warn, block int) {
		for _, n := range []struct {
			times int
			done  notice.Action
		}{{allow, notice.Observe}, {warn, notice.Warn}, {block, notice.Block}} {
			for range n.times {
				l.Decided(decided(c.now(), organisation, "1", n.done, n.done, ""))
			}
		}
		c.move(time.Second)
	}
	count("B", 3, 1, 0)
	count("A", 1, 2, 5)
	count("C", 2, 3, 5)
	for sort, want := range map[string]string{
		"": "CAB", "-blocked": "BCA", "name": "ABC", "-name": "CBA", "allowed": "BCA", "-allowed": "ACB",
		"warned": "CAB", "-warned": "BAC", "last": "CAB", "-last": "BAC", "today": "CAB", "-today": "BCA", "weakened": "CAB",
	} {
		st := l.state(&Sources{}, query{sort: sort})
		got := ""
		for _, r := range st.Organisations.Rows {
			got += r.Name
		}
		if got != want {
			t.Errorf("sorted by %q: %s, want %s", sort, got, want)
		}
	}
	st := l.state(&Sources{}, query{find: " b "})
	if o := st.Organisations; o.All != 3 || o.Fit != 1 || len(o.Rows) != 1 || o.Rows[0].Name != "B" {
		t.Errorf("found %+v", o)
	}
}

// TestMostRows: of thousands of rows the right ones are shown.
func TestMostRows(t *testing.T) {
	c := &clockAt{at: day(t, 10, 0, 0)}
	l := New(Options{Now: c.now})
	for i := range 500 {
		d := decided(c.now(), "ORG-"+string(rune('A'+i%26))+string(rune('A'+i/26)), "1", notice.Block, notice.Block, "")
		for range i*7919%500 + 1 {
			l.Decided(d)
		}
	}
	for _, test := range []struct {
		q           query
		rows        int
		first, last uint64
	}{
		{query{}, mostRows, 500, 451},
		{query{sort: "-blocked"}, mostRows, 1, 50},
		{query{all: true}, 500, 500, 1},
		{query{everyRow: true}, 500, 500, 1},
	} {
		o := l.state(&Sources{}, test.q).Organisations
		if o.All != 500 || o.Fit != 500 || len(o.Rows) != test.rows || o.Rows[0].Blocked != test.first || o.Rows[len(o.Rows)-1].Blocked != test.last {
			t.Errorf("%+v: %d of %d, from %d to %d", test.q, len(o.Rows), o.Fit, o.Rows[0].Blocked, o.Rows[len(o.Rows)-1].Blocked)
		}
		for _, r := range o.Rows {
			if r.Today != r.Blocked {
				t.Errorf("%s: %d blocked, %d in 24 hours", r.Name, r.Blocked, r.Today)
			}
		}
	}
}

// TestCurve reads what happened over each span, of all and of a requirement, and
// compares it with what was counted.
func TestCurve(t *testing.T) {
	c := &clockAt{at: day(t, 7, 0, 0).AddDate(0, 0, -1)}
	l := New(Options{Now: c.now})
	counted := make(map[int64]uint64) // by second
	end := day(t, 10, 22, 41)
	for step := 0; c.now().Before(end); step++ {
		l.Decided(decided(c.now(), "ORG", "1", notice.Block, notice.Block, ""))
		counted[c.now().Unix()]++
		c.move(time.Duration(1+step%41) * time.Second)
	}
	c.set(end)
	for _, chart := range charts {
		for _, q := range []query{
			{}, {of: requirementsID, row: name{"care-identity-2025", "identity-agent"}}, {of: requirementsID, row: name{"care-identity-2025", "none"}},
			{of: organisationsID, row: name{of: "ORG"}}, {of: clientsID, row: name{"identity-agent", "1"}}, {of: extractorsID, row: name{of: "none"}},
		} {
			q.chart = chart.name
			if short := q.of != "" && q.of != requirementsID; short && (chart.name == "2h" || chart.name == "24h") {
				if got := charts[chartOf(q, 1)].name; got != "1h" {
					t.Errorf("%s of one name goes back %s", chart.name, got)
				}
				continue
			}
			curve := l.curve(q, 1, c.now())
			if int64(len(curve.Bars)) != chart.bars || curve.From.Unix()%chart.width != 0 {
				t.Fatalf("%s: %d bars from %v", chart.name, len(curve.Bars), curve.From)
			}
			for i, bar := range curve.Bars {
				var want uint64
				from := curve.From.Unix() + int64(i)*chart.width
				for at := from; at < from+chart.width && at <= end.Unix(); at++ {
					want += counted[at]
				}
				if q.row.part == "none" || q.row.of == "none" {
					want = 0
				}
				if bar.Blocked != want || bar.All() != want {
					t.Errorf("%s of %v: bar %d has %d, want %d", chart.name, q.row, i, bar.Blocked, want)
				}
			}
		}
	}
	if got := charts[chartOf(query{}, 60)].name; got != "2h" {
		t.Errorf("at sixty times the speed the picture goes back %s", got)
	}
	if got := charts[chartOf(query{chart: "5m"}, 60)].name; got != "5m" {
		t.Errorf("asked for 5 minutes, got %s", got)
	}
}

// TestQuery: an address says the same when it is read and written again.
func TestQuery(t *testing.T) {
	for _, q := range []query{
		{},
		{chart: "2h", span: "1h", sort: "-last", find: "gp & co", all: true},
		{of: requirementsID, row: name{"care-identity-2025", "tls"}},
		{of: organisationsID, row: name{of: "A & B"}, sort: "-name", span: "1m"},
		{of: organisationsID, row: name{of: "A"}, short: name{"care-identity-2025", "tls"}, chart: "2m"},
	} {
		if got := parseQuery(q.values()); got != q {
			t.Errorf("%+v became %+v", q, got)
		}
	}
}
