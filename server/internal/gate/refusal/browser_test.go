package refusal

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"os/exec"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"github.com/lanyard-id/lanyard/test/browser"
	"github.com/lanyard-id/lanyard/test/need"
)

// everyPage serves every page that people may see, each under a name.
func everyPage(t *testing.T) (*httptest.Server, []string) {
	mux, names := http.NewServeMux(), []string{}
	show := func(name string, write http.HandlerFunc) {
		names = append(names, name)
		mux.HandleFunc("/"+name, write)
	}
	all := cases(t)
	for _, name := range []string{"blocked", "for good", "several reasons"} {
		words := all[name]
		show(strings.ReplaceAll(name, " ", "-"), func(w http.ResponseWriter, r *http.Request) { Write(w, r, Page, http.StatusForbidden, words) })
	}
	show("hostile", func(w http.ResponseWriter, r *http.Request) {
		words := &Words{Blocked: true, Code: code, At: at(t, "2025-07-08T10:12"), Devices: hostile, Home: "/"}
		for i, text := range hostile {
			words.Tell = append(words.Tell, text)
			words.Reasons = append(words.Reasons, Reason{Requirement: text, Title: text, Why: text, Do: text, Who: text, Say: text})
			words.Contacts = append(words.Contacts, Contact{Team: text, Name: text, Phone: text, Email: hostile[(i+1)%len(hostile)], Hours: text})
		}
		for i := range words.Contacts { // four are shown: other ones each time
			words.Contacts[i%4], words.Contacts[(i*7)%len(hostile)] = words.Contacts[(i*7)%len(hostile)], words.Contacts[i%4]
		}
		Write(w, r, Page, http.StatusForbidden, words)
	})
	show("away", func(w http.ResponseWriter, r *http.Request) {
		trouble := TroubleOf(http.StatusBadGateway)
		trouble.Contacts, trouble.Home = []Contact{always}, "/"
		WriteTrouble(w, r, Page, trouble)
	})
	show("daily", func(w http.ResponseWriter, r *http.Request) {
		r.Header.Del("Cookie")
		(&Daily{}).Write(w, r, ward, all["warned"])
	})
	for name, target := range map[string]string{"form": "/gate/code", "found": "/gate/code/" + code, "wrong": "/gate/code/<b>wrong", "help": "/gate/help"} {
		p, _ := gatePages(t)
		p.Address = func(*http.Request) netip.Addr { return netip.Addr{} }
		show(name, func(w http.ResponseWriter, r *http.Request) {
			r.URL.Path = target
			p.limit = limit{}
			p.ServeHTTP(w, r)
		})
	}
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	return server, names
}

// TestInABrowser does in one Chromium what only a browser can tell.
func TestInABrowser(t *testing.T) {
	parent := browser.Start(t)
	t.Run("accessible", func(t *testing.T) { accessible(t, parent) })
	t.Run("forced colours", func(t *testing.T) { forcedColours(t, parent) })
	t.Run("paper", func(t *testing.T) { paper(t, parent) })
	t.Run("goes on", func(t *testing.T) { goesOnByItself(t, parent) })
	t.Run("keyboard", func(t *testing.T) { keyboard(t, parent) })
}

// accessible runs axe-core over every page, wide in the light and as narrow as
// there is in the dark, and looks for what it does not see: a page wider than its
// window, a style that the policy did not let in, and a text that ran.
func accessible(t *testing.T, parent context.Context) {
	server, names := everyPage(t)
	for _, name := range names {
		for _, look := range []struct {
			width          int64
			scheme, ground string
		}{{1280, "light", "rgb(255, 255, 255)"}, {320, "dark", "rgb(29, 38, 44)"}} {
			t.Run(fmt.Sprintf("%s %d %s", name, look.width, look.scheme), func(t *testing.T) {
				tab := browser.Visit(t, parent, server.URL+"/"+name, look.width)
				emulate(t, tab, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: look.scheme}}})
				if wide := browser.Eval[int64](t, tab, `document.documentElement.scrollWidth`); wide > look.width {
					t.Errorf("the page is %d pixels wide", wide)
				}
				if browser.Eval[bool](t, tab, `'hacked' in window`) {
					t.Error("a text ran as a script")
				}
				style := browser.Eval[[]string](t, tab, `((s) => [s.maxWidth, s.backgroundColor])(getComputedStyle(document.querySelector('main')))`)
				if style[0] != "704px" || style[1] != look.ground {
					t.Errorf("the style is not in force: %q", style)
				}
				if n := browser.Eval[int](t, tab, `document.querySelectorAll('h1').length`); n != 1 {
					t.Errorf("%d first headings", n)
				}
				browser.Violations(t, tab)
			})
		}
	}
}

func emulate(t *testing.T, tab context.Context, media emulation.SetEmulatedMediaParams) {
	t.Helper()
	if _, err := chromedp.Call(tab, emulation.SetEmulatedMedia, media); err != nil {
		t.Fatal(err)
	}
}

// forcedColours shows what stands out by a border alone where a browser takes all
// grounds away, and runs axe-core over it.
func forcedColours(t *testing.T, parent context.Context) {
	server, _ := everyPage(t)
	for name, selectors := range map[string]string{"blocked": "['.when', '.contact', '.code']", "daily": "['.when', '.go']", "wrong": "['input', 'button']"} {
		tab := browser.Visit(t, parent, server.URL+"/"+name, 390)
		emulate(t, tab, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "forced-colors", Value: "active"}}})
		borders := browser.Eval[[]string](t, tab, selectors+`.map((s) => ((c) => c.borderLeftWidth + ' ' + c.borderLeftStyle + ' ' + c.borderLeftColor)(getComputedStyle(document.querySelector(s))))`)
		for _, border := range borders {
			if strings.HasPrefix(border, "0px") || !strings.Contains(border, "solid") || strings.Contains(border, "rgba(0, 0, 0, 0)") || strings.HasSuffix(border, "rgb(255, 255, 255)") {
				t.Errorf("%s: of the borders %q one is not seen", name, borders)
			}
		}
		browser.Violations(t, tab)
	}
}

// paper prints a refusal on one sheet, with its code larger than all else.
func paper(t *testing.T, parent context.Context) {
	server, _ := everyPage(t)
	tab := browser.Visit(t, parent, server.URL+"/blocked", 1280)
	pdf, err := chromedp.Run(tab, chromedp.PrintToPDF())
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(need.Program(t, "pdftotext"), "-layout", "-", "-")
	cmd.Stdin = strings.NewReader(string(pdf))
	text, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	pages := strings.Split(strings.TrimSuffix(string(text), "\f"), "\f")
	if len(pages) != 1 {
		t.Errorf("%d sheets", len(pages))
	}
	for _, want := range []string{"K7Q2-M9XD-4T6", "01632 960 001", "It works again from 11:00 today.", "Update Identity Agent"} {
		if !strings.Contains(string(text), want) {
			t.Errorf("on paper there is no %q:\n%s", want, text)
		}
	}
	emulate(t, tab, emulation.SetEmulatedMediaParams{Media: "print"})
	sizes := browser.Eval[[]float64](t, tab, `['.code', 'h1'].map((s) => parseFloat(getComputedStyle(document.querySelector(s)).fontSize))`)
	if sizes[0] <= sizes[1] {
		t.Errorf("the code has %v pixels, the heading %v", sizes[0], sizes[1])
	}
	browser.Violations(t, tab)
}

// goesOnByItself holds the warning to leading to what was asked for, by itself and
// by its link, in a browser that keeps the cookie and in one that keeps none.
func goesOnByItself(t *testing.T, parent context.Context) {
	const query = "?client_id=1.apps.example&state=s3cr3t%2F&nonce=n%26n"
	for day, test := range []struct {
		name    string
		after   int
		cookies bool
	}{{"by itself", 1, true}, {"by its link", 3600, true}, {"by itself without cookies", 1, false}, {"by its link without cookies", 3600, false}} {
		t.Run(test.name, func(t *testing.T) {
			d, words := &Daily{After: test.after}, *cases(t)["warned"]
			words.At = words.At.AddDate(0, 0, day+1) // the browser keeps the cookies of the tests before
			var passed, asked atomic.Int32
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if r.URL.Path != "/authorize" {
					http.NotFound(w, r)
					return
				}
				asking := d
				if !test.cookies {
					r.Header.Del("Cookie")
				} else if asked.Load() > 0 {
					asking = &Daily{} // as another gate, which knows the cookie alone
				}
				asked.Add(1)
				if asking.Write(w, r, ward, &words) {
					return
				}
				passed.Add(1)
				w.Header().Set("Content-Type", "text/html")
				fmt.Fprintf(w, "<title>in</title><p id=in>%s %s</p>", strings.ReplaceAll(r.URL.RawQuery, "&", "&amp;"), r.Referer())
			}))
			defer server.Close()
			tab, cancel := chromedp.NewContext(parent)
			defer cancel()
			browser.Do(t, tab, chromedp.Navigate(server.URL+"/authorize"+query))
			if test.after > 1 {
				if title := browser.Eval[string](t, tab, `document.title`); !strings.Contains(title, "You can sign in") {
					t.Fatalf("the page is %q", title)
				}
				browser.Do(t, tab, chromedp.Click(chromedp.CSS(`a.go`)))
			}
			ctx, stop := context.WithTimeout(tab, time.Minute)
			defer stop()
			browser.Do(t, ctx, chromedp.WaitVisible(chromedp.CSS(`#in`)))
			if got := browser.Eval[string](t, tab, `document.querySelector('#in').textContent.trim()`); got != query[1:] {
				t.Errorf("it went on to %q, want %q and no referrer", got, query[1:])
			}
			if passed.Load() != 1 || asked.Load() != 2 {
				t.Errorf("asked %d times, let on %d times", asked.Load(), passed.Load())
			}
		})
	}
}

// keyboard looks a code up without a mouse and without a script.
func keyboard(t *testing.T, parent context.Context) {
	p, _ := gatePages(t)
	server := httptest.NewServer(p)
	defer server.Close()
	tab, cancel := chromedp.NewContext(parent)
	defer cancel()
	browser.Do(t, tab, chromedp.Navigate("about:blank"))
	if _, err := chromedp.Call(tab, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}); err != nil {
		t.Fatal(err)
	}
	browser.Do(t, tab, chromedp.Navigate(server.URL+"/gate/code"), chromedp.KeyEvent("\t"), chromedp.KeyEvent("k7q2 m9xd 4t6"), chromedp.KeyEvent("\r"))
	ctx, stop := context.WithTimeout(tab, time.Minute)
	defer stop()
	browser.Do(t, ctx, chromedp.WaitVisible(chromedp.CSS(`.mend`)))
	if got := browser.Eval[string](t, tab, `document.querySelector('h1').textContent`); got != "Code K7Q2-M9XD-4T6" {
		t.Errorf("it leads to %q", got)
	}
}
