package refusal

import (
	"os"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lanyard-id/lanyard/notice"
)

func TestNew(t *testing.T) {
	all := cases(t)
	names := func(list []Reason) (out []string) {
		for _, r := range list {
			out = append(out, r.Requirement)
		}
		return out
	}
	for name, want := range map[string]struct {
		tell    []string
		unsure  bool
		reasons []string
		carried bool
		devices int
	}{
		"blocked":         {[]string{agentBlocks.Tell}, false, []string{"identity-agent", "tls"}, false, 3},
		"for good":        {[]string{cardBlocks.Tell}, false, []string{"card-series"}, true, 0},
		"not known":       {nil, true, []string{"oberthur-middleware"}, false, 0},
		"several reasons": {[]string{cardBlocks.Tell, agentBlocks.Tell}, true, []string{"card-series", "oberthur-middleware", "identity-agent", "tls"}, true, 0},
		"warned":          {[]string{tlsWarns.Tell}, false, []string{"tls"}, false, 3},
	} {
		t.Run(name, func(t *testing.T) {
			w := all[name]
			if diff := cmp.Diff(want.tell, w.Tell); diff != "" || w.Unsure != want.unsure || w.Carried != want.carried || len(w.Devices) != want.devices {
				t.Errorf("unsure %v, carried %v, devices %q, tell (-want +got)\n%s", w.Unsure, w.Carried, w.Devices, diff)
			}
			if diff := cmp.Diff(want.reasons, names(w.Reasons)); diff != "" {
				t.Errorf("reasons (-want +got)\n%s", diff)
			}
		})
	}
	if r := all["blocked"].Reasons[0]; r.Title != "Identity Agent is a supported version" || !r.Blocks || r.Unknown {
		t.Errorf("%+v", r)
	}
	if r := all["not known"].Reasons[0]; !r.Unknown {
		t.Errorf("%+v", r)
	}
}

// TestNewWithoutVerdict tells what it can of an answer that was kept.
func TestNewWithoutVerdict(t *testing.T) {
	w := New(&Case{Answer: &notice.Answer{Findings: []notice.Told{agentBlocks}}, Done: notice.Block, At: at(t, "2025-07-08T10:12"), Devices: []string{"PC-0117"}})
	if w.Reasons[0].Title != "identity-agent" || w.Carried || len(w.Devices) != 1 || w.At.Location() != time.UTC || w.Sources != nil {
		t.Errorf("%+v", w)
	}
}

// TestNewOrdersContacts puts those first who can put it right, and the notice's
// own only where there are no others.
func TestNewOrdersContacts(t *testing.T) {
	for _, test := range []struct {
		finding  notice.Told
		contacts []Contact
		want     []string
	}{
		// The Registration Authority is away on a Tuesday.
		{agentBlocks, []Contact{issuers, always, desk}, []string{desk.Name, always.Name, issuers.Name}},
		{cardBlocks, []Contact{desk, always, issuers}, []string{issuers.Name, desk.Name, always.Name}},
		{agentBlocks, []Contact{desk, desk, {Team: "it-team"}, {Hours: "24x365"}}, []string{desk.Name}},
		{middlewareUnknown, nil, []string{"National Service Desk"}},
		{middlewareUnknown, []Contact{desk}, []string{desk.Name}},
		{agentBlocks, nil, nil},
	} {
		w := New(&Case{Answer: &notice.Answer{Findings: []notice.Told{test.finding}}, Done: notice.Block, At: at(t, "2025-07-08T10:12"), Zone: london(t), Contacts: test.contacts})
		var got []string
		for _, c := range w.Contacts {
			got = append(got, c.Name)
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s (-want +got)\n%s", test.finding.Requirement, diff)
		}
	}
}

// TestLook looks ahead of a shipped notice: the first of its windows, between its
// windows, and after its end.
func TestLook(t *testing.T) {
	const file = "care-identity-2025-r1.yaml"
	src, err := os.ReadFile("../../../../notices/" + file)
	if err != nil {
		t.Fatal(err)
	}
	n, problems := notice.Parse(file, src)
	if n == nil {
		t.Fatal(problems)
	}
	set, problems := notice.NewSet([]*notice.Notice{n}, notice.Options{})
	if set == nil {
		t.Fatal(problems)
	}
	for _, test := range []struct{ at, until, next, begins, ends string }{
		{"2025-07-07T10:30:00", "", "2025-07-08T10:00", "2025-06-01T00:00", "2025-09-01T00:00"},
		{"2025-07-08T10:30:00", "2025-07-08T11:00", "2025-07-16T14:00", "2025-06-01T00:00", "2025-09-01T00:00"},
		{"2025-08-04T08:05:00", "2025-08-04T08:10", "2025-08-04T09:00", "2025-06-01T00:00", "2025-09-01T00:00"},
		{"2025-09-01T10:30:00", "", "", "2025-06-01T00:00", "2025-09-01T00:00"},
	} {
		var in notice.SignIn
		if err := in.Read([]byte(`{"at":"`+test.at+`","card":{"series":8},"client":{"product":"identity-agent","version":"2.3.2.0"},"connection":{"tls":"1.0"}}`), set.Zone()); err != nil {
			t.Fatal(err)
		}
		var v notice.Verdict
		set.Judge(&in.Facts, in.Use, in.At, &v)
		a := Look(set, &in.Facts, in.Use, &v)
		for name, pair := range map[string][2]string{"until": {test.until, said(a.Until)}, "next": {test.next, said(a.Next)}, "begins": {test.begins, said(a.Begins)}, "ends": {test.ends, said(a.Ends)}} {
			if pair[0] != pair[1] {
				t.Errorf("at %s %s is %q, want %q", test.at, name, pair[1], pair[0])
			}
		}
	}
}

func said(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return at.Format("2006-01-02T15:04")
}

// TestPublic tells whoever has the code reasons and remedies, and nothing about
// whose sign-in it was.
func TestPublic(t *testing.T) {
	for name, w := range cases(t) {
		p := w.Public()
		if p.Contacts != nil || p.Devices != nil || p.Session != "" || p.Carried {
			t.Errorf("%s: %+v", name, p)
		}
		for i, r := range p.Reasons {
			if r.Why != "" || r.Say != w.Reasons[i].Say || w.Reasons[i].Why == "" {
				t.Errorf("%s: %+v of %+v", name, r, w.Reasons[i])
			}
		}
		if diff := cmp.Diff(w.Tell, p.Tell); diff != "" || p.Until != w.Until {
			t.Errorf("%s (-want +got)\n%s", name, diff)
		}
	}
}
