package plain

import (
	"bytes"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestAnswersAlike has handlers answer in every way by both servers.
func TestAnswersAlike(t *testing.T) {
	for name, handler := range map[string]http.HandlerFunc{
		"nothing": func(http.ResponseWriter, *http.Request) {},
		"204":     func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(204) },
		"204 and fields": func(w http.ResponseWriter, _ *http.Request) {
			w.Header()["Warning"] = []string{"a", "b"}
			w.WriteHeader(204)
		},
		"304": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/plain")
			w.WriteHeader(304)
		},
		"403": func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(403)
			_, _ = io.WriteString(w, "<!doctype html>no")
		},
		"http.Error": func(w http.ResponseWriter, _ *http.Request) { http.Error(w, "wrong", 400) },
		"a type": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "a/b")
			_, _ = w.Write([]byte("c"))
		},
		"no type": func(w http.ResponseWriter, _ *http.Request) {
			w.Header()["Content-Type"] = nil
			_, _ = w.Write([]byte("c"))
		},
		"an encoding": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "x")
			_, _ = w.Write([]byte("c"))
		},
		"a length": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "3")
			_, _ = w.Write([]byte("abc"))
		},
		"twice":       func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(404); w.WriteHeader(200) },
		"a line end":  func(w http.ResponseWriter, _ *http.Request) { w.Header().Set("X-A", "a\r\nX-B: b"); w.WriteHeader(204) },
		"an odd name": func(w http.ResponseWriter, _ *http.Request) { w.Header()["X A"] = []string{"a"}; w.WriteHeader(204) },
		"odd status":  func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(299) },
		"close": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Connection", "close")
			w.WriteHeader(204)
		},
		"long":   func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, strings.Repeat("a", 100_000)) },
		"a date": func(w http.ResponseWriter, _ *http.Request) { w.Header().Set("Date", "yesterday") },
	} {
		t.Run(name, func(t *testing.T) {
			for _, method := range []string{"GET", "HEAD"} {
				request := []byte(method + " / HTTP/1.1\r\nHost: gate.test\r\n\r\n")
				twice := append(bytes.Clone(request), request...)
				if method == "HEAD" {
					twice = request
				}
				here, there := serveHere(newServer(handler), twice), serveThere(newServer(handler), twice)
				if method == "HEAD" {
					// No reader is told that it was one; a head alone it must be.
					if !bytes.HasSuffix(here, []byte("\r\n\r\n")) || bytes.Count(here, []byte("\r\n\r\n")) != 1 {
						t.Errorf("%q", here)
					}
					here = bytes.Replace(here, []byte("Content-Length: "), []byte("X-Length: "), 1)
					there = bytes.Replace(there, []byte("Content-Length: "), []byte("X-Length: "), 1)
					if name == "long" { // net/http gives it in chunks
						here = bytes.Replace(here, []byte("X-Length: 100000\r\n"), nil, 1)
						there = bytes.Replace(there, []byte("Transfer-Encoding: chunked\r\n"), nil, 1)
					}
					here, there = closing(here), closing(there)
				}
				if diff := cmp.Diff(answersIn(t, there), answersIn(t, here)); diff != "" {
					t.Errorf("%s (-net/http +here):\n%s\n%.500q\n%.500q", method, diff, there, here)
				}
			}
		})
	}
}

// closing has a reader know that nothing follows a head.
func closing(text []byte) []byte {
	return bytes.Replace(text, []byte("\r\n"), []byte("\r\nContent-Length: 0\r\n"), 1)
}
