package refusal

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// TestOverTheWire asks as old clients do, over a connection, and holds the answer
// to being complete.
func TestOverTheWire(t *testing.T) {
	words := cases(t)["blocked"]
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		Write(w, r, Negotiated, http.StatusForbidden, words)
	}))
	defer server.Close()
	for _, test := range []struct{ request, kind string }{
		{"GET / HTTP/1.0\r\n\r\n", "application/problem+json"},
		{"GET / HTTP/1.0\r\nAccept: text/html\r\n\r\n", "text/html; charset=utf-8"},
		{"POST /login/authactivate HTTP/1.0\r\nAccept: text/plain\r\nContent-Length: 3\r\n\r\nabc", "text/plain; charset=utf-8"},
		{"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAccept: application/xml\r\n\r\n", "application/problem+xml"},
		{"HEAD / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAccept: text/html\r\n\r\n", "text/html; charset=utf-8"},
	} {
		conn, err := net.Dial("tcp", server.Listener.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(conn, test.request); err != nil {
			t.Fatal(err)
		}
		method, _, _ := strings.Cut(test.request, " ")
		reader := bufio.NewReader(conn)
		res, err := http.ReadResponse(reader, &http.Request{Method: method})
		if err != nil {
			t.Fatalf("%q: %v", test.request, err)
		}
		body, err := io.ReadAll(res.Body)
		rest, _ := io.ReadAll(reader)
		conn.Close()
		if err != nil || len(rest) > 0 || res.TransferEncoding != nil || res.ContentLength <= 0 || (method == http.MethodHead) != (len(body) == 0) {
			t.Errorf("%q: %d of %d bytes, coded %v, %d bytes behind, %v", test.request, len(body), res.ContentLength, res.TransferEncoding, len(rest), err)
		}
		if got := res.Header.Get("Content-Type"); res.StatusCode != http.StatusForbidden || got != test.kind || res.Header.Get("Vary") != "Accept" || res.Header.Get("Retry-After") != "2850" {
			t.Errorf("%q: %d, %v", test.request, res.StatusCode, res.Header)
		}
	}
}

// ExampleWrite refuses a sign-in in plain text.
func ExampleWrite() {
	rec := httptest.NewRecorder()
	Write(rec, httptest.NewRequest(http.MethodGet, "/", nil), Text, http.StatusForbidden, &Words{
		Blocked: true, Code: code, Tell: []string{"Your smartcard is too old; ask your Registration Authority for a new one."}, Carried: true,
		Contacts: []Contact{{Team: "registration-authority", Phone: "01632 960 002"}},
	})
	fmt.Println(rec.Body)
	// Output:
	// You cannot sign in
	//
	// Your smartcard is too old; ask your Registration Authority for a new one.
	//
	// This does not end by itself: it works again once it has been put right.
	//
	// What you can do now
	// - Another computer does not help: it is about your card.
	// - Ring the number below, and read out the code.
	//
	// Whom to ring
	// - Registration Authority, 01632 960 002
	//
	// Your code
	// K7Q2-M9XD-4T6
}
