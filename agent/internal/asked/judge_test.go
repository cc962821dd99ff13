package asked

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/lanyard-id/lanyard/agent/internal/checks"
	"github.com/lanyard-id/lanyard/agent/internal/device"
	"github.com/lanyard-id/lanyard/agent/internal/host"
	"github.com/lanyard-id/lanyard/test/shipped"
	"github.com/lanyard-id/lanyard/wire"
)

// old is a computer of July 2025 with an agent and a card that the notice retires.
func old() *device.Device {
	d := &device.Device{At: time.Date(2025, 7, 7, 8, 0, 0, 0, time.UTC)}
	d.Host.System = host.System{Part: host.Part{State: host.Read}, Family: host.Windows, Name: "Windows 10 Pro", Version: "10.0.19045.5011"}
	d.Host.Products = host.Products{Part: host.Part{State: host.Read}, List: []host.Product{
		{Name: "NHS Digital Identity Agent", Version: "2.3.2.0"}, {Name: "An Invented Editor", Version: "1.0"},
	}}
	d.Cards = device.Cards{Part: host.Part{State: host.Read}, Readers: []device.Reader{
		{Name: "Reader 0", State: device.Present, Card: &device.Card{ATR: "3BF91800008131FE454A434F503431563232AF", Series: []int{5, 6}}},
	}}
	return d
}

func find(t *testing.T, asked []wire.Asked, requirement string) wire.Asked {
	t.Helper()
	for _, a := range asked {
		if a.Requirement == requirement {
			return a
		}
	}
	t.Fatalf("nothing is asked by %s: %+v", requirement, asked)
	return wire.Asked{}
}

func TestJudge(t *testing.T) {
	s := shipped.Set(t, "care-identity-2025-r1")
	asked, editions := Judge(checks.NewView(old(), s), s, old().At, Whose{})
	if d := cmp.Diff([]wire.Edition{{Notice: "care-identity-2025", Revision: 1}}, editions); d != "" {
		t.Error(d)
	}
	for _, want := range []struct{ requirement, about, result, action string }{
		{"card-series", "Reader 0", "unmet", "warn"}, // 5 or 6: whichever it is, it falls short
		{"oberthur-middleware", "", "unmet", "warn"},
		{"identity-agent", "identity-agent", "unmet", "warn"},
		{"tls", "identity-agent", "unknown", "warn"}, // which only the gate sees
	} {
		got := find(t, asked, want.requirement)
		if got.About != want.about || got.Result != want.result || got.Action != want.action {
			t.Errorf("%s: %+v", want.requirement, got)
		}
		if elsewhere := want.requirement == "tls"; got.Elsewhere != elsewhere {
			t.Errorf("%s: answered elsewhere: %v", want.requirement, got.Elsewhere)
		}
		if got.Why == "" || got.Say == "" {
			t.Errorf("%s: no reason or remedy: %+v", want.requirement, got)
		}
	}
	// The agent is warned now, blocked at intervals until September, the first of them
	// tomorrow at ten.
	got := find(t, asked, "identity-agent").Steps
	at := func(month time.Month, day, hour int) time.Time {
		return time.Date(2025, month, day, hour, 0, 0, 0, time.UTC)
	}
	september := at(8, 31, 23)
	want := []wire.Step{
		{From: at(6, 30, 23), Until: &september, Action: AtIntervals, Next: &wire.Span{From: at(7, 8, 9), Until: at(7, 8, 10)}},
		{From: september, Action: "warn"}, // what was asked before holds again
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

// TestJudgeKnowsNothing of a device that nobody looked at: unknown, never unmet.
func TestJudgeKnowsNothing(t *testing.T) {
	s := shipped.Set(t, "")
	asked, _ := Judge(checks.NewView(&device.Device{At: old().At}, s), s, old().At, Whose{})
	if len(asked) == 0 {
		t.Fatal("nothing is asked")
	}
	for _, a := range asked {
		if a.Result == "unmet" {
			t.Errorf("%+v", a)
		}
	}
}

// TestJudgeANearMiss takes a name that only comes near for neither there nor not.
func TestJudgeANearMiss(t *testing.T) {
	s := shipped.Set(t, "care-identity-2025-r1")
	d := old()
	d.Host.Products.List = append(d.Host.Products.List, host.Product{Name: "IDEMIA Something", Version: "5.1"})
	asked, _ := Judge(checks.NewView(d, s), s, d.At, Whose{})
	if got := find(t, asked, "oberthur-middleware"); got.Result != "unknown" {
		t.Errorf("%+v", got)
	}
}

// TestJudgeManyCards answers once for each card, and once for the device.
func TestJudgeManyCards(t *testing.T) {
	s := shipped.Set(t, "care-identity-2025-r1")
	d := old()
	for range 99 {
		d.Cards.Readers = append(d.Cards.Readers, device.Reader{Name: "Reader", State: device.Empty})
	}
	d.Cards.Readers[98] = device.Reader{Name: "Reader 98", State: device.Present, Card: &device.Card{Series: []int{8}}}
	asked, _ := Judge(checks.NewView(d, s), s, d.At, Whose{})
	results := map[string]string{}
	devices := 0
	for _, a := range asked {
		if a.Requirement == "card-series" {
			results[a.About] = a.Result
		}
		if a.Requirement == "oberthur-middleware" {
			devices++
		}
	}
	if d := cmp.Diff(map[string]string{"Reader 0": "unmet", "Reader 98": "met"}, results); d != "" {
		t.Error(d)
	}
	if devices != 1 {
		t.Errorf("the device is told %d times", devices)
	}
}

// On a computer that software for Windows cannot be on, nobody is asked to install it, and
// the card in it is judged all the same.
func TestJudgeElsewhereThanOnWindows(t *testing.T) {
	s := shipped.Set(t)
	at := time.Date(2026, 12, 1, 9, 0, 0, 0, time.UTC)
	for family, want := range map[host.Family]bool{host.Windows: true, host.Linux: false, host.MacOS: false, "": true} {
		d := old()
		d.Host.System.Family, d.Host.System.Name = family, "An Invented System 12"
		d.Host.Products.List = nil
		asked, _ := Judge(checks.NewView(d, s), s, at, Whose{})
		find(t, asked, "card-series")
		for _, requirement := range []string{"oberthur-middleware", "agent-kept"} {
			got := slices.ContainsFunc(asked, func(a wire.Asked) bool { return a.Requirement == requirement })
			if got != want {
				t.Errorf("%q: %s is asked for: %v", family, requirement, got)
			}
		}
	}
}
