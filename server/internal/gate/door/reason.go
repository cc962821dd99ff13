package door

import "fmt"

// Reason is why a connection did not get as far as HTTP.
type Reason string

// The reasons. Those of connections that said nothing of their own, [Silent],
// [Crowded] and [Full], are counted and never told.
const (
	Refused   Reason = "refused"     // Config.Refuse said so
	NoOld     Reason = "no-old-tls"  // it offers nothing above TLS 1.1, and there is no old configuration
	TooOld    Reason = "too-old"     // it offers nothing above SSL 3.0, or no version that there is
	Garbled   Reason = "garbled"     // its ClientHello cannot be read
	Failed    Reason = "failed"      // the handshake failed; the detail says why
	TimedOut  Reason = "timed-out"   // PROXY header, ClientHello or handshake took too long
	Forged    Reason = "forged"      // a PROXY header of a peer that is not listed
	Unproxied Reason = "unproxied"   // a listed peer sent no PROXY header
	BadProxy  Reason = "bad-proxy"   // a PROXY header of a listed peer that cannot be read
	Plain     Reason = "plain-http"  // HTTP without TLS
	Noise     Reason = "neither"     // neither TLS nor HTTP
	Broken    Reason = "broken-off"  // the client went away in the middle
	Silent    Reason = "silent"      // it was closed before it said anything
	Crowded   Reason = "crowded-out" // too many handshakes at once, and this was the oldest
	Full      Reason = "full"        // too many connections, and none of them idle
)

// Reasons are all reasons, in the order in which they are shown.
var Reasons = []Reason{Refused, NoOld, TooOld, Garbled, Failed, TimedOut, Forged, Unproxied, BadProxy, Plain, Noise, Broken, Silent, Crowded, Full}

// The alerts that are sent here and not by package tls.
// Source: RFC 8446 §6, RFC 5246 §7.2.
const (
	noAlert              = 0
	alertDecodeError     = 50
	alertProtocolVersion = 70
)

// turnedAway is the error of a connection that gets no further.
type turnedAway struct {
	reason Reason
	alert  byte // to send; noAlert: none
	detail string
}

func (e *turnedAway) Error() string { return string(e.reason) + ": " + e.detail }

func turnAway(reason Reason, alert byte, format string, args ...any) error {
	return &turnedAway{reason, alert, fmt.Sprintf(format, args...)}
}
