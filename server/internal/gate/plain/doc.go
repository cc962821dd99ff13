// Package plain answers plain requests of HTTP/1.1, and leaves every connection on
// which anything else comes to net/http. Proxies that ask the decision service keep
// their connections and send short requests without a body, thousands a second; of
// what such a request cost the gate, net/http was half.
//
// It decides what is plain, and nothing else: a request line of capitals, a path and
// HTTP/1.1; header fields of a line each, every one ended by CR LF, with a name that
// is a token and a value without control characters; one Host; no body, and nothing
// that says how a body or the connection is to be read (head.go has the list). All
// of that is in at most maxHeadBytes, and there is one way to read it. Whatever is
// not plain is not read here at all: not refused, not repaired. What came of it is
// put back, and http.Server serves the connection from there to its end, with its
// limits and its answers. So a request that is refused, or that servers read
// differently, is refused or read by net/http alone. A fuzz target holds what is
// read here to what net/http reads of the same bytes.
//
// The walk: server.go accepts a connection and ends it; conn.go waits for a head,
// with the deadlines of the http.Server, and has it answered by its handler; head.go
// reads it into the connection's one http.Request; answer.go collects the answer and
// writes it in one piece. rest.go is a connection with what was put back.
//
// Limits: answers are collected in memory, so handlers must answer in kilobytes.
// A request and its header are used again for the next one on the connection: a
// handler must neither change nor keep them once it has returned (texts in them may
// be kept, and hold as much memory as their head). Its context does not end when the
// client goes away. Nothing of http.ResponseController works. HTTP/2 is net/http's
// to speak or refuse.
//
// Errors: a connection that breaks, or whose deadline is over, is closed without a
// word, as net/http does it; so is one whose handler panics.
package plain
