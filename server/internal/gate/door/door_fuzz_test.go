package door

import (
	"bytes"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"net/netip"
	"strings"
	"testing"
	"time"
)

// monologue is a connection of somebody who says what he has to say and never
// listens.
type monologue struct {
	io.Reader
	peer netip.AddrPort
}

func (monologue) Write(b []byte) (int, error)      { return len(b), nil }
func (monologue) Close() error                     { return nil }
func (monologue) LocalAddr() net.Addr              { return &net.TCPAddr{} }
func (m monologue) RemoteAddr() net.Addr           { return net.TCPAddrFromAddrPort(m.peer) }
func (monologue) SetDeadline(time.Time) error      { return nil }
func (monologue) SetReadDeadline(time.Time) error  { return nil }
func (monologue) SetWriteDeadline(time.Time) error { return nil }

// FuzzDoor: whatever comes from anybody or from a listed proxy, the door lets it in
// as plain HTTP where that is allowed, or turns it away; it does not panic, believes
// nothing of anybody else's PROXY header, and holds no more than is bounded.
func FuzzDoor(f *testing.F) {
	hello := clientHelloOf(f, &tls.Config{InsecureSkipVerify: true, MinVersion: tls.VersionTLS10})
	old := clientHelloOf(f, &tls.Config{InsecureSkipVerify: true, MinVersion: tls.VersionTLS10, MaxVersion: tls.VersionTLS11})
	said := header(1, 0x11, addresses(f, "192.0.2.7:4711", "198.51.100.1:443"), ssl(7, 0, tlv(sslVersion, []byte("TLSv1")), tlv(sslCN, []byte("x"))))
	for _, listed := range []bool{false, true} {
		f.Add(hello, listed)
		f.Add(old, listed)
		f.Add(append(bytes.Clone(said), hello...), listed)
		f.Add(append(bytes.Clone(said), "GET / HTTP/1.1\r\n"...), listed)
		f.Add([]byte("PROXY TCP4 192.0.2.7 198.51.100.1 4711 443\r\n\x16\x03\x01"), listed)
		f.Add([]byte{0x80, 0x2e, 1, 3, 1, 0, 0x15}, listed)
		f.Add([]byte("GET / HTTP/1.1\r\n"), listed)
	}
	config := Config{Certificate: always(modernOne()), Old: always(oldOne()), Clients: invented().pool(), Proxies: []netip.Prefix{netip.MustParsePrefix("203.0.113.0/24")}}
	l := &Listener{config: config, limits: Limits{}.orDefault(), tls: config.tls()}
	f.Fuzz(func(t *testing.T, sent []byte, listed bool) {
		peer := netip.MustParseAddrPort("198.51.100.9:1")
		if listed {
			peer = netip.MustParseAddrPort("203.0.113.9:1")
		}
		c := &conn{Conn: monologue{bytes.NewReader(sent), peer}, door: l, visitor: &Visitor{Address: peer}}
		above, err := l.introduce(c)
		if cap(c.opening) > 2*(maxOpening+maxProxyHeader) {
			t.Errorf("it holds %d bytes", cap(c.opening))
		}
		if !listed && (c.visitor.Address != peer || c.visitor.Via.IsValid() || c.visitor.TLS != 0 || c.visitor.CommonName != "" || c.visitor.Local) {
			t.Errorf("it believes %+v", c.visitor)
		}
		if err == nil {
			rest, err := io.ReadAll(above)
			if !listed || err != nil || !bytes.HasSuffix(sent, rest) || len(rest) == 0 {
				t.Errorf("let in, and then %q, %v", rest, err)
			}
			return
		}
		var why *turnedAway
		if !errors.As(err, &why) || strings.HasPrefix(why.detail, "panic") {
			t.Error(err)
		}
	})
}
