package journal

import "fmt"

// An Entry is a record under its code.
type Entry struct {
	Code string // 11 characters of Crockford's base 32 and its check symbols
	Kind Kind   // zero: a decision
	// Record is one JSON value on one line, without the line's end; at most about
	// 4 MiB with its detail.
	Record []byte
	// Detail is the part of the record that may be left out where room is short. It
	// goes before the record's last byte, which must end an object: such as
	// ,"detail":{…}. nil: there is none.
	Detail []byte
}

// Kind is what a record is to its code. A journal keeps it beside the record, and
// does not look into records for it.
type Kind uint8

// The kinds.
const (
	Decision Kind = iota // what the code was given for
	Sequel               // what came of it: it stands after its decision
)

// String returns the kind in words.
func (k Kind) String() string {
	if k == Sequel {
		return "sequel"
	}
	return "decision"
}

// A Position is where a record stands. It stays the same as long as its segment
// is kept. The zero value is no position.
type Position struct {
	Segment int   // its number, from 1
	Offset  int64 // of the line's first byte in it
}

// String returns "SEGMENT:OFFSET", the segment as in its name.
func (p Position) String() string { return fmt.Sprintf("%0*d:%d", numberDigits, p.Segment, p.Offset) }
