package gate

import (
	"encoding/binary"
	"io"
	"sync"
	"time"

	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/server/internal/evidence"
	"github.com/lanyard-id/lanyard/server/internal/gate/door"
	"github.com/lanyard-id/lanyard/server/internal/gate/live"
)

// maxHellos is how many ClientHellos are kept within a minute. Anybody who reaches the
// port can send them, and each takes up to 2.7 KB of a journal; so no more than
// 100 MB an hour are of strangers' making. What decided is kept beside them, always:
// a hello that was not kept is known by its JA4 to one that was.
const maxHellos = 600

// hellos counts those that were kept within a minute.
type hellos struct {
	mu     sync.Mutex
	minute int64 // of the epoch
	kept   int
}

// take reports whether one more may be kept.
func (h *hellos) take(at time.Time) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	if minute := at.Unix() / 60; minute != h.minute {
		h.minute, h.kept = minute, 0
	}
	h.kept++
	return h.kept <= maxHellos
}

// hello is what is kept of the ClientHello of a handshake that is refused; nil where it
// is no longer there, or where too many came.
func (g *Gate) hello(v *door.Visitor, at time.Time) []byte {
	if !g.hellos.take(at) {
		g.Watch.Count(live.HelloUnkept)
		return nil
	}
	return v.Hello.Masked()
}

// TurnedAway writes down a handshake that the door refused by alert 70 without asking:
// what was offered is evidence all the same. why is for people.
func (g *Gate) TurnedAway(v *door.Visitor, why string) {
	if g.Keep == nil {
		return
	}
	var random [8]byte
	if _, err := io.ReadFull(g.Random, random[:]); err != nil {
		return // see code
	}
	at := g.Clock.Now()
	h := evidence.Handshake{
		At: at, Alert: alertProtocolVersion, Why: why,
		Address: addressOf(v.Address), Port: int(v.Address.Port()), Network: networkOf(v.Address),
	}
	if v.Via.IsValid() {
		h.Via = v.Via.String()
	}
	var detail []byte
	if v.Hello != nil {
		h.ServerName, h.JA4, h.Offered = v.Hello.ServerName, v.Hello.JA4, TLSName(v.Hello.Offered)
		if hello := g.hello(v, at); hello != nil {
			detail = evidence.AppendDetail(nil, &evidence.Detail{Hello: hello})
		}
	}
	record := evidence.AppendRecord(nil, &evidence.Kept{Handshake: &h, Digest: g.Plans.Current().Digest})
	if err := g.Keep(Entry{At: at, Code: notice.NewCode(binary.BigEndian.Uint64(random[:])), Record: record, Detail: detail}); err != nil {
		g.Watch.Count(live.Unkept)
		g.losses.Tell(time.Now(), g.Log, "a refused handshake cannot be kept: "+err.Error())
	}
}

// alertProtocolVersion is what clients are told that offer too little. Source: RFC
// 8446 §6.
const alertProtocolVersion = 70
