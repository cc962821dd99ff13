package gates

import (
	"bufio"
	"crypto/tls"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httputil"
	"net/url"
	"os"
	"strings"
	"sync"
	"time"
)

// The program of the benchmarks starts itself in a role. A role says its address
// in a line and ends when its input does, so that none outlives who started it.
const (
	roleVariable = "LANYARD_BENCH_ROLE"

	roleLoad     = "load"
	roleBare     = "bare"     // answers 204 to everything
	roleUpstream = "upstream" // the service: accepts every sign-in, else a page
	roleProxy    = "proxy"    // of the upstream that its first argument names, with the certificate of the next two
)

// Role plays the role that this process was started in, and reports whether there
// was one. It returns when the role is over.
func Role() (played bool, err error) {
	name := os.Getenv(roleVariable)
	if name == "" {
		return false, nil
	}
	if err := play(name, os.Args[1:], os.Stdin, os.Stdout); err != nil {
		return true, fmt.Errorf("the benchmarks, as %s: %w", name, err)
	}
	return true, nil
}

func play(name string, args []string, in io.Reader, out io.Writer) error {
	switch name {
	case roleLoad:
		return serveLoad(in, out)
	case roleBare:
		return serve(in, out, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNoContent) }), nil)
	case roleUpstream:
		return serve(in, out, http.HandlerFunc(upstream), nil)
	case roleProxy:
		if len(args) != 3 {
			return fmt.Errorf("%d arguments, not 3: URL, certificate, key", len(args))
		}
		to, err := url.Parse(args[0])
		if err != nil {
			return err
		}
		pair, err := tls.LoadX509KeyPair(args[1], args[2])
		if err != nil {
			return err
		}
		return serve(in, out, bareProxy(to), &tls.Config{Certificates: []tls.Certificate{pair}, MinVersion: tls.VersionTLS12})
	}
	return fmt.Errorf("there is no such role")
}

// serve answers with a handler until the input ends. The limits are the gate's.
func serve(in io.Reader, out io.Writer, handler http.Handler, config *tls.Config) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	server := &http.Server{
		Handler: handler, TLSConfig: config, ErrorLog: log.New(io.Discard, "", 0),
		ReadHeaderTimeout: 10 * time.Second, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 64 << 10,
	}
	go func() {
		_, _ = io.Copy(io.Discard, bufio.NewReader(in))
		_ = server.Close()
	}()
	fmt.Fprintln(out, l.Addr())
	if config != nil {
		err = server.ServeTLS(l, "", "")
	} else {
		err = server.Serve(l)
	}
	if err == http.ErrServerClosed {
		return nil
	}
	return err
}

// page is what the service answers: a page of 1 KiB.
var page = []byte(strings.Repeat("It works here, too. ", 52)[:1024])

func upstream(w http.ResponseWriter, r *http.Request) {
	if strings.HasSuffix(r.URL.Path, "/authorize") {
		w.Header().Set("Location", "https://app.example.org/callback?code=0123456789&state=abc")
		w.WriteHeader(http.StatusFound)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_, _ = w.Write(page)
}

// bareProxy is the gate's proxy (server/internal/gate/upstream.go) without the gate.
func bareProxy(to *url.URL) http.Handler {
	return &httputil.ReverseProxy{
		Rewrite: func(p *httputil.ProxyRequest) {
			p.SetURL(to)
			p.Out.Host = p.In.Host
			p.SetXForwarded()
		},
		FlushInterval: -1,
		BufferPool:    &buffers{},
		Transport: &http.Transport{
			DialContext:           (&net.Dialer{Timeout: 5 * time.Second}).DialContext,
			ForceAttemptHTTP2:     true,
			DisableCompression:    true,
			MaxIdleConns:          1024,
			MaxIdleConnsPerHost:   1024,
			IdleConnTimeout:       30 * time.Second,
			ResponseHeaderTimeout: time.Minute,
		},
	}
}

// buffers are the copies' memory, as the gate has them.
type buffers struct{ pool sync.Pool }

// Get returns a buffer.
func (b *buffers) Get() []byte {
	if p, ok := b.pool.Get().(*[]byte); ok {
		return *p
	}
	return make([]byte, 32<<10)
}

// Put takes it back.
func (b *buffers) Put(p []byte) { b.pool.Put(&p) }
