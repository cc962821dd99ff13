package refusal

import (
	"encoding/binary"
	"net/netip"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/lanyard-id/lanyard/test/draw"
)

// TestLimitInAnyMinute lets an address do ten in any minute and not eleven, says
// truly how long to wait, and counts one address not for another.
func TestLimitInAnyMinute(t *testing.T) {
	refused := 0
	draw.Until(t, func() string {
		if refused == 0 {
			return "nothing was refused"
		}
		return ""
	}, func(t *rapid.T) {
		var l limit
		now := time.Unix(1751966000, 0)
		addresses := []netip.Addr{netip.MustParseAddr("192.0.2.7"), netip.MustParseAddr("192.0.2.8"), netip.MustParseAddr("2001:db8::1")}
		taken := map[netip.Addr][]time.Time{}
		for range rapid.IntRange(1, 120).Draw(t, "times") {
			now = now.Add(time.Duration(rapid.IntRange(0, 20_000).Draw(t, "pause")) * time.Millisecond)
			a := rapid.SampledFrom(addresses).Draw(t, "address")
			inMinute := 0
			for _, at := range taken[a] {
				if now.Sub(at) < time.Minute {
					inMinute++
				}
			}
			wait, ok := l.take(a, now)
			if ok != (inMinute < perMinute) {
				t.Fatalf("%v after %d in a minute: %v", a, inMinute, ok)
			}
			if ok {
				taken[a] = append(taken[a], now)
				continue
			}
			refused++
			if wait <= 0 || wait > time.Minute {
				t.Fatalf("wait %v", wait)
			}
			var copied limit
			copied.of = map[netip.Prefix]*recent{site(a): {l.of[site(a)].at, l.of[site(a)].next}}
			if _, early := copied.take(a, now.Add(wait-1)); early {
				t.Fatalf("it is allowed before %v", wait)
			}
			if _, ok := copied.take(a, now.Add(wait)); !ok {
				t.Fatalf("it is not allowed after %v", wait)
			}
		}
	})
}

func TestSite(t *testing.T) {
	for a, want := range map[string]string{
		"192.0.2.7": "192.0.2.7/32", "::ffff:192.0.2.7": "192.0.2.7/32",
		"2001:db8:1:2:3:4:5:6": "2001:db8:1:2::/64", "fe80::1%eth0": "fe80::/64",
	} {
		if got := site(netip.MustParseAddr(a)).String(); got != want {
			t.Errorf("%s is counted as %s, want %s", a, got, want)
		}
	}
	if got := site(netip.Addr{}); got.IsValid() {
		t.Errorf("no address is counted as %s", got)
	}
}

// TestLimitIsBounded counts no more addresses than it may: the rest share one
// count, and nobody is shut out for good.
func TestLimitIsBounded(t *testing.T) {
	var l limit
	now := time.Unix(1751966000, 0)
	address := func(i int) netip.Addr {
		var b [16]byte
		b[0] = 0x20
		binary.BigEndian.PutUint32(b[4:], uint32(i))
		return netip.AddrFrom16(b)
	}
	allowed := 0
	for i := range maxAddresses + 10*perMinuteOfRest {
		if _, ok := l.take(address(i), now); ok {
			allowed++
		}
	}
	if allowed != maxAddresses+perMinuteOfRest || len(l.of) != maxAddresses {
		t.Errorf("%d are allowed, %d are counted one by one", allowed, len(l.of))
	}
	if wait, ok := l.take(address(1<<30), now.Add(time.Second)); ok || wait <= 0 || wait > time.Minute {
		t.Errorf("one more waits %v, %v", wait, ok)
	}
	if _, ok := l.take(address(1), now.Add(time.Second)); !ok {
		t.Error("who is counted alone is refused because of others")
	}
	if _, ok := l.take(address(1<<30), now.Add(time.Minute+time.Second)); !ok || len(l.of) != 1 {
		t.Errorf("after a minute %d are counted", len(l.of))
	}
}

// TestLimitWhenTheClockIsPutBack keeps nobody waiting for longer than a minute.
func TestLimitWhenTheClockIsPutBack(t *testing.T) {
	for _, back := range []time.Duration{time.Second, 59 * time.Second, time.Minute, time.Hour, 1e6 * time.Hour} {
		var l limit
		now := time.Unix(1751966000, 0)
		for range perMinute {
			l.take(ward, now)
		}
		if wait, ok := l.take(ward, now.Add(-back)); !ok && (wait <= 0 || wait > time.Minute) {
			t.Errorf("put back by %v, it waits %v", back, wait)
		}
		var s shared
		s.take(now)
		if _, ok := s.take(now.Add(-back)); !ok {
			t.Errorf("put back by %v, the rest is refused", back)
		}
	}
}
