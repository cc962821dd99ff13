package live

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// TestAttention goes through everything that an operator is told, one by one.
func TestAttention(t *testing.T) {
	at := day(t, 10, 22, 0)
	plan := func(change func(*Plan)) *State {
		p := &Plan{Loaded: true, Armed: true}
		change(p)
		return &State{Plan: p}
	}
	journal := func(j Journal) *State { return &State{Journal: &j} }
	ends := func(in time.Duration) *State {
		return &State{Certificates: []Certificate{{Use: "front", Subject: "gate.example.org", NotAfter: at.Add(in), Left: Seconds(in)}}}
	}
	trouble := func(e Event) *State { return &State{Recent: map[string]uint64{e.key(): 3}} }
	for _, test := range []struct {
		state *State
		level Level // "" = nothing
		words string
	}{
		{&State{}, "", ""},
		{&State{Clock: &Clock{}}, "", ""},
		{&State{Clock: &Clock{Doubt: "the clock of the machine is 2 h ahead", SoundAt: at.Add(5 * time.Minute)}}, Act,
			"Blocks only warn, because the clock is doubted. the clock of the machine is 2 h ahead. If it stays so, the new time is adopted at 10:27."},
		{&State{Plan: &Plan{}}, Act, "No plan is loaded: nothing is warned or blocked."},
		{plan(func(*Plan) {}), "", ""},
		{plan(func(p *Plan) { p.Hold = &Hold{"Ann Example", "wards are locked out", at.Add(-2 * time.Minute)} }), Look,
			"All blocks are held since 10:20 by Ann Example: wards are locked out. They only warn."},
		{plan(func(p *Plan) { p.Hold = &Hold{Since: at} }), Look, "All blocks are held since 10:22 by somebody who gave no name: no reason was given. They only warn."},
		{plan(func(p *Plan) { p.Armed, p.Why = false, "Nobody armed it" }), Look, "Blocks only warn, because the plan is not armed. Nobody armed it."},
		{plan(func(p *Plan) { p.Files = []File{{Path: "n.yaml"}, {Path: "x.yaml", Problem: "line 3"}} }), Act, "x.yaml is not in force as it stands: line 3."},
		{plan(func(p *Plan) { p.Pending = &Pending{ReadAt: at, Armed: true, Why: "It waits."} }), Know, "A change of the files, read at 10:22, waits. It waits."},
		{plan(func(p *Plan) { p.Pending = &Pending{ReadAt: at, Takes: at.Add(time.Hour)} }), Look, "A change of the files, read at 10:22, waits.  It is in force from 11:22. It is not armed."},
		{&State{Budget: &Budget{All: Spent{Used: 9, Limit: 10, Unit: "people"}}}, "", ""},
		{&State{Budget: &Budget{All: Spent{Used: 1001, Limit: 1000, Unit: "people", Tripped: true, Since: at, Why: "three organisations agree"}}}, Act,
			"All blocks only warn since 10:22: 1001 of 1000 people were locked out within an hour. three organisations agree."},
		{&State{Budget: &Budget{Organisations: []SpentHere{{"B", Spent{Used: 50, Limit: 50, Unit: "people", Tripped: true}}, {"C", Spent{}}, {"A", Spent{Used: 51, Limit: 50, Unit: "devices", Tripped: true}}}}}, Act,
			"The lock-out budget of 2 organisations is used up, and blocks only warn there: A (51 of 50 devices) and B (50 of 50 people)."},
		{&State{Budget: &Budget{Unproven: Meter{Used: 100, Limit: 100}}}, "", ""},
		{&State{Budget: &Budget{Unproven: Meter{Used: 101, Limit: 100}}}, Act,
			"101 refusals of nobody who is known came in the last hour, more than 100: somebody may be inventing them, or an outage may hide behind them."},
		{journal(Journal{}), Look, "No decision is kept: none can be found by its code."},
		{journal(Journal{Dir: "j", Writable: true}), "", ""},
		{journal(Journal{Dir: "j", Why: "the disk is full"}), Act, "The journal in j cannot be written. the disk is full."},
		{journal(Journal{Dir: "j", Writable: true, DetailDropped: 9}), "", ""}, // it was, and is no longer
		{journal(Journal{Dir: "j", Writable: true, DetailDropped: 1, Brief: true}), Look, "Decisions are kept without their detail, because the disk of j is filling; 1 was so far."},
		{journal(Journal{Dir: "j", Writable: true, Lost: 12}), Know, "When this machine last lost its power, 12 decisions at most may have been lost."},
		{&State{Pager: &Pager{}}, "", ""},
		{&State{Pager: &Pager{To: "https://p", Failures: 2}}, "", ""}, // it was tried again, and taken
		{&State{Pager: &Pager{To: "https://p", Waiting: 2, Trouble: "status 500"}}, Act, "Pages to https://p do not arrive: status 500. 2 are waiting, 0 given up."},
		{&State{Budget: &Budget{Problem: "disk full"}}, Look, "What the budget opened is not kept: disk full."},
		{&State{Budget: &Budget{Proven: &Proven{Problem: "disk full"}}}, Look, "What sign-ins proved is not kept: disk full."},
		{plan(func(p *Plan) { p.Stale = "n.yaml is in language 2" }), Act, "n.yaml is in language 2."},
		{journal(Journal{Dir: "j", Writable: true, Damaged: 2}), Look, "2 lines of the journal in j cannot be read back."},
		{ends(31 * 24 * time.Hour), "", ""},
		{ends(20 * 24 * time.Hour), Look, "The certificate front (gate.example.org) ends in 20 days, Mon 28 Jul, 10:22."},
		{ends(6 * 24 * time.Hour), Act, "The certificate front (gate.example.org) ends in 6 days, Mon 14 Jul, 10:22."},
		{ends(-time.Minute), Act, "The certificate front (gate.example.org) ended 60 seconds ago, 10:21: clients may refuse to connect."},
		{trouble(UpstreamGone), Act, "Times the service could not be reached, in the last 5 minutes: 3."},
		{trouble(Panicked), Act, "Decisions that broke, in the last 5 minutes: 3."},
		{trouble(HeaderRefused), Look, "Requests refused for an X-Gate header, in the last 5 minutes: 3."},
		{trouble(HandshakeFailed), "", ""},
		{&State{Room: Room{Full: true}}, Look, "There is no room to keep by second all that comes: of some names pictures and the list of now have less, or nothing."},
		{&State{Room: Room{Names: []NamesRoom{{Of: organisationsID, Rows: 3, Most: 3, Other: 7}, {Of: clientsID, Other: 9}}}}, Look, "More organisations are named than are told apart: in the last 5 minutes 7 sign-ins were counted as other. Somebody may be inventing names."},
	} {
		test.state.At = at
		got := ""
		level := Level("")
		for _, a := range attention(test.state) {
			got += a.What
			level = a.Level
			if a.Do == "" && a.Level != Know {
				t.Errorf("%q says not what to do", a.What)
			}
		}
		if diff := cmp.Diff(test.words, got); diff != "" || level != test.level {
			t.Errorf("level %q, want %q (-want +got)\n%s", level, test.level, diff)
		}
	}
}

// TestAttentionIsRanked: what is pressing comes first.
func TestAttentionIsRanked(t *testing.T) {
	st := &State{At: day(t, 10, 0, 0), Plan: &Plan{Loaded: true, Pending: &Pending{Armed: true}, Hold: &Hold{}}, Journal: &Journal{Dir: "j"}}
	var got []Level
	for _, a := range attention(st) {
		got = append(got, a.Level)
	}
	if diff := cmp.Diff([]Level{Act, Look, Look, Know}, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestWords(t *testing.T) {
	for d, want := range map[time.Duration]string{
		-time.Second: "0 seconds", time.Second: "1 second", 119 * time.Second: "119 seconds", 2 * time.Minute: "2 minutes", 119 * time.Minute: "119 minutes",
		2 * time.Hour: "2 hours", 3*time.Hour + time.Minute: "3 hours 1 minute", 47*time.Hour + 59*time.Minute: "47 hours 59 minutes", 80 * 24 * time.Hour: "80 days",
	} {
		if got := lasting(d); got != want {
			t.Errorf("lasting(%s) = %q, want %q", d, got, want)
		}
	}
	at := day(t, 10, 22, 0)
	for want, instant := range map[string]time.Time{
		"10:04:12": day(t, 10, 4, 12), "09:00": day(t, 9, 0, 0).UTC(), "Mon 7 Jul, 09:00": day(t, 9, 0, 0).AddDate(0, 0, -1),
		"Thu 8 Jan 2026, 09:00": time.Date(2026, 1, 8, 9, 0, 0, 0, time.UTC), "not known": {},
	} {
		if got := told(instant, at); got != want {
			t.Errorf("%v is told as %q, want %q", instant, got, want)
		}
	}
	names := strings.Split("a b c d e f g", " ")
	for want, n := range map[string]int{"": 0, "a": 1, "a and b": 2, "a, b, c, d and e": 5, "a, b, c, d, e and 2 more": 7} {
		if got := list(names[:n], 5); got != want {
			t.Errorf("%d names: %q, want %q", n, got, want)
		}
	}
	for n, want := range map[int64]string{0: "0 B", 999: "999 B", 7_340_032: "7 MB", 81_000_000_000: "81.0 GB", 1500: "1 kB"} {
		if got := bytesOf(n); got != want {
			t.Errorf("%d bytes: %q, want %q", n, got, want)
		}
	}
	if got := fmt.Sprint(thousands(0), " ", thousands(999), " ", thousands(1000), " ", thousands(1234567)); got != "0 999 1,000 1,234,567" {
		t.Error(got)
	}
}
