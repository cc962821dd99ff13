package live

import "github.com/lanyard-id/lanyard/notice"

// kind is what became of a sign-in.
type kind uint8

// The kinds. A sign-in that was weakened is also one of the others: it would have
// been blocked.
const (
	allowed kind = iota
	warned
	blocked
	weakened
	kinds
)

// kindOf is what was done, as a kind.
func kindOf(a notice.Action) kind {
	switch a {
	case notice.Block:
		return blocked
	case notice.Warn:
		return warned
	}
	return allowed
}

// counts are sign-ins by kind within a short span.
type counts [kinds]uint32

// count counts an event; nil keeps nothing.
func (c *counts) count(e event) {
	if c == nil {
		return
	}
	c[e.kind]++
	if e.weak {
		c[weakened]++
	}
}

// sums are sign-ins by kind within any span.
type sums [kinds]uint64

func (s *sums) count(e event) {
	s[e.kind]++
	if e.weak {
		s[weakened]++
	}
}

func (s *sums) add(c *counts) {
	for k := range c {
		s[k] += uint64(c[k])
	}
}

func (s *sums) plus(o *sums) {
	for k := range o {
		s[k] += o[k]
	}
}

// all is how many there were.
func (s sums) all() uint64 { return s[allowed] + s[warned] + s[blocked] }

// less is what came after an earlier state of the same sums.
func (s sums) less(earlier sums) sums {
	for k := range s {
		s[k] -= min(s[k], earlier[k])
	}
	return s
}
