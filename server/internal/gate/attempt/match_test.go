package attempt

import (
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
)

func TestGlob(t *testing.T) {
	for _, test := range []struct {
		pattern, s string
		exact, fit bool
	}{
		{"/login/authactivate", "/login/authactivate", false, true},
		{"/login/authactivate", "/LOGIN/AuthActivate", false, true},
		{"/login/authactivate", "/LOGIN/AuthActivate", true, false},
		{"/login/authactivate", "/login/authactivat", false, false},
		{"/login/authactivate", "/login/authactivatex", false, false},
		{"/login/authactivate", "/logın/authactıvate", false, true}, // a comparison in Turkish
		{"/login/authactivate", "/LOGİN/authactivate", false, true},
		{"/k/s", "/\u212a/\u017f", false, true},
		{"/k/s", "/\u212a/\u017f", true, false},
		{"*/s", "/a/b/\u017f", false, true},
		{"/login/authactivate", "/login/authactivat\u00e9", false, false},
		{"/login/authactivate", "/login/auth\xffctivate", false, false},
		{"*/authorize", "/authorize", false, true},
		{"*/authorize", "/a/b/Authorize", false, true},
		{"*/authorize", "/a/authorize/b", false, false},
		{"*/authorize", "authorize", false, false},
		{"*/authorize", "", false, false},
		{"/a*", "/a", false, true},
		{"/a*", "/a/b/c", false, true},
		{"/a*", "/b", false, false},
		{"/a*b*c", "/a-b-b-c", false, true},
		{"/a*b*c", "/abc", false, true},
		{"/a*b*c", "/acb", false, false},
		{"/a*a", "/a", false, false}, // one letter does not stand for both
		{"/a*b*b", "/ab", false, false},
		{"/*/x", "//x", false, true},
		{"**/x", "/x", false, true},
	} {
		g := newGlob(test.pattern, test.exact)
		if got := g.fits(test.s); got != test.fit {
			t.Errorf("%s fits %q: %v, exact %v", test.pattern, test.s, got, test.exact)
		}
	}
}

func TestMatch(t *testing.T) {
	s := together(t,
		parsed(t, "a.yaml", `
language: 1
extractor: a
hosts: [gas.example.org, "*.gas.example.org", "[2001:db8::1]"]
begins:
  - {methods: [POST], path: /in, needs: [{form: kind, is: one}]}
  - {methods: [GET], path: /in/page}
joins: [{methods: [PUT], path: /in/*}]
body: 100
facts: {join: {query: j}}
`),
		parsed(t, "b.yaml", `
language: 1
extractor: b
case: exact
begins: [{methods: [POST], path: /in, needs: [{parameter: Kind}]}]
joins: [{path: /in/page, needs: [{header: X-Step, match: '([0-9]+)'}]}]
body: 200
facts: {join: {query: j}}
`))
	form := "Content-Type: application/x-www-form-urlencoded\n"
	for _, test := range []struct {
		name, request, head, role string
		body                      int
	}{
		{"the first", "POST /in HTTP/1.1\n" + form + "\nkind=One", "a begins", "a begins", 200},
		{"as its body shows", "POST /in HTTP/1.1\n" + form + "\nKind=two", "a begins", "b begins", 200},
		{"exact case", "POST /in HTTP/1.1\n" + form + "\nkind=two", "a begins", "other", 200},
		{"another host", "POST /in HTTP/1.1\nHost: other.example.org\n" + form + "\nkind=one", "b begins", "other", 200},
		{"a host below", "POST /IN HTTP/1.1\nHost: Live.GAS.example.org.:443\n" + form + "\nkind=one", "a begins", "a begins", 100},
		{"an address", "POST /in HTTP/1.1\nHost: [2001:DB8::1]:443\n" + form + "\nkind=one", "a begins", "a begins", 200},
		{"the query is seen at once", "POST /in?Kind=x HTTP/1.1\nHost: o.example.org\n\n", "b begins", "b begins", 200},
		{"another method", "DELETE /in HTTP/1.1\n\n", "other", "other", 0},
		{"HEAD is GET", "HEAD /in/page HTTP/1.1\n\n", "a begins", "a begins", 100},
		{"small letters", "get /in/page HTTP/1.1\n\n", "a begins", "a begins", 100},
		{"another method within", "POST /in/page HTTP/1.1\nX-HTTP-Method-Override: PUT\n\n", "a joins", "a joins", 100},
		{"an unknown method within", "POST /in/page HTTP/1.1\nX-HTTP-Method-Override: FETCH\n\n", "other", "other", 0},
		{"what joins", "PUT /in/more HTTP/1.1\n\nx", "a joins", "a joins", 100},
		{"a header that fits", "POST /in/page HTTP/1.1\nX-Step: step 2\n\n", "b joins", "b joins", 200},
		{"a header that does not", "POST /in/page HTTP/1.1\nX-Step: two\n\n", "other", "other", 0},
		{"no path of theirs", "POST /inn HTTP/1.1\n\nkind=one", "other", "other", 0},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := request(t, test.request)
			m := s.Match(r.Method, r.Host, r.Path, r.Query, r.Header)
			if got := roleOf(m); got != test.head || m.BodyBytes != test.body {
				t.Errorf("by its head it is %s with %d bytes of body; want %s, %d", got, m.BodyBytes, test.head, test.body)
			}
			var a Attempt
			m.Read(r, &a)
			if got := roleOf(m); got != test.role || a.Role != m.Role {
				t.Errorf("it is %s, and the attempt %v; want %s", got, a.Role, test.role)
			}
		})
	}
}

func roleOf(m Match) string {
	if m.Extractor == nil {
		return m.Role.String()
	}
	return m.Extractor.ID + " " + m.Role.String()
}

// TestNeedsNobodySaw is about a needed value in a body: what joins for certain
// does not begin an attempt because nobody looked, and what nobody can read may.
func TestNeedsNobodySaw(t *testing.T) {
	s := together(t, shipped(t)...)
	long := strings.Repeat(" ", 70_000)
	for _, test := range []struct {
		name, method, path string
		body               []byte
		cut                bool
		want               Role
	}{
		{"second request, body not looked at", "POST", "/login/authvalidate", nil, false, Joins},
		{"second request", "POST", "/login/authvalidate", []byte(validation), false, Joins},
		{"signing out, body not looked at", "POST", "/login/authlogout", nil, false, Other},
		{"signing out", "POST", "/login/authlogout", []byte(strings.ReplaceAll(validation, "AUTHENTICATION", "LOGOUT")), false, Other},
		{"signing out, in a body that cannot be read", "POST", "/login/authlogout", []byte{}, true, Begins},
		{"second request, cut behind what is needed", "POST", "/login/authvalidate", []byte(validation[:300]), true, Joins},
		{"second request, cut before it", "POST", "/login/authvalidate", []byte(object), true, Begins},
		{"second request, hidden behind spaces", "POST", "/login/authvalidate", []byte(object + long)[:65536], true, Begins},
		{"second request in a coding that is not read", "POST", "/login/authvalidate", []byte{}, true, Begins},
		{"second request in UTF-16", "POST", "/login/authvalidate", []byte("<\x00?\x00"), false, Begins},
		{"second request, two services", "POST", "/login/authvalidate", []byte(validation + `<gpPARAM name="Service">ACTIVATION</gpPARAM>`), false, Begins},
		{"second request with entities of its own", "POST", "/login/authvalidate", []byte(`<!DOCTYPE a [<!ENTITY s '<gpPARAM name="service">ACTIVATION</gpPARAM>'>]><gpOBJECT>&s;</gpOBJECT>`), false, Begins},
		{"no body at all", "POST", "/login/authvalidate", []byte{}, false, Joins},
		{"OpenID by POST, body not looked at", "POST", "/authorize", nil, false, Begins},
		{"OpenID by POST, no body", "POST", "/authorize", []byte{}, false, Other},
		{"OpenID by GET, no body", "GET", "/authorize", nil, false, Other},
	} {
		var a Attempt
		m := s.Match(test.method, "gas.example.org", test.path, "", http.Header{})
		m.Read(&Request{Method: test.method, Host: "gas.example.org", Path: test.path, Header: http.Header{}, Body: test.body, Cut: test.cut}, &a)
		if a.Role != test.want {
			t.Errorf("%s: it %v, want %v", test.name, a.Role, test.want)
		}
	}
	m := s.Match("POST", "", "/authorize", "", http.Header{"Content-Length": {"0"}})
	if m.Role != Other {
		t.Errorf("a POST that says it has no body %v", m.Role)
	}
}

func TestMissAllocatesNothing(t *testing.T) {
	s := together(t, shipped(t)...)
	h := http.Header{"User-Agent": {"Mozilla/5.0"}, "X-Http-Method-Override": {"POST"}}
	for _, path := range []string{"/", "/api/v1/patients/9990000001/summary", "/LOGIN", "/logın.ſ", strings.Repeat("/authoriz", 100)} {
		if n := testing.AllocsPerRun(100, func() {
			if s.Match("GET", "gas.example.org:443", path, "a=b&c=d", h).Role != Other {
				t.Fatal("it is a sign-in")
			}
		}); n != 0 {
			t.Errorf("%.20s allocates %v times", path, n)
		}
	}
}

func TestNew(t *testing.T) {
	own := parsed(t, "own.yaml", "language: 1\nextractor: openid\nbegins: [{path: /x}]\n")
	other := parsed(t, "other.yaml", "language: 1\nextractor: other\nbegins: [{path: /y}]\n")
	all := Over([]*Extractor{other, own}, shipped(t))
	var ids []string
	for _, e := range all {
		ids = append(ids, e.ID+" of "+e.File)
	}
	if got, want := strings.Join(ids, ", "), "other of other.yaml, openid of own.yaml, identity-agent of identity-agent.yaml, user-agent of user-agent.yaml"; got != want {
		t.Errorf("together they are %s; want %s", got, want)
	}
	for name, test := range map[string]struct {
		list []*Extractor
		want string
	}{
		"one id twice": {[]*Extractor{own, other, own}, "own.yaml and own.yaml are both the extractor openid; give one of them another id"},
		"none":         {nil, "no extractor says where a sign-in begins, so that nothing would be decided; give one with begins"},
		"only rules":   {shipped(t)[2:], "no extractor says where a sign-in begins, so that nothing would be decided; give one with begins"},
		"too many":     {make([]*Extractor, 101), "101 extractors are given, at most 100 are used; leave some out"},
	} {
		if _, err := New(test.list); err == nil || err.Error() != test.want {
			t.Errorf("%s: %v; want %s", name, err, test.want)
		}
	}
}

// TestMatchOfNothing is what a request that no extractor knows is read as.
func TestMatchOfNothing(t *testing.T) {
	s := together(t, shipped(t)...)
	a := Attempt{Person: "left over", Role: Begins}
	m := s.Match("GET", "", "/", "", nil)
	m.Read(&Request{Method: "GET", Path: "/"}, &a)
	if a.Role != Other || a.Person != "" || m.Extractor != nil {
		t.Errorf("it is read as %+v", a)
	}
}

// TestManyAtOnce has many goroutines read by the same extractors: none may see what
// another one reads. make race looks closer.
func TestManyAtOnce(t *testing.T) {
	s := together(t, shipped(t)...)
	var group sync.WaitGroup
	for i := range 8 {
		device := fmt.Sprintf("%08x", i)
		r := request(t, legacyHead+"\n"+strings.ReplaceAll(activation, "0b5e1f22", device))
		group.Go(func() {
			var a Attempt
			for range 50 {
				if ask(s, r, &a); a.Device != device || a.Version != "2.1.2.16" || len(a.Unread) > 0 {
					t.Errorf("device %s is read as %+v", device, a)
					return
				}
			}
		})
	}
	group.Wait()
}
