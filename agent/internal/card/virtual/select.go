package virtual

import "bytes"

// Identifiers of the application. Source: SP 800-73-4 part 1 §2.2.
var (
	provider      = []byte{0xA0, 0x00, 0x00, 0x03, 0x08}
	applicationID = []byte{0xA0, 0x00, 0x00, 0x03, 0x08, 0x00, 0x00, 0x10, 0x00, 0x01, 0x00}
)

// shortestID is as much of the identifier as selects the application: without the
// version.
const shortestID = 9

// selectApplication answers SELECT by name. Source: SP 800-73-4 part 2 §3.1.1.
func (a *application) selectApplication(c command) ([]byte, status) {
	if c.p1 != 0x04 || c.p2&^0x0C != 0 {
		return nil, wrongP1P2
	}
	// A provider's identifier alone selects its first application (ISO 7816-4 §8.2.1.2).
	partial := len(c.data) >= shortestID || bytes.Equal(c.data, provider)
	if !partial || !bytes.HasPrefix(applicationID, c.data) {
		return nil, fileNotFound
	}
	a.selected, a.verified, a.fresh = true, false, false
	a.session = adminSession{}
	return tlv(0x61,
		tlv(0x4F, applicationID[len(provider):]),
		tlv(0x79, tlv(0x4F, provider)),
		tlv(0x50, []byte("Invented PIV card")),
	), ok
}
