// Package network looks at the network as this device has it: whether names of
// given hosts resolve, whether they can be reached, which TLS is really
// negotiated and who signed the certificate, through which proxy, whether the
// clock is right, and what answers on this machine itself.
//
// It decides nothing about the device. Network says what was seen, and what can
// be told from that alone (Inspected, Skew, Public); what is wrong with it, and
// what to do, is for package checks.
//
// Nothing is contacted but the hosts and the server that were given, the proxies
// that this machine is set to reach them by, the system's own resolver, and the
// listed ports of loopback. No credentials are sent, to nobody, and nothing that
// a server sends is followed: no redirect, no PAC file, no address in a
// certificate.
//
// The TLS that is seen is that of this program, which is Go's crypto/tls. What
// SCHANNEL or .NET would offer on the same machine is told by their settings,
// which package host reads. Versions a path accepts, and who signed the
// certificate, are the same for all of them.
//
// The walk of one Look through the files: look.go starts everything at once
// under one deadline; proxy settings are read first (settings.go, route.go); for
// each host names are asked for (resolve.go), then each path to it is walked,
// straight and by the proxy (walk.go): connections (reach.go, tunnel.go), the
// handshake (handshake.go), the certificates (chain.go, trust.go), one request
// for / of which the Date and, of an error page, the beginning is read (http.go,
// recognise.go). skew.go sees what only the whole shows: the clock, and whether
// certificates are out of date or the clock is. local.go asks the ports of
// loopback, gate.go the given server.
//
// Which hosts, ports and authorities there are, and by what pages and names
// filters are recognised, is data (folder data, table.go), each with its source
// where it has one.
//
// What others send is bounded (limits.go) and cleaned of control characters and
// of marks that turn the direction of writing before it is kept (clean.go).
// Instants are by this machine's clock unless they say otherwise; spans are
// milliseconds. What could not be found out is a Fault beside it, never an error
// of the whole.
//
// A Network is plain data: Write keeps it, Read takes it back from anywhere, and
// Redact takes out of it what tells of the site.
package network
