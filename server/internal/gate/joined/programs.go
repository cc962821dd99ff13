package joined

import (
	"strings"
	"sync"
	"time"

	"github.com/lanyard-id/lanyard/notice"
)

// programs knows which products the names of programs mean, by the catalogues of
// all revisions of a set. Looking a name up tries every pattern of them, so what
// was found is remembered.
type programs struct {
	set   *notice.Set
	mu    sync.RWMutex
	known map[string]found
}

// found is what a name means.
type found struct {
	products []string
	match    notice.Match
}

func newPrograms(set *notice.Set) *programs {
	return &programs{set: set, known: map[string]found{}}
}

func (p *programs) find(name string) found {
	if len(name) > maxProgramName {
		return found{}
	}
	p.mu.RLock()
	is, ok := p.known[name]
	p.mu.RUnlock()
	if ok {
		return is
	}
	is.products, is.match = p.set.FindProduct(name, time.Time{})
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.known) >= maxNames {
		clear(p.known) // strangers choose the names
	}
	p.known[strings.Clone(name)] = is
	return is
}
