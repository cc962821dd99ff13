package live

import "testing"

// TestHeadline says in one sentence what happens now.
func TestHeadline(t *testing.T) {
	at := day(t, 10, 22, 0)
	open := Window{Requirement: "identity-agent", From: day(t, 10, 0, 0), Until: day(t, 11, 0, 0)}
	for _, test := range []struct {
		plan  *Plan
		clock Clock
		mode  string
		words string
	}{
		{nil, Clock{}, "none", "No plan is loaded. Nobody is warned or blocked."},
		{&Plan{}, Clock{}, "none", "No plan is loaded. Nobody is warned or blocked."},
		{&Plan{Loaded: true, Armed: true}, Clock{}, "none", "No block is due now."},
		{&Plan{Loaded: true, Armed: true, Open: []Window{open}}, Clock{}, "on", "Sign-ins that fall short are refused now."},
		{&Plan{Loaded: true, Armed: true, Open: []Window{{Requirement: "tls", From: at}}}, Clock{}, "on", "Sign-ins that fall short are refused now."},
		{&Plan{Loaded: true, Armed: true, Open: []Window{open}, Hold: &Hold{}}, Clock{}, "weak", "Blocks are due now, but only warn: all blocks are held."},
		{&Plan{Loaded: true, Open: []Window{open}}, Clock{}, "weak", "Blocks are due now, but only warn: the plan is not armed."},
		{&Plan{Loaded: true, Armed: true, Open: []Window{open}}, Clock{Doubt: "it stepped"}, "weak", "Blocks are due now, but only warn: the clock is doubted."},
		{&Plan{Loaded: true}, Clock{}, "weak", "No block is due now. One that comes due would only warn: the plan is not armed."},
	} {
		v := viewBlocks(&State{At: at, Plan: test.plan, Clock: &test.clock, Budget: &Budget{}})
		if v.Headline != test.words || v.Mode != test.mode {
			t.Errorf("%s: %q, want %s: %q", v.Mode, v.Headline, test.mode, test.words)
		}
	}
	spent := &Budget{Organisations: []SpentHere{{"A", Spent{Tripped: true}}, {"B", Spent{}}}, Tripped: 2}
	if v := viewBlocks(&State{At: at, Plan: &Plan{Loaded: true, Armed: true, Open: []Window{open}}, Budget: spent}); v.Headline != "Sign-ins that fall short are refused now, but not where the lock-out budget is used up: 2 organisations." {
		t.Errorf("where two budgets are used up: %q", v.Headline)
	}
}
