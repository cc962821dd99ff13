package server

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/lanyard-id/lanyard/server/internal/decide"
	"github.com/lanyard-id/lanyard/server/internal/gate"
	"github.com/lanyard-id/lanyard/server/internal/gate/config"
	"github.com/lanyard-id/lanyard/server/internal/gate/live"
	"github.com/lanyard-id/lanyard/server/internal/journal"
)

// gateReserve holds space for some 50,000 decisions on a disk that others fill.
const gateReserve = 32 << 20

// gateStall is how long a write may hang before newcomers no longer wait for it: a
// person waits that long without ringing anybody.
const gateStall = 2 * time.Second

// openJournal takes the journal, as soon as a process before this one has left it.
func (g *runningGate) openJournal(ctx context.Context, successor bool) error {
	if g.c.Journal == "" {
		return nil
	}
	keep := g.c.Keep
	if keep == 0 {
		keep = config.DefaultKeep
	}
	options := journal.Options{
		Keep: keep, KeepBytes: g.c.KeepBytes, ReserveBytes: gateReserve, StallAfter: gateStall,
		Removed: func(r journal.Removal) { g.log("%s", r) },
	}
	// Only a successor waits for the process before it. Any other gate that writes
	// there is a mistake, and must not look like one that starts slowly.
	var j *journal.Journal
	var err error
	if successor {
		j, err = journal.OpenWait(ctx, g.c.Journal, options)
	} else {
		j, err = journal.Open(g.c.Journal, options)
	}
	if err != nil {
		return err
	}
	g.journal.Store(j)
	if r := j.Recovery(); r.Unclean {
		g.log("the journal was left in the middle: %s", r)
	}
	return nil
}

// errNoJournal says that a decision came while the journal was not held.
var errNoJournal = errors.New("the journal is not open")

// keep writes a decision, or what came of one. Who was let through is not to wait for
// the latter.
func (g *runningGate) keep(e gate.Entry) error {
	j := g.journal.Load()
	if j == nil {
		return errNoJournal
	}
	err := keepIn(j, e)
	if errors.Is(err, journal.ErrClosed) {
		// It was just left to a successor; there is another by now.
		if other := g.journal.Load(); other != nil && other != j {
			err = keepIn(other, e)
		}
	}
	return err
}

func keepIn(j *journal.Journal, e gate.Entry) error {
	if e.Follows {
		return j.AppendSoon(e.At, journal.Entry{Code: e.Code, Kind: journal.Sequel, Record: e.Record})
	}
	_, err := j.Append(e.At, journal.Entry{Code: e.Code, Record: e.Record, Detail: e.Detail})
	return err
}

// record finds a decision for the operator: all that is kept of it, in words.
func (g *runningGate) record(_ context.Context, code string) (live.Record, error) {
	if g.c.Journal == "" {
		return live.Record{}, live.ErrNoRecord
	}
	found, err := journal.FindAll(g.c.Journal, code)
	if errors.Is(err, journal.ErrNotFound) {
		return live.Record{}, live.ErrNoRecord
	}
	if err != nil {
		return live.Record{}, err
	}
	var words strings.Builder
	if err := decide.Retell(&words, code, entriesOf(found)); err != nil {
		return live.Record{}, err
	}
	return live.Record{Code: code, At: found[0].At, Told: strings.Split(strings.TrimRight(words.String(), "\n"), "\n"), JSON: found[0].Record}, nil
}

// journalView is how the journal stands, for those who watch.
func (g *runningGate) journalView() live.Journal {
	v := live.Journal{Dir: g.c.Journal, FreeBytes: -1}
	j := g.journal.Load()
	if j == nil {
		if g.c.Journal != "" {
			v.Why = "the journal is not open yet; a process before this one may hold it"
		}
		return v
	}
	s := j.Stats()
	v.Writable, v.Kept, v.Unsynced, v.DetailDropped = true, uint64(s.Written), s.Unsynced, uint64(s.DetailsDropped)
	v.Brief, v.Reserve, v.Segments = s.Brief, s.Reserve, s.Segments
	v.Bytes, v.Oldest = s.Bytes, s.Oldest
	r := j.Recovery()
	v.UncleanRestart, v.Lost = r.Unclean, max(r.Missing, 0)
	if free, known := journal.Free(g.c.Journal); known {
		v.FreeBytes = free
	}
	if err := j.Err(); err != nil {
		v.Why = err.Error()
	}
	if err := j.Failing(); err != nil {
		v.Writable, v.Why = false, err.Error()
	}
	return v
}
