package refusal

import (
	"net/netip"
	"sync"
	"time"
)

const (
	// perMinute is how often an address may look a code up in any minute.
	perMinute = 10
	// perMinuteOfRest is the same for all addresses together that are not known one
	// by one, because maxAddresses are.
	perMinuteOfRest = 600
	// maxAddresses is how many addresses are counted one by one: some 6 MB.
	maxAddresses = 50_000
)

// limit counts what addresses do. An address is that of IPv4, or the /64 of IPv6,
// which is one site (RFC 6177 §2).
//
// Who counts as many addresses as it can hold keeps counting those; all others
// share one count, so that neither memory nor the number of guesses in a minute
// grows without end, and nobody is shut out for good.
type limit struct {
	mu    sync.Mutex
	of    map[netip.Prefix]*recent
	rest  shared
	swept time.Time
}

// recent are the last times of one address, the oldest overwritten first.
type recent struct {
	at   [perMinute]time.Time
	next int
}

// take counts one at an instant, or says how long it takes until one more is
// allowed. What is not allowed does not count.
func (l *limit) take(address netip.Addr, now time.Time) (wait time.Duration, ok bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	key := site(address)
	r, known := l.of[key]
	if !known {
		if len(l.of) >= maxAddresses && !l.sweep(now) {
			return l.rest.take(now)
		}
		if l.of == nil {
			l.of = map[netip.Prefix]*recent{}
		}
		r = &recent{}
		l.of[key] = r
	}
	// The next to be overwritten is the tenth last. A clock that was put back makes
	// nobody wait longer than a minute.
	if oldest := r.at[r.next]; !oldest.IsZero() {
		if since := now.Sub(oldest); since < time.Minute && since > -time.Minute {
			return min(time.Minute-since, time.Minute), false
		}
	}
	r.at[r.next] = now
	r.next = (r.next + 1) % perMinute
	return 0, true
}

// sweep forgets addresses that did nothing for a minute, at most once a second,
// and reports whether there is room.
func (l *limit) sweep(now time.Time) bool {
	if now.Sub(l.swept).Abs() < time.Second {
		return false
	}
	l.swept = now
	for key, r := range l.of {
		latest := r.at[(r.next+perMinute-1)%perMinute]
		if now.Sub(latest).Abs() >= time.Minute {
			delete(l.of, key)
		}
	}
	return len(l.of) < maxAddresses
}

// shared counts by whole minutes.
type shared struct {
	since time.Time
	n     int
}

func (s *shared) take(now time.Time) (time.Duration, bool) {
	if since := now.Sub(s.since); since >= time.Minute || since < 0 {
		s.since, s.n = now, 0
	}
	if s.n >= perMinuteOfRest {
		return time.Minute - now.Sub(s.since), false
	}
	s.n++
	return 0, true
}

// site is what an address is counted by.
func site(address netip.Addr) netip.Prefix {
	address = address.Unmap().WithZone("")
	bits := 64
	if address.Is4() {
		bits = 32
	}
	prefix, _ := address.Prefix(bits) // of no address: the zero prefix, which all without one share
	return prefix
}
