package network

import (
	"net/http"
	"strconv"
	"time"
)

// sample compares the Date of an answer with when it was asked for and came. It
// is nil where there is none.
//
// Source: RFC 9110 §6.6.1 (Date), RFC 9111 §5.1 (Age: how long a cache had it).
func (x *exchange) sample(host, proxy string, trusted bool) *Sample {
	date, err := http.ParseTime(x.Date)
	if err != nil || x.got.IsZero() {
		return nil
	}
	// The second that the Date names, and another where a cache counted them.
	within := time.Second
	if text := x.head.Get("Age"); text != "" {
		age, err := strconv.Atoi(text)
		if err != nil || age < 0 || age > maxAgeSeconds {
			return nil
		}
		date = date.Add(time.Duration(age) * time.Second)
		within += time.Second
	}
	return &Sample{
		Host: host, Proxy: proxy, Trusted: trusted,
		FromMS: x.sent.Sub(date.Add(within)).Milliseconds(),
		ToMS:   x.got.Sub(date).Milliseconds() + 1,
	}
}

// maxAgeSeconds is how old a cached answer may be to say anything of the time: a
// year, after which caches count wrongly sooner than clocks.
const maxAgeSeconds = 366 * 24 * 60 * 60

// least is the least by which the clock is wrong, by a sample.
func (s Sample) least() int64 {
	switch {
	case s.FromMS > 0:
		return s.FromMS
	case s.ToMS < 0:
		return -s.ToMS
	}
	return 0
}

// finish sees what only the whole shows: the clock, and whether it is a
// certificate that is out of date or the clock.
func (n *Network) finish(samples []Sample, built time.Time) {
	c := &n.Clock
	c.Samples = samples
	var best *Sample
	for i := range samples {
		s := &samples[i]
		if best == nil || s.Trusted && !best.Trusted || s.Trusted == best.Trusted && s.least() < best.least() {
			best = s
		}
	}
	if best != nil {
		c.Known, c.FromMS, c.ToMS, c.From, c.Trusted = true, best.FromMS, best.ToMS, best.Host, best.Trusted
	}
	if !built.IsZero() {
		c.NotBefore, c.NotBeforeBy = built.UTC(), "this program was built then"
	}
	for _, t := range n.handshakes() {
		// Only an authority that all the world watches is believed when it begins a
		// certificate.
		if t.Trust == TrustPublic && t.NameMatches && t.ValidFrom.After(c.NotBefore) {
			c.NotBefore, c.NotBeforeBy = t.ValidFrom, "a certificate of a public authority began then"
		}
	}
	for _, t := range n.handshakes() {
		if !t.ValidFrom.IsZero() {
			t.Dates = n.datesOf(t)
		}
	}
}

// datesOf tells how a chain's dates stand, by the best clock there is.
func (n *Network) datesOf(t *TLS) Dates {
	here := t.datesAt(n.At)
	skew, known := n.Skew()
	if !known || skew == 0 {
		return here
	}
	right := t.datesAt(n.At.Add(-skew))
	if here != right && right == DatesValid {
		return DatesWrongClock
	}
	return right
}

func (t *TLS) datesAt(at time.Time) Dates {
	switch {
	case at.Before(t.ValidFrom):
		return DatesNotYet
	case at.After(t.ValidUntil):
		return DatesExpired
	}
	return DatesValid
}

// handshakes are all that were made.
func (n *Network) handshakes() []*TLS {
	var all []*TLS
	of := func(h *Host) {
		for i := range h.Paths {
			if t := h.Paths[i].TLS; t != nil {
				all = append(all, t)
			}
		}
	}
	for i := range n.Hosts {
		of(&n.Hosts[i])
	}
	if n.Server != nil {
		of(&n.Server.Host)
	}
	return all
}
