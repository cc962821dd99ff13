package proven

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"hash"
	"sync"

	"github.com/lanyard-id/lanyard/server/internal/gate/decision"
)

// Mark stands for one identity without naming it: 8 bytes of an HMAC-SHA256 with
// the store's key. Two of 8 million are the same with a chance of 1 in 600,000.
type Mark uint64

// marker makes marks with one key.
type marker struct {
	hashes sync.Pool // of *scratch
	key    string    // told from others by this, which does not give it away
}

// scratch is what making a mark takes, kept so that it takes no memory.
type scratch struct {
	hash hash.Hash
	text []byte
	sum  [sha256.Size]byte
}

func (m *marker) init(key []byte) {
	sum := fingerprint(key)
	m.key = hex.EncodeToString(sum[:])
	m.hashes.New = func() any { return &scratch{hash: hmac.New(sha256.New, key)} }
}

// Key tells the key of this store's marks from others: those that were made with
// another one stand for nobody here. It does not give the key away.
func (s *Store) Key() string { return s.marker.key }

// naming is the long form of an identity's mark, before it is bound to a network.
type naming struct {
	unit decision.Unit
	sum  [sha256.Size]byte
}

// name makes the naming of a person or device; false if the name names nobody.
func (m *marker) name(unit decision.Unit, name string) (naming, bool) {
	s := m.hashes.Get().(*scratch)
	defer m.hashes.Put(s)
	s.text = fold(append(s.text[:0], byte(unit)), name)
	return s.naming(unit)
}

func (m *marker) address(id Identity) (naming, bool) {
	s := m.hashes.Get().(*scratch)
	defer m.hashes.Put(s)
	s.text = appendHost(append(s.text[:0], byte(decision.ByAddress)), id.Address)
	return s.naming(decision.ByAddress)
}

func (s *scratch) naming(unit decision.Unit) (naming, bool) {
	if len(s.text) == 1 { // the unit alone
		return naming{}, false
	}
	s.hash.Reset()
	s.hash.Write(s.text)
	n := naming{unit: unit}
	s.hash.Sum(s.sum[:0])
	n.sum = s.sum
	return n, true
}

// mark is the identity's, wherever it is.
func (n *naming) mark() Mark { return Mark(binary.LittleEndian.Uint64(n.sum[:])) }

// bound is the identity's on one network. What it is made of is secret, so the
// network cannot be tried out.
func (n *naming) bound(network Network) Mark {
	var text [sha256.Size + 8]byte
	copy(text[:], n.sum[:])
	binary.LittleEndian.PutUint64(text[sha256.Size:], uint64(network))
	sum := sha256.Sum256(text[:])
	return Mark(binary.LittleEndian.Uint64(sum[:]))
}
