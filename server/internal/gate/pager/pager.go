package pager

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"sync"
	"syscall"
	"time"
)

// Options say where pages go and what is said of the gate.
type Options struct {
	URL    string // https, or http to this machine itself
	Secret []byte // of the signature, see ReadSecret; nil: pages are not signed
	Gate   string // how the gate is called in pages
	Link   string // of its live page; "" = there is none
	// Roots are the authorities by which the receiver is known; nil: the machine's.
	Roots *x509.CertPool
}

// Pager sends pages. A nil Pager sends none, and says so in its status. It is for
// use by many goroutines.
type Pager struct {
	options Options
	client  *http.Client
	// What tests set: the machine's clock, the deadline of one attempt, and how
	// to wait; wait returns false when the pager is closed meanwhile.
	now      func() time.Time
	deadline time.Duration
	wait     func(time.Duration) bool

	mu     sync.Mutex
	queue  queue
	closed bool
	status Status

	wake    chan struct{} // of one place: there is something to send
	closing chan struct{}
	done    chan struct{}
	ctx     context.Context // of all attempts
	cancel  context.CancelFunc
}

// New starts a pager. It says what is wrong with its options; it does not try
// whether the receiver is there.
func New(o Options) (*Pager, error) {
	p, err := prepare(o)
	if err != nil {
		return nil, err
	}
	go p.run()
	return p, nil
}

// prepare makes a pager that does not run yet.
func prepare(o Options) (*Pager, error) {
	u, err := checkURL(o.URL)
	if err != nil {
		return nil, fmt.Errorf("the webhook's URL: %w", err)
	}
	if n := len(o.Secret); n > 0 && (n < minSecretBytes || n > maxSecretBytes) {
		return nil, fmt.Errorf("the webhook's secret has %d bytes; it must have %d to %d", n, minSecretBytes, maxSecretBytes)
	}
	p := &Pager{
		options:  o,
		now:      time.Now,
		deadline: deadline,
		wake:     make(chan struct{}, 1),
		closing:  make(chan struct{}),
		done:     make(chan struct{}),
	}
	p.status.To = u.Scheme + "://" + u.Host
	p.wait = p.waitFor
	p.ctx, p.cancel = context.WithCancel(context.Background())
	dialer := &net.Dialer{}
	if u.Scheme == "http" {
		dialer.Control = onlyLoopback
	}
	p.client = &http.Client{
		Transport: &http.Transport{
			Proxy:                  http.ProxyFromEnvironment,
			DialContext:            dialer.DialContext,
			TLSClientConfig:        &tls.Config{MinVersion: tls.VersionTLS12, RootCAs: o.Roots},
			DisableKeepAlives:      true, // pages are rare
			MaxResponseHeaderBytes: maxAnswerBytes,
		},
		// A redirect would carry a page, and its signature, to somebody whom no one
		// configured.
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	return p, nil
}

func checkURL(text string) (*url.URL, error) {
	if len(text) > maxURLBytes {
		return nil, fmt.Errorf("it is longer than %d bytes", maxURLBytes)
	}
	u, err := url.Parse(text)
	if err != nil {
		// The error would repeat the URL, in which a secret may stand.
		return nil, errors.New("it is not a URL; it looks like https://alerts.example.org/hook")
	}
	switch {
	case u.Host == "" || u.Hostname() == "":
		return nil, errors.New("it names no host; it looks like https://alerts.example.org/hook")
	case u.User != nil:
		return nil, errors.New("it holds a user and password; receivers know a page by its signature")
	case u.Scheme == "https":
		return u, nil
	case u.Scheme != "http":
		return nil, fmt.Errorf("it begins with %q; it must be https, or http to this machine itself", u.Scheme)
	}
	if a, err := netip.ParseAddr(u.Hostname()); u.Hostname() != "localhost" && (err != nil || !a.Unmap().IsLoopback()) {
		return nil, errors.New("it is http to another machine, where anybody between could read and change a page; use https")
	}
	return u, nil
}

// onlyLoopback refuses what a name leads to outside this machine.
func onlyLoopback(_, address string, _ syscall.RawConn) error {
	a, err := netip.ParseAddrPort(address)
	if err != nil || !a.Addr().Unmap().IsLoopback() {
		return fmt.Errorf("%s is not this machine, and http goes nowhere else", address)
	}
	return nil
}

// Page takes a page to be sent. It never waits. A page about the same matter that
// was not sent yet is replaced.
func (p *Pager) Page(page Page) {
	if p == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed {
		p.giveUp(page, "the gate was about to end")
		return
	}
	p.queue.put(page)
	select {
	case p.wake <- struct{}{}:
	default: // it knows already
	}
}

// Close sends what still waits, each once, until ctx ends. Pages that come later
// are not sent.
func (p *Pager) Close(ctx context.Context) {
	if p == nil {
		return
	}
	p.mu.Lock()
	first := !p.closed
	p.closed = true
	p.mu.Unlock()
	if first {
		close(p.closing)
	}
	select {
	case <-p.done:
	case <-ctx.Done():
	}
	p.cancel()
	<-p.done
}
