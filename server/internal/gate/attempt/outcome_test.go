package attempt

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
)

func TestOutcome(t *testing.T) {
	byID := map[string]*Extractor{}
	for _, e := range shipped(t) {
		byID[e.ID] = e
	}
	ticket := object + `<gpPARAM name="cn">INVENTED Person</gpPARAM>` + "\n"
	for i := range 300 {
		ticket += fmt.Sprintf(`<gpPARAM name="nhsjobrole%d" id="99900000%04d" orgcode="RXX">INVENTED TRUST & SONS, "Admin & Clerical":"Admin":"Clerk"</gpPARAM>`+"\n", i, i)
	}
	ticket += `<gpPARAM name="sso_ticket">AQICinvented=@AAJTSQACMDE=#</gpPARAM></gpOBJECT>`
	challenge := object + `<gpPARAM name="challenge">aW52ZW50ZWQ=</gpPARAM></gpOBJECT>`
	to := func(location string) http.Header { return http.Header{"Location": {location}} }
	for _, test := range []struct {
		name, id string
		status   int
		h        http.Header
		body     string
		want     Outcome
	}{
		{"a ticket behind 300 roles", "identity-agent", 200, nil, ticket, Accepted},
		{"a ticket with another status", "identity-agent", 500, nil, ticket, Unsaid},
		{"an empty ticket", "identity-agent", 200, nil, object + `<gpPARAM name="sso_ticket"> </gpPARAM>`, Unsaid},
		{"two tickets", "identity-agent", 200, nil, ticket + `<gpPARAM name="sso_ticket">other</gpPARAM>`, Unsaid},
		{"half a ticket", "identity-agent", 200, nil, ticket[:len(ticket)-40], Unsaid},
		{"a challenge", "identity-agent", 200, nil, challenge, Unsaid},
		{"no body", "identity-agent", 200, nil, "", Unsaid},
		{"forbidden", "identity-agent", 403, nil, "", Denied},

		{"a code", "openid", 302, to("https://app.example.org/in?code=c&state=s"), "", Accepted},
		{"a code in the fragment", "openid", 303, to("https://app.example.org/in#code=c&id_token=t"), "", Accepted},
		{"a code for a program", "openid", 302, to("com.example.app:/in?code=c"), "", Accepted},
		{"an error", "openid", 302, to("https://app.example.org/in?error=access_denied"), "", Denied},
		{"a code and an error", "openid", 302, to("https://app.example.org/in?code=c&error=e"), "", Unsaid},
		{"to a page for signing in", "openid", 302, to("/XUI/?realm=/&goto=https%3A%2F%2Fam.example.org%2Fauthorize%3Fresponse_type%3Dcode%26code%3Dc"), "", Unsaid},
		{"to such a page, with all that was sent", "openid", 302, to("/login?response_type=code&client_id=app&code=c"), "", Unsaid},
		{"a code with a status that redirects nobody", "openid", 200, to("https://app.example.org/in?code=c"), "", Unsaid},
		{"an empty code", "openid", 302, to("https://app.example.org/in?code="), "", Unsaid},
		{"two addresses", "openid", 302, http.Header{"Location": {"/a?code=c", "/b?error=e"}}, "", Unsaid},
		{"no address", "openid", 302, nil, "", Unsaid},
		{"no address that can be read", "openid", 302, to("https://[?code=c"), "", Unsaid},
	} {
		t.Run(test.name, func(t *testing.T) {
			e := byID[test.id]
			n := e.OutcomeBytes(test.status)
			body := []byte(test.body)
			if body = body[:min(len(body), n)]; n == 0 {
				body = nil
			}
			if got := e.Outcome(test.status, test.h, body); got != test.want {
				t.Errorf("it is %v, want %v (%d bytes of %d were asked for)", got, test.want, n, len(test.body))
			}
		})
	}
	for status, want := range map[int]int{200: 131072, 403: 0, 302: 0} {
		if got := byID["identity-agent"].OutcomeBytes(status); got != want {
			t.Errorf("of an answer with status %d it wants to see %d bytes, want %d", status, got, want)
		}
	}
	if n := byID["openid"].OutcomeBytes(302); n != 0 {
		t.Errorf("of a redirect it wants to see %d bytes", n)
	}
}

// TestOutcomeByHeader has what the shipped files do not use.
func TestOutcomeByHeader(t *testing.T) {
	e := parsed(t, "own.yaml", strings.TrimLeft(`
language: 1
extractor: own
begins: [{path: /in}]
outcome: {accepted: [{header: x-session}], denied: [{status: [200], header: X-Failure}]}
`, "\n"))
	for name, test := range map[string]struct {
		h    http.Header
		want Outcome
	}{
		"a session": {http.Header{"X-Session": {"s"}}, Accepted},
		"a failure": {http.Header{"X-Failure": {"f"}}, Denied},
		"both":      {http.Header{"X-Failure": {"f"}, "X-Session": {"s"}}, Unsaid},
		"neither":   {nil, Unsaid},
	} {
		if got := e.Outcome(200, test.h, nil); got != test.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
