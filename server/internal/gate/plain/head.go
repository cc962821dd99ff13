package plain

import (
	"context"
	"net/http"
	"net/textproto"
	"net/url"
	"strings"
)

// head is the request of a connection, which is used again for the next one.
//
// Requests of one proxy have mostly the same header fields in the same order. So
// what was found out about the names is kept, and where all of them come again only
// the values change: the map of the header holds slices of one value each, and these
// are set.
type head struct {
	request http.Request
	header  http.Header
	fields  []field  // of the request before
	values  []string // theirs
	single  bool     // the header holds these very values, each field once
}

// field is a header field as it stands in a head.
type field struct {
	sent string // its name, as it was sent
	name string // in its canonical form
	kind kind
}

// kind is what a header field means to whoever reads requests.
type kind uint8

const (
	ordinary kind = iota
	isHost
	isLength
	isConnection
	notPlain // it says how the request or its connection is to be read
)

// kinds are the fields that are not ordinary. Those that are not plain change how a
// body is read (RFC 9112 §6), ask for an answer in between (RFC 9110 §10.1.1), or
// for another protocol (§7.8, and RFC 7540 §3.2).
var kinds = map[string]kind{
	"Host": isHost, "Content-Length": isLength, "Connection": isConnection,
	"Transfer-Encoding": notPlain, "Trailer": notPlain, "Expect": notPlain, "Upgrade": notPlain, "Http2-Settings": notPlain,
}

func (h *head) init(ctx context.Context, remote string) {
	h.header = http.Header{}
	h.request = *(&http.Request{
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: h.header, Body: http.NoBody, RemoteAddr: remote,
	}).WithContext(ctx)
}

// read reads a head, which ends in an empty line, into the request; false if it is
// not plain.
func (h *head) read(came []byte) bool {
	text := string(came) // the one copy: what is read are parts of it
	line, text, ok := cutLine(text)
	if !ok || !h.line(line) {
		return false
	}
	n, same := 0, true
	for text != crlf {
		if line, text, ok = cutLine(text); !ok {
			return false
		}
		colon := strings.IndexByte(line, ':')
		if colon < 1 {
			return false
		}
		if n == len(h.fields) || h.fields[n].sent != line[:colon] {
			f, ok := newField(line[:colon])
			if !ok {
				return false
			}
			h.fields = append(h.fields[:n], f) // those behind it are looked at anew
			same = false
		}
		value := trimmed(line[colon+1:])
		if !texts.all(value) {
			return false
		}
		if n == len(h.values) {
			h.values = append(h.values, "") // the header is made anew: it holds parts of the old one
			same = false
		}
		h.values[n] = value
		n++
	}
	same = same && n == len(h.fields)
	h.fields = h.fields[:n]
	if !h.framed() {
		return false
	}
	h.filled(same)
	return true
}

// line reads a request line.
func (h *head) line(line string) bool {
	r := &h.request
	method, rest, _ := strings.Cut(line, " ")
	target, version, _ := strings.Cut(rest, " ")
	if version != "HTTP/1.1" || !isMethod(method) || !isTarget(target) {
		return false
	}
	if target != r.RequestURI {
		target = strings.Clone(target) // the URL has parts of it, and is kept
		u, err := url.ParseRequestURI(target)
		if err != nil || u.Host != "" || u.Opaque != "" {
			return false
		}
		r.RequestURI, r.URL = target, u
	}
	if method != r.Method {
		r.Method = strings.Clone(method)
	}
	return true
}

// framed looks at the fields that say how the request is to be read: all that is
// allowed is that it has a host, no body, and that the connection stays.
func (h *head) framed() bool {
	named, lengths, connections := 0, 0, 0
	for i, f := range h.fields {
		switch value := h.values[i]; f.kind {
		case notPlain:
			return false
		case isHost:
			named++
			if value == "" || !hosts.all(value) {
				return false
			}
			if h.request.Host != value {
				h.request.Host = strings.Clone(value)
			}
		case isLength:
			if lengths++; value != "0" {
				return false
			}
		case isConnection:
			if connections++; value != "keep-alive" {
				return false
			}
		}
	}
	return named == 1 && lengths <= 1 && connections <= 1
}

// filled puts the fields into the header; same says that it was made of just these.
func (h *head) filled(same bool) {
	if same && h.single {
		return
	}
	clear(h.header)
	h.single = true
	for i, f := range h.fields {
		switch had := h.header[f.name]; {
		case f.kind == isHost: // net/http has it elsewhere, too
		case had != nil:
			h.header[f.name] = append(had, h.values[i])
			h.single = false
		default:
			h.header[f.name] = h.values[i : i+1 : i+1]
		}
	}
	// As net/http has it: what was said in HTTP/1.0 (RFC 9111 §5.4).
	if pragma := h.header["Pragma"]; pragma != nil {
		h.single = false
		if pragma[0] == "no-cache" && h.header["Cache-Control"] == nil {
			h.header["Cache-Control"] = []string{"no-cache"}
		}
	}
}

// forget lets go of the texts of the request before.
func (h *head) forget() {
	clear(h.header)
	h.values, h.single = nil, false
}

// newField looks at the name of a field; false if it is none.
func newField(sent string) (field, bool) {
	if !tokens.all(sent) {
		return field{}, false
	}
	sent = strings.Clone(sent)
	name := textproto.CanonicalMIMEHeaderKey(sent)
	return field{sent, name, kinds[name]}, true
}
