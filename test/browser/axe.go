package browser

import (
	"context"
	_ "embed"
	"testing"

	"github.com/chromedp/chromedp"
)

//go:embed axe-core/axe.min.js
var axe string

// Violations fails the test for each rule of axe-core that the page in a tab
// breaks as it is shown.
func Violations(t testing.TB, tab context.Context) {
	t.Helper()
	if !Eval[bool](t, tab, `'axe' in window`) {
		Do(t, tab, chromedp.Evaluate[chromedp.Void](axe))
	}
	type violation struct{ ID, Help, First string }
	broken := Eval[[]violation](t, tab, `axe.run(document, {resultTypes: ['violations']}).then((r) => r.violations.map((v) =>
		({ID: v.id, Help: v.help, First: v.nodes.length + ' nodes, the first: ' + v.nodes[0].html.slice(0, 300) + ' ' + (v.nodes[0].failureSummary || '')})))`, chromedp.EvalAwaitPromise)
	for _, v := range broken {
		t.Errorf("axe-core: %s: %s: %s", v.ID, v.Help, v.First)
	}
}
