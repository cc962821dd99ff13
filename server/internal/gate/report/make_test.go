package report

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/server/internal/evidence"
)

var (
	blockedBy = []notice.Told{unmet("identity-agent", notice.Block)}
	warnedBy  = []notice.Told{unmet("identity-agent", notice.Warn)}
)

// in is a minute of the window of options.
func in(minute int) time.Time { return at("2025-07-08T10:00").Add(time.Duration(minute) * time.Minute) }

func TestOptionsThatMakeNoReport(t *testing.T) {
	for _, tt := range []struct {
		change func(*Options)
		want   string
	}{
		{func(o *Options) { o.Zone = nil }, "no zone is given"},
		{func(o *Options) { o.Until = o.From }, "has no time in it"},
		{func(o *Options) { o.From = time.Time{} }, "has no time in it"},
		{func(o *Options) { o.Now = o.From }, "the window has not begun; it opens at 2025-07-08T10:00:00+01:00"},
		{func(o *Options) { o.Weeks = 13 }, "at most 12 are compared"},
	} {
		o := options()
		tt.change(&o)
		if r, err := Make(o, journal{}.scan); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%+v, %v, want %s", r, err, tt.want)
		}
	}
}

func TestErrorsOfTheJournal(t *testing.T) {
	gone := errors.New("the disk is gone")
	for n := range 5 {
		calls := 0
		_, err := Make(options(), func(time.Time, time.Time, func(string, time.Time, bool, []byte) error) error {
			if calls++; calls > n {
				return gone
			}
			return nil
		})
		if !errors.Is(err, gone) || !strings.HasPrefix(err.Error(), "making the report: reading ") {
			t.Errorf("scan %d: %v", n, err)
		}
	}
}

// TestEachRecordIsReadOnce: the weeks, oldest first, and then all since the window
// opened.
func TestEachRecordIsReadOnce(t *testing.T) {
	var got []string
	o := options()
	o.Weeks = 2
	if _, err := Make(o, func(from, until time.Time, _ func(string, time.Time, bool, []byte) error) error {
		got = append(got, from.In(london.Location()).Format("01-02 15:04")+" "+until.In(london.Location()).Format("01-02 15:04"))
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"06-24 10:00 06-24 11:00", "07-01 10:00 07-01 11:00", "07-08 10:00 07-08 12:00"}, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// TestWaysBack: each way, one by one.
func TestWaysBack(t *testing.T) {
	refused := event{at: in(5), done: "block", person: "p", device: "d", card: "c", product: "identity-agent", version: "2.3", findings: blockedBy}
	letIn := func(change func(*event)) event {
		e := event{at: in(10), done: "allow", code: "B", person: "p", device: "d", product: "identity-agent", version: "2.3"}
		change(&e)
		return e
	}
	several := func(n int) (j journal) {
		for i := range n {
			e := refused
			e.device = fmt.Sprint("d", i)
			j = append(j, e)
		}
		return j
	}
	byAddress, byDevice := refused, refused
	byAddress.person, byAddress.device, byAddress.address, byAddress.card = "", "", "192.0.2.7", ""
	byDevice.person = ""
	for _, tt := range []struct {
		name string
		j    journal
		want string // "" = not back
	}{
		{"another device", journal{refused, letIn(func(e *event) { e.device = "e" })}, "another-device"},
		{"another device after the window", journal{refused, letIn(func(e *event) { e.at, e.device = in(70), "e" })}, "another-device"},
		{"another device, as bad, after the window", journal{refused, letIn(func(e *event) { e.at, e.device, e.done, e.findings = in(70), "e", "warn", warnedBy })}, "window-over"},
		{"the card on another device", journal{refused, letIn(func(e *event) { e.person, e.device, e.card = "", "e", "c" })}, "another-device"},
		{"the device's card on another device", journal{byDevice, letIn(func(e *event) { e.person, e.device, e.card = "", "e", "c" })}, "another-device"},
		{"another person on another device", journal{refused, letIn(func(e *event) { e.person, e.device = "q", "e" })}, ""},
		{"another person on the device", journal{refused, letIn(func(e *event) { e.person = "q" })}, ""},
		{"nobody known on the device", journal{refused, letIn(func(e *event) { e.person = "" })}, ""},
		{"another person on the device that is followed", journal{byDevice, letIn(func(e *event) { e.person, e.version = "q", "2.4" })}, "updated"},
		{"updated", journal{refused, letIn(func(e *event) { e.version = "2.4" })}, "updated"},
		{"updated after the window", journal{refused, letIn(func(e *event) { e.at, e.version = in(70), "2.4" })}, "updated"},
		{"another product", journal{refused, letIn(func(e *event) { e.product = "other-agent" })}, "updated"},
		{"updated in vain after the window", journal{refused, letIn(func(e *event) { e.at, e.version, e.done, e.findings = in(70), "2.3.1", "warn", warnedBy })}, "window-over"},
		{"put right or exempt", journal{refused, letIn(func(*event) {})}, "mended"},
		{"as before when the window closes", journal{refused, letIn(func(e *event) { e.at, e.done, e.findings = in(60), "warn", warnedBy })}, "window-over"},
		{"as before, a moment earlier", journal{refused, letIn(func(e *event) { e.at, e.done, e.findings = in(60).Add(-1), "warn", warnedBy })}, "not-known"},
		{"another requirement falls short", journal{refused, letIn(func(e *event) { e.done, e.findings = "warn", []notice.Told{unmet("tls", notice.Warn)} })}, "mended"},
		{"held", journal{refused, letIn(func(e *event) { e.done, e.weakened, e.findings = "warn", "held", blockedBy })}, "weakened"},
		{"a budget, after the window", journal{refused, letIn(func(e *event) { e.at, e.done, e.weakened, e.findings = in(70), "warn", "budget", blockedBy })}, "weakened"},
		{"version no longer told", journal{refused, letIn(func(e *event) {
			e.done, e.version, e.findings = "warn", "", []notice.Told{unknown("identity-agent", notice.Warn)}
		})}, "not-known"},
		{"on which device is not told", journal{refused, letIn(func(e *event) { e.device = "" })}, "not-known"},
		{"on which device it was refused is not known", append(journal{func() event { e := refused; e.device = ""; return e }()}, letIn(func(*event) {})), "not-known"},
		{"one of four devices", append(several(4), letIn(func(e *event) { e.device = "d3" })), "mended"},
		{"not one of four devices", append(several(4), letIn(func(*event) {})), "another-device"},
		{"the last of five devices", append(several(5), letIn(func(e *event) { e.device = "d4" })), "mended"},
		{"perhaps one of five devices", append(several(5), letIn(func(e *event) { e.device = "d3" })), "not-known"},
		{"an address", journal{byAddress, letIn(func(e *event) { e.address, e.version = "192.0.2.7", "2.4" })}, "not-known"},
		{"an address, as before after the window", journal{byAddress, letIn(func(e *event) { e.at, e.address, e.findings = in(70), "192.0.2.7", warnedBy })}, "window-over"},
		{"before the refusal", journal{letIn(func(e *event) { e.at = in(4) }), refused}, ""},
		{"denied", journal{refused, letIn(func(*event) {}), {at: in(11), code: "B", outcome: evidence.OutcomeDenied}}, ""},
		{"a word of a newer program", journal{refused, letIn(func(*event) {}), {at: in(11), code: "B", outcome: "postponed"}}, "mended"},
		{"denied, and then let in", journal{
			refused, letIn(func(*event) {}), {at: in(11), code: "B", outcome: evidence.OutcomeDenied},
			letIn(func(e *event) { e.at, e.code, e.device = in(12), "C", "e" }),
		}, "another-device"},
		{"let in twice, and denied the first time", journal{
			refused, letIn(func(*event) {}), letIn(func(e *event) { e.at, e.code, e.device = in(12), "C", "e" }),
			{at: in(13), code: "B", outcome: evidence.OutcomeDenied},
		}, "another-device"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := made(t, options(), tt.j)
			var got []string
			for _, w := range r.Back.Ways {
				if w.Who.Total() == 1 {
					got = append(got, w.How)
				}
			}
			if strings.Join(got, " ") != tt.want || r.Back.Who.Total() != len(got) || len(r.Away) != 1-len(got) {
				t.Errorf("back %q, want %q; %+v", got, tt.want, r.Away)
			}
		})
	}
}

// TestWhoWaitsForTheService: what comes of attempts that were let in is waited for,
// of a few of each at once, and one that is denied without end takes no room.
func TestWhoWaitsForTheService(t *testing.T) {
	j := journal{{at: in(1), done: "block", person: "p", device: "d", findings: blockedBy, proven: evidence.ProvenPerson}}
	for n := range 1000 {
		code := fmt.Sprint("C", n)
		j = append(j, event{at: in(2), code: code, done: "allow", person: "p", device: "d"}, event{at: in(2), code: code, outcome: evidence.OutcomeDenied})
	}
	o := options()
	m := newMaker(&o, bounds{10, 10})
	if err := j.scan(o.From, o.Now, m.each(o.From, o.Now, m.take, m.outcome)); err != nil {
		t.Fatal(err)
	}
	if m.candidates.n != 1 || len(m.pending) != 0 {
		t.Errorf("%d candidates, %d waited for", m.candidates.n, len(m.pending))
	}
	if r := m.report(); len(r.Away) != 1 || r.Away[0].Denied != 1000 {
		t.Errorf("%+v", r.Away)
	}

	j = append(j[:1:1], j[1], j[3], j[5], j[7], j[9], j[2], j[4], j[6]) // five are let in, three of them denied later
	if r := made(t, o, j); r.Back.Who.People != 1 || r.Back.Accepted != 0 {
		t.Errorf("%+v", r.Back)
	}
	// The fifth came when four were waiting. All four were denied: it is not known any
	// more, and the next that comes counts.
	j = append(j, j[1])
	j[len(j)-1] = event{at: in(3), code: "C3", outcome: evidence.OutcomeDenied}
	if r := made(t, o, j); len(r.Away) != 1 {
		t.Errorf("%+v", r.Back)
	}
	j = append(j, event{at: in(4), code: "C1000", done: "allow", person: "p"}, event{at: in(4), code: "C1000", outcome: evidence.OutcomeAccepted})
	if r := made(t, o, j); r.Back.Who.People != 1 || r.Back.Accepted != 1 || r.Back.MedianMinutes != 3 {
		t.Errorf("%+v", r.Back)
	}
}

func TestAwayTellsWhatHelps(t *testing.T) {
	j := journal{
		{at: in(5), code: "K1", done: "block", person: "p", device: "dev-3", organisation: "RXX", findings: blockedBy, proven: evidence.ProvenPerson},
		{at: in(6), code: "K2", done: "block", person: "p", device: "dev-4", findings: blockedBy},
		{at: in(7), code: "K3", done: "block", person: "p", device: "dev-3", findings: blockedBy},
		{at: in(8), code: "K4", done: "allow", device: "dev-4", organisation: "RXX"},
		{at: in(70), code: "K5", done: "block", person: "p", device: "dev-3", findings: blockedBy},
		{at: in(71), code: "K6", done: "block", person: "p", device: "dev-3", findings: []notice.Told{unmet("tls", notice.Block)}},
	}
	want := Away{
		Organisation: "RXX", OrganisationName: "Invented University Hospitals NHS Trust", Unit: "person", ID: "p", Device: "dev-3", DeviceName: "WARD-7-PC-2",
		Attempts: 3, Since: 1, LastAt: in(70), Code: "K5", Proven: true, Contact: "Invented Trust IT", Phone: "01632 960 001", Hours: "Mon-Fri 08:00-18:00",
	}
	r := made(t, options(), j)
	if diff := cmp.Diff([]Away{want}, r.Away); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	want.DeviceSince = true // a device on which they were refused, later than that
	r = made(t, options(), append(j, event{at: in(72), code: "K7", done: "allow", device: "dev-4"}))
	if diff := cmp.Diff([]Away{want}, r.Away); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if got := r.Away[0].noteWords(" "); got != " Refused 1 time more after the window. The device signed in since, and by whom is not known." {
		t.Errorf("%q", got)
	}
}

func TestAwayIsInOrder(t *testing.T) {
	var j journal
	for n, who := range []event{
		{address: "192.0.2.9", organisation: "RXX"}, {device: "d1", organisation: "RXX"}, {person: "zoe"}, {person: "p2", organisation: "RXX"},
		{person: "p1", organisation: "RXX"}, {person: "p3", organisation: "RXX", proven: evidence.ProvenPerson}, {person: "p9", organisation: "A"}, {device: "d0", organisation: "RXX"},
	} {
		who.at, who.code, who.done, who.findings = in(n), fmt.Sprint("K", n), "block", blockedBy
		j = append(j, who)
	}
	var got []string
	for _, a := range made(t, options(), j).Away {
		got = append(got, a.Organisation+" "+a.ID)
	}
	if diff := cmp.Diff([]string{"A p9", "RXX p3", "RXX p1", "RXX p2", "RXX d0", "RXX d1", "RXX 192.0.2.9", " zoe"}, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// TestOtherBlocks: what other requirements refused is told beside, and not
// followed; what several refused together counts.
func TestOtherBlocks(t *testing.T) {
	both := []notice.Told{unmet("tls", notice.Block), unmet("identity-agent", notice.Block), unmet("card-series", notice.Warn)}
	j := journal{
		{at: in(1), done: "block", person: "p", findings: both},
		{at: in(2), done: "block", person: "p", findings: blockedBy},
		{at: in(3), done: "block", person: "q", findings: both[:1]},
		{at: in(4), done: "block", person: "r"},
	}
	r := made(t, options(), j)
	want := []Requirement{{"identity-agent", 2, Units{People: 1}}, {"tls", 1, Units{People: 1}}}
	if diff := cmp.Diff(want, r.Blocked.Requirements); diff != "" || r.Blocked.Others != 2 || r.Blocked.Who.People != 1 || r.Strange.WithoutReason != 1 {
		t.Errorf("%+v, %+v (-want +got)\n%s", r.Blocked, r.Strange, diff)
	}
	o := options()
	o.Requirement = ""
	r = made(t, o, j)
	want = []Requirement{{"identity-agent", 2, Units{People: 1}}, {"tls", 2, Units{People: 2}}}
	if diff := cmp.Diff(want, r.Blocked.Requirements); diff != "" || r.Blocked.Others != 0 || r.Blocked.Who.People != 3 || r.Strange.WithoutReason != 1 {
		t.Errorf("%+v, %+v (-want +got)\n%s", r.Blocked, r.Strange, diff)
	}
}

func TestManyRequirements(t *testing.T) {
	var findings []notice.Told
	for n := range 100 {
		findings = append(findings, unmet(fmt.Sprint("q", n), notice.Block))
	}
	j := journal{
		{at: in(1), done: "block", person: "p", device: "d", findings: append(findings, blockedBy...)},
		{at: in(2), done: "warn", person: "p", device: "d", findings: []notice.Told{unmet("q99", notice.Warn)}},
	}
	r := made(t, options(), j)
	if n := len(r.Blocked.Requirements); n != mostRequirements || r.Blocked.Requirements[0].Requirement != "identity-agent" || r.Blocked.Attempts != 1 || r.Back.Ways[mended].Who.People != 1 {
		t.Errorf("%d requirements, %+v, %+v", n, r.Blocked, r.Back)
	}
	o := options()
	o.Requirement = ""
	if r := made(t, o, j); r.Back.Ways[unexplained].Who.People != 1 { // q99 still falls short
		t.Errorf("%+v", r.Back)
	}
}

func TestHandshakes(t *testing.T) {
	j := journal{
		{at: in(1), done: "block", address: "192.0.2.1", findings: blockedBy, extractor: byHandshake},
		{at: in(60), handshake: &evidence.Handshake{At: in(60), Address: "192.0.2.1"}}, // after the window
	}
	for n := range 20 {
		j = append(j, event{at: in(2), handshake: &evidence.Handshake{At: in(2), Address: fmt.Sprint("192.0.2.", n%3), Offered: fmt.Sprint("1.", n%10)}})
	}
	r := made(t, options(), j)
	want := Handshakes{Refused: 20, Addresses: 3}
	for n := range mostOffered - 1 {
		want.Offered = append(want.Offered, Offered{fmt.Sprint("1.", n), 2})
	}
	want.Offered = append(want.Offered, Offered{"others", 6})
	if diff := cmp.Diff(want, r.Handshakes); diff != "" || r.Blocked.WithoutWords != 1 || r.Blocked.Who.Addresses != 1 {
		t.Errorf("%+v (-want +got)\n%s", r.Blocked, diff)
	}
}

// TestDecisionsOfOthers: a journal may hold decisions that were not made at the
// gate, and others that this program does not understand.
func TestDecisionsOfOthers(t *testing.T) {
	j := journal{
		{at: in(1), code: "K1", done: "block", person: "p", device: "d", card: "c", organisation: "R", product: "x", version: "1", findings: blockedBy, withoutGate: true, withoutDetail: true},
		{at: in(2), code: "K2", raw: `{"signIn":{"person":"p","device":{"id":7},"client":{"product":["x"]},"new":{}},"answer":{"decision":"block","findings":[{"requirement":"identity-agent","result":"unmet","action":"block"}]}}`},
		{at: in(3), code: "K3", raw: `{"revoked":"2025-07-08T10:03:00Z"}`},
		{at: in(4), code: "K4", raw: `{"signIn":{}`},
		{at: in(4), code: "K5", raw: `{"signIn":{}}`},
		{at: in(5), code: "K6", done: "block", device: "d9", findings: blockedBy, withoutDetail: true},
	}
	o := options()
	o.Damage = func() Damage { return Damage{12, []string{"journal/1.jsonl:7: damaged"}} }
	r := made(t, o, j)
	s := r.Strange
	if len(r.Away) != 2 || r.Away[0].Organisation != "R" || r.Blocked.Attempts != 3 || s.WithoutDetail != 1 || s.Unread != 2 || s.UnknownKinds != 1 || s.Damage.Lines != 12 {
		t.Errorf("%+v, %+v, %+v", r.Away, r.Blocked, s)
	}
	words := strings.Join(r.strangeWords(), "\n")
	for _, want := range []string{
		"12 lines of the journal are damaged, and left out, such as: journal/1.jsonl:7: damaged.", "2 records cannot be read, and are left out, such as: K4: reading the record",
		"1 record is of a kind that this program does not know", "1 refusal was kept without detail",
	} {
		if !strings.Contains(words, want) {
			t.Errorf("%q is missing in\n%s", want, words)
		}
	}
}

func TestLongIDs(t *testing.T) {
	long := strings.Repeat("a", 4000)
	j := journal{
		{at: in(1), done: "block", person: long + "1", findings: blockedBy},
		{at: in(2), done: "block", person: long + "2", findings: blockedBy},
		{at: in(3), done: "block", person: long + "1", findings: blockedBy},
	}
	r := made(t, options(), j)
	if r.Blocked.Who.People != 2 || len(r.Away[0].ID) > mostIDBytes+8 || r.Away[0].ID == r.Away[1].ID {
		t.Errorf("%+v", r.Away)
	}
}

func TestTextsAreBounded(t *testing.T) {
	known, other := newTexts(3, ""), newTexts(3, "(others)")
	for _, text := range []string{"a", "b", "c", "d", "", "a", "c"} {
		known.number(text)
		other.number(text)
	}
	if known.number("b") != 2 || known.number("d") != 0 || len(known.all) != 3 {
		t.Errorf("%+v", known)
	}
	if n := other.number("d"); other.all[n] != "(others)" || n != other.number("c") || other.number("a") != 1 || len(other.all) != 4 {
		t.Errorf("%+v", other)
	}
}

func TestClockThatGoesBack(t *testing.T) {
	j := journal{
		{at: in(30), done: "block", person: "p", findings: blockedBy},
		{at: in(10), done: "allow", person: "p"},
		{at: in(10).Add(-time.Second), done: "allow", person: "q"},
	}
	r := made(t, options(), j)
	if r.Strange.ClockBack != 1 || r.Strange.ClockBackBy != 1200 || r.Back.Who.People != 1 || r.Back.LongestMinutes != 0 {
		t.Errorf("%+v, %+v", r.Strange, r.Back)
	}
}
