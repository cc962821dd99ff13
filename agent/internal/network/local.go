package network

import (
	"bytes"
	"context"
	"crypto/tls"
	"encoding/json"
	"net"
	"net/http"
	"net/netip"
	"strconv"
	"time"
)

var loopbacks = []netip.Addr{netip.AddrFrom4([4]byte{127, 0, 0, 1}), netip.IPv6Loopback()}

// portNumberPath tells the port of Credential Management for the session of
// whoever asks.
//
// Source: the browser library for local signing that NHS Digital publishes.
const portNumberPath = "/PRS/GetPortNumber"

// local asks one port of loopback. It sends no credentials, though the Port
// Service asks for those of Windows: without them it shows at least that it is
// there.
func (l *look) local(ctx context.Context, p Port) Listener {
	began := time.Now()
	a := Listener{Port: p.Number, Of: clean(p.Of, maxTextBytes), Source: clean(p.Source, maxTextBytes)}
	defer func() { a.TookMS = since(began) }()
	conn, d := l.reach(ctx, loopbacks, p.Number)
	defer d.settle()
	if conn == nil {
		a.Fault = d.settle()[0].Fault
		return a
	}
	a.Open, a.Address = true, d.won.Addr().String()
	x := l.say(ctx, conn, p.Number, p.Path, false)
	// A server of TLS answers plain HTTP with an alert, with 400, or not at all.
	if x.Fault != nil && x.Fault.Kind != Timeout || x.Status == http.StatusBadRequest {
		if again, err := l.Dial(ctx, "tcp", d.won.String()); err == nil {
			if secure := l.say(ctx, again, p.Number, p.Path, true); secure.Status != 0 {
				x, a.TLS = secure, true
			}
		}
	}
	a.Answered, a.Fault = &x.Answered, x.Fault
	code, _ := portService(x.body)
	a.Code = code
	if code == "200" {
		if again, err := l.Dial(ctx, "tcp", d.won.String()); err == nil {
			_, a.Leads = portService(l.say(ctx, again, p.Number, portNumberPath, a.TLS).body)
		}
	}
	return a
}

// say asks once, and closes.
func (l *look) say(ctx context.Context, conn net.Conn, port int, path string, secure bool) *exchange {
	s := guard(ctx, conn)
	defer s.Close()
	host := "localhost:" + strconv.Itoa(port)
	if !secure {
		return l.exchange(ctx, s, http.MethodGet, path, host, everyPage)
	}
	c, _, _, f := l.handshake(ctx, s, "localhost", tls.VersionTLS10, tls.VersionTLS13)
	if f != nil {
		return &exchange{Answered: Answered{Fault: f}}
	}
	return l.exchange(ctx, c, http.MethodGet, path, host, everyPage)
}

// portService reads what the Port Service answers: how it is, and where
// Credential Management listens. What is no such answer gives neither.
func portService(body []byte) (code string, port int) {
	var said struct {
		StatusCode any `json:"statusCode"`
		PortData   struct {
			PortNumber any `json:"portNumber"`
		} `json:"portData"`
	}
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.UseNumber()
	if decoder.Decode(&said) != nil {
		return "", 0
	}
	text := func(v any) string {
		switch v := v.(type) {
		case string:
			return clean(v, 40)
		case json.Number:
			return clean(v.String(), 40)
		}
		return ""
	}
	if n, err := strconv.Atoi(text(said.PortData.PortNumber)); err == nil && n > 0 && n <= 65535 {
		port = n
	}
	return text(said.StatusCode), port
}
