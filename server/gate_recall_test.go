package server

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/server/internal/evidence"
	"github.com/lanyard-id/lanyard/server/internal/gate/decision"
)

// TestRecalled makes of a record what the live page counts.
func TestRecalled(t *testing.T) {
	titles := map[string]decision.Finding{"identity-agent": {Notice: "care-identity-2025", Requirement: "identity-agent", Title: "Identity Agent is a supported version"}}
	for _, test := range []struct {
		name, record string
		want         decision.Decision
	}{
		{"spared",
			`{"signIn":{"at":"2025-07-08T10:00:00+01:00","client":{"product":"identity-agent","version":"2.3.1.0"}},` +
				`"answer":{"decision":"warn","code":"","notices":[],"findings":[` +
				`{"requirement":"identity-agent","result":"unmet","action":"block","why":""},{"requirement":"gone","result":"unmet","action":"block","why":""}],"rejects":[],"zones":""},` +
				`"digest":"sha256:00","gate":{"asked":"block","weakened":"budget","extractor":"identity-agent","organisation":"ORG","proven":"device","contradictions":["it lies"]}}`,
			decision.Decision{
				Action: notice.Warn, Asked: notice.Block, Weakened: decision.Budget, Extractor: "identity-agent", Organisation: "ORG",
				Client: "identity-agent", Version: "2.3.1.0", Proven: decision.ByDevice, Contradicted: []string{"it lies"},
				Findings: []decision.Finding{{Notice: "care-identity-2025", Requirement: "identity-agent", Title: "Identity Agent is a supported version", Result: notice.Unmet, Asks: notice.Block}},
			}},
		{"allowed, and nothing known",
			`{"signIn":{"at":"2025-07-08T10:00:00+01:00"},"answer":{"decision":"allow","code":"","notices":[],"findings":[],"rejects":[],"zones":""},"gate":{"asked":"allow"}}`,
			decision.Decision{}},
	} {
		k, err := evidence.Parse([]byte(test.record))
		if err != nil {
			t.Fatal(err)
		}
		got := recalled(&k, titles)
		if diff := cmp.Diff(test.want, *got, cmp.Comparer(func(a, b decision.Decision) bool { return cmp.Equal(flat(a), flat(b)) })); diff != "" {
			t.Errorf("%s (-want +got)\n%s", test.name, diff)
		}
	}
}

// flat is what of a decision is compared.
func flat(d decision.Decision) []any {
	return []any{d.Action, d.Asked, d.Weakened, d.Extractor, d.Organisation, d.Client, d.Version, d.Proven, d.Contradicted, d.Findings}
}
