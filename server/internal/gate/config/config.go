package config

import (
	"net/netip"
	"time"
)

// Config is what one gate does. The zero value of a part is its default.
type Config struct {
	Listen   string // HOST:PORT of the people; "" = there is no front, only the decision service
	Upstream string // URL of the service behind the gate
	// UpstreamCA is a file of certificates (PEM) that the service's is checked
	// against; "" = those that the machine trusts.
	UpstreamCA string
	// UpstreamWait is how long the service may take until its answer begins;
	// 0 = DefaultUpstreamWait.
	UpstreamWait time.Duration

	TLS     Pair   // the certificate of the front
	OldTLS  Pair   // RSA, for clients that know TLS 1.0 and 1.1 only; none: they are refused
	Clients string // a file of certificates (PEM) that sign those of clients; "" = none is asked for

	Notices, Exemptions, Pauses []string
	Armed                       string // a digest, or the path of a file that holds one; "" = blocks warn
	Estate                      []Export
	Extractors                  []string // beside the shipped ones, which they replace by their ids

	Open    []string // paths that are answered without a decision, with all below them
	Proxies []Proxy

	Decide string // HOST:PORT of the decision service; "" = there is none
	Admin  string // HOST:PORT of metrics and the live page; "" = DefaultAdmin
	// AdminHosts are the names, beside localhost and numbers, by which the admin
	// address is reached.
	AdminHosts []string

	Journal string        // the directory of decisions; "" = nothing is kept
	Keep    time.Duration // how long decisions are kept; 0 = DefaultKeep
	// KeepBytes is how large the journal may become before its oldest files go, however
	// young they are; 0 = as large as it becomes.
	KeepBytes int64
	Hold      bool // begin with all blocks held

	Budget Budget
	Pager  Pager

	Clock Clock
}

// Pair is a certificate and its key, as files (PEM).
type Pair struct{ Cert, Key string }

// IsZero reports whether neither was named.
func (p Pair) IsZero() bool { return p == Pair{} }

// Export is a file or folder of the estate.
type Export struct {
	Path string
	Kind string // such as devices; "" = by what is in it
}

// Proxy is peers that are believed in what they say of their clients.
type Proxy struct {
	From []netip.Prefix
	// Speaks says that they begin each connection to the front with a line of the
	// PROXY protocol.
	Speaks bool
	// Headers are those that they set themselves on requests to the decision
	// service, whatever a client sent: canonical names, such as X-Gate-Tls.
	Headers []string
}

// Budget is how many may be locked out; see package budget.
type Budget struct {
	Organisation  int // in an hour; 0 = DefaultOrganisation
	All           int // 0 = DefaultAll
	Organisations int // that must be beyond theirs before all blocks drop; 0 = DefaultOrganisations
	Networks      int // that they must come from; 0 = DefaultNetworks
	Unproven      int // refusals of nobody known in an hour, beyond which somebody is paged; 0 = DefaultUnproven
}

// Pager is whom a budget that was used up is told to.
type Pager struct {
	URL    string // https, or http on this machine; "" = nobody is paged
	Secret string // a file with the key that signs pages
}

// Clock is for rehearsals.
type Clock struct {
	Start string  // the instant to begin at; "" = now
	Rate  float64 // how many seconds pass in one; 0 = 1
}

// Defaults of what is not said.
const (
	DefaultAdmin        = "127.0.0.1:9843"
	DefaultUpstreamWait = time.Minute
	// DefaultKeep is how long a decision can be asked about: a quarter, so that a
	// window can be compared with the weeks before it, and no longer than that.
	DefaultKeep = 90 * 24 * time.Hour

	// One person in a practice of ten and half a ward are an incident; these are
	// where a national desk would want to be rung. They are choices, not figures.
	DefaultOrganisation  = 50
	DefaultAll           = 1000
	DefaultOrganisations = 3
	DefaultNetworks      = 3
	DefaultUnproven      = 1000
)

// OpenPaths are those that are open where a configuration names none: help,
// diagnostics, enrolment, updates and the desk (the remedy stays open).
var OpenPaths = []string{"/help", "/diagnostics", "/enrol", "/updates", "/desk"}
