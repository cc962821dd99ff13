//go:build linux

package device

import (
	"strings"
	"testing"
	"time"

	"github.com/lanyard-id/lanyard/agent/internal/card/virtual"
	"github.com/lanyard-id/lanyard/agent/internal/host"
	"github.com/lanyard-id/lanyard/test/cards"
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
	s.Thaw()
	s.Insert(1, meanwhile(t, 3, s.Freeze))
	if seen := lookCards(t.Context()); seen.State != host.TooSlow || len(seen.Readers) > 0 {
		t.Errorf("hangs meanwhile: %+v", seen)
	}
	s.Thaw()
}
