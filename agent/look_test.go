package agent

import (
	"strconv"
	"strings"
	"testing"
)

func TestParseHosts(t *testing.T) {
	for _, c := range []struct {
		text string
		want string // the hosts with their ports, or part of the error
	}{
		{"none", ""}, {"", ""},
		{"a.example", "a.example:443"}, {" a.example , b.example:8443 ", "a.example:443 b.example:8443"},
		{"192.0.2.1:1", "192.0.2.1:1"}, {"[2001:db8::1]:444", "2001:db8::1:444"}, {"2001:db8::1", "2001:db8::1:443"},
		{"a.example:0", "no number from 1"}, {"a.example:70000", "no number from 1"}, {"https://a.example/", "is no host"}, {"user@a.example", "is no host"},
		{":443", "is no host"}, {strings.Repeat("a.example,", MaxHosts+1), "more than the 200"},
	} {
		hosts, err := ParseHosts(c.text)
		var words []string
		for _, h := range hosts {
			words = append(words, h.Name+":"+strconv.Itoa(h.Port))
		}
		if got := strings.Join(words, " "); err == nil && got != c.want || err != nil && (c.want == "" || !strings.Contains(err.Error(), c.want)) {
			t.Errorf("%.40q: %q, %v", c.text, got, err)
		}
	}
	live, err := ParseHosts("live")
	if err != nil || len(live) < 3 {
		t.Errorf("live: %v, %v", live, err)
	}
}

// FuzzParseHosts holds that what is taken is a name or an address with a port.
func FuzzParseHosts(f *testing.F) {
	for _, seed := range []string{"live", "a.example:443, none", "[::1]:1", "]:[", "a:b:c"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		hosts, err := ParseHosts(text)
		if err != nil {
			return
		}
		for _, h := range hosts {
			if h.Name == "" || h.Port < 1 || h.Port > 65535 || strings.ContainsAny(h.Name, " /@?#,") {
				t.Fatalf("%q: %+v", text, h)
			}
		}
	})
}
