//go:build linux

package pkcs11

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"errors"
	"runtime"
	"testing"

	"github.com/lanyard-id/lanyard/agent/internal/card/pkcs11/layout"
	"github.com/lanyard-id/lanyard/agent/internal/card/pkcs11/memory"
	"github.com/lanyard-id/lanyard/test/softtoken"
)

// A module that others wrote, with a token that others made: SoftHSM in this process.
func TestSoftHSM(t *testing.T) {
	m, err := Open(softtoken.New(t), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer m.Close()
	if i := m.Info(); i.Manufacturer != "SoftHSM" || i.Cryptoki.Major != 2 || i.Library.Major != 2 {
		t.Errorf("the module says of itself %+v", i)
	}
	slot := slotOf(t, m, softtoken.Label)
	if info, err := m.Slot(slot); err != nil || info.Flags&layout.FlagTokenPresent == 0 {
		t.Errorf("the slot is %+v (%v)", info, err)
	}
	list, err := m.Mechanisms(slot)
	if err != nil || len(list) < 10 {
		t.Errorf("%d mechanisms (%v)", len(list), err)
	}
	if info, err := m.Mechanism(slot, MechanismSHA256RSA); err != nil || info.Flags&layout.FlagSign == 0 || info.MaxKeySize < 2048 {
		t.Errorf("SHA256-RSA-PKCS is %+v (%v)", info, err)
	}
	s, err := m.OpenSession(slot)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Key([]byte(softtoken.RSA)); !errors.Is(err, ErrNoKey) {
		t.Errorf("before the login the key is %v", err)
	}
	certs, unread, err := s.Certificates(10)
	if err != nil || len(certs) != 2 || unread != 0 {
		t.Fatalf("%d certificates, %d unread (%v)", len(certs), unread, err)
	}
	if one, unread, err := s.Certificates(1); err != nil || len(one) != 1 || unread != 1 {
		t.Errorf("of two one at most: %d, %d unread (%v)", len(one), unread, err)
	}
	if err := s.Login(pin(t, softtoken.PIN), LoginOptions{}); err != nil {
		t.Fatal(err)
	}
	digest := sha256.Sum256([]byte("a challenge"))
	for _, c := range certs {
		cert, err := x509.ParseCertificate(c.DER)
		if err != nil {
			t.Fatal(err)
		}
		key, err := s.Key(c.ID)
		if err != nil {
			t.Fatal(err)
		}
		signer := &Signer{Session: s, Key: key, Cert: cert.PublicKey}
		options := []crypto.SignerOpts{crypto.SHA256}
		if key.Type == KeyRSA {
			options = append(options, &rsa.PSSOptions{SaltLength: rsa.PSSSaltLengthEqualsHash, Hash: crypto.SHA256}, &rsa.PSSOptions{SaltLength: rsa.PSSSaltLengthAuto, Hash: crypto.SHA256})
		}
		for _, o := range options {
			signature, err := signer.Sign(rand.Reader, digest[:], o)
			if err != nil {
				t.Errorf("%s with %T: %v", cert.Subject, o, err)
				continue
			}
			if err := verify(cert.PublicKey, digest[:], signature, o); err != nil {
				t.Errorf("%s with %T: %v", cert.Subject, o, err)
			}
		}
		if key.Type == KeyRSA {
			signature, err := s.Sign(key, How{Mechanism: MechanismSHA256RSA}, []byte("a challenge"), nil)
			if err != nil || verify(cert.PublicKey, digest[:], signature, crypto.SHA256) != nil {
				t.Errorf("SHA256-RSA-PKCS does not verify (%v)", err)
			}
		}
	}
	if err := s.Logout(); err != nil {
		t.Error(err)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	if _, err := s.Key([]byte(softtoken.RSA)); !errors.Is(err, SessionHandleInvalid) {
		t.Errorf("a closed session gives %v", err)
	}
	if err := m.Close(); err != nil {
		t.Error(err)
	}
	if err := m.Close(); err != nil {
		t.Errorf("closing again: %v", err)
	}
	if _, err := m.Slots(true); !errors.Is(err, ErrClosed) {
		t.Errorf("a closed module gives %v", err)
	}
}

// What a wrong PIN costs is told, and what can be refused without a try is.
func TestSoftHSMWrongPIN(t *testing.T) {
	m, err := Open(softtoken.New(t), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer m.Close()
	slot := slotOf(t, m, softtoken.Label)
	s, err := m.OpenSession(slot)
	if err != nil {
		t.Fatal(err)
	}
	for _, length := range []string{"1", string(make([]byte, memory.MaxPINBytes))} {
		if err := s.Login(pin(t, length), LoginOptions{}); !errors.Is(err, ErrPINLength) {
			t.Errorf("a PIN of %d bytes gives %v", len(length), err)
		}
	}
	if err := s.Login(nil, LoginOptions{}); !errors.Is(err, ErrNoPIN) {
		t.Errorf("no PIN gives %v", err)
	}
	if token, err := m.Token(slot); err != nil || TriesOf(token) != TriesNotTold {
		t.Errorf("what was refused here cost a try: %v (%v)", TriesOf(token), err)
	}
	err = s.Login(pin(t, "999999"), LoginOptions{})
	var e *Error
	if !errors.As(err, &e) || e.Code != PINIncorrect || e.Function != "C_Login" || e.Tries != TriesFewer {
		t.Errorf("a wrong PIN gives %v", err)
	}
	if err := s.Login(pin(t, softtoken.PIN), LoginOptions{}); err != nil {
		t.Error(err)
	}
}

// Many goroutines use one module, while the collector runs: calls wait for each other.
func TestSoftHSMFromManyGoroutines(t *testing.T) {
	m, err := Open(softtoken.New(t), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer m.Close()
	slot := slotOf(t, m, softtoken.Label)
	first, err := m.OpenSession(slot)
	if err != nil {
		t.Fatal(err)
	}
	if err := first.Login(pin(t, softtoken.PIN), LoginOptions{}); err != nil {
		t.Fatal(err)
	}
	done := make(chan error)
	for range 4 {
		go func() {
			done <- func() error {
				s, err := m.OpenSession(slot)
				if err != nil {
					return err
				}
				defer s.Close()
				for range 20 {
					certs, _, err := s.Certificates(10)
					if err != nil || len(certs) != 2 {
						return errors.Join(err, errors.New("not two certificates"))
					}
					key, err := s.Key([]byte(softtoken.EC))
					if err != nil {
						return err
					}
					if _, err := s.Sign(key, How{Mechanism: MechanismECDSA}, make([]byte, 32), nil); err != nil {
						return err
					}
					runtime.GC()
				}
				return nil
			}()
		}()
	}
	for range 4 {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
}

func slotOf(t *testing.T, m *Module, label string) SlotID {
	t.Helper()
	slots, err := m.Slots(true)
	if err != nil {
		t.Fatal(err)
	}
	for _, slot := range slots {
		if token, err := m.Token(slot); err == nil && token.Label == label {
			return slot
		}
	}
	t.Fatalf("no token %q in %d slots", label, len(slots))
	return 0
}

func pin(t *testing.T, digits string) *PIN {
	t.Helper()
	p, err := newPIN(digits)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.Wipe)
	return p
}

func newPIN(digits string) (*PIN, error) { return memory.NewPIN([]byte(digits)) }

func verify(public crypto.PublicKey, digest, signature []byte, o crypto.SignerOpts) error {
	switch public := public.(type) {
	case *rsa.PublicKey:
		if pss, ok := o.(*rsa.PSSOptions); ok {
			return rsa.VerifyPSS(public, o.HashFunc(), digest, signature, pss)
		}
		return rsa.VerifyPKCS1v15(public, o.HashFunc(), digest, signature)
	case *ecdsa.PublicKey:
		if !ecdsa.VerifyASN1(public, digest, signature) {
			return errors.New("the signature is wrong")
		}
		return nil
	}
	return ErrKeyKind
}
