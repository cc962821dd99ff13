package door

import (
	"fmt"
	"net/netip"
	"strconv"
	"strings"
)

// maxProxyLine is the longest line of version 1, with its CR LF.
// Source: proxy-protocol.txt §2.1.
const maxProxyLine = 107

// readProxyLine reads to the end of the line, however it is cut into packets.
func (o *opening) readProxyLine() ([]byte, error) {
	for n := len(proxyLine); n <= maxProxyLine; n++ {
		b, err := o.need(n)
		if err != nil {
			return nil, err
		}
		if b[n-1] == '\n' {
			return b, nil
		}
	}
	return nil, errProxy(fmt.Sprintf("the PROXY line does not end within %d bytes", maxProxyLine))
}

// parseProxyLine reads a whole line of version 1.
func parseProxyLine(line string) (proxied, error) {
	text, ok := strings.CutSuffix(line, "\r\n")
	if !ok {
		return proxied{}, errProxy("the PROXY line does not end with CR LF")
	}
	text, ok = strings.CutPrefix(text, proxyLine)
	if !ok {
		return proxied{}, errProxy("no PROXY line")
	}
	family, rest, _ := strings.Cut(text, " ")
	if family == "UNKNOWN" { // whatever follows
		return proxied{}, nil
	}
	fields := strings.Split(rest, " ")
	if family != "TCP4" && family != "TCP6" || len(fields) != 4 {
		return proxied{}, errProxy(fmt.Sprintf("PROXY line %q; it is TCP4 or TCP6, two addresses and two ports", text))
	}
	var at [2]netip.AddrPort
	for i := range at {
		address, err := netip.ParseAddr(fields[i])
		if err != nil || address.Zone() != "" || address.Is4() != (family == "TCP4") {
			return proxied{}, errProxy(fmt.Sprintf("PROXY line: %q is no address of %s", fields[i], family))
		}
		port, err := strconv.ParseUint(fields[2+i], 10, 16)
		if err != nil || strconv.FormatUint(port, 10) != fields[2+i] {
			return proxied{}, errProxy(fmt.Sprintf("PROXY line: %q is no port", fields[2+i]))
		}
		at[i] = netip.AddrPortFrom(address.Unmap(), uint16(port))
	}
	return proxied{client: at[0]}, nil
}
