package attempt

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestClean(t *testing.T) {
	for _, test := range []struct{ text, value, why string }{
		{" \t a b \r\n", "a b", ""},
		{"", "", ""},
		{strings.Repeat("é", 128), strings.Repeat("é", 128), ""},
		{strings.Repeat("é", 129), "", "too long"},
		{"a\xff", "", "not UTF-8"},
		{"a\x00b", "", "it holds a control character, or one that was lost on the way"},
		{"a\nb", "", "it holds a control character, or one that was lost on the way"},
		{"a\u0085b", "", "it holds a control character, or one that was lost on the way"},
		{"a\u001b[2J", "", "it holds a control character, or one that was lost on the way"},
		{"a\ufffd", "", "it holds a control character, or one that was lost on the way"},
		{"a\u202eb", "", "it holds a character that turns the direction of writing"},
	} {
		if value, why := clean(test.text, maxValue); value != test.value || why != test.why {
			t.Errorf("%q: %q, %q; want %q, %q", test.text, value, why, test.value, test.why)
		}
	}
}

func TestShownIsSafe(t *testing.T) {
	for text, want := range map[string]string{
		"a\x00\x1b\u202e\xffb":         "a\ufffd\ufffd\ufffd\ufffdb",
		strings.Repeat("a", 60):        strings.Repeat("a", 60),
		strings.Repeat("a", 1<<20):     strings.Repeat("a", 60) + "…",
		strings.Repeat("a", 59) + "éé": strings.Repeat("a", 59) + "\ufffd…",
	} {
		if got := shown(text); got != want {
			t.Errorf("%.80q is shown as %q, want %q", text, got, want)
		}
	}
}

func TestATR(t *testing.T) {
	for text, want := range map[string]string{
		"3B-F9-18-00-00-81-31-FE-45-4A-43-4F-50-34-31-56-32-32-AF": "3BF91800008131FE454A434F503431563232AF",
		"3b 6a 00 ff":                   "3B6A00FF",
		"3f:00":                         "3F00",
		"3B":                            "",
		"3B0":                           "",
		"4B00":                          "",
		"3B" + strings.Repeat("00", 33): "",
		"ATR":                           "",
	} {
		if got, why := readATR(text); got != want || (why == "") != (want != "") {
			t.Errorf("%s: %q, %q; want %q", text, got, why, want)
		}
	}
}

// TestClaims is about one parameter or header each, and what becomes of it.
func TestClaims(t *testing.T) {
	s := ownOnly(t, `
facts:
  join: {query: join}
  device.id: {query: device, match: '^([^,]+)'}
  device.address: {query: device, match: '(?i),\s*ClientIP=([^,]*)'}
  card.atr: {query: atr}
  client.product: [{query: client}, {header: X-Client, field: name}]
  client.version: [{query: version}, {header: User-Agent, match: 'own/(\S+)'}]
  device.programs: {header: X-Client, field: programs}
  organisation.code: {header: X-Organisation}
detail:
  mode: {header: X-Client, field: mode}
agents:
  - {match: 'own/(\S+)', client: own}
  - {match: 'own/(\S+)', software: own-part}
`)
	for _, test := range []struct{ name, query, head, want string }{
		{"both", "device=PC-1,ClientIP%3D192.0.2.1", "", "device.id: PC-1\ndevice.address: 192.0.2.1\n"},
		{"only an id", "device=PC-1", "", "device.id: PC-1\n"},
		{"only an address", "device=,clientip%3D2001:db8::1", "", "device.address: 2001:db8::1\n"},
		{"an address of the old kind in a new one", "device=PC-1,%20ClientIP%3D::ffff:192.0.2.1", "", "device.id: PC-1\ndevice.address: 192.0.2.1\n"},
		{"no address", "device=PC-1,ClientIP%3Dlocalhost", "", "device.id: PC-1\nunread device.address: \"localhost\": not an IP address\n"},
		{"an address of this link", "device=PC-1,ClientIP%3Dfe80::1%2525eth0", "", "device.id: PC-1\nunread device.address: \"fe80::1%25eth0\": not an IP address\n"},
		{"an empty address", "device=PC-1,ClientIP%3D", "", "device.id: PC-1\n"},
		{"more behind it", "device=PC-1,Room%3D4,ClientIP%3D192.0.2.1,More%3D1", "", "device.id: PC-1\ndevice.address: 192.0.2.1\n"},
		{"nothing in it", "device=,,,", "", ""},
		{"a long id", "device=" + strings.Repeat("1", 300), "", "unread device.id: \"" + strings.Repeat("1", 60) + "…\": too long\n"},
		{"a NUL", "device=PC%001", "", "unread device.id: \"PC\ufffd1\": it holds a control character, or one that was lost on the way\n"},
		{"no UTF-8", "device=PC%ff1", "", "unread device.id: \"PC\ufffd1\": not UTF-8\n"},
		{"no ATR", "atr=hello", "", "unread card.atr: \"hello\": not an answer to reset: 2 to 33 bytes in hexadecimal, of which the first is 3B or 3F\n"},
		{"the first place counts", "client=one", `X-Client: {"name":"two"}`, "client.product: one\n"},
		{"and then the second", "", `X-Client: {"name":"two"}`, "client.product: two\n"},
		{"a place that cannot be read is no absent one", "client=one&client=three", `X-Client: {"name":"two"}`, "unread client.product: \"one\": it stands twice, and differently\n"},
		{"a list of one", "", `X-Client: {"name":["two"]}`, "client.product: two\n"},
		{"an empty list", "", `X-Client: {"name":[]}`, ""},
		{"a list of several", "", `X-Client: {"name":["two","three"]}`, "unread client.product: \"two\": it is a list, and a text is wanted\n"},
		{"programs", "", `X-Client: {"programs":["a",1," "],"mode":"x"}`, "device.programs: a\ndevice.programs: 1\ndetail mode: x\n"},
		{"one program", "", `X-Client: {"programs":"a"}`, "device.programs: a\n"},
		{"a program that cannot be kept", "", `X-Client: {"programs":["a\u0007","b"],"mode":["x","\u001b"]}`, "device.programs: b\ndetail mode: x\nunread device.programs: \"a\ufffd\": it holds a control character, or one that was lost on the way\nunread mode: \"\ufffd\": it holds a control character, or one that was lost on the way\n"},
		{"a header that stands twice", "", "X-Organisation: RXX\nX-Organisation: RYY", "unread organisation.code: \"RXX\": it stands twice, and differently\n"},
		{"a header that stands twice, the same", "", "X-Organisation: RXX\nX-Organisation: RXX", "organisation.code: RXX\n"},
		{"by its agent", "", "User-Agent: own/2.1 (x)", "client.product: own\nclient.version: 2.1\nsoftware own-part: 2.1\n"},
		{"a product that was told before", "client=other&version=1", "User-Agent: own/2.1", "client.product: other\nclient.version: 1\nsoftware own-part: 2.1\n"},
		{"a long agent", "", "User-Agent: own/2.1 " + strings.Repeat("x", 1024), "client.version: 2.1\nunread user-agent: \"own/2.1 " + strings.Repeat("x", 52) + "…\": too long\n"},
		{"a long version of an agent", "", "User-Agent: own/" + strings.Repeat("1", 300), "client.product: own\nsoftware own-part: \nunread client.version"},
		{"a long join", "join=" + strings.Repeat("1", 4097), "", "unread join: \"" + strings.Repeat("1", 60) + "…\": too long\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			var a Attempt
			ask(s, request(t, "GET /in?"+test.query+" HTTP/1.1\n"+test.head+"\n"), &a)
			got := strings.TrimPrefix(told(&a), "own begins\n")
			if test.name == "a long version of an agent" {
				if a.Client != "own" || a.Version != "" || len(a.Software) != 1 || a.Software[0].Version != "" || len(a.Unread) != 3 {
					t.Errorf("it is read as %+v", a)
				}
				return
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

// TestAttemptForgets is about memory that one attempt leaves to the next.
func TestAttemptForgets(t *testing.T) {
	s := together(t, shipped(t)...)
	first, second := request(t, legacyHead+"\n"+activation), request(t, "POST /login/authactivate HTTP/1.1\n\n"+object)
	var a, fresh Attempt
	ask(s, first, &a)
	before := told(&a)
	ask(s, second, &a)
	ask(s, second, &fresh)
	if diff := cmp.Diff(told(&fresh), told(&a)); diff != "" {
		t.Errorf("something is left of the attempt before:\n%s", diff)
	}
	// And what was read does not change with the memory that it was read from.
	ask(s, first, &a)
	for i := range first.Body {
		first.Body[i] = 'x'
	}
	if diff := cmp.Diff(before, told(&a)); diff != "" {
		t.Errorf("an attempt changes with the body that it was read from:\n%s", diff)
	}
}
