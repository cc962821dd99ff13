// Package direct asks the service behind the gate on the goroutine that has a
// request, and leaves whatever is not simple to an http.Transport.
//
// The transport of net/http has two goroutines for each connection, which a request
// and its answer are handed to and back from: on two cores a third of what passing a
// request on cost. A GET or HEAD without a body needs neither: it is written, and its
// answer read, one after the other.
//
// It decides which requests are simple (transport.go): GET and HEAD over plain HTTP
// to the one service, without a body, and that ask for no other protocol. Whatever
// else is net/http's, over TLS all. How a request is written and an answer read is
// net/http's in any case (Request.Write, ReadResponse); what differs is who waits.
//
// The walk: transport.go takes a connection of idle.go, or makes one, and asks again
// on a new one where the service ended an old one without an answer, which RFC 9110
// §9.2.2 allows for these methods; exchange.go writes the request and reads the head
// of its answer; body.go is the rest of it, and gives the connection back at its end.
//
// A connection is used again only if its answer came to its end and nothing came
// after it, and if nothing has come since: alive_unix.go asks the system, because
// nobody reads an idle connection. Where the system cannot be asked nothing is
// simple.
//
// Limits, waits and the way to dial are those of the http.Transport. An answer's head
// has at most maxHeadBytes. Errors: what the connection, net/http or the context
// says; one that waited too long is a net.Error that is a timeout.
package direct
