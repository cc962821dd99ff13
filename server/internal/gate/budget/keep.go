package budget

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// kept is what the file holds of what is open. Who was counted is not kept: a
// gate that is started again counts anew.
type kept struct {
	Version       int                `json:"version"`
	All           *keptTrip          `json:"all,omitempty"`
	Organisations []keptOrganisation `json:"organisations"`
}

type keptOrganisation struct {
	Organisation string `json:"organisation"`
	keptTrip
}

type keptTrip struct {
	Since time.Time `json:"since"`
	Count int       `json:"count"`
}

const (
	keptVersion = 1

	// mostKeptBytes bounds what is read; every organisation that there is room
	// for, with the longest code in JSON, is less.
	mostKeptBytes = 64 << 20

	// keepAgain is when is tried again after the disk refused.
	keepAgain = 5 * time.Second
)

// keeper writes what is open, in the background.
type keeper struct {
	path    string
	wake    chan struct{} // of one place: something changed
	stop    chan struct{}
	stopped sync.Once
	done    chan struct{}
	err     atomic.Pointer[error]
}

// Keep keeps in a file what is open, so that a gate that is started again does
// not lock out those for whom a block had become a warning. What the file says is
// open now is open from now on. It writes by itself, also over a file that it
// could not read; of that its error tells, which stops nothing: what is in such a
// file does not count. Call it once, before Standing.
func (b *Budget) Keep(path string, at time.Time) error {
	read := b.restore(path, at)
	k := &keeper{path: path, wake: make(chan struct{}, 1), stop: make(chan struct{}), done: make(chan struct{})}
	b.keeper.Store(k)
	go k.run(b)
	return read
}

// Close writes what is open and stops writing.
func (b *Budget) Close() error {
	k := b.keeper.Load()
	if k == nil {
		return nil
	}
	k.stopped.Do(func() { close(k.stop) })
	<-k.done
	return k.problem()
}

// changed says that something opened or closed.
func (b *Budget) changed() {
	if k := b.keeper.Load(); k != nil {
		select {
		case k.wake <- struct{}{}:
		default: // it knows already
		}
	}
}

func (k *keeper) problem() error {
	if err := k.err.Load(); err != nil {
		return *err
	}
	return nil
}

func (k *keeper) run(b *Budget) {
	defer close(k.done)
	var again <-chan time.Time
	for dirty := false; ; {
		select {
		case <-k.wake:
			dirty = true
		case <-again:
		case <-k.stop:
			select {
			case <-k.wake:
				dirty = true
			default:
			}
			if dirty {
				k.write(b)
			}
			return
		}
		again = nil
		if dirty = !k.write(b); dirty {
			again = time.After(keepAgain)
		}
	}
}

// write writes the file; false if the disk refused.
func (k *keeper) write(b *Budget) bool {
	text, err := b.encode()
	if err == nil {
		err = replace(k.path, text)
	}
	if err != nil {
		err = fmt.Errorf("keeping what the lock-out budget opened: %w; a gate that is started again would close it. Free space there, or see to it that it can be written", err)
		k.err.Store(&err)
		return false
	}
	k.err.Store(nil)
	return true
}

// replace writes a file beside its place, brings it to the disk and puts it there.
func replace(path string, content []byte) error {
	beside := path + ".new"
	if err := os.Remove(beside); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	f, err := os.OpenFile(beside, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(content)
	if err == nil {
		err = f.Sync()
	}
	if err := errors.Join(err, f.Close()); err != nil {
		return err
	}
	return os.Rename(beside, path)
}

// encode tells what is open.
func (b *Budget) encode() ([]byte, error) {
	k := kept{Version: keptVersion}
	trip := func(t *trip) keptTrip { return keptTrip{time.Unix(0, t.since).UTC(), t.count} }
	for _, o := range b.openOnes(0) {
		o.mu.Lock()
		if o.trip.open {
			k.Organisations = append(k.Organisations, keptOrganisation{o.name, trip(&o.trip)})
		}
		o.mu.Unlock()
	}
	b.whole.mu.Lock()
	if b.whole.trip.open {
		t := trip(&b.whole.trip)
		k.All = &t
	}
	b.whole.mu.Unlock()
	slices.SortFunc(k.Organisations, func(x, y keptOrganisation) int { return strings.Compare(x.Organisation, y.Organisation) })
	text, err := json.MarshalIndent(k, "", " ")
	return append(text, '\n'), err
}

// restore opens what a file says is open.
func (b *Budget) restore(path string, at time.Time) error {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("reading what the lock-out budget had opened: %w; all is closed", err)
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, mostKeptBytes+1))
	var k kept
	if err == nil {
		k, err = decode(text)
	}
	if err != nil {
		return fmt.Errorf("reading what the lock-out budget had opened: %s: %w; all is closed", filepath.Clean(path), err)
	}
	now := instant(at)
	for _, one := range k.Organisations {
		o := b.lock(one.Organisation, now)
		if !o.trip.open {
			o.trip = one.trip(now)
			b.opened(o)
		}
		o.mu.Unlock()
	}
	if k.All != nil {
		b.whole.mu.Lock()
		b.whole.trip = k.All.trip(now)
		b.whole.isOpen.Store(true)
		b.whole.mu.Unlock()
	}
	return nil
}

func (t *keptTrip) trip(now int64) trip {
	return trip{open: true, since: min(instant(t.Since), now), count: t.Count}
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
	return k, nil
}
