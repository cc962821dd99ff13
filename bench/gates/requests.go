package gates

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// proxyHeaders are those that the proxy before the decision service sets itself.
var proxyHeaders = []string{
	"X-Original-Method", "X-Original-URI", "X-Forwarded-For",
	"X-Gate-TLS", "X-Gate-Client", "X-Gate-Card-Series", "X-Gate-Device", "X-Gate-Organisation",
}

// deviceCount is how many devices the gate knows, each with the middleware.
const deviceCount = 1000

func devices() []byte {
	var b bytes.Buffer
	b.WriteString("device,name,organisation,last_seen,oberthur-middleware\n")
	for i := range deviceCount {
		fmt.Fprintf(&b, "D%04d,PC%04d,X%02d,2025-07-07,5.1.2\n", i, i, i%20)
	}
	return b.Bytes()
}

// notice is the shipped one that the benchmarks judge by everywhere.
func (t *Testbed) notice() (string, error) {
	return t.file("notice.yaml", func() ([]byte, error) {
		tree, err := t.lab.Tree()
		if err != nil {
			return nil, err
		}
		return os.ReadFile(filepath.Join(tree, "notices", "care-identity-2025-r1.yaml"))
	})
}

// signIn is one that a proxy asks about.
type signIn struct {
	client string // a client with every middleware and card that is asked for is allowed by its version
	number int    // of the device, the address, the attempt
}

const (
	newAgent = "identity-agent/2.4.6.0"
	oldAgent = "identity-agent/2.3.2.0"
)

const userAgent = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/137.0.0.0 Safari/537.36"

// question is a sign-in as nginx asks about it.
func (s signIn) question() []byte {
	return fmt.Appendf(nil, "GET /gate/check HTTP/1.1\r\nHost: %s\r\n%s"+
		"X-Original-Method: GET\r\nX-Original-URI: %s\r\nX-Forwarded-For: %s\r\n"+
		"X-Gate-TLS: TLSv1.2\r\nX-Gate-Client: %s\r\nX-Gate-Card-Series: 8\r\nX-Gate-Device: D%04d\r\nX-Gate-Organisation: X%02d\r\n\r\n",
		host, browser, s.uri(), s.address(), s.client, s.number%deviceCount, s.number%20)
}

func (s signIn) address() string {
	return fmt.Sprintf("10.%d.%d.%d", s.number>>16&255, s.number>>8&255, s.number&255)
}

func (s signIn) uri() string {
	return fmt.Sprintf("/realms/example/authorize?response_type=code&client_id=clinic&scope=openid&state=s%08d&redirect_uri=https%%3A%%2F%%2Fapp.example.org%%2Fcallback", s.number)
}

// browser is what a browser sends with each.
const browser = "User-Agent: " + userAgent + "\r\nAccept: text/html,application/xhtml+xml\r\nAccept-Language: en-GB\r\n"

// asks makes a request of each of n sign-ins.
func asks(n int, client string, request func(signIn) []byte) [][]byte {
	out := make([][]byte, n)
	for i := range out {
		out[i] = request(signIn{client, i})
	}
	return out
}

// morning is a hundred sign-ins: 90 are allowed, ten warned.
func morning() [][]byte {
	out := asks(100, newAgent, signIn.question)
	for i := range out {
		if i%10 == 3 {
			out[i] = signIn{oldAgent, i}.question()
		}
	}
	return out
}

// visit is a request of a person at the front.
func visit(path string) []byte {
	return []byte("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\n" + browser + "Cookie: session=" + strings.Repeat("0123456789abcdef", 4) + "\r\n\r\n")
}

// attempt is a sign-in at the front.
func (s signIn) attempt() []byte { return visit(s.uri()) }

// wholeSignIns are sign-ins with what a browser asks for in each: the request that
// begins it, which the gate decides about, the form with its script, style and
// picture, and the page that the person came for.
func wholeSignIns() [][]byte {
	pages := []string{"/realms/example/form", "/resources/form.js", "/resources/form.css", "/resources/crest.svg", "/clinic/index.html"}
	out := make([][]byte, 0, 1000*(1+len(pages)))
	for _, begins := range asks(1000, newAgent, signIn.attempt) {
		out = append(out, begins)
		for _, path := range pages {
			out = append(out, visit(path))
		}
	}
	return out
}
