//go:build linux

package device

import (
	"strings"
	"testing"
	"time"

	"github.com/lanyard-id/lanyard/agent/internal/card/virtual"
	"github.com/lanyard-id/lanyard/agent/internal/host"
	"github.com/lanyard-id/lanyard/test/cards"
	"github.com/lanyard-id/lanyard/test/need"
	"github.com/lanyard-id/lanyard/test/p11mock"
)

// meanwhile is a card that calls then while it works on its n-th command.
func meanwhile(t *testing.T, n int, then func()) *virtual.Card {
	return made(t, virtual.Slow(time.Millisecond, func(time.Duration) {
		if n--; n == 0 {
			then()
		}
	}))
}

// TestServiceThatEnds while a card is read, or answers nobody any more, is told as that:
// the card is not blamed, and the look comes to an end.
func TestServiceThatEnds(t *testing.T) {
	s := cards.Start(t, 2)
	for _, n := range []int{1, 2, 5, 11} {
		s.Insert(0, meanwhile(t, n, s.Crash))
		seen := lookCards(t.Context())
		if seen.State != host.Failed || len(seen.Readers) > 0 || !strings.Contains(seen.Why, "ended or stopped answering while cards were read") || !strings.Contains(seen.Why, "pcscd.socket") {
			t.Errorf("ended at command %d: %+v", n, seen)
		}
		s.Stop()
		s.Resume()
	}
	s.Insert(0, made(t))
	s.Freeze()
	if seen := lookCards(t.Context()); seen.State != host.TooSlow {
		t.Errorf("hangs before: %+v", seen)
	}
	if d := Look(t.Context(), Options{Now: time.Now(), Modules: []ModuleCandidate{{"named", "/none.so"}}}); d.Modules.State != host.Failed || len(d.Modules.List) > 0 || !strings.Contains(d.Modules.Why, "smartcard service does not answer") {
		t.Errorf("modules are asked all the same: %+v", d.Modules)
	}
	s.Thaw()
	s.Insert(1, meanwhile(t, 3, s.Freeze))
	if seen := lookCards(t.Context()); seen.State != host.TooSlow || len(seen.Readers) > 0 {
		t.Errorf("hangs meanwhile: %+v", seen)
	}
	s.Thaw()
}

// A service that stops answering while modules are asked is told as that, and none of
// those that wait is blamed.
func TestServiceThatHangsWithModules(t *testing.T) {
	library := p11mock.Library(t)
	s := cards.Start(t, 1)
	s.Freeze()
	defer s.Thaw()
	for words, want := range map[string]Outcome{"hang-init": Untried, "": Loaded, "crash-init": Crashed} {
		t.Setenv(p11mock.Variable, words)
		m := lookModules(t.Context(), []ModuleCandidate{{"mock", library}}, nil)
		if got := m.List[0]; got.Outcome != want || got.Idle {
			t.Errorf("%q: %+v", words, got)
		}
		if silent := m.State == host.TooSlow; silent != (want == Untried) || silent && !strings.Contains(m.List[0].Why, "the smartcard service does not answer") {
			t.Errorf("%q: %+v", words, m)
		}
	}
}

// A module that hangs beside a slow card hangs by itself where nobody uses the card, and
// may wait for the card where somebody does.
func TestModuleThatHangsBesideASlowCard(t *testing.T) {
	library, opensc := p11mock.Library(t), need.Library(t, "opensc-pkcs11.so")
	s := cards.Start(t, 1)
	s.Insert(0, made(t, virtual.Slow(500*time.Millisecond, nil)))
	t.Setenv(p11mock.Variable, "hang-init")
	for _, test := range []struct {
		candidate ModuleCandidate
		idle      bool
	}{{ModuleCandidate{"mock", library}, true}, {ModuleCandidate{"opensc", opensc}, false}} {
		if m := lookModules(t.Context(), []ModuleCandidate{test.candidate}, nil).List[0]; m.Outcome != Hung || m.Idle != test.idle {
			t.Errorf("%+v", m)
		}
	}
}

// Where each of many modules hangs, those that get no turn in time are not waited for.
func TestModulesThatAllHang(t *testing.T) {
	library := p11mock.Library(t)
	t.Setenv(p11mock.Variable, "hang-init")
	var all []ModuleCandidate
	for range 3*modulesAtOnce + 1 {
		all = append(all, ModuleCandidate{"mock", library})
	}
	n := map[Outcome]int{}
	for _, m := range lookModules(t.Context(), all, nil).List {
		n[m.Outcome]++
		if m.Outcome == Untried && m.Why != "the modules before it took all the time" {
			t.Errorf("%+v", m)
		}
	}
	if n[Hung] < modulesAtOnce || n[Hung] > 2*modulesAtOnce || n[Untried] != len(all)-n[Hung] {
		t.Errorf("%v", n)
	}
}
