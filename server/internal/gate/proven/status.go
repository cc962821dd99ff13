package proven

import "github.com/lanyard-id/lanyard/server/internal/gate/decision"

// Status is how the store stands.
type Status struct {
	// How many are remembered. A person or a device counts once for each network
	// on which it was proven; what grows old is counted for up to a day more.
	People, Devices, Addresses int64
	// Full is how many times an identity found no room and was not remembered.
	Full int64
	// Kept: there is a folder. Waiting is how many records it does not hold yet.
	Kept    bool
	Waiting int64
	// Err is why the last flush wrote nothing, in words that say what to do; nil:
	// it did.
	Err error
	// Loaded is what was there when it was opened.
	Loaded Loaded
}

// Status returns how the store stands.
func (s *Store) Status() Status {
	st := Status{
		People:    s.known[decision.ByPerson].Load(),
		Devices:   s.known[decision.ByDevice].Load(),
		Addresses: s.known[decision.ByAddress].Load(),
		Full:      s.full.Load(),
		Loaded:    *s.loaded.Load(),
	}
	if k := s.keeper; k != nil {
		st.Kept = true
		k.waiting.Lock()
		st.Waiting = int64(len(k.pending) / recordBytes)
		k.waiting.Unlock()
		if err := k.err.Load(); err != nil {
			st.Err = *err
		}
	}
	return st
}
