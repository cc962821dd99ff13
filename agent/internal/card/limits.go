package card

// What is taken of a card at most. A card is a stranger's computer: it may send for
// ever, or claim any length.
const (
	// maxObjectBytes is the most of one data object, or of all the parts of one
	// response. The largest PIV objects have 12,710 bytes. Source: NIST SP 800-73-4
	// part 1, table 8 (facial image).
	maxObjectBytes = 1 << 16
	// maxParts is the most parts (GET RESPONSE) of one response.
	maxParts = 600
	// maxEmptyParts is how many of them may be empty in a row.
	maxEmptyParts = 4
	// maxCertificateBytes is the most of one certificate after it was decompressed.
	maxCertificateBytes = 1 << 16
)

const (
	// pinBytes is the length of a PIN on the wire, padded. Source: NIST SP 800-73-4 part 2 §2.4.3.
	pinBytes = 8
	// minPINBytes is the shortest that is sent. PIV asks for six digits (NIST SP
	// 800-73-4 part 2 §2.4.3); older passcodes of the care identity service had four.
	minPINBytes = 4
)
