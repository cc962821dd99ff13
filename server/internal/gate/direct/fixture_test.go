//go:build unix

package direct

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/textproto"
	"net/url"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// service answers each request on a connection with the next of some texts, and then
// ends it.
type service struct {
	testing.TB
	listener net.Listener
	dialled  atomic.Int64
	conns    chan net.Conn // those that were accepted
	served   sync.WaitGroup
}

// serve starts a service whose nth request, on whatever connection, is answered by
// answer: a text, and whether the connection goes on.
func serve(t testing.TB, answer func(n int, r *http.Request) (text string, goesOn bool)) *service {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := &service{TB: t, listener: l, conns: make(chan net.Conn, 10_000)}
	var asked atomic.Int64
	s.served.Go(func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			s.dialled.Add(1)
			s.conns <- c
			s.served.Go(func() {
				defer c.Close()
				for r := bufio.NewReader(c); ; {
					request, err := http.ReadRequest(r)
					if err != nil {
						return
					}
					text, goesOn := answer(int(asked.Add(1)), request)
					if _, err := io.WriteString(c, text); err != nil || !goesOn {
						return
					}
				}
			})
		}
	})
	t.Cleanup(func() {
		_ = l.Close()
		for len(s.conns) > 0 {
			(<-s.conns).Close()
		}
		s.served.Wait()
	})
	return s
}

func always(text string, goesOn bool) func(int, *http.Request) (string, bool) {
	return func(int, *http.Request) (string, bool) { return text, goesOn }
}

// transports are ours, and net/http's alone.
func (s *service) transports() (ours *Transport, theirs *http.Transport) {
	newTransport := func() *http.Transport {
		return &http.Transport{
			DialContext: (&net.Dialer{Timeout: 5 * time.Second}).DialContext, DisableCompression: true,
			ResponseHeaderTimeout: 30 * time.Second, IdleConnTimeout: 30 * time.Second, MaxIdleConnsPerHost: 10,
		}
	}
	return New(&url.URL{Scheme: "http", Host: s.listener.Addr().String()}, newTransport()), newTransport()
}

// told is what somebody hears who asks.
type told struct {
	Status   string
	Header   http.Header
	Body     string
	Trailer  http.Header
	Length   int64
	Informed []string
	Failed   string // asking, or reading
}

func (s *service) ask(t http.RoundTripper, method string) (out told) {
	s.Helper()
	ctx := httptrace.WithClientTrace(s.Context(), &httptrace.ClientTrace{Got1xxResponse: func(code int, h textproto.MIMEHeader) error {
		out.Informed = append(out.Informed, fmt.Sprint(code, h))
		return nil
	}})
	r, err := http.NewRequestWithContext(ctx, method, "http://"+s.listener.Addr().String()+"/a?b", nil)
	if err != nil {
		s.Fatal(err)
	}
	r.Header.Set("X-A", "b")
	resp, err := t.RoundTrip(r)
	if err != nil {
		out.Failed = "asking"
		return out
	}
	if resp.Request != r {
		s.Error("the answer names another request")
	}
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		out.Failed = "reading"
	}
	if err := resp.Body.Close(); err != nil {
		s.Error(err)
	}
	out.Status, out.Header, out.Body, out.Trailer, out.Length = resp.Status, resp.Header, string(body), resp.Trailer, resp.ContentLength
	return out
}
