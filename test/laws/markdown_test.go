package laws

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// page is a Markdown file taken apart: prose outside fences, lines inside them.
type page struct {
	path          string // relative to the top, with slashes
	prose, fenced []line
}

type line struct {
	number int // from 1
	text   string
}

// readPages takes apart every Markdown file of the tree.
func readPages(t *testing.T) []page {
	t.Helper()
	var pages []page
	for name := range walk(t, ".md") {
		text, err := os.ReadFile(filepath.Join(top, name))
		if err != nil {
			t.Fatal(err)
		}
		pages = append(pages, parsePage(name, string(text)))
	}
	if len(pages) == 0 {
		t.Fatal("no Markdown file found")
	}
	return pages
}

// parsePage splits at fences (CommonMark §4.5: three or more backticks or tildes).
func parsePage(name, text string) page {
	p := page{path: name}
	fence := ""
	for i, content := range strings.Split(text, "\n") {
		trimmed := strings.TrimLeft(content, " ")
		mark := trimmed[:len(trimmed)-len(strings.TrimLeft(trimmed, "`~"))]
		switch {
		case fence == "" && len(mark) >= 3 && strings.Count(mark, mark[:1]) == len(mark):
			fence = mark
		case fence != "" && strings.HasPrefix(mark, fence) && strings.TrimSpace(trimmed) == mark:
			fence = ""
		case fence != "":
			p.fenced = append(p.fenced, line{i + 1, content})
		default:
			p.prose = append(p.prose, line{i + 1, content})
		}
	}
	return p
}

var codeSpan = regexp.MustCompile("`([^`]+)`")

// spans gives the inline code of the prose.
func (p page) spans() []line {
	var found []line
	for _, l := range p.prose {
		for _, m := range codeSpan.FindAllStringSubmatch(l.text, -1) {
			found = append(found, line{l.number, strings.TrimSpace(m[1])})
		}
	}
	return found
}

// commands gives the shell commands of the page, each as its words: those of
// fenced lines and of inline code, split at pipes. A line that ends with a
// backslash goes on in the next; a prompt ($ or >) is left out.
func (p page) commands() []command {
	lines := p.spans()
	for i := 0; i < len(p.fenced); i++ {
		l := p.fenced[i]
		for strings.HasSuffix(l.text, `\`) && i+1 < len(p.fenced) {
			i++
			l.text = strings.TrimSuffix(l.text, `\`) + " " + p.fenced[i].text
		}
		lines = append(lines, l)
	}
	var found []command
	for _, l := range lines {
		text := strings.TrimSpace(l.text)
		for _, prompt := range []string{"$ ", "> ", "# "} {
			text = strings.TrimPrefix(text, prompt)
		}
		for _, words := range splitCommands(text) {
			found = append(found, command{l.number, words})
		}
	}
	return found
}

// command is one simple command shown in a page.
type command struct {
	number int
	words  []string
}

// splitCommands splits a shell line into simple commands and those into words.
// It knows quotes, pipes, lists, redirections and comments, as far as pages show them.
func splitCommands(text string) [][]string {
	var all [][]string
	var words []string
	var word strings.Builder
	quote, inWord := rune(0), false
	endWord := func() {
		if inWord {
			words = append(words, word.String())
		}
		word.Reset()
		inWord = false
	}
	endCommand := func() {
		endWord()
		if len(words) > 0 {
			all = append(all, words)
		}
		words = nil
	}
	for _, c := range text {
		switch {
		case quote != 0 && c == quote:
			quote = 0
		case quote != 0:
			word.WriteRune(c)
		case c == '\'' || c == '"':
			quote, inWord = c, true
		case c == '#' && !inWord:
			endCommand()
			return all
		case strings.ContainsRune("|&;()", c):
			endCommand()
		case strings.ContainsRune(" \t<>", c):
			endWord()
		default:
			word.WriteRune(c)
			inWord = true
		}
	}
	endCommand()
	return all
}
