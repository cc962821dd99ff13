package joined

import (
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/server/internal/gate/attempt"
	"github.com/lanyard-id/lanyard/server/internal/gate/door"
)

var someFiles = []string{
	"organisation QXX", "organisation RXX kind=trust parent=QXX", "person P organisation=RXX groups=locums", "card 06 series=6 type=Gemplus holder=P status=active",
	"card 08 series=8 holder=P", "device D1 name=PC1 organisation=RXX os=Windows os_version=10.0.19045 middleware=- agent=2.4 @20", "device D2 name=PC1",
	"device D3 name=WARD-3 organisation=QXX middleware=2.1", "application epr protocols=cis1", "app D3 epr", "alias device sign-in X D3",
	"signin at=5 device=D3 client=agent version=2.4 tls=1.2",
}

// FuzzFacts joins whatever strangers claim: what comes of it can be judged, kept and
// read again.
func FuzzFacts(f *testing.F) {
	f.Add("P", "06", "PC1", "RXX", "epr", "agent\x002.4", "8\x00PIV\x003B6B00", "Windows\x0010.0", "middleware\x002.1\x00gac\x00", "Big Middleware", uint16(0x0302))
	f.Add("p", "08", "ward-3", "x", "", "\x00", "[]\x00gemplus\x003b:", "\xff\x00-", "agent\x00-\x00agent\x00;", "\xff\xfe", uint16(0xfefe))
	f.Add("", " ", "X", "", "", "", "", "", "", "", uint16(0))
	set := planSet(f)
	e := newJoined(f, someFiles...)
	bare := newJoined(f)
	f.Fuzz(func(t *testing.T, person, card, device, organisation, application, client, described, system, software, program string, tls uint16) {
		part := func(text string, n int) string {
			if parts := strings.Split(text, "\x00"); n < len(parts) {
				return parts[n]
			}
			return ""
		}
		a := attempt.Attempt{
			Person: person, Card: card, Device: device, Organisation: organisation, Application: application, Client: part(client, 0), Version: part(client, 1),
			Series: part(described, 0), CardType: part(described, 1), ATR: part(described, 2), OS: part(system, 0), OSVersion: part(system, 1), Programs: []string{program},
		}
		for i := 0; i < strings.Count(software, "\x00"); i += 2 {
			a.Software = append(a.Software, attempt.Software{Product: part(software, i), Version: part(software, i+1)})
		}
		v := &door.Visitor{TLS: tls, Hello: &door.Hello{Offered: tls}}
		for _, e := range []*Estate{e, bare} {
			var facts notice.Facts
			var s Subject
			e.Facts(&facts, &a, v, noon, "", &s)
			var verdict notice.Verdict
			set.Judge(&facts, notice.UseSignIn, noon, &verdict)
			var in notice.SignIn
			line := notice.AppendSignIn(nil, noon, "", &facts)
			if err := in.Read(line, set.Zone()); err != nil && len(line) <= notice.MaxSignIn {
				t.Fatalf("%s: %v", line, err)
			}
			for _, r := range s.Rejects {
				if r.Key == "" || r.Error == "" || len(r.Value) > 300 {
					t.Errorf("reject %+v", r)
				}
			}
			e.Contacts(s.Organisation, []string{"it-team"})
			e.Good(s.Organisation, noon, func(*notice.Facts) bool { return true }, 3)
		}
	})
}

// TestOldFilesChangeNoVerdict: with files that are older than a sign-in cares for,
// what is claimed is judged as without them, and asks for no more.
func TestOldFilesChangeNoVerdict(t *testing.T) {
	var old []string
	for _, line := range someFiles {
		line, _, _ = strings.Cut(line, " @")
		old = append(old, line+" @31")
	}
	e, bare := newJoined(t, old...), newJoined(t)
	n, problems := notice.Parse("plan.yaml", []byte(strings.ReplaceAll(plan, ", met:", ", unknown: block, met:")))
	if n == nil {
		t.Fatal(problems)
	}
	excuses, problems := notice.ParseExemptions("exemptions.yaml", []byte("exemptions: [{requirement: series, organisation: QXX, from: 2025-06, until: 2025-09, owner: o, reason: r}]"), n.Zone)
	if problems.HasErrors() {
		t.Fatal(problems)
	}
	set, _ := notice.NewSet([]*notice.Notice{n}, notice.Options{Exemptions: excuses})
	oneOf := func(texts ...string) *rapid.Generator[string] { return rapid.SampledFrom(texts) }
	rapid.Check(t, func(t *rapid.T) {
		a := attempt.Attempt{
			Person: oneOf("", "P", "Q").Draw(t, "person"), Card: oneOf("", "06", "08", "09").Draw(t, "card"), Device: oneOf("", "D1", "PC1", "X", "new").Draw(t, "device"),
			Organisation: oneOf("", "QXX", "RXX", "RZZ").Draw(t, "organisation"),
			Client:       oneOf("", "agent").Draw(t, "client"), Version: oneOf("", "1", "2.4").Draw(t, "version"), Series: oneOf("", "6", "8").Draw(t, "series"),
			CardType: oneOf("", "Gemplus", "PIV").Draw(t, "type"), ATR: oneOf("", "3B6B00", "3BFF").Draw(t, "ATR"), OSVersion: oneOf("", "10.0.22631").Draw(t, "OS"),
			Programs: rapid.SliceOfN(oneOf("Some Middleware", "Middle Earth"), 0, 2).Draw(t, "programs"),
		}
		var f, g notice.Facts
		var s Subject
		e.Facts(&f, &a, nil, noon, "", &s)
		bare.Facts(&g, &a, nil, noon, "", &s)
		var v, w notice.Verdict
		set.Judge(&f, notice.UseSignIn, noon, &v)
		set.Judge(&g, notice.UseSignIn, noon, &w)
		for i := range v.Findings {
			if v.Findings[i].Result != w.Findings[i].Result && v.Findings[i].Result != notice.Exempt || v.Findings[i].Asks > w.Findings[i].Asks {
				t.Fatalf("%s is %s, and without files %s\n%s\n%s", v.Findings[i].Requirement.ID, v.Findings[i].Result, w.Findings[i].Result,
					notice.AppendSignIn(nil, noon, "", &f), notice.AppendSignIn(nil, noon, "", &g))
			}
		}
	})
}

// TestWith joins the same files by other notices, beside the first.
func TestWith(t *testing.T) {
	n, problems := notice.Parse("other.yaml", []byte(strings.Replace(plan, `"*Middleware*"`, `"Renamed*"`, 1)))
	if n == nil {
		t.Fatal(problems)
	}
	set, problems := notice.NewSet([]*notice.Notice{n}, notice.Options{})
	if set == nil {
		t.Fatal(problems)
	}
	first := newJoined(t, "device D1 name=PC1")
	second := first.With(set)
	for e, want := range map[*Estate]string{first: "", second: "+"} {
		var f notice.Facts
		var s Subject
		e.Facts(&f, &attempt.Attempt{Device: "pc1", Programs: []string{"Renamed thing"}}, nil, noon, "", &s)
		if got := f.Claimed("middleware").String(); got != want || s.Device != "D1" {
			t.Errorf("%q, want %q; %+v", got, want, s)
		}
	}
}

// TestManyAtOnce lets many ask of one estate.
func TestManyAtOnce(t *testing.T) {
	e := newJoined(t, someFiles...)
	var wait sync.WaitGroup
	for n := range 4 {
		wait.Go(func() {
			var f notice.Facts
			var s Subject
			for i := range 200 {
				a := attempt.Attempt{Person: "P", Device: "WARD-3", Programs: []string{"Middleware " + strconv.Itoa(i*n)}}
				e.Facts(&f, &a, nil, noon, "", &s)
				if s.Device != "D3" || !f.Claimed("middleware").Known() {
					t.Errorf("%+v", s)
				}
				e.Good("QXX", noon.Add(time.Duration(i)*time.Minute), func(*notice.Facts) bool { return true }, 1)
			}
		})
	}
	wait.Wait()
}
