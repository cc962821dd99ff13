package journal

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"hash/crc32"
	"time"
)

// The parts of a line, all of fixed length but the record: what is searched for
// stands where it can be compared without parsing.
const (
	beforeCode   = `{"code":"`
	beforeAt     = `","at":"`
	beforeRecord = `","record":`
	beforeSequel = `","sequel":` // as long as that of a decision
	beforeSum    = `,"crc32c":"`
	afterSum     = `"}`

	codeBytes  = 11
	timeLayout = "2006-01-02T15:04:05.000Z" // always UTC
	sumBytes   = 8

	atStart     = len(beforeCode) + codeBytes + len(beforeAt)
	recordStart = atStart + len(timeLayout) + len(beforeRecord)
	sumLength   = len(beforeSum) + sumBytes + len(afterSum)
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// A line is a whole line of a segment. Its slices end with the next read.
type line struct {
	kind             Kind
	code, at, record []byte
}

// appendLine appends an entry as a line with its end; brief leaves its detail
// out.
func appendLine(b []byte, at time.Time, e Entry, brief bool) ([]byte, error) {
	at = at.UTC()
	detail := e.Detail
	if brief {
		detail = nil
	}
	length := len(e.Record) + len(detail)
	switch {
	case !validCode(e.Code):
		return b, fmt.Errorf("%w: the code %q is not %d letters and digits", ErrInvalid, e.Code, codeBytes)
	case e.Kind > Sequel:
		return b, fmt.Errorf("%w: %s: there is no kind %d", ErrInvalid, e.Code, e.Kind)
	case at.Year() < 0 || at.Year() > 9999:
		return b, fmt.Errorf("%w: %s: the time %v has no year of four digits", ErrInvalid, e.Code, at)
	case len(e.Record) == 0:
		return b, fmt.Errorf("%w: %s: the record is empty", ErrInvalid, e.Code)
	case recordStart+length+sumLength+1 > maxLineBytes:
		return b, fmt.Errorf("%w: %s: the record has %d bytes; at most %d", ErrInvalid, e.Code, length, maxRecordBytes)
	case bytes.IndexByte(e.Record, '\n') >= 0, bytes.IndexByte(e.Detail, '\n') >= 0:
		return b, fmt.Errorf("%w: %s: the record is not one line", ErrInvalid, e.Code)
	case len(e.Detail) > 0 && e.Record[len(e.Record)-1] != '}':
		return b, fmt.Errorf("%w: %s: a detail goes into an object, and the record is none", ErrInvalid, e.Code)
	}
	start := len(b)
	b = append(b, beforeCode...)
	b = append(b, e.Code...)
	b = append(b, beforeAt...)
	b = appendTime(b, at)
	if e.Kind == Sequel {
		b = append(b, beforeSequel...)
	} else {
		b = append(b, beforeRecord...)
	}
	if len(detail) > 0 {
		b = append(b, e.Record[:len(e.Record)-1]...)
		b = append(b, detail...)
		b = append(b, '}')
	} else {
		b = append(b, e.Record...)
	}
	sum := checksum(b[start:])
	b = append(b, beforeSum...)
	b = append(b, sum[:]...)
	b = append(b, afterSum...)
	return append(b, '\n'), nil
}

// appendTime appends an instant in UTC, of a year of four digits, as timeLayout has
// it: the layout that package time knows by heart, with milliseconds.
func appendTime(b []byte, at time.Time) []byte {
	b = at.AppendFormat(b, time.RFC3339)
	ms := at.Nanosecond() / int(time.Millisecond)
	return append(b[:len(b)-1], '.', byte('0'+ms/100), byte('0'+ms/10%10), byte('0'+ms%10), 'Z')
}

// parseLine takes a line without its end apart; false if it is not whole.
func parseLine(b []byte) (line, bool) {
	end := len(b) - sumLength
	if end < recordStart {
		return line{}, false
	}
	sum := checksum(b[:end])
	l := line{
		code:   b[len(beforeCode) : len(beforeCode)+codeBytes],
		at:     b[atStart : atStart+len(timeLayout)],
		record: b[recordStart:end],
	}
	switch string(b[recordStart-len(beforeRecord) : recordStart]) {
	case beforeRecord:
		l.kind = Decision
	case beforeSequel:
		l.kind = Sequel
	default:
		return line{}, false
	}
	ok := string(b[:len(beforeCode)]) == beforeCode &&
		string(b[atStart-len(beforeAt):atStart]) == beforeAt &&
		string(b[end:end+len(beforeSum)]) == beforeSum &&
		string(b[end+len(beforeSum):end+len(beforeSum)+sumBytes]) == string(sum[:]) &&
		string(b[len(b)-len(afterSum):]) == afterSum
	return l, ok
}

func checksum(b []byte) (sum [sumBytes]byte) {
	var raw [sumBytes / 2]byte
	binary.BigEndian.PutUint32(raw[:], crc32.Checksum(b, castagnoli))
	hex.Encode(sum[:], raw[:])
	return sum
}

// validCode reports whether a text has the length and the alphabet of a code.
// Its check character is the affair of who makes codes and reads them from
// people; the five that are no letter or digit of the base are * ~ $ = U.
func validCode(code string) bool {
	if len(code) != codeBytes {
		return false
	}
	for _, c := range []byte(code) {
		switch {
		case '0' <= c && c <= '9', 'A' <= c && c <= 'Z', c == '*', c == '~', c == '$', c == '=':
		default:
			return false
		}
	}
	return true
}
