package door

import (
	"encoding/binary"

	"github.com/lanyard-id/lanyard/server/internal/clienthello"
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
	maxSSL2    = 2 << 10          // one of SSL 2.0, in all; those of clients that there were have under 200 bytes
)

// maxMasked is how much is kept of a hello that is refused. What is too old for a
// notice has no post-quantum keys, and what it sent has 100 to 700 bytes; a ticket
// adds some hundred.
const maxMasked = 2 << 10

// maxKeptCiphers is how many of the suites are kept for as long as the connection is.
// Browsers offer some 15, OpenSSL with everything 150.
const maxKeptCiphers = 100

// readHello reads the records of a ClientHello, and returns them and its body. They
// stay in the opening.
func (o *opening) readHello() (sent, body []byte, err error) {
	var message []byte
	for at := 0; ; {
		header, err := o.need(at + recordHeader)
		if err != nil {
			return nil, nil, err
		}
		header = header[at:]
		n := int(binary.BigEndian.Uint16(header[3:]))
		switch {
		case header[0] != recordHandshake: // its version is to be ignored
			return nil, nil, turnAway(Garbled, alertDecodeError, "a record of type %d where the ClientHello is expected", header[0])
		case n == 0 || n > maxRecord:
			return nil, nil, turnAway(Garbled, alertDecodeError, "a record of %d bytes; they have 1 to %d", n, maxRecord)
		case at+recordHeader+n > maxOpening:
			return nil, nil, turnAway(Garbled, alertDecodeError, "the records of the ClientHello have more than %d bytes", maxOpening)
		}
		record, err := o.need(at + recordHeader + n)
		if err != nil {
			return nil, nil, err
		}
		if message == nil {
			message = record[at+recordHeader:]
			message = message[:len(message):len(message)] // so that append copies
		} else {
			message = append(message, record[at+recordHeader:]...)
		}
		at += recordHeader + n
		if message[0] != messageHello {
			return nil, nil, turnAway(Garbled, alertDecodeError, "a handshake message of type %d where the ClientHello is expected", message[0])
		}
		if len(message) < 4 {
			continue
		}
		length := int(message[1])<<16 | int(message[2])<<8 | int(message[3])
		if length > maxHello {
			return nil, nil, turnAway(Garbled, alertDecodeError, "a ClientHello of %d bytes; %d are allowed", length, maxHello)
		}
		if len(message) >= 4+length {
			return o.have[:at:at], message[4 : 4+length], nil
		}
	}
}

// readSSL2 reads a hello in the form of SSL 2.0, which stays in the opening.
func (o *opening) readSSL2() ([]byte, error) {
	n := clienthello.SSL2Bytes(o.have)
	if n > maxSSL2 {
		return nil, turnAway(Garbled, alertDecodeError, "a hello of SSL 2.0 of %d bytes; %d are allowed", n, maxSSL2)
	}
	return o.need(n)
}
