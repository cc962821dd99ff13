package attempt

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"io"
	"strings"
	"sync"
)

// Peek takes the content codings off the beginning of a body (RFC 9110 §8.4.1):
// gzip and deflate, at most one of them. It returns up to max bytes, and whether
// the body goes on behind them or could not be read any further: what is broken or
// incomplete gives what stands before, an unknown coding nothing. The result is
// never nil.
//
// It takes time and memory by max and by what it is given, whatever that would
// inflate to.
func Peek(body []byte, coding string, max int) (plain []byte, cut bool) {
	if max < 0 {
		max = 0
	}
	name, ok := oneCoding(coding)
	switch {
	case !ok:
		return []byte{}, true
	case name == "":
		if body == nil {
			body = []byte{}
		}
		return body[:min(len(body), max)], len(body) > max
	case len(body) == 0:
		return []byte{}, false
	}
	from := bytes.NewReader(body)
	var inflated io.Reader
	var err error
	switch {
	case name == "gzip":
		z, _ := gzips.Get().(*gzip.Reader)
		if z == nil {
			z = new(gzip.Reader)
		}
		defer gzips.Put(z)
		inflated, err = z, z.Reset(from)
	case isZlib(body):
		var z io.ReadCloser
		if z, err = zlib.NewReader(from); err == nil {
			inflated = z
		}
	default:
		// Some clients send deflate without the frame that RFC 9110 §8.4.1.2 asks
		// for, and services read it.
		inflated = flate.NewReader(from)
	}
	if err != nil {
		return []byte{}, true
	}
	plain, err = io.ReadAll(io.LimitReader(inflated, int64(max)+1))
	if len(plain) > max {
		return plain[:max], true
	}
	return plain, err != nil
}

// gzips are readers to be used again: one holds 40 KiB.
var gzips sync.Pool

// oneCoding returns gzip, deflate or "" for none; false for any other, and for more
// than one.
func oneCoding(coding string) (string, bool) {
	found := ""
	for rest, more := coding, true; more; {
		var name string
		name, rest, more = strings.Cut(rest, ",")
		switch name = trimSpace(name); {
		case name == "", strings.EqualFold(name, "identity"):
			continue
		case found != "":
			return "", false
		case strings.EqualFold(name, "gzip"), strings.EqualFold(name, "x-gzip"):
			found = "gzip"
		case strings.EqualFold(name, "deflate"):
			found = "deflate"
		default:
			return "", false
		}
	}
	return found, true
}

// isZlib reports whether data begins as RFC 1950 §2.2 has it.
func isZlib(data []byte) bool {
	return len(data) >= 2 && data[0]&0x0F == 8 && (int(data[0])<<8|int(data[1]))%31 == 0
}
