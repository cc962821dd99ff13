package notice

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// golden compares a listing with the file beside its source, or writes it.
func golden(t *testing.T, source, got string) {
	t.Helper()
	file := strings.TrimSuffix(source, ".yaml") + ".golden"
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatalf("%v; run the test with -update", err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// TestCheckListings holds the listing of each file in testdata/check: all that is
// wrong with it, at once, in the order of the file, with its place.
func TestCheckListings(t *testing.T) {
	files, err := filepath.Glob("testdata/check/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatalf("no files: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".yaml"), func(t *testing.T) {
			src, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			n, problems := Parse(filepath.Base(file), src)
			if (n == nil) != problems.HasErrors() {
				t.Errorf("a notice is %v beside errors %v", n != nil, problems.HasErrors())
			}
			text := ""
			for _, p := range problems {
				text += p.String() + "\n"
			}
			golden(t, file, text)
		})
	}
}

// TestCheckBounds refuses what is more than the language allows, and takes what
// is as much.
func TestCheckBounds(t *testing.T) {
	requirements := func(count int) string {
		var b strings.Builder
		b.WriteString("requirements:\n")
		for i := range count {
			fmt.Fprintf(&b, "  - {id: r%d, of: card, met: card.series >= 8, remedy: {do: d}}\n", i)
		}
		return b.String()
	}
	windows := func(hours int, rest string) string { // three of them fall into gaps of the clocks
		return "requirements:\n  - {id: r, of: card, met: card.series >= 8, remedy: {do: d}, phases: [{action: warn}, {from: 2025-07, action: block, during: w}]}\n" +
			fmt.Sprintf("windows:\n  w:\n    - {on: [Mon, Tue, Wed, Thu, Fri, Sat, Sun], minutes: 00-10, first: 2026-01-01, last: %s}\n", time.Date(2026, 1, hours/24, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)) + rest
	}
	conditions := func(count, length int) string {
		var b strings.Builder
		b.WriteString("requirements:\n")
		for i := range count {
			fmt.Fprintf(&b, "  - {id: r%d, of: card, met: 'card.series >= %d', remedy: {do: d}, applies: 'card.type != \"%d%s\"'}\n", i, i, i, strings.Repeat("x", length))
		}
		return b.String()
	}
	one := "    - {date: 2025-07-08, from: \"10:00\", until: \"11:00\"}\n"
	for _, test := range []struct{ name, rest, want string }{
		{"1,000 requirements", requirements(1000), ""},
		{"1,001 requirements", requirements(1001), "notice.yaml:1007:5: the notice has more than 1000 requirements; split the notice"},
		{"20,000 windows: 19,989 and 11", windows(19992, strings.Repeat(one, 11)), ""},
		{"and one more", windows(19992, strings.Repeat(one, 13)), "notice.yaml:22:7: the windows of the notice expand to more than 20000; split the notice, or make the windows fewer"},
		{"20,016 windows", windows(20016, ""), "notice.yaml:10:7: the windows of the notice expand to more than 20000; split the notice, or make the windows fewer"},
		{"equal conditions count once", strings.ReplaceAll(requirements(1000), "card.series >= 8", "'card.type != \""+strings.Repeat("x", 700)+"\"'"), ""},
		{"conditions", conditions(900, 100), ""},
		{"long conditions", conditions(900, 300), "notice.yaml:665:79: the conditions of the notice have more than 300000 characters in all; split the notice, or shorten its conditions"},
		{"one long condition", "requirements:\n  - {id: r, of: card, met: 'card.type == \"" + strings.Repeat("x", 4096) + "\"'}\n", "notice.yaml:7:29: the condition has 4111 characters; at most 4096 are read; split the requirement, or shorten the condition"},
		{"1 MiB", "requirements: []\n#" + strings.Repeat("x", MaxBytes-len(written("n", 1, "2025-06", "requirements: []\n#"))), ""},
		{"1 MiB and a byte", "requirements: []\n#" + strings.Repeat("x", MaxBytes+1-len(written("n", 1, "2025-06", "requirements: []\n#"))), "notice.yaml: the file has 1048577 bytes, at most 1048576 are read; split it into several files"},
	} {
		n, problems := Parse("notice.yaml", []byte(written("n", 1, "2025-06", test.rest)))
		var errors []string
		for _, p := range problems {
			if p.Severity == Error {
				errors = append(errors, p.String())
			}
		}
		if got := strings.Join(errors, "\n"); got != test.want || (n == nil) != (test.want != "") {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
		}
	}
}

// TestErrorBehindManyWarnings refuses a notice whose error comes after more
// warnings than are listed.
func TestErrorBehindManyWarnings(t *testing.T) {
	many := "requirements:\n"
	for i := range 5 {
		many += fmt.Sprintf("  - {id: r%d, of: card, met: 'card.status in [%s\"x\"]', remedy: {do: d}}\n", i, strings.Repeat(`"x", `, 300))
	}
	if n, problems := Parse("f", []byte(written("n", 1, "2025-06", many))); n == nil || problems.HasErrors() {
		t.Errorf("warnings refuse a notice: %s", problems[len(problems)-1])
	}
	n, problems := Parse("f", []byte(written("n", 1, "2025-06", many+"  - {id: r0, of: card, met: card.series >= 8, remedy: {do: d}}\n")))
	if last := problems[len(problems)-1]; n != nil || last.Severity != Error || !strings.HasSuffix(last.What, "more problems are not listed") {
		t.Errorf("a notice with an error is read; its last problem is %s", last)
	}
}
