package apart

import (
	"crypto"
	"encoding/binary"
	"fmt"
	"math"

	"github.com/lanyard-id/lanyard/agent/internal/card/pkcs11"
)

// A request for a signature is asked for often, and by programs that wait: it goes
// over the pipe as numbers of eight bytes, big-endian, and not as JSON. Behind them
// are a byte that tells whether a PIN follows, the length of the key's id in two
// bytes, the id, and what is signed.
const (
	signingNumbers = 4 // slot, mechanism, digest, bytes of salt
	signingBytes   = 8*signingNumbers + 1 + 2
)

// requestFrame is the frame of a request.
func requestFrame(r request) ([]byte, error) {
	if r.Op != opSign {
		return message(r)
	}
	n := signingBytes + len(r.Key) + len(r.Data)
	if n > maxFrameBytes || len(r.Key) > math.MaxUint16 || r.How.Hash > math.MaxUint32 || r.How.SaltBytes < 0 || r.How.SaltBytes > math.MaxInt32 {
		return nil, fmt.Errorf("a signature of %d bytes, with %d of salt, by a key whose id has %d: that does not go over the pipe", len(r.Data), r.How.SaltBytes, len(r.Key))
	}
	b := make([]byte, 0, headBytes+n)
	b = append(b, head(frameSign, n)...)
	for _, number := range [signingNumbers]uint64{uint64(r.Slot), uint64(r.How.Mechanism), uint64(r.How.Hash), uint64(r.How.SaltBytes)} {
		b = binary.BigEndian.AppendUint64(b, number)
	}
	follows := byte(0)
	if r.PIN {
		follows = 1
	}
	b = append(b, follows)
	b = binary.BigEndian.AppendUint16(b, uint16(len(r.Key)))
	b = append(b, r.Key...)
	return append(b, r.Data...), nil
}

// signing reads the body of such a frame. Key and data are parts of it.
func signing(body []byte) (request, error) {
	if len(body) < signingBytes {
		return request{}, fmt.Errorf("%w: a request for a signature of %d bytes", ErrFrame, len(body))
	}
	var number [signingNumbers]uint64
	for i := range number {
		number[i], body = binary.BigEndian.Uint64(body), body[8:]
	}
	follows, key := body[0], int(binary.BigEndian.Uint16(body[1:]))
	body = body[3:]
	if key > len(body) || follows > 1 || number[2] > math.MaxUint32 || number[3] > math.MaxInt32 {
		return request{}, fmt.Errorf("%w: a request for a signature with a key's id of %d bytes, %d behind its length", ErrFrame, key, len(body))
	}
	return request{
		Op: opSign, Slot: pkcs11.SlotID(number[0]), PIN: follows == 1,
		How: pkcs11.How{Mechanism: pkcs11.Mechanism(number[1]), Hash: crypto.Hash(number[2]), SaltBytes: int(number[3])},
		Key: body[:key:key], Data: body[key:],
	}, nil
}
