package card_test

import (
	"context"
	"crypto"
	"crypto/elliptic"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"errors"
	"testing"

	"github.com/lanyard-id/lanyard/agent/internal/card"
)

func TestSign(t *testing.T) {
	ctx := context.Background()
	text := []byte("an invented text")
	one, two, five := sha1.Sum(text), sha256.Sum256(text), sha512.Sum512(text)
	for _, tt := range []struct {
		name   string
		curve  elliptic.Curve
		hash   crypto.Hash
		digest []byte
	}{
		{"RSA, SHA-1", nil, crypto.SHA1, one[:]},
		{"RSA, SHA-256", nil, crypto.SHA256, two[:]},
		{"RSA, SHA-512", nil, crypto.SHA512, five[:]},
		{"P-256, SHA-256", elliptic.P256(), crypto.SHA256, two[:]},
		{"P-256, SHA-1", elliptic.P256(), crypto.SHA1, one[:]},
		{"P-384, SHA-512", elliptic.P384(), crypto.SHA512, five[:]},
		{"P-384, SHA-256", elliptic.P384(), crypto.SHA256, two[:]},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f := newFake()
			f.key, _ = certified(t, tt.curve)
			p := selected(t, f)
			public := f.key.Public()
			if _, err := p.Sign(ctx, card.Signature, public, tt.hash, tt.digest); !errors.Is(err, card.ErrSecurityStatus) {
				t.Fatalf("without a PIN: %v", err)
			}
			if err := p.Verify(ctx, []byte("123456")); err != nil {
				t.Fatal(err)
			}
			signature, err := p.Sign(ctx, card.Signature, public, tt.hash, tt.digest)
			if err != nil || len(signature) == 0 {
				t.Fatalf("%X, %v", signature, err)
			}
		})
	}
}

func TestSignRefuses(t *testing.T) {
	ctx := context.Background()
	digest := sha256.Sum256([]byte("an invented text"))
	f := newFake()
	f.key, _ = certified(t, nil)
	f.open = true
	p := selected(t, f)
	other, _ := certified(t, elliptic.P256())
	odd, _ := certified(t, elliptic.P521())
	for _, tt := range []struct {
		name   string
		public crypto.PublicKey
		hash   crypto.Hash
		digest []byte
		want   error
	}{
		{"another length", f.key.Public(), crypto.SHA256, digest[:31], card.ErrDigest},
		{"no hash", f.key.Public(), crypto.Hash(0), nil, card.ErrDigest},
		{"a key of another card", other.Public(), crypto.SHA256, digest[:], card.ErrBadSignature},
		{"a curve that PIV has not", odd.Public(), crypto.SHA256, digest[:], card.ErrKeyType},
		{"no key", nil, crypto.SHA256, digest[:], card.ErrKeyType},
	} {
		if _, err := p.Sign(ctx, card.Authentication, tt.public, tt.hash, tt.digest); !errors.Is(err, tt.want) {
			t.Errorf("%s: %v", tt.name, err)
		}
	}
	f.bend = func(card.Command) ([]byte, error, bool) { return sw([]byte{0x7C, 0x00}, card.SWOK), nil, true }
	if _, err := p.Sign(ctx, card.Authentication, f.key.Public(), crypto.SHA256, digest[:]); !errors.Is(err, card.ErrTLV) {
		t.Errorf("an answer without a signature: %v", err)
	}
}
