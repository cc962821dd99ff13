package laws

import (
	"fmt"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
)

const docsWhy = "a page that outlived its subject is worse than none: who follows it loses an hour and then the trust in all other pages"

// sight is what a page may speak of: paths relative to the top, targets of the
// Makefile, and the anchors of each page.
type sight struct {
	exists  func(path string) bool // a * in it stands for anything
	targets []string
	anchors map[string][]string // by page
}

// TestDocs holds every Markdown file to the tree.
func TestDocs(t *testing.T) {
	pages := readPages(t)
	makefile, err := os.ReadFile(filepath.Join(top, "Makefile"))
	if err != nil {
		t.Fatal(err)
	}
	s := sight{exists: existsInTree, targets: makeTargets(string(makefile)), anchors: anchorsOf(pages)}
	for _, p := range pages {
		for _, breach := range s.breaches(p) {
			t.Errorf("%s\nwhy this is a law: %s", breach, docsWhy)
		}
	}
}

func existsInTree(name string) bool {
	found, err := filepath.Glob(filepath.Join(top, filepath.FromSlash(name)))
	return err == nil && len(found) > 0
}

var targetLine = regexp.MustCompile(`(?m)^([a-z-]+):`)

func makeTargets(makefile string) []string {
	var names []string
	for _, m := range targetLine.FindAllStringSubmatch(makefile, -1) {
		names = append(names, m[1])
	}
	return names
}

// anchorsOf gives for each page the anchors that GitHub makes of its headings.
func anchorsOf(pages []page) map[string][]string {
	anchors := make(map[string][]string)
	for _, p := range pages {
		anchors[p.path] = nil
		for _, l := range p.prose {
			heading := strings.TrimLeft(l.text, "#")
			if level := len(l.text) - len(heading); level < 1 || level > 6 || !strings.HasPrefix(heading, " ") {
				continue
			}
			anchor := strings.Map(func(c rune) rune {
				switch {
				case c == ' ':
					return '-'
				case unicode.IsLetter(c) || unicode.IsDigit(c) || c == '-' || c == '_':
					return unicode.ToLower(c)
				}
				return -1
			}, strings.TrimSpace(heading))
			name := anchor
			for n := 1; slices.Contains(anchors[p.path], name); n++ {
				name = fmt.Sprintf("%s-%d", anchor, n)
			}
			anchors[p.path] = append(anchors[p.path], name)
		}
	}
	return anchors
}

var (
	inlineLink    = regexp.MustCompile(`\]\(\s*<?([^)>\s]+)>?(?:\s+"[^"]*")?\s*\)`)
	referenceLink = regexp.MustCompile(`^\s{0,3}\[[^\]]+\]:\s+<?([^>\s]+)>?`)
	htmlLink      = regexp.MustCompile(`(?:src|href)="([^"]+)"`)
	hasScheme     = regexp.MustCompile(`^[a-z][a-z0-9+.-]*:`)
	placeholder   = regexp.MustCompile(`[A-Z]{2}`)
	pathShape     = regexp.MustCompile(`^[A-Za-z0-9._*/-]+$`)
)

// breaches lists what the page speaks of that is not there.
func (s sight) breaches(p page) []string {
	var found []string
	say := func(number int, format string, args ...any) {
		found = append(found, fmt.Sprintf("%s:%d: %s", p.path, number, fmt.Sprintf(format, args...)))
	}
	for _, l := range p.prose {
		text := codeSpan.ReplaceAllString(l.text, "") // code shows links, it does not make them
		for _, shape := range []*regexp.Regexp{inlineLink, referenceLink, htmlLink} {
			for _, m := range shape.FindAllStringSubmatch(text, -1) {
				if words := s.link(p, m[1]); words != "" {
					say(l.number, "%s", words)
				}
			}
		}
	}
	for _, span := range p.spans() {
		if name, ok := s.absent(span.text); ok {
			say(span.number, "there is no %s", name)
		}
	}
	for _, c := range p.commands() {
		if c.words[0] == "make" {
			for _, word := range c.words[1:] {
				if !strings.ContainsAny(word, "=-") && !slices.Contains(s.targets, word) {
					say(c.number, "make has no target %s", word)
				}
			}
		}
		for _, word := range c.words {
			if name, ok := s.absent(word); ok && len(c.words) > 1 {
				say(c.number, "there is no %s", name)
			}
		}
	}
	return found
}

// link gives the words for a link that leads nowhere, "" for a good one.
func (s sight) link(p page, target string) string {
	if hasScheme.MatchString(target) || strings.HasPrefix(target, "//") {
		return "" // elsewhere: not ours to test
	}
	name, anchor, _ := strings.Cut(target, "#")
	switch {
	case name == "":
		name = p.path
	case strings.HasPrefix(name, "/"):
		name = strings.TrimPrefix(name, "/")
	default:
		name = path.Join(path.Dir(p.path), name)
	}
	if !s.exists(name) {
		return "the link " + target + " leads to no file"
	}
	if anchors, isPage := s.anchors[name]; anchor != "" && isPage && !slices.Contains(anchors, anchor) {
		return "the link " + target + " names no heading of " + name
	}
	return ""
}

// absent tells whether text names a path of this tree that is not there. A path of
// this tree begins with a folder at the top, or is a Go or Markdown file in some
// folder; capitals (NAME, ID-rN) stand for what the reader puts in their place.
func (s sight) absent(text string) (string, bool) {
	name := strings.TrimSuffix(strings.TrimPrefix(text, "./"), "/")
	if !pathShape.MatchString(name) || !strings.Contains(name, "/") || path.IsAbs(name) || strings.HasSuffix(name, "...") {
		return "", false
	}
	first, _, _ := strings.Cut(name, "/")
	ours := first != ".." && first != "out" && s.exists(first) || strings.HasSuffix(name, ".go") || strings.HasSuffix(name, ".md")
	if !ours || s.exists(name) {
		return "", false
	}
	if placeholder.MatchString(name) && !strings.HasSuffix(name, ".md") {
		return "", false
	}
	return name, true
}

func TestDocsCatch(t *testing.T) {
	there := []string{"README.md", "docs", "docs/notice.md", "notice", "notice/parse.go", "notices", "notices/care-identity-2025.yaml"}
	s := sight{
		exists: func(name string) bool {
			return slices.ContainsFunc(there, func(have string) bool {
				ok, err := path.Match(name, have)
				return err == nil && ok
			})
		},
		targets: makeTargets("help: ## list\n\ttrue\ntest: fmt vet\n"),
		anchors: anchorsOf([]page{parsePage("docs/notice.md", "# The notice: language\n## Text\n## Text\n```\n# no heading\n```\n")}),
	}
	tests := []struct {
		text   string
		breach string // "" for a page that keeps the law
	}{
		{"[a](docs/notice.md) [b](docs/notice.md#the-notice-language) [c](docs/notice.md#text-1) [d](https://example.org/no.md)", ""},
		{"[a](docs/absent.md)", "README.md:1: the link docs/absent.md leads to no file"},
		{"[a](docs/notice.md#no-heading)", "README.md:1: the link docs/notice.md#no-heading names no heading of docs/notice.md"},
		{"see [a]\n\n[a]: docs/absent.md", "README.md:3: the link docs/absent.md leads to no file"},
		{`<img src="docs/absent.svg">`, "README.md:1: the link docs/absent.svg leads to no file"},
		{"`notice/parse.go`, `notice/`, `notices/*.yaml`, `application/json`, `notices/ID-rN_test.yaml`, `out/dist`, `./...`", ""},
		{"`notice/gone.go`", "README.md:1: there is no notice/gone.go"},
		{"`docs/GONE.md`", "README.md:1: there is no docs/GONE.md"},
		{"`moved/gone.go`", "README.md:1: there is no moved/gone.go"},
		{"`notices/*.csv`", "README.md:1: there is no notices/*.csv"},
		{"```sh\n$ make test\n$ lanyard decide --notice notices/care-identity-2025.yaml < signins.jsonl\n```", ""},
		{"```\nlanyard decide \\\n  --notice notices/gone.yaml\n```", "README.md:2: there is no notices/gone.yaml"},
		{"```sh\nmake FUZZTIME=2m tset # all\n```", "README.md:2: make has no target tset"},
		{"run `make tset` now", "README.md:1: make has no target tset"},
	}
	for _, test := range tests {
		got := strings.Join(s.breaches(parsePage("README.md", test.text)), "\n")
		if got != test.breach {
			t.Errorf("%s\ngot  %q\nwant %q", test.text, got, test.breach)
		}
	}
}
