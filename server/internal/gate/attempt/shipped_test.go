package attempt

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const object = `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE USER SYSTEM "gpOBJECT.DTD">
<gpOBJECT>
`

// activation and validation are the bodies of a legacy sign-in; all in them is
// invented.
const (
	activation = object + `<gpPARAM name="auth_method">3</gpPARAM>
<gpPARAM name="app_url">NHST</gpPARAM>
<gpPARAM name="log_session_id">Invented01</gpPARAM>
<gpPARAM name="device_id">0b5e1f22,ClientIP=192.0.2.17</gpPARAM>
<gpPARAM name="service">ACTIVATION</gpPARAM>
</gpOBJECT>
`
	validation = object + `<gpPARAM name="log_session_id">Invented01</gpPARAM>
<gpPARAM name="device_id">0b5e1f22,ClientIP=192.0.2.17</gpPARAM>
<gpPARAM name="service">AUTHENTICATION</gpPARAM>
<gpPARAM name="challenge">aW52ZW50ZWQ=</gpPARAM>
<gpPARAM name="signature">aW52ZW50ZWQ=</gpPARAM>
<gpPARAM name="uid">999000000001</gpPARAM>
<gpPARAM name="card_type">p11</gpPARAM>
<gpPARAM name="response" encoding="base64">TUlNRS1WZXJzaW9uOiAxLjA=</gpPARAM>
<gpPARAM name="mobility">0</gpPARAM>
</gpOBJECT>
`
	gacAgent   = "User-Agent: Mozilla/4.0(compatible;IE;GACv7. 2. 2. 16)\n"
	analytics  = `Analytics: {"IAVersion":"2.1.2.16","OSVersion":"Microsoft Windows 10 Enterprise 64-bit","JavaVersion":"1.8","Mode":"Normal","TrainingMode":"False","WinTabModeEnabled":"False","MiddlewareInstalled":["Gemalto 64bit"],"CardReaders":["OMNIKEY AG Smart Card Reader USB 0"],"RemoteSession":"False","ATR":"3B-F9-18-00-00-81-31-FE-45-4A-43-4F-50-34-31-56-32-32-AF","ActiveCardReader":"OMNIKEY AG Smart Card Reader USB 0","SessionId":"Invented01"}` + "\n"
	legacyHead = "POST /login/authactivate HTTP/1.1\n" + gacAgent + analytics
)

// browser is the head of a navigation of Edge.
const browser = "Accept: text/html,application/xhtml+xml,*/*;q=0.8\nSec-Fetch-Dest: document\nSec-Fetch-Mode: navigate\nUser-Agent: Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Safari/537.36 Edg/138.0.0.0\n"

func TestShipped(t *testing.T) {
	s := together(t, shipped(t)...)
	for _, test := range []struct{ name, request, want string }{
		{"activation", legacyHead + "\n" + activation, `identity-agent begins
join: Invented01
card.atr: 3BF91800008131FE454A434F503431563232AF
device.id: 0b5e1f22
device.address: 192.0.2.17
device.os: Microsoft Windows 10 Enterprise 64-bit
client.product: identity-agent
client.version: 2.1.2.16
device.programs: Gemalto 64bit
software gac: 7. 2. 2. 16
detail auth_method: 3
detail app_url: NHST
detail service: ACTIVATION
detail Mode: Normal
detail TrainingMode: False
detail WinTabModeEnabled: False
detail JavaVersion: 1.8
detail CardReaders: OMNIKEY AG Smart Card Reader USB 0
detail ActiveCardReader: OMNIKEY AG Smart Card Reader USB 0
detail RemoteSession: False
detail SessionId: Invented01
`},
		{"validation, labelled as a form", "POST /login/authvalidate HTTP/1.1\nContent-Type: application/x-www-form-urlencoded\nUser-Agent: Mozilla/4.0(compatible;IE;GACv10. 0. 0. 1)\n\n" + validation, `identity-agent joins
join: Invented01
person.id: 999000000001
device.id: 0b5e1f22
device.address: 192.0.2.17
client.product: identity-agent
software gac: 10. 0. 0. 1
detail service: AUTHENTICATION
detail card_type: p11
detail mobility: 0
`},
		{"a client that knows less of itself", "POST /login/authactivate HTTP/1.1\nContent-Type: text/plain;charset=UTF-8\n" +
			`Analytics: {"OSVersion":"Linux","Mode":"Normal","CardReaders":[],"ATR":null,"SessionId":"Invented01"}` + "\n\n" + activation, `identity-agent begins
join: Invented01
device.id: 0b5e1f22
device.address: 192.0.2.17
device.os: Linux
client.product: identity-agent
detail auth_method: 3
detail app_url: NHST
detail service: ACTIVATION
detail Mode: Normal
detail SessionId: Invented01
`},
		{"a challenge asked for elsewhere", "POST /login/authvalidate HTTP/1.1\n\n" + activation, `identity-agent begins
join: Invented01
device.id: 0b5e1f22
device.address: 192.0.2.17
client.product: identity-agent
detail auth_method: 3
detail app_url: NHST
detail service: ACTIVATION
`},
		{"log out", "POST /login/authlogout HTTP/1.1\n\n" + strings.ReplaceAll(validation, "AUTHENTICATION", "LOGOUT"), "other\n"},
		{"role", "GET /saml/RoleSelectionGP.jsp?token=AQIC&selectedRoleUid=1&gacVersion=GACv10.%200.%200.%201 HTTP/1.1\n" + gacAgent, "other\n"},
		{"activation without anything", "GET /login/authactivate HTTP/1.1\n", "identity-agent begins\nclient.product: identity-agent\n"},

		{"OpenID", "GET /openam/oauth2/realms/root/realms/NHSIdentity/realms/Healthcare/authorize?response_type=code&client_id=999999999999.apps.national&scope=openid%20profile&state=s1&acr_values=AAL3_ANY&prompt=login&max_age=900&redirect_uri=https%3A%2F%2Fapp.example.org%2F&login_hint=999000000001 HTTP/1.1\n" + browser, `openid begins
join: s1
application.id: 999999999999.apps.national
client.product: microsoft-edge
client.version: 138.0.0.0
detail response_type: code
detail scope: openid profile
detail acr_values: AAL3_ANY
detail prompt: login
detail max_age: 900
`},
		{"OpenID by POST", "POST /realms/Healthcare/authorize HTTP/1.1\nContent-Type: application/x-www-form-urlencoded\n\nresponse_type=code&client_id=app+one&state=" + strings.Repeat("x", 300), `openid begins
join: sha256:0d4e2ca9e9cbced7a7a5380eb29e1a3783b9b6d0db72de36a1051038e1c1fbc7
application.id: app one
detail response_type: code
`},
		{"OpenID with a pushed request", "GET /authorize?client_id=app&request_uri=urn:ietf:params:oauth:request_uri:x HTTP/1.1\n", "openid begins\napplication.id: app\n"},
		{"some other authorize", "GET /payments/authorize?client_id=app HTTP/1.1\n", "other\n"},
		{"some other authorize by POST", "POST /payments/authorize HTTP/1.1\nContent-Type: application/json\n\n{\"response_type\":\"x\"}", "other\n"},
		{"what follows an authorize", "GET /authorize/device?response_type=code HTTP/1.1\n", "other\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			var a Attempt
			ask(s, request(t, test.request), &a)
			if diff := cmp.Diff(test.want, told(&a)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func TestAgentsOfBrowsers(t *testing.T) {
	s := together(t, shipped(t)...)
	const mozilla = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
	for _, test := range []struct{ agent, client, version, gac string }{
		{mozilla + "Chrome/138.0.0.0 Safari/537.36", "google-chrome", "138.0.0.0", ""},
		{mozilla + "Chrome/138.0.0.0 Safari/537.36 Edg/138.0.3351.65", "microsoft-edge", "138.0.3351.65", ""},
		{mozilla + "Chrome/138.0.0.0 Safari/537.36 OPR/120.0.0.0", "opera", "120.0.0.0", ""},
		{"Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0", "mozilla-firefox", "140.0", ""},
		{"Mozilla/5.0 (Windows NT 10.0; WOW64; Trident/7.0; .NET4.0C; rv:11.0) like Gecko", "internet-explorer", "11.0", ""},
		{"Mozilla/4.0 (compatible; MSIE 7.0; Windows NT 6.1)", "internet-explorer", "7.0", ""},
		{"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15", "safari", "18.5", ""},
		{"Mozilla/4.0(compatible;IE;GACv10. 0. 0. 1)", "", "", "10. 0. 0. 1"},
		{"Mozilla/4.0(compatible;IE;GACv)", "", "", "none"},
		{"curl/8.5.0", "", "", ""},
	} {
		var a Attempt
		s.Agent(map[string][]string{"User-Agent": {test.agent}}, &a)
		gac := ""
		for _, software := range a.Software {
			if gac = software.Version; gac == "" {
				gac = "none"
			}
		}
		if a.Client != test.client || a.Version != test.version || gac != test.gac || a.UserAgent != test.agent {
			t.Errorf("%s: client %q %q, gac %q", test.agent, a.Client, a.Version, gac)
		}
	}
}
