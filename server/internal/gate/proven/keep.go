package proven

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// keeper brings proofs to a folder, in the background.
type keeper struct {
	store *Store
	dir   string
	form  form

	// waiting guards what the goroutines that prove leave for the one that writes.
	waiting sync.Mutex
	pending []byte // records
	anew    bool   // the file does not say what memory does, and must be written anew

	// writing is held while files are written.
	writing sync.Mutex
	closed  bool
	lock    *os.File // nil: another process writes, or it is closed
	file    *os.File // nil: none is open, and the next flush writes a new one
	size    int64    // of the file
	growth  int64    // quarters of what is remembered that the file may hold
	err     atomic.Pointer[error]

	stopped sync.Once
	stop    chan struct{}
	done    chan struct{}
}

// add leaves a record for the next flush.
func (k *keeper) add(m Mark, p proof) {
	k.waiting.Lock()
	defer k.waiting.Unlock()
	if len(k.pending) >= maxPendingBytes {
		k.anew = true
		return
	}
	k.pending = k.form.append(k.pending, m, p)
}

// rewrite makes the next flush write the file anew.
func (k *keeper) rewrite() {
	k.waiting.Lock()
	defer k.waiting.Unlock()
	k.anew = true
}

// take takes what waits.
func (k *keeper) take() (pending []byte, anew bool) {
	k.waiting.Lock()
	defer k.waiting.Unlock()
	pending, anew = k.pending, k.anew
	k.pending, k.anew = nil, false
	return pending, anew
}

// giveBack puts what could not be written before what waits by now.
func (k *keeper) giveBack(pending []byte) {
	k.waiting.Lock()
	defer k.waiting.Unlock()
	if len(pending)+len(k.pending) > maxPendingBytes {
		k.anew = true
		return
	}
	k.pending = append(pending, k.pending...)
}

// run flushes until it is stopped.
func (k *keeper) run() {
	defer close(k.done)
	tick := time.NewTicker(FlushEvery)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
			// The error stays in the status, and the next tick tries again.
			_ = k.store.Flush()
		case <-k.stop:
			return
		}
	}
}

// Flush brings what was proven so far to the disk, and forgets what is old. It
// happens by itself every FlushEvery. An error has lost nothing: it is kept in
// memory, and the next flush tries again. In memory only it just forgets.
func (s *Store) Flush() error {
	s.sweepIfDue()
	k := s.keeper
	if k == nil {
		return nil
	}
	k.writing.Lock()
	defer k.writing.Unlock()
	if k.closed {
		return nil
	}
	err := k.flush()
	switch {
	case errors.Is(err, errInUse):
		err = k.inUse()
	case err != nil:
		err = fmt.Errorf("keeping who is proven in %s: %w; free space there, or see to it that it can be written. It is tried again every %v", k.dir, err, FlushEvery)
	}
	if err == nil {
		k.err.Store(nil)
	} else {
		k.err.Store(&err)
	}
	return err
}

func (k *keeper) flush() error {
	if k.lock == nil {
		if err := k.takeOver(); err != nil {
			return err
		}
	}
	pending, anew := k.take()
	if k.file == nil || anew || k.grown(len(pending), k.growth) {
		if err := k.compact(); err != nil {
			k.giveBack(pending)
			return err
		}
		return nil
	}
	if len(pending) == 0 {
		return nil
	}
	if err := k.append(pending); err != nil {
		k.giveBack(pending)
		return err
	}
	return nil
}

// append writes records behind those that are there.
func (k *keeper) append(records []byte) error {
	_, err := k.file.WriteAt(records, k.size)
	if err == nil {
		err = k.file.Sync()
	}
	if err != nil {
		// After a write that was cut short, or a failed fsync, nobody knows what
		// the file holds; a new one is written (fsync(2), Linux man-pages, on EIO).
		err = errors.Join(err, k.file.Close())
		k.file = nil
		return err
	}
	k.size += int64(len(records))
	return nil
}

// takeOver takes the folder once the process that wrote to it has ended, and
// learns what that one kept since.
func (k *keeper) takeOver() error {
	l, err := lock(k.dir)
	if err != nil {
		return err
	}
	k.lock = l
	key, err := readKey(filepath.Join(k.dir, keyFile))
	if err != nil {
		return errors.Join(err, k.unlock())
	}
	if formOf(fingerprint(key)) != k.form {
		return errors.Join(errors.New("another process made a new key; end this one and start it again"), k.unlock())
	}
	more, err := k.store.load(filepath.Join(k.dir, recordFile), k.form)
	if err != nil {
		return errors.Join(err, k.unlock())
	}
	loaded := *k.store.loaded.Load()
	loaded.Problems = append(slices.Clip(loaded.Problems), more.Problems...)
	k.store.loaded.Store(&loaded)
	return nil
}

// Close brings what was proven to the disk and lets the folder go. The store may
// still be asked.
func (s *Store) Close() error {
	k := s.keeper
	if k == nil {
		return nil
	}
	k.stopped.Do(func() { close(k.stop) })
	<-k.done
	k.writing.Lock()
	k.growth = 5 // so that the next process has little to read
	k.writing.Unlock()
	err := s.Flush()
	k.writing.Lock()
	defer k.writing.Unlock()
	k.closed = true
	if k.file != nil {
		err = errors.Join(err, k.file.Close())
		k.file = nil
	}
	return errors.Join(err, k.unlock())
}
