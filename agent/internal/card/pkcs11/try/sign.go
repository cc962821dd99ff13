package main

import (
	"bytes"
	"context"
	"crypto/rsa"
	"crypto/x509"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/lanyard-id/lanyard/agent/internal/card/pkcs11"
	"github.com/lanyard-id/lanyard/agent/internal/card/pkcs11/apart"
	"github.com/lanyard-id/lanyard/agent/internal/card/pkcs11/layout"
	"github.com/lanyard-id/lanyard/agent/internal/card/pkcs11/memory"
)

// signed is how long signatures took.
type signed struct {
	apart.Tested
	More  int           `json:"more"`  // signatures after the first
	Total time.Duration `json:"total"` // of them
}

var errNoCertificate = errors.New("no token shows an RSA certificate")

// data is what is signed again and again, by SHA256-RSA-PKCS.
var data = []byte("32 bytes that are signed again ..")

var how = pkcs11.How{Mechanism: pkcs11.MechanismSHA256RSA}

func readPIN(file string) (*pkcs11.PIN, error) {
	b, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("the PIN: %w", err)
	}
	defer memory.Wipe(b)
	return memory.NewPIN(bytes.TrimSpace(b))
}

func isRSA(c pkcs11.Certificate) bool {
	cert, err := x509.ParseCertificate(c.DER)
	if err != nil {
		return false
	}
	_, ok := cert.PublicKey.(*rsa.PublicKey)
	return ok
}

func signApart(ctx context.Context, p *apart.Process, r apart.Report, pinFile string, more int) (*signed, error) {
	pin, err := readPIN(pinFile)
	if err != nil {
		return nil, err
	}
	defer pin.Wipe()
	for _, slot := range r.Slots {
		if slot.Token == nil {
			continue
		}
		for _, c := range slot.Token.Certificates {
			if !isRSA(c) {
				continue
			}
			tested, err := p.Test(ctx, apart.Test{Slot: slot.ID, Mechanisms: slot.Token.Mechanisms, Certificate: c, PIN: pin})
			if err != nil {
				return nil, err
			}
			s := &signed{Tested: tested, More: more}
			start := time.Now()
			for range more {
				if _, err := p.Sign(ctx, slot.ID, c.ID, pkcs11.Signing{How: how, Data: data}, nil); err != nil {
					return nil, err
				}
			}
			s.Total = time.Since(start)
			return s, nil
		}
	}
	return nil, errNoCertificate
}

// signInside does the same with the module in this process, and without looking
// around first: what any program does that signs with a token.
func signInside(module, pinFile, id string, more int) (*signed, error) {
	pin, err := readPIN(pinFile)
	if err != nil {
		return nil, err
	}
	defer pin.Wipe()
	key, err := hex.DecodeString(id)
	if err != nil {
		return nil, fmt.Errorf("-id %s: %w", id, err)
	}
	m, err := pkcs11.Open(module, nil)
	if err != nil {
		return nil, err
	}
	defer m.Close()
	slots, err := m.Slots(true)
	if err != nil {
		return nil, err
	}
	for _, slot := range slots {
		if token, err := m.Token(slot); err != nil || token.Flags&layout.FlagTokenInitialised == 0 {
			continue
		}
		s, err := m.OpenSession(slot)
		if err != nil {
			return nil, err
		}
		if len(key) == 0 {
			if key, err = rsaKey(s); err != nil {
				return nil, err
			}
		}
		if err := s.Login(pin, pkcs11.LoginOptions{}); err != nil {
			return nil, err
		}
		return signMany(s, key, more)
	}
	return nil, errNoCertificate
}

// rsaKey is the id of the first RSA certificate.
func rsaKey(s *pkcs11.Session) ([]byte, error) {
	certificates, _, err := s.Certificates(64)
	if err != nil {
		return nil, err
	}
	for _, c := range certificates {
		if isRSA(c) {
			return c.ID, nil
		}
	}
	return nil, errNoCertificate
}

func signMany(s *pkcs11.Session, id []byte, more int) (*signed, error) {
	key, err := s.Key(id)
	if err != nil {
		return nil, err
	}
	done := &signed{Tested: apart.Tested{Mechanism: how.Mechanism}, More: more}
	start := time.Now()
	if _, err := s.Sign(key, how, data, nil); err != nil {
		return nil, err
	}
	done.Took = time.Since(start)
	for range more {
		if _, err := s.Sign(key, how, data, nil); err != nil {
			return nil, err
		}
	}
	done.Total = time.Since(start) - done.Took
	return done, nil
}
