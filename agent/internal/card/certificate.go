package card

import (
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"context"
	"crypto/x509"
	"encoding/asn1"
	"errors"
	"fmt"
	"io"
	"time"
)

// Certificate is what a slot holds. A certificate that cannot be read is a finding:
// Fault then says why, and what could be read is there.
type Certificate struct {
	Slot Slot
	// DER is the certificate as the card has it, decompressed; nil if none was found.
	DER []byte
	// X509 is nil where Go's reader refuses the certificate.
	X509 *x509.Certificate
	// NotBefore and NotAfter are also read from certificates that are refused for
	// another reason; zero when they cannot be.
	NotBefore, NotAfter time.Time
	// Fault is why the certificate is not usable as it is; nil if it is.
	Fault error
}

// ErrNoCertificate is a certificate object without a certificate in it.
var ErrNoCertificate = errors.New("there is no certificate in it")

// Certificate reads the certificate of a slot. A slot without one is ErrNotFound. A
// broken one is no error: see Fault.
func (p *PIV) Certificate(ctx context.Context, s Slot) (Certificate, error) {
	o, ok := s.object()
	if !ok {
		return Certificate{Slot: s}, fmt.Errorf("reading a certificate: %w: %02X is no slot for one", ErrNotFound, byte(s))
	}
	doing := fmt.Sprintf("reading the certificate in slot %v", s)
	data, err := p.Read(ctx, o)
	if err != nil {
		return Certificate{Slot: s}, fmt.Errorf("%s: %w", doing, err)
	}
	if len(data) == 0 {
		// Cards that had their certificates deleted answer with an empty object.
		return Certificate{Slot: s}, fmt.Errorf("%s: %w: its object is empty", doing, ErrNotFound)
	}
	c := ParseCertificate(data)
	c.Slot = s
	return c, nil
}

// ParseCertificate reads the content of a certificate object. Source: NIST SP
// 800-73-4 part 1, table 10.
func ParseCertificate(b []byte) Certificate {
	fields, err := ParseTLV(b)
	var c Certificate
	compressed, found := false, false
	for _, field := range fields {
		switch field.Tag {
		case 0x70:
			c.DER, found = field.Value, true
		case 0x71:
			compressed = len(field.Value) == 1 && field.Value[0]&0x01 != 0
		}
	}
	switch {
	case !found && err != nil:
		c.Fault = err
		return c
	case !found || len(c.DER) == 0:
		c.DER, c.Fault = nil, ErrNoCertificate
		return c
	}
	if compressed {
		if c.DER, c.Fault = decompress(c.DER); c.Fault != nil {
			return c
		}
	}
	c.X509, c.Fault = x509.ParseCertificate(c.DER)
	if c.Fault != nil {
		c.X509 = nil
		c.NotBefore, c.NotAfter = readValidity(c.DER)
		return c
	}
	c.NotBefore, c.NotAfter = c.X509.NotBefore, c.X509.NotAfter
	c.Fault = err // a fault beside the certificate
	return c
}

// decompress bounds what comes out: a kilobyte can hold megabytes of nothing.
func decompress(b []byte) ([]byte, error) {
	var r io.Reader
	var err error
	if len(b) > 0 && b[0] == 0x78 {
		// The standard says gzip; some issuers wrote zlib (RFC 1950) under the same flag.
		r, err = zlib.NewReader(bytes.NewReader(b))
	} else {
		r, err = gzip.NewReader(bytes.NewReader(b))
	}
	if err != nil {
		return nil, fmt.Errorf("decompressing: %w", err)
	}
	der, err := io.ReadAll(io.LimitReader(r, maxCertificateBytes+1))
	if err != nil {
		return nil, fmt.Errorf("decompressing: %w", err)
	}
	if len(der) > maxCertificateBytes {
		return nil, fmt.Errorf("decompressing: %w: over %d bytes", ErrLimit, maxCertificateBytes)
	}
	return der, nil
}

// readValidity finds the dates in a certificate that crypto/x509 refuses, such as
// one with a negative serial number. Source: RFC 5280 §4.1.
func readValidity(der []byte) (notBefore, notAfter time.Time) {
	var outer, tbs, field asn1.RawValue
	if _, err := asn1.Unmarshal(der, &outer); err != nil || !outer.IsCompound {
		return
	}
	if _, err := asn1.Unmarshal(outer.Bytes, &tbs); err != nil || !tbs.IsCompound {
		return
	}
	// version (optional), serialNumber, signature, issuer, validity
	rest := tbs.Bytes
	for range 5 {
		var err error
		if rest, err = asn1.Unmarshal(rest, &field); err != nil {
			return
		}
		var validity struct{ NotBefore, NotAfter time.Time }
		if _, err := asn1.Unmarshal(field.FullBytes, &validity); err == nil {
			return validity.NotBefore, validity.NotAfter
		}
	}
	return
}
