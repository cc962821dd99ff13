package pkcs11

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"errors"
	"math/big"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// r and s side by side become what everybody else verifies, also where one of them
// begins with zeros.
func TestShape(t *testing.T) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		digest := sha256.Sum256(rapid.SliceOf(rapid.Byte()).Draw(t, "data"))
		r, s, err := ecdsa.Sign(rand.Reader, key, digest[:])
		if err != nil {
			t.Fatal(err)
		}
		raw := append(r.FillBytes(make([]byte, 32)), s.FillBytes(make([]byte, 32))...)
		shaped, err := Shape(key.Public(), raw)
		if err != nil || !ecdsa.VerifyASN1(&key.PublicKey, digest[:], shaped) {
			t.Fatalf("it does not verify (%v)", err)
		}
	})
	for _, n := range []int{0, 1, 63} {
		var malformed *Malformed
		if _, err := Shape(key.Public(), make([]byte, n)); !errors.As(err, &malformed) {
			t.Errorf("%d bytes: %v", n, err)
		}
	}
}

func TestSigningOf(t *testing.T) {
	public := &rsa.PublicKey{N: new(big.Int).Lsh(big.NewInt(1), 2047), E: 65537}
	digest := make([]byte, 32)
	for _, c := range []struct {
		name string
		o    crypto.SignerOpts
		want How
		data int
		fail string
	}{
		{"PKCS #1", crypto.SHA256, How{Mechanism: MechanismRSA}, 19 + 32, ""},
		{"PKCS #1 without a digest's name", crypto.Hash(0), How{Mechanism: MechanismRSA}, 32, ""},
		{"PSS, salt as long as the digest", &rsa.PSSOptions{SaltLength: rsa.PSSSaltLengthEqualsHash, Hash: crypto.SHA256}, How{MechanismPSS, crypto.SHA256, 32}, 32, ""},
		{"PSS, the longest salt", &rsa.PSSOptions{Hash: crypto.SHA256}, How{MechanismPSS, crypto.SHA256, 222}, 32, ""},
		{"PSS, a salt of 20", &rsa.PSSOptions{SaltLength: 20, Hash: crypto.SHA256}, How{MechanismPSS, crypto.SHA256, 20}, 32, ""},
		{"another length", crypto.SHA384, How{}, 0, "the digest has 32 bytes and SHA-384 has 48"},
		{"another digest", crypto.SHA3_256, How{}, 0, "PKCS #1 signatures with SHA3-256 are not made here"},
	} {
		got, err := SigningOf(public, digest, c.o)
		if c.fail != "" {
			if err == nil || !strings.Contains(err.Error(), c.fail) {
				t.Errorf("%s: %v, want %q", c.name, err, c.fail)
			}
			continue
		}
		if err != nil || got.How != c.want || len(got.Data) != c.data {
			t.Errorf("%s: %+v (%v)", c.name, got, err)
		}
	}
	if _, err := SigningOf(nil, digest, crypto.SHA256); !errors.Is(err, ErrKeyKind) {
		t.Errorf("a key of no kind: %v", err)
	}
}

func TestCKR(t *testing.T) {
	for code, want := range map[CKR]string{
		PINIncorrect:  "CKR_PIN_INCORRECT (0xa0)",
		0x80000001:    "a code of the vendor's own (0x80000001)",
		0x7777:        "CKR 0x7777",
		DeviceRemoved: "CKR_DEVICE_REMOVED (0x32)",
	} {
		if got := code.String(); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
	for code := range said {
		if _, ok := names[code]; !ok {
			t.Errorf("%#x has words and no name", uint64(code))
		}
	}
}
