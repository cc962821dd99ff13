package notice

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// TestRemedies shows of remedies with one do the first, with what comes before
// any of them and the first word on what it disrupts.
func TestRemedies(t *testing.T) {
	n := parsed(t, written("n", 1, "2025-06", `
requirements:
  - {id: a, of: client, met: has(client.version), remedy: {do: update, who: it-team, say: Update., after: [middleware]}}
  - {id: b, of: device, met: has(device.os), remedy: {do: middleware, who: it-team, disruptive: "restarts the computer"}}
  - {id: c, of: client, met: has(client.status), remedy: {do: update, who: person, say: Ask., after: [restart, middleware], disruptive: "signs everybody out; install out of hours"}}
  - {id: d, of: client, met: has(client.product), remedy: {do: update, disruptive: "something else"}}
  - {id: e, of: card, met: has(card.type), remedy: {say: Look at it.}}
  - {id: f, of: card, met: has(card.atr)}
`))
	want := []Remedy{
		{Do: "update", Who: "it-team", Say: "Update.", After: []string{"middleware", "restart"}, Disruptive: "signs everybody out; install out of hours"},
		{Do: "middleware", Who: "it-team", Disruptive: "restarts the computer"},
	}
	set := together(t, Options{}, n)
	for range 2 { // what the notice says stays as it is
		if diff := cmp.Diff(want, set.Remedies(time.Date(2025, 7, 1, 0, 0, 0, 0, time.UTC))); diff != "" {
			t.Error(diff)
		}
	}
	if diff := cmp.Diff([]string{"middleware"}, n.Requirement("a").Remedy.After); diff != "" {
		t.Error(diff)
	}
}
