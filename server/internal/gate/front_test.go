package gate

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"crypto/x509"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/server/internal/gate/door"
	"github.com/lanyard-id/lanyard/server/internal/gate/live"
)

// TestNoWayAround spells the path of a sign-in as services may read it, and as
// nobody should. Each is decided, or goes nowhere.
func TestNoWayAround(t *testing.T) {
	w := newWorld(t, "open", "words")
	address := w.listen()
	body := object("service", "ACTIVATION", "device_id", "PC-INVENTED-1")
	for _, c := range []struct {
		line   string
		header string
		want   int
	}{
		{"POST /login/authactivate", "", 403},
		{"GET /login/authactivate", "", 403},
		{"HEAD /login/authactivate", "", 403},
		{"PROPFIND /login/authactivate", "", 403},
		{"POST /login/authactivate?x=1", "", 403},
		{"POST /login/authactivate/", "", 403},
		{"POST /LOGIN/AuthActivate", "", 403},
		{"POST //login/authactivate", "", 403},
		{"POST /help/../login/authactivate", "", 403},
		{"POST /help/%2e%2e/login/authactivate", "", 403},
		{"POST /help/..%2flogin%2fauthactivate", "", 403},
		{"POST /help/..;/login/authactivate", "", 403},
		{"POST /x%25zz/%252e%252e/login/authactivate", "", 403},
		{"POST http://gate.test/login/authactivate", "", 403},
		{"POST x://gate.test/login/authactivate", "", 403},
		{"POST x:/login/authactivate", "", 403},
		// A target without a path, which would be one for the service.
		{"POST x:http://gate.test/login/authactivate", "", 400},
		{"POST x:login/authactivate", "", 400},
		{"CONNECT gate.test:443", "", 400},
		{"CONNECT /login/authactivate", "", 400},
		{"POST /login/authlogin", "", 403}, // by its body
		{"GET /login/authlogin", "X-HTTP-Method-Override: POST\r\n", 403},
		{"GET /a/authorize?response_type=code&client_id=a", "", 403},
		{"GET /a/authorize?response%5ftype=code&client_id=a", "", 403},
		{"GET /a/authorize?Response_Type=code", "", 403},
		{"GET /a/authorize?response_type=code", "Upgrade: websocket\r\nConnection: Upgrade\r\n", 403},
		{"POST /login/authactivate", "Expect: 100-continue\r\n", 403},
		{"POST /login/authactivate", "Connection: Analytics, X-Gate-Decision\r\n", 403},
	} {
		reached := w.reached()
		conn, err := net.Dial("tcp", address)
		if err != nil {
			t.Fatal(err)
		}
		_ = conn.SetDeadline(time.Now().Add(time.Minute))
		fmt.Fprintf(conn, "%s HTTP/1.1\r\nHost: gate.test\r\nUser-Agent: Mozilla/5.0 Trident/7.0; rv:2.0\r\nAnalytics: {\"IAVersion\":\"2.3.2.0\"}\r\n%sContent-Length: %d\r\n\r\n%s", c.line, c.header, len(body), body)
		from := bufio.NewReader(conn)
		resp, err := http.ReadResponse(from, &http.Request{Method: strings.Fields(c.line)[0]})
		if err == nil && resp.StatusCode == http.StatusContinue {
			resp, err = http.ReadResponse(from, nil)
		}
		conn.Close()
		if err != nil {
			t.Errorf("%s: %v", c.line, err)
			continue
		}
		if resp.StatusCode != c.want || w.reached() != reached {
			t.Errorf("%s %s: %d, want %d; %d requests reached the service", c.line, strings.TrimSpace(c.header), resp.StatusCode, c.want, w.reached()-reached)
		}
	}
}

// TestRemedyStaysOpen: an open path is never decided, another spelling of it is not
// open.
func TestRemedyStaysOpen(t *testing.T) {
	w := newWorld(t, "closed", "words")
	w.keepError = errDisk
	for _, path := range []string{"/help", "/help/", "/help/a", "/help?service=ACTIVATION"} {
		r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(object("service", "ACTIVATION")))
		opened := w.count(live.Opened)
		w.front(r, visitor())
		if w.count(live.Opened) != opened+1 || w.decided() != 0 {
			t.Errorf("%s is not open", path)
		}
	}
	for _, path := range []string{"/help;x", "/%68elp", "/help/%2e", "/helpdesk", "/help\\x"} {
		opened := w.count(live.Opened)
		w.front(httptest.NewRequest(http.MethodGet, path, nil), visitor())
		if w.count(live.Opened) != opened {
			t.Errorf("%s is open", path)
		}
	}
}

// TestOneRequestIsOne sends what two servers read differently, and sees what the
// service got of it.
func TestOneRequestIsOne(t *testing.T) {
	const smuggled = "POST /login/authactivate HTTP/1.1\r\nHost: gate.test\r\nContent-Length: 0\r\n\r\n"
	head := "POST /echo HTTP/1.1\r\nHost: gate.test\r\n"
	chunked := fmt.Sprintf("%x\r\n%s\r\n0\r\n\r\n", len(smuggled), smuggled)
	for name, c := range map[string]struct {
		send    string
		reaches int // requests
		body    string
	}{
		"content-length":          {head + fmt.Sprintf("Content-Length: %d\r\nConnection: close\r\n\r\n%s", len(smuggled), smuggled), 1, smuggled},
		"chunks":                  {head + "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n" + chunked, 1, smuggled},
		"CL.TE":                   {head + fmt.Sprintf("Content-Length: %d\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n%s", 5+len(smuggled), smuggled), 1, ""},
		"TE.CL":                   {head + "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n" + chunked, 1, smuggled},
		"chunks of HTTP/1.0":      {"POST /echo HTTP/1.0\r\nConnection: keep-alive\r\nTransfer-Encoding: chunked\r\n\r\n" + smuggled, 1, ""},
		"a length without a body": {"GET /echo HTTP/1.1\r\nHost: gate.test\r\nConnection: close\r\n\r\n" + smuggled, 1, ""},
		"TE twice":                {head + "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n" + chunked, 0, ""},
		"TE with a space":         {head + "Transfer-Encoding : chunked\r\nContent-Length: 4\r\n\r\n" + chunked, 0, ""},
		"TE of another kind":      {head + "Transfer-Encoding: xchunked\r\n\r\n" + chunked, 0, ""},
		"TE of two":               {head + "Transfer-Encoding:\tgzip, chunked\r\n\r\n" + chunked, 0, ""},
		"two lengths":             {head + fmt.Sprintf("Content-Length: 0\r\nContent-Length: %d\r\n\r\n%s", len(smuggled), smuggled), 0, ""},
		"a signed length":         {head + fmt.Sprintf("Content-Length: +%d\r\n\r\n%s", len(smuggled), smuggled), 0, ""},
		"a list of lengths":       {head + fmt.Sprintf("Content-Length: 0, %d\r\n\r\n%s", len(smuggled), smuggled), 0, ""},
		"folded":                  {head + "X: a\r\n Content-Length: 0\r\nContent-Length: 2\r\nConnection: close\r\n\r\nab", 1, "ab"},
		"a folded TE":             {head + "Transfer-Encoding:\r\n chunked\r\nConnection: close\r\n\r\n" + chunked, 1, smuggled},
		"a bare CR":               {head + "X: a\rTransfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n" + chunked, 0, ""},
		"a NUL":                   {head + "X: a\x00b\r\nContent-Length: 0\r\n\r\n", 0, ""},
		"no host":                 {"POST /echo HTTP/1.1\r\nContent-Length: 0\r\n\r\n", 0, ""},
		"two hosts":               {head + "Host: other.test\r\nContent-Length: 0\r\n\r\n", 0, ""},
		"a chunk too long":        {head + "Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n" + smuggled, -1, ""},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, "open", "words")
			conn, err := net.Dial("tcp", w.listen())
			if err != nil {
				t.Fatal(err)
			}
			defer conn.Close()
			_ = conn.SetDeadline(time.Now().Add(time.Minute))
			if _, err := io.WriteString(conn, c.send); err != nil {
				t.Fatal(err)
			}
			answers, _ := io.ReadAll(conn) // the gate closes, or resets, when it has enough
			if w.decided() != 0 {
				t.Errorf("what was in a body was taken for a request:\n%s", answers)
			}
			switch {
			case c.reaches == -1: // it may begin to be passed on, and breaks off
				if len(w.bodies) != 0 {
					t.Errorf("the service read %q", w.bodies)
				}
			case w.reached() != c.reaches || c.reaches == 1 && w.bodies[0] != c.body:
				t.Errorf("%d requests reached the service, of %q\n%s", w.reached(), w.bodies, answers)
			}
		})
	}
}

// TestTheRestOfABodyIsNoRequest has the service answer before it has read a
// sign-in's body, in which another request stands.
func TestTheRestOfABodyIsNoRequest(t *testing.T) {
	w := newWorld(t, "open", "words")
	w.serve = func(rw http.ResponseWriter, r *http.Request) {
		rw.Header().Set("Connection", "close")
		rw.WriteHeader(http.StatusTeapot)
	}
	conn, err := net.Dial("tcp", w.listen())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	_ = conn.SetDeadline(time.Now().Add(time.Minute))
	inner := "GET /smuggled HTTP/1.1\r\nHost: gate.test\r\n\r\n"
	// Wherever the gate stopped reading, whole requests follow.
	body := object("service", "ACTIVATION") + strings.Repeat(inner, 64<<20/len(inner))
	go func() {
		fmt.Fprintf(conn, "POST /login/authactivate HTTP/1.1\r\nHost: gate.test\r\nAnalytics: {\"IAVersion\":\"2.4.10.0\"}\r\nContent-Length: %d\r\n\r\n%s", len(body), body)
	}()
	answers, _ := io.ReadAll(conn)
	if n := strings.Count(string(answers), "HTTP/1.1 "); n != 1 {
		t.Errorf("%d answers to one request:\n%.300s", n, answers)
	}
	for _, r := range w.seen {
		if r.URL.Path != "/login/authactivate" {
			t.Fatalf("%s reached the service", r.URL.Path)
		}
	}
}

// TestForgedHeaders sends what only the gate may say, in every spelling.
func TestForgedHeaders(t *testing.T) {
	w := newWorld(t, "open", "words")
	r := httptest.NewRequest(http.MethodPost, "/echo", strings.NewReader("as it came"))
	for _, name := range []string{
		"X-Gate-Decision", "x_gate_decision", "X.Gate.Tls", "X-GATE_Device", "X-Forwarded-For", "X_Forwarded_For", "x-forwarded-proto", "X-Forwarded-Client-Cert",
		"X-Forwarded-Prefix", "Forwarded", "X-Real-Ip", "X_Real_IP", "X-Original-Url", "X-Rewrite-Url", "Client-Cert", "client_cert", "Client-Cert-Chain",
	} {
		r.Header[name] = []string{"forged"}
	}
	r.Header["Connection"] = []string{"X-Forwarded-For, Client-Cert, X-Gate-Decision, keep-alive"}
	r.Header["X-Kept"] = []string{"a", "b"}
	r.Header["X-Forwardedly"] = []string{"another"}
	v := visitor()
	v.Certificate = &x509.Certificate{Raw: []byte("invented")}
	resp := w.front(r, v)
	seen := w.lastSeen().Header
	for name, values := range seen {
		for _, v := range values {
			if strings.Contains(v, "forged") {
				t.Errorf("%s: %s reached the service", name, v)
			}
		}
	}
	if seen.Get("X-Forwarded-For") != "192.0.2.7" || seen.Get("X-Forwarded-Proto") != "https" || seen.Get("X-Forwarded-Host") != "example.com" || seen.Get("Client-Cert") != ":aW52ZW50ZWQ=:" {
		t.Errorf("the service is told %v", seen)
	}
	if got := seen["X-Kept"]; len(got) != 2 || seen.Get("X-Forwardedly") != "another" {
		t.Errorf("others are lost: %v", seen)
	}
	if body, err := io.ReadAll(resp.Body); err != nil || string(body) != "as it came" {
		t.Errorf("%q, %v", body, err)
	}
	// Nobody is said to be there where nobody is known.
	w.front(httptest.NewRequest(http.MethodGet, "/echo", nil), &door.Visitor{})
	if got, ok := w.lastSeen().Header["X-Forwarded-For"]; ok {
		t.Errorf("X-Forwarded-For is %q", got)
	}
}

// TestTheServiceCannotSpeakForTheGate: its own X-Gate headers are not passed on.
func TestTheServiceCannotSpeakForTheGate(t *testing.T) {
	w := newWorld(t, "open", "words")
	w.serve = func(rw http.ResponseWriter, r *http.Request) {
		rw.Header().Set("X-Gate-Decision", "block")
		rw.Header().Set("X-Gate-Code", "AAAA")
	}
	if h := w.front(httptest.NewRequest(http.MethodGet, "/x", nil), visitor()).Header; h.Get("X-Gate-Decision") != "" || h.Get("X-Gate-Code") != "" {
		t.Errorf("%v", h)
	}
}

// TestUpgrades: WebSocket goes both ways; no connection becomes one of HTTP/2 in
// which nobody decides.
func TestUpgrades(t *testing.T) {
	w := newWorld(t, "open", "words")
	w.serve = func(rw http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Upgrade") == "" {
			return
		}
		conn, both, err := rw.(http.Hijacker).Hijack()
		if err != nil {
			return
		}
		defer conn.Close()
		fmt.Fprintf(both, "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: %s\r\n\r\n", r.Header.Get("Upgrade"))
		_ = both.Flush()
		_, _ = io.Copy(conn, both)
	}
	address := w.listen()
	for upgrade, want := range map[string]int{"websocket": 101, "WebSocket": 101, "h2c": 200, "TLS/1.0, HTTP/1.1": 200, "websocket, h2c": 200, "x": 200} {
		conn, err := net.Dial("tcp", address)
		if err != nil {
			t.Fatal(err)
		}
		_ = conn.SetDeadline(time.Now().Add(time.Minute))
		fmt.Fprintf(conn, "GET /socket HTTP/1.1\r\nHost: gate.test\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: %s\r\nHTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA\r\n\r\n", upgrade)
		from := bufio.NewReader(conn)
		resp, err := http.ReadResponse(from, nil)
		if err != nil {
			t.Fatal(err)
		}
		if resp.StatusCode != want {
			t.Errorf("%s: %d, want %d", upgrade, resp.StatusCode, want)
		}
		if want == 101 {
			fmt.Fprint(conn, "both ways\n")
			if line, err := from.ReadString('\n'); line != "both ways\n" {
				t.Errorf("%q, %v", line, err)
			}
		}
		conn.Close()
	}
}

// TestBodies: what is looked at is passed on to the byte, and what is packed costs
// no more than it is.
func TestBodies(t *testing.T) {
	pack := func(plain []byte) []byte {
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		if _, err := z.Write(plain); err != nil {
			t.Fatal(err)
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	small := object("service", "ACTIVATION", "device_id", "PC-PACKED")
	for name, c := range map[string]struct {
		coding string
		body   []byte
		device string
	}{
		"plain":      {"", []byte(small), "PC-PACKED"},
		"packed":     {"gzip", pack([]byte(small)), "PC-PACKED"},
		"no gzip":    {"gzip", []byte(small), ""},
		"broken off": {"gzip", pack(bytes.Repeat([]byte(small), 1000))[:200], ""},
		"bomb":       {"gzip", pack(append([]byte(small), make([]byte, 256<<20)...)), "PC-PACKED"},
		"unknown":    {"br", []byte(small), ""},
		"twice":      {"gzip, gzip", pack(pack([]byte(small))), ""},
		"empty":      {"", nil, ""},
		"long":       {"", append([]byte(small), bytes.Repeat([]byte("x"), 1<<20)...), "PC-PACKED"},
	} {
		w := newWorld(t, "open", "words")
		r := activate("2.4.10.0", "s")
		r.Body, r.ContentLength = io.NopCloser(bytes.NewReader(c.body)), int64(len(c.body))
		if c.coding != "" {
			r.Header.Set("Content-Encoding", c.coding)
		}
		var was, is runtime.MemStats
		runtime.ReadMemStats(&was)
		w.front(r, visitor())
		runtime.ReadMemStats(&is)
		if d := w.last(); d.Action == notice.Block || name != "broken off" && c.device != d.Device {
			t.Errorf("%s: %s, device %q", name, d.Action, d.Device)
		}
		if w.reached() != 1 || w.bodies[0] != string(c.body) || w.lastSeen().ContentLength != int64(len(c.body)) {
			t.Errorf("%s: the body was changed", name)
		}
		if took := is.TotalAlloc - was.TotalAlloc; took > 32<<20 {
			t.Errorf("%s: it took %d bytes", name, took)
		}
	}
}

// TestStreams: both directions go on while the other does.
func TestStreams(t *testing.T) {
	w := newWorld(t, "open", "words")
	w.serve = func(rw http.ResponseWriter, r *http.Request) {
		_ = http.NewResponseController(rw).EnableFullDuplex()
		from := bufio.NewReader(r.Body)
		for {
			line, err := from.ReadString('\n')
			if err != nil {
				rw.Header().Set(http.TrailerPrefix+"X-End", "of the answer")
				return
			}
			_, _ = io.WriteString(rw, "heard "+line)
			_ = http.NewResponseController(rw).Flush()
		}
	}
	address := w.listen()
	up, writes := io.Pipe()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "http://"+address+"/stream", up)
	if err != nil {
		t.Fatal(err)
	}
	go func() { _, _ = io.WriteString(writes, "0\n") }()
	resp, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	from := bufio.NewReader(resp.Body)
	for i := range 20 {
		if line, err := from.ReadString('\n'); line != fmt.Sprintf("heard %d\n", i) {
			t.Fatalf("%q, %v", line, err)
		}
		if _, err := fmt.Fprintf(writes, "%d\n", i+1); err != nil {
			t.Fatal(err)
		}
	}
	writes.Close()
	if _, err := io.ReadAll(from); err != nil {
		t.Fatal(err)
	}
	if got := resp.Trailer.Get("X-End"); got != "of the answer" {
		t.Errorf("the trailer is %q of %v", got, resp.Trailer)
	}
}

// TestTrailersOfRequests are passed on, but for those that tell what only the gate
// may tell.
func TestTrailersOfRequests(t *testing.T) {
	w := newWorld(t, "open", "words")
	got := make(chan http.Header, 1)
	w.serve = func(rw http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		got <- r.Trailer
	}
	conn, err := net.Dial("tcp", w.listen())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	_ = conn.SetDeadline(time.Now().Add(time.Minute))
	fmt.Fprint(conn, "POST /echo HTTP/1.1\r\nHost: gate.test\r\nConnection: close\r\nTransfer-Encoding: chunked\r\nTrailer: X-Sum, X-Gate-Decision\r\n\r\n2\r\nab\r\n0\r\nX-Sum: 7\r\nX-Gate-Decision: forged\r\n\r\n")
	if _, err := io.ReadAll(conn); err != nil {
		t.Fatal(err)
	}
	trailer := <-got
	if trailer.Get("X-Sum") != "7" || trailer.Get("X-Gate-Decision") != "" {
		t.Errorf("the service got %v", trailer)
	}
}

// TestHTTP10 signs in as a client that knows no more.
func TestHTTP10(t *testing.T) {
	w := newWorld(t, "open", "words")
	address := w.listen()
	for version, want := range map[string]string{"2.3.2.0": "HTTP/1.0 403 ", "2.4.10.0": "HTTP/1.0 200 "} {
		conn, err := net.Dial("tcp", address)
		if err != nil {
			t.Fatal(err)
		}
		_ = conn.SetDeadline(time.Now().Add(time.Minute))
		body := object("service", "ACTIVATION")
		fmt.Fprintf(conn, "POST /login/authactivate HTTP/1.0\r\nAnalytics: {\"IAVersion\":%q}\r\nContent-Length: %d\r\n\r\n%s", version, len(body), body)
		answer, err := io.ReadAll(conn)
		if err != nil || !strings.HasPrefix(string(answer), want) || strings.Contains(string(answer), "chunked") {
			t.Errorf("%s: %q, %v", version, answer, err)
		}
		conn.Close()
	}
}

// TestABodyThatDoesNotCome decides nothing, and passes nothing on.
func TestABodyThatDoesNotCome(t *testing.T) {
	w := newWorld(t, "open", "words")
	address := w.listen()
	conn, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	_ = conn.SetDeadline(time.Now().Add(time.Minute))
	fmt.Fprint(conn, "POST /login/authactivate HTTP/1.1\r\nHost: gate.test\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab")
	_ = conn.(*net.TCPConn).CloseWrite()
	answer, _ := io.ReadAll(conn)
	if !strings.HasPrefix(string(answer), "HTTP/1.1 400 ") || w.decided() != 0 || w.reached() != 0 || w.count(live.BodyBroken) != 1 {
		t.Errorf("%q; %d decisions, %d reached the service", answer, w.decided(), w.reached())
	}
}

// TestWarnings: an API is warned in headers, a person once a day by a page that
// goes on.
func TestWarnings(t *testing.T) {
	w := newWorld(t, "open", "words")
	w.now = before
	if resp := w.front(activate("2.3.2.0", "s"), visitor()); resp.StatusCode != 200 || !strings.Contains(resp.Header.Get("Warning"), "too old") || resp.Header.Get("X-Gate-Code") != w.last().Code {
		t.Errorf("%d %v", resp.StatusCode, resp.Header)
	}
	browse := func(cookie *http.Cookie) *http.Response {
		r := httptest.NewRequest(http.MethodGet, "/a/authorize?response_type=code&client_id=a&redirect_uri=https://app.test/&state=x", nil)
		r.Header.Set("Accept", "text/html")
		if cookie != nil {
			r.AddCookie(cookie)
		}
		return w.front(r, &door.Visitor{Address: visitor().Address, TLS: 0x0301})
	}
	reached := w.reached()
	resp := browse(nil)
	if resp.StatusCode != 200 || resp.Header.Get("Refresh") == "" || w.reached() != reached || w.count(live.WarningShown) != 1 {
		t.Fatalf("%d %v", resp.StatusCode, resp.Header)
	}
	if resp := browse(resp.Cookies()[0]); w.reached() != reached+1 || resp.Header.Get("Warning") == "" {
		t.Errorf("it does not go on: %d", resp.StatusCode)
	}
}

// TestWhoeverAsksBeforeABody sends it to a service that answers before it has come:
// it is the gate that asks for it, since one that was not asked would get none.
func TestWhoeverAsksBeforeABody(t *testing.T) {
	w := newWorld(t, "open", "words")
	w.serve = func(rw http.ResponseWriter, r *http.Request) {
		control := http.NewResponseController(rw)
		_ = control.EnableFullDuplex()
		rw.WriteHeader(http.StatusOK)
		_ = control.Flush()
		_, _ = io.Copy(rw, r.Body)
	}
	address := w.listen()
	for range 20 {
		conn, err := net.Dial("tcp", address)
		if err != nil {
			t.Fatal(err)
		}
		_, _ = io.WriteString(conn, "PUT /stream HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nConnection: close\r\nContent-Length: 4\r\n\r\n")
		from := bufio.NewReader(conn)
		if line, err := from.ReadString('\n'); !strings.HasPrefix(line, "HTTP/1.1 ") {
			t.Fatalf("%q, %v", line, err)
		}
		_, _ = io.WriteString(conn, "body")
		all, err := io.ReadAll(from)
		if err != nil || !strings.Contains(string(all), "body") {
			t.Fatalf("%q, %v", all, err)
		}
		conn.Close()
	}
	if got := w.lastSeen().Header.Get("Expect"); got != "" {
		t.Errorf("the service was told to expect %q", got)
	}
}

// TestTheServiceIsAway tells a client that was let through in the form in which it
// would have been refused, whatever its Accept says: it reads no other.
func TestTheServiceIsAway(t *testing.T) {
	w := newWorld(t, "open", "words")
	w.now = before
	w.serve = func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }
	resp := w.front(activate("2.9", "session-7"), visitor())
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	if resp.StatusCode != http.StatusBadGateway || !strings.Contains(string(body), `<gpPARAM name="log_session_id">session-7</gpPARAM>`) {
		t.Errorf("%d %s\n%s", resp.StatusCode, resp.Header, body)
	}
	resp = w.front(httptest.NewRequest(http.MethodGet, "/elsewhere", nil), visitor())
	if got := resp.Header.Get("Content-Type"); resp.StatusCode != http.StatusBadGateway || got != "application/problem+json" {
		t.Errorf("%d %s", resp.StatusCode, got)
	}
}

// TestAStatusThatIsNone is an answer that cannot be passed on: the client hears words,
// by whichever of the two ways the service was asked.
func TestAStatusThatIsNone(t *testing.T) {
	w := newWorld(t, "open", "words")
	w.now = before
	w.serve = func(rw http.ResponseWriter, _ *http.Request) {
		conn, both, err := rw.(http.Hijacker).Hijack()
		if err != nil {
			return
		}
		defer conn.Close()
		_, _ = both.WriteString("HTTP/1.1 099 Odd\r\nContent-Length: 2\r\n\r\nok")
		_ = both.Flush()
	}
	for _, r := range []*http.Request{
		httptest.NewRequest(http.MethodGet, "/elsewhere", nil),
		httptest.NewRequest(http.MethodPut, "/elsewhere", strings.NewReader("x")),
		activate("2.9", "session-7"),
	} {
		if resp := w.front(r, visitor()); resp.StatusCode != http.StatusBadGateway {
			t.Errorf("%s %s: %d", r.Method, r.URL, resp.StatusCode)
		}
	}
}
