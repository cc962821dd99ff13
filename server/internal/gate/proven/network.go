package proven

import (
	"encoding/binary"
	"net/netip"
	"strconv"
)

// Network is the part of the net that an address belongs to, as one number: the
// /24 of IPv4, the /56 of IPv6. Zero: not known.
//
// A site is seen as one or a few IPv4 addresses behind its translation, and is
// given a /56 of IPv6 or so (RFC 6177 §2). Who was given a /48 can appear as 256
// networks.
type Network uint64

// The two families never give the same number.
const (
	ofIPv4 = 1 << 62
	ofIPv6 = 1 << 63
)

// NetworkOf returns the network of an address; zero for an address that is not
// valid. An IPv4 address inside an IPv6 one is that IPv4 address.
func NetworkOf(a netip.Addr) Network {
	a = a.Unmap()
	switch {
	case a.Is4():
		b := a.As4()
		return ofIPv4 | Network(binary.BigEndian.Uint32(b[:])>>8)
	case a.Is6():
		b := a.As16()
		return ofIPv6 | Network(binary.BigEndian.Uint64(b[:8])>>8)
	}
	return 0
}

// String returns the network with the length of its prefix, such as 192.0.2.0/24.
func (n Network) String() string {
	switch {
	case n&ofIPv6 != 0:
		var b [16]byte
		binary.BigEndian.PutUint64(b[:8], uint64(n)<<8)
		return netip.AddrFrom16(b).String() + "/56"
	case n&ofIPv4 != 0:
		var b [4]byte
		binary.BigEndian.PutUint32(b[:], uint32(n)<<8)
		return netip.AddrFrom4(b).String() + "/24"
	case n == 0:
		return "unknown"
	}
	return "network " + strconv.FormatUint(uint64(n), 16)
}

// appendHost appends what an address counts as: an IPv4 address itself, of an
// IPv6 address its /64, since a host takes any address in that as it likes (RFC
// 8981).
func appendHost(dst []byte, a netip.Addr) []byte {
	a = a.Unmap()
	switch {
	case a.Is4():
		b := a.As4()
		return append(append(dst, '4'), b[:]...)
	case a.Is6():
		b := a.As16()
		return append(append(dst, '6'), b[:8]...)
	}
	return dst
}
