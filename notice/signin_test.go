package notice

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lanyard-id/lanyard/fact"
	"github.com/lanyard-id/lanyard/notice/internal/predicate"
)

// TestSignInErrors refuses what is not a sign-in of the language.
func TestSignInErrors(t *testing.T) {
	const at = `"at":"2025-07-08T10:30:00+01:00"`
	for _, test := range []struct{ line, want string }{
		{``, "not JSON: it ends too early"},
		{` `, "not JSON: it ends too early"},
		{`{`, "not JSON: it ends too early"},
		{`{` + at, "not JSON: it ends too early"},
		{`null`, "the sign-in is null; write an object"},
		{`[]`, "the sign-in is a list; write an object"},
		{`"x"`, "the sign-in is a text; write an object"},
		{`1`, "the sign-in is a number; write an object"},
		{`true`, "the sign-in is true or false; write an object"},
		{`{}`, `"at" is missing; write the instant of the sign-in, such as "2025-07-08T10:30:00+01:00"`},
		{`{"at":null}`, `"at" is missing; write the instant of the sign-in, such as "2025-07-08T10:30:00+01:00"`},
		{`{"at":""}`, `"at" is ""; write it like 2025-07-08T10:30:00+01:00`},
		{`{"at":"2025-07-08"}`, `"at" is "2025-07-08"; write it like 2025-07-08T10:30:00+01:00`},
		{`{"at":20250708}`, `"at" is "20250708"; write it like 2025-07-08T10:30:00+01:00`},
		{`{"at":"10000-01-01T00:00Z"}`, `"at" is "10000-01-01T00:00Z"; write it like 2025-07-08T10:30:00+01:00`},
		{`{"at":true}`, `at is true or false; write a text`},
		{`{"at":["x"]}`, `at is a list; write a text`},
		{`{` + at + `,"use":"logon"}`, `"use" is "logon"; write sign-in, sign or manage-card`},
		{`{` + at + `,"use":{}}`, `use is an object; write a text`},
		{`{` + at + `}x`, "something follows the sign-in, which ends at byte 34; write one sign-in a line"},
		{`{` + at + `}{}`, "something follows the sign-in, which ends at byte 34; write one sign-in a line"},
		{`{` + at + `},`, "something follows the sign-in, which ends at byte 34; write one sign-in a line"},
		{`{` + at + `,}`, "not JSON at byte 33"},
		{`{` + at + ` "card":{}}`, "not JSON at byte 34"},
		{`{'at':1}`, "not JSON at byte 1"},
		{`{` + at + `,"card":{"series":08}}`, "not JSON at byte 52"},
		{`{` + at + `,"card":{"type":"` + "\xff" + `"}}`, "not JSON at byte 50"},
		{`{` + at + `,"card":{"type":"\ud800"}}`, "not JSON at byte 50"},
		{"{" + at + ",\"card\":{\"type\":\"a\nb\"}}", "not JSON at byte 51"},
		{"\ufeff{" + at + "}", "not JSON at byte 0"},
		{`{` + at + `,` + at + `}`, "the key at stands twice"},
		{`{` + at + `,"card":{},"card":{}}`, "the key card stands twice"},
		{`{` + at + `,"card":{"series":8,"series":8}}`, "the key card/series stands twice"},
		{`{` + at + `,"card":{"series":8,"s\u0065ries":8}}`, "the key card/series stands twice"},
		{`{` + at + `,"device":{"software":{"a":"1","a":"2"}}}`, "the key device/software/a stands twice"},
		{`{` + at + `,"device":{"applications":[{"id":"a"},{"id":"b","id":"c"}]}}`, "the key device/applications/1/id stands twice"},
		{`{` + at + `,"crad":{}}`, `there is no key "crad"; the keys are at, use, card, device, client, connection, application, person, organisation`},
		{`{` + at + `,"x-mine":1}`, `there is no key "x-mine"`},
		{`{` + at + `,"Card":{}}`, `there is no key "Card"`},
		{`{` + at + `,"card":{"colour":"red"}}`, `there is no key "card.colour"; the attributes of card are number, series`},
		{`{` + at + `,"card":{"colour":null}}`, `there is no key "card.colour"`},
		{`{` + at + `,"card":{"within":[]}}`, `there is no key "card.within"`},
		{`{` + at + `,"client":{"software":{}}}`, `there is no key "client.software"`},
		{`{` + at + `,"device":{"applications":[{"colour":"x"}]}}`, `there is no key "device.applications.colour"; the attributes of application are id, protocols, supplier`},
		{`{` + at + `,"device":{"applications":[{"seen":"x"}]}}`, `there is no key "device.applications.seen"`},
		{`{` + at + `,"card":[]}`, "card is a list; write an object"},
		{`{` + at + `,"card":"0612345678"}`, "card is a text; write an object"},
		{`{` + at + `,"card":{"series":true}}`, "card.series is true or false; write a text"},
		{`{` + at + `,"card":{"series":{}}}`, "card.series is an object; write a text"},
		{`{` + at + `,"card":{"type":["x"]}}`, "card.type is a list; write a text"},
		{`{` + at + `,"card":{"series":[4,[5]]}}`, "an element of card.series is a list; write a text"},
		{`{` + at + `,"card":{"series":[4,null]}}`, "an element of card.series is null; write a text"},
		{`{` + at + `,"card":{"groups":"a"}}`, "card.groups is a text; write a list"},
		{`{` + at + `,"card":{"groups":[{}]}}`, "an element of card.groups is an object; write a text"},
		{`{` + at + `,"card":{"groups":[` + strings.Repeat(`"a",`, 100) + `"a"]}}`, "card.groups has more than 100 elements"},
		{`{` + at + `,"device":{"inventory":"whole"}}`, `device.inventory is "whole"; write complete or partial`},
		{`{` + at + `,"device":{"claimed":["a"]}}`, "device.claimed is a list; write an object"},
		{`{` + at + `,"device":{"seen":{"software":{}}}}`, "device.seen.software is an object; write a text"},
		{`{` + at + `,"device":{"seen":{"colour":null}}}`, `there is no key "device.seen.colour"; the attributes of device are id, os`},
		{`{` + at + `,"card":{"seen":{"software":""}}}`, `there is no key "card.seen.software"; the attributes of card are number, series`},
		{`{` + at + `,"card":{"seen":["x"]}}`, "card.seen is a list; write a text"},
		{`{` + at + `,"card":{"missing":"series"}}`, "card.missing is a text; write an object"},
		{`{` + at + `,"card":{"missing":{"colour":"x"}}}`, `there is no key "card.missing.colour"; the attributes of card are number, series`},
		{`{` + at + `,"card":{"missing":{"series":[]}}}`, "card.missing.series is a list; write a text"},
		{`{` + at + `,"device":{"software":["a"]}}`, "device.software is a list; write an object"},
		{`{` + at + `,"device":{"software":{"a":["1"]}}}`, "device.software.a is a list; write a text"},
		{`{` + at + `,"device":{"applications":{}}}`, "device.applications is an object; write a list of objects"},
		{`{` + at + `,"device":{"applications":["a"]}}`, "an element of device.applications is a text; write an object"},
		{`{` + at + `,"device":{"applications":[` + strings.Repeat(`{},`, 1000) + `{}]}}`, "device.applications has more than 1000 elements"},
		{`{` + at + `,"organisation":{"within":"RXX"}}`, "organisation.within is a text; write a list"},
		{`{` + at + `,"x":` + strings.Repeat("[", 100_000), `there is no key "x"`},
		{`{` + at + `,"card":{"groups":[` + strings.Repeat("[", 100_000), "an element of card.groups is a list; write a text"},
		{`{` + at + strings.Repeat(" ", 10<<20) + `}`, "the sign-in has 10485794 bytes; at most 524288 are read"},
	} {
		var in SignIn
		err := in.Read([]byte(test.line), zoneNamed(t, "Europe/London"))
		if err == nil || !strings.HasPrefix(err.Error(), test.want) {
			t.Errorf("%.100s: error %v, want %s", test.line, err, test.want)
		}
	}
}

// TestSignInRejects lists the values that cannot be read, which are missing; the
// rest counts.
func TestSignInRejects(t *testing.T) {
	var in SignIn
	line := `{"at":"2025-07-08T10:30:00+01:00","card":{"number":612345678,"series":"eight","type":7,"status":"Active","issued":"31/02/2025","expires":"2025-13-01","groups":["a"],"last_used":"yesterday","seen":"soon"},
		"client":{"product":"agent","version":"latest"},"connection":{"tls":"TLS 2","offered":1.2},
		"device":{"os_version":10.0,"software":{"agent":"x","other":"1;-","third":"` + strings.Repeat("é", 100) + `"},"applications":[{"id":"a","supplier":""}]},"person":{"id":""}}`
	if err := in.Read([]byte(line), zoneNamed(t, "Europe/London")); err != nil {
		t.Fatal(err)
	}
	var keys []string
	for _, r := range in.Rejects {
		keys = append(keys, fmt.Sprintf("%s=%s", r.Key, r.Value))
		if r.Error == "" || len(r.Value) > 70 {
			t.Errorf("reject %+v", r)
		}
	}
	want := []string{
		"card.series=eight", "card.status=Active", "card.issued=31/02/2025", "card.expires=2025-13-01", "card.last_used=yesterday", "card.seen=soon",
		"client.version=latest", "connection.tls=TLS 2",
		"device.software.agent=x", "device.software.other=1;-", "device.software.third=" + strings.Repeat("é", 30) + "…",
	}
	if diff := cmp.Diff(want, keys); diff != "" {
		t.Errorf("rejects -want +got:\n%s", diff)
	}
	for path, want := range map[string]string{
		"card.number": "612345678", "card.series": "", "card.type": "7", "card.status": "", "client.product": "agent", "client.version": "",
		"connection.tls": "", "connection.offered": "TLS 1.2", "device.os_version": "10.0", "person.id": "",
	} {
		if got := shown(t, &in.Facts, path); got != want {
			t.Errorf("%s is %q, want %q", path, got, want)
		}
	}
	if in.Facts.Dated() {
		t.Error("a time that cannot be read is one")
	}
}

// shown is the value of an attribute.
func shown(t *testing.T, f *Facts, path string) string {
	t.Helper()
	object, name, _ := strings.Cut(path, ".")
	a, ok := fact.Lookup(object, name)
	if !ok {
		t.Fatalf("there is no %s", path)
	}
	v := f.Get(a)
	if text, ok := v.Text(); ok {
		return text
	}
	if version, ok := v.Version(); ok {
		return version.String()
	}
	if at, ok := v.Instant(); ok {
		return at.UTC().Format(time.RFC3339Nano)
	}
	if v.IsMissing() {
		return ""
	}
	for _, tls := range []fact.TLS{fact.SSLv3, fact.TLS10, fact.TLS11, fact.TLS12, fact.TLS13} {
		if v == predicate.TLSOf(tls) {
			return tls.String()
		}
	}
	for i := range 100 {
		if v == predicate.Int(i) {
			return fmt.Sprint(i)
		}
	}
	return strings.Join(v.Texts(), "|")
}

// TestSignInValues reads texts and numbers, times and lists.
func TestSignInValues(t *testing.T) {
	for _, test := range []struct{ object, path, want string }{
		{`"card":{"series":8}`, "card.series", "8"},
		{`"card":{"series":"8"}`, "card.series", "8"},
		{`"card":{"series":" 08 "}`, "card.series", "8"},
		{`"card":{"series":[8]}`, "card.series", "8"},
		{`"card":{"series":[8,"8"]}`, "card.series", "8"},
		{`"card":{"series":[]}`, "card.series", ""},
		{`"card":{"series":null}`, "card.series", ""},
		{`"card":{"series":""}`, "card.series", ""},
		{`"card":{"number":"0612"}`, "card.number", "0612"},
		{`"card":{"number":5E1}`, "card.number", "5E1"},
		{`"card":{"type":" PIV "}`, "card.type", "PIV"},
		{`"card":{"expires":"2025-10-26"}`, "card.expires", "2025-10-27T00:00:00Z"}, // a day of 25 hours
		{`"card":{"expires":"2025-03-29"}`, "card.expires", "2025-03-30T00:00:00Z"},
		{`"card":{"certificate_expires":"2025-07-08"}`, "card.certificate_expires", "2025-07-08T23:00:00Z"},
		{`"card":{"certificate_expires":"2025-07-08T00:00"}`, "card.certificate_expires", "2025-07-07T23:00:00Z"},
		{`"card":{"expires":"2200-12-31"}`, "card.expires", "2201-01-01T00:00:00Z"},
		{`"card":{"issued":"2025-07-08"}`, "card.issued", "2025-07-07T23:00:00Z"}, // the start of the day
		{`"card":{"last_used":"2025-07-08T10:30:00-05:00"}`, "card.last_used", "2025-07-08T15:30:00Z"},
		{`"card":{"last_used":"2025-07-08 10:30"}`, "card.last_used", "2025-07-08T09:30:00Z"},
		{`"client":{"version":2.40}`, "client.version", "2.40"},
		{`"client":{"version":"v2.4.5.0-1"}`, "client.version", "v2.4.5.0-1"},
		{`"connection":{"tls":1.0}`, "connection.tls", "TLS 1.0"},
		{`"connection":{"tls":"tlsv1.3"}`, "connection.tls", "TLS 1.3"},
		{`"connection":{"tls":"SSLv3"}`, "connection.tls", "SSLv3"},
		{`"device":{"uses":["a","b",7]}`, "device.uses", "a|b|7"},
		{`"device":{"uses":null}`, "device.uses", ""},
	} {
		var in SignIn
		if err := in.Read([]byte(`{"at":"2025-07-08T10:30:00+01:00",`+test.object+`}`), zoneNamed(t, "Europe/London")); err != nil {
			t.Errorf("%s: %v", test.object, err)
		}
		if got := shown(t, &in.Facts, test.path); got != test.want || len(in.Rejects) > 0 {
			t.Errorf("%s: %s is %q, want %q; rejects %v", test.object, test.path, got, test.want, in.Rejects)
		}
	}
}

// TestSignInSeveral keeps every possible value once, and none where one cannot be
// read.
func TestSignInSeveral(t *testing.T) {
	series, _ := fact.Lookup("card", "series")
	for given, want := range map[string]int{`[4,5,6]`: 3, `[4,5,4]`: 2, `["4"]`: 1, `[]`: 0, `[4,"x"]`: 0, `[4,""]`: 0, `null`: 0, `8`: 1} {
		var in SignIn
		if err := in.Read([]byte(`{"at":"2025-07-08T10:30","card":{"series":`+given+`}}`), zoneNamed(t, "UTC")); err != nil {
			t.Fatal(err)
		}
		if got := len(in.Facts.Possible(series)); got != want {
			t.Errorf("%s: %d possible values, want %d", given, got, want)
		}
	}
}

// TestSignInSoftware reads the cells of an inventory.
func TestSignInSoftware(t *testing.T) {
	set := one(t, `
requirements:
  - {id: any, of: device, met: installed("a")}
  - {id: new, of: device, met: 'installed("a", ">=2")'}
  - {id: both, of: device, met: 'device.applications.all(x, x.id == "p")'}
  - {id: one, of: device, met: 'device.applications.exists(x, x.id == "p")'}
catalogue: {a: {}}
`)
	for _, test := range []struct{ device, want string }{
		{`{}`, "unknown unknown unknown unknown"},
		{`{"software":{}}`, "unknown unknown unknown unknown"},
		{`{"software":null,"inventory":null,"applications":null}`, "unknown unknown unknown unknown"},
		{`{"software":{"a":""}}`, "unknown unknown unknown unknown"},
		{`{"software":{"a":null}}`, "unknown unknown unknown unknown"},
		{`{"software":{"a":"-"}}`, "unmet unmet unknown unknown"},
		{`{"software":{"a":"+"}}`, "met unknown unknown unknown"},
		{`{"software":{"a":1}}`, "met unmet unknown unknown"},
		{`{"software":{"a":"1;2.5"}}`, "met met unknown unknown"},
		{`{"software":{"a":"1;+"}}`, "met unknown unknown unknown"},
		{`{"software":{"b":"1"}}`, "unknown unknown unknown unknown"},
		{`{"software":{"b":"1"},"inventory":"partial"}`, "unknown unknown unknown unknown"},
		{`{"software":{"b":"1"},"inventory":"complete"}`, "unmet unmet unknown unknown"},
		{`{"inventory":"complete"}`, "unmet unmet unknown unknown"},
		{`{"inventory":"complete","software":{"a":""}}`, "unknown unknown unknown unknown"},
		{`{"claimed":{"a":"+"}}`, "met unknown unknown unknown"},
		{`{"claimed":{"a":"2"},"software":{"a":"-"}}`, "unknown unknown unknown unknown"},
		{`{"claimed":{"a":"2"},"inventory":"complete"}`, "unknown unknown unknown unknown"},
		{`{"claimed":{"a":"2"},"software":{"a":"1"}}`, "met unknown unknown unknown"},
		{`{"claimed":{"a":"2"},"software":{"a":"1"},"seen":"2025-01-01T00:00"}`, "met met unknown unknown"},
		{`{"claimed":{"a":"2"},"software":{"a":"1"},"seen":{"software":"2025-01-01T00:00"}}`, "met met unknown unknown"},
		{`{"software":{"a":"1"},"seen":{"os":"2025-01-01T00:00"}}`, "met unmet unknown unknown"},
		{`{"software":{"a":"1"},"seen":{"software":"2025-01-01T00:00"}}`, "unknown unknown unknown unknown"},
		{`{"applications":[],"inventory":"applications"}`, "unknown unknown met unmet"},
		{`{"software":{"b":"1"},"inventory":"applications"}`, "unknown unknown unknown unknown"},
		{`{"applications":[{"id":"q"}],"inventory":"applications","seen":{"software":"2025-01-01T00:00"}}`, "unknown unknown unmet unmet"},
		{`{"applications":[{"id":"q"}],"inventory":"applications","seen":{"applications":"2025-01-01T00:00"}}`, "unknown unknown unknown unknown"},
		{`{"applications":[]}`, "unknown unknown unknown unknown"},
		{`{"applications":[],"inventory":"complete"}`, "unmet unmet met unmet"},
		{`{"applications":[{"id":"p"}]}`, "unknown unknown unknown met"},
		{`{"applications":[{"id":"p"},{"id":"q"}]}`, "unknown unknown unmet met"},
		{`{"applications":[{"id":"q","protocols":["x"]}],"inventory":"complete"}`, "unmet unmet unmet unmet"},
		{`{"applications":[{"id":null,"protocols":null}],"inventory":"complete"}`, "unmet unmet unknown unknown"},
	} {
		a := ask(t, set, "2025-07-08T10:30", `"device":`+test.device)
		var got []string
		for _, f := range a.Findings {
			got = append(got, f.Result.String())
		}
		if strings.Join(got, " ") != test.want {
			t.Errorf("%s: %s, want %s", test.device, strings.Join(got, " "), test.want)
		}
	}
}

// TestSignInAges lets each attribute grow old alone where it has a time of its
// own.
func TestSignInAges(t *testing.T) {
	set := one(t, `
fresh: 30d
requirements:
  - {id: series, of: card, met: card.series >= 8}
  - {id: status, of: card, met: card.status == "active"}
  - {id: groups, of: card, met: '"a" in card.groups'}
`)
	for _, test := range []struct{ card, want string }{
		{`{"series":6,"status":"lost"}`, "unmet unmet unmet"},
		{`{"series":6,"status":"lost","seen":"2025-01-01T00:00"}`, "unknown unknown unknown"},
		{`{"series":6,"status":"lost","seen":{"status":"2025-01-01T00:00"}}`, "unmet unknown unmet"},
		{`{"series":6,"status":"lost","seen":{"groups":"2025-01-01T00:00","series":"2025-07-07T00:00"}}`, "unmet unmet unknown"},
		{`{"series":6,"status":"lost","seen":{"rest":"2025-01-01T00:00"}}`, "unknown unknown unknown"},
		{`{"series":6,"status":"lost","seen":{"rest":"2025-01-01T00:00","status":null}}`, "unknown unmet unknown"},
		{`{"series":6,"status":"lost","seen":{"series":"","groups":"2025-07-07T00:00","rest":"2025-01-01T00:00"}}`, "unmet unknown unmet"},
		{`{"series":6,"status":"lost","seen":{"rest":null}}`, "unmet unmet unmet"},
		{`{"series":6,"status":"lost","seen":{}}`, "unmet unmet unmet"},
		{`{"series":6,"status":"lost","seen":{"series":null,"status":""}}`, "unmet unmet unmet"},
		{`{"missing":{"groups":"nobody knows"}}`, "unknown unknown unknown"},
		{`{"groups":["a"],"missing":{"groups":"nobody knows"}}`, "unknown unknown met"},
		{`{"missing":{"groups":""}}`, "unknown unknown unmet"},
		{`{"missing":{"groups":null}}`, "unknown unknown unmet"},
	} {
		a := ask(t, set, "2025-07-08T10:30", `"card":`+test.card)
		var got []string
		for _, f := range a.Findings {
			got = append(got, f.Result.String())
		}
		if strings.Join(got, " ") != test.want {
			t.Errorf("%s: %s, want %s", test.card, strings.Join(got, " "), test.want)
		}
	}
}

// TestSignInMissing tells why an attribute is missing, in the words of the
// sign-in.
func TestSignInMissing(t *testing.T) {
	set := one(t, "requirements: [{id: x, of: client, met: 'client.version >= version(\"2\")'}]\n")
	a := ask(t, set, "2025-07-08T10:30", `"client":{"missing":{"version":"the handshake is another program's"}}`)
	if why := set.Why(&a.Facts, &a.Verdict, &a.Findings[0]); why != "the version of the sign-in program is not known (the handshake is another program's)" {
		t.Error(why)
	}
	a = ask(t, set, "2025-07-08T10:30", `"client":{"missing":{"version":"`+strings.Repeat("é", 300)+`\n"}}`)
	if why := set.Why(&a.Facts, &a.Verdict, &a.Findings[0]); why != "the version of the sign-in program is not known ("+strings.Repeat("é", 200)+"…)" {
		t.Error(why)
	}
}

// TestSignInSoftwareBound refuses more products than are looked through.
func TestSignInSoftwareBound(t *testing.T) {
	for _, key := range []string{"software", "claimed"} {
		read := func(products int) error {
			var in SignIn
			return in.Read([]byte(`{"at":"2025-07-08T10:30","device":{"`+key+`":{`+
				strings.TrimSuffix(repeated(products, func(i int) string { return fmt.Sprintf(`"p%d":"1",`, i) }), ",")+`}}}`), zoneNamed(t, "UTC"))
		}
		if err := read(MaxProducts); err != nil {
			t.Error(err)
		}
		if err := read(MaxProducts + 1); err == nil || err.Error() != "device."+key+" has more than 1000 products" {
			t.Errorf("error %v", err)
		}
	}
}

// TestSignInAgain forgets all of the sign-in before, also one that was refused.
func TestSignInAgain(t *testing.T) {
	zone := zoneNamed(t, "Europe/London")
	set := one(t, `
requirements:
  - {id: series, of: card, met: card.series >= 8, absent: block, phases: [{action: block}]}
  - {id: app, of: device, met: 'installed("a")', absent: block, phases: [{action: block}]}
  - {id: use, of: card, use: [sign], met: 'true'}
catalogue: {a: {}}
card-types: {A: [4, 5]}
`)
	const full = `{"at":"2025-07-08T10:30","use":"sign","card":{"type":"A","seen":"2025-01-01T00:00","expires":"x"},"device":{"software":{"a":"1"},"inventory":"complete"},"organisation":{"code":"R","within":["S"]}}`
	lines := []string{full, full[:len(full)-1] + ",", `{"at":"2025-07-08T10:30"}`, `[`, `{"at":"2025-07-08T10:30","card":{"series":[6,8]}}`, full, `{"at":"2025-07-08T10:30","card":{}}`}
	var again SignIn
	for _, line := range lines {
		var fresh SignIn
		errAgain, errFresh := again.Read([]byte(line), zone), fresh.Read([]byte(line), zone)
		if fmt.Sprint(errAgain) != fmt.Sprint(errFresh) {
			t.Errorf("%s: error %v, and %v the first time", line, errAgain, errFresh)
		}
		if errFresh != nil {
			continue
		}
		var a, b Verdict
		set.Judge(&again.Facts, again.Use, again.At, &a)
		set.Judge(&fresh.Facts, fresh.Use, fresh.At, &b)
		got, want := set.Answer(&again, &a), set.Answer(&fresh, &b)
		if diff := cmp.Diff(string(want.AppendJSON(nil)), string(got.AppendJSON(nil))); diff != "" {
			t.Errorf("%s: -first +again:\n%s", line, diff)
		}
	}
}
