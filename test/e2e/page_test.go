package e2e

import (
	"context"
	"encoding/json"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/lanyard-id/lanyard/test/browser"
)

// view is a page as somebody looks at it.
type view struct {
	*testing.T
	tab context.Context
}

// find defines for scripts how a person finds their way: to the heading that they
// read, and to what can be seen below it, before the next one.
const find = `
const seen = (x) => x.checkVisibility();
const headings = () => [...document.querySelectorAll('h1, h2, h3')].filter(seen);
const headed = (words) => headings().find((h) => h.innerText.trim() === words) || headings().find((h) => h.innerText.trim().startsWith(words));
const below = (words, what) => {
	const h = headed(words);
	const behind = (x, y) => x.compareDocumentPosition(y) & Node.DOCUMENT_POSITION_FOLLOWING;
	const next = h && headings()[headings().indexOf(h) + 1];
	return h && [...document.querySelectorAll(what)].find((x) => seen(x) && behind(h, x) && !(next && behind(next, x)));
};
const lines = (x) => x.innerText.split('\n').map((line) => line.trim()).filter(Boolean);
`

func script[T any](v view, body string) T {
	v.Helper()
	return browser.Eval[T](v, v.tab, "(() => {"+find+body+"})()")
}

// headed is the heading of these words, or that begins with them, in full; "" =
// there is none to be seen.
func (v view) headed(words string) string {
	v.Helper()
	return script[string](v, `return headed(`+quoted(words)+`)?.innerText.trim() || ''`)
}

// first is everything that stands before the first section.
func (v view) first() string {
	v.Helper()
	return script[string](v, `
		const all = [...document.querySelectorAll('main > *')];
		return all.slice(0, all.findIndex((x) => x.matches('nav'))).filter(seen).map((x) => x.innerText).join('\n')`)
}

// steps are the items of the list below a heading, a line each of what they say.
func (v view) steps(heading string) [][]string {
	v.Helper()
	return script[[][]string](v, `return [...(below(`+quoted(heading)+`, 'ol')?.children || [])].filter(seen).map(lines)`)
}

// table is the table below a heading: of each row, what is in its cells. If not
// all of it is shown, it is asked for.
func (v view) table(heading string) [][]string {
	v.Helper()
	all := script[string](v, `
		const more = below(`+quoted(heading)+`, 'table')?.parentElement.nextElementSibling;
		const whole = [...(more?.querySelectorAll('button') || [])].find((b) => seen(b) && b.innerText.startsWith('Show all'));
		if (!whole) return '';
		whole.id = 'whole';
		return '#whole'`)
	if all != "" {
		browser.Do(v, v.tab, chromedp.Click(chromedp.CSS(all)), chromedp.Evaluate[chromedp.Void](`document.getElementById('whole').id = ''`))
	}
	rows := script[[][]string](v, `return [...(below(`+quoted(heading)+`, 'table')?.tBodies[0].rows || [])].filter(seen).map((row) => [...row.cells].map((cell) => cell.innerText.trim()))`)
	return rows
}

// column is one cell of each row, its first line.
func column(rows [][]string, n int) []string {
	var out []string
	for _, row := range rows {
		line, _, _ := strings.Cut(row[n], "\n")
		out = append(out, line)
	}
	return out
}

func quoted(text string) string {
	out, _ := json.Marshal(text)
	return string(out)
}
