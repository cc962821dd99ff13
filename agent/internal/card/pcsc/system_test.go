package pcsc

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lanyard-id/lanyard/agent/internal/card"
)

// systems are the layouts in which everything is tried that needs no reader.
var systems = map[string]layout{
	"64-bit Linux": linux64, "64-bit Windows": windows64, "macOS": darwin64,
}

// onEach runs a test for each system. Layouts with pointers of 4 bytes cannot carry
// addresses of a 64-bit program; TestLayouts looks at them.
func onEach(t *testing.T, test func(*testing.T, layout)) {
	for name, l := range systems {
		t.Run(name, func(t *testing.T) { synctest.Test(t, func(t *testing.T) { test(t, l) }) })
	}
}

func (f *fake) establish(t *testing.T) *Context {
	t.Helper()
	c, err := establish(t.Context(), f)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestLookAtAHundredReaders(t *testing.T) {
	onEach(t, func(t *testing.T, l layout) {
		var names []string
		for i := range 100 {
			names = append(names, fmt.Sprintf("Invented Läser %03d", i))
		}
		f := newFake(l, names...)
		f.readers[42].insert(0x3B, 0x01, 0x42)
		f.readers[99].insert()
		f.readers[99].atr, f.readers[99].mute = []byte{0}, true
		got, err := f.establish(t).Look(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if len(got) != 100 {
			t.Fatalf("%d readers", len(got))
		}
		for i, r := range got {
			want := card.Reader{Name: names[i], State: card.Empty, Events: 1}
			switch i {
			case 42:
				want.State, want.ATR, want.Events = card.Present, []byte{0x3B, 0x01, 0x42}, 2
			case 99:
				want.State, want.Events = card.Mute, 2
			}
			if diff := cmp.Diff(want, r); diff != "" {
				t.Error(diff)
			}
		}
		if n := f.count(fnGetStatusChange); n != 10 {
			t.Errorf("asked in %d calls", n)
		}
	})
}

func TestNoReaders(t *testing.T) {
	onEach(t, func(t *testing.T, l layout) {
		got, err := newFake(l).establish(t).Look(t.Context())
		if err != nil || len(got) != 0 {
			t.Errorf("%v, %v", got, err)
		}
	})
}

// A reader that goes between the list and the look is not there, and no error.
func TestLookWhileAReaderGoes(t *testing.T) {
	onEach(t, func(t *testing.T, l layout) {
		f := newFake(l, "Reader A", "Reader B")
		f.after[fnListReaders] = func() {
			f.mu.Lock()
			defer f.mu.Unlock()
			f.readers = f.readers[:1]
		}
		got, err := f.establish(t).Look(t.Context())
		if err != nil || len(got) != 1 || got[0].Name != "Reader A" {
			t.Errorf("%v, %v", got, err)
		}
	})
}

func TestReadersThatDoNotFit(t *testing.T) {
	f := newFake(linux64, "Reader A", strings.Repeat("x", 30_000), "Reader C")
	c := f.establish(t)
	got, err := c.Readers(t.Context())
	if err != nil || len(got) != 3 || f.count(fnListReaders) != 2 {
		t.Errorf("%d readers in %d calls, %v", len(got), f.count(fnListReaders), err)
	}
	f.fail[fnListReaders] = codeInsufficient
	if _, err := c.Readers(t.Context()); !errors.Is(err, card.ErrLimit) {
		t.Errorf("a list that never fits: %v", err)
	}
}

func TestConnection(t *testing.T) {
	onEach(t, func(t *testing.T, l layout) {
		ctx := t.Context()
		f := newFake(l, "Reader A", "Läser B")
		f.readers[1].insert(0x3B, 0x80, 0x01, 0x81)
		f.readers[1].transmit = func(command []byte) []byte { return append(command, 0x90, 0x00) }
		f.attributes = map[Attribute][]byte{VendorName: []byte("Invented\x00"), VendorVersion: {0x34, 0x12, 2, 1}, VendorSerial: []byte("77\n")}
		f.control = []byte{0x06, 4, 0x42, 0, 0x0D, 0x48, 0x12, 4, 0, 0, 0, 7, 9}
		c := f.establish(t)
		if _, err := c.Connect(ctx, "Reader A", Access{}); !errors.Is(err, card.ErrNoCard) {
			t.Errorf("empty: %v", err)
		}
		if _, err := c.Connect(ctx, "Reader C", Access{}); !errors.Is(err, card.ErrNoReader) {
			t.Errorf("no such reader: %v", err)
		}
		k, err := c.Connect(ctx, "Läser B", Access{})
		if err != nil {
			t.Fatal(err)
		}
		if k.Protocol() != card.T1 {
			t.Error(k.Protocol())
		}
		status, err := k.Status(ctx)
		if diff := cmp.Diff(Status{"Läser B", card.T1, []byte{0x3B, 0x80, 0x01, 0x81}}, status); err != nil || diff != "" {
			t.Error(diff, err)
		}
		for _, n := range []int{0, 1, 255, 65531} { // the buffer is used again
			command := append([]byte{0, 0xCB, 0x3F, 0xFF}, bytes.Repeat([]byte{0xA5}, n)...)
			got, err := k.Transmit(ctx, command)
			if err != nil || !bytes.Equal(got, append(command, 0x90, 0x00)) {
				t.Errorf("%d bytes: %d came, %v", n, len(got), err)
			}
		}
		f.readers[1].transmit = func([]byte) []byte { return make([]byte, 70_000) }
		if _, err := k.Transmit(ctx, []byte{0, 0xCB, 0, 0}); !errors.Is(err, card.ErrLimit) {
			t.Errorf("70,000 bytes of answer: %v", err)
		}
		told, err := k.Attributes(ctx)
		if diff := cmp.Diff(Attributes{Vendor: "Invented", Version: "1.2.4660", Serial: "77?"}, told); err != nil || diff != "" {
			t.Error(diff, err)
		}
		features, err := k.Features(ctx)
		if diff := cmp.Diff(Features{VerifyPINDirect: 0x42000D48, TLVProperties: 7}, features); err != nil || diff != "" || !features.PINPad() {
			t.Error(diff, err)
		}
		if err := k.Close(ctx, Reset); err != nil || !slices.Equal(f.disposed, []Disposition{Reset}) {
			t.Errorf("%v, %v", f.disposed, err)
		}
		if err := c.Close(); err != nil || len(f.contexts) != 0 {
			t.Errorf("%d contexts are open, %v", len(f.contexts), err)
		}
	})
}

// RAW is never asked for, and not taken when a library gives it.
func TestNeverRaw(t *testing.T) {
	f := newFake(linux64, "Reader A")
	f.readers[0].insert(0x3B, 0x00)
	c := f.establish(t)
	if _, err := c.Connect(t.Context(), "Reader A", Access{Protocols: 4}); !errors.Is(err, card.ErrProtocol) {
		t.Errorf("RAW: %v", err)
	}
	if len(f.disposed) != 1 {
		t.Error("the connection was left open")
	}
}

func TestResetByAnotherProgram(t *testing.T) {
	ctx := context.Background()
	f := newFake(windows64, "Reader A")
	f.readers[0].insert(0x3B, 0x80, 0x01, 0x81)
	f.readers[0].transmit = func([]byte) []byte { return []byte{0x90, 0x00} }
	k, err := f.establish(t).Connect(ctx, "Reader A", Access{})
	if err != nil {
		t.Fatal(err)
	}
	f.readers[0].reset = true
	if err := k.Begin(ctx); err != nil || f.count(fnReconnect) != 1 {
		t.Errorf("beginning after a reset: %v, connected again %d times", err, f.count(fnReconnect))
	}
	if err := k.End(ctx, Leave); err != nil {
		t.Error(err)
	}
	f.readers[0].reset = true
	if _, err := k.Transmit(ctx, []byte{0, 0x20, 0, 0x80}); !errors.Is(err, card.ErrReset) || f.count(fnReconnect) != 2 {
		t.Errorf("VERIFY after a reset: %v", err)
	}
	if n := f.count(fnTransmit); n != 1 {
		t.Errorf("VERIFY was sent %d times", n)
	}
	f.readers[0].reset = true
	if _, err := k.Transmit(ctx, []byte{0, 0xA4, 4, 0, 1, 0xA0}); err != nil || f.count(fnTransmit) != 3 {
		t.Errorf("SELECT after a reset: %v", err)
	}
	// A card that is reset again and again ends it.
	f.fail[fnTransmit] = codeReset
	if _, err := k.Transmit(ctx, []byte{0, 0xA4, 4, 0, 1, 0xA0}); !errors.Is(err, card.ErrReset) || f.count(fnTransmit) != 5 {
		t.Errorf("SELECT of a card that is reset always: %v after %d", err, f.count(fnTransmit))
	}
}

func TestWithin(t *testing.T) {
	ctx := context.Background()
	f := newFake(linux64, "Reader A")
	f.readers[0].insert(0x3B, 0x80, 0x01, 0x81)
	k, err := f.establish(t).Connect(ctx, "Reader A", Access{})
	if err != nil {
		t.Fatal(err)
	}
	mine := errors.New("mine")
	if err := k.Within(ctx, Leave, func(context.Context, card.Transmitter) error { return mine }); !errors.Is(err, mine) || f.readers[0].begun {
		t.Errorf("%v, begun %v", err, f.readers[0].begun)
	}
	over, end := context.WithCancel(ctx)
	err = k.Within(over, Leave, func(context.Context, card.Transmitter) error { end(); return nil })
	if err != nil || f.readers[0].begun {
		t.Errorf("a context that ended within: %v, begun %v", err, f.readers[0].begun)
	}
	err = k.Within(ctx, Leave, func(context.Context, card.Transmitter) error {
		f.change(func() { f.readers[0].remove() })
		return nil
	})
	if err != nil {
		t.Errorf("a card that went when all was done: %v", err)
	}
}

// A driver that never comes back: the caller does, what hangs is named, nothing else
// waits for it, and what it opens in the end is put away.
func TestCallsThatHang(t *testing.T) {
	for _, fn := range []function{fnTransmit, fnConnect, fnBeginTransaction, fnListReaders, fnStatus} {
		t.Run(fn.symbol("linux"), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				f := newFake(linux64, "Reader A")
				f.readers[0].insert(0x3B, 0x80, 0x01, 0x81)
				f.readers[0].transmit = func([]byte) []byte { return []byte{0x90, 0x00} }
				c := f.establish(t)
				k, err := c.Connect(t.Context(), "Reader A", Access{})
				if err != nil {
					t.Fatal(err)
				}
				try := map[function]func(context.Context) error{
					fnTransmit:         func(ctx context.Context) error { _, err := k.Transmit(ctx, []byte{0, 0x20, 0, 0x80}); return err },
					fnConnect:          func(ctx context.Context) error { _, err := c.Connect(ctx, "Reader A", Access{}); return err },
					fnBeginTransaction: k.Begin,
					fnListReaders:      func(ctx context.Context) error { _, err := c.Readers(ctx); return err },
					fnStatus:           func(ctx context.Context) error { _, err := k.Status(ctx); return err },
				}[fn]
				driver := make(chan struct{})
				f.hang[fn] = driver
				ctx, stop := context.WithTimeout(t.Context(), 3*time.Second)
				defer stop()
				began := time.Now()
				if err := try(ctx); !errors.Is(err, card.ErrDeadline) || !errors.Is(err, context.DeadlineExceeded) {
					t.Errorf("it hangs: %v", err)
				}
				if waited := time.Since(began); waited != 3*time.Second {
					t.Errorf("waited %v", waited)
				}
				if _, err := k.Transmit(t.Context(), []byte{0, 0xC0, 0, 0}); !errors.Is(err, card.ErrAbandoned) {
					t.Errorf("another call while it hangs: %v", err)
				}
				if err := c.Close(); !errors.Is(err, card.ErrAbandoned) {
					t.Errorf("closing while it hangs: %v", err)
				}
				close(driver)
				synctest.Wait()
				delete(f.hang, fn)
				if f.readers[0].begun {
					t.Error("a transaction that nobody will end")
				}
				if fn == fnConnect && len(f.disposed) != 1 {
					t.Error("a connection that nobody will close")
				}
				if _, err := k.Transmit(t.Context(), []byte{0, 0xC0, 0, 0}); err != nil {
					t.Errorf("afterwards: %v", err)
				}
			})
		})
	}
}

// Without a deadline of the caller's there is one all the same.
func TestEveryCallEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := newFake(linux64, "Reader A")
		c := f.establish(t)
		driver := make(chan struct{})
		f.hang[fnListReaders] = driver
		if _, err := c.Readers(context.Background()); !errors.Is(err, card.ErrDeadline) {
			t.Error(err)
		}
		close(driver)
		synctest.Wait()
	})
}

func TestWaitingIsCancelled(t *testing.T) {
	onEach(t, func(t *testing.T, l layout) {
		f := newFake(l, "Reader A")
		c := f.establish(t)
		all, err := c.look(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		ctx, stop := context.WithCancel(t.Context())
		time.AfterFunc(time.Second, stop)
		err = c.change(ctx, "waiting", all, time.Hour)
		if !errors.Is(err, card.ErrCancelled) || !errors.Is(err, context.Canceled) || f.count(fnCancel) == 0 {
			t.Errorf("%v after %d cancels", err, f.count(fnCancel))
		}
		if _, err := c.Look(t.Context()); err != nil {
			t.Errorf("afterwards: %v", err)
		}
	})
}

// A service that answers nobody does not answer who cancels either.
func TestCancellingThatHangs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := newFake(linux64, "Reader A")
		c := f.establish(t)
		all, err := c.look(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		service := make(chan struct{})
		f.hang[fnCancel], f.hang[fnGetStatusChange] = service, service
		ctx, stop := context.WithTimeout(t.Context(), time.Second)
		defer stop()
		began := time.Now()
		if err := c.change(ctx, "waiting", all, time.Hour); !errors.Is(err, card.ErrDeadline) {
			t.Error(err)
		}
		if waited := time.Since(began); waited != time.Second+cancelLimit {
			t.Errorf("waited %v", waited)
		}
		if n := f.count(fnCancel); n != 1 {
			t.Errorf("%d cancels, of which the first has not come back", n)
		}
		close(service)
		f.change(func() { f.readers[0].insert(0x3B, 0x00) }) // ends the wait
		synctest.Wait()
		if _, err := c.Look(t.Context()); err != nil {
			t.Errorf("afterwards: %v", err)
		}
	})
}

func TestErrors(t *testing.T) {
	ctx := context.Background()
	for code, want := range map[Code]error{
		codeNoService: card.ErrNoService, codeServiceStopped: card.ErrNoService, codeSharingViolation: card.ErrInUse,
		0x80100017: card.ErrNoReader, codeRemoved: card.ErrRemoved, codeReset: card.ErrReset, 0x8010000F: card.ErrProtocol,
		codeNoCard: card.ErrNoCard, 0x80100066: card.ErrMute, 0x8010006A: card.ErrRights, 0x80100016: card.ErrTransport,
		0x80100001: nil, 0x12345678: nil,
	} {
		f := newFake(linux64, "Reader A")
		c := f.establish(t)
		f.fail[fnConnect] = code
		_, err := c.Connect(ctx, "Reader A", Access{})
		failed, ok := errors.AsType[*Error](err)
		if !ok || failed.Code != code || failed.Reader != "Reader A" || want != nil && !errors.Is(err, want) {
			t.Errorf("%v: %v", code, err)
			continue
		}
		if !strings.Contains(err.Error(), fmt.Sprintf("0x%08X", uint32(code))) || !strings.Contains(err.Error(), `reader "Reader A"`) {
			t.Errorf("%q", err)
		}
		for _, system := range []string{"windows", "linux", "darwin"} {
			if text := remedy(err, system); (text == "") != (want == nil) {
				t.Errorf("%v on %s: remedy %q", code, system, text)
			}
		}
		f.fail[fnEstablishContext] = code
		if _, err := establish(ctx, f); want == nil && !errors.Is(err, card.ErrNoService) {
			t.Errorf("reaching a service that says %v: %v", code, err)
		}
	}
}
