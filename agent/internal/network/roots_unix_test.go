//go:build unix && !darwin

package network

import (
	"encoding/pem"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestRootsOfTheSystem(t *testing.T) {
	w := newWorld(t)
	name := filepath.Join(t.TempDir(), "roots.pem")
	text := "# a comment\n" + string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: w.public.cert.Raw})) +
		string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: []byte("broken")})) +
		string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: []byte("not looked at")})) +
		string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: w.owner.cert.Raw}))
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("SSL_CERT_FILE", name)
	held, err := systemRoots()
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []*authority{w.public, w.owner} {
		if !slices.ContainsFunc(held.Roots, func(r Root) bool { return r.Certificate.Equal(want.cert) && r.Store == name }) {
			t.Errorf("%s is missing", want.cert.Subject)
		}
	}
	t.Setenv("SSL_CERT_FILE", name+".gone")
	if _, err := systemRoots(); err == nil || !strings.Contains(err.Error(), "roots.pem.gone") {
		t.Errorf("error %v", err)
	}
}
