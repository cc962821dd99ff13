package live

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/server/internal/gate/decision"
)

// short is a sign-in that falls short of several requirements, by what each asks for.
func short(at time.Time, organisation string, done notice.Action, why decision.Reason, asks map[string]notice.Action) *decision.Decision {
	d := decided(at, organisation, "2.3.1.0", done, notice.Observe, why)
	for _, r := range []string{"agent", "cards", "tls"} {
		if a, ok := asks[r]; ok {
			d.Findings = append(d.Findings, decision.Finding{Notice: "n", Requirement: r, Title: "The " + r, Asks: a})
		}
	}
	return d
}

// TestNow: who is refused for what, second by second, from both sides; and the
// sums are those of all.
func TestNow(t *testing.T) {
	c := &clockAt{at: day(t, 10, 0, 0)}
	l := New(Options{Now: c.now})
	block, warn, observe := notice.Block, notice.Warn, notice.Observe
	old := c.now().Add(-time.Second) // a minute and a second ago at the end
	l.Decided(short(old, "A", block, "", map[string]notice.Action{"agent": block}))
	for second := range 60 {
		at := c.now()
		l.Decided(short(at, "A", observe, "", nil))
		if second%10 == 0 {
			l.Decided(short(at, "A", block, "", map[string]notice.Action{"agent": block, "cards": warn}))
			l.Decided(short(at, "B", warn, decision.Budget, map[string]notice.Action{"agent": block, "tls": observe}))
		}
		if second%20 == 0 {
			l.Decided(short(at, "C", warn, "", map[string]notice.Action{"cards": warn, "tls": observe}))
		}
		if second < 59 {
			c.move(time.Second)
		}
	}
	st := l.state(&Sources{}, query{})
	told := func(all Table) (rows []string) {
		for _, r := range all.Rows {
			row := fmt.Sprintf("%s%s: %s", r.Name, r.Part, r.Counts.did())
			var shares []string
			for _, s := range r.Shares {
				shares = append(shares, s.Name+s.Part+" "+s.Counts.did())
			}
			var sum Counts
			for _, s := range r.Lately {
				sum.add(s)
			}
			if len(r.Lately) != 60 || sum != r.Counts {
				t.Errorf("%s: %d seconds with %+v, want 60 with %+v", r.Name, len(r.Lately), sum, r.Counts)
			}
			rows = append(rows, fmt.Sprintf("%s (%s; %d)", row, strings.Join(shares, ", "), r.AllShares))
		}
		return rows
	}
	if diff := cmp.Diff([]string{
		"A: 6 blocked, 60 observed (nagent 6 blocked; 2)",
		"B: 6 spared (nagent 6 spared; 2)",
		"C: 3 warned (ncards 3 warned, ntls 3 observed; 2)",
	}, told(st.Now.Organisations)); diff != "" {
		t.Errorf("by organisation (-want +got)\n%s", diff)
	}
	if diff := cmp.Diff([]string{
		"nagent: 6 blocked, 6 spared (A 6 blocked, B 6 spared; 2)",
		"ncards: 9 warned (A 6 warned, C 3 warned; 2)",
		"ntls: 9 observed (B 6 observed, C 3 observed; 2)",
	}, told(st.Now.Requirements)); diff != "" {
		t.Errorf("by requirement (-want +got)\n%s", diff)
	}
	if first := st.Now.Organisations.Rows[0].Lately; first[0] != (Counts{Allowed: 1, Blocked: 1}) || first[1] != (Counts{Allowed: 1}) || first[50] != (Counts{Allowed: 1, Blocked: 1}) {
		t.Errorf("the seconds of A are %+v", first)
	}
	var sum Counts
	for _, r := range st.Now.Organisations.Rows {
		sum.add(r.Counts)
	}
	if sum != st.LastMinute {
		t.Errorf("%+v by organisation, %+v of all", sum, st.LastMinute)
	}

	// The picture of one of one.
	at := func(of, requirement, chart string) string {
		q := query{of: organisationsID, row: name{of: of}, chart: chart}
		if requirement != "" {
			q.short = name{"n", requirement}
		}
		curve := l.curve(q, 1, c.now())
		var sum Counts
		for _, b := range curve.Bars {
			sum.add(b)
		}
		return curve.Chart + ": " + sum.did()
	}
	for _, test := range []struct{ of, requirement, chart, want string }{
		{"A", "", "2m", "2m: 7 blocked, 60 observed"},
		{"A", "agent", "2m", "2m: 7 blocked"},
		{"A", "cards", "5m", "5m: 6 warned"},
		{"A", "tls", "5m", "5m: "},
		{"A", "none", "5m", "5m: "},
		{"B", "agent", "24h", "15m: 6 spared"}, // further back nothing is kept of one of one
		{"none", "agent", "15m", "15m: "},
	} {
		if got := at(test.of, test.requirement, test.chart); got != test.want {
			t.Errorf("%s, short of %q, over %s: %q, want %q", test.of, test.requirement, test.chart, got, test.want)
		}
	}
}

// TestNowOfMany: of many the most refused are shown, and the others in one row; all
// together are all.
func TestNowOfMany(t *testing.T) {
	c := &clockAt{at: day(t, 10, 0, 0)}
	l := New(Options{Now: c.now})
	for i := range 300 {
		for range i%7 + 1 {
			l.Decided(decided(c.now(), fmt.Sprintf("ORG-%03d", i), "1", notice.Block, notice.Block, ""))
		}
	}
	for _, test := range []struct {
		query
		rows int
	}{{query{}, mostPulses}, {query{all: true}, allPulses}, {query{everyRow: true}, 300}, {query{find: "org-00"}, 10}} {
		st := l.state(&Sources{}, test.query)
		o := st.Now.Organisations
		sum := o.Rest
		for _, r := range o.Rows {
			sum.add(r.Counts)
		}
		if len(o.Rows) != test.rows || o.All != 300 || o.Rows[0].Blocked != 7 {
			t.Errorf("%+v: %d rows of %d, the first with %d", test.query, len(o.Rows), o.All, o.Rows[0].Blocked)
		}
		if test.find == "" && sum != st.LastMinute {
			t.Errorf("%+v: %+v in the rows and the rest, %+v of all", test.query, sum, st.LastMinute)
		}
	}
	page := asked{path: "/"}.do(l.Handler(standing(t, c))).Body.String()
	for _, want := range []string{"300 organisations in the last minute. The first 10 are shown.", "290 others", "ORG-006"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
}

// TestNowByAFastClock: where a minute is over in a second, now is a quarter of an hour.
func TestNowByAFastClock(t *testing.T) {
	c := &clockAt{at: day(t, 10, 0, 0)}
	l := New(Options{Now: c.now})
	for range 20 * 60 {
		l.Decided(decided(c.now(), "A", "1", notice.Block, notice.Block, ""))
		c.move(time.Second)
	}
	sources := Sources{Clock: func() Clock { return Clock{Now: c.now(), Rehearsal: true, Rate: 60} }}
	st := l.state(&sources, query{})
	row := st.Now.Organisations.Rows[0]
	// The second that runs has nothing yet.
	if row.Blocked != seconds-1 || len(row.Lately) != nowBars || row.Lately[0].Blocked != 15 || row.Lately[nowBars-1].Blocked != 14 {
		t.Errorf("%d blocked, by %d bars: %v", row.Blocked, len(row.Lately), row.Lately)
	}
	page := asked{path: "/"}.do(l.Handler(sources)).Body.String()
	for _, want := range []string{"Now: the last 15 minutes", "Each bar is 15 seconds", "at most 15 in 15 seconds", "<small>1.00/s</small>", "/organisations.csv?span=15m"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
}

func TestRate(t *testing.T) {
	for n, want := range map[uint64]string{0: "", 1: "0.02/s", 59: "0.98/s", 60: "1.0/s", 599: "10.0/s", 600: "10/s", 90_000: "1,500/s"} {
		if got := rate(n, 60); got != want {
			t.Errorf("%d in a minute are %q, want %q", n, got, want)
		}
	}
}
