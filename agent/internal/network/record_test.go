package network

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// full is a Network with something in every part.
func full() Network {
	at := time.Date(2025, 7, 8, 9, 0, 0, 0, time.UTC)
	cert := Certificate{
		Subject: "CN=gas.example.test", Issuer: "CN=Contoso TLS Inspection CA", Names: []string{"gas.example.test"}, More: 3,
		NotBefore: at.AddDate(0, -1, 0), NotAfter: at.AddDate(1, 0, 0), SHA1: "AB", SHA256: "CD", Key: "RSA 2048", Signature: "SHA256-RSA",
	}
	host := Host{
		Target: Target{Name: "gas.example.test", Port: 443, Environment: "live", Net: "hscn", Use: "authentication", Source: "invented"},
		Names: Names{
			V4: Answer{TookMS: 3, Addresses: []Address{{"192.0.2.1", ScopeGlobal}, {"10.1.2.3", ScopePrivate}}},
			V6: Answer{TookMS: 4, Fault: &Fault{Kind: NoSuchName, Text: "there is no such name"}},
		},
		Bypassed: []string{fromWinHTTP},
		Paths: []Path{
			{
				Connections: []Connection{{Address: "192.0.2.1", Port: 443, TookMS: 9}, {Address: "10.1.2.3", Port: 443, TookMS: 9, Fault: &Fault{Kind: Refused, Text: "closed"}}},
				TLS:         &TLS{TookMS: 20, Version: "1.2", Cipher: "TLS_RSA_WITH_AES_128_CBC_SHA", ALPN: "http/1.1", Chain: []Certificate{cert}, NameMatches: true, Trust: TrustPrivate, Root: "Contoso Root", RootStore: "group policy", RootHeld: true, ValidFrom: at, ValidUntil: at, Dates: DatesWrongClock},
				Versions:    []Version{{Version: "1.3", TookMS: 3, Fault: &Fault{Kind: Alert, Text: "refused", Alert: "protocol version"}}, {Version: "1.2", Accepted: true, TookMS: 3}},
				Answered:    &Answered{Status: 403, Reason: "Forbidden", TookMS: 7, Date: "Tue, 08 Jul 2025 09:00:00 GMT", Server: "squid", Via: "1.1 proxy", Location: "https://portal.example.test/", Authenticate: []string{"Negotiate"}, Title: "Access denied", Page: PageBlocked, By: "Squid"},
			},
			{Proxy: "proxy.example.test:8080", Settings: fromUser, Tunnel: &Answered{Status: 407}, Fault: &Fault{Kind: ProxyCredentials, Text: "wants to know who asks"}},
		},
	}
	settings := &ProxySettings{On: true, HTTP: "a:1", HTTPS: "b:2", Bypass: []string{"<local>"}, PAC: "http://wpad.example.test/wpad.dat", Detect: true, Credentials: true, Fault: &Fault{Kind: Malformed, Text: "too short"}}
	return Network{
		Form: Form, At: at, TookMS: 900, Stack: "Go crypto/tls", Link: Link{Up: 1, IPv4: true, Fault: &Fault{Kind: Failed, Text: "no"}},
		Hosts:     []Host{host},
		Server:    &Server{URL: "https://gate.example.test", Host: host, Gate: true, Program: "lanyard", Status: 200, Fault: &Fault{Kind: Failed, Text: "no"}},
		Proxies:   Proxies{Environment: settings, User: settings, Machine: settings, WinHTTP: settings, Fault: &Fault{Kind: NotPossible, Text: "no rights"}},
		Clock:     Clock{Samples: []Sample{{Host: "gas.example.test", FromMS: -5, ToMS: 5, Trusted: true}}, Known: true, FromMS: -5, ToMS: 5, From: "gas.example.test", Trusted: true, NotBefore: at, NotBeforeBy: "the build"},
		Listeners: []Listener{{Port: 43487, Of: "port-service", Source: "invented", Open: true, Address: "127.0.0.1", TLS: true, Answered: &Answered{Status: 200}, Code: "200", Leads: 50000, TookMS: 2, Fault: &Fault{Kind: Timeout, Text: "silence"}}},
		Roots:     Roots{Held: 140, Public: 139, Fault: &Fault{Kind: NotPossible, Text: "no"}},
	}
}

func written(t *testing.T, n Network) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, n); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestWhatIsWrittenIsRead(t *testing.T) {
	for name, want := range map[string]Network{"full": full(), "empty": {Form: Form}} {
		got, err := Read(bytes.NewReader(written(t, want)))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: (-written +read)\n%s", name, diff)
		}
	}
}

func TestWrongRecordingsAreRefused(t *testing.T) {
	good := string(written(t, full()))
	swap := func(from, to string) string {
		if !strings.Contains(good, from) {
			t.Fatalf("the recording has no %q", from)
		}
		return strings.Replace(good, from, to, 1)
	}
	for name, c := range map[string]struct{ in, want string }{
		"empty":               {"", "EOF"},
		"cut":                 {good[:len(good)/2], "EOF"},
		"two":                 {good + good, "after top-level value"},
		"unknown key":         {swap(`"stack"`, `"stick"`), "unknown object member name"},
		"key twice":           {swap(`"stack"`, `"tookMs": 1, "stack"`), "duplicate"},
		"newer form":          {swap(`"form": 1`, `"form": 2`), "form is 2"},
		"kind":                {swap(`"no-such-name"`, `"no-such-thing"`), "not known"},
		"no address":          {swap(`"192.0.2.1"`, `"192.0.2"`), "no address"},
		"control character":   {swap(`"Forbidden"`, `"Forb\u001b[31midden"`), "characters"},
		"turned writing":      {swap(`"Forbidden"`, `"Forb\u202eidden"`), "characters"},
		"long text":           {swap(`"Forbidden"`, `"`+strings.Repeat("x", 301)+`"`), "longer than 300"},
		"port":                {swap(`"port": 443`, `"port": 70000`), "70000"},
		"negative span":       {swap(`"tookMs": 900`, `"tookMs": -1`), "-1"},
		"year":                {swap(`"2025-07-08T09:00:00Z"`, `"20250-07-08T09:00:00Z"`), "at"},
		"more than can be":    {swap(`"samples": [`, `"samples": [`+strings.Repeat(`{"host":"a","fromMs":0,"toMs":0,"trusted":false},`, 1100)), "more than"},
		"larger than allowed": {strings.Repeat(" ", maxRecordingBytes+1), "larger than"},
	} {
		_, err := Read(strings.NewReader(c.in))
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, want an error with %q", name, err, c.want)
		}
	}
}

func FuzzRead(f *testing.F) {
	var b bytes.Buffer
	if err := Write(&b, full()); err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes())
	f.Add([]byte(`{"form":1,"at":"1970-01-01T00:00:00Z","hosts":[{"name":"a","paths":[{"tls":{}}]}]}`))
	f.Fuzz(func(t *testing.T, in []byte) {
		n, err := Read(bytes.NewReader(in))
		if err != nil {
			return
		}
		// What was taken can be told, and comes back as it is.
		n.Skew()
		for _, h := range n.Hosts {
			h.Best()
			h.Names.Fault()
		}
		again, err := Read(bytes.NewReader(written(t, n)))
		if err != nil {
			t.Fatalf("not read again: %v", err)
		}
		if diff := cmp.Diff(written(t, n), written(t, again)); diff != "" {
			t.Error(diff)
		}
	})
}
