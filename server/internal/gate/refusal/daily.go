package refusal

import (
	"cmp"
	"hash/maphash"
	"net/http"
	"net/netip"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/lanyard-id/lanyard/notice"
)

const (
	// goesOn is after how many seconds a page of a warning goes on by itself, unless
	// it is told another number.
	goesOn = 15
	// warnedCookie holds the day on which a browser was shown a warning. The prefix
	// keeps other hosts from setting it (RFC 6265bis §4.1.3.2).
	warnedCookie = "__Host-gate-warned"
	// shownFor is how long a request that was answered with a page is known again.
	shownFor = 10 * time.Minute
	// maxShown is how many of them are kept: half a megabyte.
	maxShown = 20_000
)

// Daily shows people a warning, in a page that goes on by itself, at most once a
// day. Its zero value is ready. It must not be copied.
//
// The page leads nowhere but to the request that it answered: its link and the
// Refresh header have no address, and the browser takes its own. So it cannot be
// made to lead elsewhere, and what the address holds (state, nonce) is nowhere in
// it.
//
// The day stands in a cookie. It is not signed: who writes it himself is spared a
// page of his own, and still warned in headers and recorded. A browser that keeps
// no cookies is known by its asking for the same thing again, so that it is not
// held up for ever.
type Daily struct {
	// After is in how many seconds the page goes on; 0 = 15.
	After int

	mu    sync.Mutex
	seed  maphash.Seed
	shown map[uint64]time.Time // what was answered with a page, and when
}

// Write answers a request of a sign-in that is let in with the page of its warning,
// if one is due, and reports whether it did; if not, the request is to be passed
// on. The address is the client's. The caller knows that the extractor allows a
// page here; that it is a person's navigation is found out.
func (d *Daily) Write(w http.ResponseWriter, r *http.Request, address netip.Addr, words *Words) bool {
	day := words.At.Format(time.DateOnly)
	if words.Blocked || !navigates(r) || warnedOn(r, day) || !d.first(r, address, words.At) {
		return false
	}
	l := words.layout()
	l.Going = cmp.Or(d.After, goesOn)
	// Internet Explorer may take a link without an address for the folder of the page.
	l.Press = oldBrowser(r)
	if words.Code != "" {
		l.Stay = page(words.Home, CodePath+"/"+plain(words.Code, maxName))
	}
	h := w.Header()
	http.SetCookie(w, &http.Cookie{
		Name: warnedCookie, Value: day, Path: "/", MaxAge: 24 * 60 * 60,
		HttpOnly: true, Secure: true, SameSite: http.SameSiteLaxMode,
	})
	// Without an address it is the one that was asked for (HTML Standard, "shared
	// declarative refresh steps").
	h.Set("Refresh", strconv.Itoa(l.Going))
	mark(h, notice.Warn, words.Code)
	write(w, r, Page, http.StatusOK, &answer{layout: func() *layout { return l }})
	return true
}

// navigates reports whether a person's browser asks for a page to be shown in its
// window. Old browsers do not say so and are known by what they accept.
func navigates(r *http.Request) bool {
	if r.Method != http.MethodGet || r.Header.Get("Upgrade") != "" ||
		strings.Contains(r.Header.Get("Sec-Purpose")+r.Header.Get("Purpose"), "prefetch") {
		return false
	}
	if mode := r.Header.Get("Sec-Fetch-Mode"); mode != "" { // Fetch Metadata Request Headers §2.2
		// A page in a frame would not be shown: it allows none.
		return mode == "navigate" && r.Header.Get("Sec-Fetch-Dest") == "document"
	}
	return negotiate(r) == Page
}

func warnedOn(r *http.Request, day string) bool {
	for _, c := range r.CookiesNamed(warnedCookie) {
		if c.Value == day {
			return true
		}
	}
	return false
}

// first reports whether a request is not known from a few minutes ago, and keeps
// it. Where too many are kept none is first: then there are warnings without a
// page, and nobody is held up.
func (d *Daily) first(r *http.Request, address netip.Addr, now time.Time) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.shown == nil {
		d.seed, d.shown = maphash.MakeSeed(), map[uint64]time.Time{}
	}
	var h maphash.Hash
	h.SetSeed(d.seed)
	for _, text := range []string{address.Unmap().String(), r.Host, r.RequestURI, r.UserAgent()} {
		_, _ = h.WriteString(text)
		_ = h.WriteByte(0)
	}
	key := h.Sum64()
	if at, ok := d.shown[key]; ok && now.Sub(at).Abs() < shownFor {
		return false
	}
	if len(d.shown) >= maxShown {
		for key, at := range d.shown {
			if now.Sub(at).Abs() >= shownFor {
				delete(d.shown, key)
			}
		}
		if len(d.shown) >= maxShown {
			return false
		}
	}
	d.shown[key] = now
	return true
}
