package plan

import (
	"fmt"
	"path/filepath"
	"strings"

	"github.com/lanyard-id/lanyard/notice"
)

// Files are what a plan is made of. A folder stands for the files in it that end
// in .yaml, except tests of notices (_test.yaml) and hidden ones.
type Files struct {
	Notices    []string
	Exemptions []string
	Pauses     []string
	// Armed is the digest of the files that was approved, as `lanyard notice digest`
	// prints it, or the path of a file that holds it; "" = nobody approved them, and
	// blocks warn.
	Armed string
	// State is a folder in which a hold is kept over restarts, and the last good
	// files for a start while some are broken; "" = neither is.
	State string
}

// named lists the files and folders as they were given, once each.
func (f Files) named() []place {
	var out []place
	seen := map[string]bool{}
	for _, group := range []struct {
		kind  notice.Kind
		paths []string
	}{{notice.KindNotice, f.Notices}, {notice.KindExemptions, f.Exemptions}, {notice.KindPauses, f.Pauses}} {
		for _, path := range group.paths {
			path = filepath.Clean(path)
			if !seen[path] {
				seen[path] = true
				out = append(out, place{group.kind, path})
			}
		}
	}
	return out
}

// place is a file or folder, and what is expected there.
type place struct {
	kind notice.Kind
	path string
}

// isPart reports whether a file in a folder belongs to the plan by its name.
func isPart(name string) bool {
	return strings.HasSuffix(name, ".yaml") && !strings.HasSuffix(name, "_test.yaml") && !strings.HasPrefix(name, ".")
}

func kindWords(k notice.Kind) string {
	switch k {
	case notice.KindExemptions:
		return "exemptions"
	case notice.KindPauses:
		return "pauses"
	case notice.KindCases:
		return "tests of notices"
	}
	return "notice"
}

// trouble is a problem with a file as a whole.
func trouble(path, what, mend string) notice.Problem {
	return notice.Problem{File: path, Severity: notice.Error, What: what, Mend: mend}
}

// Broken is the error of files that make no plan.
type Broken struct{ Problems notice.Problems }

// Error lists the problems, a line each.
func (b *Broken) Error() string {
	var lines []string
	for _, p := range b.Problems {
		if p.Severity == notice.Error {
			lines = append(lines, p.String())
		}
	}
	if len(lines) == 0 {
		return fmt.Sprintf("%d problems", len(b.Problems))
	}
	return strings.Join(lines, "\n")
}
