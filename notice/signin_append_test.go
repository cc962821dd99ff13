package notice

import (
	"io/fs"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/lanyard-id/lanyard/civil"
	"github.com/lanyard-id/lanyard/fact"
	"github.com/lanyard-id/lanyard/notices"
)

// shippedSet is every shipped notice in all its revisions.
func shippedSet(t testing.TB) *Set {
	t.Helper()
	files, err := fs.Glob(notices.Files(), "*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var all []*Notice
	for _, file := range files {
		src, err := fs.ReadFile(notices.Files(), file)
		if err != nil {
			t.Fatal(err)
		}
		if n, problems := Parse(file, src); n != nil {
			all = append(all, n)
		} else if !strings.HasSuffix(file, "_test.yaml") {
			t.Fatal(problems)
		}
	}
	return together(t, Options{}, all...)
}

// texts that strangers send and files have.
var drawnTexts = rapid.OneOf(
	rapid.SampledFrom([]string{"identity-agent", "active", "Gemplus", "Oberthur", "PIV", "lost", "critical", "gp", "RXX", "QXX", `a"b\c`, "<&>", "é 世", "\u2028", "\x01\t", strings.Repeat("x", 300)}),
	rapid.StringN(1, 20, 40),
)

var drawnInstants = rapid.Custom(func(t *rapid.T) time.Time {
	at := time.Date(2025, 8, 18, 13, 30, 0, 0, time.UTC).Add(time.Duration(rapid.Int64Range(-400*24, 400*24).Draw(t, "hours")) * time.Hour)
	switch rapid.IntRange(0, 9).Draw(t, "instant") {
	case 0:
		return at.Add(time.Duration(rapid.IntRange(1, 999_999_999).Draw(t, "nanoseconds")))
	case 1:
		return rapid.SampledFrom([]time.Time{time.Unix(0, 0), time.Unix(-60, 0), time.Date(2201, 1, 1, 0, 0, 0, 0, time.UTC)}).Draw(t, "edge")
	case 2:
		return at.In(time.FixedZone("", 5*3600+45*60))
	}
	return at
})

var drawnCells = rapid.SampledFrom([]string{"", "-", "+", "2.3.2.0", "2.4.5.0-1", "2.4.10.0;+", "2.3.2.0;2.4.6.0", "v5.1", "10. 0. 0. 1", `1.4 "x"\`, "1.2 (é)"})

// drawValue makes a value as the readers of facts make them.
func drawValue(t *rapid.T, a *fact.Attribute) Value {
	text := drawnTexts.Draw(t, a.Path())
	switch {
	case len(a.Enum) > 0:
		text = rapid.SampledFrom(a.Enum).Draw(t, a.Path())
	case a.Type == fact.TypeInt:
		text = rapid.SampledFrom([]string{"0", "4", "5", "6", "8", "9", "10", "1000000"}).Draw(t, a.Path())
	case a.Type == fact.TypeVersion:
		text = rapid.SampledFrom([]string{"2.3.2.0", "2.4.5.0-1", "v2.4.6", "2.4.10.0", "10,0;x", "0", "18446744073709551615.1"}).Draw(t, a.Path())
	case a.Type == fact.TypeTLS:
		text = rapid.SampledFrom([]string{"SSLv3", "1.0", "1.1", "1.2", "1.3"}).Draw(t, a.Path())
	case a.Type == fact.TypeTime:
		return Instant(drawnInstants.Draw(t, a.Path()))
	case a.Type == fact.TypeTextList:
		return List(rapid.SliceOfN(rapid.OneOf(drawnTexts, rapid.Just("")), 0, 4).Draw(t, a.Path()))
	}
	utc, err := civil.LoadZone("UTC")
	if err != nil {
		t.Fatal(err)
	}
	v, err := ParseValue(a, text, utc)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// drawFacts makes facts of everything that can be known of a sign-in.
func drawFacts(t *rapid.T) *Facts {
	f := &Facts{}
	chance := func(label string, n int) bool { return rapid.IntRange(0, n).Draw(t, label) == 0 }
	products := rapid.SampledFrom([]string{"identity-agent", "oberthur-middleware", "credential-management", "gac", `odd "name"`, ""})
	for _, a := range fact.Attributes() {
		o, _ := ObjectNamed(a.Object)
		if o == Organisation && chance("organisation", 1) || a.Type == fact.TypeApplicationList || chance(a.Path()+"?", 1) {
			continue
		}
		switch {
		case a.Several && chance("several", 1):
			f.SetSeveral(a, []Value{drawValue(t, &a), drawValue(t, &a), drawValue(t, &a)})
		default:
			f.Set(a, drawValue(t, &a))
		}
	}
	for o := Card; o <= Organisation; o++ {
		if chance("given", 4) {
			f.Give(o)
		}
	}
	if f.Given(Organisation) && chance("within", 1) {
		f.SetWithin(rapid.SliceOfN(drawnTexts, 0, 3).Draw(t, "within"))
	}
	if chance("software", 1) {
		for range rapid.IntRange(0, 4).Draw(t, "products") {
			cell, _ := fact.ParseCell(drawnCells.Draw(t, "cell"))
			f.SetSoftware(products.Draw(t, "product"), cell)
		}
	}
	if chance("claims", 2) {
		for range rapid.IntRange(1, 3).Draw(t, "claims") {
			cell, _ := fact.ParseCell(drawnCells.Draw(t, "claimed cell"))
			f.ClaimSoftware(products.Draw(t, "claimed product"), cell)
		}
	}
	if chance("applications", 1) {
		list := make([]Application, rapid.IntRange(0, 3).Draw(t, "applications"))
		for i := range list {
			for _, a := range fact.Attributes() {
				if a.Object == "application" && chance(a.Path()+"?", 2) {
					list[i].Set(a, drawValue(t, &a))
				}
			}
		}
		f.SetApplications(list)
	}
	if chance("complete", 4) {
		f.SetComplete()
	}
	if chance("complete applications", 4) {
		f.SetApplicationsComplete()
	}
	for _, a := range fact.Attributes() {
		if o, _ := ObjectNamed(a.Object); f.Given(o) && chance("noted", 9) {
			f.Note(a, drawnTexts.Draw(t, "note"))
		}
	}
	for o := Card; o <= Organisation; o++ {
		if chance("seen", 3) {
			f.SeenAt(o, drawnInstants.Draw(t, "seen"))
		}
	}
	for _, a := range fact.Attributes() {
		if chance("seen alone", 9) {
			f.AttributeSeenAt(a, drawnInstants.Draw(t, "seen alone"))
		}
	}
	if chance("software seen", 3) {
		f.SoftwareSeenAt(drawnInstants.Draw(t, "software seen"))
	}
	return f
}

// TestAppendSignInIsReadBack: what was written of any facts is judged, told and
// grows old as they do, whether they were judged before or not.
func TestAppendSignInIsReadBack(t *testing.T) {
	set := shippedSet(t)
	zone := set.Zone()
	rapid.Check(t, func(t *rapid.T) {
		f := drawFacts(t)
		at := drawnInstants.Filter(func(at time.Time) bool { return at.UTC().Year() >= 1970 && at.UTC().Year() <= 2200 }).Draw(t, "at")
		use := rapid.SampledFrom([]string{"", UseSignIn, UseSign, UseManageCard}).Draw(t, "use")
		line := string(AppendSignIn(nil, at, use, f))
		var in SignIn
		if err := in.Read([]byte(line), zone); err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		if len(in.Rejects) > 0 {
			t.Fatalf("%s: %v", line, in.Rejects)
		}
		if use == "" {
			use = UseSignIn
		}
		if !in.At.Equal(at) || in.Use != use {
			t.Fatalf("%s: at %v for %s", line, in.At, in.Use)
		}
		for _, later := range []time.Duration{0, 20 * 24 * time.Hour, 45 * 24 * time.Hour} {
			said := func(f *Facts) (Action, []Told) {
				var v Verdict
				set.Judge(f, use, at.Add(later), &v)
				return v.Decision, set.Tell(f, use, &v)
			}
			wantDecision, want := said(f)
			decision, told := said(&in.Facts)
			if diff := cmp.Diff(want, told); diff != "" || decision != wantDecision {
				t.Fatalf("%s\nis judged to %s, and before it was written to %s; -before +after:\n%s", line, decision, wantDecision, diff)
			}
		}
		for _, facts := range []*Facts{f, &in.Facts} {
			if again := string(AppendSignIn(nil, at, use, facts)); again != line {
				t.Fatalf("it is written\n%s\nafter it was\n%s", again, line)
			}
		}
	})
}

func TestAppendSignIn(t *testing.T) {
	set := one(t, "requirements: [{id: x, of: card, met: card.series >= 8}]\ncard-types: {Gemplus: [4, 5, 6]}\n")
	for _, test := range []struct{ read, written string }{
		{`{"at":"2025-07-08T10:30:00+01:00"}`, ""},
		{`{"at":"2025-07-08T10:30:00.25+01:00","use":"sign"}`, ""},
		{`{"at":"2025-07-08T10:30","use":"sign-in","card":{}}`, `{"at":"2025-07-08T10:30:00+01:00","card":{}}`},
		{`{"at":"2025-07-08T10:30:00+01:00","card":{"number":"06","series":[4,5],"type":"Gemplus","expires":"2200-12-31","groups":[]}}`,
			`{"at":"2025-07-08T10:30:00+01:00","card":{"number":"06","series":[4,5],"type":"Gemplus","expires":"2200-12-31T00:01:00-23:59","groups":[]}}`},
		{`{"at":"2025-07-08T10:30:00+01:00","card":{"series":8,"type":"Gemplus"}}`, ""},
		{`{"at":"2025-07-08T10:30:00+01:00","card":{"type":"Gemplus","seen":"2025-07-01T08:00:00Z"}}`, ""},
		{`{"at":"2025-07-08T10:30:00+01:00","card":{"type":"Gemplus","seen":{"type":"2025-07-01T08:00:00Z"}}}`, ""},
		{`{"at":"2025-07-08T10:30:00+01:00","card":{"type":"Gemplus","status":"active","seen":{"rest":"2025-07-01T08:00:00Z","status":null}}}`, ""},
		{`{"at":"2025-07-08T10:30:00+01:00","card":{"type":"Gemplus","status":"active","seen":{"groups":"2025-07-01T08:00:00Z","rest":"2025-06-01T08:00:00Z"}}}`,
			`{"at":"2025-07-08T10:30:00+01:00","card":{"type":"Gemplus","status":"active","seen":{"rest":"2025-06-01T08:00:00Z","groups":"2025-07-01T08:00:00Z"}}}`},
		{`{"at":"2025-07-08T10:30:00+01:00","client":{"product":"agent","missing":{"version":"said twice"}}}`, ""},
		{`{"at":"2025-07-08T10:30:00+01:00","device":{"software":{"a":"2;+","b":""},"claimed":{"a":"+"},"inventory":"complete"},"connection":{"tls":"TLSv1.2","offered":"SSLv3"}}`,
			`{"at":"2025-07-08T10:30:00+01:00","device":{"software":{"a":"2;+","b":""},"claimed":{"a":"+"},"inventory":"complete"},"connection":{"tls":"1.2","offered":"SSLv3"}}`},
		{`{"at":"2025-07-08T10:30:00+01:00","device":{"applications":[{"id":"a","protocols":["x"]},{}],"inventory":"applications","seen":{"applications":"2025-07-01T08:00:00Z"}},"organisation":{"code":"R","within":["S","T"]}}`, ""},
	} {
		var in SignIn
		if err := in.Read([]byte(test.read), zoneNamed(t, "Europe/London")); err != nil {
			t.Fatal(err)
		}
		want := test.written
		if want == "" {
			want = test.read
		}
		for range 2 {
			if got := string(AppendSignIn(nil, in.At, in.Use, &in.Facts)); got != want {
				t.Errorf("%s\nis written\n%s\nwant\n%s", test.read, got, want)
			}
			set.Judge(&in.Facts, in.Use, in.At, &Verdict{}) // the type narrows the series
		}
	}
}

// TestAppendSignInLoses holds what cannot be said in JSON to what is promised: it
// is not known, and the line is read all the same.
func TestAppendSignInLoses(t *testing.T) {
	zone := zoneNamed(t, "Europe/London")
	attribute := func(object, name string) fact.Attribute {
		a, ok := fact.Lookup(object, name)
		if !ok {
			t.Fatal(object, name)
		}
		return a
	}
	long := make([]string, MaxListed+1)
	for i := range long {
		long[i] = "g"
	}
	f := &Facts{}
	f.SetSeveral(attribute("client", "version"), []Value{VersionOf(fact.Version{}), mustValue(t, "client", "version", "2")})
	f.Set(attribute("card", "type"), Text(""))
	f.Set(attribute("card", "status"), Text("burnt"))
	f.Set(attribute("card", "series"), Int(-1))
	f.Set(attribute("card", "atr"), Text(" 3B\xff "))
	f.Set(attribute("card", "issued"), Instant(time.Date(2300, 1, 1, 0, 0, 0, 0, time.UTC)))
	f.Set(attribute("card", "groups"), List(long))
	f.Set(attribute("connection", "tls"), TLSOf(0x0305))
	f.SetSoftware("a\xff", fact.Absent())
	f.SetWithin([]string{"R"})
	f.SetApplications(make([]Application, MaxApplications+1))
	for i := range MaxProducts + 1 {
		f.ClaimSoftware("p"+itoa(i), fact.Absent())
	}
	f.SeenAt(Card, time.Date(1900, 1, 1, 0, 0, 0, 0, time.UTC))
	line := AppendSignIn(nil, time.Date(2025, 7, 8, 9, 30, 0, 0, time.UTC), "", f)
	var in SignIn
	if err := in.Read(line, zone); err != nil || len(in.Rejects) > 0 {
		t.Fatalf("%v, %v: %s", err, in.Rejects, line)
	}
	for path, want := range map[string]string{
		"client.version": "", "card.type": "", "card.status": "", "card.series": "", "card.atr": "3B\ufffd", "card.issued": "", "connection.tls": "",
		"card.groups": strings.Repeat("|g", MaxListed)[1:],
	} {
		if got := shown(t, &in.Facts, path); got != want {
			t.Errorf("%s is %q, want %q", path, got, want)
		}
	}
	if in.Facts.Given(Organisation) || !in.Facts.Given(Connection) {
		t.Error("other objects are given")
	}
	if !in.Facts.Dated() {
		t.Error("what was seen long ago is new")
	}
}

func mustValue(t *testing.T, object, name, text string) Value {
	t.Helper()
	a, _ := fact.Lookup(object, name)
	v, err := ParseValue(&a, text, zoneNamed(t, "UTC"))
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// fullSignIn has a value of nearly everything.
const fullSignIn = `{"at":"2025-07-08T10:30:00+01:00","card":{"number":"0612345678","series":[5,6],"type":"Gemplus","status":"active","expires":"2026-03-31T23:00:00Z","groups":["locums"],"seen":"2025-07-01T08:00:00Z"},` +
	`"device":{"id":"PC1","os":"Windows","os_version":"10.0.19045","last_seen":"2025-07-07T08:00:00Z","applications":[{"id":"epr","protocols":["cis1"]}],"uses":["ward"],"groups":[],"software":{"identity-agent":"2.3.2.0;+","oberthur-middleware":"-"},"claimed":{"oberthur-middleware":"+"},"inventory":"applications","seen":{"rest":"2025-07-01T08:00:00Z","id":null,"software":"2025-06-20T08:00:00Z"}},` +
	`"client":{"product":"identity-agent","version":"2.3.2.0"},"connection":{"tls":"1.0","offered":"1.0","cipher":"TLS_RSA_WITH_AES_128_CBC_SHA"},"application":{"id":"epr","protocols":["cis1"],"supplier":"Example"},"person":{"id":"555012345678","groups":["locums"]},"organisation":{"code":"RXX","kind":"trust","groups":["pilot"],"within":["QXX"]}}`

// TestAppendSignInAllocatesNothing where the buffer is large enough.
func TestAppendSignInAllocatesNothing(t *testing.T) {
	var in SignIn
	if err := in.Read([]byte(fullSignIn), zoneNamed(t, "Europe/London")); err != nil {
		t.Fatal(err)
	}
	buffer := make([]byte, 0, 1<<16)
	if n := testing.AllocsPerRun(100, func() { buffer = AppendSignIn(buffer[:0], in.At, in.Use, &in.Facts) }); n != 0 {
		t.Errorf("it allocates %v times", n)
	}
	if string(buffer) != fullSignIn {
		t.Errorf("%s\nis written\n%s", fullSignIn, buffer)
	}
}

// FuzzAppendSignIn writes whatever was read, and reads it again.
func FuzzAppendSignIn(f *testing.F) {
	f.Add([]byte(fullSignIn))
	f.Add([]byte(`{"at":"2025-07-08T10:30","card":{"series":["x",6],"type":" é\u2028","expires":"2200-12-31","seen":"1970-01-01T00:00+23:59","missing":{"series":"\\"}},"device":{"software":{"\"":"1;2 (\t)"}}}`))
	set := shippedSet(f)
	f.Fuzz(func(t *testing.T, line []byte) {
		var in, again SignIn
		if in.Read(line, set.Zone()) != nil {
			return
		}
		written := AppendSignIn(nil, in.At, in.Use, &in.Facts)
		if err := again.Read(written, set.Zone()); err != nil || len(again.Rejects) > 0 {
			t.Fatalf("%s: %v, %v", written, err, again.Rejects)
		}
		var v, w Verdict
		set.Judge(&in.Facts, in.Use, in.At, &v)
		set.Judge(&again.Facts, again.Use, again.At, &w)
		if diff := cmp.Diff(set.Tell(&in.Facts, in.Use, &v), set.Tell(&again.Facts, again.Use, &w)); diff != "" || v.Decision != w.Decision {
			t.Errorf("%s\n-before +after:\n%s", written, diff)
		}
	})
}

func BenchmarkAppendSignIn(b *testing.B) {
	var in SignIn
	if err := in.Read([]byte(fullSignIn), zoneNamed(b, "Europe/London")); err != nil {
		b.Fatal(err)
	}
	var buffer []byte
	b.ReportAllocs()
	for b.Loop() {
		buffer = AppendSignIn(buffer[:0], in.At, in.Use, &in.Facts)
	}
	b.SetBytes(int64(len(buffer)))
}
