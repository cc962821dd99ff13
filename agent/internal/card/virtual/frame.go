package virtual

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
)

// Messages of vpcd: two bytes of length, the most significant first, then as many
// bytes. One of a single byte controls, every other is a command APDU.
// Source: the manual of vsmartcard, "Creating a virtual smart card".
const (
	controlOff   = 0x00 // not answered
	controlOn    = 0x01 // not answered
	controlReset = 0x02 // not answered
	controlATR   = 0x04 // answered with the ATR; also how the reader looks whether a card is there
)

// tooLong is what a mute card answers for its ATR: more than an ATR may have, so
// that vpcd finds something in the reader and cannot switch it on, and pcscd calls it
// unresponsive. With no bytes at all vpcd would throw it out.
var tooLong = bytes.Repeat([]byte{0x3B}, 2*maxATRBytes)

// errPulled ends a conversation: the card was pulled while it worked.
var errPulled = errors.New("the card was pulled out")

// terminal is what a reader needs of a card.
type terminal interface {
	ATR() []byte
	Power(on bool)
	Transmit(apdu []byte) []byte
}

// converse answers the messages of a reader until it hangs up (nil), or until
// something fails. heard is called when the length of a message has come and the
// message perhaps not; it may be nil.
func converse(r io.Reader, w io.Writer, card terminal, heard func()) error {
	in := bufio.NewReaderSize(r, 1024)
	var size [2]byte
	message := make([]byte, 0, 65535)
	for {
		if _, err := io.ReadFull(in, size[:]); err != nil {
			if errors.Is(err, io.EOF) {
				return nil
			}
			return fmt.Errorf("waiting for the reader: %w", err)
		}
		if heard != nil {
			heard()
		}
		message = message[:binary.BigEndian.Uint16(size[:])]
		if _, err := io.ReadFull(in, message); err != nil {
			return fmt.Errorf("reading a message of %d bytes from the reader: %w", len(message), err)
		}
		var answer []byte
		switch {
		case len(message) != 1:
			if answer = card.Transmit(message); answer == nil {
				return errPulled
			}
		case message[0] == controlOff:
			card.Power(false)
			continue
		case message[0] == controlOn, message[0] == controlReset:
			card.Power(true)
			continue
		case message[0] == controlATR:
			if answer = card.ATR(); answer == nil {
				answer = tooLong
			}
		default:
			continue // no message of vpcd, and no command: there is none of one byte
		}
		if err := writeFrame(w, answer); err != nil {
			return fmt.Errorf("answering the reader: %w", err)
		}
	}
}

// writeFrame writes one message, in one piece: vpcd would else wait 40 ms for the
// second.
func writeFrame(w io.Writer, b []byte) error {
	if len(b) > maxHuge {
		return fmt.Errorf("a message to vpcd has at most %d bytes, not %d", maxHuge, len(b))
	}
	_, err := w.Write(append(binary.BigEndian.AppendUint16(make([]byte, 0, 2+len(b)), uint16(len(b))), b...))
	return err
}
