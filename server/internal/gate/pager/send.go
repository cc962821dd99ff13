package pager

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"time"
)

// run sends pages until the pager is closed, and then what still waits.
func (p *Pager) run() {
	defer close(p.done)
	for failures := 0; ; {
		it, closing := p.next()
		switch {
		case it != nil && p.send(it, closing):
			failures = 0
		case it != nil:
			failures++
			p.wait(pause(failures))
		case closing:
			return
		default:
			select {
			case <-p.wake:
			case <-p.closing:
			}
		}
	}
}

// next takes the next page; nil: there is none.
func (p *Pager) next() (it *item, closing bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.queue.take(), p.closed
}

// pause is how long nothing is sent after failures in a row.
func pause(failures int) time.Duration {
	if failures > 6 {
		return mostPause
	}
	return min(firstPause<<(failures-1), mostPause)
}

// waitFor waits, or returns false at once when the pager is closed.
func (p *Pager) waitFor(d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-p.closing:
		return false
	}
}

// send tries a page once; last: there is no other time. It reports whether the
// receiver took it, and sees to what follows.
func (p *Pager) send(it *item, last bool) bool {
	again, err := p.post(it)
	p.mu.Lock()
	defer p.mu.Unlock()
	if err == nil {
		p.status.Delivered++
		p.status.LastDelivered = p.now()
		p.status.Trouble = ""
		return true
	}
	it.tries++
	p.status.Failures++
	p.status.Trouble = err.Error()
	switch {
	case !again:
		p.giveUp(it.page, err.Error())
	case last || it.tries >= MaxTries:
		p.giveUp(it.page, fmt.Sprintf("tried %d times, the last time: %v", it.tries, err))
	default:
		p.queue.giveBack(it)
	}
	return false
}

// post sends a page once. again tells whether trying again may help.
func (p *Pager) post(it *item) (again bool, err error) {
	body, err := it.page.body(p.options.Gate, p.options.Link, it.more)
	if err != nil {
		return false, err
	}
	ctx, cancel := context.WithTimeout(p.ctx, p.deadline)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, p.options.URL, bytes.NewReader(body))
	if err != nil {
		return false, withoutURL(err)
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("User-Agent", "lanyard-gate")
	sign(request.Header, p.options.Secret, it.page.id(p.options.Gate), p.now(), body)
	answer, err := p.client.Do(request)
	if err != nil {
		if errors.Is(err, context.DeadlineExceeded) {
			return true, fmt.Errorf("no answer within %v", p.deadline)
		}
		return true, withoutURL(err)
	}
	defer answer.Body.Close()
	// What it says is of no interest, and a body that never ends ends with the
	// deadline.
	_, _ = io.Copy(io.Discard, io.LimitReader(answer.Body, maxAnswerBytes))
	return verdict(answer)
}

// verdict says what an answer means. Source: Standard Webhooks 1.0.0, delivery
// success and failure; RFC 9110 §15.
func verdict(answer *http.Response) (again bool, err error) {
	code := answer.StatusCode
	status := strconv.Itoa(code) + " " + http.StatusText(code)
	switch {
	case code >= 200 && code < 300:
		return false, nil
	case code >= 300 && code < 400:
		to := "elsewhere"
		if u, err := answer.Location(); err == nil {
			to = "to " + strconv.QuoteToASCII(u.Host)
		}
		return false, fmt.Errorf("it answered %s, a redirect %s, which is not followed; name the address itself", status, to)
	case code >= 500, code == http.StatusRequestTimeout, code == http.StatusTooEarly, code == http.StatusTooManyRequests:
		return true, fmt.Errorf("it answered %s", status)
	}
	return false, fmt.Errorf("it answered %s; see whether the address and the secret are right", status)
}

// withoutURL takes the URL off an error: its path may be a secret.
func withoutURL(err error) error {
	var u *url.Error
	if errors.As(err, &u) {
		return u.Err
	}
	return err
}
