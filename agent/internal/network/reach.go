package network

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"sync"
	"time"
)

// dialled are the attempts to reach one of several addresses.
type dialled struct {
	mu     sync.Mutex
	all    []Connection
	cancel context.CancelFunc
	// won is the address of the connection that was returned.
	won  netip.AddrPort
	done sync.WaitGroup
}

type connected struct {
	conn net.Conn // nil: it failed
	to   netip.AddrPort
}

// reach dials the first few addresses at once and returns the first connection
// that stands. The other attempts go on until settle.
func (l *look) reach(ctx context.Context, addresses []netip.Addr, port int) (net.Conn, *dialled) {
	addresses = addresses[:min(len(addresses), maxDialled)]
	ctx, cancel := context.WithCancel(ctx)
	d := &dialled{all: make([]Connection, len(addresses)), cancel: cancel}
	conns := make(chan connected, len(addresses))
	for i, a := range addresses {
		d.all[i] = Connection{Address: a.String(), Port: port}
		d.done.Go(func() {
			began := time.Now()
			to := netip.AddrPortFrom(a, uint16(port))
			conn, err := l.Dial(ctx, "tcp", to.String())
			d.mu.Lock()
			d.all[i].TookMS = since(began)
			if err != nil {
				d.all[i].Fault = l.reachFault(ctx, err)
			}
			d.mu.Unlock()
			conns <- connected{conn, to}
		})
	}
	for range addresses {
		if first := <-conns; first.conn != nil {
			d.won = first.to
			go func() { // what connects later is not needed
				d.done.Wait()
				close(conns)
				for c := range conns {
					if c.conn != nil {
						c.conn.Close()
					}
				}
			}()
			return first.conn, d
		}
	}
	return nil, d
}

func (l *look) reachFault(ctx context.Context, err error) *Fault {
	f := fault(ctx, "connecting", err)
	if l.offline && f.Kind == Unreachable {
		f.Kind, f.Text = NoNetwork, "this device is connected to no network"
	}
	return f
}

// settle ends the attempts that are still under way and returns all.
func (d *dialled) settle() []Connection {
	d.cancel()
	d.done.Wait()
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.all
}

// fault is why no address was reached.
func (d *dialled) fault() *Fault {
	for _, c := range d.all {
		if c.Fault != nil {
			return c.Fault
		}
	}
	return &Fault{Kind: Failed, Text: errNoAddress.Error()}
}

var errNoAddress = errors.New("there is no address to connect to")
