package refusal

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"
)

const (
	authorize = "/openam/oauth2/authorize?client_id=1.apps.example&state=s3cr3t&nonce=n0nce"
	firefox   = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
)

var ward = netip.MustParseAddr("192.0.2.7")

// navigation is what a browser sends when a person follows a link.
func navigation(target string) *http.Request {
	r := httptest.NewRequest(http.MethodGet, target, nil)
	r.Header.Set("Accept", firefox)
	r.Header.Set("Sec-Fetch-Mode", "navigate")
	r.Header.Set("Sec-Fetch-Dest", "document")
	r.Header.Set("User-Agent", "Mozilla/5.0 (invented)")
	return r
}

// TestDaily shows the page once: the cookie that comes back lets the person on.
func TestDaily(t *testing.T) {
	d, words := &Daily{}, cases(t)["warned"]
	rec := httptest.NewRecorder()
	if !d.Write(rec, navigation(authorize), ward, words) {
		t.Fatal("no page is shown")
	}
	res := rec.Result()
	body, _ := io.ReadAll(res.Body)
	golden(t, "daily.html", res.Status+"\n"+strings.Join([]string{
		"Refresh: " + res.Header.Get("Refresh"), "Set-Cookie: " + res.Header.Get("Set-Cookie"), "Referrer-Policy: " + res.Header.Get("Referrer-Policy"),
		"Cache-Control: " + res.Header.Get("Cache-Control"),
	}, "\n")+"\n\n"+strings.Replace(string(body), looks, "…", 1))
	if got := res.Header.Get("Retry-After"); got != "" {
		t.Errorf("Retry-After is %s", got)
	}

	back := navigation(authorize + "&another=one")
	for _, c := range res.Cookies() {
		if c.Name != warnedCookie || !c.Secure || !c.HttpOnly || c.Path != "/" || c.SameSite != http.SameSiteLaxMode {
			t.Errorf("the cookie is %v", c)
		}
		back.AddCookie(c)
	}
	if rec := httptest.NewRecorder(); d.Write(rec, back, ward, words) || rec.Body.Len() > 0 || len(rec.Header()) > 0 {
		t.Error("the page is shown twice on one day")
	}
	tomorrow := *words
	tomorrow.At = words.At.AddDate(0, 0, 1)
	if !d.Write(httptest.NewRecorder(), back, ward, &tomorrow) {
		t.Error("the page is not shown on the next day")
	}
}

// TestDailyLeaksNothing holds the page to showing nothing of the address that was
// asked for, and to leading nowhere else.
func TestDailyLeaksNothing(t *testing.T) {
	for _, target := range []string{authorize, "//evil.example/%2f..", "/a?next=https://evil.example", "/%0d%0aLocation:%20https://evil.example", "https://evil.example/x?state=s3cr3t"} {
		r := navigation("/")
		r.RequestURI, r.Host = target, "evil.example"
		r.Header.Set("Referer", "https://evil.example/s3cr3t")
		rec := httptest.NewRecorder()
		if !(&Daily{}).Write(rec, r, ward, cases(t)["warned"]) {
			t.Fatal("no page is shown")
		}
		out := whole(t, rec.Result())
		for _, secret := range []string{"s3cr3t", "n0nce", "evil", "Location", "client_id"} {
			if strings.Contains(out, secret) {
				t.Errorf("asked for %s it says %q:\n%s", target, secret, out)
			}
		}
		if rec.Header().Get("Refresh") != "15" || !strings.Contains(out, `<a class="go" href="">`) {
			t.Errorf("it leads elsewhere:\n%s", out)
		}
	}
}

// TestDailyWithoutCookies lets a browser on that keeps no cookies.
func TestDailyWithoutCookies(t *testing.T) {
	d, words := &Daily{}, *cases(t)["warned"]
	due := func(r *http.Request, address netip.Addr) bool {
		return d.Write(httptest.NewRecorder(), r, address, &words)
	}
	if !due(navigation(authorize), ward) {
		t.Fatal("no page is shown")
	}
	words.At = words.At.Add(goesOn * time.Second)
	if due(navigation(authorize), ward) || due(navigation(authorize), netip.MustParseAddr("::ffff:192.0.2.7")) {
		t.Error("the page that went on by itself is shown again")
	}
	if !due(navigation(authorize), netip.MustParseAddr("192.0.2.8")) || !due(navigation(authorize+"&x"), ward) {
		t.Error("somebody else is shown no page")
	}
	words.At = words.At.Add(shownFor)
	if !due(navigation(authorize), ward) {
		t.Error("it is remembered for longer than it should be")
	}
}

// TestDailyForAnOldBrowser names a key where a link without an address may lead to
// somewhere else.
func TestDailyForAnOldBrowser(t *testing.T) {
	r := httptest.NewRequest(http.MethodGet, authorize, nil)
	r.Header = http.Header{"Accept": {"text/html, application/xhtml+xml, */*"}, "User-Agent": {"Mozilla/5.0 (Windows NT 10.0; WOW64; Trident/7.0; rv:11.0)"}}
	rec := httptest.NewRecorder()
	if !(&Daily{}).Write(rec, r, ward, cases(t)["warned"]) {
		t.Fatal("no page is shown")
	}
	if body := rec.Body.String(); strings.Contains(body, `href=""`) || !strings.Contains(body, "after 15 seconds, or at once if you press F5.") {
		t.Errorf("%s", body)
	}
}

// TestDailyIsForPeople shows no page to what is no navigation of a person.
func TestDailyIsForPeople(t *testing.T) {
	for name, change := range map[string]func(*http.Request){
		"post":      func(r *http.Request) { r.Method = http.MethodPost },
		"head":      func(r *http.Request) { r.Method = http.MethodHead },
		"script":    func(r *http.Request) { r.Header.Set("Sec-Fetch-Mode", "cors") },
		"frame":     func(r *http.Request) { r.Header.Set("Sec-Fetch-Dest", "iframe") },
		"picture":   func(r *http.Request) { r.Header.Set("Sec-Fetch-Dest", "image") },
		"prefetch":  func(r *http.Request) { r.Header.Set("Sec-Purpose", "prefetch;prerender") },
		"prefetch2": func(r *http.Request) { r.Header.Set("Purpose", "prefetch") },
		"websocket": func(r *http.Request) { r.Header.Set("Upgrade", "websocket") },
		"machine":   func(r *http.Request) { r.Header.Del("Sec-Fetch-Mode"); r.Header.Set("Accept", "*/*") },
		"old agent": func(r *http.Request) {
			r.Header = http.Header{"User-Agent": {"Mozilla/4.0(compatible;IE;GACv7. 2. 2. 16)"}}
		},
		"warned": func(r *http.Request) { r.Header.Set("Cookie", warnedCookie+"=2025-07-06; "+warnedCookie+"=2025-07-07") },
	} {
		r := navigation(authorize)
		change(r)
		if (&Daily{}).Write(httptest.NewRecorder(), r, ward, cases(t)["warned"]) {
			t.Errorf("%s: a page is shown", name)
		}
	}
	old := navigation(authorize)
	old.Header.Del("Sec-Fetch-Mode")
	for name, r := range map[string]*http.Request{"an old browser": old, "another day": func() *http.Request {
		r := navigation(authorize)
		r.Header.Set("Cookie", warnedCookie+"=2025-07-06")
		return r
	}()} {
		if !(&Daily{}).Write(httptest.NewRecorder(), r, ward, cases(t)["warned"]) {
			t.Errorf("%s: no page is shown", name)
		}
	}
	if (&Daily{}).Write(httptest.NewRecorder(), navigation(authorize), ward, cases(t)["blocked"]) {
		t.Error("a refusal goes on by itself")
	}
}

// TestDailyIsBounded keeps no more than it may, holds nobody up when it is full,
// and goes on when time has passed.
func TestDailyIsBounded(t *testing.T) {
	d, now := &Daily{}, at(t, "2025-07-07T09:30")
	r := navigation("/")
	for i := range maxShown + 10 {
		r.RequestURI = fmt.Sprint("/", i)
		if d.first(r, ward, now) != (i < maxShown) {
			t.Fatalf("request %d", i)
		}
	}
	if len(d.shown) != maxShown {
		t.Errorf("%d are kept", len(d.shown))
	}
	if !d.first(r, ward, now.Add(shownFor)) || len(d.shown) != 1 {
		t.Errorf("%d are kept after a while", len(d.shown))
	}
}
