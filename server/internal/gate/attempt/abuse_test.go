package attempt

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
)

// TestAbuse says what becomes of sign-ins that are spelled or filled so that
// somebody is misled. Paths are as the gate hands them on, normalised.
func TestAbuse(t *testing.T) {
	s := together(t, shipped(t)...)
	const legacy = "identity-agent begins\n"
	megabyte := strings.Repeat("A", 1<<20)
	for _, test := range []struct {
		name, request string
		role          string   // the first line of what is told
		has           []string // lines among the rest
		lacks         []string // beginnings of lines that must not be there
	}{
		{"the path in capitals", "POST /LOGIN/AUTHACTIVATE HTTP/1.1\n\n" + activation, legacy, []string{"device.id: 0b5e1f22"}, nil},
		{"a path that a Turkish service takes for it", "POST /log%C4%B1n/authact%C4%B1vate HTTP/1.1\n\n" + activation, legacy, nil, nil},
		{"a query behind it", "POST /login/authactivate?service=LOGOUT&uid=1 HTTP/1.1\n\n" + activation, legacy, nil, []string{"person.id"}},
		{"another method", "PUT /login/authactivate HTTP/1.1\n\n" + activation, legacy, nil, nil},
		{"a method within a method", "GET /authorize?client_id=app&response_type=code HTTP/1.1\nX-HTTP-Method-Override: DELETE\n\n", "openid begins\n", nil, nil},
		{"OpenID by a method that is none", "PATCH /authorize?client_id=app&response_type=code HTTP/1.1\nX-HTTP-Method-Override: get\n\n", "openid begins\n", nil, nil},
		{"OpenID in capitals", "GET /OAUTH2/AUTHORIZE?CLIENT_ID=app&Response_Type=code HTTP/1.1\n\n", "openid begins\n", []string{"application.id: app"}, nil},
		{"two response types", "GET /authorize?response_type=code&response_type=token&client_id=app HTTP/1.1\n\n", "openid begins\n",
			[]string{`unread response_type: "code": it stands twice, and differently`}, nil},
		{"two clients", "GET /authorize?response_type=code&client_id=good&client_id=bad HTTP/1.1\n\n", "openid begins\n",
			[]string{`unread application.id: "good": it stands twice, and differently`}, []string{"application.id"}},
		{"OpenID in a body of several parts", "POST /authorize HTTP/1.1\nContent-Type: multipart/form-data; boundary=x\n\n--x\nContent-Disposition: form-data; name=\"response_type\"\n\ncode\n--x--\n", "openid begins\n",
			[]string{`unread application.id: "": the body is in several parts, which are not read`}, nil},
		{"a version that is a lie", "POST /login/authactivate HTTP/1.1\nAnalytics: {\"IAVersion\":\"99.0\"}\n" + gacAgent + "\n" + activation, legacy,
			[]string{"client.version: 99.0", "software gac: 7. 2. 2. 16"}, nil},
		{"two Analytics", "POST /login/authactivate HTTP/1.1\nAnalytics: {\"IAVersion\":\"2.3.2.0\"}\nAnalytics: {\"IAVersion\":\"2.4.10.0\"}\n\n" + activation, legacy,
			[]string{`unread client.version: "{\"IAVersion\":\"2.3.2.0\"}": it stands twice, and differently`}, []string{"client.version"}},
		{"an Analytics of a megabyte", "POST /login/authactivate HTTP/1.1\nAnalytics: {\"IAVersion\":\"" + megabyte + "\"}\n\n" + activation, legacy,
			[]string{"device.id: 0b5e1f22", `unread client.version: "{\"IAVersion\":\"` + megabyte[:46] + `…": too long`}, []string{"client.version"}},
		{"a User-Agent of a megabyte", "POST /login/authactivate HTTP/1.1\nUser-Agent: GACv1 " + megabyte + "\n\n" + activation, legacy,
			[]string{`unread user-agent: "GACv1 ` + megabyte[:54] + `…": too long`}, []string{"software"}},
		{"a body of a megabyte", "POST /login/authactivate HTTP/1.1\n\n" + object + "<!--" + megabyte + "-->" + activation, legacy,
			[]string{`unread device.id: "": the body ends inside of an element`}, []string{"device.id"}},
		{"a megabyte of parameters", "POST /login/authactivate HTTP/1.1\n\n" + object + strings.Repeat(`<gpPARAM name="uid">1</gpPARAM>`, 40_000), legacy,
			[]string{"person.id: 1"}, nil},
		{"NULs", "POST /login/authactivate HTTP/1.1\n\n" + strings.ReplaceAll(activation, "0b5e1f22", "0b5e\x001f22"), legacy,
			[]string{"unread device.id: \"0b5e\ufffd1f22\": it holds a control character, or one that was lost on the way"}, []string{"device.id"}},
		{"no UTF-8", "POST /login/authactivate HTTP/1.1\n\n" + strings.ReplaceAll(activation, "0b5e1f22", "0b5e\xff1f22"), legacy,
			[]string{"unread device.id: \"0b5e\ufffd1f22\": not UTF-8"}, []string{"device.id"}},
		{"what would write over a screen", "POST /login/authactivate HTTP/1.1\n\n" + strings.ReplaceAll(activation, "0b5e1f22", "a&#x202e;&#27;[2J"), legacy, nil, []string{"device.id"}},
		{"a name that is not its name", "POST /login/authactivate HTTP/1.1\n\n" + strings.ReplaceAll(activation, `"device_id"`, `"Device_ID"`), legacy, []string{"device.id: 0b5e1f22"}, nil},
		{"a device that fetches", "POST /login/authactivate HTTP/1.1\n\n" + `<!DOCTYPE x [<!ENTITY d SYSTEM "http://192.0.2.1/">]><gpOBJECT><gpPARAM name="device_id">&d;</gpPARAM></gpOBJECT>`, legacy,
			[]string{`unread device.id: "": it holds an entity that is not known`}, []string{"device.id"}},
		{"entities that swell", "POST /login/authactivate HTTP/1.1\n\n" + `<!DOCTYPE x [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><gpOBJECT><gpPARAM name="uid">&c;</gpPARAM></gpOBJECT>`, legacy,
			[]string{`unread person.id: "": it holds an entity that is not known`}, []string{"person.id"}},
		{"markup", "POST /login/authactivate HTTP/1.1\n\n" + strings.ReplaceAll(activation, "0b5e1f22", "&lt;script&gt;alert(1)&lt;/script&gt;"), legacy,
			[]string{"device.id: <script>alert(1)</script>"}, nil}, // whoever shows it escapes it
	} {
		t.Run(test.name, func(t *testing.T) {
			var a Attempt
			ask(s, request(t, test.request), &a)
			got := told(&a)
			if !strings.HasPrefix(got, test.role) {
				t.Errorf("it is %.40q, want %q", got, test.role)
			}
			lines := strings.Split(got, "\n")
			for _, want := range test.has {
				if !strings.Contains("\n"+got, "\n"+want+"\n") {
					t.Errorf("no line is %q among\n%s", want, got)
				}
			}
			for _, not := range test.lacks {
				for _, line := range lines {
					if strings.HasPrefix(line, not+":") || strings.HasPrefix(line, not+" ") {
						t.Errorf("it is told %q", line)
					}
				}
			}
		})
	}
}

// TestAttemptIsBounded fills everything that an attempt can hold.
func TestAttemptIsBounded(t *testing.T) {
	var lines strings.Builder
	lines.WriteString("facts: {device.programs: {header: X-Many, field: programs}}\ndetail:\n")
	for i := range 30 {
		fmt.Fprintf(&lines, "  d%d: {header: X-Many, field: d%d}\n", i, i)
	}
	s := ownOnly(t, lines.String())
	var header strings.Builder
	list := `["` + strings.Repeat(`a","`, 99) + `a"]`
	header.WriteString(`{"programs":` + list)
	for i := range 30 {
		if i < 5 {
			fmt.Fprintf(&header, `,"d%d":%s`, i, list)
		} else {
			fmt.Fprintf(&header, `,"d%d":{}`, i)
		}
	}
	header.WriteString("}")
	var a Attempt
	ask(s, &Request{Method: "GET", Path: "/in", Header: http.Header{"X-Many": {header.String()}}}, &a)
	if len(a.Programs) != maxList || len(a.Detail) != maxList || len(a.Unread) != maxUnread {
		t.Errorf("it holds %d programs, %d details and %d values that could not be read; want %d, %d, %d", len(a.Programs), len(a.Detail), len(a.Unread), maxList, maxList, maxUnread)
	}
}
