package timeline_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/notice/timeline"
	"github.com/lanyard-id/lanyard/notices"
	"github.com/lanyard-id/lanyard/test/need"
)

// measure looks at the pictures as the browser drew them: which words stick out
// of their picture, and which pictures drew nothing.
const measure = `
const found = [];
for (const svg of document.querySelectorAll('svg')) {
  const box = svg.viewBox.baseVal, name = svg.parentElement.id;
  const words = svg.querySelectorAll('text');
  if (words.length < 5 || svg.getBoundingClientRect().width < 100) found.push(name + ': draws nothing');
  for (const text of words) {
    const b = text.getBBox();
    if (b.x < box.x - 1 || b.x + b.width > box.x + box.width + 1 || b.y < box.y - 1 || b.y + b.height > box.y + box.height + 1)
      found.push(name + ': sticks out: ' + text.textContent);
  }
}
const out = document.createElement('pre');
out.id = 'found';
out.textContent = JSON.stringify(found);
document.body.append(out);
`

var foundInPage = regexp.MustCompile(`(?s)<pre id="found">(.*?)</pre>`)

// TestPicturesInABrowser draws every shipped notice in Chromium: the widths of
// letters are the browser's, and SVG reckons with a guess of them.
func TestPicturesInABrowser(t *testing.T) {
	chromium := need.Program(t, "chromium")
	var page bytes.Buffer
	page.WriteString(`<!doctype html><meta charset="utf-8"><title>Timelines</title><body style="margin:0">`)
	for _, name := range notices.Names() {
		src, err := fs.ReadFile(notices.Files(), name)
		if err != nil {
			t.Fatal(err)
		}
		n, problems := notice.Parse(name, src)
		if n == nil {
			t.Fatal(problems)
		}
		fmt.Fprintf(&page, `<div id="%s">`, name)
		if err := timeline.SVG(&page, n, timeline.Options{}); err != nil {
			t.Fatal(err)
		}
		page.WriteString("</div>")
	}
	fmt.Fprintf(&page, "<script>%s</script>", measure)
	dir := t.TempDir()
	file := filepath.Join(dir, "page.html")
	if err := os.WriteFile(file, page.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	// As root Chromium has no sandbox; the page is ours and the network unused.
	var words bytes.Buffer
	cmd := exec.Command(chromium, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
		"--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
		"--user-data-dir="+filepath.Join(dir, "profile"), "--dump-dom", "file://"+file)
	cmd.Stderr = &words
	dom, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, words.Bytes())
	}
	m := foundInPage.FindSubmatch(dom)
	if m == nil {
		t.Fatalf("the page did not run: %.500s\n%s", dom, words.Bytes())
	}
	var found []string
	if err := json.Unmarshal(bytes.ReplaceAll(m[1], []byte("&amp;"), []byte("&")), &found); err != nil {
		t.Fatalf("%v: %s", err, m[1])
	}
	for _, f := range found {
		t.Error(f)
	}
}
