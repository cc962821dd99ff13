package gate

import (
	"errors"
	"io"
	"net/http"
	"sync/atomic"
)

// upload is the body of a request on its way to the service. It knows whether all
// of it came: an answer may begin before, and a body may break.
type upload struct {
	io.ReadCloser
	left  int64 // bytes; negative: not known beforehand
	whole atomic.Bool
	in    http.Header // trailers of the request that came, filled in at its end
	out   http.Header // those of the one that goes on
}

// follow has the body of a request that goes on tell how far it came.
func follow(in, out *http.Request) {
	for name := range out.Trailer {
		if isForged(name) {
			delete(out.Trailer, name)
		}
	}
	if out.Body != nil && out.Body != http.NoBody {
		out.Body = &upload{ReadCloser: out.Body, left: in.ContentLength, in: in.Trailer, out: out.Trailer}
	}
}

// Read passes the body on, and at its end the trailers that were announced.
func (u *upload) Read(p []byte) (int, error) {
	n, err := u.ReadCloser.Read(p)
	if u.left >= 0 {
		u.left -= int64(n)
	}
	if errors.Is(err, io.EOF) || u.left == 0 {
		for name := range u.out {
			u.out[name] = u.in[name]
		}
		u.whole.Store(true)
	}
	return n, err
}

// remains reports whether a body of HTTP/1 did not come to its end, so that what
// the connection holds next is no request. An answer then must say that the
// connection ends with it: http.Server reads what remains, but not while both
// directions stream, and a body that breaks never ends.
func remains(out *http.Request) bool {
	u, ok := out.Body.(*upload)
	return ok && out.ProtoMajor == 1 && !u.whole.Load()
}

// endAmbiguous ends the connection behind a request of HTTP/1 whose length another
// server may read differently, so that what follows it there is never taken for a
// request here: chunks, which may come with a length besides, and HTTP/1.0, which
// knows no chunks. Source: RFC 9112 §6.1. http.Server does not tell more.
func endAmbiguous(w http.ResponseWriter, r *http.Request) {
	if r.ProtoMajor == 1 && (r.ProtoMinor == 0 || len(r.TransferEncoding) > 0) {
		w.Header().Set("Connection", "close")
	}
}
