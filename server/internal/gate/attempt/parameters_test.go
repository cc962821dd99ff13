package attempt

import (
	"net/http"
	"strings"
	"testing"
)

func TestReadParameters(t *testing.T) {
	for _, test := range []struct {
		name, query, a, b string
	}{
		{"plain", "a=1&b=2", "1", "2"},
		{"none", "", "", ""},
		{"no values", "a&b=", "", ""},
		{"encoded", "%61=%31%20+2&b=x%26y", "1  2", "x&y"},
		{"other case", "A=1", "1", ""},
		{"more signs of equality", "a=1=2", "1=2", ""},
		{"the same twice", "a=1&a=1", "1", ""},
		{"an empty one beside", "a=&a=1&a=", "1", ""},
		{"two that differ", "a=1&b=2&A=3", "! it stands twice, and differently", "2"},
		{"broken encoding", "a=%zz&b=2", "! it is not percent-encoded as it says", "2"},
		{"a broken name", "%zz=1&b=2", "", "2"},
		{"a long name", strings.Repeat("%61", 10_000) + "=1&b=2", "", "2"},
		{"long", "a=" + strings.Repeat("1", 5000), "! too long", ""},
		{"many", strings.Repeat("x&", 2000) + "a=1", "! more parameters are sent than are read", "! more parameters are sent than are read"},
		{"many, behind it", "a=1" + strings.Repeat("&x", 2000), "1", "! more parameters are sent than are read"},
		{"semicolons do not part", "a=1;b=2", "1;b=2", ""},
	} {
		var all [2]found
		readParameters(test.query, []string{"a", "b"}, false, all[:])
		if a, b := inWords(&all[0]), inWords(&all[1]); a != test.a || b != test.b {
			t.Errorf("%s: a is %q and b %q; want %q and %q", test.name, a, b, test.a, test.b)
		}
	}
}

// TestForm is about the parameter a of a request, by the type of its body.
func TestForm(t *testing.T) {
	s := ownOnly(t, "facts: {person.id: {parameter: a}}\n")
	const form = "application/x-www-form-urlencoded"
	for _, test := range []struct {
		name, query string
		types       []string
		body        string
		want        string
	}{
		{"a form", "", []string{form}, "a=1", "1"},
		{"no type", "", nil, "a=1", "1"},
		{"a charset that does not matter", "", []string{form + "; charset=\"UTF-8\""}, "a=1", "1"},
		{"a charset that does", "", []string{form + ";charset=IBM037"}, "a=1", "! the body is in a charset that is not read"},
		{"several parts", "", []string{"Multipart/form-data; boundary=x"}, "a=1", "! the body is in several parts, which are not read"},
		{"several types", "", []string{"text/plain", form}, "a=1", "! the body has several types"},
		{"no form", "", []string{"application/json"}, "a=1", ""},
		{"no form, and a query", "a=2", []string{"application/json"}, "a=1", "2"},
		{"both, the same", "a=1", []string{form}, "a=1", "1"},
		{"both, and they differ", "a=2", []string{form}, "a=1", "! it stands twice, and differently"},
		{"the query alone", "a=2", []string{form}, "", "2"},
	} {
		var a Attempt
		r := Request{Method: "POST", Path: "/in", Query: test.query, Header: http.Header{"Content-Type": test.types}, Body: []byte(test.body)}
		if test.types == nil {
			delete(r.Header, "Content-Type")
		}
		ask(s, &r, &a)
		got := a.Person
		for _, u := range a.Unread {
			got = "! " + u.Error
		}
		if got != test.want {
			t.Errorf("%s: a is %q, want %q", test.name, got, test.want)
		}
	}
}
