package attempt

import (
	"testing"
)

func TestMayWarnByPage(t *testing.T) {
	byID := map[string]*Extractor{}
	for _, e := range shipped(t) {
		byID[e.ID] = e
	}
	const path = "GET /authorize?response_type=code&client_id=app"
	for _, test := range []struct {
		name, id, line, head string
		want                 bool
	}{
		{"a browser", "openid", path, browser, true},
		{"an old browser", "openid", path, "Accept: text/html, */*", true},
		{"a browser that must sign in again", "openid", path + "&prompt=login+consent", browser, true},
		{"in the background", "openid", path + "&prompt=none", browser, false},
		{"in the background, in another case", "openid", path + "&Prompt=login%20NONE", browser, false},
		{"in the background, perhaps", "openid", path + "&prompt=login&prompt=none", browser, false},
		{"a frame", "openid", path, "Accept: text/html\nSec-Fetch-Dest: iframe", false},
		{"a script", "openid", path, "Accept: text/html\nSec-Fetch-Dest: document\nSec-Fetch-Mode: cors", false},
		{"fetched ahead", "openid", path, browser + "Sec-Purpose: prefetch;prerender\n", false},
		{"a script of old", "openid", path, "Accept: text/html\nX-Requested-With: XMLHttpRequest", false},
		{"a program", "openid", path, "Accept: */*", false},
		{"a program that wants JSON", "openid", path, "Accept: application/json, text/html;level=1;q=0.0", false},
		{"nothing is said", "openid", path, "", false},
		{"a socket", "openid", path, "Accept: text/html\nUpgrade: websocket", false},
		{"a form", "openid", "POST /authorize", browser, false},
		{"an agent", "identity-agent", "GET /login/authactivate", browser, false},
	} {
		r := request(t, test.line+" HTTP/1.1\n"+test.head+"\n")
		if got := byID[test.id].MayWarnByPage(asHTTP(r)); got != test.want {
			t.Errorf("%s: %v", test.name, got)
		}
	}
}
