package joined

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/server/internal/gate/attempt"
	"github.com/lanyard-id/lanyard/server/internal/gate/door"
)

// said is what is known of a sign-in, object by object as JSON, without the times
// at which the files saw it.
func said(t *testing.T, f *notice.Facts) map[string]string {
	t.Helper()
	line := notice.AppendSignIn(nil, noon, "", f)
	var in notice.SignIn
	if err := in.Read(line, planSet(t).Zone()); err != nil {
		t.Fatalf("%s: %v", line, err)
	}
	var objects map[string]json.RawMessage
	if err := json.Unmarshal(line, &objects); err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for name, text := range objects {
		if name == "at" {
			continue
		}
		if before, _, ok := strings.Cut(string(text), `,"seen":`); ok {
			text = json.RawMessage(before + "}")
		}
		out[name] = string(text)
	}
	return out
}

// things are the objects of a sign-in that are given.
type things map[string]string

func TestFacts(t *testing.T) {
	whole := []string{
		"organisation QXX kind=region",
		"organisation RXX kind=trust parent=QXX groups=pilot",
		"organisation RYY kind=gp",
		"person 5551 organisation=RXX groups=locums",
		"person 5552 organisation=RXX",
		"person 5552 organisation=RYY",
		"person 5553 organisation=RYY",
		"card 0611 series=6 type=Gemplus holder=5551 status=active",
		"card 0812 series=8 type=Oberthur holder=5552 status=active",
		"card 0813 series=8 holder=5552 status=cancelled",
		"device D1 name=PC1 organisation=RXX os=Windows os_version=10.0.19045.4474 groups=ward middleware=2.1 agent=-",
		"device D2 name=PC2 organisation=RYY",
		"device D3 name=PC2",
		"application epr protocols=cis1 supplier=Example",
		"app D1 epr", "app D1 complete",
		"alias device sign-in later D1", "alias device name old-name D1", "alias person email someone@example.org 5551", "alias card any worn-off 0611",
		"alias application any client-7 epr",
	}
	d1 := `{"id":"D1","os":"Windows","os_version":"10.0.19045.4474","applications":[{"id":"epr","protocols":["cis1"],"supplier":"Example"}],"groups":["ward"],"software":{"agent":"-","middleware":"2.1"},"inventory":"applications"}`
	rxx := `{"code":"RXX","kind":"trust","groups":["pilot"],"within":["QXX"]}`
	for _, test := range []struct {
		name    string
		files   []string
		attempt attempt.Attempt
		visitor *door.Visitor
		doubt   string
		want    things
	}{
		{name: "nothing", want: things{}},
		{name: "nothing, with files", files: whole, want: things{}},
		{
			name: "claims alone",
			attempt: attempt.Attempt{Person: " 5551 ", Card: "0611", CardType: "piv", ATR: "3b 6b-00", Device: "PC1", Organisation: "RXX", Application: "x",
				Client: "agent", Version: "2.4", OS: "Windows NT", OSVersion: "10.0", Software: []attempt.Software{{Product: "gac", Version: "10. 0. 0. 1"}}, Programs: []string{"Big Middleware 64bit"}},
			want: things{
				"person": `{"id":"5551"}`, "card": `{"number":"0611","series":[5,6],"type":"PIV","atr":"3B6B00"}`,
				"device":       `{"id":"PC1","os":"Windows NT","os_version":"10.0","claimed":{"gac":"10. 0. 0. 1","middleware":"+"}}`,
				"organisation": `{"code":"RXX"}`, "application": `{"id":"x"}`, "client": `{"product":"agent","version":"2.4"}`,
			},
		},
		{name: "a series alone is a card", attempt: attempt.Attempt{Series: "8"}, want: things{"card": `{"series":8}`}},
		{name: "software alone is a device", attempt: attempt.Attempt{Software: []attempt.Software{{Product: "gac"}}}, want: things{"device": `{"claimed":{"gac":"+"}}`}},
		{name: "no client without a product", attempt: attempt.Attempt{Version: "2.4"}, want: things{}},
		{name: "a version that is none", attempt: attempt.Attempt{Client: "agent", Version: "latest"}, want: things{"client": `{"product":"agent"}`}},
		{name: "a version that is doubted", attempt: attempt.Attempt{Client: "agent", Version: "2.4"}, doubt: "its handshake is that of another program",
			want: things{"client": `{"product":"agent","missing":{"version":"its handshake is that of another program"}}`}},
		{name: "a connection is what is seen", visitor: &door.Visitor{TLS: 0x0302, Cipher: "TLS_RSA_WITH_AES_128_CBC_SHA", Hello: &door.Hello{Offered: 0x0302}},
			want: things{"connection": `{"tls":"1.1","offered":"1.1","cipher":"TLS_RSA_WITH_AES_128_CBC_SHA"}`}},
		{name: "a hello alone", visitor: &door.Visitor{Hello: &door.Hello{Offered: 0x0301}}, want: things{"connection": `{"offered":"1.0"}`}},
		{name: "versions that there are not", visitor: &door.Visitor{TLS: 0x0305, Hello: &door.Hello{Offered: 0x0200}}, want: things{"connection": `{}`}},
		{name: "a visitor of whom nothing was seen", visitor: &door.Visitor{}, want: things{}},

		{name: "a device by its id", files: whole, attempt: attempt.Attempt{Device: "D1"}, want: things{"device": d1, "organisation": rxx}},
		{name: "by its name", files: whole, attempt: attempt.Attempt{Device: " pc1"}, want: things{"device": d1, "organisation": rxx}},
		{name: "by what an alias says of sign-ins", files: whole, attempt: attempt.Attempt{Device: "later"}, want: things{"device": d1, "organisation": rxx}},
		{name: "by what an alias says of names", files: whole, attempt: attempt.Attempt{Device: "OLD-NAME"}, want: things{"device": d1, "organisation": rxx}},
		{name: "by a name that two have", files: whole, attempt: attempt.Attempt{Device: "PC2"}, want: things{"device": `{"id":"PC2","missing":{"groups":"several devices have this name"}}`}},
		{name: "one that no file has", files: whole, attempt: attempt.Attempt{Device: "PC9", Organisation: "RYY"},
			want: things{"device": `{"id":"PC9"}`, "organisation": `{"code":"RYY","kind":"gp"}`}},
		{name: "the organisation of the device counts", files: whole, attempt: attempt.Attempt{Device: "D1", Organisation: "RYY"}, want: things{"device": d1, "organisation": rxx}},
		{name: "an organisation that no file has", files: whole, attempt: attempt.Attempt{Organisation: "RZZ"}, want: things{"organisation": `{"code":"RZZ"}`}},

		{name: "a person and the card", files: whole, attempt: attempt.Attempt{Person: "5551", Organisation: "RYY"}, want: things{
			"person": `{"id":"5551","groups":["locums"]}`, "card": `{"number":"0611","series":6,"type":"Gemplus","status":"active"}`, "organisation": rxx}},
		{name: "a person by an address", files: whole, attempt: attempt.Attempt{Person: "Someone@example.org"}, want: things{
			"person": `{"id":"5551","groups":["locums"]}`, "card": `{"number":"0611","series":6,"type":"Gemplus","status":"active"}`, "organisation": rxx}},
		{name: "a person in two organisations", files: whole, attempt: attempt.Attempt{Person: "5552", Organisation: "RYY"}, want: things{
			"person": `{"id":"5552"}`, "card": `{"number":"0812","series":8,"type":"Oberthur","status":"active"}`, "organisation": `{"code":"RYY","kind":"gp"}`}},
		{name: "who holds no card", files: whole, attempt: attempt.Attempt{Person: "5553"}, want: things{"person": `{"id":"5553"}`, "organisation": `{"code":"RYY","kind":"gp"}`}},
		{name: "a card by its number, and its holder", files: whole, attempt: attempt.Attempt{Card: "0611"}, want: things{
			"person": `{"id":"5551","groups":["locums"]}`, "card": `{"number":"0611","series":6,"type":"Gemplus","status":"active"}`, "organisation": rxx}},
		{name: "a card by an alias", files: whole, attempt: attempt.Attempt{Card: "worn-off", Person: "5553"}, want: things{
			"person": `{"id":"5553"}`, "card": `{"number":"0611","series":6,"type":"Gemplus","status":"active"}`, "organisation": `{"code":"RYY","kind":"gp"}`}},
		{name: "a card that no file has is none of those that are", files: whole, attempt: attempt.Attempt{Card: "0999", Person: "5551"}, want: things{
			"person": `{"id":"5551","groups":["locums"]}`, "card": `{"number":"0999"}`, "organisation": rxx}},
		{name: "an application", files: whole, attempt: attempt.Attempt{Application: "client-7"}, want: things{"application": `{"id":"epr","protocols":["cis1"],"supplier":"Example"}`}},
	} {
		t.Run(test.name, func(t *testing.T) {
			var f notice.Facts
			var s Subject
			e := newJoined(t, test.files...)
			for range 2 { // in used memory, too
				e.Facts(&f, &test.attempt, test.visitor, noon, test.doubt, &s)
			}
			if diff := cmp.Diff(map[string]string(test.want), said(t, &f)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func TestSubject(t *testing.T) {
	files := []string{
		"organisation RXX", "person 5551 organisation=RXX", "card 0611 series=6 holder=5551", "application epr",
		"device D1 name=PC1 organisation=RXX", "device D2 organisation=RXX",
		"alias person any P-1 5551", "alias card any worn-off 0611", "alias application any client-7 epr",
	}
	for _, test := range []struct {
		name    string
		files   []string
		attempt attempt.Attempt
		want    Subject
	}{
		{"nothing", files, attempt.Attempt{}, Subject{}},
		{"as the files have it", files, attempt.Attempt{Person: "P-1", Card: "worn-off", Device: "pc1", Organisation: "x", Application: "client-7"}, Subject{
			Person: "5551", Card: "0611", Device: "D1", DeviceName: "PC1", Organisation: "RXX", Application: "epr",
			KnowsPerson: true, KnowsCard: true, KnowsDevice: true, KnowsOrganisation: true, KnowsApplication: true,
			Differs: []Difference{{"organisation.code", "x", "RXX"}}}},
		{"the card of the person", files, attempt.Attempt{Person: "5551"}, Subject{Person: "5551", Card: "0611", Organisation: "RXX", KnowsPerson: true, KnowsCard: true, KnowsOrganisation: true}},
		{"a device without a name", files, attempt.Attempt{Device: "D2"}, Subject{Device: "D2", DeviceName: "D2", Organisation: "RXX", KnowsDevice: true, KnowsOrganisation: true}},
		{"as it is claimed", files, attempt.Attempt{Person: "9", Card: "0999", Device: "PC9", Organisation: "RYY", Application: "other"},
			Subject{Person: "9", Card: "0999", Device: "PC9", DeviceName: "PC9", Organisation: "RYY", Application: "other"}},
		{"without files", nil, attempt.Attempt{Person: "5551", Card: "0611", Device: "D1", Organisation: "RXX", Application: "epr"},
			Subject{Person: "5551", Card: "0611", Device: "D1", DeviceName: "D1", Organisation: "RXX", Application: "epr"}},
		{"values that cannot be read", files, attempt.Attempt{
			Client: "agent", Version: "latest", Series: "eight", OSVersion: "XP", Software: []attempt.Software{{Product: "gac", Version: "v?"}},
			Unread: []notice.Reject{{Key: "ATR", Value: "?", Error: "not hexadecimal"}}},
			Subject{Rejects: []notice.Reject{
				{Key: "ATR", Value: "?", Error: "not hexadecimal"},
				{Key: "card.series", Value: "eight", Error: "not a whole number from 0 to 1000000"},
				{Key: "device.os_version", Value: "XP", Error: `"XP": not a version: it does not begin with a digit; write it like 2.4.5.0`},
				{Key: "device.software.gac", Value: "v?", Error: `"v?": not a version: it does not begin with a digit; write it like 2.4.5.0`},
				{Key: "client.version", Value: "latest", Error: `"latest": not a version: it does not begin with a digit; write it like 2.4.5.0`},
			}}},
		{"a program that is nearly a product", files, attempt.Attempt{Programs: []string{"Middle Thing", "Nothing"}}, Subject{Near: []Near{{"Middle Thing", []string{"middleware"}}}}},
	} {
		t.Run(test.name, func(t *testing.T) {
			var f notice.Facts
			var s Subject
			e := newJoined(t, test.files...)
			for range 2 {
				e.Facts(&f, &test.attempt, nil, noon, "", &s)
			}
			if len(s.Rejects) == 0 {
				s.Rejects = nil
			}
			if len(s.Near) == 0 {
				s.Near = nil
			}
			if len(s.Differs) == 0 {
				s.Differs = nil
			}
			if diff := cmp.Diff(test.want, s); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}
