package clienthello

import (
	"encoding/binary"
	"errors"
)

// Of the record layer and of handshake messages. Source: RFC 8446 §5.1, §4.
const (
	recordHandshake = 22
	recordHeader    = 5
	messageHello    = 1
	messageHeader   = 4
)

// ErrCut says that bytes end before the hello does.
var ErrCut = errors.New("it is not kept to its end")

// Read reads bytes in which a ClientHello was sent, as Mask returns them. Where they
// were cut, or lead nowhere, it gives what can be read with an error; nil and an
// error where they are none.
func Read(sent []byte) (*Hello, error) {
	if IsSSL2(sent) {
		h, err := ParseSSL2(sent)
		return h, cutOr(err, len(sent) < SSL2Bytes(sent))
	}
	message := gather(sent)
	if len(message) < messageHeader || message[0] != messageHello {
		return nil, errors.New("it is no ClientHello")
	}
	length := int(message[1])<<16 | int(message[2])<<8 | int(message[3])
	body := message[messageHeader:]
	h, err := Parse(body[:min(length, len(body))])
	return h, cutOr(err, len(body) < length)
}

func cutOr(err error, cut bool) error {
	if cut {
		return ErrCut
	}
	return err
}

// gather is the message that records hold.
func gather(records []byte) []byte {
	var message []byte
	walk(records, func(part []byte) { message = append(message, part...) })
	return message
}

// walk visits what is in each record of a handshake, the last of which may be cut, and
// returns what is behind them.
func walk(records []byte, visit func(part []byte)) (rest []byte) {
	for len(records) >= recordHeader && records[0] == recordHandshake {
		part := records[recordHeader:]
		part = part[:min(int(binary.BigEndian.Uint16(records[3:])), len(part))]
		visit(part)
		records = records[recordHeader+len(part):]
	}
	return records
}
