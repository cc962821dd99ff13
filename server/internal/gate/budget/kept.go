package budget

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/lanyard-id/lanyard/server/internal/gate/decision"
	"github.com/lanyard-id/lanyard/server/internal/gate/proven"
)

// kept is what the file holds: what is open, and who counts.
type kept struct {
	Version int `json:"version"`
	// Place is where the journal stood before anything was told: whatever stands
	// behind it there may not be counted here.
	Place string `json:"place"`
	// Key tells the key of the marks from others; see package proven.
	Key           string             `json:"key"`
	Unproven      *keptMeter         `json:"unproven,omitempty"`
	All           *keptCount         `json:"all,omitempty"`
	Organisations []keptOrganisation `json:"organisations"`
}

type keptOrganisation struct {
	Organisation string `json:"organisation"`
	keptCount
}

// keptCount is who counts, as keptMember has it one behind the other, and since
// when it is open; zero: it is closed.
type keptCount struct {
	Since   time.Time `json:"since,omitzero"`
	Count   int       `json:"count,omitempty"` // when it opened
	Counted []byte    `json:"counted,omitempty"`
}

// keptMeter is the unproven attempts, by minute up to the newest.
type keptMeter struct {
	At      time.Time         `json:"at"`     // of the newest attempt
	Newest  int64             `json:"newest"` // the number of its bucket since 1970
	Buckets [meterBuckets]int `json:"buckets"`
	Paged   time.Time         `json:"paged,omitzero"`
}

const (
	keptVersion = 2

	// mostKeptBytes bounds what is read; all for whom there is room, with the longest
	// codes of organisations in JSON, are less.
	mostKeptBytes = 256 << 20

	// keptMember is a member in a file, all numbers little-endian:
	//
	//	mark 8 · voucher 8 · network 8 · nanoseconds since 1970 8 · unit 1
	keptMember = 33
)

// appendTo appends who is counted, from who was locked out longest ago.
func (c *crowd) appendTo(b []byte) []byte {
	b = slices.Grow(b, c.size*keptMember)
	for i := c.oldest; i != none; i = c.members[i].next {
		m := &c.members[i]
		b = binary.LittleEndian.AppendUint64(b, uint64(m.mark))
		b = binary.LittleEndian.AppendUint64(b, uint64(m.voucher))
		b = binary.LittleEndian.AppendUint64(b, uint64(m.network))
		b = binary.LittleEndian.AppendUint64(b, uint64(m.at))
		b = append(b, byte(m.unit))
	}
	return b
}

// restore takes in whom appendTo told of. What lies in the future counts as now. Who
// is too old by now goes when the crowd is brought to an instant.
func (c *crowd) restore(b []byte, now int64) {
	for ; len(b) >= keptMember; b = b[keptMember:] {
		p := proven.Proof{
			Mark: proven.Mark(binary.LittleEndian.Uint64(b)), Voucher: proven.Mark(binary.LittleEndian.Uint64(b[8:])),
			Unit: decision.Unit(b[32]),
		}
		at := min(int64(binary.LittleEndian.Uint64(b[24:])), now)
		c.add(p, proven.Network(binary.LittleEndian.Uint64(b[16:])), max(at, c.latest()))
	}
}

// latest is when somebody was locked out last; long ago if nobody is held.
func (c *crowd) latest() int64 {
	if c.newest == none {
		return math.MinInt64 / 2 // from which the length of an hour can be taken
	}
	return c.members[c.newest].at
}

// encode tells what is open and who counts. place is where the journal stood before.
func (b *Budget) encode(place string) ([]byte, error) {
	k := kept{Version: keptVersion, Place: place, Key: b.proven.Key(), Organisations: []keptOrganisation{}}
	tell := func(t *trip, c *crowd) (kc keptCount) {
		if t.open {
			kc.Since, kc.Count = time.Unix(0, t.since).UTC(), t.count
		}
		kc.Counted = c.appendTo(nil)
		return kc
	}
	for _, o := range b.organisations() {
		o.mu.Lock()
		if o.trip.open || o.crowd.size > 0 {
			k.Organisations = append(k.Organisations, keptOrganisation{o.name, tell(&o.trip, &o.crowd)})
		}
		o.mu.Unlock()
	}
	b.whole.mu.Lock()
	if b.whole.trip.open || b.whole.crowd.size > 0 {
		all := tell(&b.whole.trip, &b.whole.crowd)
		k.All = &all
	}
	b.whole.mu.Unlock()
	k.Unproven = b.meter.tell()
	slices.SortFunc(k.Organisations, func(x, y keptOrganisation) int { return strings.Compare(x.Organisation, y.Organisation) })
	text, err := json.MarshalIndent(k, "", " ")
	return append(text, '\n'), err
}

// decode reads the file strictly: what is half there is not there.
func decode(text []byte) (kept, error) {
	if len(text) > mostKeptBytes {
		return kept{}, fmt.Errorf("it is longer than %d bytes", mostKeptBytes)
	}
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	var k kept
	if err := d.Decode(&k); err != nil {
		return kept{}, err
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return kept{}, errors.New("something follows its end")
	}
	if k.Version != keptVersion {
		return kept{}, fmt.Errorf("its version is %d; this program knows %d", k.Version, keptVersion)
	}
	if k.Unproven != nil {
		if err := k.Unproven.check(); err != nil {
			return kept{}, err
		}
	}
	if k.All != nil {
		if err := k.All.check(); err != nil {
			return kept{}, fmt.Errorf("of all: %w", err)
		}
	}
	for i := range k.Organisations {
		if err := k.Organisations[i].check(); err != nil {
			return kept{}, fmt.Errorf("of organisation %q: %w", k.Organisations[i].Organisation, err)
		}
	}
	return k, nil
}

func (c *keptCount) check() error {
	if len(c.Counted)%keptMember != 0 {
		return fmt.Errorf("who counts has %d bytes, which is not %d for each", len(c.Counted), keptMember)
	}
	for i := keptMember - 1; i < len(c.Counted); i += keptMember {
		if u := decision.Unit(c.Counted[i]); u < decision.ByAddress || u > decision.ByPerson {
			return fmt.Errorf("one who counts is of no unit, %d", u)
		}
	}
	return nil
}

func (m *keptMeter) check() error {
	if m.Newest < -1<<40 || m.Newest > 1<<40 {
		return fmt.Errorf("the newest unproven attempt was in minute %d", m.Newest)
	}
	for _, n := range m.Buckets {
		if n < 0 || n > 1<<40 {
			return fmt.Errorf("%d unproven attempts in a minute", n)
		}
	}
	return nil
}

func (c *keptCount) trip(now int64) trip {
	if c.Since.IsZero() {
		return trip{}
	}
	return trip{open: true, since: min(instant(c.Since), now), count: c.Count}
}
