package network

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"strings"
	"syscall"
)

// Errors of Windows' sockets, which package syscall does not make its own names.
//
// Source: Windows Sockets Error Codes, learn.microsoft.com.
const (
	wsaNetDown     = syscall.Errno(10050)
	wsaNetUnreach  = syscall.Errno(10051)
	wsaAborted     = syscall.Errno(10053)
	wsaReset       = syscall.Errno(10054)
	wsaTimedOut    = syscall.Errno(10060)
	wsaRefused     = syscall.Errno(10061)
	wsaHostUnreach = syscall.Errno(10065)
)

func is(err error, any ...error) bool {
	for _, one := range any {
		if errors.Is(err, one) {
			return true
		}
	}
	return false
}

// fault says what went wrong while doing something, such as "connecting".
func fault(ctx context.Context, doing string, err error) *Fault {
	kind, text := Failed, err.Error()
	var header tls.RecordHeaderError
	var op *net.OpError
	var net net.Error
	switch {
	case is(err, syscall.ECONNREFUSED, wsaRefused):
		kind, text = Refused, "the port is closed: the connection was refused"
	case is(err, syscall.ECONNRESET, syscall.ECONNABORTED, syscall.EPIPE, wsaReset, wsaAborted):
		kind, text = Reset, "the connection was cut by the other end, or by something on the way"
	case is(err, syscall.ENETUNREACH, syscall.EHOSTUNREACH, syscall.ENETDOWN, syscall.EADDRNOTAVAIL, wsaNetUnreach, wsaHostUnreach, wsaNetDown):
		kind, text = Unreachable, "there is no way to that address"
	case errors.As(err, &op) && op.Op == "remote error":
		name := strings.TrimPrefix(op.Err.Error(), "tls: ")
		return &Fault{Kind: Alert, Alert: clean(name, maxTextBytes), Text: clean(doing+": the other end refused, with the alert: "+name, maxTextBytes)}
	case errors.As(err, &header):
		kind, text = NotTLS, "the answer is not TLS"
	case errors.Is(context.Cause(ctx), context.Canceled):
		kind, text = NotAwaited, "no answer yet when the rest was done"
	case is(err, context.DeadlineExceeded, os.ErrDeadlineExceeded, syscall.ETIMEDOUT, wsaTimedOut), errors.As(err, &net) && net.Timeout():
		kind, text = Timeout, "no answer in time"
	case is(err, io.EOF, io.ErrUnexpectedEOF, io.ErrClosedPipe):
		kind, text = Ended, "the other end closed the connection without an answer"
	case errors.Is(err, errTooMuch):
		kind = Malformed
	}
	return &Fault{Kind: kind, Text: clean(fmt.Sprintf("%s: %s", doing, text), maxTextBytes)}
}

// errTooMuch is an answer that is larger than anybody needs.
var errTooMuch = errors.New("more was sent than an answer can be; the rest was not read")
