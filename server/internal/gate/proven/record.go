package proven

import (
	"encoding/binary"
	"hash/crc32"

	"github.com/lanyard-id/lanyard/server/internal/gate/decision"
)

// A file of records begins with a head of 24 bytes: the magic and 8 bytes that
// tell with which key its marks were made. Records follow, 24 bytes each, all
// numbers little-endian:
//
//	mark 8 · voucher 8 · hours since 1970 3 · unit 1 · CRC 4
//
// The CRC is Castagnoli's (RFC 3720 §B.4) over the key's 8 bytes and the record
// before it, so that records made with another key are damaged ones.
const (
	magic       = "lanyard proven 1"
	headBytes   = len(magic) + 8
	recordBytes = 24
	sumStart    = recordBytes - 4
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// form writes and reads records that were made with one key.
type form struct {
	head [headBytes]byte
	seed uint32
}

// formOf returns the form for the key that the fingerprint is of.
func formOf(fingerprint [8]byte) form {
	var f form
	copy(f.head[copy(f.head[:], magic):], fingerprint[:])
	f.seed = crc32.Checksum(fingerprint[:], castagnoli)
	return f
}

func (f *form) append(b []byte, m Mark, p proof) []byte {
	start := len(b)
	b = binary.LittleEndian.AppendUint64(b, uint64(m))
	b = binary.LittleEndian.AppendUint64(b, uint64(p.voucher))
	b = binary.LittleEndian.AppendUint32(b, uint32(p.seen))
	return binary.LittleEndian.AppendUint32(b, crc32.Update(f.seed, castagnoli, b[start:]))
}

// parse takes a record of recordBytes apart; false if it is damaged or of
// another key.
func (f *form) parse(b []byte) (Mark, proof, bool) {
	p := proof{
		voucher: Mark(binary.LittleEndian.Uint64(b[8:])),
		seen:    seen(binary.LittleEndian.Uint32(b[16:])),
	}
	ok := crc32.Update(f.seed, castagnoli, b[:sumStart]) == binary.LittleEndian.Uint32(b[sumStart:])
	u := p.seen.unit()
	return Mark(binary.LittleEndian.Uint64(b)), p, ok && decision.ByAddress <= u && u <= decision.ByPerson
}

// scan gives each whole record of b to found and returns how many bytes were
// dealt with, and how many of them belonged to none. After damage it goes on at
// the next byte at which a record stands. last: nothing follows b, so a part of a
// record at its end is damage and not left for the next call.
func (f *form) scan(b []byte, last bool, found func(Mark, proof)) (dealt, damaged int) {
	for len(b)-dealt >= recordBytes {
		if m, p, ok := f.parse(b[dealt : dealt+recordBytes]); ok {
			found(m, p)
			dealt += recordBytes
		} else {
			dealt++
			damaged++
		}
	}
	if last {
		damaged += len(b) - dealt
		dealt = len(b)
	}
	return dealt, damaged
}
