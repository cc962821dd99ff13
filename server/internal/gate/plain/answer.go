package plain

import (
	"bytes"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"time"
)

// answer collects the answer to a request: the http.ResponseWriter of its handler.
type answer struct {
	request *http.Request
	header  http.Header
	status  int // 0: not said yet
	body    []byte
	text    bytes.Buffer // all of it, as it is sent
}

func (a *answer) begin(r *http.Request) {
	clear(a.header)
	a.request, a.status, a.body = r, 0, a.body[:0]
	if cap(a.body) > keptAnswerBytes {
		a.body = nil
	}
	if a.text.Cap() > keptAnswerBytes {
		a.text = bytes.Buffer{}
	}
}

// Header returns the header of the answer. What is set after WriteHeader counts,
// too, unlike net/http's.
func (a *answer) Header() http.Header { return a.header }

// WriteHeader says the status of the answer. The first counts; one below 200 is
// left out.
func (a *answer) WriteHeader(status int) {
	if a.status == 0 && status >= http.StatusOK {
		a.status = status
	}
}

// Write adds to the body. The status is 200 if none was said.
func (a *answer) Write(p []byte) (int, error) {
	a.WriteHeader(http.StatusOK)
	a.body = append(a.body, p...)
	return len(p), nil
}

// WriteString adds to the body.
func (a *answer) WriteString(p string) (int, error) {
	a.WriteHeader(http.StatusOK)
	a.body = append(a.body, p...)
	return len(p), nil
}

// end makes one text of the answer, and reports whether the connection ends with it.
func (a *answer) end(date string) (text []byte, last bool) {
	a.WriteHeader(http.StatusOK)
	b := &a.text
	b.Reset()
	b.WriteString("HTTP/1.1 ")
	b.WriteString(statusLine(a.status))
	bodiless := a.status == http.StatusNoContent || a.status == http.StatusNotModified
	if bodiless {
		delete(a.header, "Content-Length")
		if a.status == http.StatusNotModified {
			delete(a.header, "Content-Type")
		}
	} else {
		a.describe()
	}
	if len(a.header) > 0 {
		last = slices.ContainsFunc(a.header["Connection"], func(v string) bool { return strings.EqualFold(v, "close") })
		delete(a.header, "Transfer-Encoding")
		_ = a.header.Write(b) // a buffer takes everything; line ends in values become spaces
	}
	if a.header["Date"] == nil {
		b.WriteString("Date: ")
		b.WriteString(date)
		b.WriteString(crlf)
	}
	b.WriteString(crlf)
	if !bodiless && a.request.Method != http.MethodHead {
		b.Write(a.body)
	}
	return b.Bytes(), last
}

// describe says of the body what its handler did not. To a HEAD nobody knows how
// long it would be if the handler wrote none.
func (a *answer) describe() {
	if _, typed := a.header["Content-Type"]; !typed && len(a.body) > 0 && a.header.Get("Content-Encoding") == "" {
		a.header["Content-Type"] = []string{http.DetectContentType(a.body)}
	}
	if a.request.Method != http.MethodHead {
		a.header["Content-Length"] = []string{strconv.Itoa(len(a.body))}
	} else if len(a.body) > 0 && a.header["Content-Length"] == nil {
		a.header["Content-Length"] = []string{strconv.Itoa(len(a.body))}
	}
}

// statusLine is what follows the version, with its end.
func statusLine(status int) string {
	if status == http.StatusNoContent { // of nearly all
		return "204 No Content\r\n"
	}
	return strconv.Itoa(status) + " " + http.StatusText(status) + crlf
}

// date is the time of an answer, made once a second.
type date struct{ known atomic.Pointer[dated] }

type dated struct {
	second int64
	text   string
}

func (d *date) at(now time.Time) string {
	if k := d.known.Load(); k != nil && k.second == now.Unix() {
		return k.text
	}
	k := &dated{now.Unix(), now.UTC().Format(http.TimeFormat)}
	d.known.Store(k)
	return k.text
}
