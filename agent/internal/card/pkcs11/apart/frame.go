package apart

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/lanyard-id/lanyard/agent/internal/card/pkcs11"
	"github.com/lanyard-id/lanyard/agent/internal/card/pkcs11/memory"
)

// A frame is a kind, a length of four bytes, big-endian, and so many bytes. Pipes are
// read without a buffer, so that a PIN goes from the pipe into its own memory.
const (
	frameMessage = 'M' // JSON
	framePIN     = 'P'
	frameSign    = 'R' // a request for a signature; request.go
	frameSigned  = 'S' // a signature, as it is: of a message half the time goes into JSON
	frameEnd     = 'E' // of the parent to itself: nothing more comes
	headBytes    = 5
)

// ErrFrame says that what came over a pipe is no frame of this protocol.
var ErrFrame = errors.New("what came over the pipe is not the protocol")

// message is a frame with a message in it.
func message(v any) ([]byte, error) {
	body, err := json.Marshal(v)
	if err != nil {
		return nil, err
	}
	if len(body) > maxFrameBytes {
		return nil, fmt.Errorf("a message of %d bytes: at most %d go over the pipe", len(body), maxFrameBytes)
	}
	return append(head(frameMessage, len(body)), body...), nil
}

func writeMessage(w io.Writer, v any) error {
	frame, err := message(v)
	if err != nil {
		return err
	}
	_, err = w.Write(frame)
	return err
}

// writeSigned writes a signature, in one piece.
func writeSigned(w io.Writer, signature []byte) error {
	_, err := w.Write(append(head(frameSigned, len(signature)), signature...))
	return err
}

// writePIN writes a PIN out of its own memory.
func writePIN(w io.Writer, pin *pkcs11.PIN) error {
	if _, err := w.Write(head(framePIN, pin.Len())); err != nil || pin.Len() == 0 {
		return err
	}
	_, err := w.Write(pin.Bytes())
	return err
}

func head(kind byte, n int) []byte {
	return binary.BigEndian.AppendUint32([]byte{kind}, uint32(n))
}

// readHead reads what is before the bytes of a frame. It gives io.EOF only where
// nothing came at all, or the end.
func readHead(r io.Reader, most int) (kind byte, n int, err error) {
	var h [headBytes]byte
	if _, err := io.ReadFull(r, h[:]); err != nil {
		return 0, 0, err
	}
	long := binary.BigEndian.Uint32(h[1:])
	switch {
	case h[0] == frameEnd:
		return 0, 0, io.EOF
	case long > uint32(most):
		return 0, 0, fmt.Errorf("%w: a frame %q of %d bytes", ErrFrame, h[0], long)
	}
	return h[0], int(long), nil
}

// readFrame reads a frame of one of the kinds.
func readFrame(r io.Reader, kinds string) (kind byte, body []byte, err error) {
	kind, n, err := readHead(r, maxFrameBytes)
	if err != nil {
		return 0, nil, err
	}
	if strings.IndexByte(kinds, kind) < 0 {
		return 0, nil, fmt.Errorf("%w: a frame %q", ErrFrame, kind)
	}
	body, err = readBody(r, n)
	return kind, body, err
}

func readRequest(r io.Reader, v *request) error {
	kind, body, err := readFrame(r, string(frameMessage)+string(frameSign))
	switch {
	case err != nil:
		return err
	case kind == frameSign:
		*v, err = signing(body)
		return err
	}
	return decode(body, v)
}

func readReply(r io.Reader, v *reply) error {
	kind, body, err := readFrame(r, string(frameMessage)+string(frameSigned))
	switch {
	case err != nil:
		return err
	case kind == frameSigned:
		*v = reply{Done: true, Signature: body}
		return nil
	}
	return decode(body, v)
}

func decode(body []byte, v any) error {
	if err := json.Unmarshal(body, v); err != nil {
		return fmt.Errorf("%w: %v", ErrFrame, err)
	}
	return nil
}

// readBody reads n bytes. The buffer of a long one grows with what comes, not with
// what is promised.
func readBody(r io.Reader, n int) ([]byte, error) {
	const short = 4 << 10
	var body []byte
	var err error
	if n <= short {
		body = make([]byte, n)
		_, err = io.ReadFull(r, body)
	} else if body, err = io.ReadAll(io.LimitReader(r, int64(n))); err == nil && len(body) < n {
		err = io.ErrUnexpectedEOF
	}
	if errors.Is(err, io.EOF) {
		err = io.ErrUnexpectedEOF // the other end is gone, which is no lie of its
	}
	return body, err
}

// readPIN reads a PIN, which the caller wipes.
func readPIN(r io.Reader) (*pkcs11.PIN, error) {
	kind, n, err := readHead(r, memory.MaxPINBytes)
	if err != nil {
		return nil, err
	}
	if kind != framePIN {
		return nil, fmt.Errorf("%w: a frame %q and no PIN", ErrFrame, kind)
	}
	return memory.PINFrom(r, n)
}
