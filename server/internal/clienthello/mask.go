package clienthello

import (
	"bytes"
	"slices"

	"github.com/lanyard-id/lanyard/server/internal/octets"
)

// Extensions whose data is the same for all clients of a kind, and so may be kept:
// lists of what a client can do, and the name that it asks for.
// Source: as of the constants in hello.go; 17513 and 17613 are ALPS as Chromium has it.
var keptWhole = []uint16{
	extServerName, 1, extGroups, extPointFormats, extSignatures, 15, extALPN, 19, 20, 27, 28, 34,
	extSupportedVersions, 45, extCertSignatures, 17513, 17613,
}

// Mask returns a copy of the bytes in which a whole ClientHello was sent, of the records of
// TLS or in the form of SSL 2.0, as long as they are. It keeps how the client speaks:
// what is the same in its next hello, and in that of any other client of its kind.
// Zeros stand for all else: what is drawn by chance, what a server gave it
// (session ids, tickets, cookies), identities and keys of any form, and what is in
// extensions that are not known here. So it names no person and takes part in no
// session, and may be sent again: a server reads the same lists in it.
func Mask(sent []byte) []byte {
	if IsSSL2(sent) {
		m := newMasking(sent)
		m.keep(ssl2Length + 1 + 2)
		ciphers := m.keptU16()
		m.keep(2 + 2)
		m.keep(ciphers)
		return m.all
	}
	message := maskMessage(gather(sent))
	masked := bytes.Clone(sent)
	clear(walk(masked, func(part []byte) {
		n := copy(part, message)
		message = message[n:]
	}))
	return masked
}

// masking copies what may be kept of bytes into zeros. Where the bytes end too
// early nothing more is copied.
type masking struct {
	octets.Reader
	to  []byte // where what is in Rest would go
	all []byte
}

func newMasking(from []byte) *masking {
	to := make([]byte, len(from))
	return &masking{octets.Reader{Rest: from}, to, to}
}

// part is a masking of the next n bytes.
func (m *masking) part(n int) *masking {
	from := m.Take(n)
	to := m.to[:len(from)]
	m.to = m.to[len(from):]
	return &masking{octets.Reader{Rest: from}, to, to}
}

func (m *masking) drop(n int) { m.part(n) }

func (m *masking) keep(n int) []byte {
	p := m.part(n)
	copy(p.to, p.Rest)
	return p.Rest
}

func (m *masking) keptU8() int {
	r := octets.Reader{Rest: m.keep(1)}
	return int(r.U8())
}

func (m *masking) keptU16() int {
	r := octets.Reader{Rest: m.keep(2)}
	return int(r.U16())
}

// maskMessage masks a ClientHello with the header of its message.
func maskMessage(message []byte) []byte {
	m := newMasking(message)
	m.keep(messageHeader)
	m.keep(2)           // legacy_version
	m.drop(32)          // random
	m.drop(m.keptU8())  // legacy_session_id
	m.keep(m.keptU16()) // cipher_suites
	m.keep(m.keptU8())  // legacy_compression_methods
	extensions := m.part(m.keptU16())
	for len(extensions.Rest) > 0 {
		kind := extensions.keptU16()
		extensions.part(extensions.keptU16()).extension(uint16(kind))
	}
	return m.all
}

func (m *masking) extension(kind uint16) {
	switch {
	case slices.Contains(keptWhole, kind):
		m.keep(len(m.Rest))
	case kind == extStatusRequest:
		m.keep(1) // its type; then who is trusted, and a nonce
	case kind == extRenegotiation:
		m.keep(1) // a length; then what only this connection has
	case kind == extKeyShare: // groups with keys
		for shares := m.part(m.keptU16()); len(shares.Rest) > 0; {
			shares.keep(2)
			shares.drop(shares.keptU16())
		}
	case kind == extPreSharedKey: // identities with their ages, and binders
		for identities := m.part(m.keptU16()); len(identities.Rest) > 0; {
			identities.drop(identities.keptU16())
			identities.drop(4)
		}
		for binders := m.part(m.keptU16()); len(binders.Rest) > 0; {
			binders.drop(binders.keptU8())
		}
	}
}
