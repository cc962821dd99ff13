package page

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/google/go-cmp/cmp"

	"github.com/lanyard-id/lanyard/test/browser"
	"github.com/lanyard-id/lanyard/test/need"
)

// open shows a page in a tab of its own, so many CSS pixels wide.
func open(t *testing.T, parent context.Context, html string, width int64) context.Context {
	t.Helper()
	file := filepath.Join(t.TempDir(), "page.html")
	if err := os.WriteFile(file, []byte(html), 0o600); err != nil {
		t.Fatal(err)
	}
	return browser.Open(t, parent, file, width)
}

// TestInABrowser does in one Chromium what only a browser can tell.
func TestInABrowser(t *testing.T) {
	parent := browser.Start(t)
	t.Run("accessible", func(t *testing.T) { accessible(t, parent) })
	t.Run("keyboard", func(t *testing.T) { keyboard(t, parent) })
	t.Run("mouse", func(t *testing.T) { mouse(t, parent) })
	t.Run("phone sorts", func(t *testing.T) { phoneSorts(t, parent) })
	t.Run("without script", func(t *testing.T) { withoutScript(t, parent) })
	t.Run("print", func(t *testing.T) { paper(t, parent) })
	t.Run("sheet fits", func(t *testing.T) { sheetFits(t, parent) })
}

// accessible runs axe-core over the pages on a screen, a phone and paper, and
// looks for what it does not see: a page that is wider than its window, and
// cards on a phone whose values have no names.
func accessible(t *testing.T, parent context.Context) {
	pages := map[string]string{
		"full":    written(t, shortReport(), Options{Sample: true, Made: made}),
		"empty":   written(t, emptyReport(), Options{}),
		"hostile": written(t, hostileReport(10), Options{}),
		"sheet":   writtenSheet(t, fakePractice(14, 20), Options{Sample: true, Made: made}),
	}
	for name, html := range pages {
		for _, width := range []int64{1280, 390} {
			t.Run(fmt.Sprintf("%s %d", name, width), func(t *testing.T) {
				ctx := open(t, parent, html, width)
				if wide := browser.Eval[int64](t, ctx, `document.documentElement.scrollWidth`); wide > width {
					t.Errorf("the page is %d pixels wide", wide)
				}
				if hacked := browser.Eval[bool](t, ctx, `'hacked' in window`); hacked {
					t.Error("a text of the report ran as a script")
				}
				if width < 600 && name != "sheet" {
					if nameless := browser.Eval[[]string](t, ctx, namelessCells); len(nameless) > 0 {
						t.Errorf("cells without a name: %q", nameless)
					}
				}
				browser.Violations(t, ctx)
				if width > 600 && name != "hostile" {
					if _, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"}); err != nil {
						t.Fatal(err)
					}
					browser.Violations(t, ctx)
				}
			})
		}
	}
}

const namelessCells = `[...document.querySelectorAll('.list tbody :is(td, th)')]
	.filter((cell) => cell.checkVisibility() && getComputedStyle(cell, '::before').content.length < 4)
	.map((cell) => cell.closest('table').id + ': ' + cell.textContent)`

// rows are the first cells of the rows that a list shows.
func rows(t *testing.T, ctx context.Context, list string) []string {
	t.Helper()
	return browser.Eval[[]string](t, ctx, `[...document.querySelectorAll('#`+list+` tbody tr')].filter((row) => row.checkVisibility()).map((row) => row.querySelector('th').firstChild.textContent)`)
}

func status(t *testing.T, ctx context.Context, list string) string {
	t.Helper()
	return browser.Eval[string](t, ctx, `document.getElementById('`+list+`').parentElement.previousElementSibling.querySelector('[role=status]').textContent`)
}

// keyboard sorts and filters without a mouse.
func keyboard(t *testing.T, parent context.Context) {
	ctx := open(t, parent, written(t, fakeReport(500), Options{}), 1280)
	focus := func(selector string) {
		browser.Do(t, ctx, chromedp.Evaluate[chromedp.Void](`document.querySelector(`+quoteJS(selector)+`).focus()`))
	}
	press := func(keys string) { browser.Do(t, ctx, chromedp.KeyEvent(keys)) }
	sorted := func(n int) string {
		return browser.Eval[string](t, ctx, fmt.Sprintf(`document.querySelector('#standing-list thead th:nth-child(%d)').getAttribute('aria-sort') || ''`, n))
	}

	given := rows(t, ctx, "standing-list")
	focus("#standing-list thead th:nth-child(4) button")
	press("\r")
	want := []string{"Oberthur middleware is installed", "Identity Agent is a supported version", "Smartcards are series 8 or above", "Clinical applications start sign-in by a supported route", "Sign-ins use TLS 1.2 or above"}
	if diff := cmp.Diff(want, rows(t, ctx, "standing-list")); diff != "" || sorted(4) != "descending" {
		t.Errorf("most unmet first, %s (-want +got)\n%s", sorted(4), diff)
	}
	press(" ")
	if got := rows(t, ctx, "standing-list"); got[0] != want[4] || sorted(4) != "ascending" {
		t.Errorf("fewest unmet first, %s: %q", sorted(4), got)
	}
	press("\r")
	if diff := cmp.Diff(given, rows(t, ctx, "standing-list")); diff != "" || sorted(4) != "" {
		t.Errorf("as given, %s (-want +got)\n%s", sorted(4), diff)
	}
	press("\t")
	if on := browser.Eval[string](t, ctx, `document.activeElement.textContent`); on != "Unknown" {
		t.Errorf("after Unmet the tabulator leads to %q", on)
	}

	if got := status(t, ctx, "findings-list"); got != "Showing 25 of 500 rows." {
		t.Errorf("status %q", got)
	}
	focus("#findings-list-words")
	press("DISMANTLED")
	if got := status(t, ctx, "findings-list"); got != "None of 500 rows fits." || len(rows(t, ctx, "findings-list")) != 0 {
		t.Errorf("status %q", got)
	}
	focus("#findings-list-words")
	browser.Do(t, ctx, chromedp.Evaluate[chromedp.Void](`document.activeElement.select()`))
	press("surgery x00030")
	if got := rows(t, ctx, "findings-list"); len(got) != 2 || status(t, ctx, "findings-list") != "2 of 500 rows fit." {
		t.Errorf("rows %q, status %q", got, status(t, ctx, "findings-list"))
	}
	browser.Do(t, ctx, chromedp.Evaluate[chromedp.Void](`document.activeElement.select()`))
	press("\b")
	focus("#findings-list-pick-3") // All, Unknown, Unmet
	press("\u0301")                // arrow down
	if got := status(t, ctx, "findings-list"); got != "46 of 500 rows fit, showing 25." {
		t.Errorf("status %q", got)
	}
	focus("#findings .longer button:last-child")
	press("\r")
	if got := rows(t, ctx, "findings-list"); len(got) != 46 {
		t.Errorf("%d rows are shown", len(got))
	}
	if !browser.Eval[bool](t, ctx, `document.activeElement.matches('#findings-list tbody th') && document.activeElement === [...document.querySelectorAll('#findings-list tbody tr')].filter((row) => !row.hidden)[25].querySelector('th')`) {
		t.Error("the focus does not go on with the first of the further rows")
	}
}

func quoteJS(text string) string {
	quoted, _ := json.Marshal(text)
	return string(quoted)
}

// mouse clicks through from a number to the findings behind it.
func mouse(t *testing.T, parent context.Context) {
	ctx := open(t, parent, written(t, fakeReport(500), Options{}), 1280)
	browser.Do(t, ctx, chromedp.Click(chromedp.CSS(`#standing-list a[data-find="Smartcards are series 8 or above"][data-result="Unknown"]`)))
	if got := status(t, ctx, "findings-list"); got != "10 of 500 rows fit." {
		t.Errorf("status %q", got)
	}
	if at := browser.Eval[string](t, ctx, `location.hash`); at != "#findings" {
		t.Errorf("the link leads to %q", at)
	}
	browser.Do(t, ctx, chromedp.Click(chromedp.CSS(`#findings-list thead th:first-child button`)))
	if got := rows(t, ctx, "findings-list"); got[0] != "060000000000" || got[1] != "060000000011" {
		t.Errorf("sorted by subject: %q", got)
	}
	browser.Do(t, ctx, chromedp.Evaluate[chromedp.Void](`document.querySelector('#cards').scrollIntoView()`), chromedp.Click(chromedp.CSS(`#cards-list thead th:nth-child(6) button`)))
	first := browser.Eval[[]string](t, ctx, `[...document.querySelectorAll('#cards-list tbody td:nth-child(6) time')].slice(0, 3).map((time) => time.dateTime)`)
	if diff := cmp.Diff([]string{"2025-07-20", "2025-07-21", "2025-07-22"}, first); diff != "" {
		t.Errorf("sorted by the end of the certificate (-want +got)\n%s", diff)
	}
	browser.Do(t, ctx, chromedp.Click(chromedp.CSS(`#cards .tools .plain`)))
	if got := rows(t, ctx, "cards-list"); len(got) != 25 || got[0] != "060000000000" || got[24] != "060000000024" {
		t.Errorf("cleared: %q", got)
	}
}

// phoneSorts sorts by the choice that stands for the headings on a phone.
func phoneSorts(t *testing.T, parent context.Context) {
	ctx := open(t, parent, written(t, fakeReport(50), Options{}), 390)
	browser.Do(t, ctx, chromedp.SetValue(chromedp.ID("tasks-list-order"), "5 -1"), chromedp.Evaluate[chromedp.Void](`document.getElementById('tasks-list-order').dispatchEvent(new Event('change'))`))
	want := []string{"Replace the card with series 8 or above.", "Unlock the card.", "Register the card again."}
	if diff := cmp.Diff(want, rows(t, ctx, "tasks-list")[:3]); diff != "" {
		t.Errorf("most smartcards first (-want +got)\n%s", diff)
	}
	if got := status(t, ctx, "tasks-list"); got != "Sorted by Smartcards, highest first." {
		t.Errorf("status %q", got)
	}
}

// withoutScript holds the page to showing everything where no script runs.
func withoutScript(t *testing.T, parent context.Context) {
	html := written(t, fakeReport(500), Options{})
	ctx, cancel := chromedp.NewContext(parent)
	defer cancel()
	browser.Do(t, ctx, chromedp.Navigate("about:blank"))
	if _, err := chromedp.Call(ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "page.html")
	if err := os.WriteFile(file, []byte(html), 0o600); err != nil {
		t.Fatal(err)
	}
	browser.Do(t, ctx, chromedp.Navigate("file://"+file))
	if got := rows(t, ctx, "findings-list"); len(got) != 500 {
		t.Errorf("%d findings are shown", len(got))
	}
	if n := browser.Eval[int](t, ctx, `document.querySelectorAll('button, input, select').length`); n != 0 {
		t.Errorf("%d controls are shown that do nothing", n)
	}
}

// printed is what a page is on A4, as text, a page each.
func printed(t *testing.T, parent context.Context, html string) []string {
	t.Helper()
	ctx := open(t, parent, html, 1280)
	pdf, err := chromedp.Run(ctx, chromedp.PrintToPDF(chromedp.PDFPreferCSSPageSize(), chromedp.PDFPrintBackground()))
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(need.Program(t, "pdftotext"), "-layout", "-", "-")
	cmd.Stdin = bytes.NewReader(pdf)
	text, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSuffix(string(text), "\f"), "\f")
}

// paper prints the page.
func paper(t *testing.T, parent context.Context) {
	pages := printed(t, parent, written(t, fakeReport(60), Options{}))
	heads := 0
	for _, page := range pages {
		if strings.Contains(page, "Smartcard") && strings.Contains(page, "Certificate") && strings.Contains(page, "Last used") {
			heads++
		}
	}
	if heads < 2 {
		t.Errorf("the headings of the list of smartcards stand on %d of its pages", heads)
	}
	all := strings.Join(pages, "\n")
	for _, want := range []string{"Showing 25 of 60 rows.", "desk@icb.example", "Peak: 14,000"} {
		if !strings.Contains(all, want) {
			t.Errorf("on paper there is no %q", want)
		}
	}
	for _, not := range []string{"Skip to main content", "Show all", "On this page", "Clear"} {
		if strings.Contains(all, not) {
			t.Errorf("on paper there is %q", not)
		}
	}
}

// sheetFits counts pages of paper.
func sheetFits(t *testing.T, parent context.Context) {
	for _, test := range []struct{ devices, cards, least, most int }{
		{0, 0, 1, 1}, {1, 1, 1, 1}, {14, 20, 1, 1}, {14, 0, 1, 1}, {0, 20, 1, 1}, {60, 90, 2, 4},
	} {
		t.Run(fmt.Sprintf("%d computers, %d smartcards", test.devices, test.cards), func(t *testing.T) {
			p := fakePractice(test.devices, test.cards)
			pages := printed(t, parent, writtenSheet(t, p, Options{Sample: true, Made: made}))
			if n := len(pages); n < test.least || n > test.most {
				t.Errorf("%d pages", n)
			}
			all := strings.Join(pages, "\n")
			for _, d := range p.Devices {
				if !strings.Contains(all, d.Device) {
					t.Errorf("computer %s is not on paper", d.Device)
				}
			}
			for _, c := range p.Cards {
				if !strings.Contains(all, c.Card) {
					t.Errorf("smartcard %s is not on paper", c.Card)
				}
			}
			for i, page := range pages[:len(pages)-1] {
				if i > 0 && !strings.Contains(page, "Stops") {
					t.Errorf("page %d has no headings", i+1)
				}
			}
			if !strings.Contains(all, "Not in the lists? Write it down") || !strings.Contains(all, desk) {
				t.Error("the list to fill in or the number to ring is not on paper")
			}
		})
	}
}
