// Package octets reads numbers and vectors from the front of bytes that strangers
// sent, as TLS and the PROXY protocol have them: most significant byte first,
// lengths before what they measure. It decides nothing about what is read.
package octets

import "encoding/binary"

// Reader reads from the front of Rest. What is beyond the end reads as zero or
// nothing, empties Rest and sets Short. What it returns are parts of the bytes
// themselves. The zero Reader is at the end of nothing.
type Reader struct {
	Rest  []byte
	Short bool
}

// Take reads n bytes; nil where there are fewer.
func (r *Reader) Take(n int) []byte {
	if n > len(r.Rest) {
		r.Rest, r.Short = nil, true
		return nil
	}
	taken := r.Rest[:n]
	r.Rest = r.Rest[n:]
	return taken
}

// U8 reads a number of one byte.
func (r *Reader) U8() byte {
	if b := r.Take(1); b != nil {
		return b[0]
	}
	return 0
}

// U16 reads a number of two bytes.
func (r *Reader) U16() uint16 {
	if b := r.Take(2); b != nil {
		return binary.BigEndian.Uint16(b)
	}
	return 0
}

// Vector8 reads a length of one byte, and as many bytes.
func (r *Reader) Vector8() []byte { return r.Take(int(r.U8())) }

// Vector16 reads a length of two bytes, and as many bytes.
func (r *Reader) Vector16() []byte { return r.Take(int(r.U16())) }

// U16s reads a list of numbers of two bytes; a byte that is left over is dropped.
func U16s(list []byte) []uint16 {
	values := make([]uint16, len(list)/2)
	for i := range values {
		values[i] = binary.BigEndian.Uint16(list[2*i:])
	}
	return values
}
