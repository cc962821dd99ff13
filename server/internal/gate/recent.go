package gate

import (
	"sync"

	"github.com/lanyard-id/lanyard/server/internal/gate/refusal"
)

// recent is the words of the last refusals and warnings, by their codes: for the
// person who asks without sign-in, and for proxies that throw words away. It is a
// ring, so that memory stays flat; who asks later asks the desk, which has the
// journal.
type recent struct {
	mu     sync.RWMutex
	byCode map[string]*refusal.Words
	ring   [maxRecent]string
	next   int
}

func (r *recent) add(code string, w *refusal.Words) {
	if code == "" {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.byCode == nil {
		r.byCode = make(map[string]*refusal.Words, 1024)
	}
	if old := r.ring[r.next]; old != "" {
		delete(r.byCode, old)
	}
	r.ring[r.next] = code
	r.next = (r.next + 1) % maxRecent
	r.byCode[code] = w
}

func (r *recent) find(code string) (*refusal.Words, bool) {
	r.mu.RLock()
	defer r.mu.RUnlock()
	w, ok := r.byCode[code]
	return w, ok
}
