package network

import (
	"crypto/tls"
	"crypto/x509"
	"io"
	"net"
	"net/http"
	"testing"
	"time"
)

// silence gives a name a server that speaks TLS and no HTTP.
func (w *world) silence(name string, signer *authority, change func(*x509.Certificate)) {
	c := config(signer.issue(name, change), tls.VersionTLS12, tls.VersionTLS13)
	w.listen(name, func(conn net.Conn) {
		s := tls.Server(conn, c)
		s.Handshake()
		s.Read(make([]byte, 1))
		s.Close()
		io.Copy(io.Discard, conn)
	})
}

func TestSample(t *testing.T) {
	date := noon.Format(http.TimeFormat)
	for _, c := range []struct {
		name      string
		date, age string
		sent, got time.Duration // after noon by this machine's clock
		from, to  int64
		none      bool
	}{
		{name: "right", date: date, sent: 100 * time.Millisecond, got: 300 * time.Millisecond, from: -900, to: 301},
		{name: "ahead", date: date, sent: time.Minute, got: time.Minute + time.Second, from: 59_000, to: 61_001},
		{name: "behind", date: date, sent: -time.Minute, got: -time.Minute + time.Second, from: -61_000, to: -58_999},
		{name: "cached", date: date, age: "60", sent: time.Minute, got: time.Minute, from: -2000, to: 1},
		{name: "cached for ever", date: date, age: "99999999999", none: true},
		{name: "age is a word", date: date, age: "old", none: true},
		{name: "no date", none: true},
		{name: "no such date", date: "yesterday", none: true},
	} {
		x := exchange{Answered: Answered{Date: c.date}, head: http.Header{}, sent: noon.Add(c.sent), got: noon.Add(c.got)}
		if c.age != "" {
			x.head.Set("Age", c.age)
		}
		s := x.sample("a", "", true)
		switch {
		case c.none != (s == nil):
			t.Errorf("%s: %+v", c.name, s)
		case s != nil && (s.FromMS != c.from || s.ToMS != c.to):
			t.Errorf("%s: %d to %d, want %d to %d", c.name, s.FromMS, s.ToMS, c.from, c.to)
		}
	}
}

func TestTheLeastSkewOfThoseWhoAreTrusted(t *testing.T) {
	at := Network{At: noon}
	at.finish([]Sample{
		{Host: "lies", FromMS: 0, ToMS: 10}, // nobody knows who this is
		{Host: "far", FromMS: 90_000, ToMS: 91_000, Trusted: true},
		{Host: "near", FromMS: 60_000, ToMS: 61_000, Trusted: true},
	}, time.Time{})
	if skew, ok := at.Skew(); !ok || skew != time.Minute || at.Clock.From != "near" || !at.Clock.Trusted {
		t.Errorf("%v %v by %+v", skew, ok, at.Clock)
	}
}
