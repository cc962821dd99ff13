package clienthello

import (
	"crypto/tls"
	"errors"

	"github.com/lanyard-id/lanyard/server/internal/octets"
)

// Versions that package tls has no name for, or a deprecated one.
const (
	SSL20 = 0x0002
	SSL30 = 0x0300
)

// The extensions that are looked into.
// Source: https://www.iana.org/assignments/tls-extensiontype-values/tls-extensiontype-values.xhtml.
const (
	extServerName        = 0
	extStatusRequest     = 5
	extGroups            = 10
	extPointFormats      = 11
	extSignatures        = 13
	extALPN              = 16
	extPreSharedKey      = 41
	extSupportedVersions = 43
	extCertSignatures    = 50
	extKeyShare          = 51
	extRenegotiation     = 0xff01
)

// Hello is what a ClientHello says, in its own order, with GREASE. A list is nil
// where its extension is missing or cannot be read; of an extension that stands
// twice the first counts.
type Hello struct {
	SSL2           bool     // it has the form of SSL 2.0
	Version        uint16   // legacy_version
	SessionID      int      // bytes of it
	Ciphers        []uint16 // suites of TLS
	SSL2Ciphers    []uint32 // those of SSL 2.0, of three bytes; only in its form
	Compressions   []byte
	Extensions     []uint16 // their types; one that stands twice is here twice
	ServerName     string   // "" = none, or none that may be shown
	Versions       []uint16 // of supported_versions
	Groups         []uint16 // of supported_groups, once elliptic_curves
	PointFormats   []byte
	Signatures     []uint16 // of signature_algorithms
	CertSignatures []uint16 // of signature_algorithms_cert
	ALPN           []string // the protocols, as bytes; as far as they can be read
	KeyShares      []uint16 // the groups of which a key was sent
}

var errHello = errors.New("a length in the ClientHello leads beyond its end")

// Parse reads the body of a ClientHello (RFC 8446 §4.1.2, RFC 5246 §7.4.1.2). With
// an error comes what stands before the place where it ends too early.
func Parse(body []byte) (*Hello, error) {
	h := new(Hello)
	in := octets.Reader{Rest: body}
	h.Version = in.U16()
	in.Take(32) // random
	h.SessionID = len(in.Vector8())
	h.Ciphers = octets.U16s(in.Vector16())
	h.Compressions = in.Vector8()
	if in.Short {
		return h, errHello
	}
	if len(in.Rest) == 0 {
		return h, nil // a hello before there were extensions
	}
	// Where the body was cut, what is there of the extensions is read all the same.
	size := int(in.U16())
	cut := in.Short || size > len(in.Rest)
	extensions := octets.Reader{Rest: in.Rest[:min(size, len(in.Rest))]}
	for len(extensions.Rest) > 0 {
		kind, data := extensions.U16(), extensions.Vector16()
		if extensions.Short {
			return h, errHello
		}
		h.Extensions = append(h.Extensions, kind)
		h.readExtension(kind, octets.Reader{Rest: data})
	}
	if cut {
		return h, errHello
	}
	return h, nil
}

// readExtension takes from an extension what is of interest.
func (h *Hello) readExtension(kind uint16, in octets.Reader) {
	switch kind {
	case extServerName:
		names := octets.Reader{Rest: in.Vector16()}
		for len(names.Rest) > 0 && h.ServerName == "" {
			kind, name := names.U8(), names.Vector16()
			if kind == 0 && !names.Short && isServerName(name) { // host_name, RFC 6066 §3
				h.ServerName = string(name)
			}
		}
	case extALPN:
		protocols := octets.Reader{Rest: in.Vector16()}
		for first := h.ALPN == nil; first && len(protocols.Rest) > 0; {
			if name := protocols.Vector8(); !protocols.Short {
				h.ALPN = append(h.ALPN, string(name))
			}
		}
	case extPointFormats:
		if list := in.Vector8(); !in.Short && h.PointFormats == nil {
			h.PointFormats = list
		}
	case extKeyShare:
		shares := octets.Reader{Rest: in.Vector16()}
		for first := h.KeyShares == nil; first && len(shares.Rest) > 0; {
			group := shares.U16()
			if shares.Vector16(); !shares.Short {
				h.KeyShares = append(h.KeyShares, group)
			}
		}
	case extSignatures:
		numbers(&h.Signatures, in.Vector16(), in.Short)
	case extCertSignatures:
		numbers(&h.CertSignatures, in.Vector16(), in.Short)
	case extGroups:
		numbers(&h.Groups, in.Vector16(), in.Short)
	case extSupportedVersions:
		numbers(&h.Versions, in.Vector8(), in.Short)
	}
}

// numbers sets a list that was read and is not there yet.
func numbers(to *[]uint16, list []byte, short bool) {
	if !short && *to == nil {
		*to = octets.U16s(list)
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

// Offered is the highest version that the hello offers, as in package tls; SSL20 or
// SSL30; 0 = none that there is.
func (h *Hello) Offered() uint16 {
	switch {
	case h.SSL2:
		return h.Version
	case h.Versions != nil:
		return Newest(h.Versions)
	}
	// RFC 8446 §4.2.1: without supported_versions it is TLS 1.2 at most.
	return Newest([]uint16{min(h.Version, tls.VersionTLS12)})
}

func (h *Hello) firstALPN() []byte {
	if len(h.ALPN) == 0 {
		return nil
	}
	return []byte(h.ALPN[0])
}
