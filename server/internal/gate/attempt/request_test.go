package attempt

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/lanyard-id/lanyard/extractors"
)

// parsed reads an extractor that must have no problem.
func parsed(t testing.TB, file, src string) *Extractor {
	t.Helper()
	e, problems := Parse(file, []byte(src))
	if e == nil || len(problems) > 0 {
		t.Fatalf("%s: %v", file, problems)
	}
	return e
}

// shipped is what every gate has.
func shipped(t testing.TB) []*Extractor {
	t.Helper()
	var all []*Extractor
	for _, f := range extractors.Shipped() {
		all = append(all, parsed(t, f.Name, string(f.Source)))
	}
	return all
}

func together(t testing.TB, list ...*Extractor) *Extractors {
	t.Helper()
	s, err := New(list)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// ownOnly is an extractor with these lines and an entrance.
func ownOnly(t testing.TB, lines string) *Extractors {
	t.Helper()
	src := "language: 1\nextractor: own\n" + lines
	if !strings.Contains(lines, "begins:") {
		src += "begins: [{path: /in}]\n"
	}
	return together(t, parsed(t, "own.yaml", src))
}

// request reads a request as a client writes it, with line feeds alone. Its body is
// all that follows the head. Like the gate does, it looks at a body if there is one.
func request(t testing.TB, raw string) *Request {
	t.Helper()
	head, body, _ := strings.Cut(raw, "\n\n")
	head = strings.ReplaceAll(head, "\n", "\r\n") + "\r\n"
	if !strings.Contains(strings.ToLower(head), "host:") {
		head += "Host: gas.example.org\r\n"
	}
	if body != "" {
		head += fmt.Sprintf("Content-Length: %d\r\n", len(body))
	}
	r, err := http.ReadRequest(bufio.NewReader(strings.NewReader(head + "\r\n" + body)))
	if err != nil {
		t.Fatalf("%v in %q", err, raw)
	}
	read, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	if len(read) == 0 {
		read = nil
	}
	return &Request{Method: r.Method, Host: r.Host, Path: r.URL.Path, Query: r.URL.RawQuery, Header: r.Header, Body: read}
}

// ask reads a request as the gate does: by its head first, then with as much of its
// body as was asked for.
func ask(s *Extractors, r *Request, a *Attempt) Match {
	m := s.Match(r.Method, r.Host, r.Path, r.Query, r.Header)
	seen := *r
	if m.BodyBytes == 0 {
		seen.Body = nil
	} else if len(seen.Body) > m.BodyBytes {
		seen.Body, seen.Cut = seen.Body[:m.BodyBytes], true
	}
	m.Read(&seen, a)
	return m
}

// told is an attempt in lines, one a claim.
func told(a *Attempt) string {
	var b bytes.Buffer
	line := func(name, value string) {
		if value != "" {
			fmt.Fprintf(&b, "%s: %s\n", name, value)
		}
	}
	if a.Role == Other {
		return "other\n"
	}
	fmt.Fprintf(&b, "%s %s\n", a.Extractor, a.Role)
	for i := range targets {
		if t := &targets[i]; t.place != nil {
			line(t.name, *t.place(a))
		}
	}
	for _, p := range a.Programs {
		line("device.programs", p)
	}
	for _, s := range a.Software {
		line("software "+s.Product, s.Version)
	}
	for _, d := range a.Detail {
		line("detail "+d.Name, d.Value)
	}
	for _, u := range a.Unread {
		fmt.Fprintf(&b, "unread %s: %q: %s\n", u.Key, u.Value, u.Error)
	}
	return b.String()
}

// asHTTP is the request as its handler has it.
func asHTTP(r *Request) *http.Request {
	return &http.Request{Method: r.Method, Host: r.Host, Header: r.Header, URL: &url.URL{Path: r.Path, RawQuery: r.Query}}
}
