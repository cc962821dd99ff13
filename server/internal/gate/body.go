package gate

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"time"

	"github.com/lanyard-id/lanyard/server/internal/gate/attempt"
)

// errSlowBody says that the beginning of a body did not come in time.
var errSlowBody = errors.New("the beginning of the request's body did not come in time")

// peek reads the beginning of a request's body, at most n bytes and for at most
// peekWait, and returns the request with its body whole: whoever reads it next
// reads all of it, as it came. What stands in begin has no content coding; cut says
// that more follows.
//
// The request that came is left as it is. http.Server looks at its Body afterwards,
// to see whether the connection still has some of it: if that were another one the
// rest of a body would be taken for the next request.
//
// The service behind the gate must not see that the gate looked: a body that ends
// early, or whose coding is broken, is passed on as it is.
func peek(w http.ResponseWriter, r *http.Request, n int) (whole *http.Request, begin []byte, cut bool, err error) {
	if n <= 0 || r.Body == nil || r.Body == http.NoBody {
		return r, nil, false, nil
	}
	// A client that sends a byte a minute must not hold the gate, nor one that was
	// let on be cut: the deadline is for the beginning alone.
	control := http.NewResponseController(w)
	limited := control.SetReadDeadline(time.Now().Add(peekWait)) == nil
	read, err := io.ReadAll(io.LimitReader(r.Body, int64(n)+1))
	if limited && err == nil {
		err = control.SetReadDeadline(time.Time{})
	}
	switch {
	case isTimeout(err):
		return r, nil, false, errSlowBody
	case err != nil:
		return r, nil, false, err
	}
	whole = r.WithContext(r.Context())
	whole.Body = &putBack{Reader: io.MultiReader(bytes.NewReader(read), r.Body), Closer: r.Body}
	if cut = len(read) > n; cut {
		read = read[:n]
	}
	begin, more := attempt.Peek(read, r.Header.Get("Content-Encoding"), n)
	return whole, begin, cut || more, nil
}

// hurry bounds how long http.Server may wait for what is left of a body, before it
// gives an answer that the gate itself has. It sets the deadline anew for the next
// request.
func hurry(w http.ResponseWriter) {
	_ = http.NewResponseController(w).SetReadDeadline(time.Now().Add(peekWait)) // a recorder has none
}

// statusOf is the status that says why a body was not read.
func statusOf(err error) int {
	if errors.Is(err, errSlowBody) {
		return http.StatusRequestTimeout
	}
	return http.StatusBadRequest
}

// putBack is a body whose beginning was read already.
type putBack struct {
	io.Reader
	io.Closer
}

func isTimeout(err error) bool {
	var timeout interface{ Timeout() bool }
	return errors.As(err, &timeout) && timeout.Timeout()
}
