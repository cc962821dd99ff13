package report

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"github.com/lanyard-id/lanyard/server/internal/gate/decision"
)

// key is whom or what an attempt counts as: the strongest identity that is known
// of it. The zero key is of an attempt of which nothing is known.
type key struct {
	unit decision.Unit
	id   string
}

// identity returns the strongest of the identities of an attempt.
func identity(person, device, address string) key {
	switch {
	case person != "":
		return key{decision.ByPerson, person}
	case device != "":
		return key{decision.ByDevice, device}
	case address != "":
		return key{decision.ByAddress, address}
	}
	return key{}
}

// bounded keeps an id that a stranger may have made very long, so that it is still
// told from others.
func bounded(id string) string {
	if len(id) <= mostIDBytes {
		return strings.ToValidUTF8(id, "\uFFFD")
	}
	sum := sha256.Sum256([]byte(id))
	return strings.ToValidUTF8(id[:mostIDBytes-20], "\uFFFD") + "… " + hex.EncodeToString(sum[:8])
}

// known is an identity that the report has something to say about.
type known struct {
	key
	foretold     uint32 // its organisation in the weeks before
	refused      uint32 // its place among those who were refused, plus one; 0 = it was not
	weeks        uint16 // in which it fell short, by bits
	spared       uint8  // reasons why it was only warned, by bits
	requirements uint64 // that refused it, by bits
	seen         bool   // let in during the window
}

// list holds many values without ever moving them.
type list[T any] struct {
	chunks [][]T
	n      int
}

const chunk = 1024

// add adds a value and returns its place.
func (l *list[T]) add(v T) uint32 {
	if l.n%chunk == 0 {
		l.chunks = append(l.chunks, make([]T, 0, chunk))
	}
	last := &l.chunks[len(l.chunks)-1]
	*last = append(*last, v)
	l.n++
	return uint32(l.n - 1)
}

func (l *list[T]) at(i uint32) *T { return &l.chunks[i/chunk][i%chunk] }

// identities are those that the report has something to say about.
type identities struct {
	most     bounds
	places   map[key]uint32
	all      list[known]
	refused  int // of them that a window refused or would have
	foretold int // of them only foretold, or so at first
}

// find returns an identity; nil if there is nothing to say about it.
func (s *identities) find(k key) *known {
	i, ok := s.places[k]
	if !ok {
		return nil
	}
	return s.all.at(i)
}

// add returns an identity, and remembers it if there is room; nil if there is not.
// So that one crowd cannot push out the other, those who are foretold and those
// who are refused have room of their own.
func (s *identities) add(k key, foretold bool) *known {
	if k.unit == decision.Unproven {
		return nil
	}
	if found := s.find(k); found != nil {
		return found
	}
	room, most := &s.refused, s.most.refused
	if foretold {
		room, most = &s.foretold, s.most.foretold
	}
	if *room >= most {
		return nil
	}
	*room++
	i := s.all.add(known{key: k})
	s.places[k] = i
	return s.all.at(i)
}

// texts gives numbers to texts, so that what is alike is held once. 0 is the empty
// text.
type texts struct {
	numbers map[string]uint32
	all     []string
	most    int
	other   string // stands for those beyond the bound; "" = they are not known
}

func newTexts(most int, other string) texts {
	t := texts{numbers: map[string]uint32{"": 0}, all: []string{""}, most: most, other: other}
	return t
}

func (t *texts) number(text string) uint32 {
	if n, ok := t.numbers[text]; ok {
		return n
	}
	if len(t.all) >= t.most {
		if t.other == "" {
			return 0
		}
		text = t.other
		if n, ok := t.numbers[text]; ok {
			return n
		}
	}
	n := uint32(len(t.all))
	t.numbers[text] = n
	t.all = append(t.all, text)
	return n
}
