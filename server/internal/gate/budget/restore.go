package budget

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/lanyard-id/lanyard/server/internal/gate/decision"
	"github.com/lanyard-id/lanyard/server/internal/gate/proven"
)

// Restored is what a file told of before.
type Restored struct {
	// Place is where the journal stood when it was told; "" = there is nothing told.
	// What stands behind it is to be counted again.
	Place string
	// Members are how many count again, each in its organisation.
	Members int
	at      int64 // of the newest unproven attempt that it told of
}

// Restore opens again what a file says is open, and counts who it says counts, so
// that a gate that is started again locks out no more than one that ran on. at is
// the gate's clock now. A file that is not there tells nothing. Of one that cannot
// be read the error tells; what is in it does not count. Of one whose marks were
// made with another key it tells, too: what is open counts, and who counts does not.
// Call it before Standing.
func (b *Budget) Restore(path string, at time.Time) (Restored, error) {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return Restored{}, nil
	}
	if err != nil {
		return Restored{}, fmt.Errorf("reading what the lock-out budget had counted: %w; all is closed", err)
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, mostKeptBytes+1))
	var k kept
	if err == nil {
		k, err = decode(text)
	}
	if err != nil {
		return Restored{}, fmt.Errorf("reading what the lock-out budget had counted: %s: %w; all is closed", filepath.Clean(path), err)
	}
	r := Restored{Place: k.Place}
	if k.Unproven != nil {
		r.at = instant(k.Unproven.At)
	}
	if k.Key != b.proven.Key() {
		r.Place = ""
		err = fmt.Errorf("reading what the lock-out budget had counted: %s: it was written with another key than that of who is proven, so who counts in it is nobody here; what is open stays open", filepath.Clean(path))
	}
	b.restore(&k, instant(at), err == nil)
	r.Members = int(b.counted.Load())
	return r, err
}

// restore takes in what a file says; counts: also who counts.
func (b *Budget) restore(k *kept, now int64, counts bool) {
	for i := range k.Organisations {
		one := &k.Organisations[i]
		o := b.lock(one.Organisation, now)
		if counts {
			o.crowd.restore(one.Counted, now)
		}
		if t := one.trip(now); t.open && !o.trip.open {
			o.trip = t
			b.opened(o)
		}
		o.mu.Unlock()
	}
	if k.All != nil {
		b.whole.mu.Lock()
		if counts {
			b.whole.crowd.restore(k.All.Counted, now)
		}
		b.whole.trip = k.All.trip(now)
		b.whole.isOpen.Store(b.whole.trip.open)
		b.whole.mu.Unlock()
	}
	if k.Unproven != nil {
		b.meter.restore(k.Unproven, now)
	}
}

// Recount counts somebody again who was about to be refused, as a record of that
// time says, with the unit that was proven then. It is called in the order of the
// records; who is counted already counts once. at is when that was, now the gate's
// clock; what lies in the future counts as now, and what is older than the budget
// looks back changes nothing.
func (b *Budget) Recount(r Restored, id Identity, unit decision.Unit, at, now time.Time) {
	then, is := min(instant(at), instant(now)), instant(now)
	if then <= is-b.spans.per {
		return
	}
	if unit == decision.Unproven {
		if instant(at) > r.at {
			b.meter.addLate(then)
		}
		return
	}
	p := b.proven.Again(proven.Identity{Person: id.Person, Device: id.Device, Address: id.Address}, unit, now)
	if p.Unit == decision.Unproven {
		return
	}
	// Records are nearly in the order of time. An instant before that of others who
	// count would be taken for a clock that was set back.
	b.whole.mu.Lock()
	then = max(then, min(b.whole.crowd.latest(), is))
	b.whole.mu.Unlock()
	b.count(id.Organisation, p, proven.NetworkOf(id.Address), time.Unix(0, then).In(now.Location()))
}
