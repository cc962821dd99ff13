package device

import (
	"encoding/hex"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/lanyard-id/lanyard/agent/internal/card/pkcs11/apart"
	"github.com/lanyard-id/lanyard/agent/internal/card/virtual"
	"github.com/lanyard-id/lanyard/agent/internal/host"
	"github.com/lanyard-id/lanyard/test/cards"
)

// TestMain makes the test's own program the child that a module is loaded in, as the
// agent is, and gives the tests with cards their namespaces.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == apart.Verb {
		if apart.Serve(os.Args[2:]) != nil {
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(cards.Main(m))
}

func made(t *testing.T, options ...virtual.Option) *virtual.Card {
	t.Helper()
	c, err := virtual.New(options...)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func atr(t *testing.T, digits string) virtual.Option {
	t.Helper()
	b, err := hex.DecodeString(digits)
	if err != nil {
		t.Fatal(err)
	}
	return virtual.ATR(b)
}

// TestLookCards puts cards of every kind into real readers.
func TestLookCards(t *testing.T) {
	s := cards.Start(t, 4)
	good := made(t, atr(t, virtual.ATRCareIdentity))
	blocked := made(t, atr(t, virtual.ATRHospital), virtual.Blocked())
	blank := made(t, virtual.Blank())
	s.Insert(0, good)
	s.Insert(1, blocked)
	s.Insert(2, blank)
	seen := lookCards(t.Context())
	if seen.State != host.Read || len(seen.Readers) != 4 {
		t.Fatalf("%+v", seen)
	}
	readers := map[string]Reader{}
	for _, r := range seen.Readers {
		readers[r.Name] = r
	}
	at := func(i int) Reader { return readers[s.Readers()[i].Name] }

	r := at(0)
	if r.State != Present || r.Card == nil || r.Card.ATR != virtual.ATRCareIdentity || !slices.Equal(r.Card.Series, []int{5, 6}) || r.Card.Protocol != "T=1" {
		t.Fatalf("the good card: %+v %+v", r, r.Card)
	}
	if len(r.Card.Certificates) != 2 || r.Card.Certificates[0].Use != "authentication" || !r.Card.Certificates[0].NotAfter.After(time.Now()) || r.Card.Certificates[0].Subject == "" {
		t.Errorf("its certificates: %+v", r.Card.Certificates)
	}
	if r.Card.TriesLeft == nil || *r.Card.TriesLeft != good.TriesLeft() || good.TriesLeft() != 3 {
		t.Errorf("its tries: %v, the card says %d", r.Card.TriesLeft, good.TriesLeft())
	}
	if r := at(1); r.Card == nil || r.Card.TriesLeft == nil || *r.Card.TriesLeft != 0 || r.Card.Protocol != "T=0" {
		t.Errorf("the blocked card: %+v %+v", r, r.Card)
	}
	if r := at(2); r.Card == nil || !r.Card.Blank || len(r.Card.Certificates) > 0 {
		t.Errorf("the blank card: %+v %+v", r, r.Card)
	}
	if r := at(3); r.State != Empty || r.Card != nil {
		t.Errorf("the empty reader: %+v", r)
	}
}

// TestLookCardsThatLie holds that no card costs a try, hangs the look or ends it.
func TestLookCardsThatLie(t *testing.T) {
	s := cards.Start(t, 2)
	for _, lie := range []virtual.Lie{virtual.Lengths, virtual.Endless, virtual.Garbage, virtual.Truncated, virtual.Statuses} {
		c := made(t, virtual.Lying(lie))
		s.Insert(0, c)
		seen := lookCards(t.Context())
		if len(seen.Readers) != 2 || seen.Readers[0].Card == nil {
			t.Fatalf("%s: %+v", lie, seen)
		}
		if got := seen.Readers[0].Card; len(got.Faults) == 0 && !got.Blank && len(got.Certificates) > 0 && lie != virtual.Truncated {
			t.Errorf("%s: nothing is said against it: %+v", lie, got)
		}
		if c.TriesLeft() != 3 {
			t.Errorf("%s: a try was spent", lie)
		}
		s.Remove(0)
	}
}

// TestLookCardsWithoutService says so, and what to do.
func TestLookCardsWithoutService(t *testing.T) {
	cards.Start(t, 1).Stop() // libpcsclite remembers where it looked first, so it looks nowhere else
	seen := lookCards(t.Context())
	if seen.State == host.Read || !strings.HasSuffix(seen.Why, ".") {
		t.Errorf("%+v", seen)
	}
}
