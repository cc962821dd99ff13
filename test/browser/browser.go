package browser

import (
	"context"
	"net/url"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"github.com/lanyard-id/lanyard/test/need"
)

// longest keeps a browser that hangs from lasting; nothing depends on it else.
const longest = 5 * time.Minute

// Start starts one Chromium for all that a test does with it. What it returns is
// the parent of all tabs.
func Start(t testing.TB) context.Context {
	t.Helper()
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(need.Program(t, "chromium")), chromedp.DisableGPU, chromedp.NoSandbox) // as root there is no sandbox; the pages are ours
	ctx, cancel := context.WithTimeout(context.Background(), longest)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewExecAllocator(ctx, options...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	Do(t, ctx, chromedp.Navigate("about:blank"))
	return ctx
}

// Do does steps in a tab.
func Do(t testing.TB, tab context.Context, steps ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	if err := chromedp.Do(tab, steps...); err != nil {
		t.Fatal(err)
	}
}

// Eval gives what a script in a tab comes to.
func Eval[T any](t testing.TB, tab context.Context, script string, options ...chromedp.EvaluateOption) T {
	t.Helper()
	v, err := chromedp.Run(tab, chromedp.Evaluate[T](script, options...))
	if err != nil {
		t.Fatalf("%v, evaluating %.200s", err, script)
	}
	return v
}

// heard is what a tab says and asks for that it must not.
type heard struct {
	sync.Mutex
	home  string // the beginning of addresses that it may ask for; "" = of none
	words []string
}

func (h *heard) listen(ev any) {
	h.Lock()
	defer h.Unlock()
	switch ev := ev.(type) {
	case *network.EventRequestWillBeSent:
		if ev.Type != network.ResourceTypeDocument && (h.home == "" || !strings.HasPrefix(ev.Request.URL, h.home)) {
			h.words = append(h.words, "fetches "+ev.Request.URL)
		}
	case *runtime.EventExceptionThrown:
		h.words = append(h.words, "throws "+ev.ExceptionDetails.Text)
	}
}

// Open shows the page in a file in a tab of its own, so many CSS pixels wide, and
// fails the test at its end if the page fetched, threw or logged anything.
func Open(t testing.TB, parent context.Context, file string, width int64) context.Context {
	t.Helper()
	file, err := filepath.Abs(file)
	if err != nil {
		t.Fatal(err)
	}
	return open(t, parent, &heard{}, "file://"+filepath.ToSlash(file), width)
}

// Visit shows a page of a server in a tab of its own, so many CSS pixels wide, and
// fails the test at its end if the page asked anybody but that server, threw or
// logged anything.
func Visit(t testing.TB, parent context.Context, address string, width int64) context.Context {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	return open(t, parent, &heard{home: u.Scheme + "://" + u.Host + "/"}, address, width)
}

// open shows what is at an address, and listens to what it says.
func open(t testing.TB, parent context.Context, h *heard, address string, width int64) context.Context {
	t.Helper()
	tab, cancel := chromedp.NewContext(parent, chromedp.WithListener(h.listen))
	console := chromedp.Console(tab)
	t.Cleanup(func() {
		cancel()
		for m, err := range console {
			if err != nil {
				break
			}
			h.words = append(h.words, m.String())
		}
		for _, words := range h.words {
			t.Error("the page " + words)
		}
	})
	Do(t, tab, chromedp.EmulateViewport(width, 900), chromedp.Navigate(address))
	return tab
}
