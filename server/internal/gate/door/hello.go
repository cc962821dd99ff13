package door

import (
	"crypto/tls"
	"encoding/binary"
	"errors"
	"slices"
)

// Versions that package tls has no name for, or a deprecated one.
const (
	versionSSL20 = 0x0002
	versionSSL30 = 0x0300
)

// The extensions that are looked into.
// Source: https://www.iana.org/assignments/tls-extensiontype-values/tls-extensiontype-values.xhtml.
const (
	extServerName        = 0
	extSignatures        = 13
	extALPN              = 16
	extSupportedVersions = 43
)

// clientHello is what a ClientHello says, in its own order, with GREASE.
type clientHello struct {
	legacyVersion uint16
	ciphers       []uint16
	extensions    []uint16 // their types; one that stands twice is here twice
	versions      []uint16 // of supported_versions; nil: there is none that can be read
	signatures    []uint16
	alpn          []byte // the first protocol; nil: there is none
	serverName    string
}

var errHello = errors.New("a length in the ClientHello leads beyond its end")

// parseHello reads the body of a ClientHello (RFC 8446 §4.1.2, RFC 5246 §7.4.1.2).
// It is lenient: an extension that cannot be read has only its type. Package tls
// reads the same bytes afterwards and is not. What that accepts, this reads, and
// alike: see FuzzHello.
func parseHello(body []byte) (*clientHello, error) {
	h := new(clientHello)
	in := input{body, false}
	h.legacyVersion = in.u16()
	in.take(32)  // random
	in.vector8() // legacy_session_id
	h.ciphers = u16s(in.vector16())
	in.vector8() // legacy_compression_methods
	if in.short {
		return nil, errHello
	}
	if len(in.rest) == 0 {
		return h, nil // a hello before there were extensions
	}
	extensions := input{in.vector16(), false}
	if in.short {
		return nil, errHello
	}
	for len(extensions.rest) > 0 {
		kind, data := extensions.u16(), extensions.vector16()
		if extensions.short {
			return nil, errHello
		}
		h.extensions = append(h.extensions, kind)
		h.readExtension(kind, input{data, false})
	}
	return h, nil
}

// readExtension takes from an extension what is of interest. The first of a type
// counts.
func (h *clientHello) readExtension(kind uint16, in input) {
	switch kind {
	case extServerName:
		names := input{in.vector16(), false}
		for len(names.rest) > 0 && h.serverName == "" {
			kind, name := names.u8(), names.vector16()
			if kind == 0 && !names.short && isServerName(name) { // host_name, RFC 6066 §3
				h.serverName = string(name)
			}
		}
	case extSignatures:
		if list := in.vector16(); !in.short && h.signatures == nil {
			h.signatures = u16s(list)
		}
	case extALPN:
		protocols := input{in.vector16(), false}
		if first := protocols.vector8(); !protocols.short && h.alpn == nil {
			h.alpn = first
		}
	case extSupportedVersions:
		if list := in.vector8(); !in.short && h.versions == nil {
			h.versions = u16s(list)
		}
	}
}

// isServerName tells what may be shown: a name is evidence that people read.
func isServerName(name []byte) bool {
	for _, c := range name {
		if c <= ' ' || c > '~' {
			return false
		}
	}
	return len(name) > 0 && len(name) <= 255 // RFC 1035 §2.3.4
}

// offered is the highest version that the hello offers.
func (h *clientHello) offered() uint16 {
	if h.versions != nil {
		return newest(h.versions)
	}
	// RFC 8446 §4.2.1: without supported_versions it is TLS 1.2 at most.
	return newest([]uint16{min(h.legacyVersion, tls.VersionTLS12)})
}

func (h *clientHello) evidence() *Hello {
	return &Hello{Offered: h.offered(), ServerName: h.serverName, JA4: h.ja4(), Ciphers: slices.Clone(h.ciphers[:min(len(h.ciphers), maxKeptCiphers)])}
}

// input reads from the front of bytes. What is beyond the end reads as zero or
// nothing and sets short.
type input struct {
	rest  []byte
	short bool
}

func (in *input) take(n int) []byte {
	if n > len(in.rest) {
		in.rest, in.short = nil, true
		return nil
	}
	taken := in.rest[:n]
	in.rest = in.rest[n:]
	return taken
}

func (in *input) u8() byte {
	if b := in.take(1); b != nil {
		return b[0]
	}
	return 0
}

func (in *input) u16() uint16 {
	if b := in.take(2); b != nil {
		return binary.BigEndian.Uint16(b)
	}
	return 0
}

// vector8 and vector16 take a length and as many bytes.
func (in *input) vector8() []byte  { return in.take(int(in.u8())) }
func (in *input) vector16() []byte { return in.take(int(in.u16())) }

// u16s reads a list of numbers; a byte that is left over is dropped.
func u16s(list []byte) []uint16 {
	values := make([]uint16, len(list)/2)
	for i := range values {
		values[i] = binary.BigEndian.Uint16(list[2*i:])
	}
	return values
}
