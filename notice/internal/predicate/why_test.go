package predicate

import (
	"bufio"
	"bytes"
	"fmt"
	"os"
	"strings"
	"testing"
)

// TestWhy holds what is said of findings to a listing that reads like a report:
// a condition, facts, and what is said of them, with "; " between facts.
func TestWhy(t *testing.T) {
	const path = "testdata/why.txt"
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var got bytes.Buffer
	var p *Predicate
	sentences := 0
	for lines := bufio.NewScanner(bytes.NewReader(file)); lines.Scan(); {
		line := lines.Text()
		if strings.HasPrefix(line, "    ") {
			continue // what was said
		}
		fmt.Fprintln(&got, line)
		if source, ok := strings.CutPrefix(line, "> "); ok {
			var faults []Fault
			if p, faults = Compile(source, scope); p == nil {
				t.Fatalf("%s: %v", source, faults)
			}
		} else if facts, ok := strings.CutPrefix(line, "  "); ok {
			f := &Facts{}
			if facts = strings.TrimSpace(facts); facts != "nothing" {
				f = give(t, strings.Split(facts, "; ")...)
			} else {
				f = give(t)
			}
			why := p.Why(f)
			fmt.Fprintf(&got, "    %v: %s\n", p.Judge(f), strings.Join(why, "; "))
			if again := p.Why(f); strings.Join(again, "; ") != strings.Join(why, "; ") {
				t.Errorf("%s: %q, and then %q", p.Source, why, again)
			}
			if m := jargon.FindString(strings.Join(why, " ")); m != "" {
				t.Errorf("%s: %q in %q", p.Source, m, why)
			}
			sentences++
		}
	}
	if sentences < 60 {
		t.Errorf("%s has %d sentences; something has eaten the rest", path, sentences)
	}
	golden(t, path, got.Bytes())
}
