package standin

import (
	"crypto/tls"
	"net"
	"net/http"
	"net/netip"
	"time"
)

// clientWait bounds a sign-in that nobody answers.
const clientWait = 15 * time.Second

// NewClient is a client of HTTP/1.1 that speaks one version of TLS and no other,
// from one address of this machine (the zero one: whichever). It keeps no
// connection: each sign-in shakes hands anew, as an agent that was just started.
func (c *Certificates) NewClient(version uint16, from netip.Addr) *http.Client {
	config := &tls.Config{RootCAs: c.authorityPool, MinVersion: version, MaxVersion: version}
	if version < tls.VersionTLS12 {
		// What .NET offered then; Go leaves the last two out by itself.
		config.CipherSuites = []uint16{
			tls.TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA, tls.TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA,
			tls.TLS_RSA_WITH_AES_128_CBC_SHA, tls.TLS_RSA_WITH_AES_256_CBC_SHA,
		}
	}
	dialer := &net.Dialer{Timeout: clientWait}
	if from.IsValid() {
		dialer.LocalAddr = &net.TCPAddr{IP: from.AsSlice()}
	}
	return &http.Client{
		Timeout:   clientWait,
		Transport: &http.Transport{DialContext: dialer.DialContext, TLSClientConfig: config, DisableKeepAlives: true},
	}
}

// Usable returns an address if connections can come from it, and else the zero
// one: only Linux has all of 127.0.0.0/8.
func Usable(a netip.Addr) netip.Addr {
	l, err := net.ListenTCP("tcp", &net.TCPAddr{IP: a.AsSlice()})
	if err != nil {
		return netip.Addr{}
	}
	_ = l.Close()
	return a
}
