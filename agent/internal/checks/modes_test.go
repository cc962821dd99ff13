package checks

import (
	"strings"
	"testing"
)

// TestModes holds that every known failure is found by checks that exist, or that it
// is said why none can find it.
func TestModes(t *testing.T) {
	// The twenty of the public pages that were compiled for this project.
	if len(modes) < 20 {
		t.Errorf("there are %d failures, and twenty are known", len(modes))
	}
	seen := map[string]bool{}
	for _, m := range modes {
		if m.seen == "" || seen[m.seen] || m.source == "" {
			t.Errorf("%q: no name of its own, or no source", m.seen)
		}
		seen[m.seen] = true
		if len(m.checks) == 0 && m.unless == "" {
			t.Errorf("%q: no check finds it, and nothing says why", m.seen)
		}
		if m.unless != "" && !strings.HasSuffix(m.unless, ".") {
			t.Errorf("%q: the reason is no sentence: %q", m.seen, m.unless)
		}
		known := map[string]bool{}
		for _, id := range m.checks {
			if Find(id) == nil {
				t.Errorf("%q: there is no check %s", m.seen, id)
			}
			if known[id] {
				t.Errorf("%q: %s stands there twice", m.seen, id)
			}
			known[id] = true
		}
	}
}
