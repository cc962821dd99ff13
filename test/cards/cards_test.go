package cards_test

import (
	"bytes"
	"encoding/binary"
	"io"
	"net"
	"os"
	"sync/atomic"
	"testing"

	"github.com/lanyard-id/lanyard/test/cards"
)

func TestMain(m *testing.M) { os.Exit(cards.Main(m)) }

// bare is as little of a card as a reader takes: an ATR, and no to every command.
type bare struct {
	atr  []byte
	last atomic.Pointer[net.Conn]
}

func (b *bare) Insert(address string) (io.Closer, error) {
	conn, err := net.Dial("tcp", address)
	if err != nil {
		return nil, err
	}
	b.last.Store(&conn)
	go func() {
		defer conn.Close()
		for {
			size := make([]byte, 2)
			if _, err := io.ReadFull(conn, size); err != nil {
				return
			}
			message := make([]byte, binary.BigEndian.Uint16(size))
			if _, err := io.ReadFull(conn, message); err != nil {
				return
			}
			answer := []byte{0x6D, 0x00}
			if len(message) == 1 {
				if message[0] != 0x04 {
					continue
				}
				answer = b.atr
			}
			if _, err := conn.Write(append([]byte{0, byte(len(answer))}, answer...)); err != nil {
				return
			}
		}
	}()
	return conn, nil
}

// pull takes the card out without the stack's doing.
func (b *bare) pull() { (*b.last.Load()).Close() }

func card(last byte) *bare { return &bare{atr: []byte{0x3B, 0x01, last}} }

func TestCardsComeAndGo(t *testing.T) {
	stack := cards.Start(t, 4)
	readers := stack.Readers()
	if len(readers) != 4 {
		t.Fatalf("readers %v, want 4", readers)
	}
	names := make(map[string]bool)
	for i, r := range readers {
		names[r.Name] = true
		one := card(byte(i))
		if seen := stack.Insert(i, one); !bytes.Equal(seen.ATR, one.atr) || seen.Name != r.Name || seen.Mute {
			t.Errorf("reader %d: seen %+v, want the ATR % X in %s", i, seen, one.atr, r.Name)
		}
	}
	if len(names) != 4 {
		t.Errorf("readers %v do not have names of their own", readers)
	}
	// All four are in, each in the reader it was put into.
	for i, s := range stack.States() {
		if want := card(byte(i)).atr; !s.Present || !bytes.Equal(s.ATR, want) {
			t.Errorf("reader %d: %+v, want the ATR % X", i, s, want)
		}
	}
	stack.Remove(2)
	for i, s := range stack.States() {
		if s.Present != (i != 2) {
			t.Errorf("after the card of reader 2 was pulled reader %d says %v", i, s.Present)
		}
	}
	again := card(9)
	if seen := stack.Insert(2, again); !bytes.Equal(seen.ATR, again.atr) || seen.Events < 3 {
		t.Errorf("another card in reader 2 is seen as %+v", seen)
	}
	again.pull()
	stack.AwaitNoCard(2)
	stack.Insert(2, card(8))
}

func TestServiceStopsAndResumes(t *testing.T) {
	stack := cards.Start(t, 1)
	one := card(1)
	stack.Insert(1, one) // the driver has two readers each
	stack.Stop()
	if _, err := os.Stat("/run/pcscd/pcscd.comm"); err == nil {
		if conn, err := net.Dial("unix", "/run/pcscd/pcscd.comm"); err == nil {
			conn.Close()
			t.Fatal("pcscd still answers after Stop")
		}
	}
	stack.Resume()
	if stack.States()[1].Present {
		t.Error("a card is in the reader of a pcscd that just started")
	}
	stack.Insert(1, one)
}

func TestNoReader(t *testing.T) {
	if readers := cards.Start(t, 0).Readers(); len(readers) != 0 {
		t.Errorf("readers %v, want none", readers)
	}
}
