//go:build linux

package pkcs11

import (
	"crypto"
	"crypto/sha256"
	"crypto/x509"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/lanyard-id/lanyard/agent/internal/card"
	"github.com/lanyard-id/lanyard/test/p11mock"
)

// told opens a copy of the mock that behaves as words say: a library that is loaded
// once keeps what it read from the environment, and so does a process.
func told(t *testing.T, mock, words string) (*Module, error) {
	t.Helper()
	b, err := os.ReadFile(mock)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "mock.so")
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv(p11mock.Variable, words)
	m, err := Open(path, nil)
	if err == nil {
		t.Cleanup(func() { _ = m.Close() })
	}
	return m, err
}

// opened is a session with the mock's token.
func opened(t *testing.T, mock, words string) *Session {
	t.Helper()
	m, err := told(t, mock, words)
	if err != nil {
		t.Fatal(err)
	}
	s, err := m.OpenSession(0)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestMockSigns(t *testing.T) {
	s := opened(t, p11mock.Library(t), "")
	if err := s.Login(pin(t, p11mock.PIN), LoginOptions{}); err != nil {
		t.Fatal(err)
	}
	certs, _, err := s.Certificates(5)
	if err != nil || len(certs) != 1 {
		t.Fatalf("%d certificates (%v)", len(certs), err)
	}
	cert, err := x509.ParseCertificate(certs[0].DER)
	if err != nil {
		t.Fatal(err)
	}
	key, err := s.Key(certs[0].ID)
	if err != nil || key.AsksAgain {
		t.Fatalf("%+v (%v)", key, err)
	}
	digest := sha256.Sum256([]byte("a challenge"))
	signature, err := (&Signer{Session: s, Key: key, Cert: cert.PublicKey}).Sign(nil, digest[:], crypto.SHA256)
	if err != nil {
		t.Fatal(err)
	}
	if err := verify(cert.PublicKey, digest[:], signature, crypto.SHA256); err != nil {
		t.Error(err)
	}
}

// What a module says wrong of itself when it is opened.
func TestMockRefusesToOpen(t *testing.T) {
	mock := p11mock.Library(t)
	for words, want := range map[string]string{
		"version":      "C_GetFunctionList: the module's answer breaks the standard: it calls itself PKCS #11 9.40; there are 2 and 3",
		"null-list":    "C_GetFunctionList: the module's answer breaks the standard: the list of functions is at 0x0",
		"wild-list":    "C_GetFunctionList: the module's answer breaks the standard: the list of functions is at 0x7fff00001000, where there is nothing",
		"refuse-list":  "C_GetFunctionList: CKR_GENERAL_ERROR (0x5)",
		"refuse-init":  "C_Initialize: CKR_GENERAL_ERROR (0x5)",
		"no-functions": "C_GetInfo: CKR_FUNCTION_NOT_SUPPORTED (0x54)",
	} {
		if _, err := told(t, mock, words); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%s: %v\nwant %s", words, err, want)
		}
	}
}

// Counts and lengths that are lies, and writing past the end: errors that say so.
func TestMockLies(t *testing.T) {
	mock := p11mock.Library(t)
	for _, c := range []struct {
		words, want string
		ask         func(*Session) error
	}{
		{"many-slots", "it counts 4294967295; more than 1024 are not believed", slots},
		{"more-slots", "it gives 9 where there is room for 1", slots},
		{"overrun-slots", "wrote past the end", slots},
		{"grow-slots", "CKR_BUFFER_TOO_SMALL", slots},
		{"long-value", "attribute 0x102 has 2147483632 bytes", certificates},
		{"longer-value", "attribute 0x102 has 1 bytes at first and 2 then", certificates},
		{"overrun-value", "wrote past the end", certificates},
		{"find-more", "it gives 65 objects where there is room for 64", certificates},
		{"long-signature", "the signature has 2147483647 bytes", signs},
		{"empty-signature", "the signature has 0 bytes", signs},
		{"overrun-signature", "wrote past the end", signs},
	} {
		err := c.ask(opened(t, mock, c.words))
		var malformed *Malformed
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v\nwant %s", c.words, err, c.want)
		} else if c.words != "grow-slots" && !errors.As(err, &malformed) {
			t.Errorf("%s: %v is not of the kind that is not believed", c.words, err)
		}
	}
}

func slots(s *Session) error {
	_, err := s.m.Slots(false)
	return err
}

func certificates(s *Session) error {
	_, _, err := s.Certificates(5)
	return err
}

func signs(s *Session) error {
	_, err := s.Sign(Key{Object: 3}, How{Mechanism: MechanismRSA}, make([]byte, 32), nil)
	if errors.Is(err, UserNotLoggedIn) {
		p, pinErr := newPIN(p11mock.PIN)
		if pinErr != nil {
			return pinErr
		}
		defer p.Wipe()
		if err := s.Login(p, LoginOptions{}); err != nil {
			return err
		}
		_, err = s.Sign(Key{Object: 3}, How{Mechanism: MechanismRSA}, make([]byte, 32), nil)
	}
	return err
}

// A search that never ends is cut.
func TestMockFindsForEver(t *testing.T) {
	found, err := opened(t, p11mock.Library(t), "find-forever").Find(ClassCertificate, nil)
	if err != nil || len(found) != maxObjects {
		t.Errorf("%d objects (%v)", len(found), err)
	}
}

func TestMockTextsAreFitToBeShown(t *testing.T) {
	m, err := told(t, p11mock.Library(t), "hostile")
	if err != nil {
		t.Fatal(err)
	}
	if got := m.Info().Description; got != "\ufffd[31mred\ufffd\ufffd" {
		t.Errorf("%q", got)
	}
}

func TestMockHundredSlots(t *testing.T) {
	m, err := told(t, p11mock.Library(t), "hundred-slots")
	if err != nil {
		t.Fatal(err)
	}
	list, err := m.Slots(true)
	if err != nil || len(list) != 100 || list[99] != 99 {
		t.Errorf("%d slots (%v)", len(list), err)
	}
}

func TestMockEvent(t *testing.T) {
	m, err := told(t, p11mock.Library(t), "event")
	if err != nil {
		t.Fatal(err)
	}
	if slot, changed, err := m.Event(); err != nil || !changed || slot != 0 {
		t.Errorf("slot %d, changed %t (%v)", slot, changed, err)
	}
	if _, changed, err := m.Event(); err != nil || changed {
		t.Errorf("nothing happened, and changed is %t (%v)", changed, err)
	}
}

// The tries go down to a blocked card, and none is spent that could be spared.
func TestMockTries(t *testing.T) {
	s := opened(t, p11mock.Library(t), "")
	wrong := pin(t, "000000")
	attempt := func(p *PIN, o LoginOptions) error { return s.Login(p, o) }
	var e *Error
	if err := attempt(wrong, LoginOptions{}); !errors.As(err, &e) || e.Code != PINIncorrect || e.Tries != TriesFewer {
		t.Fatalf("the first wrong PIN: %v", err)
	}
	if err := attempt(wrong, LoginOptions{}); !errors.As(err, &e) || e.Tries != TriesOne || e.Say() != "The PIN is wrong. One try is left: another wrong PIN blocks the card." {
		t.Fatalf("the second wrong PIN: %v", err)
	}
	if left, known := card.TriesLeft(e); left != 1 || !known || !errors.Is(e, card.ErrWrongPIN) || errors.Is(e, card.ErrBlocked) {
		t.Errorf("%d tries left, known %t, for package card %v", left, known, e)
	}
	for range 3 {
		if err := attempt(wrong, LoginOptions{}); !errors.Is(err, ErrLastTry) {
			t.Fatalf("the last try is spent without the person: %v", err)
		}
	}
	if err := attempt(wrong, LoginOptions{LastTry: true}); !errors.As(err, &e) || e.Code != PINLocked || e.Tries != TriesNone {
		t.Fatalf("the third wrong PIN: %v", err)
	}
	if left, known := card.TriesLeft(e); left != 0 || !known || !errors.Is(e, card.ErrBlocked) {
		t.Errorf("%d tries left, known %t, for package card %v", left, known, e)
	}
	if err := attempt(pin(t, p11mock.PIN), LoginOptions{LastTry: true}); !errors.Is(err, ErrBlocked) {
		t.Errorf("a blocked card: %v", err)
	}
}

// Before a PIN is sent, the token is looked at.
func TestMockLoginChecksFirst(t *testing.T) {
	mock := p11mock.Library(t)
	for _, c := range []struct {
		words, pin string
		want       error
	}{
		{"", "1", ErrPINLength},
		{"", "135724000", ErrPINLength},
		{"no-lengths", "000", PINIncorrect},
		{"last-try", p11mock.PIN, ErrLastTry},
		{"locked", p11mock.PIN, ErrBlocked},
		{"", "", ErrNoPIN},
		{"pinpad", "", nil},
		{"removed", p11mock.PIN, nil}, // it cannot be opened
	} {
		m, err := told(t, mock, c.words)
		if err != nil {
			t.Fatal(err)
		}
		s, err := m.OpenSession(0)
		if c.words == "removed" {
			if !errors.Is(err, DeviceRemoved) {
				t.Errorf("a card that was taken out: %v", err)
			}
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Login(pin(t, c.pin), LoginOptions{}); !errors.Is(err, c.want) {
			t.Errorf("%q with %q: %v, want %v", c.words, c.pin, err, c.want)
		}
		if token, err := m.Token(0); c.want != PINIncorrect && (err != nil || TriesOf(token) == TriesFewer) {
			t.Errorf("%q with %q cost a try (%v)", c.words, c.pin, err)
		}
	}
}

// A key that asks again is given the PIN that is meant for it, or none.
func TestMockKeyAsksAgain(t *testing.T) {
	s := opened(t, p11mock.Library(t), "asks-again,other-pin")
	if err := s.Login(pin(t, p11mock.PIN), LoginOptions{}); err != nil {
		t.Fatal(err)
	}
	key, err := s.Key([]byte{1})
	if err != nil || !key.AsksAgain {
		t.Fatalf("%+v (%v)", key, err)
	}
	how := How{Mechanism: MechanismRSA}
	if _, err := s.Sign(key, how, make([]byte, 32), nil); !errors.Is(err, ErrAsksAgain) {
		t.Errorf("without a PIN: %v", err)
	}
	if token, err := s.m.Token(0); err != nil || TriesOf(token) != TriesNotTold {
		t.Errorf("that cost a try (%v)", err)
	}
	for range 2 {
		if _, err := s.Sign(key, how, make([]byte, 32), pin(t, p11mock.OtherPIN)); err != nil {
			t.Errorf("with its own PIN: %v", err)
		}
	}
	var e *Error
	if _, err := s.Sign(key, how, make([]byte, 32), pin(t, p11mock.PIN)); !errors.As(err, &e) || e.Code != PINIncorrect || e.Tries != TriesFewer {
		t.Errorf("with the PIN of the login: %v", err)
	}
}

// Each function is told before it is called, so that a parent knows where a module hangs.
func TestSteps(t *testing.T) {
	t.Setenv(p11mock.Variable, "")
	var steps []string
	m, err := Open(p11mock.Library(t), func(step string) { steps = append(steps, step) })
	if err != nil {
		t.Fatal(err)
	}
	if _, err := m.Slots(false); err != nil {
		t.Error(err)
	}
	if err := m.Close(); err != nil {
		t.Error(err)
	}
	want := []string{StepLoading, "C_GetFunctionList", "C_Initialize", "C_GetInfo", "C_GetSlotList", "C_GetSlotList", "C_Finalize"}
	if !slices.Equal(steps, want) {
		t.Errorf("%q\nwant %q", steps, want)
	}
}
