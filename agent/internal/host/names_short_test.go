package host

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestShortNames(t *testing.T) {
	h := &Host{Identity: Identity{Computer: "W7", DomainName: "NHS"}, Session: Session{User: `NHS\Ann`},
		Services: Services{List: []Service{{Account: "bin"}, {Account: `W7\Lee`}, {Account: "李"}, {Account: `D1\J-W`}, {Account: "007"}}}}
	scrub := Scrubber(h)
	for text, want := range map[string]string{
		`C:\Users\Ann\x.dll`:       `C:\Users\(removed)\x.dll`,
		`D:\Data\ANN\x.dll`:        `D:\Data\(removed)\x.dll`,
		`D:\Data\Ann`:              `D:\Data\(removed)`,
		`"D:\Data\ann" --x`:        `"D:\Data\(removed)" --x`,
		`/home/lee`:                `/home/(removed)`,
		`/srv/lee/x.so: not there`: `/srv/(removed)/x.so: not there`,
		`/srv/lee: not there`:      `/srv/(removed): not there`,
		`/srv/李/x`:                 `/srv/(removed)/x`,
		`/srv/007/x`:               `/srv/(removed)/x`,
		`TRUST\Ann logged on.`:     `TRUST\(removed) logged on.`,
		`as trust-1.local\Ann.`:    `as trust-1.local\(removed).`,
		`W7\admin, w7\x`:           `(removed)\admin, (removed)\x`,
		`(lee@example.org)`:        `((removed)@example.org)`,
		`http://w7:8080/x`:         `http://(removed):8080/x`,
		`\\W7\share\x`:             `\\(removed)\share\x`,
		`--user=ann --x`:           `--user=(removed) --x`,
		`Ann`:                      `(removed)`,
		`of j-w`:                   `of (removed)`,
		// What is no account and no folder stays.
		`C:\Program Files\NHS\x.dll`: `C:\Program Files\NHS\x.dll`,
		`/usr/bin/pcscd`:             `/usr/bin/pcscd`,
		`C:\Tools\ann.exe`:           `C:\Tools\ann.exe`,
		`C:\Tools\ann-1\x`:           `C:\Tools\ann-1\x`,
		`Windows 7, W7 and Ann`:      `Windows 7, W7 and Ann`,
		`Lee Software 1.0`:           `Lee Software 1.0`,
		`joann@example.org`:          `joann@example.org`,
		`jo.ann@example.org`:         `jo.ann@example.org`,
		`version=007`:                `version=007`,
		`007`:                        `007`,
		`ann/or`:                     `ann/or`,
		`annW7`:                      `annW7`,
	} {
		if got := scrub(text); got != want {
			t.Errorf("%q became %q, want %q", text, got, want)
		}
	}
	// A drive is no folder, whoever is called so.
	if got := Scrubber(&Host{Session: Session{User: `TRUST\C`}})(`\\?\C:\x and C:\x`); got != `\\(removed)\C:\x and C:\x` && got != `\\?\C:\x and C:\x` {
		t.Errorf("%q", got)
	}
}

// Where a folder or an account stands no name of this machine or its people is left,
// however short; in sentences nothing is taken away.
func TestRedactLeavesNoShortName(t *testing.T) {
	places := []string{`C:\Users\%`, `C:\d1\%\e1.dll`, `"D:\d1\%" --f1`, `/home/%`, `/d1/%/e1`, `D1\%`, `as D1\% now`, `(D1\%)`, `%\d1`, `x1: %\d1`,
		`%@d1.example`, `<%@d1.example>`, `\\%\d1`, `f1=%`, `%`, `d1;/e1/%;/f1`, `file:///d1/%`, `S-1-5-21-1: D1\%`}
	rapid.Check(t, func(t *rapid.T) {
		h := drawn(t)
		name := rapid.StringMatching(`[QZ][a-zA-Z0-9]{0,2}|ßq?|李`).Draw(t, "name")
		as := rapid.SampledFrom([]string{name, strings.ToLower(name), strings.ToUpper(name)}).Draw(t, "as")
		sentence := "see the " + name + " of it"
		want := map[string]bool{}
		visit{text: func(l leaf) {
			switch l.reveals {
			case revealsPerson, revealsDeviceName, revealsDeviceID:
				l.value.SetString("")
			case revealsText, revealsPath:
				if rapid.Bool().Draw(t, "sentence") {
					l.value.SetString(sentence)
					want[l.path] = true
				} else {
					l.value.SetString(strings.ReplaceAll(rapid.SampledFrom(places).Draw(t, "place"), "%", as))
				}
			}
		}}.walk(reflect.ValueOf(h), "", "")
		switch rapid.IntRange(0, 3).Draw(t, "whose") {
		case 0:
			h.Identity.Computer = name
		case 1:
			h.Session.User = name
		case 2:
			h.Session.User = `TRUST\` + name
		default:
			h.Session.User = name + "@trust.example"
		}
		visit{text: func(l leaf) {
			if l.reveals != revealsText && l.reveals != revealsPath {
				return
			}
			got := l.value.String()
			switch isThere := slices.ContainsFunc(tokens(got), func(w string) bool { return folded(w) == folded(name) }); {
			case want[l.path] && got != sentence:
				t.Fatalf("%s: the sentence became %q", l.path, got)
			case !want[l.path] && isThere:
				t.Fatalf("%s: %s is still in %q", l.path, name, got)
			}
		}}.walk(reflect.ValueOf(Redact(h)), "", "")
	})
}
