package live

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/google/go-cmp/cmp"

	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/test/browser"
	"github.com/lanyard-id/lanyard/test/need"
)

// TestInABrowser does in one Chromium what only a browser can tell.
func TestInABrowser(t *testing.T) {
	parent := browser.Start(t)
	t.Run("accessible", func(t *testing.T) { accessible(t, parent) })
	t.Run("updates", func(t *testing.T) { updates(t, parent) })
	t.Run("keyboard", func(t *testing.T) { keyboard(t, parent) })
	t.Run("stale", func(t *testing.T) { stale(t, parent) })
	t.Run("another edition", func(t *testing.T) { anotherEdition(t, parent) })
	t.Run("without script", func(t *testing.T) { withoutScript(t, parent) })
	t.Run("print", func(t *testing.T) { paper(t, parent) })
}

// serve puts a gate's page on an address of this machine.
func serve(t *testing.T, h http.Handler) string {
	t.Helper()
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	return s.URL
}

// until waits until a script comes to true in a tab, also while the tab goes to
// another page. What never does ends with the browser.
func until(t *testing.T, tab context.Context, script string) {
	t.Helper()
	wait := chromedp.Evaluate[bool](`new Promise((done) => { let n = 0; const look = () => (`+script+`) ? done(true) : n++ < 20 ? setTimeout(look, 20) : done(false); look(); })`, chromedp.EvalAwaitPromise)
	for tries := 0; ; {
		is, err := chromedp.Run(tab, wait)
		switch {
		case is:
			return
		case err != nil && (tries == 20 || tab.Err() != nil):
			t.Fatalf("%v, waiting for %s", err, script)
		case err != nil:
			tries++
		}
	}
}

func text(t *testing.T, tab context.Context, selector string) string {
	t.Helper()
	return strings.Join(strings.Fields(browser.Eval[string](t, tab, `document.querySelector('`+selector+`').innerText`)), " ")
}

// keepPicture keeps a screenshot in the directory that SCREENSHOTS names, for people.
func keepPicture(t *testing.T, tab context.Context, name string) {
	dir := os.Getenv("SCREENSHOTS")
	if dir == "" {
		return
	}
	png, err := chromedp.Run(tab, chromedp.FullScreenshot(100))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, name+".png"), png, 0o644); err != nil {
		t.Fatal(err)
	}
}

// accessible runs axe-core over the page in each of its states on a screen, a
// phone and paper, and looks for what it does not see: a page that is wider than
// its window, and texts of others that run.
func accessible(t *testing.T, parent context.Context) {
	l, c := morning(t)
	held := standing(t, c)
	plan := held.Plan()
	held.Plan = func() Plan {
		p := plan
		p.Hold, p.Armed, p.Why = &Hold{"Ann Example", "wards are locked out", day(t, 10, 20, 0)}, false, "Nobody armed it."
		return p
	}
	held.Clock = func() Clock { return Clock{Now: c.now(), Rehearsal: true, Rate: 60} }
	hostile := hostileGate(c)
	pages := map[string]string{
		"morning":     serve(t, l.Handler(standing(t, c))) + "/",
		"requirement": serve(t, l.Handler(standing(t, c))) + "/?of=requirements&name=care-identity-2025&part=identity-agent&chart=2h&sort=name",
		"pair":        serve(t, l.Handler(standing(t, c))) + "/?of=organisations&name=ORG-06&notice=care-identity-2025&requirement=identity-agent&chart=2m",
		"held":        serve(t, l.Handler(held)) + "/",
		"hostile":     serve(t, hostile.Handler(hostileSources(t, c))) + "/",
		"bare":        serve(t, New(Options{Now: c.now}).Handler(Sources{})) + "/",
		"record":      serve(t, l.Handler(standing(t, c))) + "/code/K7Q2M9XD4T6",
		"trouble":     serve(t, l.Handler(standing(t, c))) + "/code?code=nonsense",
	}
	for name, address := range pages {
		for _, width := range []int64{1280, 390} {
			t.Run(fmt.Sprintf("%s %d", name, width), func(t *testing.T) {
				tab := browser.Visit(t, parent, address, width)
				if wide := browser.Eval[int64](t, tab, `document.documentElement.scrollWidth`); wide > width {
					t.Errorf("the page is %d pixels wide", wide)
				}
				if browser.Eval[bool](t, tab, `'hacked' in window`) {
					t.Error("a text of others ran as a script")
				}
				browser.Violations(t, tab)
				keepPicture(t, tab, fmt.Sprintf("%s-%d", name, width))
				if width > 600 {
					if _, err := chromedp.Call(tab, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"}); err != nil {
						t.Fatal(err)
					}
					browser.Violations(t, tab)
				}
			})
		}
	}
}

// updates: the page puts in place what changed, and keeps what the reader is at.
func updates(t *testing.T, parent context.Context) {
	l, c := morning(t)
	tab := browser.Visit(t, parent, serve(t, l.Handler(standing(t, c)))+"/", 1280)
	browser.Do(t, tab, chromedp.Evaluate[chromedp.Void](`
		document.querySelector('details').open = true;
		document.getElementById('reason').value = 'wards are';
		document.getElementById('organisations-by-warned').focus();
		window.kept = document.getElementById('reason');`))
	c.move(time.Second)
	for range 77 {
		l.Decided(decided(c.now(), "ORG-12", "2.3.1.0", notice.Block, notice.Block, ""))
	}
	until(t, tab, `document.querySelector('.figures .blocked .number').textContent === '`+thousands(l.state(&Sources{}, query{}).LastMinute.Blocked)+`'`)
	if got := text(t, tab, "#time"); got != "Tuesday 8 July 2025 10:22:42 BST" {
		t.Errorf("the time is %q", got)
	}
	until(t, tab, `document.querySelector('#organisations-list tbody tr').innerText.includes('ORG-12')`)
	kept := browser.Eval[[]bool](t, tab, `[document.querySelector('details').open, window.kept === document.getElementById('reason'), window.kept.value === 'wards are', document.activeElement.id === 'organisations-by-warned']`)
	if diff := cmp.Diff([]bool{true, true, true, true}, kept); diff != "" {
		t.Errorf("open, the field, its text, the focus (-want +got)\n%s", diff)
	}
	// Rows stand still where the pointer moves.
	browser.Do(t, tab, chromedp.Evaluate[chromedp.Void](`
		window.row = document.querySelector('#now-organisations-list tbody tr');
		window.clock = Date.now;
		window.stood = Date.now();
		Date.now = () => window.stood; // so that a slow machine is no pause of the pointer
		window.row.dispatchEvent(new PointerEvent('pointermove', {bubbles: true}));`))
	c.move(time.Second)
	l.Decided(decided(c.now(), "ORG-12", "2.3.1.0", notice.Block, notice.Block, ""))
	until(t, tab, `document.querySelector('#time').innerText.includes('10:22:43')`)
	if !browser.Eval[bool](t, tab, `window.row.isConnected`) {
		t.Error("rows move below the pointer")
	}
	browser.Do(t, tab, chromedp.Evaluate[chromedp.Void](`Date.now = window.clock`))
	until(t, tab, `!window.row.isConnected`)
	// While it is stopped nothing changes, and the page says so.
	browser.Do(t, tab, chromedp.Click(chromedp.ID("pause")))
	c.move(time.Minute)
	if got := text(t, tab, "#pause"); got != "Go on updating" {
		t.Errorf("the button says %q", got)
	}
	browser.Do(t, tab, chromedp.Click(chromedp.ID("pause")))
	until(t, tab, `document.querySelector('#time').innerText.includes('10:23:43')`)
}

// keyboard holds all blocks, gives the plan back, sorts, filters and looks further
// back without a mouse.
func keyboard(t *testing.T, parent context.Context) {
	l, c := morning(t)
	sources := standing(t, c)
	var mu sync.Mutex
	var hold *Hold
	set := func(h *Hold) {
		mu.Lock()
		defer mu.Unlock()
		hold = h
	}
	plan := sources.Plan()
	sources.Plan = func() Plan {
		mu.Lock()
		defer mu.Unlock()
		p := plan
		p.Hold = hold
		return p
	}
	sources.Hold = func(_ context.Context, by, reason string) error { set(&Hold{by, reason, c.now()}); return nil }
	sources.Release = func(_ context.Context, by, reason string) error { set(nil); return nil }
	tab := browser.Visit(t, parent, serve(t, l.Handler(sources))+"/", 1280)
	press := func(keys string) { browser.Do(t, tab, chromedp.KeyEvent(keys)) }
	focus := func() string {
		return browser.Eval[string](t, tab, `document.activeElement.id || document.activeElement.innerText`)
	}
	// From the top: skip link, refresh, stop updating, the sections, name, reason, button.
	var order []string
	for range 15 {
		press("\t")
		order = append(order, focus())
	}
	if diff := cmp.Diff([]string{"Skip to main content", "refresh", "pause", "Hold", "Over time", "Now", "Budget", "What stopped coming", "Tables", "The plan", "A decision by its code", "The gate itself", "by", "reason", "act"}, order); diff != "" {
		t.Errorf("the tabulator leads (-want +got)\n%s", diff)
	}
	fill := func(by, reason string) {
		browser.Do(t, tab, chromedp.Evaluate[chromedp.Void](`document.getElementById('by').focus()`))
		press(by)
		press("\t")
		press(reason)
		press("\t")
	}
	fill("Ann Example", "wards are locked out")
	press("\r")
	until(t, tab, `document.querySelector('#hold .headline')?.innerText.includes('wards are locked out')`)
	if got := text(t, tab, "#blocks .headline"); got != "Blocks are due now, but only warn: all blocks are held." {
		t.Errorf("held: %q", got)
	}
	if got := text(t, tab, "#hold-form .headline"); got != "Held since 10:22:41 by Ann Example: wards are locked out." {
		t.Errorf("held: %q", got)
	}
	fill("Ben Example", "mended")
	press(" ")
	until(t, tab, `document.querySelector('#act').innerText === 'Hold all blocks'`)
	if got := text(t, tab, "#blocks .headline"); got != "Sign-ins that fall short are refused now, but not where the lock-out budget is used up: 1 organisation." {
		t.Errorf("given back: %q", got)
	}
	// Another holds while this page is open: it is told, and the form is the other.
	set(&Hold{"Cat Example", "by the command line", c.now()})
	until(t, tab, `document.getElementById('said').textContent.startsWith('Blocks are due now, but only warn: all blocks are held.')`)
	until(t, tab, `document.querySelector('#act').innerText === 'Give the plan back'`)
	set(nil)

	rows := func() string {
		return browser.Eval[string](t, tab, `[...document.querySelectorAll('#organisations-list tbody .row-name')].slice(0, 3).map((th) => th.innerText).join()`)
	}
	browser.Do(t, tab, chromedp.Evaluate[chromedp.Void](`document.getElementById('organisations-by-allowed').focus()`))
	press("\r")
	until(t, tab, `document.querySelector('#organisations-by-allowed').parentElement.getAttribute('aria-sort') === 'descending'`)
	if got := rows(); got != "ORG-01,ORG-02,ORG-04" || focus() != "organisations-by-allowed" {
		t.Errorf("sorted by allowed: %s, focus on %s", got, focus())
	}
	press("\r")
	until(t, tab, `document.querySelector('#organisations-by-allowed').parentElement.getAttribute('aria-sort') === 'ascending'`)
	browser.Do(t, tab, chromedp.Evaluate[chromedp.Void](`document.getElementById('find').focus()`))
	press("org-1")
	until(t, tab, `document.getElementById('organisations-fit').innerText === '3 of 11 organisations fit.'`)
	if at := browser.Eval[string](t, tab, `location.search`); at != "?sort=-allowed&find=org-1" {
		t.Errorf("the address is %q", at)
	}
	if file := browser.Eval[string](t, tab, `document.getElementById('organisations-csv').getAttribute('href')`); file != "/organisations.csv?find=org-1&sort=-allowed&span=window" {
		t.Errorf("the file is %q", file)
	}
	browser.Do(t, tab, chromedp.Evaluate[chromedp.Void](`document.activeElement.select()`))
	press("\b")
	until(t, tab, `document.getElementById('organisations-fit').innerText === '11 organisations since the window opened.'`)
	browser.Do(t, tab, chromedp.Evaluate[chromedp.Void](`document.getElementById('chart-2h').focus()`))
	press("\r")
	until(t, tab, `document.querySelector('#chart-2h').getAttribute('aria-current') === 'true'`)
	if got := text(t, tab, "#curve p"); got != "All sign-ins, per minute of the gate’s clock." || focus() != "chart-2h" {
		t.Errorf("the picture is of %q, focus on %s", got, focus())
	}
	// Links of rows lead to the picture, where the reader goes on.
	follow := func(link, says string) {
		t.Helper()
		browser.Do(t, tab, chromedp.Evaluate[chromedp.Void](`document.querySelector('`+link+`').focus()`))
		press("\r")
		until(t, tab, `document.querySelector('#curve p').innerText.startsWith('`+says+`')`)
		if !browser.Eval[bool](t, tab, `document.activeElement.id === 'chart-h' && (({top, bottom}) => top >= 0 && bottom <= innerHeight)(document.activeElement.getBoundingClientRect())`) {
			t.Errorf("after %s the focus is on %s, or out of sight", link, focus())
		}
	}
	follow("#requirements-list .over-time", "Sign-ins that fell short of Identity Agent is a supported version")
	follow("#organisations-list .over-time", "Sign-ins of ORG-06, per minute")
	follow("#now-organisations-list tbody small a", "Sign-ins of ORG-06 that fell short of Identity Agent is a supported version, per second of the gate’s clock.")
	browser.Do(t, tab, chromedp.Evaluate[chromedp.Void](`document.getElementById('chart-requirement').focus()`))
	press("\r")
	until(t, tab, `document.querySelector('#curve p').innerText.startsWith('Sign-ins that fell short of Identity Agent is a supported version')`)
	// The focus goes with its row, and not with the place of the row.
	browser.Do(t, tab, chromedp.Evaluate[chromedp.Void](`(window.kept = document.querySelectorAll('#now-organisations-list .over-time')[1]).focus()`))
	was := focus()
	if of := browser.Eval[string](t, tab, `document.activeElement.innerText`); !strings.HasSuffix(of, "ORG-09") {
		t.Errorf("the second row is %q", of)
	}
	c.move(time.Second)
	for range 50 {
		l.Decided(decided(c.now(), "ORG-12", "2.3.1.0", notice.Block, notice.Block, ""))
	}
	until(t, tab, `!window.kept.isConnected && document.querySelector('#now-organisations-list .row-name').innerText === 'ORG-12'`)
	if focus() != was {
		t.Errorf("the focus went from %s to %s", was, focus())
	}
}

// stale: when the gate does not answer the page says how old it is, and it goes on
// by itself when the gate is back.
func stale(t *testing.T, parent context.Context) {
	l, c := morning(t)
	h := l.Handler(standing(t, c))
	var away atomic.Bool
	address := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if away.Load() {
			w.Header().Set("Content-Type", "text/plain")
			return // something answers, and it is not the page
		}
		h.ServeHTTP(w, r)
	}))
	tab := browser.Visit(t, parent, address+"/", 1280)
	away.Store(true)
	until(t, tab, `!document.getElementById('stale').hidden`)
	if got := text(t, tab, "#stale"); got != "This page is old: it is as at 10:22:41 BST by the gate’s clock. The gate does not answer; it is asked again each second." {
		t.Errorf("it says %q", got)
	}
	if got := browser.Eval[string](t, tab, `document.getElementById('said').textContent`); got != "The page is old: the gate does not answer." {
		t.Errorf("it is said %q", got)
	}
	browser.Violations(t, tab)
	keepPicture(t, tab, "stale")
	c.move(10 * time.Second)
	away.Store(false)
	until(t, tab, `document.getElementById('stale').hidden`)
	if got := text(t, tab, "#time"); !strings.Contains(got, "10:22:51") {
		t.Errorf("the time is %q", got)
	}
}

// anotherEdition: when another program answers, the page loads itself with its own
// script.
func anotherEdition(t *testing.T, parent context.Context) {
	l, c := morning(t)
	h := l.Handler(standing(t, c))
	var old atomic.Bool
	old.Store(true)
	tab := browser.Visit(t, parent, serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !old.Load() || r.URL.Path != "/" {
			h.ServeHTTP(w, r)
			return
		}
		rec := httptest.NewRecorder()
		h.ServeHTTP(rec, r)
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = w.Write(bytes.ReplaceAll(rec.Body.Bytes(), []byte(`data-edition="`+edition), []byte(`data-edition="older`)))
	}))+"/", 1280)
	browser.Do(t, tab, chromedp.Evaluate[chromedp.Void](`window.before = true`))
	old.Store(false)
	until(t, tab, `!window.before && document.body && document.body.dataset.edition === '`+edition+`'`)
}

// withoutScript holds the page to showing everything where no script runs: sorted,
// filtered and refreshed by links and forms.
func withoutScript(t *testing.T, parent context.Context) {
	l, c := morning(t)
	address := serve(t, l.Handler(standing(t, c)))
	tab, cancel := chromedp.NewContext(parent)
	defer cancel()
	browser.Do(t, tab, chromedp.Navigate("about:blank"))
	if _, err := chromedp.Call(tab, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}); err != nil {
		t.Fatal(err)
	}
	browser.Do(t, tab, chromedp.Navigate(address+"/?sort=-name"))
	if visible := browser.Eval[bool](t, tab, `document.getElementById('pause').checkVisibility()`); visible {
		t.Error("a button is shown that does nothing")
	}
	if first := text(t, tab, "#organisations-list tbody .row-name"); first != "ORG-12" {
		t.Errorf("the first row is %q", first)
	}
	if n := browser.Eval[int](t, tab, `[...document.querySelectorAll('figure svg.wide path')].filter((p) => p.getAttribute('d')).length`); n != 3 {
		t.Errorf("the picture has %d kinds of bars", n)
	}
	c.move(time.Minute)
	browser.Do(t, tab, chromedp.Navigate(browser.Eval[string](t, tab, `document.getElementById('refresh').href`)))
	if got := text(t, tab, "#time"); !strings.Contains(got, "10:23:41") {
		t.Errorf("after a refresh the time is %q", got)
	}
	if first := text(t, tab, "#organisations-list tbody .row-name"); first != "ORG-12" {
		t.Errorf("after a refresh the first row is %q", first)
	}
}

// paper prints the page.
func paper(t *testing.T, parent context.Context) {
	l, c := morning(t)
	tab := browser.Visit(t, parent, serve(t, l.Handler(standing(t, c)))+"/", 1280)
	pdf, err := chromedp.Run(tab, chromedp.PrintToPDF(chromedp.PDFPreferCSSPageSize(), chromedp.PDFPrintBackground()))
	if err != nil {
		t.Fatal(err)
	}
	if dir := os.Getenv("SCREENSHOTS"); dir != "" {
		if err := os.WriteFile(filepath.Join(dir, "paper.pdf"), pdf, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.Command(need.Program(t, "pdftotext"), "-layout", "-", "-")
	cmd.Stdin = bytes.NewReader(pdf)
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	pages := strings.Split(strings.TrimSuffix(string(out), "\f"), "\f")
	if len(pages) > 5 {
		t.Errorf("%d pages", len(pages))
	}
	for _, want := range []string{"10:22:41 BST", "Sign-ins that fall short are refused now, but not where", "37 minutes to go", "ORG-05 Invented Surgery came 277 times in the hour before and not since 10:00. Ring Invented Surgery IT, 01632 960002, Mon-Fri 08:00-18:00.", "50 of 50 people", "ORG-12"} {
		if !strings.Contains(strings.Join(strings.Fields(string(out)), " "), want) {
			t.Errorf("on paper there is no %q", want)
		}
	}
	for _, not := range []string{"Skip to main content", "Refresh", "Stop updating", "Your name", "Save as", "Let blocks hold again", "The numbers"} {
		if strings.Contains(string(out), not) {
			t.Errorf("on paper there is %q", not)
		}
	}
}
