package live

// Event is something that happens at the gate and is no decision. Each is counted
// from the start of the process.
type Event uint8

// The events, by who meets them.
const (
	// Connections that did not get as far as a request. How many are open, and why
	// each was turned away, is asked of Sources.Door.
	HandshakeRefused Event = iota // alert 70: the client is too old, or its requirement refuses by handshake
	HandshakeFailed               // anything else: no common cipher, a bad certificate, broken bytes
	HandshakeSlow                 // given up: the client did not go on
	NotTLS                        // plain HTTP or something else on the port of TLS
	ProxyLineRefused              // a PROXY line that cannot be read, or from a peer that is not listed

	// Requests.
	Proxied         // passed on without a decision: it begins no sign-in
	Joined          // a later request of a sign-in that was decided
	Opened          // an open path: answered without a decision
	Answered        // a page of the gate itself
	WarningShown    // the page that warns a person
	Checked         // the decision service was asked
	HeaderRefused   // an X-Gate header that its proxy does not set
	StrangerRefused // the decision service was asked by a peer that is not listed
	BodyBroken      // a sign-in whose body did not come
	CodeGuessed     // a code that there is not, or asked too often

	HelloUnkept // a refused handshake that was kept without its ClientHello: too many came

	// What should not happen.
	AttemptsUnknown // a later request of a sign-in that did not begin here
	UpstreamGone    // no connection to the service, or it broke
	UpstreamSlow    // the service did not answer in time
	Unkept          // a decision or an outcome that could not be written to the journal
	Panicked        // a decision that broke: the phases say whether it fails open

	eventCount
)

// eventsAs is how events are named: the metric, its label, the label's value, and
// words for the page. A metric's label is the same in all of its rows.
var eventsAs = [eventCount]struct{ metric, label, value, words string }{
	HandshakeRefused: {"handshakes_failed_total", "why", "refused", "Handshakes refused by alert 70"},
	HandshakeFailed:  {"handshakes_failed_total", "why", "failed", "Handshakes that failed"},
	HandshakeSlow:    {"handshakes_failed_total", "why", "slow", "Handshakes given up because the client was slow"},
	NotTLS:           {"handshakes_failed_total", "why", "not_tls", "Connections that did not speak TLS"},
	ProxyLineRefused: {"handshakes_failed_total", "why", "proxy_line", "PROXY lines refused"},

	Proxied:         {"requests_total", "way", "proxied", "Requests passed on without a decision"},
	Joined:          {"requests_total", "way", "joined", "Later requests of a sign-in"},
	Opened:          {"requests_total", "way", "open", "Requests for open paths"},
	Answered:        {"requests_total", "way", "own", "Pages of the gate itself"},
	WarningShown:    {"requests_total", "way", "warning_page", "Warning pages shown"},
	Checked:         {"requests_total", "way", "check", "Questions to the decision service"},
	HeaderRefused:   {"requests_refused_total", "why", "header", "Requests refused for an X-Gate header"},
	StrangerRefused: {"requests_refused_total", "why", "stranger", "Questions from peers that are not listed"},
	BodyBroken:      {"requests_refused_total", "why", "body", "Sign-ins whose body did not come"},
	CodeGuessed:     {"requests_refused_total", "why", "code", "Codes that there are not, or asked too often"},

	HelloUnkept: {"hellos_unkept_total", "", "", "Refused handshakes kept without their ClientHello"},

	AttemptsUnknown: {"attempts_unknown_total", "", "", "Later requests of sign-ins that did not begin here"},
	UpstreamGone:    {"upstream_errors_total", "why", "gone", "Times the service could not be reached"},
	UpstreamSlow:    {"upstream_errors_total", "why", "slow", "Times the service did not answer in time"},
	Unkept:          {"unkept_total", "", "", "Decisions or outcomes that could not be kept"},
	Panicked:        {"decisions_broken_total", "", "", "Decisions that broke"},
}

// metricHelp says what each metric of events counts.
var metricHelp = map[string]string{
	"handshakes_failed_total": "Connections that did not get as far as a request, by why: refused (alert 70), failed, slow, not_tls, proxy_line.",
	"requests_total":          "Requests by way, beside those that were decided.",
	"requests_refused_total":  "Requests that were refused without a decision, by why.",
	"hellos_unkept_total":     "Refused handshakes that were kept without their ClientHello, because more than 600 came in a minute.",
	"attempts_unknown_total":  "Later requests of sign-ins whose beginning did not come through this gate.",
	"upstream_errors_total":   "Times the service behind the gate was away (gone) or did not answer in time (slow).",
	"unkept_total":            "Decisions and outcomes that could not be written to the journal.",
	"decisions_broken_total":  "Decisions that broke while they were made; the phases in force say whether that fails open.",
}

// Count counts an event.
func (l *Live) Count(e Event) {
	if e >= eventCount {
		return
	}
	l.events[e].Add(1)
	if e.trouble() {
		l.troubles.count(e, l.o.Now().Unix())
	}
}

// key names an event in JSON as /metrics does, without the beginning that all have
// in common.
func (e Event) key() string {
	as := &eventsAs[e]
	if as.label == "" {
		return as.metric
	}
	return as.metric + "{" + as.label + "=" + as.value + "}"
}

func (l *Live) counted(e Event) uint64 { return l.events[e].Load() }
