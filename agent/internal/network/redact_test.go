package network

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestRedactedTellsNothingOfTheSite(t *testing.T) {
	n := full()
	n.Server.URL, n.Server.Host.Name = "https://gate.trust.example.test:443", "gate.trust.example.test"
	n.Hosts[0].Paths[1].Fault = &Fault{Kind: NotPossible, Text: "the proxy proxy.example.test:8080 and proxy.example.test at 10.1.2.3 or fd00::1:2:3:4"}
	n.Clock.Samples = append(n.Clock.Samples, Sample{Host: "gate.trust.example.test"})
	n.Clock.From = "gate.trust.example.test"
	before := string(written(t, n))
	r := Redact(n)
	holds(t, r)
	if diff := cmp.Diff(before, string(written(t, n))); diff != "" {
		t.Errorf("what was redacted changed itself:\n%s", diff)
	}
	after := string(written(t, r))
	for _, word := range []string{"proxy.example.test", "trust.example.test", "wpad", "<local>", "10.1.2.3", "fd00", "portal.example.test"} {
		if !strings.Contains(before, word) {
			t.Errorf("the test itself has no %q", word)
		}
		if strings.Contains(after, word) {
			t.Errorf("%q is still there", word)
		}
	}
	for _, word := range []string{"gas.example.test", "Contoso TLS Inspection CA", "192.0.2.1", `"private"`, "not-possible", removed} {
		if !strings.Contains(after, word) {
			t.Errorf("%q was taken out", word)
		}
	}
}
