// Package door is where connections come in: PROXY headers, ClientHellos, and two
// TLS configurations on one listener.
//
// It decides who is at the other end, by which TLS, and whether a connection gets
// as far as HTTP at all. It does not know requests, notices or sign-ins; whether a
// handshake is refused for a notice it asks ([Config].Refuse).
//
// The way of a connection: [Listener] (listener.go) takes it and counts it
// (limits.go, queue.go, spare.go); greet.go reads its beginning (opening.go), which is a
// PROXY header of a listed peer (proxy.go, proxyline.go, proxyheader.go,
// proxytls.go) and then a ClientHello (record.go, package clienthello), plain HTTP, or
// what is turned away (dismiss.go). Which of two configurations answers the
// ClientHello is decided in configuration.go. After the handshake the client's
// certificate is verified (clientcert.go), and Accept returns the connection. What
// it is known by is its [Visitor], which every request finds in its context.
//
// [Certificates] (certificates.go, certcheck.go, certwatch.go) keeps the
// certificates of both configurations, as files have them.
//
// Times are the machine's, not those of the gate's clock: a rehearsal in another
// year shakes hands with today's certificates.
package door
