package gate

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httputil"
	"sync"
	"time"

	"github.com/lanyard-id/lanyard/server/internal/gate/attempt"
	"github.com/lanyard-id/lanyard/server/internal/gate/budget"
	"github.com/lanyard-id/lanyard/server/internal/gate/door"
	"github.com/lanyard-id/lanyard/server/internal/gate/live"
	"github.com/lanyard-id/lanyard/server/internal/gate/refusal"
)

// passing is what else is done with a request that is passed on.
type passing struct {
	extractor *attempt.Extractor
	begun     begun           // the attempt that the request is of; no code = none that is known
	session   string          // what the client calls the attempt; "" = nothing
	identity  budget.Identity // what the service's acceptance would prove
	warn      *refusal.Words  // what the answer warns of; nil: nothing
	sent      time.Time       // when it was passed on
}

// pass passes a request on, as it came.
func (g *Gate) pass(w http.ResponseWriter, r *http.Request, p *passing) {
	// The answer may come while the request still does: both directions stream.
	// HTTP/2 does so anyway, and says that it cannot be asked for it.
	_ = http.NewResponseController(w).EnableFullDuplex()
	if p != nil {
		p.sent = time.Now()
		r = r.WithContext(withPassing(r.Context(), p))
	}
	g.proxy.ServeHTTP(w, r)
}

// newProxy makes the reverse proxy.
func (g *Gate) newProxy() http.Handler {
	return &httputil.ReverseProxy{
		Rewrite:        g.rewrite,
		Transport:      g.Transport,
		BufferPool:     &buffers{},
		ModifyResponse: g.modify,
		ErrorHandler:   g.upstreamError,
		ErrorLog:       nil,
	}
}

// rewrite says where a request goes. It leaves the request as it is: the host that
// the person named, the path and query as sent, and no header but those that tell
// of the person's side of the connection, which nobody but the gate may set.
func (g *Gate) rewrite(p *httputil.ProxyRequest) {
	p.Out.URL.Scheme, p.Out.URL.Host = g.Upstream.Scheme, g.Upstream.Host
	p.Out.URL.RawQuery = p.In.URL.RawQuery // also where it cannot be parsed
	p.Out.Host = p.In.Host
	for name := range p.Out.Header {
		if isForged(name) {
			delete(p.Out.Header, name)
		}
	}
	follow(p.In, p.Out)
	if !mayUpgrade(p.Out.Header) {
		delete(p.Out.Header, "Connection")
		delete(p.Out.Header, "Upgrade")
	}
	// Whoever waits to be asked for a body is asked by the gate. If the service were
	// asked, one that answers before the body has come would get none of it: the
	// transport takes any answer but 100 for a refusal of the body (RFC 9110
	// §10.1.1), and the client, which sees the answer begin, would send on.
	delete(p.Out.Header, "Expect")
	p.Out.Header["X-Forwarded-Host"] = []string{p.In.Host}
	v := door.VisitorOf(p.In.Context())
	door.PassOn(p.Out.Header, v)
	if v == nil {
		return
	}
	if v.Address.IsValid() {
		p.Out.Header["X-Forwarded-For"] = []string{addressOf(v.Address)}
	}
	p.Out.Header["X-Forwarded-Proto"] = []string{protocol(v)}
}

func protocol(v *door.Visitor) string {
	if v.TLS == 0 {
		return "http"
	}
	return "https"
}

// errNoStatus: RFC 9110 §15.
var errNoStatus = errors.New("the service's answer has a status below 100, which is none")

// modify looks at the service's answer: what became of the sign-in, and what the
// client is warned of.
func (g *Gate) modify(resp *http.Response) error {
	if resp.StatusCode < http.StatusContinue {
		return errNoStatus // which no answer can be written with
	}
	refusal.Clear(resp.Header)
	if resp.ContentLength > 0 {
		// What comes is passed on as it comes, and of that ReverseProxy asks here alone:
		// it does so where there is no length. For an answer without a body, as most
		// sign-ins have, it is spared the timer and the goroutine that this takes.
		resp.ContentLength = -1
	}
	if resp.StatusCode != http.StatusSwitchingProtocols && remains(resp.Request) {
		resp.Header["Connection"] = []string{"close"}
	}
	p, _ := resp.Request.Context().Value(passingKey{}).(*passing)
	if p == nil {
		return nil
	}
	g.Watch.UpstreamTook(time.Since(p.sent))
	if p.warn != nil {
		refusal.Warn(resp.Header, p.warn)
	}
	n := p.extractor.OutcomeBytes(resp.StatusCode)
	if n == 0 || resp.Body == nil || resp.StatusCode == http.StatusSwitchingProtocols {
		g.outcome(p, p.extractor.Outcome(resp.StatusCode, resp.Header, nil), resp.StatusCode)
		return nil
	}
	resp.Body = &overheard{ReadCloser: resp.Body, room: n, tell: func(begin []byte) {
		plain, _ := attempt.Peek(begin, resp.Header.Get("Content-Encoding"), n)
		g.outcome(p, p.extractor.Outcome(resp.StatusCode, resp.Header, plain), resp.StatusCode)
	}}
	return nil
}

// outcome records what the service made of a sign-in.
func (g *Gate) outcome(p *passing, o attempt.Outcome, status int) {
	if o == attempt.Unsaid {
		return
	}
	at := g.Clock.Now()
	g.Watch.Outcome(p.identity.Organisation, o)
	if o == attempt.Accepted {
		g.Prove(p.identity, at)
	}
	if err := g.keepOutcome(p.begun.code, o, status, at); err != nil {
		g.Watch.Count(live.Unkept)
	}
}

// overheard is a body whose beginning is listened to while it passes.
type overheard struct {
	io.ReadCloser
	room  int
	begin []byte
	once  sync.Once
	tell  func(begin []byte)
}

// Read passes the body on.
func (o *overheard) Read(p []byte) (int, error) {
	n, err := o.ReadCloser.Read(p)
	if more := min(n, o.room-len(o.begin)); more > 0 {
		o.begin = append(o.begin, p[:more]...)
	}
	if err != nil || len(o.begin) >= o.room {
		o.once.Do(func() { o.tell(o.begin) })
	}
	return n, err
}

// Close ends it; what had passed by then is what was heard.
func (o *overheard) Close() error {
	o.once.Do(func() { o.tell(o.begin) })
	return o.ReadCloser.Close()
}

// upstreamError says that the service is away, in the client's own form.
func (g *Gate) upstreamError(w http.ResponseWriter, r *http.Request, err error) {
	var timeout net.Error
	if remains(r) {
		w.Header()["Connection"] = []string{"close"}
	}
	switch {
	case errors.Is(err, context.Canceled):
		// The client went away; nobody reads an answer. The connection is not to be
		// used again.
		panic(http.ErrAbortHandler)
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &timeout) && timeout.Timeout():
		g.Watch.Count(live.UpstreamSlow)
		g.away(w, r, http.StatusGatewayTimeout)
	default:
		g.Watch.Count(live.UpstreamGone)
		g.away(w, r, http.StatusBadGateway)
	}
}

// buffers are the copies' memory.
type buffers struct{ pool sync.Pool }

// Get returns a buffer of 32 KiB, as io.Copy would make one.
func (b *buffers) Get() []byte {
	if p, ok := b.pool.Get().(*[]byte); ok {
		return *p
	}
	return make([]byte, 32<<10)
}

// Put takes a buffer back.
func (b *buffers) Put(p []byte) { b.pool.Put(&p) }

// NewTransport makes the way to the service. It never changes a body, and gives up
// on a service that does not answer, or whose connection died without a word.
func NewTransport(config *tls.Config, wait time.Duration) *http.Transport {
	return &http.Transport{
		DialContext: (&net.Dialer{
			Timeout:         dialWait,
			KeepAliveConfig: net.KeepAliveConfig{Enable: true, Idle: 15 * time.Second, Interval: 5 * time.Second, Count: 3},
		}).DialContext,
		TLSClientConfig:       config,
		TLSHandshakeTimeout:   dialWait,
		ForceAttemptHTTP2:     true,
		HTTP2:                 &http.HTTP2Config{SendPingTimeout: pingAfter, PingTimeout: pingWait},
		DisableCompression:    true,
		MaxIdleConns:          maxIdleUpstream,
		MaxIdleConnsPerHost:   maxIdleUpstream,
		IdleConnTimeout:       idleUpstreamWait,
		ResponseHeaderTimeout: wait,
	}
}
