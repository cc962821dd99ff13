package door

import (
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"net/netip"

	"github.com/lanyard-id/lanyard/server/internal/octets"
)

// Of version 2. Source: proxy-protocol.txt §2.2.
const (
	proxyFixed = 16 // the signature, version and command, family, length
	// maxProxyHeader is what a header may have in all. The protocol allows four
	// times as much; with a client's certificate one has about 2 KiB.
	maxProxyHeader = 16 << 10

	proxyUnspec = 0x00
	proxyTCP4   = 0x11
	proxyUDP4   = 0x12
	proxyTCP6   = 0x21
	proxyUDP6   = 0x22
	proxyUnix   = 0x31
	proxyUnixDG = 0x32

	tlvCRC32C = 0x03
	tlvSSL    = 0x20
)

// readProxyHeader reads a header of version 2, as long as it says it is.
func (o *opening) readProxyHeader() ([]byte, error) {
	fixed, err := o.need(proxyFixed)
	if err != nil {
		return nil, err
	}
	n := proxyFixed + int(binary.BigEndian.Uint16(fixed[14:]))
	if n > maxProxyHeader {
		return nil, errProxy(fmt.Sprintf("a PROXY header of %d bytes; %d are allowed", n, maxProxyHeader))
	}
	return o.need(n)
}

// parseProxyHeader reads a whole header of version 2.
func parseProxyHeader(header []byte) (proxied, error) {
	if len(header) < proxyFixed || string(header[:len(proxyHeader)]) != proxyHeader {
		return proxied{}, errProxy("no PROXY header")
	}
	if header[12]>>4 != 2 {
		return proxied{}, errProxy(fmt.Sprintf("a PROXY header of version %d; 1 and 2 are known", header[12]>>4))
	}
	if int(binary.BigEndian.Uint16(header[14:])) != len(header)-proxyFixed {
		return proxied{}, errProxy("a PROXY header that is not as long as it says")
	}
	in := octets.Reader{Rest: header[proxyFixed:]}
	switch header[12] & 0xf {
	case 0: // LOCAL: what follows is skipped, whatever it is
		return proxied{local: true}, nil
	case 1:
	default:
		return proxied{}, errProxy(fmt.Sprintf("a PROXY header with the command %d; 0 and 1 are known", header[12]&0xf))
	}
	client, err := clientOf(&in, header[13])
	if err != nil {
		return proxied{}, err
	}
	said := proxied{client: client}
	for len(in.Rest) > 0 {
		kind := in.U8()
		at := len(header) - len(in.Rest) + 2 // behind the length
		value := in.Vector16()
		if in.Short {
			return proxied{}, errProxy(fmt.Sprintf("the part of type %#02x leads beyond the PROXY header", kind))
		}
		switch kind {
		case tlvCRC32C:
			if !hasSum(header, at, value) {
				return proxied{}, errProxy("the checksum of the PROXY header is wrong")
			}
		case tlvSSL:
			if said.tls != nil {
				return proxied{}, errProxy("a PROXY header that speaks of TLS twice")
			}
			if said.tls, err = parseProxiedTLS(value); err != nil {
				return proxied{}, err
			}
		}
	}
	return said, nil
}

// clientOf takes the addresses. Of those only the client's, and of the internet, is of
// use here. It may come by UDP: a proxy can speak HTTP/3 to it.
func clientOf(in *octets.Reader, family byte) (netip.AddrPort, error) {
	var client netip.AddrPort
	switch family {
	case proxyUnspec:
	case proxyTCP4, proxyUDP4:
		source, _, port := in.Take(4), in.Take(4), in.U16()
		if address, ok := netip.AddrFromSlice(source); ok {
			client = netip.AddrPortFrom(address, port)
		}
		in.U16()
	case proxyTCP6, proxyUDP6:
		source, _, port := in.Take(16), in.Take(16), in.U16()
		if address, ok := netip.AddrFromSlice(source); ok {
			client = netip.AddrPortFrom(address.Unmap(), port)
		}
		in.U16()
	case proxyUnix, proxyUnixDG:
		in.Take(216)
	default:
		return client, errProxy(fmt.Sprintf("a PROXY header with the family %#02x, which there is not", family))
	}
	if in.Short {
		return client, errProxy(fmt.Sprintf("a PROXY header of family %#02x that ends within its addresses", family))
	}
	return client, nil
}

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// hasSum tells whether value, which stands at a place in the header, is the
// header's checksum, taken with zeros in that place.
func hasSum(header []byte, at int, value []byte) bool {
	if len(value) != 4 {
		return false
	}
	sum := crc32.Update(0, castagnoli, header[:at])
	sum = crc32.Update(sum, castagnoli, make([]byte, 4))
	sum = crc32.Update(sum, castagnoli, header[at+4:])
	return sum == binary.BigEndian.Uint32(value)
}
