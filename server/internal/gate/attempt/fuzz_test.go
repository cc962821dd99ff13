package attempt

import (
	"bytes"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/lanyard-id/lanyard/extractors"
)

// FuzzParse reads extractor files, and a sign-in by those that have no errors.
func FuzzParse(f *testing.F) {
	for _, file := range extractors.Shipped() {
		f.Add(file.Source)
	}
	f.Add([]byte("language: 1\nextractor: a\nbegins: [{path: '*/x', needs: [{form: a, match: '(b)', is: b}]}]\noutcome: {accepted: [{gpobject: a}]}\n"))
	f.Fuzz(func(t *testing.T, src []byte) {
		e, problems := Parse("f", src)
		if (e == nil) != problems.HasErrors() {
			t.Fatalf("it is read %v beside %v", e != nil, problems)
		}
		for _, p := range problems {
			if p.What == "" || p.Line < 0 {
				t.Errorf("problem %+v", p)
			}
		}
		if e == nil {
			return
		}
		e.Outcome(200, http.Header{"Location": {"/?code=c"}}, []byte(validation))
		if !e.HasEntrance() {
			return
		}
		s := together(t, e)
		var a Attempt
		for _, path := range []string{"/login/authactivate", "/authorize", "/x", "/"} {
			ask(s, &Request{Method: "POST", Path: path, Query: "a=b", Header: http.Header{"Analytics": {`{"a":["b"]}`}}, Body: []byte(activation)}, &a)
			sound(t, &a)
		}
	})
}

// sound holds what is promised of every attempt.
func sound(t *testing.T, a *Attempt) {
	t.Helper()
	check := func(name, text string, most int) {
		if len(text) > most || !utf8.ValidString(text) || strings.ContainsFunc(text, unicode.IsControl) || text != trimSpace(text) {
			t.Errorf("%s is %q", name, text)
		}
	}
	for i := range targets {
		if place := targets[i].place; place != nil {
			check(targets[i].name, *place(a), maxValue)
		}
	}
	check("user-agent", a.UserAgent, maxAgent)
	for _, p := range a.Programs {
		check("device.programs", p, maxValue)
	}
	for _, s := range a.Software {
		check(s.Product, s.Version, maxValue)
	}
	for _, d := range a.Detail {
		check(d.Name, d.Value, maxValue)
	}
	for _, u := range a.Unread {
		if !utf8.ValidString(u.Value) || strings.ContainsFunc(u.Value, unicode.IsControl) || len(u.Value) > 4*shownBytes || u.Key == "" || u.Error == "" {
			t.Errorf("%+v", u)
		}
	}
	if len(a.Programs) > maxList || len(a.Detail) > maxList || len(a.Unread) > maxUnread {
		t.Errorf("it holds %d programs, %d details, %d rejects", len(a.Programs), len(a.Detail), len(a.Unread))
	}
	if (a.Role == Other) != (a.Extractor == "") {
		t.Errorf("a request that %v is %q's", a.Role, a.Extractor)
	}
}

// FuzzReadRequest reads whole requests by all shipped extractors.
func FuzzReadRequest(f *testing.F) {
	f.Add("POST", "/login/authactivate", "", gacAgent+analytics, []byte(activation), false)
	f.Add("POST", "/login/authvalidate", "a=b", "Content-Type: text/plain\n", []byte(validation), true)
	f.Add("GET", "/a/Authorize", "response_type=code&client_id=a&state=%00", browser, []byte(nil), false)
	f.Add("POST", "/authorize", "", "Content-Type: application/x-www-form-urlencoded\nX-HTTP-Method: GET\n", []byte("response_type=code&client_id=+%41"), false)
	s := together(f, shipped(f)...)
	f.Fuzz(func(t *testing.T, method, path, query, head string, body []byte, cut bool) {
		h := http.Header{}
		for line := range strings.SplitSeq(head, "\n") {
			if name, value, ok := strings.Cut(line, ":"); ok {
				h.Add(name, value)
			}
		}
		r := &Request{Method: method, Host: path, Path: path, Query: query, Header: h, Body: body, Cut: cut}
		var a, again Attempt
		m := s.Match(r.Method, r.Host, r.Path, r.Query, r.Header)
		before := m.Role
		m.Read(r, &a)
		sound(t, &a)
		if before == Other && a.Role != Other {
			t.Error("it became a sign-in by its body, and its head said that it cannot be one")
		}
		ask(s, r, &again)
		again = Attempt{}
		m = s.Match(r.Method, r.Host, r.Path, r.Query, r.Header)
		m.Read(r, &again)
		if told(&a) != told(&again) {
			t.Error("read again it claims something else")
		}
		s.Contradictions(&a, 0x0301, query)
		if m.Extractor != nil {
			m.Extractor.Outcome(200, http.Header{"Location": {query}}, body)
			m.Extractor.MayWarnByPage(asHTTP(r))
		}
	})
}

// FuzzReadObject holds what is read of a gpOBJECT to what is read of its beginning:
// a value that is known there stays, or turns out to stand twice.
func FuzzReadObject(f *testing.F) {
	for _, body := range []string{activation, validation, `<!DOCTYPE a [<!ENTITY b "c">]><gpPARAM name='uid'>&b;<![CDATA[x]]></gpPARAM>`, `<gpPARAM name="uid">&#65;&amp</gpPARAM><gpparam name=UID>A&amp</gpparam>`} {
		f.Add(body, 10)
	}
	f.Fuzz(func(t *testing.T, body string, at int) {
		names := []string{"uid", "device_id"}
		var whole, part [2]found
		readObject(body, false, names, false, whole[:])
		if at < 0 || at > len(body) {
			return
		}
		readObject(body[:at], true, names, false, part[:])
		for i := range names {
			if part[i].state == absent {
				t.Errorf("%s is not there in the beginning of a body that goes on", names[i])
			}
			if part[i].state == known && whole[i].state == known && part[i].value != whole[i].value {
				t.Errorf("%s is %q in %d bytes, and %q in all", names[i], part[i].value, at, whole[i].value)
			}
		}
	})
}

// FuzzReadFields reads headers of JSON.
func FuzzReadFields(f *testing.F) {
	_, header, _ := strings.Cut(strings.TrimSpace(analytics), ": ")
	f.Add(header)
	f.Add(`{"IAVersion":"2","iaversion":["a",1,null],"CardReaders":{"a":[{}]}}`)
	var j jsonReader
	names := []string{"IAVersion", "CardReaders"}
	f.Fuzz(func(t *testing.T, text string) {
		var all, fresh [2]found
		j.read(text, names, false, all[:])
		(&jsonReader{}).read(text, names, false, fresh[:])
		if diff := cmp.Diff(fresh, all, cmp.AllowUnexported(found{})); diff != "" {
			t.Errorf("something is left of the text before:\n%s", diff)
		}
		for i := range all {
			if f := &all[i]; f.state == known && f.list == nil && f.value == "" || len(f.list) > maxList {
				t.Errorf("%s is %+v", names[i], *f)
			}
		}
	})
}

// FuzzReadParameters reads queries and forms.
func FuzzReadParameters(f *testing.F) {
	f.Add("response_type=code&client_id=a%20b+c&client_id=")
	f.Add("%72esponse_type=%zz;client_id=1&&==&Client_ID=2")
	f.Fuzz(func(t *testing.T, query string) {
		var all [2]found
		readParameters(query, []string{"response_type", "client_id"}, false, all[:])
		for i := range all {
			if f := &all[i]; f.state == known && (f.value == "" || len(f.value) > maxInput) || f.state == unseen {
				t.Errorf("%+v", *f)
			}
		}
	})
}

// FuzzPeek takes codings off.
func FuzzPeek(f *testing.F) {
	f.Add(packed(f, "gzip", activation), "gzip", 100)
	f.Add(packed(f, "deflate", activation), "deflate", 1000)
	f.Add(packed(f, "raw", activation), "identity, Deflate", 1000)
	f.Add([]byte(activation), "br", 10)
	f.Fuzz(func(t *testing.T, body []byte, coding string, most int) {
		most %= 1 << 16
		before := bytes.Clone(body)
		plain, cut := Peek(body, coding, most)
		if plain == nil || len(plain) > max(most, 0) {
			t.Errorf("%d bytes of at most %d", len(plain), most)
		}
		if !bytes.Equal(before, body) {
			t.Error("the body was changed")
		}
		if trimSpace(coding) == "" && cut != (len(body) > max(most, 0)) {
			t.Errorf("%d bytes of %d, cut %v", len(plain), len(body), cut)
		}
	})
}

// FuzzGlob holds patterns to a slow and simple reading of them.
func FuzzGlob(f *testing.F) {
	f.Add("/a*b", "/axb")
	f.Add("*/authorize", "/x/AUTHORIZE")
	f.Add("a*a*", "aa")
	f.Fuzz(func(t *testing.T, pattern, s string) {
		if len(pattern) > 20 || len(s) > 40 || strings.ContainsFunc(pattern, func(r rune) bool { return r >= utf8.RuneSelf }) {
			return
		}
		g := newGlob(pattern, false)
		var folded strings.Builder
		for _, r := range s {
			folded.WriteRune(foldRune(r))
		}
		if want := slowGlob(strings.ToLower(pattern), folded.String()); utf8.ValidString(s) && g.fits(s) != want {
			t.Errorf("%q fits %q: %v", pattern, s, !want)
		}
		g.fits(s)
	})
}

func slowGlob(pattern, s string) bool {
	if pattern == "" {
		return s == ""
	}
	if pattern[0] == '*' {
		for i := 0; i <= len(s); i++ {
			if slowGlob(strings.TrimLeft(pattern, "*"), s[i:]) {
				return true
			}
		}
		return false
	}
	return s != "" && s[0] == pattern[0] && slowGlob(pattern[1:], s[1:])
}

// FuzzParametersOf finds in an address what net/url finds.
func FuzzParametersOf(f *testing.F) {
	for _, address := range []string{"https://app.example.org/in?code=c&a=%zz", "/in?a?b", "https://h:x/?a", "https://h?a#b", "https://?a", "/%zz?a", "//h/a?b", "a:b?c", "?a", "", "https://h/a?b c", "/a?\x7f", "/a?"} {
		f.Add(address)
	}
	f.Fuzz(func(t *testing.T, address string) {
		query, fragment, ok := parametersOf(address)
		to, err := url.Parse(address)
		if ok != (err == nil) || ok && (query != to.RawQuery || fragment != to.EscapedFragment()) {
			t.Errorf("%q: %q, %q, %v; net/url: %+v, %v", address, query, fragment, ok, to, err)
		}
	})
}
