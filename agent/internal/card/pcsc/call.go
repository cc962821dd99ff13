package pcsc

import (
	"context"
	"errors"
	"sync/atomic"
	"time"

	"github.com/lanyard-id/lanyard/agent/internal/card"
)

// line is the one way through which a Context's calls go, one after the other: the
// library makes a second one wait anyway, where it cannot be given up.
type line struct {
	turn chan struct{} // holds one token while a call runs
	// hung names the call that was left behind; nil while there is none.
	hung atomic.Pointer[string]
}

func newLine() *line { return &line{turn: make(chan struct{}, 1)} }

// call is one call of the library.
type call struct {
	doing, reader string
	// run calls the library. It may still run when everybody has gone: what it writes
	// to belongs to it alone until it has returned.
	run func(*memory) Code
	// undo puts away what the call opened, when it succeeds after it was left behind.
	undo func()
	// cancel asks the library to give the call up; nil where it cannot.
	cancel func()
}

// do makes a call and waits for it, or for the end of ctx, or callLimit. A code other
// than success is an *Error.
func (l *line) do(ctx context.Context, c call) error {
	limited, stop := context.WithTimeout(ctx, callLimit)
	defer stop()
	if hung := l.hung.Load(); hung != nil {
		return &Error{Doing: c.doing, Reader: c.reader, Causes: []error{card.ErrAbandoned}}
	}
	if limited.Err() != nil {
		return c.gaveUp(limited)
	}
	select {
	case l.turn <- struct{}{}:
	case <-limited.Done():
		if l.hung.Load() != nil {
			return &Error{Doing: c.doing, Reader: c.reader, Causes: []error{card.ErrAbandoned}}
		}
		return c.gaveUp(limited)
	}
	done := make(chan Code, 1)
	go func() {
		var m memory
		code := c.run(&m)
		m.release()
		done <- code
	}()
	code, came := c.await(limited, done)
	if !came {
		l.hung.Store(&c.doing)
		go func() {
			if code := <-done; code == success && c.undo != nil {
				c.undo()
			}
			l.hung.Store(nil)
			<-l.turn
		}()
		return c.gaveUp(limited)
	}
	<-l.turn
	if code == codeCancelled && limited.Err() != nil {
		return c.gaveUp(limited)
	}
	if code != success {
		return failure(c.doing, c.reader, code)
	}
	return nil
}

// await waits for the call, and after the end of ctx for what cancelling it brings.
func (c call) await(ctx context.Context, done chan Code) (Code, bool) {
	select {
	case code := <-done:
		return code, true
	case <-ctx.Done():
	}
	if c.cancel == nil {
		return 0, false
	}
	last := time.NewTimer(cancelLimit)
	defer last.Stop()
	returned, cancelled := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(cancelled)
		c.cancelUntil(returned)
	}()
	select {
	case code := <-done:
		close(returned)
		// What still cancels would cancel the next call.
		select {
		case <-cancelled:
		case <-last.C:
		}
		return code, true
	case <-last.C:
		close(returned)
		return 0, false
	}
}

// cancelUntil cancels the call again and again until it has returned. It may itself hang:
// pcsc-lite asks the service, which may answer nobody.
func (c call) cancelUntil(returned chan struct{}) {
	again := time.NewTicker(cancelEvery)
	defer again.Stop()
	for {
		c.cancel()
		select {
		case <-again.C:
		case <-returned:
			return
		}
	}
}

// gaveUp is the error of a call that ctx ended. One about no reader the service answers
// alone: it is card.ErrSilent too.
func (c call) gaveUp(ctx context.Context) error {
	kind := card.ErrCancelled
	if errors.Is(ctx.Err(), context.DeadlineExceeded) {
		kind = card.ErrDeadline
	}
	causes := []error{kind, ctx.Err()}
	if kind == card.ErrDeadline && c.reader == "" {
		causes = append([]error{card.ErrSilent}, causes...)
	}
	return &Error{Doing: c.doing, Reader: c.reader, Causes: causes}
}
