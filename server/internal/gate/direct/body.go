package direct

import (
	"context"
	"errors"
	"io"
)

// body is the body of an answer, which has the connection until its end.
type body struct {
	io.ReadCloser
	conn *conn // nil: it was given back
	ctx  context.Context
	stop func() bool
	keep bool // the service keeps the connection
}

// Read reads on. At the end the connection is given back.
func (b *body) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	switch {
	case err == nil || b.conn == nil:
		return n, err
	case errors.Is(err, io.EOF):
		b.end(b.keep)
		return n, io.EOF
	}
	b.end(false)
	if ended := b.ctx.Err(); ended != nil {
		err = ended
	}
	return n, err
}

// Close ends the connection with whatever has not been read.
func (b *body) Close() error {
	b.end(false)
	return nil
}

func (b *body) end(keep bool) {
	if b.conn != nil {
		b.conn.end(b.stop, keep)
		b.conn = nil
	}
}
