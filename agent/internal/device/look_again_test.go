package device

import (
	"testing"

	"github.com/lanyard-id/lanyard/agent/internal/card/virtual"
	"github.com/lanyard-id/lanyard/test/cards"
)

// A card that was pulled while modules were asked did not stay, also where it is in again;
// one that nobody touched did, whoever asked it.
func TestCardsThatStay(t *testing.T) {
	s := cards.Start(t, 4)
	stays := []bool{true, false, false, false}
	for i := range 3 {
		s.Insert(i, made(t, virtual.Blank()))
	}
	seen := lookCards(t.Context())
	s.Remove(1)
	s.Remove(2)
	s.Insert(2, made(t, virtual.Blank()))
	s.Insert(3, made(t, virtual.Blank()))
	lookCards(t.Context()) // as others do who connect to it
	seen.lookAgain(t.Context())
	for i, r := range seen.Readers {
		if r.Name != s.Readers()[i].Name || r.After == nil || r.Stayed() != stays[i] {
			t.Errorf("%s, now %+v: stayed %v", r.Name, r.After, r.Stayed())
		}
	}
	s.Stop()
	again := lookedBefore(seen)
	again.lookAgain(t.Context())
	if r := again.Readers[0]; r.After != nil || r.Stayed() {
		t.Errorf("without a service: %+v", r.After)
	}
}

// lookedBefore is what was seen before the modules were asked.
func lookedBefore(c Cards) Cards {
	for i := range c.Readers {
		c.Readers[i].After = nil
	}
	return c
}
