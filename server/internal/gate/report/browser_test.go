package report

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"github.com/lanyard-id/lanyard/test/browser"
)

// TestInABrowser shows reports on a screen, a phone and paper: axe-core finds
// nothing, nothing is wider than its window, nothing is fetched or run, and a
// report of a usual length fits one sheet.
func TestInABrowser(t *testing.T) {
	parent := browser.Start(t)
	all := examples(t)
	all["hostile"] = hostileReport(0)
	all["hostile too"] = hostileReport(1)
	for name, r := range all {
		file := filepath.Join(t.TempDir(), "report.html")
		if err := os.WriteFile(file, []byte(written(t, r, "html")), 0o600); err != nil {
			t.Fatal(err)
		}
		for _, width := range []int64{1280, 390} {
			t.Run(fmt.Sprintf("%s %d", name, width), func(t *testing.T) {
				tab := browser.Open(t, parent, file, width)
				if wide := browser.Eval[int64](t, tab, `document.documentElement.scrollWidth`); wide > width {
					t.Errorf("the page is %d pixels wide", wide)
				}
				if browser.Eval[bool](t, tab, `'hacked' in window`) {
					t.Error("a text of the report ran as a script")
				}
				if lost := browser.Eval[[]string](t, tab, `[...document.querySelectorAll('a[href^="#"]')].map((a) => a.hash).filter((hash) => !document.querySelector(hash))`); len(lost) > 0 {
					t.Errorf("links lead nowhere: %q", lost)
				}
				browser.Violations(t, tab)
				if width > 600 {
					print(t, tab, name)
				}
			})
		}
	}
}

// onOneSheet are the reports that take one sheet of paper.
var onOneSheet = map[string]bool{"full": true, "empty": true, "open": true, "quiet": true, "one": true, "nameless": true, "night": true}

// print looks at a page as it is printed.
func print(t *testing.T, tab context.Context, name string) {
	t.Helper()
	if _, err := chromedp.Call(tab, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"}); err != nil {
		t.Fatal(err)
	}
	browser.Violations(t, tab)
	pdf, err := chromedp.Run(tab, chromedp.PrintToPDF(chromedp.PDFPreferCSSPageSize()))
	if err != nil {
		t.Fatal(err)
	}
	if sheets := len(pageObject.FindAll(pdf, -1)); sheets == 0 || onOneSheet[name] && sheets > 1 {
		t.Errorf("it takes %d sheets", sheets)
	}
}

// pageObject is a page in a PDF (ISO 32000-1 §7.7.3.3).
var pageObject = regexp.MustCompile(`/Type\s*/Page\b`)
