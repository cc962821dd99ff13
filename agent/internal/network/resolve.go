package network

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"sync"
	"time"
)

// resolve asks for both kinds of address at once.
func (l *look) resolve(ctx context.Context, name string) (Names, []netip.Addr) {
	if a, err := netip.ParseAddr(name); err == nil {
		return Names{Literal: true}, []netip.Addr{a.Unmap().WithZone("")}
	}
	var n Names
	var v4, v6 []netip.Addr
	var wait sync.WaitGroup
	wait.Go(func() { n.V4, v4 = l.lookup(ctx, "ip4", name) })
	wait.Go(func() { n.V6, v6 = l.lookup(ctx, "ip6", name) })
	wait.Wait()
	return n, alternate(v4, v6)
}

// lookup asks one question. The answer is awaited no longer than ctx, whether or
// not the resolver heeds it: that of Windows does not.
func (l *look) lookup(ctx context.Context, network, name string) (Answer, []netip.Addr) {
	type result struct {
		addresses []netip.Addr
		err       error
	}
	began := time.Now()
	done := make(chan result, 1)
	go func() {
		addresses, err := l.Resolver.LookupNetIP(ctx, network, name)
		done <- result{addresses, err}
	}()
	var got result
	select {
	case got = <-done:
	case <-ctx.Done():
		got.err = ctx.Err()
	}
	a := Answer{TookMS: since(began)}
	if got.err == nil && len(got.addresses) == 0 {
		got.err = &net.DNSError{Err: "no addresses", Name: name, IsNotFound: true}
	}
	if got.err != nil {
		a.Fault = l.nameFault(ctx, name, got.err)
		return a, nil
	}
	kept := got.addresses[:min(len(got.addresses), maxAddresses)]
	for i, address := range kept {
		kept[i] = address.Unmap().WithZone("")
		a.Addresses = append(a.Addresses, Address{kept[i].String(), scopeOf(kept[i])})
	}
	a.More = len(got.addresses) - len(kept)
	return a, kept
}

func (l *look) nameFault(ctx context.Context, name string, err error) *Fault {
	var dns *net.DNSError
	is := errors.As(err, &dns)
	f := fault(ctx, "asking for the name "+name, err)
	switch {
	case is && dns.IsNotFound:
		f.Kind, f.Text = NoSuchName, "there is no such name, or it has no address of this kind: "+name
	case f.Kind == NotAwaited:
	case l.offline:
		f.Kind, f.Text = NoNetwork, "this device is connected to no network, so names cannot be asked for"
	case f.Kind == Timeout || is && dns.IsTimeout:
		f.Kind, f.Text = Timeout, "the resolver did not answer in time when asked for "+name
	default:
		f.Kind, f.Text = NoResolver, "the resolver could not be asked, or failed: "+err.Error()
	}
	f.Text = clean(f.Text, maxTextBytes)
	return f
}

// alternate takes addresses of both kinds in turn, so that the few that are
// dialled are of both.
func alternate(a, b []netip.Addr) []netip.Addr {
	var all []netip.Addr
	for i := range max(len(a), len(b)) {
		if i < len(a) {
			all = append(all, a[i])
		}
		if i < len(b) {
			all = append(all, b[i])
		}
	}
	return all
}

// since is a span in whole milliseconds, rounded up so that nothing took none.
func since(began time.Time) int {
	return int(min(max(time.Since(began)+time.Millisecond-1, 0)/time.Millisecond, maxMS))
}
