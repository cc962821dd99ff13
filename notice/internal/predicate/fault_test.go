package predicate

import (
	"bufio"
	"bytes"
	"flag"
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lanyard-id/lanyard/fact"
)

var update = flag.Bool("update", false, "write the golden files anew")

// golden compares what a test made with a file, or writes the file.
func golden(t *testing.T, path string, got []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s; run with -update if this is meant (-want +got)\n%s", path, diff)
	}
}

// jargon is what only those know who know CEL from inside.
var jargon = regexp.MustCompile(`overload|undeclared|undefined|comprehension|macro|expression|EOF|token|IDENTIFIER|NUM_|mismatched|extraneous|viable|recursion|_[&|!=<>+%*/?\[-]+_?|@[a-z]|google|protobuf|dyn[^a]|\bnil\b|\bfunc\b|%!`)

// TestFaults holds what authors are told of wrong conditions to a listing that
// reads as they see it: the condition, and below the place what is wrong.
func TestFaults(t *testing.T) {
	const path = "testdata/faults.txt"
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var got bytes.Buffer
	conditions := 0
	for lines := bufio.NewScanner(bytes.NewReader(file)); lines.Scan(); {
		line := lines.Text()
		if strings.HasPrefix(line, "#") || line == "" {
			fmt.Fprintln(&got, line)
			continue
		}
		source, ok := strings.CutPrefix(line, "> ")
		if !ok {
			continue // what was said of the condition above
		}
		conditions++
		fmt.Fprintln(&got, line)
		_, faults := Compile(source, scope)
		if len(faults) == 0 {
			t.Errorf("%s compiles", source)
		}
		for _, f := range faults {
			checkFault(t, source, f)
			fmt.Fprintf(&got, "  %s^ %s; %s\n", strings.Repeat(" ", f.Offset), f.What, f.Mend)
		}
	}
	if conditions < 60 {
		t.Errorf("%s lists %d conditions; something has eaten the rest", path, conditions)
	}
	golden(t, path, got.Bytes())
}

// checkFault holds every fault to what all of them promise.
func checkFault(t testing.TB, text string, f Fault) {
	t.Helper()
	if f.Offset < 0 || f.Offset > source(text).length() {
		t.Errorf("%q: a fault at %d, which is outside", text, f.Offset)
	}
	for _, words := range []string{f.What, f.Mend} {
		if words == "" || strings.TrimSpace(words) != words || strings.HasSuffix(words, ".") || strings.ContainsAny(words, "\x00\n") {
			t.Errorf("%q: not a sentence: %q", text, words)
		}
		if len([]rune(words)) > 400 {
			t.Errorf("%q: too long a sentence: %q", text, words)
		}
	}
}

// No message may speak of what only the library knows.
func TestFaultsHaveNoJargon(t *testing.T) {
	file, err := os.ReadFile("testdata/faults.txt")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(file)) {
		if strings.HasPrefix(line, "> ") || strings.HasPrefix(line, "#") {
			continue
		}
		if m := jargon.FindString(line); m != "" {
			t.Errorf("%q in %s", m, line)
		}
	}
}

// TestLimits tries what no line of a listing can hold.
func TestLimits(t *testing.T) {
	for _, c := range []struct {
		name, source, want string
	}{
		{"long", strings.Repeat("(", 5000), "the condition has 5000 characters; at most 4096 are read"},
		{"deep brackets", strings.Repeat("(", 500) + "true" + strings.Repeat(")", 500), "the condition is nested too deeply; at most 24 levels are read"},
		{"deep not", strings.Repeat("!(", 100) + "true" + strings.Repeat(")", 100), "the condition is nested too deeply; at most 24 levels are read"},
		{"deep choice", strings.Repeat("true ? true : ", 100) + "true", "the condition is nested too deeply; at most 24 levels are read"},
		{"wide", strings.Repeat("true && ", 450) + "true", "the condition has more than 400 parts"},
		{"many functions", strings.Repeat("now < in_days(1) && ", 100) + "true", "the condition has more than 400 parts"},
		{"sum", "card.series" + strings.Repeat(" + 1", 100) + " > 1", "the condition is nested too deeply; at most 24 levels are read"},
		{"walks in walks", `device.applications.all(a, device.applications.all(b, a.id != "x"))`, "the condition may take more than 1000000 steps"},
		{"empty", " \n\t", "the condition is empty"},
		{"selection", "card" + strings.Repeat(".x", 100), "the condition is nested too deeply; at most 24 levels are read"},
		{"lists", strings.Repeat("[", 100), "the condition is nested too deeply; at most 24 levels are read"},
		{"zero byte", "card.series\x00 >= 8", "a character that cannot be seen (U+0000) means nothing here"},
		{"no-break space", "card.series\u00a0>= 8", "a character that cannot be seen (U+00A0) means nothing here"},
		{"two lines of text", "card.type == \"a\nb\"", `this text has no closing "`},
		{"half a character", `card.type == "\uD800"`, `a \u in this text stands for no character`},
		{"not UTF-8", "card.type == \"\xff\"", "the condition is not UTF-8"},
		{"a quoted novel", `installed("` + strings.Repeat("x", 3000) + `")`, `there is no product "` + strings.Repeat("x", 60) + `…" in the catalogue`},
		{"a novel of a name", strings.Repeat("x", 3000) + ` == 1`, "nothing has the name " + strings.Repeat("x", 60) + "…"},
		{"a novel of a version", `client.version > version("` + strings.Repeat("x", 3000) + `")`, ""},
		{"a novel of a date", `now > date("` + strings.Repeat("x", 3000) + `")`, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, faults := Compile(c.source, scope)
			if p != nil || len(faults) == 0 {
				t.Fatalf("it compiles, or no fault is told")
			}
			for _, f := range faults {
				checkFault(t, c.source, f)
			}
			if c.want != "" && faults[0].What != c.want {
				t.Errorf("%q, want %q", faults[0].What, c.want)
			}
		})
	}
}

// TestWithinLimits has each limit reached, and not passed.
func TestWithinLimits(t *testing.T) {
	f := give(t, "card.series=8", "card.expires=2026-01-01T00:00:00Z")
	comparisons := func(n int) string { return strings.Repeat("card.series != 4 && ", n-1) + "card.series != 4" }
	padded := "card.series >= 8 //"
	for _, source := range []string{
		padded + strings.Repeat("é", MaxLength-len(padded)),
		strings.Repeat("(", 20) + "card.series >= 8" + strings.Repeat(")", 20),
		comparisons(80), // of four parts each, and one to join it
		`card.expires < in_days(36525) && card.expires > in_days(-36525)`,
		`card.expires < now + duration("876600h") && card.expires > now - duration("876600h")`,
	} {
		p, faults := Compile(source, scope)
		if p == nil {
			t.Errorf("%.40s…: %v", source, faults)
			continue
		}
		if got := p.Judge(f); got != fact.True {
			t.Errorf("%.40s…: %v", source, got)
		}
	}
	if _, faults := Compile(comparisons(81), scope); len(faults) != 1 || faults[0] != tooManyParts {
		t.Errorf("81 comparisons: %v", faults)
	}
	if _, faults := Compile(`card.expires > now + duration("876600h") + duration("1s")`, scope); len(faults) != 1 {
		t.Errorf("a century and a second: %v", faults)
	}
}
