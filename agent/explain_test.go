package agent

import (
	"testing"

	"github.com/lanyard-id/lanyard/agent/internal/checks"
	"github.com/lanyard-id/lanyard/agent/internal/symptom"
)

// TestSymptomsNameChecks holds that what an explanation points at exists.
func TestSymptomsNameChecks(t *testing.T) {
	for _, s := range symptom.All() {
		for _, cause := range s.Causes {
			for _, id := range cause.Checks {
				if checks.Find(id) == nil {
					t.Errorf("%s: a cause names the check %s, and there is none", s.Title, id)
				}
			}
		}
	}
}
