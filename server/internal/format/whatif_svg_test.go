package format

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/lanyard-id/lanyard/civil"
	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/readiness"
	"github.com/lanyard-id/lanyard/test/need"
)

func drawn(t testing.TB, o *readiness.Outlook) string {
	t.Helper()
	var out strings.Builder
	if err := OutlookSVG(&out, o); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// elements counts the elements of a picture, which must be well-formed and
// without styles and scripts.
func elements(t testing.TB, svg string) map[string]int {
	t.Helper()
	count := map[string]int{}
	for d := xml.NewDecoder(strings.NewReader(svg)); ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatalf("%v in\n%s", err, svg)
		}
		if start, ok := token.(xml.StartElement); ok {
			count[start.Name.Local]++
			for _, a := range start.Attr {
				if a.Name.Local == "style" || strings.HasPrefix(a.Name.Local, "on") {
					t.Errorf("<%s> has the attribute %s", start.Name.Local, a.Name.Local)
				}
			}
		}
	}
	if count["script"]+count["style"] > 0 || count["desc"] != 1 {
		t.Errorf("the elements are %v", count)
	}
	return count
}

func TestPictureSaysWhatItShows(t *testing.T) {
	svg := drawn(t, twoPlans())
	elements(t, svg)
	for _, want := range []string{
		"<desc", "By care-identity-2025 r1: At worst, Mon 1 Sep to Mon 15 Sep, 9 people stranded, 12 people interrupted",
		"To do first: IT team: Update Identity Agent to the latest version",
		"<title>Tue 8 Jul 10:00 to 11:00: 3 people stranded, 9 people interrupted, 40 clients stopped, 35 sign-ins refused, by identity-agent</title>",
		"<title>identity-agent, tls from Mon 1 Sep to Wed 1 Oct</title>",
	} {
		if !strings.Contains(svg, want) {
			t.Errorf("%q is missing", want)
		}
	}
}

// TestCrowdedPictureStaysSmall draws more windows than there is room for.
func TestCrowdedPictureStaysSmall(t *testing.T) {
	o := crowded()
	var steps []readiness.OutlookStep
	for i := range 40 {
		for _, s := range o.Steps {
			s.Base.Devices += i
			steps = append(steps, s)
		}
	}
	o.Steps = steps
	if n := elements(t, drawn(t, o))["rect"]; n > 2*outlookWidth {
		t.Errorf("%d rectangles", n)
	}
}

func TestPictureOfNoRange(t *testing.T) {
	for _, o := range []*readiness.Outlook{
		{Zone: "Europe/London"},
		{Zone: "Europe/London", From: "2025-07-01T00:00:00+01:00", Until: "2025-07-01T00:00:00+01:00"},
		{Zone: "Nowhere", From: "2025-07-01T00:00:00+01:00", Until: "2025-08-01T00:00:00+01:00"},
	} {
		if err := OutlookSVG(io.Discard, o); err == nil {
			t.Errorf("%+v was drawn", o)
		}
	}
}

func TestAnyTextIsWellFormed(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		text := rapid.OneOf(nasty, rapid.String(), rapid.StringOfN(rapid.RuneFrom([]rune("<>&\"'\x00\x01\n\ufffe\U0010ffff]]>é漢")), 0, 60, -1))
		o := twoPlans()
		o.Base.Notices = []notice.Edition{{Notice: text.Draw(r, "notice")}}
		o.Steps[1].Base.Blocking = []string{text.Draw(r, "requirement")}
		o.Base.Peak.First = &readiness.OutlookTask{Do: text.Draw(r, "do"), Say: text.Draw(r, "say"), Who: text.Draw(r, "who")}
		elements(t, drawn(t, o))
		for _, write := range outlookForms {
			if err := write(io.Discard, o); err != nil {
				r.Fatal(err)
			}
		}
	})
}

// lookAtPictures finds, in the pictures as the browser drew them, words that stick out of
// their picture or run into each other.
const lookAtPictures = `
const found = [];
for (const svg of document.querySelectorAll('svg')) {
  const box = svg.viewBox.baseVal, name = svg.parentElement.id;
  const words = [...svg.querySelectorAll('text')].map(t => ({said: t.textContent, at: t.getBBox()}));
  if (words.length < 5 || svg.getBoundingClientRect().width < 100) found.push(name + ': draws nothing');
  words.forEach((a, i) => {
    if (a.at.x < box.x - 1 || a.at.x + a.at.width > box.x + box.width + 1 || a.at.y < box.y - 1 || a.at.y + a.at.height > box.y + box.height + 1)
      found.push(name + ': sticks out: ' + a.said);
    for (const b of words.slice(i + 1)) {
      const wide = Math.min(a.at.x + a.at.width, b.at.x + b.at.width) - Math.max(a.at.x, b.at.x);
      const high = Math.min(a.at.y + a.at.height, b.at.y + b.at.height) - Math.max(a.at.y, b.at.y);
      if (wide > 1 && high > 5) found.push(name + ': run into each other: ' + a.said + ' | ' + b.said);
    }
  });
}
const out = document.createElement('pre');
out.id = 'found';
out.textContent = JSON.stringify(found);
document.body.append(out);
`

var foundInPage = regexp.MustCompile(`(?s)<pre id="found">(.*?)</pre>`)

// TestPicturesInABrowser draws outlooks in Chromium: the widths of letters are the
// browser's, and OutlookSVG reckons with a guess of them.
func TestPicturesInABrowser(t *testing.T) {
	chromium := need.Program(t, "chromium")
	var page bytes.Buffer
	page.WriteString(`<!doctype html><meta charset="utf-8"><title>Outlooks</title><body style="margin:0;width:1000px">`)
	for name, o := range map[string]*readiness.Outlook{"empty": emptyOutlook(), "plans": twoPlans(), "crowded": crowded()} {
		fmt.Fprintf(&page, `<div id="%s">%s</div>`, name, drawn(t, o))
	}
	fmt.Fprintf(&page, "<script>%s</script>", lookAtPictures)
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

// TestNarrowWindowsStayNarrow draws an hour beside weeks: it is widened until it
// can be seen, and the weeks keep their height.
func TestNarrowWindowsStayNarrow(t *testing.T) {
	o := twoPlans()
	low := readiness.OutlookStop{Blocking: []string{"tls"}, Stopped: readiness.Stopped{People: 1, Stranded: 1}}
	for i := range o.Steps {
		if isFree(&o.Steps[i].Base) {
			o.Steps[i].Base = low
		}
	}
	from, _ := instant(o.From)
	until, _ := instant(o.Until)
	zone, err := civil.LoadZone(o.Zone)
	if err != nil {
		t.Fatal(err)
	}
	p := newOutlookPicture(o, from, until, zone)
	for _, b := range p.bars(sides(o)[0]) {
		if days := (b.until - b.from) / (p.right - p.left) * 92; days > 1 && b.dark+b.light > 1 && b.at.Month() < 9 {
			t.Errorf("%d people are drawn for %.1f days: %s", b.dark+b.light, days, b.words)
		}
	}
}
