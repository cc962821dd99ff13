package gate

import (
	"net/url"
	"strings"
	"testing"
)

func TestNormalPath(t *testing.T) {
	for _, c := range []struct {
		raw, want string
		same      bool
	}{
		{"/", "/", true},
		{"/login/authactivate", "/login/authactivate", true},
		{"/login/authactivate?a=b", "/login/authactivate", true},
		{"/login/authactivate/", "/login/authactivate", true},
		{"/help", "/help", true},
		{"/.well-known/openid-configuration", "/.well-known/openid-configuration", true},
		{"/login//authactivate", "/login/authactivate", false},
		{"//login/authactivate", "/login/authactivate", false},
		{"/login/./authactivate", "/login/authactivate", false},
		{"/help/../login/authactivate", "/login/authactivate", false},
		{"/help/%2e%2e/login/authactivate", "/login/authactivate", false},
		{"/help/%252e%252e/login/authactivate", "/login/authactivate", false},
		{"/help/..%2flogin/authactivate", "/login/authactivate", false},
		{`/help/..%5clogin\authactivate`, "/login/authactivate", false},
		{"/login/authactivate;jsessionid=1", "/login/authactivate", false},
		{"/help/..;/login/authactivate", "/login/authactivate", false},
		{"/login/authactivate%3bx", "/login/authactivate", false},
		{"/login/authactivate.", "/login/authactivate", false},
		{"/login/authactivate%20", "/login/authactivate", false},
		{"/login/authactivate%00", "/login/authactivate", false},
		{"/login/authactivate#x", "/login/authactivate", false},
		{"/login/authactivate%3fx", "/login/authactivate", false},
		{"/login/%61uthactivate", "/login/authactivate", false},
		{"/../../help", "/help", false},
		{"/%", "/%", true}, // what cannot be decoded is what it is
	} {
		u, err := url.ParseRequestURI(c.raw)
		if err != nil {
			u = &url.URL{Path: strings.SplitN(c.raw, "?", 2)[0]}
		}
		if got, same := normalPath(u, c.raw); got != c.want || same != c.same {
			t.Errorf("normalPath(%s) = %s, %v; want %s, %v", c.raw, got, same, c.want, c.same)
		}
	}
}

func TestWithin(t *testing.T) {
	open := []string{"/help", "/desk/"}
	for path, want := range map[string]bool{"/help": true, "/help/me": true, "/helper": false, "/desk": true, "/desk/1": true, "/": false, "/login": false} {
		if got := within(path, open); got != want {
			t.Errorf("within(%s) = %v", path, got)
		}
	}
}

// FuzzNormalPath holds the quick way to the slow one, and both to their laws: a
// normal path is its own normal path, has no segment that a service could resolve,
// and only it is the same as what was sent.
func FuzzNormalPath(f *testing.F) {
	for _, s := range []string{"/", "/help", "/a/../b", "/%2e%2e/a;b", "/a//b\\c", "/login/authactivate.", "/%25252e/a"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		u, err := url.ParseRequestURI(raw)
		if err != nil || raw == "" || raw[0] != '/' {
			return // not the path of a request: net/http refuses it before
		}
		path, same := normalPath(u, raw)
		for segment := range strings.SplitSeq(strings.TrimPrefix(path, "/"), "/") {
			if segment == ".." || segment == "." || segment == "" && path != "/" || strings.ContainsAny(segment, ";\\") {
				t.Errorf("normalPath(%q) = %q", raw, path)
			}
		}
		sent, _, _ := strings.Cut(raw, "?")
		if same && strings.TrimSuffix(sent, "/") != strings.TrimSuffix(path, "/") {
			t.Errorf("normalPath(%q) = %q, the same", raw, path)
		}
	})
}

// FuzzReadTarget reads any target as net/url and normalPath do.
func FuzzReadTarget(f *testing.F) {
	for _, target := range []string{"/a?b=c", "/a/?b?c#d", "/a b", "/a?b c", "/a?%zz", "/%zz", "//h/a", "http://h/a?b", "*", "", "?", "/a#b", "/a?b\x7f", "/a?b\xff", "/./a", "x:y"} {
		f.Add(target)
	}
	f.Fuzz(func(t *testing.T, target string) {
		path, query, same, err := readTarget(target)
		u, wrong := url.ParseRequestURI(target)
		if wrong != nil || u.Opaque != "" {
			if err == nil {
				t.Errorf("%q is read as %q, %q", target, path, query)
			}
			return
		}
		wantPath, wantSame := normalPath(u, target)
		if err != nil || path != wantPath || query != u.RawQuery || same != wantSame {
			t.Errorf("%q: %q, %q, %v, %v; want %q, %q, %v", target, path, query, same, err, wantPath, u.RawQuery, wantSame)
		}
	})
}
