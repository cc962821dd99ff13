package timeline

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/lanyard-id/lanyard/notice"
)

// FuzzNotice shows that whatever notice can be read can be told: without panic,
// in lines that fit, and as XML that is well-formed.
func FuzzNotice(f *testing.F) {
	for _, name := range []string{"intervals.yaml", "corners.yaml"} {
		src, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(src, int64(1751966000), int64(86400))
	}
	f.Add([]byte(phased+"\n      - {from: 1970-01, until: 2200-12, action: block}\n"), int64(0), int64(0))
	f.Fuzz(func(t *testing.T, src []byte, from, length int64) {
		n, _ := notice.Parse("notice.yaml", src)
		if n == nil {
			return
		}
		start := time.Unix(from%7e9, 0)
		if start.Year() < 1970 || start.Year() > 2199 {
			start = time.Unix(0, 0)
		}
		for _, o := range []Options{{At: start, Today: start}, {From: start, Until: start.Add(time.Duration(1+abs(length)%1e6) * time.Second), Today: start}} {
			checkWords(t, n, o)
			checkSVG(t, n, o)
		}
	})
}

func abs(v int64) int64 {
	if v < 0 {
		return -(v + 1)
	}
	return v
}

// FuzzTitle puts any text where the titles of a notice are drawn.
func FuzzTitle(f *testing.F) {
	for _, seed := range []string{"", "plain", "<b>&amp;]]>", "\x00\xff\ufffe", "a\u202eb\x1b[0m"} {
		f.Add(seed, seed)
	}
	src, err := os.ReadFile(filepath.Join("testdata", "corners.yaml"))
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, title, requirement string) {
		n := parse(t, string(src))
		n.Title, n.Requirements[0].Title, n.Requirements[0].ID = title, requirement, title
		checkSVG(t, n, Options{})
		checkWords(t, n, Options{})
	})
}
