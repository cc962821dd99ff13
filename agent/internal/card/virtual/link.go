package virtual

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"sync"
	"time"
)

// Link is a card in a reader.
type Link struct {
	card *Card
	conn net.Conn
	seen chan struct{}
	done chan struct{}
	err  error // once done is closed
	once sync.Once
}

// connectWithin bounds how long reaching a reader may take. Ours: it is on this
// machine, or near.
const connectWithin = 10 * time.Second

// Connect puts a card into the reader of vpcd that listens at address, such as
// "127.0.0.1:35963". A reader that has a card already takes the next one when the
// first is pulled; Seen tells when. A card is in one reader at a time.
func Connect(ctx context.Context, address string, card *Card) (*Link, error) {
	dialer := net.Dialer{Timeout: connectWithin}
	conn, err := dialer.DialContext(ctx, "tcp", address)
	if err != nil {
		return nil, fmt.Errorf("putting a virtual card into the reader at %s: %w; pcscd must run with vsmartcard-vpcd", address, err)
	}
	card.Put()
	l := &Link{card: card, conn: conn, seen: make(chan struct{}), done: make(chan struct{})}
	go l.serve()
	return l, nil
}

// Insert is Connect for who only takes the card out again, by closing.
func (c *Card) Insert(address string) (io.Closer, error) {
	return Connect(context.Background(), address, c)
}

// serve answers until the reader hangs up, or the card is pulled.
func (l *Link) serve() {
	err := converse(l.conn, l.conn, l.card, func() {
		// vpcd sends the length and what follows it apart, and waits for the first to
		// be acknowledged; Linux would take 40 ms over that.
		quickAck(l.conn)
		l.once.Do(func() { close(l.seen) })
	})
	l.conn.Close()
	l.card.Pull()
	if !errors.Is(err, net.ErrClosed) {
		l.err = err
	}
	close(l.done)
}

// Seen is closed when the reader has asked the card something.
func (l *Link) Seen() <-chan struct{} { return l.seen }

// Done is closed when the card is out: Close was called, the reader went away, or
// the card's personality was to be pulled.
func (l *Link) Done() <-chan struct{} { return l.done }

// Err is why the card is out, once Done is closed; nil: Close was called, or the
// reader hung up.
func (l *Link) Err() error {
	select {
	case <-l.done:
		return l.err
	default:
		return nil
	}
}

// Close pulls the card out. The reader sees it when it looks next.
func (l *Link) Close() error {
	err := l.conn.Close()
	l.card.Pull() // wakes a card that is silent or slow
	<-l.done
	if errors.Is(err, net.ErrClosed) {
		err = nil
	}
	return err
}
