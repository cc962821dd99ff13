//go:build linux

package agent

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/lanyard-id/lanyard/agent/internal/card/virtual"
	"github.com/lanyard-id/lanyard/test/cards"
	"github.com/lanyard-id/lanyard/test/need"
	"github.com/lanyard-id/lanyard/test/p11mock"
	"github.com/lanyard-id/lanyard/test/shipped"
	"github.com/lanyard-id/lanyard/wire"
)

// findings of these checks, of this machine with a module named.
func findings(t *testing.T, module string, checks ...string) []wire.Finding {
	t.Helper()
	o := CheckOptions{Set: shipped.Set(t), Version: "test"}
	o.Now, o.Modules = time.Now, []string{module}
	r, err := Check(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	var out []wire.Finding
	for _, f := range r.Bundle.Findings {
		if slices.Contains(checks, f.Check) {
			out = append(out, f)
		}
	}
	return out
}

// OpenSC waits for a card that does not answer: that is the card, and no module is blamed.
// A module that hangs beside a good card is, and OpenSC beside it is well.
func TestWhoIsBlamedForWaiting(t *testing.T) {
	opensc, mock := need.Library(t, "opensc-pkcs11.so"), p11mock.Library(t)
	t.Setenv(p11mock.Variable, "hang-init")
	s := cards.Start(t, 2)
	mute, err := virtual.New(virtual.Mute())
	if err != nil {
		t.Fatal(err)
	}
	s.Insert(0, mute)
	found := findings(t, opensc, "middleware.loads")
	for _, f := range found {
		if f.Level != wire.Unknown || !strings.Contains(f.Say, "It is the card or its reader") {
			t.Errorf("with a mute card: %+v", f)
		}
	}
	if len(found) == 0 {
		t.Error("no module was tried with a mute card")
	}
	s.Remove(0)
	s.Insert(0, series6(t))
	levels := map[string]wire.Level{}
	for _, f := range findings(t, mock, "middleware.loads") {
		levels[f.About] = f.Level
	}
	if levels["mock.so"] != wire.Warning || levels["opensc-pkcs11.so"] != wire.Well {
		t.Errorf("with a good card: %v", levels)
	}
}

// A service that ends while modules are asked is no fault of theirs.
func TestServiceThatEndsUnderModules(t *testing.T) {
	opensc := need.Library(t, "opensc-pkcs11.so")
	s := cards.Start(t, 2)
	for _, n := range []int{14, 20, 30} { // this program itself asks the card twelve commands
		left := n
		c, err := virtual.New(virtual.Slow(time.Millisecond, func(time.Duration) {
			if left--; left == 0 {
				s.Crash()
			}
		}))
		if err != nil {
			t.Fatal(err)
		}
		s.Insert(0, c)
		sees := false
		for _, f := range findings(t, opensc, "middleware.loads", "middleware.slots") {
			sees = sees || f.Check == "middleware.slots"
			if f.Level == wire.Problem || f.Level == wire.Warning {
				t.Errorf("ended at command %d: %+v", n, f)
			}
		}
		if !sees {
			t.Errorf("ended at command %d: the service ended before a module was asked", n)
		}
		s.Stop()
		s.Resume()
	}
}
