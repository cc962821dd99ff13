package refusal

import (
	"fmt"
	"html"
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/lanyard-id/lanyard/notice"
)

// gatePages are pages that know two codes, at ten on the day of the first window.
func gatePages(t testing.TB) (*Pages, *time.Time) {
	t.Helper()
	now := at(t, "2025-07-08T10:15")
	all := cases(t)
	p := &Pages{
		Lookup: func(asked string) (*Words, bool) {
			switch asked {
			case code:
				return all["several reasons"], true
			case notice.NewCode(7):
				return all["warned"], true
			}
			return nil, false
		},
		Contacts: func() []Contact { return []Contact{always} },
		Address:  func(*http.Request) netip.Addr { return ward },
		Now:      func() time.Time { return now },
		Zone:     london(t),
	}
	return p, &now
}

func get(h http.Handler, target, accept string) *http.Response {
	r := httptest.NewRequest(http.MethodGet, target, nil)
	r.Header.Set("Accept", accept)
	rec := httptest.NewRecorder()
	h.ServeHTTP(rec, r)
	return rec.Result()
}

// TestGoldenPages writes the gate's own pages.
func TestGoldenPages(t *testing.T) {
	for name, target := range map[string]string{
		"help": "/gate/help", "code-form": "/gate/code", "code-found": "/gate/code/" + code, "code-warned": "/gate/code?code=" + url.QueryEscape(notice.NewCode(7)),
		"code-wrong": "/gate/code?code=K7Q2-M9XD-4T5", "code-unknown": "/gate/code/" + url.PathEscape(notice.NewCode(8)), "nothing": "/gate/else",
	} {
		p, _ := gatePages(t)
		for accept, ending := range map[string]string{"text/html": "html", "application/json": "json", "text/plain": "txt"} {
			golden(t, "page-"+name+"."+ending, whole(t, get(p, target, accept)))
		}
	}
	p, _ := gatePages(t)
	for range perMinute {
		get(p, "/gate/code/x", "text/html")
	}
	for accept, ending := range map[string]string{"text/html": "html", "application/json": "json"} {
		golden(t, "page-code-too-many."+ending, whole(t, get(p, "/gate/code/"+code, accept)))
	}
}

// TestCodeTellsNobody looks for whatever of a sign-in a code must not tell.
func TestCodeTellsNobody(t *testing.T) {
	p, _ := gatePages(t)
	w, _ := p.Lookup(code)
	for _, accept := range []string{"text/html", "application/json", "application/xml", "text/plain"} {
		body := html.UnescapeString(whole(t, get(p, "/gate/code/"+code, accept)))
		for _, secret := range append([]string{desk.Name, desk.Phone, desk.Email, issuers.Name, "PC-0117", "ZtBJb9tU7T", "ersion 2.3.2.0 is", "eries is 6", "othing is known", "10:12"}, w.Devices...) {
			if strings.Contains(body, secret) {
				t.Errorf("%s tells %q:\n%s", accept, secret, body)
			}
		}
		for _, told := range []string{"K7Q2", "Smartcards are series 8 or above", "Replace the card", "Your smartcard is too old"} {
			if !strings.Contains(body, told) {
				t.Errorf("%s does not tell %q:\n%s", accept, told, body)
			}
		}
		if !strings.Contains(body, always.Phone) {
			t.Errorf("%s does not tell whom to ring:\n%s", accept, body)
		}
	}
}

// TestCodeCountsAlike counts right codes and wrong ones, and what is none.
func TestCodeCountsAlike(t *testing.T) {
	for name, target := range map[string]string{"right": code, "wrong": notice.NewCode(8), "none": "x", "long": strings.Repeat("A", 5000)} {
		p, now := gatePages(t)
		looked := 0
		lookup := p.Lookup
		p.Lookup = func(code string) (*Words, bool) { looked++; return lookup(code) }
		for i := range perMinute {
			if res := get(p, "/gate/code/"+url.PathEscape(target), "text/html"); res.StatusCode == http.StatusTooManyRequests {
				t.Fatalf("%s: the %dth is refused", name, i+1)
			}
		}
		before := looked
		res := get(p, "/gate/code/"+code, "text/html")
		body, _ := io.ReadAll(res.Body)
		if res.StatusCode != http.StatusTooManyRequests || res.Header.Get("Retry-After") != "60" || !strings.Contains(string(body), "Wait 60 seconds") || looked != before {
			t.Errorf("%s: %d, Retry-After %q, looked up %d times:\n%s", name, res.StatusCode, res.Header.Get("Retry-After"), looked-before, body)
		}
		if res := get(p, "/gate/help", "text/html"); res.StatusCode != http.StatusOK {
			t.Errorf("%s: help is refused", name)
		}
		if res := get(p, "/gate/code", "text/html"); res.StatusCode != http.StatusOK {
			t.Errorf("%s: the form is refused", name)
		}
		*now = now.Add(time.Minute)
		if res := get(p, "/gate/code/"+code, "text/html"); res.StatusCode != http.StatusOK {
			t.Errorf("%s: after a minute %d", name, res.StatusCode)
		}
	}
}

// TestCodeIsReadAsWritten takes a code as people type it.
func TestCodeIsReadAsWritten(t *testing.T) {
	for target, want := range map[string]int{
		"/gate/code/k7q2-m9xd-4t6": 200, "/gate/code?code=K7Q2+M9XD+4T6": 200, "/gate/code/?code=k7q2m9xd4t6": 200,
		"/gate/code/K7Q2M9XD4T5": 404, "/gate/code/K7Q2M9XD4T6/x": 404, "/gate/code//": 404, "/gate/": 404, "/gate/codes": 404, "/gate/help/": 404, "/gate/code/%2F": 404,
		"/gate/code?code=": 200, "/gate/code/%00": 404, "/gate/code/%FF": 404,
	} {
		p, _ := gatePages(t)
		if res := get(p, target, "text/html"); res.StatusCode != want {
			t.Errorf("%s gives %d, want %d", target, res.StatusCode, want)
		}
	}
}

func TestPagesAreOnlyRead(t *testing.T) {
	p, _ := gatePages(t)
	for _, method := range []string{http.MethodPost, http.MethodDelete, "BREW"} {
		rec := httptest.NewRecorder()
		p.ServeHTTP(rec, httptest.NewRequest(method, "/gate/code/"+code, nil))
		if rec.Code != http.StatusMethodNotAllowed || rec.Header().Get("Allow") != "GET, HEAD" {
			t.Errorf("%s gives %d, Allow %q", method, rec.Code, rec.Header().Get("Allow"))
		}
	}
	for i := range perMinute + 1 {
		rec := httptest.NewRecorder()
		p.ServeHTTP(rec, httptest.NewRequest(http.MethodHead, "/gate/code/"+code, nil))
		if want := map[bool]int{true: 200, false: 429}[i < perMinute]; rec.Code != want || rec.Body.Len() > 0 {
			t.Errorf("HEAD %d gives %d with %d bytes", i, rec.Code, rec.Body.Len())
		}
	}
}

// TestFewAreLookedUpAtOnce refuses those beyond, in words, and lets them in when
// one is done.
func TestFewAreLookedUpAtOnce(t *testing.T) {
	p, _ := gatePages(t)
	var addresses uint32
	p.Address = func(*http.Request) netip.Addr {
		addresses++
		return netip.AddrFrom4([4]byte{10, 0, byte(addresses >> 8), byte(addresses)})
	}
	enter, leave := make(chan struct{}), make(chan struct{})
	lookup := p.Lookup
	p.Lookup = func(code string) (*Words, bool) {
		enter <- struct{}{}
		<-leave
		return lookup(code)
	}
	done := make(chan int)
	for range atOnce {
		go func() { done <- get(p, "/gate/code/"+code, "text/html").StatusCode }()
		<-enter
	}
	if res := get(p, "/gate/code/"+code, "text/html"); res.StatusCode != http.StatusServiceUnavailable || res.Header.Get("Retry-After") == "" {
		t.Errorf("one more gives %d", res.StatusCode)
	}
	for range atOnce {
		leave <- struct{}{}
		if status := <-done; status != http.StatusOK {
			t.Errorf("one of them gives %d", status)
		}
	}
	p.Lookup = lookup
	if res := get(p, "/gate/code/"+code, "text/html"); res.StatusCode != http.StatusOK {
		t.Errorf("afterwards %d", res.StatusCode)
	}
}

// FuzzCode asks for any code, in any form: an answer that is well formed, and that
// shows nothing that was not escaped.
func FuzzCode(f *testing.F) {
	f.Add("/gate/code/", "K7Q2-M9XD-4T6", "text/html")
	f.Add("/gate/code?code=", "<script>\"'>&", "application/xml")
	f.Add("/gate/", "\x00\xff../..//", "")
	f.Fuzz(func(t *testing.T, path, typed, accept string) {
		p, _ := gatePages(t)
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		before, query, _ := strings.Cut(path+typed, "?")
		r.URL = &url.URL{Path: before, RawQuery: query}
		r.Header.Set("Accept", accept)
		rec := httptest.NewRecorder()
		p.ServeHTTP(rec, r)
		res := rec.Result()
		body := rec.Body.Bytes()
		checkHeader(t, res.Header)
		if len(body) > maxPage {
			t.Errorf("%d bytes", len(body))
		}
		switch kind := res.Header.Get("Content-Type"); {
		case strings.Contains(kind, "json"):
			checkJSON(t, body)
		case strings.Contains(kind, "xml"):
			checkXML(t, body)
		case strings.Contains(kind, "html"):
			if shown := string(body); strings.Count(shown, "<script") > 0 || strings.Count(shown, "<input") > 1 {
				t.Errorf("%s", shown)
			}
		}
	})
}

// ExamplePages_ServeHTTP shows what a code tells in plain text.
func ExamplePages_ServeHTTP() {
	p := &Pages{
		Lookup: func(string) (*Words, bool) {
			return &Words{Blocked: true, Tell: []string{"Your smartcard is too old; ask your Registration Authority for a new one."}}, true
		},
		Address: func(*http.Request) netip.Addr { return ward },
		Now:     func() time.Time { return time.Date(2026, 5, 7, 8, 0, 0, 0, time.UTC) },
	}
	body, _ := io.ReadAll(get(p, "/gate/code/K7Q2-M9XD-4T6", "text/plain").Body)
	fmt.Println(string(body))
	// Output:
	// Code K7Q2-M9XD-4T6
	//
	// The sign-in was refused.
	// Your smartcard is too old; ask your Registration Authority for a new one.
	//
	// It did not end by itself: it works again once it has been put right.
	//
	// What this is, and where to take the code: /gate/help
	//
	// Look up another code: /gate/code
}
