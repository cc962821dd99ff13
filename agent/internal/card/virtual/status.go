package virtual

// status is the status word that ends every response.
type status uint16

// Status words. Source: ISO 7816-4 §5.1.3, and SP 800-73-4 part 2 for what PIV
// says with them.
const (
	ok                   status = 0x9000
	moreData             status = 0x6100 // its low byte: how many bytes wait, 0 for 256 or more
	triesLeft            status = 0x63C0 // its low digit: how often the PIN may still be tried
	wrongLength          status = 0x6700
	channelNotSupported  status = 0x6881
	secureNotSupported   status = 0x6882
	lastOfChainExpected  status = 0x6883
	securityNotSatisfied status = 0x6982
	pinBlocked           status = 0x6983
	conditionsNotMet     status = 0x6985
	wrongData            status = 0x6A80
	functionNotSupported status = 0x6A81
	fileNotFound         status = 0x6A82
	notEnoughMemory      status = 0x6A84
	wrongP1P2            status = 0x6A86
	keyNotFound          status = 0x6A88
	unknownInstruction   status = 0x6D00
	unknownClass         status = 0x6E00
)

// bytes gives the status as it goes over the wire.
func (s status) bytes() []byte { return []byte{byte(s >> 8), byte(s)} }
