package attempt

import (
	"hash/maphash"
	"sync/atomic"
)

const (
	// knownAgents is how many User-Agents are remembered with what the rules find in
	// them: an estate has some dozens. Strangers may send others; each takes the
	// place of one and is looked for anew.
	knownAgents = 512
	// maxKnownAgent is how long one may be to be remembered, in bytes.
	maxKnownAgent = 512
)

// knownRules remembers what rules find in the User-Agents that came last: the
// patterns cost more than all else that is read of a request. Its zero value is
// empty. It is used by many goroutines, and none waits.
type knownRules struct {
	places [knownAgents]atomic.Pointer[rulesOf]
}

// rulesOf is what each of some rules finds in a text: nil = it does not fit.
type rulesOf struct {
	text   string
	groups [][]int
}

var agentSeed = maphash.MakeSeed()

// find returns what each rule finds in a text.
func (k *knownRules) find(rules []agent, text string) [][]int {
	place := &k.places[maphash.String(agentSeed, text)%knownAgents]
	if had := place.Load(); had != nil && had.text == text {
		return had.groups
	}
	is := &rulesOf{text, make([][]int, len(rules))}
	for i := range rules {
		is.groups[i] = rules[i].match.FindStringSubmatchIndex(text)
	}
	if len(text) <= maxKnownAgent {
		place.Store(is)
	}
	return is.groups
}
