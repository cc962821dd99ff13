// Package softtoken makes a token in software, with SoftHSM, for tests: an RSA and an
// elliptic curve key with their certificates, behind a PIN. It is made by other
// programs (softhsm2-util, pkcs11-tool), so that what is tested has a part in
// neither its layout nor its contents.
//
// SoftHSM reads its folder from the environment variable SOFTHSM2_CONF, which is set
// for the test and for the processes that it starts.
package softtoken

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"fmt"
	"math/big"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/lanyard-id/lanyard/test/need"
)

// The token's PIN, its label, and the ids of its keys and certificates.
const (
	PIN   = "135724"
	Label = "A. Nobody"
	RSA   = "\x01"
	EC    = "\x02"
)

// New makes the token for the test and returns the path of SoftHSM's module.
func New(t *testing.T) (module string) {
	t.Helper()
	module = need.Library(t, "libsofthsm2.so")
	util, tool := need.Program(t, "softhsm2-util"), need.Program(t, "pkcs11-tool")
	dir := t.TempDir()
	tokens, conf := filepath.Join(dir, "tokens"), filepath.Join(dir, "softhsm2.conf")
	if err := os.Mkdir(tokens, 0o700); err != nil {
		t.Fatal(err)
	}
	write(t, conf, []byte(fmt.Sprintf("directories.tokendir = %s\nobjectstore.backend = file\nlog.level = ERROR\n", tokens)))
	t.Setenv("SOFTHSM2_CONF", conf)
	run(t, util, "--init-token", "--free", "--label", Label, "--so-pin", "87654321", "--pin", PIN)

	rsaKey, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	ecKey, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	for id, key := range map[string]crypto.Signer{"01": rsaKey, "02": ecKey} {
		private, err := x509.MarshalPKCS8PrivateKey(key)
		if err != nil {
			t.Fatal(err)
		}
		template := &x509.Certificate{
			SerialNumber: big.NewInt(7), Subject: pkix.Name{CommonName: "A. Nobody " + id},
			NotBefore: time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC), NotAfter: time.Date(2045, 1, 1, 0, 0, 0, 0, time.UTC),
		}
		cert, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
		if err != nil {
			t.Fatal(err)
		}
		for kind, der := range map[string][]byte{"privkey": private, "cert": cert} {
			file := filepath.Join(dir, kind+id)
			write(t, file, der)
			run(t, tool, "--module", module, "--token-label", Label, "--login", "--pin", PIN, "--write-object", file, "--type", kind, "--id", id, "--label", "key "+id)
		}
	}
	return module
}

func write(t *testing.T, path string, content []byte) {
	t.Helper()
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
}

func run(t *testing.T, program string, args ...string) {
	t.Helper()
	if out, err := exec.Command(program, args...).CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", program, err, out)
	}
}
