package door

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"net/http"
	"net/netip"
	"os"
	"sync"
	"syscall"
	"testing"
	"testing/synctest"
	"time"
)

// pipes is a listener of connections in memory, for tests whose clock is not the
// machine's.
type pipes struct {
	in     chan net.Conn
	fail   chan error // what Accept is to fail with
	closed chan struct{}
	once   sync.Once
}

func newPipes() *pipes {
	return &pipes{in: make(chan net.Conn), fail: make(chan error), closed: make(chan struct{})}
}

func (p *pipes) Accept() (net.Conn, error) {
	select {
	case c := <-p.in:
		return c, nil
	case err := <-p.fail:
		return nil, err
	case <-p.closed:
		return nil, net.ErrClosed
	}
}

func (p *pipes) Addr() net.Addr { return &net.TCPAddr{} }
func (p *pipes) Close() error {
	err := net.ErrClosed
	p.once.Do(func() { close(p.closed); err = nil })
	return err
}

// from is a connection whose other end has an address.
type from struct {
	net.Conn
	peer netip.AddrPort
}

func (f from) RemoteAddr() net.Addr { return net.TCPAddrFromAddrPort(f.peer) }

func (p *pipes) dial() net.Conn {
	ours, theirs := net.Pipe()
	p.in <- from{theirs, netip.MustParseAddrPort("192.0.2.7:4711")}
	synctest.Wait()
	return ours
}

// isClosed tells whether the other end closed, when all is quiet.
func isClosed(t *testing.T, c net.Conn) bool {
	t.Helper()
	synctest.Wait()
	if err := c.SetReadDeadline(time.Now().Add(time.Nanosecond)); err != nil {
		return true // so says net.Pipe
	}
	_, err := io.ReadAll(c)
	return !errors.Is(err, os.ErrDeadlineExceeded)
}

// quiet opens a door in memory whose connections are accepted and kept.
func quiet(t *testing.T, change func(*Config)) (*Listener, *pipes, *[]net.Conn) {
	t.Helper()
	below := newPipes()
	config := Config{Certificate: always(modernOne()), Plain: true}
	change(&config)
	l, err := Listen(below, config)
	if err != nil {
		t.Fatal(err)
	}
	kept := new([]net.Conn)
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			l.ConnState(c, http.StateNew)
			*kept = append(*kept, c)
		}
	}()
	return l, below, kept
}

// enter shakes hands, or speaks plain HTTP.
func enter(t *testing.T, below *pipes) net.Conn {
	t.Helper()
	c := below.dial()
	if _, err := io.WriteString(c, "GET / HTTP/1.1\r\n"); err != nil {
		t.Fatal(err)
	}
	synctest.Wait()
	return c
}

func TestSlowOnes(t *testing.T) {
	hello := clientHelloOf(t, &tls.Config{InsecureSkipVerify: true})
	tests := []struct {
		name   string
		sent   []byte // byte by byte, one each 300 ms
		listed bool
		after  time.Duration
		reason Reason
	}{
		{"nothing", nil, false, 10 * time.Second, Silent},
		{"a ClientHello", hello, false, 10 * time.Second, TimedOut},
		{"a whole ClientHello, and then nothing", hello[:0], false, 10 * time.Second, TimedOut},
		{"half a PROXY line", []byte("PROXY TCP4 192.0.2.7 198.51.100.1 4711 443\r\n"), true, 5 * time.Second, TimedOut},
		{"what may become a PROXY line", []byte("PRO"), false, 10 * time.Second, TimedOut},
	}
	for _, tt := range tests {
		synctest.Test(t, func(t *testing.T) {
			var told []Reason
			l, below, _ := quiet(t, func(c *Config) {
				c.Plain = false
				c.Refused = func(_ *Visitor, why Reason, _ string) { told = append(told, why) }
				if tt.listed {
					c.Proxies = []netip.Prefix{netip.MustParsePrefix("192.0.2.0/24")}
				}
			})
			defer l.Close()
			begin := time.Now()
			c := below.dial()
			go func() {
				for _, b := range tt.sent {
					time.Sleep(300 * time.Millisecond)
					if _, err := c.Write([]byte{b}); err != nil {
						return
					}
				}
				if tt.sent != nil && len(tt.sent) == 0 {
					c.Write(hello)
				}
			}()
			if _, err := io.ReadAll(c); err != nil {
				t.Error(err)
			}
			synctest.Wait()
			if took := time.Since(begin); took != tt.after {
				t.Errorf("%s: cut after %s, want %s", tt.name, took, tt.after)
			}
			if n := l.Counts().Away[tt.reason]; n != 1 {
				t.Errorf("%s: %+v", tt.name, l.Counts())
			}
			if (tt.reason == Silent) != (len(told) == 0) {
				t.Errorf("%s: told %v", tt.name, told)
			}
			time.Sleep(time.Minute)
		})
	}
}

// A flood of those that say nothing costs an honest client nothing, however long
// each of them may take.
func TestCrowd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l, below, kept := quiet(t, func(c *Config) { c.Limits.Handshakes = 3 })
		defer l.Close()
		var silent []net.Conn
		for range 5 {
			silent = append(silent, below.dial())
		}
		for i, c := range silent {
			if got := isClosed(t, c); got != (i < 2) {
				t.Errorf("silent connection %d is closed: %v", i, got)
			}
		}
		enter(t, below)
		if len(*kept) != 1 || !isClosed(t, silent[2]) || isClosed(t, silent[3]) {
			t.Errorf("%d were let in", len(*kept))
		}
		if c := l.Counts(); c.Away[Crowded] != 3 || c.Greeting != 2 || c.Open != 3 {
			t.Errorf("%+v", c)
		}
	})
}

// Too many connections: the one that is idle for longest makes room. Where none is,
// the new one is closed.
func TestFull(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l, below, kept := quiet(t, func(c *Config) { c.Limits.Connections = 3 })
		defer l.Close()
		var clients []net.Conn
		for range 3 {
			clients = append(clients, enter(t, below))
		}
		servers := *kept
		for _, s := range servers {
			l.ConnState(s, http.StateActive)
		}
		if !isClosed(t, below.dial()) {
			t.Error("a fourth connection is let in though none is idle")
		}
		l.ConnState(servers[2], http.StateIdle)
		l.ConnState(servers[0], http.StateIdle)
		enter(t, below)
		for i, want := range []bool{false, false, true} {
			if got := isClosed(t, clients[i]); got != want {
				t.Errorf("connection %d is closed: %v", i, got)
			}
		}
		// One that is at work again, one that was taken over, and one that closed: none
		// of them makes room twice.
		l.ConnState(servers[2], http.StateClosed)
		l.ConnState((*kept)[3], http.StateHijacked)
		l.ConnState(servers[0], http.StateActive)
		if !isClosed(t, below.dial()) {
			t.Error("room was made by one that is not idle")
		}
		if c := l.Counts(); c.Open != 3 || c.Idle != 0 || c.Away[Full] != 2 {
			t.Errorf("%+v", c)
		}
		for _, s := range *kept {
			s.Close()
			s.Close() // and is counted once
			l.ConnState(s, http.StateClosed)
		}
		if c := l.Counts(); c.Open != 0 || c.Idle != 0 || c.Greeting != 0 {
			t.Errorf("%+v", c)
		}
	})
}

// Where all are in a request, who hardly moves makes room for who comes: first who
// began first. Who moves, who has just begun, and a WebSocket stay.
func TestFullOfSlowOnes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l, below, kept := quiet(t, func(c *Config) { c.Limits.Connections = 6 })
		defer l.Close()
		clients := []net.Conn{enter(t, below), enter(t, below), enter(t, below), enter(t, below), enter(t, below), enter(t, below)}
		const reader, uploads, socket, sender, late, downloads = 0, 1, 2, 3, 4, 5
		servers := *kept
		for _, s := range servers {
			if _, err := io.ReadFull(s, make([]byte, len("GET / HTTP/1.1\r\n"))); err != nil {
				t.Fatal(err)
			}
		}
		l.ConnState(servers[socket], http.StateActive)
		l.ConnState(servers[socket], http.StateHijacked)
		for _, i := range []int{uploads, downloads, reader, sender} {
			l.ConnState(servers[i], http.StateActive)
		}
		time.Sleep(busyGrace - time.Second)
		l.ConnState(servers[late], http.StateActive)
		if !isClosed(t, below.dial()) {
			t.Error("somebody makes room before anybody is slow")
		}
		move := func(from io.Writer, to io.Reader, bytes int) {
			go from.Write(make([]byte, bytes))
			if _, err := io.ReadFull(to, make([]byte, bytes)); err != nil {
				t.Error(err)
			}
		}
		move(clients[uploads], servers[uploads], leastBytesPerSecond*31)
		move(servers[downloads], clients[downloads], leastBytesPerSecond*31)
		move(servers[reader], clients[reader], leastBytesPerSecond*30-1)
		move(clients[sender], servers[sender], 30)
		time.Sleep(time.Second)
		for i := range 2 {
			enter(t, below)
			l.ConnState((*kept)[len(servers)+i], http.StateActive)
		}
		for i, want := range []bool{reader: true, uploads: false, socket: false, sender: true, late: false, downloads: false} {
			if got := isClosed(t, clients[i]); got != want {
				t.Errorf("connection %d is closed: %v", i, got)
			}
		}
		if !isClosed(t, below.dial()) {
			t.Error("one that moves made room")
		}
		time.Sleep(busyGrace) // in which the one that moved moves nothing
		enter(t, below)
		for i, want := range []bool{reader: true, uploads: false, socket: false, sender: true, late: true, downloads: false} {
			if got := isClosed(t, clients[i]); got != want {
				t.Errorf("half a minute later connection %d is closed: %v", i, got)
			}
		}
	})
}

// Before it ends, a door lets those in who had begun, and no others.
func TestDrain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l, below, kept := quiet(t, func(*Config) {})
		begun := below.dial()
		drained := make(chan error, 1)
		go func() { drained <- l.Drain(t.Context()) }()
		synctest.Wait()
		select {
		case <-below.closed:
		default:
			t.Error("it goes on accepting")
		}
		select {
		case err := <-drained:
			t.Errorf("drained while somebody shakes hands: %v", err)
		default:
		}
		if _, err := io.WriteString(begun, "GET / HTTP/1.1\r\n"); err != nil {
			t.Fatal(err)
		}
		err := <-drained
		synctest.Wait()
		if err != nil || len(*kept) != 1 || isClosed(t, begun) {
			t.Errorf("%v; %d were let in", err, len(*kept))
		}
		if err := l.Close(); err != nil {
			t.Error(err)
		}
		if isClosed(t, begun) {
			t.Error("what was let in is closed with the door")
		}
	})
	synctest.Test(t, func(t *testing.T) {
		l, below, _ := quiet(t, func(*Config) {})
		silent := below.dial()
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if err := l.Drain(ctx); !errors.Is(err, context.DeadlineExceeded) {
			t.Error(err)
		}
		if err := l.Close(); err != nil {
			t.Error(err)
		}
		if !isClosed(t, silent) {
			t.Error("who said nothing is not cut off")
		}
		if c, err := l.Accept(); !errors.Is(err, net.ErrClosed) {
			t.Errorf("%v, %v", c, err)
		}
	})
}

// Too many open files: an idle connection is closed, and it goes on.
func TestAcceptFails(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var troubles []error
		l, below, _ := quiet(t, func(c *Config) { c.Trouble = func(err error) { troubles = append(troubles, err) } })
		first, second := enter(t, below), enter(t, below)
		begin := time.Now()
		for range 5 {
			below.fail <- &net.OpError{Op: "accept", Err: os.NewSyscallError("accept4", syscall.EMFILE)}
		}
		enter(t, below)
		if !isClosed(t, first) || !isClosed(t, second) {
			t.Error("no idle connection was closed")
		}
		// 5, 10, 20, 40 and 80 ms
		if took := time.Since(begin); len(troubles) != 1 || took != 155*time.Millisecond {
			t.Errorf("%v, after %s", troubles, took)
		}
		below.fail <- errors.New("the socket is gone")
		synctest.Wait()
		if _, err := l.Accept(); err == nil || err.Error() != "the socket is gone" {
			t.Error(err)
		}
		if err := l.Close(); err != nil {
			t.Error(err)
		}
	})
}
