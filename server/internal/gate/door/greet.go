package door

import (
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"runtime/debug"
	"time"

	"github.com/lanyard-id/lanyard/server/internal/clienthello"
)

// greet brings a connection from its first byte to where HTTP begins, and hands it
// to Accept.
func (l *Listener) greet(c *conn) {
	defer l.greetings.Done()
	above, err := l.introduce(c)
	if !l.finish(c) {
		l.counts[Crowded].Add(1)
		c.Close()
		return
	}
	if err != nil {
		l.sendAway(c, err)
		return
	}
	if c.visitor.Old {
		l.oldTLS.Add(1)
	}
	select {
	case l.ready <- above:
	case <-l.cut:
		c.Close()
	}
}

// introduce learns who is there. What it returns is ready for HTTP.
func (l *Listener) introduce(c *conn) (above net.Conn, err error) {
	// Nothing here is known to panic. If something does, it is to cost the stranger
	// who found it his connection, and not everybody theirs.
	defer func() {
		if p := recover(); p != nil {
			err = turnAway(Failed, noAlert, "panic: %v", p)
			if l.config.Trouble != nil {
				l.config.Trouble(fmt.Errorf("panic: %v, which is a mistake in the gate and cost one connection\n%s", p, debug.Stack()))
			}
		}
	}()
	begin := time.Now()
	deadline := begin.Add(l.limits.Handshake)
	if err := c.SetDeadline(deadline); err != nil {
		return nil, err
	}
	o := &opening{from: c.Conn}
	said, err := l.readProxy(c, o, begin)
	if err != nil {
		return nil, err
	}
	if err := c.SetDeadline(deadline); err != nil {
		return nil, err
	}
	isTLS, err := l.recognise(o, said)
	if err != nil {
		return nil, c.broken(err, o)
	}
	if isTLS {
		above, err = l.shakeHands(c, o, said)
	} else {
		c.opening, above = o.have, c
	}
	if err != nil {
		return nil, err
	}
	return above, c.SetDeadline(time.Time{})
}

// readProxy reads the PROXY header of a listed peer, and puts what it says into the
// visitor.
func (l *Listener) readProxy(c *conn, o *opening, begin time.Time) (proxied, error) {
	v := c.visitor
	listed := l.config.lists(v.Address.Addr())
	if listed {
		if err := c.SetDeadline(begin.Add(min(l.limits.ProxyLine, l.limits.Handshake))); err != nil {
			return proxied{}, err
		}
	}
	form, err := o.proxyForm()
	switch {
	case err != nil:
		return proxied{}, c.broken(err, o)
	case form != noProxy && !listed:
		return proxied{}, turnAway(Forged, noAlert, "a PROXY header from %v, which is no listed proxy", v.Address)
	case form == noProxy && listed && !l.config.ProxyOptional:
		return proxied{}, turnAway(Unproxied, noAlert, "no PROXY header from %v, which is a listed proxy", v.Address)
	case form == noProxy:
		return proxied{}, nil
	}
	said, err := o.readProxy(form)
	if err != nil {
		return proxied{}, c.broken(err, o)
	}
	v.Local = said.local
	if !said.local {
		v.Via, v.Address = v.Address.Addr(), said.client
	}
	if t := said.tls; t != nil && t.used {
		v.TLS, v.Cipher = t.version, t.cipher
		v.CommonName, v.Certificate, v.Unverified = t.commonName, t.certificate, t.unverified
	}
	return said, nil
}

// recognise tells TLS from HTTP without it, where that is allowed.
func (l *Listener) recognise(o *opening, said proxied) (isTLS bool, err error) {
	first, err := o.need(1)
	if err != nil {
		return false, err
	}
	switch b := first[0]; {
	case b == recordHandshake:
		return true, nil
	case b&0x80 != 0:
		begin, err := o.need(clienthello.SSL2Header)
		if err != nil {
			return false, err
		}
		if clienthello.IsSSL2(begin) {
			return true, nil
		}
	case isUpper(b):
		if l.config.Plain || said.local || said.tls != nil && said.tls.used {
			return false, nil
		}
		return false, turnAway(Plain, noAlert, "HTTP without TLS")
	}
	return false, turnAway(Noise, noAlert, "neither TLS nor HTTP begins with the byte %#02x", first[0])
}

// isUpper tells whether a method of HTTP may begin so. All that are in use are in
// capitals.
func isUpper(b byte) bool { return b >= 'A' && b <= 'Z' }

// shakeHands reads the ClientHello, keeps what it offers, and answers it.
func (l *Listener) shakeHands(c *conn, o *opening, said proxied) (net.Conn, error) {
	v := c.visitor
	// Behind a proxy that ended TLS this is the proxy's hello, and no evidence.
	ofClient := said.tls == nil || !said.tls.used
	hello, err := o.hello()
	if err != nil {
		return nil, c.broken(err, o)
	}
	if ofClient {
		v.Hello = hello
	}
	if err := l.mayEnter(v, hello, ofClient); err != nil {
		return nil, err
	}
	hello.sent = nil // it is of no more use, and a connection may last for hours
	c.opening = o.have
	above := tls.Server(c, l.tls)
	if err := above.Handshake(); err != nil {
		return nil, failed(err)
	}
	state := above.ConnectionState()
	if ofClient {
		v.TLS, v.Cipher = state.Version, tls.CipherSuiteName(state.CipherSuite)
		if l.config.Clients != nil && !v.Old {
			v.verifyClient(state.PeerCertificates, l.config.Clients, time.Now())
		}
	}
	return above, nil
}

// mayEnter turns away who is too old, and whom Config.Refuse refuses.
func (l *Listener) mayEnter(v *Visitor, hello *Hello, ofClient bool) error {
	switch {
	case hello.Offered < tls.VersionTLS10 || hello.JA4 == "":
		return turnAway(TooOld, alertProtocolVersion, "offers no version of TLS that there is, in a form that there is")
	case hello.Offered < tls.VersionTLS12 && l.config.Old == nil:
		return turnAway(NoOld, alertProtocolVersion, "offers nothing above %s, and there is no certificate for old TLS", tls.VersionName(hello.Offered))
	}
	v.Old = hello.Offered < tls.VersionTLS12
	if ofClient && l.config.Refuse != nil && l.config.Refuse(v) {
		return turnAway(Refused, alertProtocolVersion, "refused by rule")
	}
	return nil
}

// hello reads the ClientHello, in the form of TLS or of SSL 2.0.
func (o *opening) hello() (*Hello, error) {
	var parsed *clienthello.Hello
	var sent, body []byte
	var err error
	if o.have[0] == recordHandshake {
		if sent, body, err = o.readHello(); err == nil {
			parsed, err = clienthello.Parse(body)
		}
	} else if sent, err = o.readSSL2(); err == nil {
		parsed, err = clienthello.ParseSSL2(sent)
	}
	switch {
	case err == nil:
		return evidenceOf(parsed, sent), nil
	case parsed != nil:
		return nil, turnAway(Garbled, alertDecodeError, "%v", err)
	}
	return nil, err
}

// broken gives an error of reading its reason.
func (c *conn) broken(err error, o *opening) error {
	var known *turnedAway
	switch {
	case errors.As(err, &known):
		return err
	case !o.heard || c.visitor.Local: // a look whether somebody is there, or a browser's store
		return turnAway(Silent, noAlert, "%v", err)
	case errors.Is(err, os.ErrDeadlineExceeded):
		return turnAway(TimedOut, noAlert, "it was too slow")
	}
	return turnAway(Broken, noAlert, "%v", err)
}

// failed gives an error of package tls its reason. That package has sent the alert.
func failed(err error) error {
	var network *net.OpError // by package tls also for alerts, as a remote error
	switch {
	case errors.Is(err, os.ErrDeadlineExceeded):
		return turnAway(TimedOut, noAlert, "the handshake was too slow")
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), errors.As(err, &network) && (network.Op == "read" || network.Op == "write"):
		return turnAway(Broken, noAlert, "the client went away in the middle of the handshake: %v", err)
	}
	return turnAway(Failed, noAlert, "%v", fmt.Errorf("handshake: %w", err))
}
