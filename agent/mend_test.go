package agent

import (
	"testing"

	"github.com/lanyard-id/lanyard/agent/internal/checks"
)

// TestMendsOfChecks holds that what checks say can be mended can, and that every mend
// is of a check that says so.
func TestMendsOfChecks(t *testing.T) {
	mends := Mends()
	for _, c := range checks.All() {
		if c.Remedy.Fix != "" && mends[c.Remedy.Fix] == "" {
			t.Errorf("%s offers the mend %q, which is none", c.ID, c.Remedy.Fix)
		}
	}
	for id := range mends {
		if c := checks.Find(id); c == nil || c.Remedy.Fix != id {
			t.Errorf("no check offers the mend %s", id)
		}
	}
}
