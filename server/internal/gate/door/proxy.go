package door

import (
	"errors"
	"net/netip"
)

// proxied is what a PROXY header says.
// Source: https://www.haproxy.org/download/3.2/doc/proxy-protocol.txt.
type proxied struct {
	local  bool           // the proxy speaks for itself
	client netip.AddrPort // invalid: it does not know, or it is no address of the internet
	tls    *proxiedTLS    // nil: it says nothing of TLS
}

// Both headers begin with what no ClientHello and no method of HTTP begins with.
const (
	proxyLine   = "PROXY "
	proxyHeader = "\r\n\r\n\x00\r\nQUIT\n"
)

// proxyForm is which form of header a connection begins with.
type proxyForm int

const (
	noProxy proxyForm = iota
	proxyV1
	proxyV2
)

// proxyForm finds out which form of PROXY header the opening begins with.
func (o *opening) proxyForm() (proxyForm, error) {
	if is, err := o.startsWith(proxyLine); is || err != nil {
		return proxyV1, err
	}
	if is, err := o.startsWith(proxyHeader); is || err != nil {
		return proxyV2, err
	}
	return noProxy, nil
}

// readProxy reads a header of the form and drops it from the opening.
func (o *opening) readProxy(form proxyForm) (proxied, error) {
	var header []byte
	var said proxied
	var err error
	if form == proxyV1 {
		if header, err = o.readProxyLine(); err == nil {
			said, err = parseProxyLine(string(header))
		}
	} else {
		if header, err = o.readProxyHeader(); err == nil {
			said, err = parseProxyHeader(header)
		}
	}
	if wrong := errProxy(""); errors.As(err, &wrong) {
		return proxied{}, turnAway(BadProxy, noAlert, "%v", err)
	}
	if err == nil {
		o.skip(len(header))
	}
	return said, err
}

// errProxy is what is wrong with a header.
type errProxy string

func (e errProxy) Error() string { return string(e) }
