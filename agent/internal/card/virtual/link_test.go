package virtual

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"io"
	"net"
	"testing"
)

// reader is the side of vpcd, in as many lines as are needed to talk.
type reader struct {
	t    *testing.T
	conn net.Conn
}

// insert puts a card into a reader of the test's own.
func insert(t *testing.T, card *Card) (*Link, reader) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	link, err := Connect(context.Background(), listener.Addr().String(), card)
	if err != nil {
		t.Fatal(err)
	}
	conn, err := listener.Accept()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close(); link.Close() })
	return link, reader{t, conn}
}

func (r reader) say(b ...byte) {
	r.t.Helper()
	if _, err := r.conn.Write(append(binary.BigEndian.AppendUint16(nil, uint16(len(b))), b...)); err != nil {
		r.t.Fatal(err)
	}
}

func (r reader) hear() []byte {
	r.t.Helper()
	size := make([]byte, 2)
	if _, err := io.ReadFull(r.conn, size); err != nil {
		r.t.Fatal(err)
	}
	b := make([]byte, binary.BigEndian.Uint16(size))
	if _, err := io.ReadFull(r.conn, b); err != nil {
		r.t.Fatal(err)
	}
	return b
}

func TestLink(t *testing.T) {
	card := fuzzCard(t)
	link, reader := insert(t, card)
	reader.say(controlATR)
	if atr := reader.hear(); !bytes.Equal(atr, card.ATR()) {
		t.Errorf("ATR % X", atr)
	}
	<-link.Seen()
	reader.say(controlOn) // not answered
	reader.say(seedCommands[0]...)
	if answer := reader.hear(); !bytes.HasSuffix(answer, ok.bytes()) {
		t.Errorf("SELECT: % X", answer)
	}
	reader.say(controlReset)
	reader.say(unhex(t, apduStatus)...)
	if answer := reader.hear(); !bytes.Equal(answer, unknownInstruction.bytes()) {
		t.Errorf("after a reset the status is % X: the application was still selected", answer)
	}
	if err := link.Err(); err != nil {
		t.Error(err)
	}
	if err := link.Close(); err != nil {
		t.Error(err)
	}
	if err := link.Close(); err != nil {
		t.Errorf("closing twice: %v", err)
	}
	<-link.Done()
	if _, err := reader.conn.Read(make([]byte, 1)); err == nil {
		t.Error("the reader still has a card")
	}
}

// TestMuteLink is there, and gives no ATR that a reader could take.
func TestMuteLink(t *testing.T) {
	_, reader := insert(t, fuzzCard(t, Mute()))
	for _, control := range []byte{controlOff, controlOn, controlReset} {
		reader.say(control)
		reader.say(controlATR)
		if atr := reader.hear(); len(atr) <= maxATRBytes {
			t.Fatalf("it answered to a reset with % X", atr)
		}
	}
}

func TestReaderGoesAway(t *testing.T) {
	link, reader := insert(t, fuzzCard(t))
	reader.say(controlATR)
	reader.hear()
	reader.conn.Close()
	<-link.Done()
	if err := link.Err(); err != nil {
		t.Errorf("a reader that hung up: %v", err)
	}
	link, reader = insert(t, fuzzCard(t))
	if _, err := reader.conn.Write([]byte{0x00, 0x05, 0x00}); err != nil {
		t.Fatal(err)
	}
	reader.conn.Close()
	<-link.Done()
	if err := link.Err(); err == nil {
		t.Error("a message that was cut is no failure")
	}
}

func TestPulledLink(t *testing.T) {
	link, reader := insert(t, fuzzCard(t, RemovedDuring(insSelect)))
	reader.say(seedCommands[0]...)
	<-link.Done()
	if err := link.Err(); !errors.Is(err, errPulled) {
		t.Errorf("%v, want %v", err, errPulled)
	}
	// A silent card ends when it is pulled, though it never answers.
	link, reader = insert(t, fuzzCard(t, Silent()))
	reader.say(seedCommands[0]...)
	<-link.Seen()
	if err := link.Close(); err != nil {
		t.Error(err)
	}
}

func TestNoReader(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := listener.Addr().String()
	listener.Close()
	if _, err := Connect(context.Background(), address, fuzzCard(t)); err == nil {
		t.Error("a card is in a reader that is not there")
	}
}
