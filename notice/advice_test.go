package notice

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestAdvise(t *testing.T) {
	const ten, eleven, noon = "2025-07-08T10:00:00+01:00", "2025-07-08T11:00:00+01:00", "2025-07-08T12:00:00+01:00"
	agent := Told{Requirement: "agent", Result: Unmet, Action: Block, Until: eleven, Do: "update", Tell: "Too old."}
	tls := Told{Requirement: "tls", Result: Unmet, Action: Block, Until: noon, Do: "update", Tell: "Too old, by TLS."}
	card := Told{Requirement: "card", Result: Unmet, Action: Warn, Until: ten, Do: "replace", Tell: "Ask for a new card."}
	blur := Told{Requirement: "blur", Result: Unknown, Action: Block, Until: ten, Do: "look", Tell: "This must not be told."}
	quiet := Told{Requirement: "quiet", Result: Unmet, Action: Observe, Do: "later", Tell: "Nobody asks for this yet."}
	bare := Told{Requirement: "bare", Result: Unmet, Action: Warn, Tell: "Tell your IT team."}
	endless := Told{Requirement: "endless", Result: Unmet, Action: Block, Tell: "Out of use."}
	names := func(list []Told) (out []string) {
		for _, f := range list {
			out = append(out, f.Requirement)
		}
		return out
	}
	for name, test := range map[string]struct {
		findings []Told
		done     Action
		tell     []string
		unsure   bool
		asking   []string
		until    string
	}{
		"nothing":                     {nil, Observe, nil, false, nil, ""},
		"a block before a warning":    {[]Told{card, quiet, agent}, Block, []string{"Too old."}, false, []string{"agent", "card"}, eleven},
		"the first of one action":     {[]Told{agent, tls}, Block, []string{"Too old."}, false, []string{"agent", "tls"}, noon},
		"a block that became less":    {[]Told{card, agent}, Warn, []string{"Too old.", "Ask for a new card."}, false, []string{"agent", "card"}, ""},
		"not known":                   {[]Told{blur, card}, Block, nil, true, []string{"blur", "card"}, ten},
		"not known, and known":        {[]Told{blur, agent}, Block, []string{"Too old."}, true, []string{"blur", "agent"}, eleven},
		"one without an end":          {[]Told{agent, endless}, Block, []string{"Too old.", "Out of use."}, false, []string{"agent", "endless"}, ""},
		"sentences without an action": {[]Told{bare, bare, card}, Warn, []string{"Tell your IT team.", "Ask for a new card."}, false, []string{"bare", "bare", "card"}, ""},
		"let in":                      {[]Told{quiet}, Observe, nil, false, nil, ""},
	} {
		t.Run(name, func(t *testing.T) {
			a := Advise(test.findings, test.done)
			until := ""
			if !a.Until.IsZero() {
				until = a.Until.Format(time.RFC3339)
			}
			if diff := cmp.Diff(test.tell, a.Tell); diff != "" || a.Unsure != test.unsure || until != test.until {
				t.Errorf("unsure %v, until %q, tell (-want +got)\n%s", a.Unsure, until, diff)
			}
			if diff := cmp.Diff(test.asking, names(a.Asking)); diff != "" {
				t.Errorf("asking (-want +got)\n%s", diff)
			}
		})
	}
}

func TestAdviceOfAnAnswer(t *testing.T) {
	finding := Told{Result: Unmet, Action: Warn, Tell: "Too old."}
	for decision, want := range map[string]int{"allow": 0, "warn": 1, "block": 0, "": 0} {
		if got := (&Answer{Decision: decision, Findings: []Told{finding}}).Advice(); len(got.Tell) != want {
			t.Errorf("%q tells %q", decision, got.Tell)
		}
	}
}
