package attempt

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// page is the reference of the language: each of its blocks is tried here. The
// words behind ``` say of what kind it is.
const page = "../../../../docs/extractors.md"

type block struct {
	kind string
	line int // of its first line
	text string
}

func readBlocks(t *testing.T) []block {
	t.Helper()
	src, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	var blocks []block
	var open *block
	for i, line := range strings.SplitAfter(string(src), "\n") {
		kind, isFence := strings.CutPrefix(strings.TrimSuffix(line, "\n"), "```")
		switch {
		case isFence && open == nil:
			open = &block{kind: kind, line: i + 2}
		case isFence:
			blocks = append(blocks, *open)
			open = nil
		case open != nil:
			open.text += line
		}
	}
	if open != nil {
		t.Fatalf("%s:%d: the block does not end", page, open.line)
	}
	return blocks
}

func TestPage(t *testing.T) {
	s := together(t, shipped(t)...)
	tried := map[string]int{}
	var a Attempt
	for _, b := range readBlocks(t) {
		tried[b.kind]++
		switch at := fmt.Sprintf("%s:%d", page, b.line); b.kind {
		case "yaml extractor":
			together(t, parsed(t, at, b.text))
		case "yaml excerpt":
			src := "language: 1\nextractor: excerpt\n"
			if !strings.Contains(b.text, "begins:") {
				src += "begins: [{path: /in}]\n"
			}
			parsed(t, at, src+b.text)
		case "http request":
			ask(s, request(t, b.text), &a)
		case "text claims":
			if diff := cmp.Diff(b.text, told(&a)); diff != "" {
				t.Errorf("%s: -page +claims:\n%s", at, diff)
			}
		default:
			t.Errorf("%s: no test knows blocks of the kind %q", at, b.kind)
		}
	}
	for _, kind := range []string{"yaml extractor", "yaml excerpt", "http request", "text claims"} {
		if tried[kind] == 0 {
			t.Errorf("%s has no block of the kind %q", page, kind)
		}
	}
}

// TestPageTellsAll holds the page to the table of keys and to the bounds.
func TestPageTellsAll(t *testing.T) {
	src, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, k := range slices.Concat(extractorShape.Keys, entranceShape.Keys, needShape.Keys, handshakeShape.Keys, outcomeShape.Keys, answerShape.Keys, refusalShape.Keys, factsShape().Keys) {
		names = append(names, "`"+k.Name+"`")
	}
	for _, form := range []string{FormPage, FormProblem, FormObject, FormText, FormAccepted} {
		names = append(names, "`"+form+"`")
	}
	names = append(names, fmt.Sprintf("at most %d.", maxBody), fmt.Sprintf("Absent, %d if", defaultBody),
		fmt.Sprintf("| %d bytes; 1,024 bytes |", maxValue), fmt.Sprintf("| %d, %d, %d |", maxList, maxList, maxUnread),
		fmt.Sprintf("| %d, %d, %d, %d; %d bytes |", maxEntrances, maxNames, maxRules, maxRules, maxPattern),
		fmt.Sprintf("| %d KiB; %d KiB |", maxInput>>10, maxJSONHeader>>10), fmt.Sprintf("| 1,000; %d KiB |", maxQuery>>10), fmt.Sprintf("| files | %d |", maxExtractors))
	for _, name := range names {
		if !strings.Contains(string(src), name) && !strings.Contains(string(src), strings.Trim(name, "`")+": ") {
			t.Errorf("%s does not tell of %s", page, name)
		}
	}
	if maxAgent != 1024 || maxParameters != 1000 {
		t.Errorf("the page tells of other bounds than %d and %d", maxAgent, maxParameters)
	}
}
