package report

import (
	"time"

	"github.com/lanyard-id/lanyard/server/internal/evidence"
	"github.com/lanyard-id/lanyard/server/internal/web"
)

// handshakes are those that were refused in the window without a decision. Nobody
// is followed by them: nothing but an address is known.
type handshakes struct {
	refused   int
	addresses map[string]struct{}
	more      bool // there were more addresses
	offered   []Offered
}

// shake takes a handshake that was refused.
func (m *maker) shake(at time.Time, h *evidence.Handshake) {
	if !at.Before(m.o.Until) {
		return
	}
	s := &m.handshakes
	s.refused++
	if h.Address != "" {
		address := bounded(h.Address)
		if _, known := s.addresses[address]; !known {
			if len(s.addresses) < mostAddresses {
				s.addresses[address] = struct{}{}
			} else {
				s.more = true
			}
		}
	}
	offered := web.Plain(h.Offered, mostNameRunes)
	for i := range s.offered {
		if s.offered[i].Version == offered || i == mostOffered-1 {
			s.offered[i].Handshakes++
			return
		}
	}
	if len(s.offered) == mostOffered-1 {
		offered = "others"
	}
	s.offered = append(s.offered, Offered{offered, 1})
}
