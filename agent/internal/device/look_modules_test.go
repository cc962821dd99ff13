//go:build linux

package device

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/lanyard-id/lanyard/agent/internal/card/pkcs11"
	"github.com/lanyard-id/lanyard/agent/internal/card/virtual"
	"github.com/lanyard-id/lanyard/test/cards"
	"github.com/lanyard-id/lanyard/test/need"
	"github.com/lanyard-id/lanyard/test/p11mock"
)

// typing gives a PIN and counts how often it was asked for.
func typing(digits string, asked *atomic.Int32) *Sign {
	return &Sign{PIN: func(string) (*pkcs11.PIN, error) {
		asked.Add(1)
		return pkcs11.NewPIN([]byte(digits))
	}}
}

// Three ways to the same card, and one wrong PIN: one try, not three.
func TestAWrongPINCostsOneTry(t *testing.T) {
	module := need.Library(t, "opensc-pkcs11.so")
	stack := cards.Start(t, 2)
	c, err := virtual.New(virtual.PIN("135724"))
	if err != nil {
		t.Fatal(err)
	}
	stack.Insert(0, c)
	three := []ModuleCandidate{{"a", module}, {"b", module}, {"c", module}}

	var asked atomic.Int32
	m := lookModules(t.Context(), three, typing("999999", &asked))
	if asked.Load() != 1 || c.TriesLeft() != 2 {
		t.Errorf("asked %d times, %d tries are left of 3: %+v", asked.Load(), c.TriesLeft(), m.List)
	}
	said := 0
	for _, one := range m.List {
		if one.Signed == nil || one.Signed.Verified {
			t.Errorf("%+v", one)
		} else if strings.Contains(one.Signed.Why, "a PIN was refused before") {
			said++
		}
	}
	if said != 2 {
		t.Errorf("%d modules of two say why they were not tried", said)
	}

	asked.Store(0)
	m = lookModules(t.Context(), three, typing("135724", &asked))
	for _, one := range m.List {
		if one.Outcome != Loaded || one.Signed == nil || !one.Signed.Verified || one.Signed.Mechanism == "" {
			t.Errorf("%+v %+v", one, one.Signed)
		}
	}
	// The key for signatures wants a PIN of its own, which is asked for.
	if asked.Load() != 6 || c.TriesLeft() != 3 {
		t.Errorf("asked %d times, %d tries are left", asked.Load(), c.TriesLeft())
	}
}

// What the token says of its tries goes into the device, and the last ones are left alone.
func TestTriesOfAModule(t *testing.T) {
	mock := []ModuleCandidate{{"mock", p11mock.Library(t)}}
	for _, test := range []struct {
		words, digits, why string
		left               int // -1: not told
		asked              int32
	}{
		{"raw", p11mock.PIN, "", -1, 1},
		{"raw", "999999", "The PIN is wrong.", -1, 1},
		{"raw,locked-login", "999999", "blocked", 0, 1},
		{"raw,locked", p11mock.PIN, "the PIN is locked, so nothing was tried", -1, 0},
		{"raw,last-try", p11mock.PIN, "one try of the PIN is left, so nothing was tried", -1, 0},
	} {
		t.Setenv(p11mock.Variable, test.words)
		var asked atomic.Int32
		s := lookModules(t.Context(), mock, typing(test.digits, &asked)).List[0].Signed
		if s == nil || s.Verified != (test.why == "") || !strings.Contains(s.Why, test.why) || asked.Load() != test.asked {
			t.Errorf("%s: %+v, asked %d times", test.words, s, asked.Load())
			continue
		}
		if told := s.TriesLeft != nil; told != (test.left >= 0) || told && *s.TriesLeft != test.left {
			t.Errorf("%s: tries left %v", test.words, s.TriesLeft)
		}
	}
}

// A PIN is given to a key only that was asked for with its name: it may be another, with
// tries of its own.
func TestAKeyGetsItsOwnPIN(t *testing.T) {
	mock := []ModuleCandidate{{"mock", p11mock.Library(t)}}
	t.Setenv(p11mock.Variable, "raw,asks-again,other-pin")
	var tokens []string
	sign := &Sign{PIN: func(token string) (*pkcs11.PIN, error) {
		tokens = append(tokens, token)
		if len(tokens) == 2 {
			return pkcs11.NewPIN([]byte(p11mock.OtherPIN))
		}
		return pkcs11.NewPIN([]byte(p11mock.PIN))
	}}
	s := lookModules(t.Context(), mock, sign).List[0].Signed
	if s == nil || !s.Verified || len(tokens) != 2 || !strings.HasSuffix(tokens[1], "its key for signatures") {
		t.Errorf("%+v, asked for %q", s, tokens)
	}
}

// A module that hangs or crashes with the PIN in its hands may have spent a try.
func TestNoPINAfterADoubtfulOne(t *testing.T) {
	library := p11mock.Library(t)
	two := []ModuleCandidate{{"a", library}, {"b", library}}
	for _, words := range []string{"raw,crash-login", "raw,hang-login"} {
		t.Setenv(p11mock.Variable, words)
		var asked atomic.Int32
		m := lookModules(t.Context(), two, typing(p11mock.PIN, &asked))
		if asked.Load() != 1 {
			t.Errorf("%s: asked %d times: %+v %+v", words, asked.Load(), m.List[0].Signed, m.List[1].Signed)
		}
	}
}

// What a card says of its tries counts, whatever its module does.
func TestNoPINWhereACardHasOneTry(t *testing.T) {
	mock := []ModuleCandidate{{"mock", p11mock.Library(t)}}
	t.Setenv(p11mock.Variable, "raw")
	for left, want := range map[int]int32{0: 0, 1: 0, 2: 1} {
		var asked atomic.Int32
		sign := typing(p11mock.PIN, &asked)
		sign.heed(Cards{Readers: []Reader{{Name: "empty"}, {Card: &Card{}}, {Card: &Card{TriesLeft: &left}}}})
		lookModules(t.Context(), mock, sign)
		if asked.Load() != want {
			t.Errorf("%d tries left: asked %d times, want %d", left, asked.Load(), want)
		}
	}
}

// A module that is named and was found is tried once; one that is nowhere is still told of.
func TestModulesAreTriedOnce(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "module.so")
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(path, filepath.Join(dir, "link.so")); err != nil {
		t.Fatal(err)
	}
	got := besides([]ModuleCandidate{{"found", path}}, []ModuleCandidate{{"named", dir + "/./module.so"}, {"named", dir + "/link.so"}, {"named", dir + "/none.so"}})
	if want := []ModuleCandidate{{"found", path}, {"named", dir + "/none.so"}}; !slices.Equal(got, want) {
		t.Errorf("%+v", got)
	}
}
