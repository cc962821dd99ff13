package network

// Kind is a closed set of what goes wrong on a network.
type Kind string

const (
	// NoSuchName is an answer that the name has no such address: NXDOMAIN, or an
	// empty answer, which the system's resolver does not tell apart.
	NoSuchName Kind = "no-such-name"
	// NoResolver is a resolver that could not be asked, or that failed.
	NoResolver Kind = "no-resolver"
	// NoNetwork is a machine without any address beyond loopback.
	NoNetwork Kind = "no-network"
	// Unreachable is an address to which this machine, or a router, knows no way.
	Unreachable Kind = "unreachable"
	// Timeout is silence until the deadline.
	Timeout Kind = "timeout"
	// NotAwaited is something still under way when the rest was done; it is not
	// known whether it would have worked.
	NotAwaited Kind = "not-awaited"
	// Refused is a closed port.
	Refused Kind = "refused"
	// Reset is a connection cut by the other end or by something between.
	Reset Kind = "reset"
	// Ended is a connection that the other end closed before it had answered.
	Ended Kind = "ended"
	// Alert is a TLS alert; Fault.Alert names it.
	Alert Kind = "alert"
	// OtherVersion is a TLS version chosen by the other end that was not offered.
	OtherVersion Kind = "other-version"
	// NotTLS is an answer in another protocol where TLS was asked for.
	NotTLS Kind = "not-tls"
	// Malformed is an answer that breaks its protocol or is larger than allowed.
	Malformed Kind = "malformed"
	// ProxyRefused is a proxy that does not connect; its answer is beside it.
	ProxyRefused Kind = "proxy-refused"
	// ProxyCredentials is a proxy that wants to know who asks (407).
	ProxyCredentials Kind = "proxy-credentials"
	// NotPossible is something that cannot be done here, such as reading a
	// setting without rights or on another operating system.
	NotPossible Kind = "not-possible"
	// Failed is everything else; the text says what.
	Failed Kind = "failed"
)

// kinds are all that Read takes.
var kinds = []Kind{NoSuchName, NoResolver, NoNetwork, Unreachable, Timeout, NotAwaited, Refused, Reset, Ended, Alert, OtherVersion, NotTLS,
	Malformed, ProxyRefused, ProxyCredentials, NotPossible, Failed}

// Fault is why something could not be seen.
type Fault struct {
	Kind Kind `json:"kind"`
	// Text is a sentence for those who mend, cleaned, at most 300 bytes.
	Text string `json:"text" reveals:"words"`
	// Alert is the name of the alert where Kind is Alert, such as
	// "protocol version".
	//
	// Source: RFC 8446 §6.
	Alert string `json:"alert,omitzero"`
}

// Error makes a Fault an error.
func (f *Fault) Error() string { return f.Text }
