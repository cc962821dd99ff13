package door

import (
	"encoding/binary"
)

// Of the record layer. Source: RFC 8446 §5.1.
const (
	recordHandshake = 22
	recordHeader    = 5
	maxRecord       = 1 << 14
	messageHello    = 1
)

// How long a ClientHello may be. One with two post-quantum key shares and a ticket
// that holds a chain of client certificates has about 8 KiB.
const (
	maxHello   = 32 << 10         // the message
	maxOpening = maxHello + 4<<10 // with the headers of the records that it is cut into
)

// maxKeptCiphers is how many of the suites are kept for as long as the connection is.
// Browsers offer some 15, OpenSSL with everything 150.
const maxKeptCiphers = 100

// readHello reads the records of a ClientHello and returns its body. They stay in
// the opening.
func (o *opening) readHello() ([]byte, error) {
	var message []byte
	for at := 0; ; {
		header, err := o.need(at + recordHeader)
		if err != nil {
			return nil, err
		}
		header = header[at:]
		n := int(binary.BigEndian.Uint16(header[3:]))
		switch {
		case header[0] != recordHandshake: // its version is to be ignored
			return nil, turnAway(Garbled, alertDecodeError, "a record of type %d where the ClientHello is expected", header[0])
		case n == 0 || n > maxRecord:
			return nil, turnAway(Garbled, alertDecodeError, "a record of %d bytes; they have 1 to %d", n, maxRecord)
		case at+recordHeader+n > maxOpening:
			return nil, turnAway(Garbled, alertDecodeError, "the records of the ClientHello have more than %d bytes", maxOpening)
		}
		record, err := o.need(at + recordHeader + n)
		if err != nil {
			return nil, err
		}
		if message == nil {
			message = record[at+recordHeader:]
			message = message[:len(message):len(message)] // so that append copies
		} else {
			message = append(message, record[at+recordHeader:]...)
		}
		at += recordHeader + n
		if message[0] != messageHello {
			return nil, turnAway(Garbled, alertDecodeError, "a handshake message of type %d where the ClientHello is expected", message[0])
		}
		if len(message) < 4 {
			continue
		}
		length := int(message[1])<<16 | int(message[2])<<8 | int(message[3])
		if length > maxHello {
			return nil, turnAway(Garbled, alertDecodeError, "a ClientHello of %d bytes; %d are allowed", length, maxHello)
		}
		if len(message) >= 4+length {
			return message[4 : 4+length], nil
		}
	}
}

// The hello of SSL 2.0, which clients up to about 2010 sent for newer versions too:
// two bytes of length with the first bit set, a type, a version.
// Source: RFC 5246 §E.2.
const ssl2HelloBytes = 5

// looksLikeSSL2 tells whether b, as many bytes, is the beginning of such a hello.
func looksLikeSSL2(b []byte) bool {
	return b[0]&0x80 != 0 && b[2] == messageHello && (b[3] == 3 || b[3] == 0 && b[4] == 2)
}
