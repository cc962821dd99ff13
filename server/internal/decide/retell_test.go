package decide_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lanyard-id/lanyard/server/internal/decide"
	"github.com/lanyard-id/lanyard/server/internal/evidence"
)

var update = flag.Bool("update", false, "write the golden files")

var at = time.Date(2025, 7, 8, 10, 30, 0, 120e6, time.FixedZone("", 3600))

const (
	signIn = `{"at":"2025-07-08T10:30:00+01:00","client":{"product":"identity-agent","version":"2.3.2.0"},"connection":{"tls":"1.0","offered":"1.0","cipher":"TLS_RSA_WITH_AES_128_CBC_SHA"}}`
	answer = `{"decision":"warn","code":"K7Q2M9XD4T6","notices":[{"notice":"small","revision":1}],"findings":[` +
		`{"requirement":"identity-agent","result":"unmet","action":"block","until":"2025-07-08T11:00:00+01:00","why":"NHS Identity Agent 2.3.2.0 is unsupported","do":"update","who":"it-team","say":"Update it.","tell":"This computer's software is too old."}],"zones":"2026a"}`
)

func record(k evidence.Kept) decide.Entry {
	b := evidence.AppendRecord(nil, &k)
	b = append(evidence.AppendDetail(b[:len(b)-1], k.Detail), '}')
	return decide.Entry{Record: b, At: at.UTC()}
}

// oldHello is a masked hello such as an old client sends, with GREASE, an extension
// that has no name, and a protocol that would command a screen.
var oldHello = []byte("\x16\x03\x01\x00\x8c\x01\x00\x00\x88\x03\x01" + strings.Repeat("\x00", 32) + "\x00\x00\x0c\xc0\x14\x00\x39\x00\x2f\x0a\x0a\x00\x05\x00\xff\x01\x00" +
	"\x00\x53\x00\x00\x00\x16\x00\x14\x00\x00\x11login.example.org\x00\x0b\x00\x04\x03\x00\x01\x02\x00\x0a\x00\x06\x00\x04\x00\x1d\x00\x17\x00\x23\x00\x00\x00\x10\x00\x10\x00\x0e\x08http/1.1\x04\x1b[2J" +
	"\x00\x16\x00\x00\x00\x17\x00\x00\x12\x34\x00\x03\x00\x00\x00")

// TestRetell compares with testdata/retell what is told of each kind of record.
func TestRetell(t *testing.T) {
	gate := evidence.Gate{
		Asked: "block", Weakened: "held", Window: "agent-intervals/first",
		Extractor: "identity-agent", Request: "POST /login/authactivate", Join: "5f3a",
		Address: "192.0.2.7", Network: "192.0.2.0/24", Via: "198.51.100.1",
		ServerName: "login.example.org", JA4: "t10d080500_0000", Old: true,
		Certificate: "sha256:00ff", Proven: evidence.ProvenDevice,
		Person: "A. N. Example", Device: "PC1", Card: "0612345678", Organisation: "RXX",
		Contradictions: []string{"client.version says 2.4.10.0, and the handshake is that of 2.3.2.0"},
	}
	hostile := evidence.Gate{Asked: "warn", Request: "GET /\x1b[2J", Join: "\u202egnp", Person: "two\nlines", Proven: "something new"}
	refused := evidence.Handshake{At: at, Alert: 70, Why: "no certificate for old TLS is given", Address: "192.0.2.7", Port: 4711, Offered: "1.0", JA4: "t10d080500_0000", ServerName: "login.example.org"}
	outcome := func(o string, status int) decide.Entry {
		return record(evidence.Kept{Outcome: &evidence.Outcome{Outcome: o, At: at.Add(time.Second), Status: status}})
	}
	block := strings.Replace(answer, `"warn"`, `"block"`, 1)
	for name, entries := range map[string][]decide.Entry{
		"plain": {record(evidence.Kept{SignIn: []byte(signIn), Answer: []byte(block), Digest: "sha256:x"})},
		"weakened": {
			record(evidence.Kept{SignIn: []byte(signIn), Answer: []byte(answer), Digest: "sha256:x", Gate: &gate, Detail: &evidence.Detail{
				Headers: []evidence.Field{{Name: "User-Agent", Value: "GAC 2.3"}},
				Attempt: []evidence.Field{{Name: "Mode", Value: "a\tb"}},
				Ciphers: []string{"TLS_RSA_WITH_AES_128_CBC_SHA", "TLS_RSA_WITH_RC4_128_SHA"},
			}}),
			outcome("accepted", 200),
			{Record: []byte(`{"revoked":"2025-07-09"}`), At: at}, // of a newer program
		},
		"blocked":                {record(evidence.Kept{SignIn: []byte(signIn), Answer: []byte(block), Gate: &evidence.Gate{Asked: "block", Proven: "person"}})},
		"hostile":                {record(evidence.Kept{SignIn: []byte(strings.Replace(signIn, "identity-agent", "\u202e\u009b2J\x7f\U000e0001", 1)), Answer: []byte(answer), Gate: &hostile}), outcome("later\x1b", 0)},
		"strange":                {record(evidence.Kept{SignIn: []byte(signIn), Answer: []byte(answer), Gate: &evidence.Gate{Asked: "allow", Weakened: "tired"}})},
		"handshake":              {record(evidence.Kept{Handshake: &refused, Detail: &evidence.Detail{Hello: oldHello}})},
		"handshake-that-is-cut":  {record(evidence.Kept{Handshake: &refused, Detail: &evidence.Detail{Hello: oldHello[:70]}})},
		"handshake-that-is-none": {record(evidence.Kept{Handshake: &refused, Detail: &evidence.Detail{Hello: []byte("\x1b[2J")}})},
		"ssl2":                   {record(evidence.Kept{Handshake: &refused, Detail: &evidence.Detail{Hello: []byte("\x80\x22\x01\x00\x02\x00\x09\x00\x00\x00\x10\x01\x00\x80\x00\x00\x05\x07\x00\xc0" + strings.Repeat("\x00", 16))}})},
		"refused-by-handshake":   {record(evidence.Kept{SignIn: []byte(signIn), Answer: []byte(block), Gate: &evidence.Gate{Asked: "block", Extractor: "handshake", Address: "192.0.2.7", Port: 4711}, Detail: &evidence.Detail{Hello: oldHello}})},
		"handshake-of-a-phase":   {record(evidence.Kept{Handshake: &refused, Answer: []byte(block), Digest: "sha256:x"})},
	} {
		t.Run(name, func(t *testing.T) {
			var got bytes.Buffer
			if err := decide.Retell(&got, "K7Q2M9XD4T6", entries); err != nil {
				t.Fatal(err)
			}
			golden := filepath.Join("testdata", "retell", name+".txt")
			if *update {
				if err := os.WriteFile(golden, got.Bytes(), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got.String()); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
			if strings.ContainsAny(got.String(), "\x1b\u202e\u009b\x7f\t") {
				t.Errorf("what commands a screen is not escaped:\n%q", got.String())
			}
		})
	}
}

func TestRetellOfWhatIsNoDecision(t *testing.T) {
	for _, tt := range []struct{ record, want string }{
		{`{"outcome":"accepted","at":"2025-07-08T10:30:00+01:00"}`, "only the outcome is left: accepted at 10:30 on Tuesday 8 July 2025"},
		{`{"revoked":"2025-07-09"}`, "a newer program may have written it"},
		{`{`, "reading the record"},
	} {
		err := decide.Retell(&bytes.Buffer{}, "K7Q2M9XD4T6", []decide.Entry{{Record: []byte(tt.record)}})
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v\nwant %s", tt.record, err, tt.want)
		}
	}
	if err := decide.Retell(&bytes.Buffer{}, "K7Q2M9XD4T6", nil); err == nil {
		t.Error("of nothing something is told")
	}
}
