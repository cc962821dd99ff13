//go:build unix && !darwin

package network

import (
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// bundles are the files that distributions make of the roots they trust; the
// first that exists is read, as crypto/x509 does.
var bundles = []string{
	"/etc/ssl/certs/ca-certificates.crt",                // Debian, Ubuntu, Arch
	"/etc/pki/tls/certs/ca-bundle.crt",                  // Fedora, RHEL
	"/etc/ssl/ca-bundle.pem",                            // openSUSE
	"/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem", // RHEL 7
	"/etc/ssl/cert.pem",                                 // Alpine, BSD
}

// locals are where an owner's own roots lie before they go into the bundle.
var locals = []string{
	"/usr/local/share/ca-certificates/*.crt",
	"/etc/pki/ca-trust/source/anchors/*",
	"/usr/share/pki/trust/anchors/*",
}

const (
	maxBundleBytes = 16 << 20
	maxLocalRoots  = 1000
)

// systemRoots reads the bundle of the distribution, or what SSL_CERT_FILE names.
func systemRoots() (Held, error) {
	files := bundles
	if named := os.Getenv("SSL_CERT_FILE"); named != "" {
		files = []string{named}
	}
	var held Held
	var errs []error
	for _, pattern := range locals {
		names, _ := filepath.Glob(pattern) // the pattern is ours
		for _, name := range names[:min(len(names), maxLocalRoots)] {
			certs, _ := certificatesIn(name) // its own copy in the bundle counts, too
			held.add(certs, filepath.Dir(name))
		}
	}
	for _, name := range files {
		certs, err := certificatesIn(name)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		held.add(certs, name)
		return held, nil
	}
	return held, fmt.Errorf("no file of trusted roots could be read: %w", errors.Join(errs...))
}

func (h *Held) add(certs []*x509.Certificate, store string) {
	for _, c := range certs {
		h.Roots = append(h.Roots, Root{Certificate: c, Store: store})
	}
}

func certificatesIn(name string) ([]*x509.Certificate, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	src, err := io.ReadAll(io.LimitReader(f, maxBundleBytes))
	if err != nil {
		return nil, err
	}
	var certs []*x509.Certificate
	for {
		var block *pem.Block
		if block, src = pem.Decode(src); block == nil {
			return certs, nil
		}
		if block.Type != "CERTIFICATE" {
			continue
		}
		if c, err := x509.ParseCertificate(block.Bytes); err == nil {
			certs = append(certs, c)
		}
	}
}
