package server

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/netip"
	"net/url"
	"path/filepath"
	"strings"
	"testing"

	"github.com/lanyard-id/lanyard/notices"
	"github.com/lanyard-id/lanyard/server/internal/gate/door"
)

// benchedGate is an armed gate with the 2025 notice, a list of 1,000 devices and a
// journal, two hours before a window. It does not listen.
func benchedGate(b *testing.B) *runningGate {
	b.Helper()
	dir := b.TempDir()
	text, err := fs.ReadFile(notices.Files(), "care-identity-2025-r1.yaml")
	if err != nil {
		b.Fatal(err)
	}
	var devices strings.Builder
	devices.WriteString("device,name,organisation,last_seen,oberthur-middleware\n")
	for i := range 1000 {
		fmt.Fprintf(&devices, "D%04d,PC%04d,X%02d,2025-07-07,5.1.2\n", i, i, i%20)
	}
	proxy, err := ParseGateProxy("127.0.0.1", []string{
		"X-Original-Method", "X-Original-URI", "X-Forwarded-For",
		"X-Gate-TLS", "X-Gate-Client", "X-Gate-Card-Series", "X-Gate-Device", "X-Gate-Organisation",
	})
	if err != nil {
		b.Fatal(err)
	}
	c := &GateConfig{
		Decide: "127.0.0.1:0", Journal: filepath.Join(dir, "journal"), Proxies: []GateProxy{proxy},
		Notices: []string{write(b, dir, "notice.yaml", string(text))}, Armed: digestOf(b, string(text)),
	}
	c.Estate = []GateExport{{Path: write(b, dir, "devices.csv", devices.String()), Kind: "devices"}}
	c.Clock.Start = "2025-07-08T08:00"
	g, err := openGate(c, GateRun{Version: "test", Log: io.Discard})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		if err := g.close(); err != nil {
			b.Error(err)
		}
	})
	if err := g.openJournal(b.Context(), false); err != nil {
		b.Fatal(err)
	}
	return g
}

// questions are sign-ins of 1,000 devices, as nginx asks about them.
func questions(b *testing.B) []*http.Request {
	b.Helper()
	var out []*http.Request
	for i := range 1000 {
		text := fmt.Sprintf("GET /gate/check HTTP/1.1\r\nHost: signin.example.org\r\n"+
			"User-Agent: Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/137.0.0.0 Safari/537.36\r\n"+
			"Accept: text/html,application/xhtml+xml\r\nAccept-Language: en-GB\r\n"+
			"X-Original-Method: GET\r\nX-Original-URI: /realms/example/authorize?response_type=code&client_id=clinic&scope=openid&state=s%08d&redirect_uri=https%%3A%%2F%%2Fapp.example.org%%2Fcallback\r\n"+
			"X-Forwarded-For: 10.0.%d.%d\r\nX-Gate-TLS: TLSv1.2\r\nX-Gate-Client: identity-agent/2.4.6.0\r\nX-Gate-Card-Series: 8\r\nX-Gate-Device: D%04d\r\nX-Gate-Organisation: X%02d\r\n\r\n",
			i, i>>8, i&255, i, i%20)
		r, err := http.ReadRequest(bufio.NewReader(bytes.NewReader([]byte(text))))
		if err != nil {
			b.Fatal(err)
		}
		r.RemoteAddr = netip.MustParseAddrPort("127.0.0.1:5000").String()
		out = append(out, r)
	}
	return out
}

// redirecting is a service that lets everybody in.
type redirecting struct{}

func (redirecting) RoundTrip(r *http.Request) (*http.Response, error) {
	return &http.Response{
		StatusCode: http.StatusFound, ProtoMajor: 1, ProtoMinor: 1, Body: http.NoBody, Request: r,
		Header: http.Header{"Location": {"https://app.example.org/callback?code=0123456789&state=abc"}},
	}, nil
}

// BenchmarkGateFront decides sign-ins at the front, keeps them and what came of
// them, and passes them on, without the cost of connections. It is to be held
// against requests that are no sign-ins.
func BenchmarkGateFront(b *testing.B) {
	for name, path := range map[string]string{
		"sign-in": "/realms/example/authorize?response_type=code&client_id=clinic&scope=openid&state=s%08d&redirect_uri=https%%3A%%2F%%2Fapp.example.org%%2Fcallback",
		"other":   "/realms/example/page?response_type=code&client_id=clinic&scope=openid&state=s%08d&redirect_uri=https%%3A%%2F%%2Fapp.example.org%%2Fcallback",
	} {
		b.Run(name, func(b *testing.B) {
			g := benchedGate(b)
			g.gate.Upstream, g.gate.Transport = &url.URL{Scheme: "http", Host: "127.0.0.1:1"}, redirecting{}
			g.gate.Start()
			handler := g.gate.Front()
			asked := questions(b)
			for i, r := range asked {
				var err error
				r.RequestURI = fmt.Sprintf(path, i)
				if r.URL, err = url.ParseRequestURI(r.RequestURI); err != nil {
					b.Fatal(err)
				}
				for name := range r.Header {
					if strings.HasPrefix(name, "X-") {
						delete(r.Header, name)
					}
				}
				v := &door.Visitor{Address: netip.AddrPortFrom(netip.AddrFrom4([4]byte{10, 0, byte(i >> 8), byte(i)}), 5000), TLS: 0x0304}
				asked[i] = r.WithContext(door.WithVisitor(r.Context(), v))
			}
			w := &heard{header: http.Header{}}
			b.ReportAllocs()
			i := 0
			for b.Loop() {
				clear(w.header)
				handler.ServeHTTP(w, asked[i%len(asked)])
				if w.status != http.StatusFound {
					b.Fatal(w.status, w.header)
				}
				i++
			}
		})
	}
}

// heard is the status of an answer, and is nobody's connection.
type heard struct {
	header http.Header
	status int
}

func (a *heard) Header() http.Header         { return a.header }
func (a *heard) Write(p []byte) (int, error) { return len(p), nil }
func (a *heard) WriteHeader(status int)      { a.status = status }

// BenchmarkGateCheck decides sign-ins and keeps them, without the cost of HTTP.
func BenchmarkGateCheck(b *testing.B) {
	g := benchedGate(b)
	handler := g.gate.Checks()
	asked := questions(b)
	w := &heard{header: http.Header{}}
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		clear(w.header)
		w.status = 0
		handler.ServeHTTP(w, asked[i%len(asked)])
		if w.status != http.StatusNoContent || len(w.header) > 0 {
			b.Fatal(w.status, w.header)
		}
		i++
	}
}
