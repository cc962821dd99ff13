package network

import (
	"bytes"
	"crypto/x509"
	"errors"
	"fmt"
	"unsafe"

	"golang.org/x/sys/windows"
)

// Where a system store is.
//
// Source: CertOpenStore, CERT_STORE_PROV_SYSTEM_W, learn.microsoft.com.
const (
	inUser          = 1 << 16
	inMachine       = 2 << 16
	inUserPolicy    = 7 << 16
	inMachinePolicy = 8 << 16
	inEnterprise    = 9 << 16
	readOnly        = 0x8000
	openExisting    = 0x4000
)

// maxRoots is how many certificates of one store are read.
const maxRoots = 5000

// systemRoots lists the certificates of Windows' stores. It asks Windows for
// nothing that could go out: verifying by Windows itself may fetch roots and
// issuers from addresses that nobody listed.
func systemRoots() (Held, error) {
	var held Held
	var errs []error
	for _, s := range []struct {
		store  string
		where  uint32
		said   string
		public bool
	}{
		// The narrow ones first: ROOT of the machine shows all the others too.
		{"AuthRoot", inMachine, "AuthRoot", true},
		{"ROOT", inMachinePolicy, "group policy", false},
		{"ROOT", inEnterprise, "enterprise", false},
		{"ROOT", inUserPolicy, "group policy of the user", false},
		{"ROOT", inMachine, "ROOT of the machine", false},
		{"ROOT", inUser, "ROOT of the user", false},
	} {
		certs, err := stored(s.store, s.where)
		if err != nil {
			errs = append(errs, fmt.Errorf("%s: %w", s.said, err))
		}
		for _, c := range certs {
			held.Roots = append(held.Roots, Root{Certificate: c, Store: s.said, Public: s.public})
		}
	}
	for _, where := range []uint32{inMachine, inUser} {
		certs, _ := stored("CA", where) // without it servers' own intermediates do
		held.Between = append(held.Between, certs...)
	}
	if len(held.Roots) > 0 {
		return held, nil
	}
	return held, errors.Join(errs...)
}

func stored(name string, where uint32) ([]*x509.Certificate, error) {
	wide, err := windows.UTF16PtrFromString(name)
	if err != nil {
		return nil, err
	}
	store, err := windows.CertOpenStore(windows.CERT_STORE_PROV_SYSTEM, 0, 0, where|readOnly|openExisting, uintptr(unsafe.Pointer(wide)))
	if err != nil {
		if errors.Is(err, windows.ERROR_FILE_NOT_FOUND) {
			return nil, nil // no such store: nobody made one
		}
		return nil, err
	}
	defer windows.CertCloseStore(store, 0)
	var certs []*x509.Certificate
	var at *windows.CertContext
	for len(certs) < maxRoots {
		if at, err = windows.CertEnumCertificatesInStore(store, at); err != nil {
			break // at the end, which is an error by its form
		}
		raw := bytes.Clone(unsafe.Slice(at.EncodedCert, at.Length))
		if c, err := x509.ParseCertificate(raw); err == nil {
			certs = append(certs, c)
		}
	}
	if at != nil && len(certs) == maxRoots {
		windows.CertFreeCertificateContext(at)
	}
	return certs, nil
}
