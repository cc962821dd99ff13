package decide_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lanyard-id/lanyard/server/internal/decide"
	"github.com/lanyard-id/lanyard/server/internal/evidence"
)

func TestHandshakes(t *testing.T) {
	block := strings.Replace(answer, `"warn"`, `"block"`, 1)
	byDoor := func(address string, minutes int, hello []byte) decide.Entry {
		return record(evidence.Kept{Handshake: &evidence.Handshake{At: at.Add(time.Duration(minutes) * time.Minute), Alert: 70, Address: address, Offered: "TLS 1.0", JA4: "t10\x1b", ServerName: "gate.test"}, Detail: &evidence.Detail{Hello: hello}})
	}
	byPhase := func(decision, extractor string) decide.Entry {
		return record(evidence.Kept{SignIn: []byte(signIn), Answer: []byte(decision), Gate: &evidence.Gate{Asked: "block", Extractor: extractor, Address: "192.0.2.9", JA4: "t10d"}})
	}
	var h decide.Handshakes
	for i, e := range []decide.Entry{
		byDoor("192.0.2.7", 0, []byte{22}), byDoor("192.0.2.8", 1, []byte{22}), byDoor("192.0.2.7", 2, nil),
		byPhase(block, "handshake"),
		byPhase(answer, "handshake"), byPhase(block, "identity-agent"), // one that was let on, and a sign-in
		record(evidence.Kept{Outcome: &evidence.Outcome{Outcome: "accepted", At: at}}),
		{Record: []byte(`{"handshake":{}}`)},
	} {
		h.Take(fmt.Sprint("CODE", i), e)
	}
	var got bytes.Buffer
	if err := h.Tell(&got); err != nil {
		t.Fatal(err)
	}
	want := `3 refused, from 2025-07-08T10:30:00+01:00 to 2025-07-08T10:32:00+01:00
  JA4 of the ClientHello: "t10\x1b"
  Highest TLS offered: 1.0
  Server name: gate.test
  Addresses: 2: 192.0.2.7 192.0.2.8
  All that was offered: lanyard replay CODE1

1 refused, from 2025-07-08T10:30:00+01:00 to 2025-07-08T10:30:00+01:00
  JA4 of the ClientHello: t10d
  Highest TLS offered: 1.0
  Addresses: 1: 192.0.2.9
  The newest, without its ClientHello: lanyard replay CODE3

1 records could not be read; a newer program may have written them.
`
	if diff := cmp.Diff(want, got.String()); diff != "" {
		t.Error(diff)
	}

	// Whoever varies the hello or the address without end fills no memory.
	h = decide.Handshakes{}
	for i := range 12_000 {
		e := byDoor(fmt.Sprint("2001:db8::", i), 0, nil)
		if i >= 11_000 {
			e.Record = bytes.Replace(e.Record, []byte("gate.test"), fmt.Appendf(nil, "%d.test", i), 1)
		}
		h.Take("CODE", e)
	}
	got.Reset()
	if err := h.Tell(&got); err != nil || !strings.Contains(got.String(), "Addresses: more than 10000, the last of them: ") || !strings.HasSuffix(got.String(), "\n1 more, of kinds of clients beyond the first 1000.\n") {
		t.Errorf("%v, %.500s … %s", err, got.String(), got.String()[got.Len()-200:])
	}
	got.Reset()
	if err := new(decide.Handshakes).Tell(&got); err != nil || got.String() != "No handshake was refused.\n" {
		t.Errorf("%q, %v", got.String(), err)
	}
}
