package attempt

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lanyard-id/lanyard/fact"
)

func TestContradictions(t *testing.T) {
	s := together(t, append(shipped(t), parsed(t, "seen.yaml", `
language: 1
extractor: seen-handshakes
handshakes:
  - {client: identity-agent, versions: "=2.4.10.0", ja4: [t12d190700_d83cc789557e_*, t13d1516h2_8daaf6152771_02713d6af862]}
  - {client: smartcard-connect, offers: "!=1.0"}
  - {user-agent: 'Edg/', offers: ">1.1", say: Edge does.}
`))...)
	said := func(claim, shown, why string) []Contradiction {
		return []Contradiction{{Claim: claim, Shown: shown, Say: "The client claims to be " + claim + ", and its handshake shows " + shown + ": " + why, Version: true}}
	}
	const native = "it would offer >= TLS 1.2. Identity Agent from 2.4.5.0 on uses .NET Framework 4.8, and speaks TLS 1.2 by itself."
	const edge = "Mozilla/5.0 Edg/138.0.0.0"
	ofEdge := said("the User-Agent "+edge, "TLS 1.0 at the most", "it would offer > TLS 1.1. Edge does.")
	ofEdge[0].Version = false
	ofEdgeAlone := said("the User-Agent "+edge, "TLS 1.0 at the most", "it would offer > TLS 1.1. Edge does.")
	for _, test := range []struct {
		name    string
		a       Attempt
		offered fact.TLS
		ja4     string
		want    []Contradiction
	}{
		{"an old agent that calls itself new", Attempt{Client: "identity-agent", Version: "2.4.6.0"}, fact.TLS10, "", said("identity-agent 2.4.6.0", "TLS 1.0 at the most", native)},
		{"a new agent", Attempt{Client: "identity-agent", Version: "2.4.6.0"}, fact.TLS12, "", nil},
		{"an old agent", Attempt{Client: "identity-agent", Version: "2.3.2.0"}, fact.TLS10, "", nil},
		{"an old agent that was made to speak more", Attempt{Client: "identity-agent", Version: "2.3.2.0"}, fact.TLS12, "", nil},
		{"nothing seen", Attempt{Client: "identity-agent", Version: "2.4.6.0"}, 0, "", nil},
		{"no version claimed", Attempt{Client: "identity-agent"}, fact.TLS10, "", nil},
		{"a version that is none", Attempt{Client: "identity-agent", Version: "new"}, fact.TLS10, "", nil},
		{"a fingerprint that is known", Attempt{Client: "identity-agent", Version: "2.4.10.0"}, fact.TLS13, "t13d1516h2_8daaf6152771_02713d6af862", nil},
		{"a fingerprint whose beginning is known", Attempt{Client: "identity-agent", Version: "2.4.10"}, fact.TLS12, "t12d190700_d83cc789557e_ffffffffffff", nil},
		{"a fingerprint that is not", Attempt{Client: "identity-agent", Version: "2.4.10.0"}, fact.TLS12, "t12d\x1b", said("identity-agent 2.4.10.0", "JA4 t12d\ufffd", "none of its fingerprints is that.")},
		{"another version", Attempt{Client: "identity-agent", Version: "2.4.6.0"}, fact.TLS12, "t12d", nil},
		{"any version of a product", Attempt{Client: "smartcard-connect"}, fact.TLS10, "", said("smartcard-connect", "TLS 1.0 at the most", "it would offer != TLS 1.0.")},
		{"by its User-Agent", Attempt{Client: "other", UserAgent: edge}, fact.TLS10, "", ofEdge},
		{"by its User-Agent alone", Attempt{Client: "microsoft-edge", Version: "138.0.0.0", UserAgent: edge, byAgent: true}, fact.TLS10, "", ofEdgeAlone},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := s.Contradictions(&test.a, uint16(test.offered), test.ja4)
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func TestOffers(t *testing.T) {
	for text, want := range map[string][]fact.TLS{
		"<1.1":    {fact.SSLv3, fact.TLS10},
		"<= 1.1":  {fact.SSLv3, fact.TLS10, fact.TLS11},
		">1.1":    {fact.TLS12, fact.TLS13},
		">= 1.1":  {fact.TLS11, fact.TLS12, fact.TLS13},
		"=1.1":    {fact.TLS11},
		"!=1.1":   {fact.SSLv3, fact.TLS10, fact.TLS12, fact.TLS13},
		"> SSLv3": {fact.TLS10, fact.TLS11, fact.TLS12, fact.TLS13},
	} {
		o := readOffer(text)
		if o == nil {
			t.Errorf("%s is not read", text)
			continue
		}
		var got []fact.TLS
		for v := fact.SSLv3; v <= fact.TLS13; v++ {
			if o.holds(v) {
				got = append(got, v)
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: -want +got:\n%s", text, diff)
		}
	}
}
