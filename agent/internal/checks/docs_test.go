package checks

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/lanyard-id/lanyard/agent/internal/host"
)

var update = flag.Bool("update", false, "write the golden files anew")

// pageOfChecks is the page of the documentation that lists every check.
var pageOfChecks = filepath.Join("..", "..", "..", "docs", "checks.md")

// TestPageOfChecks holds that the page says what the checks are.
func TestPageOfChecks(t *testing.T) {
	got := describe()
	if *update {
		if err := os.WriteFile(pageOfChecks, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(pageOfChecks)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), got); d != "" {
		t.Errorf("docs/checks.md is not what the checks are (go test -update writes it anew):\n%s", d)
	}
}

// describe writes the page.
func describe() string {
	var b strings.Builder
	b.WriteString(`# What the agent checks

This page is written from the checks themselves. Each finds that all is well, or something to know, that it could not look, that something works today and will not always, or that something does not work now. What to do stands beside each finding. Where a fact is not public a check says *may*, or leaves it at a note.

`)
	for _, group := range Groups() {
		fmt.Fprintf(&b, "## %s\n\n", group)
		for _, c := range All() {
			if c.Group != group {
				continue
			}
			fmt.Fprintf(&b, "- **%s** (%s). %s", c.Title, c.ID, c.Why)
			for _, need := range c.Needs {
				fmt.Fprintf(&b, " Needs %s.", need)
			}
			for i, kind := range c.Reveals {
				fmt.Fprintf(&b, map[bool]string{true: " May tell of the %s", false: " and the %s"}[i == 0], kind)
			}
			if len(c.Reveals) > 0 {
				b.WriteString(", which is withheld unless it is asked for.")
			}
			for _, family := range c.On {
				if len(c.On) == 1 && family != "windows" {
					fmt.Fprintf(&b, " On %s.", family)
				}
			}
			fmt.Fprintf(&b, "\n  To do, by the %s: %s\n  Source: %s.\n", strings.ReplaceAll(strings.ReplaceAll(c.Remedy.Who, "-", " "), "it team", "IT team"), c.Remedy.Do+unix(c), plain(c.Source))
		}
		b.WriteString("\n")
	}
	b.WriteString("## Failures, and which checks find them\n\nWhat people see when a sign-in or a signature fails, as public pages tell it, and the checks that find the cause, the likeliest first. `lanyard-agent explain` says more of each.\n\n")
	for _, m := range modes {
		fmt.Fprintf(&b, "- **%s.** Found by %s.", strings.TrimRight(m.seen, "."), joined(m.checks))
		if m.unless != "" {
			b.WriteString(" " + m.unless)
		}
		fmt.Fprintf(&b, "\n  Source: %s.\n", plain(m.source))
	}
	return b.String()
}

// unix is what mends it elsewhere than on Windows, where that is another thing.
func unix(c *Check) string {
	if c.Remedy.Unix == "" {
		return ""
	}
	if len(c.On) > 0 && !slices.Contains(c.On, host.MacOS) {
		return " On Linux: " + c.Remedy.Unix
	}
	return " On Linux and macOS: " + c.Remedy.Unix
}

// joined joins ids, all of them.
func joined(ids []string) string {
	if len(ids) == 0 {
		return "no check"
	}
	return strings.Join(ids, ", ")
}

// plain keeps what stands for a wildcard or a link in Markdown from being one.
func plain(text string) string {
	return strings.NewReplacer("*", `\*`, "_", `\_`, "<", "&lt;", "[", `\[`).Replace(text)
}
