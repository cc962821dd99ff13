package network

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// exchange sends a request that has no body and reads the answer's head, and of
// an error page the beginning. page says of which answers the page is read.
type exchange struct {
	Answered
	body []byte
	head http.Header
	// sent and got are by the clock of this machine.
	sent, got time.Time
	// after is what follows the head, where it is the beginning of a tunnel.
	after *bufio.Reader
}

func (l *look) exchange(ctx context.Context, conn io.ReadWriter, method, target, host string, page func(status int) bool) *exchange {
	var x exchange
	x.head = http.Header{}
	began := time.Now()
	x.sent = l.Now()
	fail := func(doing string, err error) *exchange {
		x.TookMS = since(began)
		x.Fault = fault(ctx, doing, err)
		return &x
	}
	request := fmt.Sprintf("%s %s HTTP/1.1\r\nHost: %s\r\nUser-Agent: %s\r\nAccept: text/html, application/json;q=0.9, */*;q=0.8\r\n", method, target, host, l.Agent)
	if method != http.MethodConnect {
		request += "Connection: close\r\n"
	}
	if _, err := io.WriteString(conn, request+"\r\n"); err != nil {
		return fail("sending a request", err)
	}
	limit := &io.LimitedReader{R: conn, N: maxHeaderBytes}
	buffered := bufio.NewReader(limit)
	var response *http.Response
	for i := 0; ; i++ {
		var err error
		response, err = http.ReadResponse(buffered, &http.Request{Method: method})
		switch {
		case err != nil && limit.N <= 0, i == maxInformative:
			x.Fault = &Fault{Kind: Malformed, Text: "reading the answer: " + errTooMuch.Error()}
			x.TookMS = since(began)
			return &x
		case err != nil:
			fail("reading the answer", err)
			if x.Fault.Kind == Failed {
				x.Fault.Kind = Malformed
			}
			return &x
		}
		if response.StatusCode >= 200 || response.StatusCode == http.StatusSwitchingProtocols {
			break
		}
	}
	x.got = l.Now()
	x.TookMS = since(began)
	x.fill(response)
	limit.N = maxStreamBytes
	if method == http.MethodConnect && response.StatusCode/100 == 2 {
		x.after = buffered
		return &x
	}
	if page(response.StatusCode) && response.Header.Get("Content-Encoding") == "" {
		// A page that stops half way is recognised by what came.
		x.body, _ = io.ReadAll(io.LimitReader(response.Body, maxBodyBytes))
		x.Title = titleOf(x.body)
	}
	x.Page, x.By = recognise(&x)
	return &x
}

// fill keeps what may be kept of an answer's head.
func (x *exchange) fill(r *http.Response) {
	x.head = r.Header
	x.Status = r.StatusCode
	_, reason, _ := strings.Cut(r.Status, " ")
	x.Reason = clean(reason, maxTextBytes)
	x.Server = clean(r.Header.Get("Server"), maxTextBytes)
	x.Via = clean(strings.Join(r.Header.Values("Via"), ", "), maxTextBytes)
	x.Location = whereTo(r.Header.Get("Location"))
	if date := r.Header.Get("Date"); date != "" {
		if _, err := http.ParseTime(date); err == nil {
			x.Date = clean(date, maxTextBytes)
		}
	}
	for _, name := range []string{"Www-Authenticate", "Proxy-Authenticate"} {
		for _, value := range r.Header.Values(name) {
			scheme, _, _ := strings.Cut(strings.TrimSpace(value), " ")
			if scheme = clean(scheme, 40); scheme != "" && len(x.Authenticate) < maxSchemes {
				x.Authenticate = append(x.Authenticate, scheme)
			}
		}
	}
}

// whereTo is a redirect's target without what may name somebody: no credentials,
// query or fragment.
func whereTo(location string) string {
	if location == "" || len(location) > 8*maxTextBytes {
		return ""
	}
	u, err := url.Parse(location)
	if err != nil {
		return ""
	}
	return clean((&url.URL{Scheme: u.Scheme, Host: u.Host, Path: u.Path}).String(), maxTextBytes)
}

// errorPage tells of which answers the page is read: those that are no success
// and no redirect.
func errorPage(status int) bool { return status >= 400 }

func everyPage(int) bool { return true }
