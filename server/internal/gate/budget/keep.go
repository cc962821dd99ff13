package budget

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"sync"
	"sync/atomic"
	"time"
)

const (
	// keepEvery is how often is written what was counted meanwhile, and tried again
	// what the disk refused.
	keepEvery = 5 * time.Second

	// keepRest is how many times as long as the last write took is not written: where
	// very many count, a write takes longer, and comes more seldom.
	keepRest = 20
)

// keeper writes what is open and who counts, in the background.
type keeper struct {
	path    string
	place   func() string
	written string        // the place that the file names
	wake    chan struct{} // of one place: something opened or closed
	stop    chan struct{}
	stopped sync.Once
	done    chan struct{}
	err     atomic.Pointer[error]
}

// Keep keeps in a file what is open and who counts, so that a gate that is started
// again does not lock out those for whom a block had become a warning, and no more
// than one that ran on. It writes by itself: at once what opens or closes, and every
// 5 seconds who counts. place tells where the journal stands that has each refusal;
// what follows that place is not in the file, and is to be counted again by
// Recount. Call it once, after Restore, whose file it writes over, and before
// Standing.
func (b *Budget) Keep(path string, place func() string) {
	k := &keeper{path: path, place: place, wake: make(chan struct{}, 1), stop: make(chan struct{}), done: make(chan struct{})}
	b.keeper.Store(k)
	go k.run(b)
}

// Close writes what is open and who counts, and stops writing. What is counted
// afterwards is kept by nobody.
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
	b.news.Store(true)
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
	tick := time.NewTicker(keepEvery)
	defer tick.Stop()
	for {
		select {
		case <-k.wake:
		case <-tick.C:
		case <-k.stop:
			k.write(b)
			return
		}
		if !b.news.Load() && k.place() == k.written {
			continue
		}
		began := time.Now()
		k.write(b)
		select {
		case <-time.After(keepRest * time.Since(began)):
		case <-k.stop: // looked at above
		}
	}
}

// write writes the file.
func (k *keeper) write(b *Budget) {
	b.news.Store(false)
	place := k.place() // before anything is told, so that nothing is in neither
	text, err := b.encode(place)
	if err == nil {
		err = replace(k.path, text)
	}
	if err != nil {
		b.news.Store(true)
		err = fmt.Errorf("keeping what the lock-out budget opened and counted: %w; a gate that is started again may close it. Free space there, or see to it that it can be written", err)
		k.err.Store(&err)
		return
	}
	k.written = place
	k.err.Store(nil)
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
